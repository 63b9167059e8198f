"""A class set as its page shows it, and what the page wants of it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from generator import texts
from generator.base.errors import InputError
from generator.studio.set_file import EditedLesson, EditedSet, lessons_in
from generator.studio.workspace import Workspace
from generator.texts.class_set_keys import HSK
from generator.texts.side_tables import LIST

STALE = "The page and the file do not fit together. Load the page again."


def folders_of_texts(here: Workspace) -> dict[str, Path]:
    """Return the folders of the workspace that hold several texts and are no set: their names ->
    where they lie."""
    found: dict[str, Path] = {}
    seen: list[Path] = []
    for source in here.look().texts.values():
        folder = source.path.parent
        if folder in seen and folder != here.folder:
            found[here.name(folder)] = folder
        seen.append(folder)
    return found


def set_state(here: Workspace, path: Path) -> dict[str, Any]:
    """Return a set as a page shows it: what its file says, and what is wrong with it. A workbook is
    not edited here."""
    read = here.read(path)
    fault = ""
    try:
        texts.read_set(path)
    except InputError as error:
        fault = here.plain(str(error))
    found: dict[str, Any] = {"fault": fault, "version": read.version, "editable": False}
    if path.name != texts.CLASS_SET:
        return found
    values, lessons = lessons_in(read.content.decode(errors="replace"))
    pairs = zip(lessons, values.get("lesson", ()), strict=True)
    return found | {
        "editable": True,
        "title": str(values.get("title", "")),
        "known": _known(values),
        "lists": _lists(path, lessons),
        "lessons": [_lesson_json(here, path, lesson, given) for lesson, given in pairs],
    }


def wanted_set(here: Workspace, path: Path, given: Mapping[str, Any]) -> EditedSet:
    """Read what the page sends. Raises InputError for what it cannot send."""
    lessons, known = given.get("lessons"), given.get("known")
    if not isinstance(lessons, list) or not isinstance(known, list):
        raise InputError(STALE)
    values, before = lessons_in(here.read(path).content.decode(errors="replace"))
    lists = _lists(path, before)
    for one in map(str, known):
        if one not in _known(values) and one not in lists and not HSK.fullmatch(one):
            raise InputError(f"{one[:40]!r} is neither a level of the HSK nor a list of this set.")
    edited = [_edited(one, lists) for one in lessons]
    return EditedSet(str(given.get("title", "")), tuple(map(str, known)), tuple(edited))


def _edited(given: object, lists: Sequence[str]) -> EditedLesson:
    if not isinstance(given, dict) or not isinstance(given.get("at"), int):
        raise InputError(STALE)
    title, due, words = (str(given.get(name, "")) for name in ("title", "due", "words"))
    if words and words not in lists:
        raise InputError(f"{words[:40]!r} is no list of this set. Add it on this page.")
    return EditedLesson(given["at"], " ".join(title.split()), due, words)


def _lesson_json(
    here: Workspace, path: Path, lesson: EditedLesson, given: Mapping[str, Any]
) -> dict[str, Any]:
    listed = given.get("texts", [])
    names = []
    for one in listed if isinstance(listed, list) else [listed]:
        file = str(one["zh"]) if isinstance(one, dict) and "zh" in one else str(one)
        names.append({"name": file, "id": here.id_of_path(path.parent / file)})
    return {
        "at": lesson.at,
        "title": lesson.title,
        "due": lesson.due,
        "words": lesson.words,
        "texts": names,
    }


def _known(values: Mapping[str, Any]) -> list[str]:
    return [str(one) for one in values.get("known", ())]


def _lists(path: Path, lessons: Sequence[EditedLesson]) -> list[str]:
    """Return the files that may be lists of a lesson: those named, and those that look like one."""
    named = [lesson.words for lesson in lessons if lesson.words]
    beside = sorted(file.name for file in path.parent.iterdir() if f".{LIST}." in file.name)
    return list(dict.fromkeys((*named, *beside)))

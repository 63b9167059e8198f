"""A class set as its page shows it: what its file says, what lies beside it, its packages."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from generator import anki, texts
from generator.base.class_records import ClassSet
from generator.base.errors import InputError
from generator.base.files import real
from generator.classes.groups import by_group
from generator.classes.set_build import is_built
from generator.pipeline import BuildOptions, Resources
from generator.studio.edited_table import EditedTable
from generator.studio.open_sets import values_of
from generator.studio.workspace import Workspace
from generator.texts.discovery import HIDDEN, NOT_TEXTS
from generator.texts.side_tables import LESSONS, SAVED, SIDE_TABLE, WORDS
from generator.texts.xlsx import sheet_names

WORKBOOK = ".xlsx"
SWITCHES = ("names", "skip_guessable", "only_listed")
"""Keys of the whole set that are on or off."""
Json = dict[str, Any]


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


def set_state(here: Workspace, table: EditedTable) -> Json:
    """Return a set as a page shows it: what its file says, what is wrong with it, and why the page
    cannot change it, if it cannot."""
    path, read = table.path, table.read()
    values, why = values_of(path, read)
    fault = ""
    try:
        found = texts.read_set(path)
    except InputError as error:
        found, fault = None, str(error)
    return {
        "version": read.version,
        "fault": fault,
        "why": why,
        "title": str(values.get("title", "")),
        "known": _texts(values.get("known")),
        "cards": _texts(values.get("cards")),
        **{key: values.get(key) is True for key in SWITCHES},
        "lessons": [_lesson(here, path, one) for one in _tables(values, "lesson")],
        "groups": [_group(one) for one in _tables(values, "group")],
        "lists": lists_beside(path, values),
        "free": _free_texts(path, values),
        "packages": packages(here, found) if found else [],
        "undo": table.history.can_undo(read.version),
        "redo": table.history.can_redo(read.version),
    }


def packages(here: Workspace, found: ClassSet) -> list[Json]:
    """Return the packages of a set: one, or one for each group."""
    made = []
    for one in by_group(found):
        path = package_of(here, one)
        made.append({"title": one.title, "file": here.name(path), "is_built": path.is_file()})
    return made


def packages_up_to_date(here: Workspace, path: Path, resources: Resources) -> list[bool | None]:
    """Return for each package of a set whether it is up to date; None where there is none.

    Raises InputError for a set that cannot be read.
    """
    found: list[bool | None] = []
    for one in by_group(texts.read_set(path)):
        exists = package_of(here, one).is_file()
        found.append(is_built(resources, one, here.decks, BuildOptions()) if exists else None)
    return found


def package_of(here: Workspace, found: ClassSet) -> Path:
    """Return where the package of a set, or of a group of it, lies or will lie."""
    return anki.paths(here.decks / found.name, found.name)[0]


def lists_beside(path: Path, values: Mapping[str, Any]) -> list[str]:
    """Return what may be named as a list of words: those that are named, and the tables beside the
    set; of a workbook with several sheets each sheet."""
    named = [str(one["words"]) for one in _tables(values, "lesson") if one.get("words")]
    named += [one for one in _texts(values.get("known")) if not one.lower().startswith("hsk")]
    found = dict.fromkeys(named)
    taken = {real(file) for file in _named_texts(path, values)}
    for file in _files_beside(path):
        if real(file) not in taken:
            found |= dict.fromkeys(_as_list(file, path))
    return list(found)


def _as_list(file: Path, set_file: Path) -> Iterator[str]:
    """Yield the names under which a file beside a set may be its list."""
    table = SIDE_TABLE.fullmatch(file.name)
    is_ours = file.stem.lower() in NOT_TEXTS or file.stem == "glossary"
    if file.suffix.lower() not in SAVED or file.name.startswith(HIDDEN) or is_ours:
        return
    if file == set_file or file.name not in texts.SET_NAMES:
        is_list = not table or table[2].lower() not in (WORDS, texts.ALIGNED, LESSONS)
        sheets = _sheets(file) if file.suffix.lower() == WORKBOOK and is_list else ()
        if len(sheets) > 1:
            yield from (f"{file.name}#{sheet}" for sheet in sheets)
        elif is_list and file != set_file and (table or file.suffix.lower() == WORKBOOK):
            yield file.name


def _sheets(file: Path) -> tuple[str, ...]:
    status = file.stat()
    return _sheets_of(file, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=200)
def _sheets_of(file: Path, changed: int, size: int) -> tuple[str, ...]:
    """Return the sheets of a workbook; none where it is damaged: its reader will say so."""
    try:
        return sheet_names(file)
    except InputError:
        return ()


def _files_beside(path: Path) -> list[Path]:
    folder = path.parent
    return sorted(file for file in folder.iterdir() if file.is_file()) if folder.is_dir() else []


def _free_texts(path: Path, values: Mapping[str, Any]) -> list[Json]:
    """Return the texts beside a set that no lesson names: their files, as the set would name
    them."""
    folder = path.parent
    taken = {real(file) for file in _named_texts(path, values)}
    taken |= {real(folder / one.partition("#")[0]) for one in lists_named(values)}
    try:
        found = texts.find_texts([folder])
    except InputError:  # none at all
        return []
    free = []
    for zh, en in found:
        if real(zh) not in taken and real(en or zh) not in taken:
            name = zh.relative_to(folder).as_posix()
            value = {"zh": name, "en": en.relative_to(folder).as_posix()} if en else name
            free.append({"name": name, "value": value})
    return free


def lists_named(values: Mapping[str, Any]) -> list[str]:
    """Return the lists of words that a set names."""
    return [
        *(str(one["words"]) for one in _tables(values, "lesson") if one.get("words")),
        *_texts(values.get("known")),
        *_texts(values.get("stop")),
    ]


def _named_texts(path: Path, values: Mapping[str, Any]) -> Iterator[Path]:
    for lesson in _tables(values, "lesson"):
        for one in _texts_of(lesson):
            for name in one.values() if isinstance(one, dict) else [one]:
                yield path.parent / str(name)


def _lesson(here: Workspace, path: Path, given: Mapping[str, Any]) -> Json:
    listed = []
    for one in _texts_of(given):
        file = str(one.get("zh", "")) if isinstance(one, dict) else str(one)
        listed.append({"name": file, "value": one, "id": here.id_of_path(path.parent / file)})
    return {
        "title": str(given.get("title", "")),
        "due": str(given.get("due", "")),
        "words": str(given.get("words", "")),
        "texts": listed,
    }


def _group(given: Mapping[str, Any]) -> Json:
    return {
        "name": str(given.get("name", "")),
        "title": str(given.get("title", "")),
        "known": _texts(given.get("known")),
    }


def _texts_of(lesson: Mapping[str, Any]) -> list[Any]:
    found = lesson.get("texts", [])
    return found if isinstance(found, list) else [found]


def _texts(value: Any) -> list[str]:
    return list(map(str, value)) if isinstance(value, list) else []


def _tables(values: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """Return the lessons or groups of a set, as far as they are such."""
    found = values.get(name, ())
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []

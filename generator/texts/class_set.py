"""``set.toml``: the lessons of a class set, in TOML, as a teacher writes them. All paths are
relative to the file."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from generator.base.class_records import ClassSet, Lesson, ListedWord
from generator.base.errors import InputError
from generator.base.files import leads_out, real
from generator.base.program import program_name
from generator.base.records import Correction
from generator.texts.class_list import read_class_list
from generator.texts.class_set_keys import LESSON_KEYS, SET_KEYS, Expected, iso_date, toml_fault
from generator.texts.corrections_table import read_shared
from generator.texts.encodings import decode
from generator.texts.file_names import name_of_set
from generator.texts.paths import CLASS_SET, exists, path_in_archive, read_bytes, set_file

Table = Mapping[str, Any]
"""A table of TOML, its keys and values checked."""


def read_set(path: Path) -> ClassSet:
    """Read a class set: ``set.toml``, or a folder or archive that holds one.

    Raises InputError that names the file, the key, and what to do: for what TOML does not allow,
    unknown keys, values of the wrong kind, files that are missing, lessons without text or words,
    and a text that stands in two places.
    """
    file = set_file(path)
    found = _read_toml(file, path)
    _refuse_misplaced(found, str(file))
    _check(found, SET_KEYS, str(file), required=("title", "lesson"))
    _refuse_paths_outside(found, file)
    folder = file.parent
    corrections = read_shared(file)
    lessons = tuple(
        _corrected(_lesson(one, number, found, file), corrections)
        for number, one in enumerate(found["lesson"], 1)
    )
    _refuse_repeats(lessons, file)
    return ClassSet(
        file,
        name_of_set(file),
        " ".join(found["title"].split()),
        lessons,
        tuple(found.get("known", ())),
        tuple(folder / one for one in found.get("stop", ())),
        found.get("names", False),
        found.get("skip_guessable", False),
        frozenset(found["cards"]) if "cards" in found else None,
        found.get("looks", {}),
        corrections,
    )


def _corrected(lesson: Lesson, corrections: Sequence[Correction]) -> Lesson:
    """Return a lesson whose list has what the table of the set adds to it."""
    words: list[ListedWord] = []
    for listed in lesson.words:
        line = listed.line
        for one in corrections:
            if one.word != line.word or one.is_cut or (one.reading and line.reading):
                continue
            gloss, reading = line.gloss or one.gloss, line.reading or one.reading
            line = replace(line, gloss=gloss, reading=reading, skip=one.skip)
        if not line.skip:
            words.append(replace(listed, line=line))
    return replace(lesson, words=tuple(words))


def _read_toml(file: Path, path: Path) -> Table:
    if not exists(file):
        raise InputError(
            f"{file}: no such file. Make one from a folder of lessons: {program_name()} set new"
            f" {path}"
        )
    text = decode(read_bytes(file), str(file)).replace("\r\n", "\n")
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputError(f"{file}: {toml_fault(text, str(error))}") from None


def _refuse_misplaced(found: Table, where: str) -> None:
    """Raise InputError for a key of the set below a table, where TOML takes it for one of that."""
    tables: list[tuple[str, Any]] = [("[looks]", found.get("looks"))]
    lessons = found.get("lesson")
    if isinstance(lessons, list):
        tables += [(f"[[lesson]] {number}", one) for number, one in enumerate(lessons, 1)]
    for name, table in tables:
        for key in table if isinstance(table, dict) else ():
            is_of_lesson = key in LESSON_KEYS and name != "[looks]"
            if key in SET_KEYS and not is_of_lesson:
                raise InputError(
                    f"{where}: {key} stands below {name}, but speaks of the whole set. Move its"
                    " line above the first line in square brackets."
                )


def _refuse_paths_outside(found: Table, file: Path) -> None:
    """Raise InputError for paths that lead out of the folder of a set, or out of its archive: a
    set may be a stranger's, and is not to reach for one's own files."""
    for name in _paths(found):
        if leads_out(name):
            place = "archive" if path_in_archive(file) else "folder"
            raise InputError(
                f"{file}: names {name}, which is not in the {place} of the set. Sets come from"
                f" others, too, so only what lies in that {place} is read. Put the file into it."
            )


def _paths(found: Table) -> Iterator[str]:
    """Yield all that a set names of the file system; its lessons are not checked yet."""
    yield from found.get("known", ())
    yield from found.get("stop", ())
    yield found.get("looks", {}).get("audio", "").removeprefix("folder:")
    for lesson in found["lesson"]:
        if isinstance(lesson.get("words"), str):
            yield lesson["words"]
        for text in _listed(lesson.get("texts", [])):
            sides = text.values() if isinstance(text, dict) else [text]
            yield from map(str, sides)


def _listed(texts: Any) -> Sequence[Any]:
    """Return the texts of a lesson, which may be one that stands in no list."""
    return texts if isinstance(texts, list) else [texts]


def _lesson(found: Table, number: int, of_set: Table, file: Path) -> Lesson:
    where = f"{file}, lesson {number}"
    _check(found, LESSON_KEYS, where)
    texts = tuple(_text(one, file.parent, where) for one in _listed(found.get("texts", [])))
    if not texts and "words" not in found:
        raise InputError(
            f'{where}: is empty. Name its texts (texts = ["lesson-{number}.txt"]) or a word list'
            ' (words = "list.tsv").'
        )
    word_list, sheet = None, ""
    if "words" in found:
        word_list, sheet = _word_list(found["words"], file.parent, where)
    only_listed = found.get("only_listed", of_set.get("only_listed", False))
    if only_listed and word_list is None:
        raise InputError(
            f"{where}: only_listed = true wants a word list, but none is named. Add words ="
            ' "list.tsv".'
        )
    return Lesson(
        number=number,
        title=" ".join(found.get("title", "").split()),
        texts=texts,
        due=iso_date(found.get("due", "")),
        words=read_class_list(word_list, sheet) if word_list else (),
        word_list=word_list,
        only_listed=only_listed,
        sentences=found.get("sentences", of_set.get("sentences", not only_listed)),
    )


def _word_list(name: str, folder: Path, where: str) -> tuple[Path, str]:
    """Return the file of a list, and the sheet of it that is meant: ``book.xlsx#Lesson 3``."""
    file, _, sheet = name.partition("#")
    if exists(folder / name):
        file, sheet = name, ""
    return _existing(folder / file, where, "words"), sheet.strip()


def _check(
    found: Table, keys: Mapping[str, Expected], where: str, required: tuple[str, ...] = ()
) -> None:
    """Raise InputError for unknown keys, values of the wrong kind, and keys that are missing."""
    for key, value in found.items():
        if key not in keys:
            alike = get_close_matches(key, keys, n=1)
            meant = f"Did you mean {alike[0]}? " if alike else ""
            raise InputError(
                f"{where}: there is no key {key!r}. {meant}The keys are: {', '.join(keys)}."
            )
        if not keys[key].fits(value):
            raise InputError(f"{where}: {key} is {value!r}; expected {keys[key].description}.")
    for key in required:
        if key not in found:
            raise InputError(f"{where}: {key} is missing; expected {keys[key].description}.")


def _text(value: str | Mapping[str, str], folder: Path, where: str) -> tuple[Path, Path | None]:
    """Return the file of a text, and that of its English where it has one of its own."""
    if isinstance(value, str):
        return _existing(folder / value, where, "texts"), None
    zh = _existing(folder / value["zh"], where, "texts")
    return zh, _existing(folder / value["en"], where, "texts")


def _existing(path: Path, where: str, key: str) -> Path:
    if not exists(path) or path.is_dir():
        raise InputError(
            f"{where}: {key} names {path}, and there is no such file. Correct the name; it is"
            f" relative to {CLASS_SET}."
        )
    return path


def _refuse_repeats(lessons: tuple[Lesson, ...], file: Path) -> None:
    """Raise InputError for a file that is a text of two lessons."""
    lesson_of: dict[Path, int] = {}
    for lesson in lessons:
        for text in lesson.texts:
            for path in filter(None, text):
                resolved = real(path)
                if resolved in lesson_of:
                    raise InputError(
                        f"{file}, lesson {lesson.number}: {path} is a text of lesson"
                        f" {lesson_of[resolved]} already. Name each text once."
                    )
                lesson_of[resolved] = lesson.number

"""``set.toml``: the lessons of a class set, in TOML, as a teacher writes them. All paths are
relative to the file."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from generator.base.errors import InputError
from generator.base.program import program_name
from generator.base.records import ClassSet, Lesson
from generator.texts.corrections_table import read_class_list
from generator.texts.encodings import decode
from generator.texts.paths import CLASS_SET as FILE
from generator.texts.paths import exists, name_of_set, path_in_archive, read_bytes

DATE = re.compile(r"\d{4}-\d{2}-\d{2}")

Check = Callable[[Any], bool]
TEXT = (
    lambda value: isinstance(value, str) and bool(value.strip()),
    'text in quotation marks, such as "First steps"',
)
SWITCH = (lambda value: isinstance(value, bool), "true or false")
SEVERAL = (
    lambda value: (
        isinstance(value, list) and all(isinstance(one, str) and one.strip() for one in value)
    ),
    'a list of texts, such as ["a", "b"]',
)
DAY = (lambda value: _date(value) != "", "a date, such as 2026-09-14")
PLACES = (
    lambda value: (
        (isinstance(value, str) and bool(value))
        or (isinstance(value, list) and bool(value) and all(map(_is_place, value)))
    ),
    (
        'one file or a list of files, such as ["lesson-1.txt", {zh = "dialogue.zh.txt", en ='
        ' "dialogue.en.txt"}]'
    ),
)
TABLE = (
    lambda value: isinstance(value, dict) and all(isinstance(one, str) for one in value.values()),
    'pairs, such as tones = "pleco"',
)
TABLES = (
    lambda value: (
        isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)
    ),
    "[[lesson]]",
)

SET_KEYS: Mapping[str, tuple[Check, str]] = {
    "title": TEXT,
    "known": SEVERAL,
    "stop": SEVERAL,
    "names": SWITCH,
    "cards": SEVERAL,
    "looks": TABLE,
    "only_listed": SWITCH,
    "sentences": SWITCH,
    "lesson": TABLES,
}
LESSON_KEYS: Mapping[str, tuple[Check, str]] = {
    "title": TEXT,
    "texts": PLACES,
    "due": DAY,
    "words": TEXT,
    "only_listed": SWITCH,
    "sentences": SWITCH,
}


def read_set(path: Path) -> ClassSet:
    """Read a class set: ``set.toml``, or a folder or archive that holds one.

    Raises InputError that names the file, the key, and what to do: for what TOML does not allow,
    unknown keys, values of the wrong kind, files that are missing, lessons without text or words,
    and a text that stands in two places.
    """
    file = path if path.name == FILE else path / FILE
    if not exists(file):
        raise InputError(
            f"{file}: no such file. Make one from a folder of lessons:"
            f" {program_name()} set new {path}"
        )
    try:
        found = tomllib.loads(decode(read_bytes(file), str(file)).replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputError(
            f"{file}: is not TOML ({error}). Mend that place; texts stand in quotation marks."
        ) from None
    _check(found, SET_KEYS, str(file), ("title", "lesson"))
    if path_in_archive(file) and (
        outside := next((one for one in _paths(found) if Path(one).anchor), "")
    ):
        remedy = "Put the file into it; or unpack the archive, and build the folder."
        raise InputError(f"{file}: names {outside}, which is not in the archive. {remedy}")
    folder = file.parent
    lessons = tuple(
        _lesson(one, number, found, file) for number, one in enumerate(found["lesson"], 1)
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
        frozenset(found["cards"]) if "cards" in found else None,
        found.get("looks", {}),
    )


def _paths(found: Mapping[str, Any]) -> Iterator[str]:
    """All that a set names of the file system."""
    yield from (
        *found.get("known", ()),
        *found.get("stop", ()),
        found.get("looks", {}).get("audio", "").removeprefix("folder:"),
    )
    for lesson in found["lesson"]:
        yield from [lesson["words"]] if isinstance(lesson.get("words"), str) else []
        given = lesson.get("texts", [])
        for one in given if isinstance(given, list) else [given]:
            yield from map(str, one.values() if isinstance(one, dict) else [one])


def _lesson(found: Mapping[str, Any], number: int, of_set: Mapping[str, Any], file: Path) -> Lesson:
    where = f"{file}, lesson {number}"
    _check(found, LESSON_KEYS, where, ())
    given = found.get("texts", [])
    texts = tuple(
        _place(one, file.parent, where) for one in ([given] if isinstance(given, str) else given)
    )
    if not texts and "words" not in found:
        raise InputError(
            f'{where}: is empty. Name its texts (texts = ["lesson-{number}.txt"]) or a word list'
            ' (words = "list.tsv").'
        )
    listed = _there(file.parent / found["words"], where, "words") if "words" in found else None
    only_listed = found.get("only_listed", of_set.get("only_listed", False))
    if only_listed and listed is None:
        raise InputError(
            f"{where}: only_listed = true wants a word list, but none is named. Add words ="
            ' "list.tsv".'
        )
    return Lesson(
        number,
        " ".join(found.get("title", "").split()),
        texts,
        _date(found.get("due", "")),
        read_class_list(listed) if listed else (),
        listed,
        only_listed,
        found.get("sentences", of_set.get("sentences", not only_listed)),
    )


def _check(
    found: Mapping[str, Any],
    keys: Mapping[str, tuple[Check, str]],
    where: str,
    required: tuple[str, ...],
) -> None:
    for key, value in found.items():
        if key not in keys:
            like = get_close_matches(key, keys, 1)
            meant = f"Did you mean {like[0]}? " if like else ""
            raise InputError(
                f"{where}: there is no key {key!r}. {meant}The keys are: {', '.join(keys)}."
            )
        is_right, expected = keys[key]
        if not is_right(value):
            raise InputError(f"{where}: {key} is {value!r}; expected {expected}.")
    for key in required:
        if key not in found:
            raise InputError(f"{where}: {key} is missing; expected {keys[key][1]}.")


def _is_place(value: object) -> bool:
    if isinstance(value, dict):
        return value.keys() == {"zh", "en"} and all(
            isinstance(one, str) and one for one in value.values()
        )
    return isinstance(value, str) and bool(value)


def _place(value: str | Mapping[str, str], folder: Path, where: str) -> tuple[Path, Path | None]:
    if isinstance(value, str):
        return _there(folder / value, where, "texts"), None
    return _there(folder / value["zh"], where, "texts"), _there(
        folder / value["en"], where, "texts"
    )


def _there(path: Path, where: str, key: str) -> Path:
    if not exists(path) or path.is_dir():
        raise InputError(
            f"{where}: {key} names {path}, and there is no such file. Correct the name; it is"
            f" relative to {FILE}."
        )
    return path


def _date(value: object) -> str:
    """A date of TOML, or one in quotation marks, as ISO 8601; empty for anything else."""
    written = str(value)
    if not DATE.fullmatch(written):
        return ""
    try:
        return str(tomllib.loads(f"day = {written}")["day"])
    except tomllib.TOMLDecodeError:
        return ""


def _refuse_repeats(lessons: tuple[Lesson, ...], file: Path) -> None:
    places: dict[Path, int] = {}
    for lesson in lessons:
        for path in (side for text in lesson.texts for side in text if side):
            if first := places.get(path.resolve()):
                raise InputError(
                    f"{file}, lesson {lesson.number}: {path} is a text of lesson {first} already."
                    " Name each text once."
                )
            places[path.resolve()] = lesson.number

"""Tells what is right in ``set.toml``; all that is not is kept as a fault, with its line."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from generator.base.choices import CARD_KINDS
from generator.base.class_records import Lesson
from generator.base.errors import Faults, InputError
from generator.base.files import leads_out, real
from generator.texts.class_set_keys import HSK, SET_KEYS, Expected
from generator.texts.keyed_file import KeyedFile, Table
from generator.texts.paths import exists, path_in_archive


def right_values(
    file: KeyedFile,
    table: str,
    found: Table,
    keys: Mapping[str, Expected],
    faults: Faults,
    required: Sequence[str] = (),
) -> dict[str, Any]:
    """Return what is right in a table. Faults are unknown keys, those of another table, values of
    the wrong kind; and keys that are missing, unless an unknown one may be a slip for it."""
    right: dict[str, Any] = {}
    for key, value in found.items():
        if key in keys and keys[key].fits(value):
            right[key] = value
        else:
            faults.add(f"{file.where(table, key)}: {_wrong(table, key, value, keys)}")
    if found.keys() <= keys.keys():
        for key in required:
            if key not in found:
                what = f"{key} is missing; expected {keys[key].description}."
                faults.add(f"{file.where(table)}: {what}")
    return right


def _wrong(table: str, key: str, value: object, keys: Mapping[str, Expected]) -> str:
    """Say what is wrong with a key or its value."""
    if key in keys:
        return f"{key} is {value!r}; expected {keys[key].description}."
    if table and key in SET_KEYS:
        heading = f"[{table}]" if table == "looks" else "[[lesson]]"
        return (
            f"{key} stands below {heading}, but speaks of the whole set. Move its line above the"
            " first line in square brackets."
        )
    alike = get_close_matches(key, keys, n=1)
    meant = f"Did you mean {alike[0]}? " if alike else ""
    return f"there is no key {key!r}. {meant}The keys are: {', '.join(keys)}."


def existing(file: KeyedFile, table: str, key: str, name: str, expected: str = "") -> Path:
    """Return a file that a key names. Raises InputError for one that is not there, and for one
    outside the folder or the archive of the set: a set may be a stranger's, and is not to reach for
    one's own files."""
    where = file.where(table, key)
    refuse_outside(file, where, name)
    path = file.path.parent / name
    if not exists(path) or path.is_dir():
        found = f"{expected}, but {path} is not there" if expected else "and there is no such file"
        named = repr(name) if expected else path
        raise InputError(
            f"{where}: {key} names {named}{'; ' if expected else ', '}{found}. Correct the name; it"
            f" is relative to {file.path.name}."
        )
    return path


def refuse_outside(file: KeyedFile, where: str, name: str) -> None:
    """Raise InputError for a path that leads out of the folder of a set, or of its archive."""
    if leads_out(name):
        place = "archive" if path_in_archive(file.path) else "folder"
        raise InputError(
            f"{where}: names {name}, which is not in the {place} of the set. Sets come from others,"
            f" too, so only what lies in that {place} is read. Put the file into it."
        )


def check_choices(file: KeyedFile, right: Table, looks: Mapping[str, str], faults: Faults) -> None:
    """Keep as faults: lists that are not there, kinds of cards that there are not, and sound that
    a set cannot ask for."""
    check_known(file, "", right.get("known", ()), faults)
    for entry in right.get("stop", ()):
        with faults.kept():
            existing(file, "", "stop", entry)
    for card in right.get("cards", ()):
        if card not in (*CARD_KINDS, "all"):
            faults.add(
                f"{file.where('', 'cards')}: cards names {card!r}; there is no such card. The cards"
                f" are: {', '.join(CARD_KINDS)}; or all."
            )
    kind, _, folder = looks.get("audio", "").partition(":")
    where = file.where("looks", "audio")
    if kind == "edge":
        faults.add(
            f"{where}: audio = {kind!r} would send the texts over the network, which a set, that"
            " may be another's, cannot ask for. Ask for it yourself: --audio edge."
        )
    if kind == "folder":
        with faults.kept():
            refuse_outside(file, where, folder)


def check_known(file: KeyedFile, table: str, known: Sequence[str], faults: Faults) -> None:
    """Keep as faults lists of known words that are not there."""
    for entry in known:
        if not HSK.fullmatch(entry.strip()):
            with faults.kept():
                existing(file, table, "known", entry, 'expected "hsk:2" or a word list')


def check_repeats(file: KeyedFile, lessons: Sequence[Lesson], faults: Faults) -> None:
    """Keep as faults files that are a text of two lessons."""
    lesson_of: dict[Path, int] = {}
    for lesson in lessons:
        where = file.where(f"lesson {lesson.number}", "texts")
        for text in lesson.texts:
            for path in filter(None, text):
                resolved = real(path)
                first = lesson_of.setdefault(resolved, lesson.number)
                if first != lesson.number:
                    what = f"{path} is a text of lesson {first} already. Name each text once."
                    faults.add(f"{where}: {what}")

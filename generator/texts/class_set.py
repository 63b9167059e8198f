"""``set.toml`` or ``set.xlsx``: the lessons of a class set, as a teacher writes them. All paths are
relative to the file."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from generator.base.class_records import ClassSet, Group, Lesson, ListedWord
from generator.base.errors import Faults, InputError
from generator.base.program import program_name
from generator.base.records import Correction
from generator.texts.class_list import read_class_list
from generator.texts.class_set_check import (
    check_choices,
    check_known,
    check_repeats,
    existing,
    right_values,
)
from generator.texts.class_set_keys import GROUP_KEYS, LESSON_KEYS, LOOK_KEYS, SET_KEYS, iso_date
from generator.texts.class_set_workbook import read_workbook
from generator.texts.corrections_table import read_shared
from generator.texts.encodings import decode
from generator.texts.file_names import name_of_set, slug_of
from generator.texts.keyed_file import KeyedFile, Table
from generator.texts.paths import SET_NAMES, WORKBOOK_SET, exists, read_bytes, set_file
from generator.texts.toml_lines import parse_toml

REQUIRED = ("title", "lesson")


def read_set(path: Path) -> ClassSet:
    """Read a class set: ``set.toml`` or ``set.xlsx``, or a folder or archive that holds one.

    Raises InputError that names for each fault the file, the line, the key, and what to do: for
    what the format does not allow, unknown keys, values of the wrong kind, files that are missing,
    lessons without text or words, and a text that stands in two places.
    """
    faults = Faults()
    keyed = _read_keys(set_file(path), path, faults)
    file = keyed.path
    required = [key for key in REQUIRED if ("looks", key) not in keyed.lines]
    found = right_values(keyed, "", keyed.values, SET_KEYS, faults, required)
    looks = right_values(keyed, "looks", found.get("looks", {}), LOOK_KEYS, faults)
    check_choices(keyed, found, looks, faults)
    corrections: tuple[Correction, ...] = ()
    with faults.kept():
        corrections = read_shared(file)
    groups = _groups(keyed, found.get("group", ()), faults)
    lessons: list[Lesson] = []
    for number, one in enumerate(found.get("lesson", ()), 1):
        lesson = _lesson(keyed, number, one, found, faults)
        lessons.append(_corrected(lesson, corrections))
    check_repeats(keyed, lessons, faults)
    faults.raise_all()
    return ClassSet(
        file,
        name_of_set(file),
        " ".join(found["title"].split()),
        tuple(lessons),
        tuple(found.get("known", ())),
        tuple(file.parent / one for one in found.get("stop", ())),
        found.get("names", False),
        found.get("skip_guessable", False),
        frozenset(found["cards"]) if "cards" in found else None,
        looks,
        corrections,
        groups,
    )


def _groups(keyed: KeyedFile, tables: Sequence[Table], faults: Faults) -> tuple[Group, ...]:
    """Return the groups as far as they are right."""
    groups: dict[str, Group] = {}
    for number, given in enumerate(tables, 1):
        table = f"group {number}"
        found = right_values(keyed, table, given, GROUP_KEYS, faults, ("name", "known"))
        check_known(keyed, table, found.get("known", ()), faults)
        title = " ".join(found.get("title", found.get("name", "")).split())
        name = slug_of(found.get("name", ""))
        if name in groups:
            faults.add(f"{keyed.where(table, 'name')}: there is a group {name} already.")
        groups[name] = Group(name=name, title=title, known=tuple(found.get("known", ())))
    return tuple(groups.values())


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


def _read_keys(file: Path, path: Path, faults: Faults) -> KeyedFile:
    if not exists(file):
        raise InputError(
            f"{file}: no such file. Make one from a folder of lessons: {program_name()} set new"
            f" {path}"
        )
    twins = [name for name in SET_NAMES if name != file.name and exists(file.with_name(name))]
    if twins:
        raise InputError(
            f"{file}: {twins[0]} lies beside it, and each describes the set. Keep the one that you"
            " edit; delete or rename the other."
        )
    if file.name == WORKBOOK_SET:
        return read_workbook(file, faults)
    return parse_toml(decode(read_bytes(file), str(file)), file, faults)


def _lesson(keyed: KeyedFile, number: int, given: Table, of_set: Table, faults: Faults) -> Lesson:
    """Return a lesson as far as it is right."""
    table = f"lesson {number}"
    found = right_values(keyed, table, given, LESSON_KEYS, faults)
    texts: list[tuple[Path, Path | None]] = []
    for one in _listed(found.get("texts", [])):
        with faults.kept():
            texts.append(_text(keyed, table, one))
    word_list: Path | None = None
    words: tuple[ListedWord, ...] = ()
    if "words" in found:
        with faults.kept():
            word_list, words = _word_list(keyed, table, found["words"])
    if given.keys() <= LESSON_KEYS.keys() - {"texts", "words"}:
        faults.add(
            f'{keyed.where(table)}: is empty. Name its texts (texts = ["lesson-{number}.txt"]) or a'
            ' word list (words = "list.tsv").'
        )
    only_listed = bool({**of_set, **found}.get("only_listed"))
    if only_listed and "words" not in given:
        faults.add(
            f"{keyed.where(table, 'only_listed')}: only_listed = true wants a word list, but none"
            ' is named. Add words = "list.tsv".'
        )
    return Lesson(
        number=number,
        title=" ".join(found.get("title", "").split()),
        texts=tuple(texts),
        due=iso_date(found.get("due", "")),
        words=words,
        word_list=word_list,
        only_listed=only_listed,
        sentences=bool({**of_set, **found}.get("sentences", not only_listed)),
    )


def _listed(texts: Any) -> Sequence[Any]:
    """Return the texts of a lesson, which may be one that stands in no list."""
    return texts if isinstance(texts, list) else [texts]


def _word_list(keyed: KeyedFile, table: str, name: str) -> tuple[Path, tuple[ListedWord, ...]]:
    """Return the file of a list and its words: of the sheet that is meant, ``book.xlsx#Lesson 3``,
    or of all."""
    file, _, sheet = name.partition("#")
    if exists(keyed.path.parent / name):
        file, sheet = name, ""
    path = existing(keyed, table, "words", file)
    return path, read_class_list(path, sheet.strip())


def _text(keyed: KeyedFile, table: str, value: str | Table) -> tuple[Path, Path | None]:
    """Return the file of a text, and that of its English where it has one of its own."""
    if isinstance(value, str):
        return existing(keyed, table, "texts", value), None
    zh = existing(keyed, table, "texts", value["zh"])
    return zh, existing(keyed, table, "texts", value["en"])

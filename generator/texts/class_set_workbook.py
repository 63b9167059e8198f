"""``set.xlsx``: the lessons of a class set as a spreadsheet, for those who keep their term in one.

The sheet with a column of texts has a lesson a row: title, texts, due date, words. A sheet ``Set``
has a key of ``set.toml`` a row, with its value beside it; a sheet ``Groups`` a group a row. Any
other sheet may be a list of words: that which ``words`` names, or else the one that is called as
the lesson (``Lesson 3``, ``第3课``, ``3``, or its title). What is read is what ``set.toml`` would
say, so the same checks hold.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.base.errors import Faults, InputError
from generator.texts.bilingual_table import Row
from generator.texts.class_set_keys import (
    GROUP_KEYS,
    LESSON_KEYS,
    LOOK_KEYS,
    SET_KEYS,
    SWITCH,
    TEXTS,
)
from generator.texts.keyed_file import KeyedFile
from generator.texts.paths import read_bytes
from generator.texts.xlsx import read_named_sheets

COLUMNS = {
    "title": "title",
    "lesson": "title",
    "课名": "title",
    "标题": "title",
    "texts": "texts",
    "text": "texts",
    "课文": "texts",
    "due": "due",
    "due date": "due",
    "date": "due",
    "日期": "due",
    "words": "words",
    "word list": "words",
    "生词": "words",
    "词表": "words",
    "only listed": "only_listed",
    "only_listed": "only_listed",
    "sentences": "sentences",
}
"""Name over a column -> key of a lesson."""
SET_SHEETS = ("set", "class set", "课程")
"""Names of the sheet about the whole set."""
GROUP_SHEETS = ("groups", "分组")
"""Names of the sheet with a group of students a row."""
SWITCHES = {"yes": True, "true": True, "x": True, "是": True}
SWITCHES |= {"no": False, "false": False, "否": False}
SEVERAL = re.compile(r"\s*[;；\n]\s*")
"""Between the files or words of one cell."""
PAIR = re.compile(r"\s+\+\s+")
"""Between the Chinese file and the English one of a text."""
DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?: 00:00:00)?")
"""A date as a workbook has it."""
LESSON_NUMBER = re.compile(r"(?:lesson|unit|第)?\s*(\d+)\s*(?:课|課|单元)?", re.IGNORECASE)

Lesson = dict[str, Any]


def read_workbook(path: Path, faults: Faults) -> KeyedFile:
    """Read a set from a workbook; keep as faults what no cell may hold.

    Raises InputError for a damaged workbook, and for one without a sheet of lessons.
    """
    return workbook_keys(read_bytes(path), path, faults)


def workbook_keys(data: bytes, path: Path, faults: Faults) -> KeyedFile:
    """Read a set from the bytes of a workbook that lies at a path; see ``read_workbook``."""
    sheets = read_named_sheets(data, str(path))
    values: dict[str, Any] = {}
    places: dict[tuple[str, str], int] = {}
    lessons_sheet = next((name for name, rows in sheets.items() if lesson_columns(rows)), None)
    if lessons_sheet is None:
        raise InputError(
            f"{path}: no sheet has a lesson a row. Give one sheet the columns title, texts, due,"
            f" words in its first row; below it, a lesson in each row."
        )
    for name, rows in sheets.items():
        if name.strip().lower() in SET_SHEETS and name != lessons_sheet:
            _read_keys(rows, values, places)
        elif name.strip().lower() in GROUP_SHEETS:
            values["group"] = _groups(rows, places)
    lessons: list[Lesson] = []
    for row, lesson in _lessons(sheets[lessons_sheet]):
        lessons.append(lesson)
        places[f"lesson {len(lessons)}", ""] = row
    lists = {name.strip(): name for name in sheets if name != lessons_sheet}
    _name_lists(lessons, lists, path)
    values["lesson"] = lessons
    if "title" not in values:
        faults.add(
            f"{path}: the set has no title. Add a sheet Set with two columns, key and value, and a"
            " row: title, then the name of the course."
        )
        values["title"] = path.parent.name
    return KeyedFile(path, values, places, unit="row")


def lesson_columns(rows: Sequence[Row]) -> dict[int, str]:
    """Return the keys of the columns of a sheet of lessons; nothing for another sheet."""
    if not rows:
        return {}
    names = [COLUMNS.get(cell.strip().lower(), "") for cell in rows[0][1]]
    return {at: name for at, name in enumerate(names) if name} if "texts" in names else {}


def _lessons(rows: Sequence[Row]) -> Iterator[tuple[int, Lesson]]:
    """Yield the rows below the names of the columns, as the tables of lessons in TOML."""
    columns = lesson_columns(rows)
    for number, cells in rows[1:]:
        lesson: Lesson = {}
        for at, key in columns.items():
            cell = cells[at].strip() if at < len(cells) else ""
            if cell:
                lesson[key] = _value(cell, key, LESSON_KEYS[key])
        if lesson:
            yield number, lesson


def _read_keys(
    rows: Sequence[Row], values: dict[str, Any], places: dict[tuple[str, str], int]
) -> None:
    """Read the sheet about the whole set: key and value in each row."""
    for number, cells in rows:
        key = cells[0].strip().lower().replace(" ", "_") if cells else ""
        cell = cells[1].strip() if len(cells) > 1 else ""
        if not key or key == "key" or not cell:
            continue
        if key in LOOK_KEYS:
            values.setdefault("looks", {})[key] = cell
            places["looks", key] = number
        else:
            values[key] = _value(cell, key, SET_KEYS.get(key))
            places["", key] = number


def _groups(rows: Sequence[Row], places: dict[tuple[str, str], int]) -> list[dict[str, Any]]:
    """Return the groups below the names of the columns, as the tables of groups in TOML."""
    names = [cell.strip().lower() for cell in rows[0][1]] if rows else []
    groups: list[dict[str, Any]] = []
    for number, cells in rows[1:]:
        group: dict[str, Any] = {}
        for key, cell in zip(names, map(str.strip, cells), strict=False):
            if key in GROUP_KEYS and cell:
                group[key] = _value(cell, key, GROUP_KEYS[key])
        if group:
            groups.append(group)
            places[f"group {len(groups)}", ""] = number
    return groups


def _value(cell: str, key: str, expected: object) -> Any:
    """Return what a cell says as TOML would have it; as it stands where it is nothing of the
    kind, and the check of the key will say so."""
    if key == "texts":
        return [_text(one) for one in SEVERAL.split(cell) if one]
    if key == "due":
        day = DAY.fullmatch(cell)
        return day[1] if day else cell
    if expected is SWITCH:
        return SWITCHES.get(cell.lower(), cell)
    if expected is TEXTS:
        return [one for one in SEVERAL.split(cell) if one]
    return cell


def _text(cell: str) -> str | dict[str, str]:
    zh, *english = PAIR.split(cell)
    return {"zh": zh, "en": english[0]} if english else zh


def _name_lists(lessons: Sequence[Lesson], lists: Mapping[str, str], path: Path) -> None:
    """Make sheets of this workbook the lists of lessons: those that cells name, and for other
    lessons one that is called as the lesson and that no cell names."""
    named = {lesson.get("words", "") for lesson in lessons}
    for number, lesson in enumerate(lessons, 1):
        free = [name for name in lists if name not in named and _is_of(name, number, lesson)]
        wanted = lesson.get("words", next(iter(free), ""))
        if wanted in lists:
            lesson["words"] = f"{path.name}#{lists[wanted]}"


def _is_of(sheet: str, number: int, lesson: Lesson) -> bool:
    """Tell whether a sheet is called as a lesson."""
    counted = LESSON_NUMBER.fullmatch(sheet)
    return sheet == lesson.get("title") or (counted is not None and int(counted[1]) == number)

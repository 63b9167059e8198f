"""The names of a class: a name a line, or a column of a table (CSV, tabs, Excel), beside which the
group of each student may stand."""

from collections.abc import Sequence
from pathlib import Path

from generator.base.class_records import Student
from generator.base.errors import InputError
from generator.texts.bilingual_table import parse_rows
from generator.texts.formats import tidied
from generator.texts.paths import read_bytes
from generator.texts.recognise import format_of
from generator.texts.word_lists import separator_of
from generator.texts.xlsx import read_sheets

HEADINGS = frozenset({"name", "names", "student", "students", "姓名", "名字", "学生", "學生"})
"""What stands over a column of names; without one the first column is taken."""
GROUP_HEADINGS = frozenset({"group", "groups", "组", "組", "小组", "小組", "组别", "組別"})
"""What stands over a column of groups."""
MAX_NAMES = 500


def read_class(path: Path) -> tuple[Student, ...]:
    """Return the students of a list, in its order. Raises InputError for a list without names, or
    with more than a class has."""
    rows = [row for row in _rows(path) if any(row)]
    headings = [cell.lower() for cell in rows[0]] if rows else []
    group = _column(headings, GROUP_HEADINGS)
    named = _column(headings, HEADINGS)
    column = named if named is not None else int(group == 0)
    if named is not None or group is not None:
        rows = rows[1:]
    names = [Student(_cell(row, column), _cell(row, group)) for row in rows if _cell(row, column)]
    if not names:
        raise InputError(f"{path}: there is no name in this list. Write a name on each line.")
    if len(names) > MAX_NAMES:
        raise InputError(
            f"{path}: has {len(names)} names, and a class has at most {MAX_NAMES}. Is it another"
            " file?"
        )
    return tuple(names)


def _column(headings: Sequence[str], wanted: frozenset[str]) -> int | None:
    """Return the first column of a heading; None where there is none."""
    for at, heading in enumerate(headings):
        if heading in wanted:
            return at
    return None


def _cell(row: Sequence[str], column: int | None) -> str:
    """Return a cell; empty where the row is too short, or there is no such column."""
    return row[column] if column is not None and column < len(row) else ""


def _rows(path: Path) -> list[list[str]]:
    data = read_bytes(path)
    if format_of(data, path) == "xlsx":
        sheets = [sheet for sheet in read_sheets(data, str(path)) if sheet]
        return [_clean(cells) for _, cells in sheets[0]] if sheets else []
    text, _ = tidied(data, path)
    lines = [line for line in text.split("\n") if line.strip() and not line.startswith("#")]
    separator = separator_of(lines)
    if not separator:
        return [[line.strip()] for line in lines]
    return [_clean(cells) for _, cells in parse_rows("\n".join(lines), separator, str(path))]


def _clean(cells: Sequence[str]) -> list[str]:
    return [" ".join(cell.split()) for cell in cells]

"""``set.xlsx`` changed cell by cell: all other cells, sheets and formats stay.

openpyxl writes the workbook again, and there are things that it does not keep: pictures, charts,
macros, and the values of formulas, which our reader needs. A workbook that has such is not changed
but for its owner's spreadsheet program. What comes out is read again and compared with what was
wanted.
"""

import io
import re
import tomllib
import warnings
from collections.abc import Iterator, Mapping
from copy import copy
from itertools import chain
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from generator.base.errors import Faults, InputError
from generator.base.steady_archives import without_clock
from generator.texts.archive import Archive
from generator.texts.class_set_workbook import (
    GROUP_SHEETS,
    SET_SHEETS,
    lesson_columns,
    workbook_keys,
)
from generator.texts.keyed_file import KeyedFile
from generator.texts.libraries import damage_told, needed
from generator.texts.set_change import (
    ADD,
    GROUP,
    LESSON,
    MOVE,
    OTHERWISE,
    PUT,
    REMOVE,
    SetChange,
    applied,
    checked,
    is_same,
)
from generator.texts.xlsx import read_named_sheets

KEPT_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/|docProps/|xl/(?:_rels/|workbook\.xml|styles\.xml|theme/"
    r"|sharedStrings\.xml|calcChain\.xml|metadata\.xml|printerSettings/|comments|tables/"
    r"|drawings/vmlDrawing|worksheets/(?:_rels/|sheet\d+\.xml))"
)
"""Parts of a workbook that openpyxl writes again, or that nobody misses."""
LOST = {"drawings": "pictures or charts", "media": "pictures", "vbaProject.bin": "macros"}
"""Part of a workbook -> what it is."""
DAY_FORMAT = "yyyy-mm-dd"
GROUP_COLUMNS = ("name", "title", "known")


def changed_workbook(content: bytes, path: Path, change: SetChange) -> bytes:
    """Return a workbook that lies at a path after a change. Raises InputError for a change that
    does not fit, and for a workbook that would lose something."""
    before = workbook_values(content, path)
    change = checked(change, before.values)
    wanted = applied(before.values, change)
    if is_same(before.values, wanted):
        return content
    made = _Book(content, path, before).after(change)
    after = workbook_values(made, path)
    if not is_same(after.values, wanted) or not _same_lists(content, made, path):
        raise InputError(OTHERWISE)
    return made


def workbook_values(content: bytes, path: Path) -> KeyedFile:
    """Return what a workbook says; faults that its reader would tell are left to it."""
    return workbook_keys(content, path, Faults())


def why_not_changed(content: bytes, path: Path) -> str:
    """Return why a workbook cannot be changed without loss; nothing where it can."""
    try:
        _Book(content, path, workbook_values(content, path))
    except InputError as error:
        return str(error)
    return ""


def _same_lists(before: bytes, after: bytes, path: Path) -> bool:
    """Tell whether the sheets that no change speaks of hold the same."""
    old, new = read_named_sheets(before, str(path)), read_named_sheets(after, str(path))
    for name, rows in old.items():
        is_ours = name.strip().lower() in (*SET_SHEETS, *GROUP_SHEETS) or lesson_columns(rows)
        if not is_ours and new.get(name) != rows:
            return False
    return True


class _Book:
    """A workbook while it is changed."""

    def __init__(self, content: bytes, path: Path, keyed: KeyedFile) -> None:
        """Open it. Raises InputError for a damaged one, and for what would be lost."""
        Archive(content, str(path)).refuse_entities()
        with needed("openpyxl", path.name):
            import openpyxl
        remedy = "Open it in Excel or LibreOffice and save it again."
        with damage_told(f"{path.name}: is a damaged workbook", remedy):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # told below by the names of the parts
                self._book = openpyxl.load_workbook(io.BytesIO(content))
            with ZipFile(io.BytesIO(content)) as archive:
                parts = archive.namelist()
        lost = [part for part in parts if not KEPT_PARTS.match(part)]
        if lost or any(map(_has_formulas, self._book.worksheets)):
            what = _named(lost[0]) if lost else "formulas"
            raise InputError(
                f"{path.name} holds what this page cannot keep ({what}). Change it in your"
                " spreadsheet program; the page shows what it says then."
            )
        self._name = path.name
        self._keyed = keyed
        rows = read_named_sheets(content, str(path))
        self._lessons = next(name for name in rows if lesson_columns(rows[name]))
        self._header = rows[self._lessons][0][0]
        columns = lesson_columns(rows[self._lessons])
        self._columns = {key: at + 1 for at, key in reversed(columns.items())}

    def after(self, change: SetChange) -> bytes:
        """Return the workbook after a change."""
        if change.table == LESSON:
            self._pin_lists()
            self._change_rows(change, self._book[self._lessons], self._columns, self._header)
        elif change.table == GROUP:
            sheet = self._sheet(GROUP_SHEETS, GROUP_COLUMNS)
            first = next(filter(_is_filled, sheet.iter_rows()))
            columns = {str(cell.value).strip().lower(): cell.column for cell in first if cell.value}
            self._change_rows(change, sheet, columns, first[0].row)
        else:
            self._put_key(change.key, change.value)
        written = io.BytesIO()
        self._book.save(written)
        return without_clock(written.getvalue())

    def _sheet(self, names: tuple[str, ...], header: tuple[str, ...]) -> Any:
        """Return the sheet of one of some names, made where there is none."""
        for sheet in self._book.worksheets:
            if sheet.title.strip().lower() in names and sheet.title != self._lessons:
                return sheet
        sheet = self._book.create_sheet(names[0].capitalize())
        for column, name in enumerate(header, 1):
            sheet.cell(1, column, name)
        return sheet

    def _put_key(self, key: str, value: Any) -> None:
        """Give a key of the set a value."""
        sheet = self._sheet(SET_SHEETS, ("key", "value"))
        row = sheet.max_row + 1
        for number in range(1, sheet.max_row + 1):
            if str(sheet.cell(number, 1).value or "").strip().lower().replace(" ", "_") == key:
                row = number
        _write(sheet.cell(row, 1), key.replace("_", " "))
        _write(sheet.cell(row, 2), self._cell(value))

    def _pin_lists(self) -> None:
        """Name the sheet that is a lesson's list in its row, so that it goes where the row goes."""
        for number, lesson in enumerate(self._keyed.values[LESSON], 1):
            if str(lesson.get("words", "")).startswith(f"{self._name}#"):
                sheet = self._book[self._lessons]
                place = sheet.cell(self._keyed.lines[f"lesson {number}", ""], self._column("words"))
                _write(place, self._cell(lesson["words"]))

    def _column(self, key: str) -> int:
        """Return the column of a key of lessons, made where there is none."""
        if key not in self._columns:
            sheet = self._book[self._lessons]
            self._columns[key] = sheet.max_column + 1
            _write(sheet.cell(self._header, self._columns[key]), key.replace("_", " "))
        return self._columns[key]

    def _change_rows(
        self, change: SetChange, sheet: Any, columns: Mapping[str, int], header: int
    ) -> None:
        """Change the rows of lessons or groups."""
        rows = [row for (table, key), row in self._lines(change.table) if not key and table]
        if change.do in (MOVE, REMOVE):
            _refuse_merged(sheet, rows)
            order = list(rows)
            taken = order.pop(change.at)
            order[change.to : change.to] = [taken] if change.do == MOVE else []
            _reorder(sheet, rows, order)
            return
        row = rows[change.at] if change.do == PUT else max([header, *rows]) + 1
        values = {change.key: change.value} if change.do == PUT else change.value
        for key, value in values.items():
            column = self._column(key) if change.table == LESSON else columns[key]
            cell = sheet.cell(row, column)
            if change.do == ADD and cell.value:
                raise InputError(OTHERWISE)  # notes stand below the rows
            _write(cell, self._cell(value))
            if key == "due" and value:
                cell.value = tomllib.loads(f"day = {value}")["day"]
                cell.number_format = DAY_FORMAT

    def _lines(self, table: str) -> Iterator[tuple[tuple[str, str], int]]:
        for number in range(1, len(self._keyed.values.get(table, ())) + 1):
            place = (f"{table} {number}", "")
            yield place, self._keyed.lines[place]

    def _cell(self, value: Any) -> Any:
        """Return a value as a cell has it."""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, dict):
            return " + ".join(value.values())
        if isinstance(value, list):
            return "; ".join(str(self._cell(one)) for one in value)
        return str(value).removeprefix(f"{self._name}#") if value is not None else None


def _named(part: str) -> str:
    """Return what a part of a workbook is, for messages."""
    kind = part.removeprefix("xl/").partition("/")[0]
    return LOST.get(kind, part)


def _is_filled(row: tuple[Any, ...]) -> bool:
    return any(cell.value for cell in row)


def _has_formulas(sheet: Any) -> bool:
    cells = chain.from_iterable(sheet.iter_rows())
    return any(cell.data_type == "f" for cell in cells)


def _refuse_merged(sheet: Any, rows: list[int]) -> None:
    for merged in sheet.merged_cells.ranges:
        if merged.max_row >= rows[0] and merged.min_row <= rows[-1]:
            raise InputError(OTHERWISE)


def _reorder(sheet: Any, rows: list[int], order: list[int]) -> None:
    """Put into some rows what stands in others; rows for which nothing is left become empty."""
    width = range(1, sheet.max_column + 1)
    taken: list[list[tuple[Any, ...]]] = []
    for row in order:
        cells = [sheet.cell(row, column) for column in width]
        taken.append([(one.value, copy(one._style), one.hyperlink, one.comment) for one in cells])
    heights = [sheet.row_dimensions[row].height for row in order]
    for place, row in enumerate(rows):
        found = taken[place] if place < len(taken) else [(None, None, None, None)] * len(width)
        sheet.row_dimensions[row].height = heights[place] if place < len(heights) else None
        for column, (value, style, hyperlink, comment) in zip(width, found, strict=True):
            cell = sheet.cell(row, column)
            _write(cell, value)
            cell.hyperlink, cell.comment = hyperlink, comment
            if style is not None:
                cell._style = style


def _write(cell: Any, value: Any) -> None:
    """Give a cell a value; text stays text, also what begins like a formula."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"

"""XLSX: the sheet with most Chinese, whose columns are found by script. openpyxl reads it row by
row, without formulas."""

import io
import unicodedata
import warnings
from itertools import chain
from pathlib import Path
from typing import Any

from generator.base.errors import InputError
from generator.base.records import BilingualText
from generator.texts.archive import Archive
from generator.texts.bilingual_table import Row, read_rows
from generator.texts.languages import weigh
from generator.texts.libraries import damage_told, needed
from generator.texts.paths import read_bytes
from generator.texts.tidying import tidy

MAX_ROWS = 1_048_576
"""Rows that Excel itself allows; a damaged sheet may claim any number."""
MAX_CELL = 32_767
"""Characters of a cell that Excel itself allows."""
MAX_CHARACTERS = 20_000_000
"""Characters of a sheet: many cells may point to one long string."""
CARRIAGE_RETURN = "_x000D_"
"""As Excel writes it."""


def read_workbook(data: bytes, name: str, where: str) -> BilingualText:
    """Read the sheet of a workbook that holds the text.

    Raises InputError if it is damaged, or holds no Chinese.
    """
    best = max(read_sheets(data, where), key=_chinese_weight, default=[])
    return read_rows(best, name, where)


def read_sheets(data: bytes, where: str) -> list[list[Row]]:
    """Read the rows of all sheets of a workbook; raises InputError if it is damaged."""
    return list(read_named_sheets(data, where).values())


def read_named_sheets(data: bytes, where: str) -> dict[str, list[Row]]:
    """Read the rows of all sheets of a workbook by their names; raises InputError if it is
    damaged."""
    Archive(data, where).refuse_entities()
    with needed("openpyxl", where):
        import openpyxl
    remedy = "Open it in Excel or LibreOffice and save it again."
    with damage_told(f"{where}: is a damaged workbook", remedy), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of parts that no text needs, such as data validation
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        return {sheet.title: _rows(sheet, where) for sheet in book.worksheets}


def sheet_names(path: Path) -> tuple[str, ...]:
    """Return the names of a workbook's sheets; raises InputError if it is damaged."""
    Archive(read_bytes(path), str(path)).refuse_entities()
    with needed("openpyxl", str(path)):
        import openpyxl
    remedy = "Open it in Excel or LibreOffice and save it again."
    with damage_told(f"{path}: is a damaged workbook", remedy), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(read_bytes(path)), read_only=True)
        return tuple(book.sheetnames)


def _rows(sheet: Any, where: str) -> list[Row]:
    sheet.reset_dimensions()  # what the file says of its size may be wrong
    rows: list[Row] = []
    size = 0
    for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        if number > MAX_ROWS:
            raise InputError(
                f"{where}: a sheet has more than {MAX_ROWS:,} rows. Keep only those of the text."
            )
        size += sum(min(len(cell), MAX_CELL) for cell in cells if isinstance(cell, str))
        if size > MAX_CHARACTERS:
            raise InputError(
                f"{where}: a sheet has more than {MAX_CHARACTERS:,} characters. Keep only the"
                " columns of the text."
            )
        if any(cell is not None for cell in cells):
            rows.append((number, [_cell(cell, where) for cell in cells]))
    return rows


def _cell(value: object, where: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value)
    text, _ = tidy(unicodedata.normalize("NFC", value[:MAX_CELL]), where)
    return text.replace(CARRIAGE_RETURN, "").strip()


def _chinese_weight(rows: list[Row]) -> int:
    """Return how much Chinese a sheet holds, in Latin letters."""
    cells = chain.from_iterable(cells for _, cells in rows)
    return sum(weigh(cell)[0] for cell in cells)

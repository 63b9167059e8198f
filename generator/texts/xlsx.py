"""XLSX: the sheet with most Chinese, its columns found by script. openpyxl reads it row by row,
without formulas."""

import io
import unicodedata
import zipfile
from typing import Any

from generator.base.errors import InputError
from generator.base.records import BilingualText
from generator.texts.archive import Archive
from generator.texts.bilingual_table import Row, read_rows
from generator.texts.encodings import tidy
from generator.texts.languages import weigh
from generator.texts.libraries import needed

MOST_ROWS = 1_048_576
"""Rows that Excel itself allows; a damaged sheet may claim any number."""
LONGEST_CELL = 32_767
MOST_CHARACTERS = 20_000_000
"""Characters of a sheet: many cells may point to one long string."""


def read_workbook(data: bytes, name: str, where: str) -> BilingualText:
    """Read the sheet of a workbook that holds the text; raises InputError if it is damaged, or
    holds no Chinese."""
    best = max(read_sheets(data, where), key=_chinese, default=[])
    return read_rows(best, name, where)


def read_sheets(data: bytes, where: str) -> list[list[Row]]:
    """Read the rows of all sheets of a workbook; raises InputError if it is damaged."""
    Archive(data, where).refuse_entities()
    with needed("openpyxl", where):
        import openpyxl
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        return [_rows(sheet, where) for sheet in book.worksheets]
    except (
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        SyntaxError,
        IndexError,
        OSError,
        zipfile.BadZipFile,
    ) as error:
        raise InputError(
            f"{where}: is a damaged workbook ({error}). Open it in Excel or LibreOffice and save it"
            " again."
        ) from None


def _rows(sheet: Any, where: str) -> list[Row]:
    sheet.reset_dimensions()  # what the file says of its size may be wrong
    rows: list[Row] = []
    size = 0
    for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        if number > MOST_ROWS:
            raise InputError(
                f"{where}: a sheet has more than {MOST_ROWS:,} rows. Keep only those of the text."
            )
        size += sum(min(len(cell), LONGEST_CELL) for cell in cells if isinstance(cell, str))
        if size > MOST_CHARACTERS:
            raise InputError(
                f"{where}: a sheet has more than {MOST_CHARACTERS:,} characters. Keep only the"
                " columns of the text."
            )
        if any(cell is not None for cell in cells):
            rows.append((number, [_cell(cell, where) for cell in cells]))
    return rows


def _cell(value: object, where: str) -> str:
    if not isinstance(value, str):
        return "" if value is None else str(value)
    return (
        tidy(unicodedata.normalize("NFC", value[:LONGEST_CELL]), where)[0]
        .replace("_x000D_", "")
        .strip()
    )


def _chinese(rows: list[Row]) -> int:
    return sum(weigh(cell)[0] for _, cells in rows for cell in cells)

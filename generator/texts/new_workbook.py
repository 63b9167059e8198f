"""A first ``set.xlsx``: the sheets that ``class_set_workbook`` reads, and what may be filled in."""

import io
from collections.abc import Sequence
from typing import Any

from generator.base.steady_archives import without_clock
from generator.texts.libraries import needed

LESSON_COLUMNS = ("title", "texts", "due", "words")
KEYS = (
    ("known", "what students know at the start: hsk:2, or lists of words; several with ; between"),
    ("stop", "lists of words that get no card"),
    ("cards", "cards beyond recognition and reading: production; listening; cloze; writing …; all"),
    ("names", "yes: make cards of names, too"),
    ("skip guessable", "yes: no cards of words whose characters students know"),
    ("only listed", "yes: cards of the words of your own lists alone"),
    ("script", "simplified, traditional, or both"),
    ("phonetic", "pinyin, zhuyin, or both"),
)
"""Keys that a new workbook offers without a value, and what each is for."""
ABOUT = (
    "A lesson in each row of the sheet Lessons, in their order.",
    "texts: files beside this workbook; several with ; between; Chinese and English apart: a + b",
    "words: a file, or a sheet of this workbook; a sheet called Lesson 3 is taken for lesson 3",
    "due: a date",
)
WIDTHS = {"A": 34, "B": 40, "C": 14, "D": 30}


def new_workbook(title: str, lessons: Sequence[Sequence[str]]) -> bytes:
    """Return a workbook with the title of a set and its lessons (title, texts, due, words)."""
    with needed("openpyxl", "set.xlsx"):
        import openpyxl
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Lessons"
    _fill(sheet, [LESSON_COLUMNS, *lessons])
    offered = [(key, "", meaning) for key, meaning in KEYS]
    hints = [("", "", line) for line in ABOUT]
    rows = [("key", "value", "what it is"), ("title", title, "of the course"), *offered, *hints]
    _fill(book.create_sheet("Set"), rows)
    written = io.BytesIO()
    book.save(written)
    return without_clock(written.getvalue())


def _fill(sheet: Any, rows: Sequence[Sequence[str]]) -> None:
    """Write rows as text, also what begins like a formula."""
    for row, cells in enumerate(rows, 1):
        for column, value in enumerate(cells, 1):
            sheet.cell(row, column, value).data_type = "s"
    for letter, width in WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"

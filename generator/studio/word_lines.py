"""``NAME.words.tsv`` as text: a line is added, changed or taken away, all others stay as they are,
sign for sign."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.annotation.correction_lines import plain_reading
from generator.base.errors import InputError
from generator.base.tab_table import cell
from generator.reports.words_table import HEADINGS, WORD_COLUMNS
from generator.texts.corrections_table import COLUMN_OF_NAME

BOM = "\ufeff"
TAB = "\t"
FRESH = (BOM + TAB.join(HEADINGS.get(name, name) for name in WORD_COLUMNS) + "\n").encode()
"""The table with no word in it yet."""


@dataclass(frozen=True, slots=True)
class WordLine:
    """A line of the table that speaks of a word."""

    number: int
    """Zero-based, in the file."""
    cells: Mapping[str, str]
    """Column, as ``texts`` names it -> cell."""

    def get(self, column: str) -> str:
        """Return a cell; empty where the table lacks the column."""
        return self.cells.get(column, "")


class WordTable:
    """A table of corrections, separated by tabs, in UTF-8. Raises InputError for any other."""

    def __init__(self, content: bytes) -> None:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise _unfit() from None
        self._begin = BOM if content.startswith(BOM.encode()) else ""
        self._end = "\r\n" if "\r\n" in text else "\n"
        self._lines = text.removesuffix(self._end).split(self._end) if text else []
        says = [number for number, line in enumerate(self._lines) if _says_something(line)]
        if not says:
            self._lines.append(FRESH.decode("utf-8-sig").rstrip("\n"))
        self._head = says[0] if says else len(self._lines) - 1
        if "word" not in self._columns():
            raise _unfit()

    def content(self) -> bytes:
        """Return the table."""
        return (self._begin + self._end.join(self._lines) + self._end).encode()

    def lines(self) -> list[WordLine]:
        """Return the lines that speak of words."""
        columns = self._columns()
        found = []
        for number, line in enumerate(self._lines):
            if number <= self._head or not _says_something(line):
                continue
            cells = map(_plain, line.split(TAB))
            named = {name: one for name, one in zip(columns, cells, strict=False) if name}
            found.append(WordLine(number, named))
        return found

    def add(self, cells: Mapping[str, str]) -> None:
        """Add a line."""
        self._lines.append("")
        self.change(len(self._lines) - 1, cells)

    def change(self, number: int, cells: Mapping[str, str]) -> None:
        """Set cells of a line; a column that the table lacks is added, if there is something to
        write in it."""
        for name, value in cells.items():
            if value and name not in self._columns():
                self._lines[self._head] += TAB + name
        columns = self._columns()
        written = self._lines[number].split(TAB)
        written += [""] * (len(columns) - len(written))
        for name, value in cells.items():
            if name in columns:
                written[columns.index(name)] = cell(value)
        self._lines[number] = TAB.join(written)

    def remove(self, number: int) -> None:
        """Take a line away."""
        del self._lines[number]

    def _columns(self) -> list[str]:
        """Return the column that each cell of the first line names, as ``texts`` or by itself."""
        names = [_plain(name).lower() for name in self._lines[self._head].split(TAB)]
        return [COLUMN_OF_NAME.get(name, name) for name in names]


def _plain(written: str) -> str:
    """Return a cell without the quotation marks that spreadsheets put around it."""
    text = written.strip()
    if len(text) > 1 and text.startswith('"') and text.endswith('"'):
        return text[1:-1].replace('""', '"').strip()
    return text


def _says_something(line: str) -> bool:
    return bool(line.strip()) and not line.startswith("#")


def _unfit() -> InputError:
    return InputError(
        "The table of corrections was saved in a form that this page cannot change. Write it anew:"
        " cika words TEXT --write; it keeps your corrections. Then delete the other table."
    )


def found_line(
    lines: Sequence[WordLine], words: Collection[str], readings: Iterable[str], only: str
) -> WordLine | None:
    """Return the line that speaks of a word: in one of its forms, in the first of some readings
    that has a line, in a piece of a sentence only or (empty) everywhere."""
    fitting = [one for one in lines if one.get("word") in words and one.get("only") == only]
    if only:
        return fitting[0] if fitting else None
    for reading in map(plain_reading, readings):
        for one in fitting:
            if plain_reading(one.get("reading")) == reading:
                return one
    return None

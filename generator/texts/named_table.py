"""Tables with the names of their columns in the first line, as people keep them beside a text.

Whatever spreadsheets save is read: tabs, commas, semicolons or bars between the columns, in any
encoding, with the quotation marks that they add, and XLSX. Columns may stand in any order, unknown
ones are ignored unless they look misspelt, and so are blank lines and lines that begin with ``#``.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from generator.base.errors import Faults, InputError
from generator.texts.encodings import decode
from generator.texts.paths import read_bytes
from generator.texts.recognise import format_of
from generator.texts.tidying import tidy
from generator.texts.xlsx import read_sheets

SEPARATORS = "\t;,|"
EXCEL_SEPARATOR = "sep="
"""Beginning of a first line that tells Excel what separates the columns."""
MIN_SIMILARITY = 0.8
"""Of a name to one that is known (``difflib``) from which it counts as misspelt."""
MAX_FOUND = 80
"""Characters of the first line that a message repeats."""

Cells = list[str]
Lines = Sequence[tuple[int, str]]
"""One-based numbers of lines, and the lines."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table below the names of its columns."""

    line: int
    """One-based, in the file or on the sheet."""
    where: str
    """The same for messages: ``letter.words.tsv, line 3``."""
    file: str
    """The file that it stands in."""
    cells: Mapping[str, str]
    """Column -> cell."""


def read_table(
    path: Path,
    columns: Mapping[str, str],
    required: tuple[str, ...],
    content: bytes | None = None,
) -> tuple[TableRow, ...]:
    """Read the rows of a table; ``content`` stands for what is in the file, if it is given.

    ``columns`` gives the column that each name in the first line stands for; ``required`` must be
    among them. Raises InputError, naming all lines that cannot be understood.
    """
    data = read_bytes(path) if content is None else content
    wanted = _Wanted(columns, required)
    if format_of(data, path) == "xlsx":
        return _of_workbook(data, path, wanted)
    text, _ = tidy(decode(data, str(path)), str(path))
    lines = _lines(text)
    if not lines:
        return ()
    separator = _separator(lines, wanted)
    if separator == "\t":
        return _rows(_tabbed(lines, path), path, "line", wanted)
    return _rows(_delimited(lines, separator, path), path, "line", wanted)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The columns that a table may have, and those that it must have."""

    columns: Mapping[str, str]
    required: tuple[str, ...]

    def are_named(self, cells: Sequence[str]) -> bool:
        """Tell whether a first line names all columns that the table must have."""
        named = {self.columns.get(_bare(cell), "") for cell in cells}
        return named.issuperset(self.required)


def _lines(text: str) -> Lines:
    """Return the lines that hold something, without what a line says to Excel."""
    lines = []
    for number, line in enumerate(text.split("\n"), 1):
        is_remark = line.startswith("#") or line.lower().startswith(EXCEL_SEPARATOR)
        if line.strip() and not is_remark:
            lines.append((number, line))
    return lines


def _separator(lines: Lines, wanted: _Wanted) -> str:
    """Return what separates the columns: that which parts the first line into their names."""
    _, first = lines[0]
    for separator in SEPARATORS:
        if wanted.are_named(first.split(separator)):
            return separator
    return "\t"


def _of_workbook(data: bytes, path: Path, wanted: _Wanted) -> tuple[TableRow, ...]:
    """Read the first sheet whose first row names the columns; where none does, the first sheet."""
    sheets = [sheet for sheet in read_sheets(data, str(path)) if sheet]
    if not sheets:
        return ()
    named = [sheet for sheet in sheets if wanted.are_named(sheet[0][1])]
    rows = [(number, list(cells)) for number, cells in [*named, sheets[0]][0]]
    return _rows(rows, path, "row", wanted)


def _rows(
    table: Sequence[tuple[int, Cells]], path: Path, unit: str, wanted: _Wanted
) -> tuple[TableRow, ...]:
    """Give the cells of each row the names that the first row has; ``unit`` is what the program
    that saved the table numbers."""
    place = f"{path}, {unit}"
    (first, head), *body = table
    names = _column_names(head, f"{place} {first}", wanted)
    faults = Faults()
    rows = []
    for number, cells in body:
        where = f"{place} {number}"
        if any(cells[len(names) :]):
            faults.add(
                f"{where}: has {len(cells)} columns, but the first line names {len(names)}. Remove"
                " the surplus cells."
            )
        named = {name: cell for name, cell in zip(names, cells, strict=False) if name}
        rows.append(TableRow(number, where, str(path), named))
    faults.raise_all()
    return tuple(rows)


def _column_names(cells: Sequence[str], where: str, wanted: _Wanted) -> list[str]:
    """Return the column that each cell of the first line names; empty for one that is ignored."""
    given = [_bare(cell) for cell in cells]
    names = [wanted.columns.get(name, "") for name in given]
    faults = Faults()
    for column in wanted.required:
        if column not in names:
            faults.add(
                f"{where}: expected the names of the columns, one of them {column!r}, but found"
                f" {', '.join(given)[:MAX_FOUND]!r}.{_advice(names, wanted.columns)}"
            )
    for name in given:
        if misspelt := _misspelt(name, names, wanted.columns):
            faults.add(f"{where}: {misspelt}")
    for name in dict.fromkeys(names):
        if name and names.count(name) > 1:
            faults.add(f"{where}: two columns are named {name!r}. Delete one of them.")
    faults.raise_all()
    return names


def _advice(names: Sequence[str], columns: Mapping[str, str]) -> str:
    """Say what to do about a first line that names no column."""
    if any(names):
        return ""
    examples = list(dict.fromkeys(columns.values()))[:3]
    return f" Write a first line with names such as {', '.join(examples)}."


def _misspelt(name: str, names: Sequence[str], columns: Mapping[str, str]) -> str:
    """Say what is wrong with an unknown name that is nearly the name of a missing column."""
    if name in columns:
        return ""
    alike = get_close_matches(name, columns, n=1, cutoff=MIN_SIMILARITY)
    if not alike or columns[alike[0]] in names:
        return ""
    return (
        f"a column is named {name!r}. If {alike[0]!r} is meant, write that; else give it another"
        " name."
    )


def _bare(cell: str) -> str:
    return cell.strip().strip('"').strip().lower()


def _delimited(lines: Lines, separator: str, path: Path) -> list[tuple[int, Cells]]:
    """Split lines as programs write CSV."""
    reader = csv.reader((line for _, line in lines), delimiter=separator, strict=True)
    rows: list[tuple[int, Cells]] = []
    try:
        for cells in reader:
            number, _ = lines[reader.line_num - 1]
            rows.append((number, [" ".join(cell.split()) for cell in cells]))
    except csv.Error as error:
        raise InputError(
            f"{path}: is a damaged table ({error}). Save it again from the spreadsheet."
        ) from None
    return rows


def _tabbed(lines: Lines, path: Path) -> list[tuple[int, Cells]]:
    """Split lines at their tabs, and take off the quotation marks that spreadsheets put around a
    cell."""
    faults = Faults()
    rows: list[tuple[int, Cells]] = []
    for number, line in lines:
        cells = [cell.strip() for cell in line.split("\t")]
        if any(cell.startswith('"') and cell.count('"') % 2 for cell in cells):
            faults.add(
                f"{path}, line {number}: a quotation mark opens and does not close. Remove it, or"
                " the line break inside the cell."
            )
        rows.append((number, [_unquoted(cell) for cell in cells]))
    faults.raise_all()
    return rows


def _unquoted(cell: str) -> str:
    """Return a cell without quotation marks around it, those inside it no longer doubled."""
    if len(cell) <= 1 or not cell.startswith('"') or not cell.endswith('"'):
        return cell
    inside = cell[1:-1].replace('""', "")
    return cell if '"' in inside else cell[1:-1].replace('""', '"').strip()

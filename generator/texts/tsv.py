"""Tables with tabs between the columns and names in the first line, as people keep them beside a
text.

Columns may stand in any order, unknown ones are ignored unless they look misspelt, and so are blank
lines and lines that begin with ``#``. Excel and LibreOffice save such a table as "Text (tab
delimited)" or "Unicode Text"; both are read, with the quotation marks they add.
"""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from generator.base.errors import InputError


def read_table(
    text: str, where: str, columns: Mapping[str, str], required: tuple[str, ...]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (one-based line, column -> cell) for every row.

    ``columns`` gives the column that each name in the first line stands for; ``required`` must be
    among them. Raises InputError, with the line, for a table that cannot be understood.
    """
    rows = [
        (number, line)
        for number, line in enumerate(text.split("\n"), 1)
        if line.strip() and not line.startswith("#")
    ]
    if not rows:
        return
    names = _names(rows[0][1], f"{where}, line {rows[0][0]}", columns, required)
    for number, line in rows[1:]:
        cells = _cells(line, f"{where}, line {number}")
        if any(cells[len(names) :]):
            raise InputError(
                f"{where}, line {number}: has {len(cells)} columns, but the first line names"
                f" {len(names)}. Remove the surplus tabs."
            )
        yield number, {name: cell for name, cell in zip(names, cells, strict=False) if name}


def _names(
    line: str, where: str, columns: Mapping[str, str], required: tuple[str, ...]
) -> list[str]:
    """Return the column that each cell of the first line names; empty for one that is ignored."""
    given = [cell.lower() for cell in _cells(line, where)]
    names = [columns.get(name, "") for name in given]
    if missing := next((column for column in required if column not in names), ""):
        hint = (
            " Write a first line with names such as"
            f" {', '.join([*dict.fromkeys(columns.values())][:3])}."
            if not any(names)
            else ""
        )
        hint += (
            ""
            if "\t" in line
            else " Its columns are not parted by tabs: save it as tab-delimited text."
        )
        raise InputError(
            f"{where}: expected the names of the columns, one of them {missing!r}, but found"
            f" {', '.join(given)[:80]!r}.{hint}"
        )
    for name in given:
        meant = get_close_matches(name, columns, 1, 0.8)
        if meant and name not in columns and columns[meant[0]] not in names:
            raise InputError(
                f"{where}: a column is named {name!r}. If {meant[0]!r} is meant, write that; else"
                " give it another name."
            )
    if twice := next((name for name in names if name and names.count(name) > 1), ""):
        raise InputError(f"{where}: two columns are named {twice!r}. Delete one of them.")
    return names


def _cells(line: str, where: str) -> list[str]:
    """Split a line at its tabs, and take off the quotation marks that spreadsheets put around a
    cell."""
    cells = [cell.strip() for cell in line.split("\t")]
    for i, cell in enumerate(cells):
        if cell.startswith('"') and cell.count('"') % 2:
            raise InputError(
                f"{where}: a quotation mark opens and does not close. Remove it, or the line break"
                " inside the cell."
            )
        if len(cell) > 1 and cell[0] == cell[-1] == '"' and '"' not in cell[1:-1].replace('""', ""):
            cells[i] = cell[1:-1].replace('""', '"').strip()
    return cells

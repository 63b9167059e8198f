"""Tables with tabs between the columns and names in the first line, as people keep them beside a
text.

Columns may stand in any order, unknown ones are ignored unless they look misspelt, and so are blank
lines and lines that begin with ``#``. Excel and LibreOffice save such a table as "Text (tab
delimited)" or "Unicode Text"; both are read, with the quotation marks they add.
"""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from generator.base.errors import InputError

MIN_SIMILARITY = 0.8
"""Of a name to one that is known (``difflib``) from which it counts as misspelt."""
MAX_FOUND = 80
"""Characters of the first line that a message repeats."""


def read_table(
    text: str, where: str, columns: Mapping[str, str], required: tuple[str, ...]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (one-based line, column -> cell) for every row.

    ``columns`` gives the column that each name in the first line stands for; ``required`` must be
    among them. Raises InputError, with the line, for a table that cannot be understood.
    """
    names: list[str] | None = None
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        place = f"{where}, line {number}"
        cells = _cells(line, place)
        if names is None:
            names = _column_names(cells, place, columns, required)
            continue
        if any(cells[len(names) :]):
            raise InputError(
                f"{place}: has {len(cells)} columns, but the first line names {len(names)}. Remove"
                " the surplus tabs."
            )
        yield number, {name: cell for name, cell in zip(names, cells, strict=False) if name}


def _column_names(
    cells: list[str], where: str, columns: Mapping[str, str], required: tuple[str, ...]
) -> list[str]:
    """Return the column that each cell of the first line names; empty for one that is ignored."""
    given = [cell.lower() for cell in cells]
    names = [columns.get(name, "") for name in given]
    for column in required:
        if column not in names:
            raise InputError(
                f"{where}: expected the names of the columns, one of them {column!r}, but found"
                f" {', '.join(given)[:MAX_FOUND]!r}.{_advice(names, columns)}"
            )
    for name in given:
        _refuse_misspelt(name, names, columns, where)
    for name in names:
        if name and names.count(name) > 1:
            raise InputError(f"{where}: two columns are named {name!r}. Delete one of them.")
    return names


def _advice(names: Sequence[str], columns: Mapping[str, str]) -> str:
    """Say what to do about a first line that does not name the columns."""
    advice = ""
    if not any(names):
        examples = list(dict.fromkeys(columns.values()))[:3]
        advice += f" Write a first line with names such as {', '.join(examples)}."
    if len(names) == 1:
        advice += " Its columns are not separated by tabs: save it as tab-delimited text."
    return advice


def _refuse_misspelt(
    name: str, names: Sequence[str], columns: Mapping[str, str], where: str
) -> None:
    """Raise InputError for an unknown name that is nearly the name of a missing column."""
    if name in columns:
        return
    alike = get_close_matches(name, columns, n=1, cutoff=MIN_SIMILARITY)
    if alike and columns[alike[0]] not in names:
        raise InputError(
            f"{where}: a column is named {name!r}. If {alike[0]!r} is meant, write that; else give"
            " it another name."
        )


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
        if _is_quoted(cell):
            cells[i] = cell[1:-1].replace('""', '"').strip()
    return cells


def _is_quoted(cell: str) -> bool:
    """Tell whether a cell is in quotation marks, and those inside it are doubled."""
    if len(cell) <= 1 or not cell.startswith('"') or not cell.endswith('"'):
        return False
    return '"' not in cell[1:-1].replace('""', "")

"""Tables with tabs, as a spreadsheet opens them."""

from collections.abc import Iterable, Sequence


def cell(value: object) -> str:
    """Return a value as a cell: on one line, and quoted where a spreadsheet would take its first
    quotation mark for the beginning of a quoted cell. None is an empty cell.

    >>> cell("a\\nb"), cell(None), cell('"so" said')
    ('a b', '', '\"\"\"so\"\" said\"')
    """
    text = "" if value is None else " ".join(str(value).split())
    if not text.startswith('"'):
        return text
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def tab_table(head: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    """Return a table as text, the names of the columns first."""
    lines = ["\t".join(head)]
    for row in rows:
        lines.append("\t".join(map(cell, row)))
    return "\n".join(lines) + "\n"

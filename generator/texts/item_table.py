"""The table of a test, ``NAME.test.tsv``: one row an item, to be edited before it is printed.

A row has all that a sheet shows of its item, so what is printed is what the table says. ``drop``
(x, yes or 1) leaves an item out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.base.choices import EXERCISES
from generator.base.errors import Faults, InputError
from generator.base.quiz import Item
from generator.base.tab_table import tab_table
from generator.texts.corrections_table import NO, YES
from generator.texts.named_table import TableRow, read_table
from generator.texts.side_tables import TEST, table_path, tables_beside

COLUMNS = (
    "drop",
    "version",
    "kind",
    "points",
    "question",
    "hint",
    "answer",
    "wrong",
    "aloud",
    "note",
    "word",
    "item",
)
REQUIRED = ("version", "kind", "points", "question", "answer")
BETWEEN = " | "
"""Stands between several answers in a cell."""
MAX_POINTS = 100


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item of one version of a test."""

    version: int
    item: Item
    key: str
    """Of the item as it was drawn, whatever was edited since."""
    is_dropped: bool = False


def render_items(rows: Iterable[ItemRow]) -> str:
    """Return the table, tabs between its cells."""
    return tab_table(COLUMNS, [_cells(row) for row in rows])


def item_table_path(text: Path, name: str) -> Path:
    """Return where the table of a test is written: beside the text or set, named after the
    sheets."""
    return table_path(text.with_name(f"{name}.txt"), TEST)


def read_items(text: Path, name: str) -> tuple[ItemRow, ...]:
    """Return the rows of the table that lies beside a text or set, whatever spreadsheet saved it;
    none where there is none. Raises InputError, with all lines that cannot be understood."""
    faults = Faults()
    found: list[ItemRow] = []
    for path in tables_beside(text.with_name(f"{name}.txt"), TEST)[:1]:
        for row in read_table(path, {name: name for name in COLUMNS}, REQUIRED):
            with faults.kept():
                found.append(_read_row(row))
    faults.raise_all()
    return tuple(found)


def _cells(row: ItemRow) -> tuple[object, ...]:
    """Return the cells in the order of ``COLUMNS``."""
    item = row.item
    return (
        "x" if row.is_dropped else "",
        row.version,
        item.exercise,
        item.points,
        item.zh,
        item.hint,
        BETWEEN.join(item.answers),
        BETWEEN.join(item.wrong),
        item.said,
        item.note,
        " ".join(item.words),
        row.key,
    )


def _read_row(row: TableRow) -> ItemRow:
    cells = {name: row.cells.get(name, "") for name in COLUMNS}
    exercise, drop = cells["kind"].lower(), cells["drop"].lower()
    if exercise not in EXERCISES:
        raise InputError(
            f"{row.where}: there is no exercise named {exercise!r}. Write one of:"
            f" {', '.join(EXERCISES)}."
        )
    if drop not in YES | NO:
        raise InputError(
            f"{row.where}: 'drop' is {drop!r}; expected x for an item that is left out, or nothing."
        )
    answers = _several(cells["answer"])
    if not answers:
        raise InputError(f"{row.where}: the column 'answer' is empty. Write what is right.")
    item = Item(
        exercise=exercise,
        number=0,
        zh=cells["question"],
        hint=cells["hint"],
        answers=answers,
        wrong=_several(cells["wrong"]),
        said=cells["aloud"],
        note=cells["note"],
        words=tuple(cells["word"].split()),
        points=_whole(cells, "points", row.where, MAX_POINTS),
    )
    version = _whole(cells, "version", row.where, MAX_POINTS)
    return ItemRow(version, item, key=cells["item"] or item.key, is_dropped=drop in YES)


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part for part in map(str.strip, cell.split(BETWEEN)) if part)


def _whole(cells: Mapping[str, str], column: str, where: str, most: int) -> int:
    written = cells[column].removesuffix(".0")
    if not written.isdecimal() or int(written) > most:
        raise InputError(
            f"{where}: {column!r} is {written!r}; expected a whole number of at most {most}."
        )
    return int(written)

"""Alignments as tables: ``NAME.aligned.tsv`` (or what a spreadsheet made of it) beside the text,
for people and their spreadsheets.

One bead a line: ``check`` (``?`` where the machine is unsure), ``confidence``, ``zh``, ``en``; the
sentences of a cell are separated by ``⏎``. A person may merge lines, split them (also inside a
sentence), move sentences between cells and between lines, and delete a ``?``. The text itself stays
as it is: every character of both languages must stand in the table once.
"""

from collections.abc import Iterable
from pathlib import Path

from generator.base.errors import Faults, InputError
from generator.base.records import AlignedRow
from generator.base.tab_table import tab_table
from generator.texts.named_table import TableRow, read_table
from generator.texts.paths import exists
from generator.texts.side_tables import ALIGNED, table_path, tables_beside

SENTENCE_SEPARATOR = "⏎"
UNSURE = "?"
COLUMNS = ("check", "confidence", "zh", "en")
COLUMN_OF_NAME = {name: name for name in COLUMNS}


def aligned_path(text: Path) -> Path:
    """Return the table of a text's alignment: the one that lies beside it, else where it would be
    written.

    Raises InputError where there are several: which of them counts, nobody can tell.
    """
    found = tables_beside(text, ALIGNED)
    if len(found) > 1:
        raise InputError(
            f"{' and '.join(map(str, found))}: both hold the sentence pairs of {text.name}. Keep"
            " the one that you corrected, and delete the other."
        )
    return found[0] if found else table_path(text, ALIGNED)


def read_aligned(text_path: Path) -> tuple[AlignedRow, ...] | None:
    """Return the lines of the table beside a text; None if there is no such table.

    Raises InputError, with the line, for a table that cannot be understood.
    """
    path = aligned_path(text_path)
    if not exists(path):
        return None
    rows = []
    faults = Faults()
    for row in read_table(path, COLUMN_OF_NAME, required=("zh", "en")):
        with faults.kept():
            rows.append(_row(row))
    faults.raise_all()
    return tuple(rows)


def _row(row: TableRow) -> AlignedRow:
    where, cells = row.where, row.cells
    confidence = _confidence(cells.get("confidence", ""), where)
    check = cells.get("check", "")
    if check not in ("", UNSURE):
        raise InputError(
            f"{where}: the column 'check' holds {check!r}; expected ? for a line that is unsure, or"
            " nothing."
        )
    zh, en = _sentences(cells.get("zh", "")), _sentences(cells.get("en", ""))
    if not zh and not en:
        raise InputError(f"{where}: holds neither Chinese nor English. Delete the line.")
    return AlignedRow(row.line, zh=zh, en=en, confidence=confidence, unsure=check == UNSURE)


def _confidence(cell: str, where: str) -> float:
    """Return a number between 0 and 1, perhaps written with a comma; 1 for nothing."""
    given = cell.replace(",", ".")
    try:
        confidence = float(given) if given else 1.0
    except ValueError:
        raise InputError(
            f"{where}: the confidence is {given!r}; expected a number between 0 and 1, or nothing."
        ) from None
    return min(max(confidence, 0.0), 1.0)


def _sentences(cell: str) -> tuple[str, ...]:
    sentences = (sentence.strip() for sentence in cell.split(SENTENCE_SEPARATOR))
    return tuple(filter(None, sentences))


def render_aligned(rows: Iterable[AlignedRow]) -> str:
    """Write the table. Tabs and line breaks inside sentences become spaces; the comparison with the
    text ignores both."""
    return tab_table(COLUMNS, map(_cells, rows))


def _cells(row: AlignedRow) -> tuple[str, str, str, str]:
    zh, en = (f" {SENTENCE_SEPARATOR} ".join(side) for side in (row.zh, row.en))
    return UNSURE if row.unsure else "", f"{row.confidence:.2f}", zh, en

"""Alignments as tables: ``NAME.aligned.tsv`` beside the text, for people and their spreadsheets.

One bead a line: ``check`` (``?`` where the machine is unsure), ``confidence``, ``zh``, ``en``; the
sentences of a cell are parted by ``⏎``. A person may merge lines, split them (also inside a
sentence), move sentences between cells and between lines, and delete a ``?``. The text itself stays
as it is: every character of both languages must stand in the table once.
"""

from collections.abc import Iterable
from pathlib import Path

from generator.base.errors import InputError
from generator.base.records import AlignedRow
from generator.texts.encodings import decode, tidy
from generator.texts.paths import exists, read_bytes
from generator.texts.tsv import read_table

SUFFIX = ".aligned.tsv"
MARK = "⏎"
UNSURE = "?"
COLUMNS = ("check", "confidence", "zh", "en")
NAMES = {name: name for name in COLUMNS}


def aligned_path(text: Path) -> Path:
    """Return where the alignment of a text is looked for."""
    return text.parent / (text.stem + SUFFIX)


def read_aligned(text_path: Path) -> tuple[AlignedRow, ...] | None:
    """Return the lines of the table beside a text; None if there is no such table.

    Raises InputError, with the line, for a table that cannot be understood.
    """
    path = aligned_path(text_path)
    if not exists(path):
        return None
    text, _ = tidy(decode(read_bytes(path), str(path)), str(path))
    return tuple(
        _row(number, cells, f"{path}, line {number}")
        for number, cells in read_table(text, str(path), NAMES, ("zh", "en"))
    )


def _row(number: int, cells: dict[str, str], where: str) -> AlignedRow:
    given = cells.get("confidence", "").replace(",", ".")
    try:
        confidence = float(given) if given else 1.0
    except ValueError:
        raise InputError(
            f"{where}: the confidence is {given!r}; expected a number between 0 and 1, or nothing."
        ) from None
    check = cells.get("check", "")
    if check not in ("", UNSURE):
        raise InputError(
            f"{where}: the column 'check' holds {check!r}; expected ? for a line that is unsure, or"
            " nothing."
        )
    zh, en = (
        tuple(part.strip() for part in cells.get(side, "").split(MARK) if part.strip())
        for side in ("zh", "en")
    )
    if not zh and not en:
        raise InputError(f"{where}: holds neither Chinese nor English. Delete the line.")
    return AlignedRow(number, zh, en, min(max(confidence, 0.0), 1.0), check == UNSURE)


def render_aligned(rows: Iterable[AlignedRow]) -> str:
    """Write the table. Tabs and line breaks inside sentences become spaces; the comparison with the
    text ignores both."""
    lines = ["\t".join(COLUMNS)]
    for row in rows:
        sides = (
            f" {MARK} ".join(" ".join(sentence.split()) for sentence in side)
            for side in (row.zh, row.en)
        )
        lines.append(
            "\t".join((UNSURE if row.unsure else "", f"{row.confidence:.2f}", *map(_cell, sides)))
        )
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    """Quote a cell that a spreadsheet would read otherwise."""
    return '"' + text.replace('"', '""') + '"' if text.startswith('"') else text

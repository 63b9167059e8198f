"""Tables and bars that stay in line on a terminal, where a Chinese character takes two columns."""

from collections.abc import Sequence

import wcwidth

EIGHTHS = " ▏▎▍▌▋▊▉█"
"""A column that is filled from the left, by eighths."""
FULL, SHADED = "█", "░"


def width(text: str) -> int:
    """Return the columns that a text takes on a terminal."""
    return wcwidth.width(text)


def clip(text: str, columns: int) -> str:
    """Return a text of at most as many columns, ``…`` in place of what is cut off."""
    if width(text) <= columns:
        return text
    return wcwidth.clip(text, 0, columns - 1).rstrip() + "…"


def table(rows: Sequence[Sequence[str]], sides: str, indent: str = "  ") -> list[str]:
    """Return rows as lines: each column as wide as its widest cell, two spaces between.

    ``sides`` has a letter for each column: ``r`` for one that stands to the right, ``l`` for one to
    the left.
    """
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = map(aligned, row, widths, sides)
        line = indent + "  ".join(cells)
        lines.append(line.rstrip())
    return lines


def aligned(text: str, columns: int, side: str) -> str:
    """Return a text filled up with spaces, standing to the right (``r``) or to the left (``l``)."""
    return wcwidth.rjust(text, columns) if side == "r" else wcwidth.ljust(text, columns)


def bar(part: float, rest: float = 0.0, columns: int = 24) -> str:
    """Return a bar of two shares of ``columns``: the first full, in eighths of a column, the second
    shaded.

    Bars belong at the end of a line: some terminals draw their characters two columns wide.
    """
    full, eighths = divmod(round(part * columns * 8), 8)
    drawn = FULL * full
    if eighths:
        drawn += EIGHTHS[eighths]
    shaded = round((part + rest) * columns) - len(drawn)
    return drawn + SHADED * max(0, shaded)

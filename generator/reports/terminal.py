"""Tables and bars that stay in line on a terminal, where a Chinese character takes two columns."""

import unicodedata
from collections.abc import Sequence

EIGHTHS = " ▏▎▍▌▋▊▉█"
TO_LEARN = "░"


def width(text: str) -> int:
    """Columns that a text takes: two for wide characters, none for marks that stand over others."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def clip(text: str, columns: int) -> str:
    """A text of at most as many columns, ``…`` in place of what is cut off."""
    if width(text) <= columns:
        return text
    kept = ""
    for sign in text:
        if width(kept + sign) > columns - 1:
            break
        kept += sign
    return kept.rstrip() + "…"


def pad(text: str, columns: int) -> str:
    """A text filled up with spaces; to the left of it where ``columns`` is under 0."""
    space = " " * (abs(columns) - width(text))
    return space + text if columns < 0 else text + space


def table(rows: Sequence[Sequence[str]], numbers: str, indent: str = "  ") -> list[str]:
    """Rows as lines: each column as wide as its widest cell, two spaces between. ``numbers`` has
    ``r`` for a column that stands to the right and ``l`` for one to the left."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    signed = [-size if side == "r" else size for size, side in zip(widths, numbers, strict=True)]
    return [indent + "  ".join(map(pad, row, signed)).rstrip() for row in rows]


def bar(part: float, rest: float = 0.0, columns: int = 24) -> str:
    """A bar of two shares of ``columns``: the first full, in eighths of a column, the second
    shaded.

    Bars belong at the end of a line: some terminals draw their signs two columns wide.
    """
    full, eighths = divmod(round(part * columns * 8), 8)
    drawn = EIGHTHS[-1] * full + (EIGHTHS[eighths] if eighths else "")
    return drawn + TO_LEARN * max(0, round((part + rest) * columns) - len(drawn))

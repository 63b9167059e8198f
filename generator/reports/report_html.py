"""Text into the HTML of a report's page. Whatever a text, a file name or a word list says gets
there through ``escape``."""

from collections.abc import Iterable

from generator.base.html import escape
from generator.base.records import Span


def chinese(text: str, spans: Iterable[Span] = ()) -> str:
    """Chinese, in fonts for it and of a direction of its own; ``spans`` (in order, apart from each
    other) are marked."""
    out, at = "", 0
    for start, end in spans:
        out += f"{escape(text[at:start])}<mark>{escape(text[start:end])}</mark>"
        at = end
    return f'<bdi lang="zh">{out}{escape(text[at:])}</bdi>'


def table(caption: str, head: Iterable[str], rows: Iterable[Iterable[str]], sides: str) -> str:
    """A table of cells that are HTML already. ``sides`` has ``r`` for a column of numbers and ``l``
    for one of text."""
    classes = {"r": ' class="n"', "l": ""}
    top = "".join(
        f'<th scope="col"{classes[side]}>{escape(cell)}</th>'
        for side, cell in zip(sides, head, strict=True)
    )
    body = "".join(
        f"<tr>{''.join(f'<td{classes[side]}>{cell}</td>' for side, cell in zip(sides, row, strict=True))}</tr>\n"
        for row in rows
    )
    inside = (
        f"<caption>{escape(caption)}</caption><thead><tr>{top}</tr></thead><tbody>\n{body}</tbody>"
    )
    return f"<div class='wide'><table>{inside}</table></div>\n"

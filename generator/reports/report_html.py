"""Text into the HTML of a report's page. Whatever a text, a file name or a word list says gets
there through ``escape``."""

from collections.abc import Iterable, Sequence

from generator.base.html import NOTHING, Html, escape, join
from generator.base.records import Span

NUMBER_CLASS = Html(' class="n"')


def chinese(text: str, spans: Iterable[Span] = ()) -> Html:
    """Return Chinese, in fonts for it and with a direction of its own; ``spans`` (in order, apart
    from each other) are marked."""
    inside, at = "", 0
    for start, end in spans:
        inside += f"{escape(text[at:start])}<mark>{escape(text[start:end])}</mark>"
        at = end
    return Html(f'<bdi lang="zh">{inside}{escape(text[at:])}</bdi>')


def soft(text: str) -> Html:
    """Return a paragraph of text that explains."""
    return Html(f"<p class='soft'>{escape(text)}</p>")


def box(content: Html) -> Html:
    """Return what stands together in the grid of plots."""
    return Html(f"<div>{content}</div>\n")


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[Html]], sides: str) -> Html:
    """Return a table; ``sides`` has ``r`` for a column of numbers and ``l`` for one of text."""
    classes = [NUMBER_CLASS if side == "r" else NOTHING for side in sides]
    top = join(_head(name, own) for name, own in zip(head, classes, strict=True))
    body = join(_row(row, classes) for row in rows)
    inside = (
        f"<caption>{escape(caption)}</caption><thead><tr>{top}</tr></thead><tbody>\n{body}</tbody>"
    )
    return Html(f"<div class='wide'><table>{inside}</table></div>\n")


def _head(name: str, own_class: Html) -> Html:
    return Html(f'<th scope="col"{own_class}>{escape(name)}</th>')


def _row(cells: Sequence[Html], classes: Sequence[Html]) -> Html:
    inside = ""
    for cell, own_class in zip(cells, classes, strict=True):
        inside += f"<td{own_class}>{cell}</td>"
    return Html(f"<tr>{inside}</tr>\n")

"""Plots as SVG of a page: no script, text as text, colours by class so that day, night and paper
may differ.

Sizes are units of the drawing, ``WIDTH`` of them across; the page scales it. Each plot has a title
and says its figures in a description.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from generator.base.html import Html, escape, join
from generator.reports.terminal import clip, width

WIDTH = 360
KINDS = ("known", "guess", "learn")
"""Classes of the parts of a bar, from the left."""
LABEL_COLUMNS = 18
"""Columns of a name before a bar."""

# -- bars

ROW = 26
"""Height of a row of bars."""
BAR = 18
"""Height of a bar."""
COLUMN = 9
"""Width of a letter or a digit in the widest of the usual fonts; a hanzi takes two."""
GAP = 8
"""Between a bar and the text on either side of it."""

# -- curves

HEIGHT = 240
LEFT, RIGHT, TOP, BOTTOM = 56, 14, 12, 40
"""Around the field of a curve."""
ACROSS = WIDTH - LEFT - RIGHT
DOWN = HEIGHT - TOP - BOTTOM
FLOOR = TOP + DOWN
POINTS = 200
"""Points of a curve that are drawn."""
MAX_TICKS = 5
"""Steps of the scale below a curve."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a bar plot."""

    label: str
    parts: tuple[float, float, float]
    """Shares of the whole width, between 0 and 1: known, guessable, to learn."""
    note: str
    """What stands behind it."""


def bars(name: str, title: str, rows: Sequence[Bar]) -> Html:
    """Return bars one under another, as wide as the text on either side leaves room. ``name`` is
    unique on the page."""
    label = _room([row.label for row in rows])
    field = WIDTH - label - _room([row.note for row in rows])
    longest = max((sum(row.parts) for row in rows), default=0.0) or 1.0
    drawn: list[Html] = []
    for place, row in enumerate(rows):
        sizes = [part / longest * field for part in row.parts]
        drawn += _bar(row, sizes, place * ROW, label)
    description = "; ".join(f"{row.label}: {row.note}" for row in rows)
    return _svg(name, title, description, len(rows) * ROW, drawn)


def _room(texts: Sequence[str]) -> int:
    """Return the width that the longest of some texts takes, with the gap beside it."""
    return COLUMN * max(map(width, texts), default=0) + GAP


def _bar(row: Bar, sizes: Sequence[float], top: int, label: int) -> list[Html]:
    text_line = top + BAR
    drawn = [_text(f"{label - GAP}", f"{text_line}", row.label, "end")]
    x = float(label)
    for kind, size in zip(KINDS, sizes, strict=True):
        if size > 0:
            drawn.append(
                Html(
                    f'<rect class="{kind}" x="{x:.1f}" y="{top + 4}" width="{size:.1f}"'
                    f' height="{BAR}"/>'
                )
            )
        x += size
    drawn.append(_text(f"{x + GAP:.1f}", f"{text_line}", row.note))
    return drawn


def curve(name: str, title: str, shares: Sequence[float], marks: Sequence[tuple[int, str]]) -> Html:
    """Return a curve of shares (0 to 1) after 0, 1, 2 … words. ``marks`` are numbers of words and
    what is said of them."""
    last = len(shares) - 1
    drawn = [*_grid(), *_scale(last), _line(shares)]
    for place, (words, note) in enumerate(marks):
        drawn.append(_mark(shares, words, note, place))
    notes = "; ".join(note for _, note in marks)
    description = (
        f"From {100 * shares[0]:.1f} % to {100 * shares[-1]:.1f} % with {last:,} words. {notes}."
    )
    return _svg(name, title, description, HEIGHT, drawn)


def _x(words: int, last: int) -> float:
    return LEFT + ACROSS * words / max(last, 1)


def _y(share: float) -> float:
    return TOP + DOWN * (1 - share)


def _grid() -> list[Html]:
    """Return lines across the field, each with its percentage."""
    drawn = []
    for percent in range(0, 101, 25):
        y = _y(percent / 100)
        drawn.append(Html(f'<path class="grid" d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}"/>'))
        drawn.append(_text(f"{LEFT - 6}", f"{y + 5:.1f}", f"{percent} %", "end"))
    return drawn


def _scale(last: int) -> list[Html]:
    """Return the numbers of words below the field."""
    drawn = []
    for words in _ticks(last):
        x = _x(words, last)
        side = "end" if words and x > WIDTH - 60 else "mid"
        drawn.append(_text(f"{min(x, WIDTH - 4.0):.1f}", f"{HEIGHT - 20}", f"{words:,}", side))
    drawn.append(_text(f"{LEFT + ACROSS / 2:.1f}", f"{HEIGHT - 3}", "words learnt", "mid"))
    return drawn


def _line(shares: Sequence[float]) -> Html:
    """Return the curve, and the field below it."""
    last = len(shares) - 1
    points = [f"{_x(words, last):.1f},{_y(shares[words]):.1f}" for words in _drawn_points(last)]
    line = " ".join(points)
    return Html(
        f'<polygon class="under" points="{LEFT},{FLOOR} {line} {_x(last, last):.1f},{FLOOR}"/>\n'
        f'<polyline class="curve" points="{line}"/>'
    )


def _mark(shares: Sequence[float], words: int, note: str, place: int) -> Html:
    """Return a point of the curve with what is said of it, on the side where there is room."""
    x, y = _x(words, len(shares) - 1), _y(shares[words])
    point = (
        f'<path class="mark" d="M{x:.1f} {FLOOR}V{y:.1f}"/>'
        f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="4"/>'
    )
    line = TOP + DOWN * (0.45 + 0.12 * place)
    if x > LEFT + ACROSS / 2:
        label = _text(f"{x - 8:.1f}", f"{line:.1f}", note, "said end")
    else:
        label = _text(f"{x + 8:.1f}", f"{line:.1f}", note, "said start")
    return Html(f"{point}\n{label}")


def legend(names: Sequence[str]) -> Html:
    """Return what the colours of bars mean; a colour without a name is left out."""
    keys = ""
    for kind, name in zip(KINDS, names, strict=True):
        if name:
            keys += f'<span><i class="{kind}"></i>{escape(name)}</span>'
    return Html(f'<p class="legend">{keys}</p>\n')


def shortened(name: str) -> str:
    """Return a name that fits before a bar."""
    return clip(name, LABEL_COLUMNS)


def _text(x: str, y: str, text: str, classes: str = "") -> Html:
    own = f' class="{classes}"' if classes else ""
    return Html(f'<text x="{x}" y="{y}"{own}>{escape(text)}</text>')


def _svg(name: str, title: str, description: str, height: int, drawn: Sequence[Html]) -> Html:
    inside = join(drawn, Html("\n"))
    return Html(
        f"<figure><figcaption>{escape(title)}</figcaption>"
        f'<svg role="img" viewBox="0 0 {WIDTH} {height}" aria-labelledby="{name}-t {name}-d">'
        f'<title id="{name}-t">{escape(title)}</title>'
        f'<desc id="{name}-d">{escape(description)}</desc>\n{inside}\n</svg></figure>\n'
    )


def _drawn_points(last: int) -> list[int]:
    """Return the numbers of words at which the curve is drawn, the first and the last among
    them."""
    return sorted({round(last * step / POINTS) for step in range(POINTS + 1)})


def _ticks(last: int) -> list[int]:
    """Return round numbers from 0 on, three to six of them."""
    step = next(size for size in _round_numbers() if last <= MAX_TICKS * size)
    return list(range(0, last + 1, step))


def _round_numbers() -> Iterator[int]:
    for power in count():
        for digit in (1, 2, 5):
            yield digit * 10**power

"""Plots as SVG of a page: no script, text as text, colours by class so that day, night and paper
may differ.

Sizes are units of the drawing, ``WIDE`` of them across; the page scales it. Each plot has a title
and says its figures in a description.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.base.html import escape
from generator.reports.terminal import clip

WIDE = 360
LINE = 26
"""Height of a row of bars."""
LABEL = 96
"""Width of what stands before a bar."""
POINTS = 200
"""Points of a curve that are drawn."""
LEFT, RIGHT, TOP, BOTTOM = 44, 14, 12, 40
"""Around the field of a curve."""
HIGH = 240
KINDS = ("known", "guess", "learn")


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a bar plot."""

    label: str
    parts: tuple[float, float, float]
    """Shares of the whole width, between 0 and 1: known, guessable, to learn."""
    note: str
    """What stands behind it."""


def bars(name: str, title: str, rows: Sequence[Bar], *, label: int = LABEL, note: int = 110) -> str:
    """Bars one under another. ``name`` is unique on the page; ``label`` and ``note`` are the widths
    of the text on either side."""
    field = WIDE - label - note
    longest = max((sum(row.parts) for row in rows), default=1.0) or 1.0
    drawn = []
    for place, row in enumerate(rows):
        y = place * LINE
        drawn.append(f'<text x="{label - 8}" y="{y + 18}" class="end">{escape(row.label)}</text>')
        x = float(label)
        for kind, part in zip(KINDS, row.parts, strict=True):
            size = part / longest * field
            if size > 0:
                drawn.append(
                    f'<rect class="{kind}" x="{x:.1f}" y="{y + 4}" width="{size:.1f}"'
                    f' height="{LINE - 8}"/>'
                )
            x += size
        drawn.append(f'<text x="{x + 6:.1f}" y="{y + 18}">{escape(row.note)}</text>')
    description = "; ".join(f"{row.label}: {row.note}" for row in rows)
    return _svg(name, title, description, len(rows) * LINE, drawn)


def curve(name: str, title: str, shares: Sequence[float], marks: Sequence[tuple[int, str]]) -> str:
    """A curve of shares (0 to 1) after 0, 1, 2 … words. ``marks`` are numbers of words and what is
    said of them."""
    last = len(shares) - 1
    across, down = WIDE - LEFT - RIGHT, HIGH - TOP - BOTTOM

    def point(words: int) -> tuple[float, float]:
        return LEFT + across * words / max(last, 1), TOP + down * (1 - shares[words])

    drawn = []
    for percent in range(0, 101, 25):
        y = TOP + down * (1 - percent / 100)
        drawn.append(f'<path class="grid" d="M{LEFT} {y:.1f}H{WIDE - RIGHT}"/>')
        drawn.append(f'<text x="{LEFT - 6}" y="{y + 5:.1f}" class="end">{percent} %</text>')
    for words in _ticks(last):
        x, _ = point(words)
        side = "end" if words and x > WIDE - 60 else "mid"
        drawn.append(
            f'<text x="{min(x, WIDE - 4.0):.1f}" y="{HIGH - 20}" class="{side}">{words:,}</text>'
        )
    drawn.append(
        f'<text x="{LEFT + across / 2:.1f}" y="{HIGH - 3}" class="mid">words learnt</text>'
    )
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in map(point, _picked(last)))
    drawn.append(
        f'<polygon class="under" points="{LEFT},{TOP + down} {line}'
        f' {point(last)[0]:.1f},{TOP + down}"/>'
    )
    drawn.append(f'<polyline class="curve" points="{line}"/>')
    for place, (words, said) in enumerate(marks):
        x, y = point(words)
        at = TOP + down * (0.45 + 0.12 * place)
        left = x > LEFT + across / 2
        drawn.append(
            f'<path class="mark" d="M{x:.1f} {TOP + down}V{y:.1f}"/><circle class="dot"'
            f' cx="{x:.1f}" cy="{y:.1f}" r="4"/>'
        )
        beside, side = (x - 8, "end") if left else (x + 8, "start")
        drawn.append(
            f'<text x="{beside:.1f}" y="{at:.1f}" class="said {side}">{escape(said)}</text>'
        )
    description = (
        f"From {100 * shares[0]:.1f} % to {100 * shares[-1]:.1f} % with {last:,} words."
        f" {'; '.join(said for _, said in marks)}."
    )
    return _svg(name, title, description, HIGH, drawn)


def legend(names: Sequence[str]) -> str:
    """What the colours of bars mean."""
    keys = "".join(
        f'<span><i class="{kind}"></i>{escape(name)}</span>'
        for kind, name in zip(KINDS, names, strict=True)
        if name
    )
    return f'<p class="legend">{keys}</p>\n'


def shortened(name: str) -> str:
    """A name that fits before a bar."""
    return clip(name, 18)


def _svg(name: str, title: str, description: str, height: int, drawn: Sequence[str]) -> str:
    inside = "\n".join(drawn)
    return (
        f"<figure><figcaption>{escape(title)}</figcaption>"
        f'<svg role="img" viewBox="0 0 {WIDE} {height}" aria-labelledby="{name}-t {name}-d">'
        f'<title id="{name}-t">{escape(title)}</title><desc'
        f' id="{name}-d">{escape(description)}</desc>\n{inside}\n</svg></figure>\n'
    )


def _picked(last: int) -> list[int]:
    """As many numbers of words as are drawn, the first and the last among them."""
    return sorted({round(last * step / POINTS) for step in range(POINTS + 1)})


def _ticks(last: int) -> list[int]:
    """Round numbers from 0 on, three to six of them."""
    sizes = (digit * 10**power for power in range(9) for digit in (1, 2, 5))
    step = next(size for size in sizes if last <= 5 * size)
    return list(range(0, last + 1, step))

"""Lines that hold a piece of Chinese and a piece of English, one after the other: where one ends
and the other begins."""

import re
from collections.abc import Sequence

from generator.texts.header import is_layout
from generator.texts.languages import HAN, LATIN, weigh

INLINE = 0.7
"""Share of the lines that must fall into one piece of Chinese and one of English before lines are
cut that way."""
LEAST = 0.5
"""How much of the one language there must be for the other in such lines; a Chinese text full of
English names has less."""
PURE, UNSTOPPED = 0.3, 0.25
"""Share of either language that may stand in the wrong piece of such a line (names), and what it
costs to cut elsewhere than after a stop."""
STOP = re.compile(r"[。！？.!?…」』）)]|(?<=\S)[”\"]")
BOUNDARY = re.compile(
    r"(?<=[^A-Za-z\s])\s*(?=[\"“‘(（\[]?[A-Za-zÀ-ɏ])"
    r"|(?<=[^\s\u3007\u3400-\u9fff])\s*(?=[“‘「『《(（]?[\u3007\u3400-\u9fff])"
    r"|\s+|/|\|"
)
"""Where one language may end and the other begin."""


def inline(lines: Sequence[str]) -> bool:
    """Whether nearly every line holds a piece of both languages, one after the other."""
    filled = [
        line for line in lines if not is_layout(line) and (HAN.search(line) or LATIN.search(line))
    ]
    cut = sum(halves(line) is not None for line in filled)
    han, latin = weigh("".join(filled))
    return (
        len(filled) > 1
        and cut >= INLINE * len(filled)
        and min(han, latin) >= LEAST * max(han, latin)
    )


def halves(line: str) -> tuple[str, str] | None:
    """Cut a line into a piece of one language and a piece of the other, as they stand; None where
    no place is clean."""
    text = line.strip()
    han, latin = weigh(text)
    if not han or not latin or min(han, latin) < 0.15 * max(han, latin):
        return None
    best, at = 1.0, (0, 0)
    done_han = done_latin = last = 0
    for boundary in BOUNDARY.finditer(text):
        h, e = weigh(text[last : boundary.start()])
        done_han, done_latin, last = done_han + h, done_latin + e, boundary.start()
        a, b = done_han / han, done_latin / latin
        cost = min(max(1 - a, b), max(a, 1 - b)) + (
            0 if STOP.match(text, boundary.start() - 1) else UNSTOPPED
        )
        if cost < best or (cost == best and cost < UNSTOPPED):
            best, at = cost, boundary.span()
    if best > PURE:
        return None
    first, second = text[: at[0]].rstrip(" \t\u3000/|-–—"), text[at[1] :].lstrip(" \t\u3000/|-–—")
    if second[:1] in "(（[" and second[-1:] in ")）]":
        second = second[1:-1]
    return (first, second) if first and second else None

"""What a line is made of: a number or other label, who speaks, Chinese, English."""

import re
from collections.abc import Sequence

from generator.base.han import HAN, HANZI
from generator.texts.header import is_layout
from generator.texts.languages import LATIN, language_of, weigh

MIN_LINES = 2
"""Lines from which a text may be of such lines; a single one must show it."""
MIN_INLINE_SHARE = 0.7
"""Share of the lines that must fall into Chinese and English before lines are cut that way."""
MIN_LANGUAGE_RATIO = 0.5
"""Weight of the rarer language by the other's that such lines must have; a Chinese text full of
English names has less."""
MIN_LINE_RATIO = 0.15
"""The same, in a single line."""
MAX_CUT_COST = 0.3
"""Share of either language that may stand on the wrong side of the cut (names)."""
COST_WITHOUT_STOP = 0.25
"""Added to that share for a cut elsewhere than after a full stop."""
STOP = re.compile(r"[。！？.!?…」』）)]|(?<=\S)[”\"]")
BOUNDARY = re.compile(
    r"(?<=[^A-Za-z\s])\s*(?=[\"“‘(（\[]?[A-Za-zÀ-ɏ])"
    rf"|(?<=[^\s{HAN}])\s*(?=[“‘「『《(（]?[{HAN}])"
    r"|\s+|/|\|"
)
"""Where one language may end and the other begin."""
SEPARATORS = " \t\u3000/|-–—=＝>→"
"""Characters that separate the languages and belong to neither."""
COLONS = ":："
"""They separate, too, unless both languages have one there."""
PARTED = re.compile(r"[。！？!?.…”」』）)]\s*$|[/|=＝:：→–—-]\s*$")
"""Before the second language of a line that shows by itself that it holds two."""
DIGITS = r"\d{1,4}(?:\s?[-–—:.]\s?\d{1,4})?"
BULLET = re.compile(r"\s*[•‣▪◦●○■□◆◇►▶➢✓∙]\s*")
NUMBER_LABEL = re.compile(
    rf"\s*(?:[\[(（【]\s?({DIGITS})\s?[\])）】]|({DIGITS})\s?[.．、:：)）](?!\d)|({DIGITS})\s)"
    r"\s*(?=\S)"
)
"""A number before a line: ``[1-3]``, ``01``, ``1.``, ``(2)``."""


def is_inline(lines: Sequence[str]) -> bool:
    """Tell whether nearly every line holds both languages, one after the other."""
    filled = [line for line in lines if not is_layout(line) and _has_words(line)]
    if len(filled) < MIN_LINES:
        return any(map(holds_two_languages, filled))
    cut = sum(halves(line) is not None for line in filled)
    if cut < MIN_INLINE_SHARE * len(filled):
        return False
    han, latin = weigh("".join(filled))
    return min(han, latin) >= MIN_LANGUAGE_RATIO * max(han, latin)


def _has_words(line: str) -> bool:
    return HANZI.search(line) is not None or LATIN.search(line) is not None


def halves(line: str) -> tuple[str, str] | None:
    """Cut a line into its two languages, in the order of the line; None where no place is clean."""
    text = line.strip()
    han, latin = weigh(text)
    if not han or not latin or min(han, latin) < MIN_LINE_RATIO * max(han, latin):
        return None
    cut = _best_cut(text, han, latin)
    if cut is None:
        return None
    first = text[: cut[0]].rstrip(SEPARATORS)
    second = text[cut[1] :].lstrip(SEPARATORS)
    if second[-1:] not in tuple(COLONS):
        first, second = first.rstrip(SEPARATORS + COLONS), second.lstrip(SEPARATORS + COLONS)
    if second[:1] in "(（[" and second[-1:] in ")）]":
        second = second[1:-1]
    return (first, second) if first and second else None


def holds_two_languages(line: str) -> bool:
    """Tell whether a line shows by itself that it holds a text in both languages: one ends with a
    full stop or a sign, the other follows."""
    cut = halves(line)
    if cut is None:
        return False
    before = line[: line.rfind(cut[1])]
    return PARTED.search(before) is not None and {language_of(half) for half in cut} == {"zh", "en"}


def without_bullet(line: str) -> str:
    """Return a line without the sign of a list before it."""
    return BULLET.sub("", line, count=1)


def without_label(line: str) -> str:
    """Return a line without the number before it."""
    label = NUMBER_LABEL.match(line)
    return line[label.end() :] if label else line


def _best_cut(text: str, han: int, latin: int) -> tuple[int, int] | None:
    """Return where the first language ends and the second begins; None where no place is clean.

    ``han`` and ``latin`` weigh the whole text. Of places that cost the same, the first is taken;
    of those after a full stop, the last.
    """
    best_cost = 1.0
    best: tuple[int, int] | None = None
    han_before = latin_before = last = 0
    for boundary in BOUNDARY.finditer(text):
        start = boundary.start()
        more_han, more_latin = weigh(text[last:start])
        han_before += more_han
        latin_before += more_latin
        last = start
        cost = _misplaced_share(han_before / han, latin_before / latin)
        if not STOP.match(text, start - 1):
            cost += COST_WITHOUT_STOP
        if cost < best_cost or (cost == best_cost and cost < COST_WITHOUT_STOP):
            best_cost = cost
            best = boundary.span()
    return best if best_cost <= MAX_CUT_COST else None


def _misplaced_share(han_before: float, latin_before: float) -> float:
    """Return the share of a language on the wrong side of a cut, in the better order of the two."""
    zh_first = max(1 - han_before, latin_before)
    en_first = max(han_before, 1 - latin_before)
    return min(zh_first, en_first)

"""What one text adds to the dictionary, and where that and its numerals stand in a sentence."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from generator.base.records import Kind
from generator.chinese import cut_rules, numbers
from generator.chinese.segmentation_lexicon import SegmentationLexicon

MAX_WORD = 8
"""Characters of the longest word tried after a numeral (三八妇女节)."""
MAX_BEFORE = 2
"""Characters of a longer word before a name in it."""
NUMERAL = re.compile("[零〇一二三四五六七八九十百千万亿两几第廿卅半]")
"""A character that numerals are made of."""
COUNTING = re.compile(
    "(?:(?<=[二三四五六七八九十百千万亿两])|(?<=十一))个(?=人)"
    "|(?<=[十百千万亿])多(?=[年个家名种次])|(?<=[十百千万亿]多)[年个家名种次]"
)
"""个 and 多 that are words by themselves after a number (三十多年, 两个人): 多年 and 个人 alone are
"many years" and "personal"."""
PLAIN_NUMERAL = re.compile("[二三四五六七八九]?十[一二三四五六七八九]?|十[万亿]|百万")
"""Numerals that the dictionary lists and that are nothing but numbers, unlike 五一, 万一, 千万,
三七."""

Part = tuple[int, int, Kind | None]
"""Start, end and kind of a word in some characters; kind None is for the dictionary to tell."""


@dataclass(frozen=True)
class TextWords:
    """What one text adds to the dictionary: its names, words that it repeats or that a person
    joined, cuts that a person made."""

    names: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    cuts: frozenset[str] = frozenset()
    """Words with ``|`` between them: ``汽机|场``. They hold wherever these characters stand, before
    everything else."""

    @cached_property
    def forced(self) -> list[tuple[str, list[Part]]]:
        """Return characters that are cut in one way only, the strongest first, and the words in
        them."""
        found: list[tuple[str, list[Part]]] = []
        for cut in _longest_first(self.cuts):
            parts: list[Part] = [(start, end, None) for start, end in cut_rules.spans(cut)]
            found.append((cut.replace("|", ""), parts))
        for name in _longest_first(self.names):
            found.append((name, [(0, len(name), "name")]))
        for word in _longest_first(self.words):
            found.append((word, [(0, len(word), "word")]))
        return found


NO_TEXT_WORDS = TextWords()


def _longest_first(forms: Iterable[str]) -> list[str]:
    return sorted(forms, key=lambda form: (-len(form), form))


def forced_parts(run: str, extra: TextWords, lexicon: SegmentationLexicon) -> list[Part]:
    """Return where what a person cut, names and words of the text stand in a run of hanzi, the
    strongest first; they may overlap. A name is none inside a longer word of the
    dictionary (新华, "Xinhua", in 新华社; 米兰 in 国际米兰)."""
    found: list[Part] = []
    for form, parts in extra.forced:
        if form not in run:
            continue
        is_name = form in extra.names
        for match in re.finditer(form, run):
            at = match.start()
            if is_name and _is_inside(run, at, match.end(), lexicon):
                continue
            found += [(at + start, at + end, kind) for start, end, kind in parts]
    return found


def _is_inside(run: str, start: int, end: int, lexicon: SegmentationLexicon) -> bool:
    """Tell whether a name is a part of a longer word, near its beginning."""
    longest = min(len(run), start + MAX_WORD)
    for first in range(max(0, start - MAX_BEFORE), start + 1):
        for stop in range(end + (first == start), longest + 1):
            if run[first:stop] in lexicon:
                return True
    return False


def numeral_parts(run: str, lexicon: SegmentationLexicon) -> list[Part]:
    """Return where numerals of several characters stand in a run of hanzi, and what belongs to a
    number before it."""
    found: list[Part] = []
    for start, end in numbers.find(run):
        if run[start] == "第" and run[start:end] in lexicon:
            found.append((start, end, "word"))
        elif _is_number(run, start, end, lexicon):
            found.append((start, end, "number"))
    found += [(*match.span(), "word") for match in COUNTING.finditer(run)]
    return found


def _is_number(run: str, start: int, end: int, lexicon: SegmentationLexicon) -> bool:
    """Tell whether numerals stand for a number here: not inside a longer word, and not a word
    themselves."""
    numeral = run[start:end]
    if len(numeral) < 2:
        return False
    if numeral in lexicon and not PLAIN_NUMERAL.fullmatch(numeral):
        return False
    longest = min(len(run), start + MAX_WORD)
    return not any(run[start:stop] in lexicon for stop in range(end + 1, longest + 1))


def filled(run: str, parts: Iterable[Part]) -> list[tuple[int, str, Kind | None]]:
    """Keep the first of overlapping parts in the order given, and fill the gaps between them with
    kind None; return the start, text and kind of each."""
    taken: list[Part] = []
    for start, end, kind in parts:
        if all(end <= first or start >= last for first, last, _ in taken):
            taken.append((start, end, kind))
    found: list[tuple[int, str, Kind | None]] = []
    at = 0
    for start, end, kind in sorted(taken):
        if at < start:
            found.append((at, run[at:start], None))
        found.append((start, run[start:end], kind))
        at = end
    if at < len(run):
        found.append((at, run[at:], None))
    return found

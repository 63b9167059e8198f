"""Words that are written with letters or figures beside hanzi: T恤, 卡拉OK, 4S店, 90后.

They are whole where the dictionary has them, and apart where not: a 3 beside 楼 is a number.
"""

import re
from collections.abc import Iterator, Set

from generator.base.han import HAN, HANZI_RUN
from generator.chinese.lattice import Span
from generator.chinese.segmentation_lexicon import SegmentationLexicon

LETTERS = "DGK"
LETTERED_NUMBER = f"(?<![^\\W_{HAN}])[2-9][{LETTERS}](?![^\\W_{HAN}])"
"""3D, 5G, 8K: no number and its unit (5kg), but one sign that is read as it is written."""
PART = re.compile("[0-9]*[A-Za-z][0-9A-Za-z]*|(?<![0-9.,:])[0-9]{2}(?=后)")
"""What is not hanzi in such a word. Of figures alone only decades of births are: 11区 and 95后 are
in the dictionary, but 11 districts are more usual."""
BEFORE, BEHIND = 3, 3
"""Hanzi that may stand on either side."""
LONGEST_WORD = 4
"""Characters of a word of hanzi whose part at most could belong to one with letters."""


def find(sentence: str, lexicon: SegmentationLexicon, cuts: Set[str]) -> Iterator[Span]:
    """Yield where such words stand, from the left, none over another; ``cuts`` are those of a
    person (``90|后``), which hold."""
    done = 0
    apart = {cut.replace("|", "") for cut in cuts}
    for match in PART.finditer(sentence):
        span = _longest(sentence, match.span(), done, lexicon)
        if span is not None and sentence[slice(*span)] not in apart:
            yield span
            done = span[1]


def _longest(sentence: str, part: Span, done: int, lexicon: SegmentationLexicon) -> Span | None:
    """Return the longest word with hanzi around a part of a sentence that breaks no other word."""
    first, last = part
    for start in range(max(done, first - BEFORE), first + 1):
        for end in range(min(len(sentence), last + BEHIND), last - 1, -1):
            word = sentence[start:end]
            if word not in lexicon or not HANZI_RUN.search(word):
                continue
            if not _breaks(sentence, start, end, part, lexicon):
                return start, end
    return None


def _breaks(sentence: str, start: int, end: int, part: Span, lexicon: SegmentationLexicon) -> bool:
    """Tell whether a word takes a part of another one: 80后 does in 80后来到."""
    before, behind = sentence[start : part[0]], sentence[part[1] : end]
    for more in range(1, LONGEST_WORD):
        longer = sentence[part[1] : end + more]
        if behind and end + more <= len(sentence) and longer in lexicon:
            return True
        if before and start >= more and sentence[start - more : part[0]] in lexicon:
            return True
    return False

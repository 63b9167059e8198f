"""Words that no dictionary has, that jieba's model takes for words, and that a text repeats (the
only door to jieba)."""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from generator.base.han import HANZI_RUN
from generator.chinese.lattice import Lattice
from generator.chinese.segmentation_lexicon import SegmentationLexicon
from generator.chinese.text_words import NUMERAL

NOUN_TAG = re.compile("n.*|k|zg|")
"""Tags of characters that new words are made of: 庄员, 牛圈; not 这话, 山上, 抱住, which are
phrases."""
PREPOSITIONS = frozenset("往向朝从把被给跟和与在比离当")
"""No new word ends in one (一个人往东), whatever its tag."""
MIN_REPEATS = 2
"""How often a text must use a string before it is taken for a word of this text."""


def proposals(
    sentences: Iterable[str], words: Lattice, lexicon: SegmentationLexicon
) -> frozenset[str]:
    """Return the new words of some sentences."""
    found: Counter[str] = Counter()
    for sentence in sentences:
        for run in HANZI_RUN.findall(sentence):
            for singles in _singles(run, words):
                guessed = _guess_words(singles)
                found.update(word for word in guessed if _may_be_word(word, words, lexicon))
    return frozenset(word for word, count in found.items() if count >= MIN_REPEATS)


def _singles(run: str, words: Lattice) -> Iterator[str]:
    """Yield stretches of two characters or more that the likeliest cut leaves single."""
    singles = ""
    for start, end in words.best(run):
        if end == start + 1:
            singles += run[start]
            continue
        if len(singles) > 1:
            yield singles
        singles = ""
    if len(singles) > 1:
        yield singles


def _may_be_word(word: str, words: Lattice, lexicon: SegmentationLexicon) -> bool:
    if len(word) != 2 or word in lexicon or word in words:
        return False
    if NUMERAL.search(word) or word[1] in PREPOSITIONS:
        return False
    return all(NOUN_TAG.fullmatch(lexicon.tag(character)) for character in word)


def _guess_words(singles: str) -> Iterator[str]:
    """Yield what jieba's hidden Markov model makes of characters that no word joins."""
    with _without_module("pkg_resources"):
        from jieba import finalseg
    yield from finalseg.cut(singles)


@contextmanager
def _without_module(name: str) -> Iterator[None]:
    """Let an import of a module fail, as if it was not installed.

    jieba reads its files by means of pkg_resources where that is there, which takes 40 ms of CPU to
    load, and by itself where it is not.
    """
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[name]

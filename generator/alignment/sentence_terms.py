"""The terms of a text's sentences as numbers, and which of them translate each other."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.alignment.band import Floats, Ints

Translations = Callable[[str], Mapping[str, float]]
"""Gives the English terms that a Chinese one may stand for, each with a strength from 0 to 1."""

MIN_STRENGTH = 0.2
"""Of the weakest link that counts (tuned on MAC-dev, 2026-11-22)."""
_REPEAT = 0.5
"""Weight of a term's second and later occurrences in one sentence."""


@dataclass(frozen=True, slots=True)
class SentenceTerms:
    """The terms of one side: sentence by sentence, as numbers of a vocabulary."""

    vocabulary: Mapping[str, int]
    sentence: Ints
    """Of each different term of each sentence, in order."""
    term: Ints
    weight: Floats
    length: Floats
    """Terms of each sentence."""
    count: Floats
    """Occurrences of each term of the vocabulary."""


@dataclass(frozen=True, slots=True)
class Links:
    """Pairs of terms that translate each other."""

    source: Ints
    target: Ints
    strength: Floats

    def turned(self) -> "Links":
        """Return the same seen from the other side."""
        return Links(self.target, self.source, self.strength)


@dataclass(frozen=True, slots=True)
class ExpectedTerms:
    """How often the terms of one side found a translation in the beads of a first pass."""

    found: Floats
    tried: Floats


def number_terms(sentences: Sequence[Sequence[str]]) -> SentenceTerms:
    """Number the terms of the sentences of a side."""
    vocabulary: dict[str, int] = {}
    sentence: list[int] = []
    term: list[int] = []
    counts: list[int] = []
    for at, terms in enumerate(sentences):
        for word, count in Counter(terms).items():
            sentence.append(at)
            term.append(vocabulary.setdefault(word, len(vocabulary)))
            counts.append(count)
    number = np.array(counts, float)
    term_numbers = np.array(term, np.int64)
    occurrences = np.bincount(term_numbers, number, len(vocabulary))
    lengths = [len(terms) for terms in sentences]
    return SentenceTerms(
        vocabulary=vocabulary,
        sentence=np.array(sentence, np.int64),
        term=term_numbers,
        weight=1 + _REPEAT * (number - 1),
        length=np.array(lengths, float),
        count=np.asarray(occurrences, float),
    )


def link(zh: SentenceTerms, en: SentenceTerms, translations: Translations) -> Links:
    """Return the pairs of terms of a text that the dictionary knows, from the Chinese side to the
    English one."""
    source: list[int] = []
    target: list[int] = []
    strengths: list[float] = []
    for term, number in zh.vocabulary.items():
        for word, strength in translations(term).items():
            if strength >= MIN_STRENGTH and word in en.vocabulary:
                source.append(number)
                target.append(en.vocabulary[word])
                strengths.append(strength)
    return Links(np.array(source, np.int64), np.array(target, np.int64), np.array(strengths, float))


def ranges(first: Ints, end: Ints) -> tuple[Ints, Ints]:
    """Return all numbers of many ranges in a row: of which range each is, and the numbers.

    >>> ranges(np.array([5, 8]), np.array([7, 9]))
    (array([0, 0, 1]), array([5, 6, 8]))
    """
    counts = np.maximum(end - first, 0)
    which = np.repeat(np.arange(len(first)), counts)
    before = np.cumsum(counts) - counts
    return which, np.arange(len(which)) - np.repeat(before - first, counts)


def different(keys: Ints) -> Ints:
    """Return the different keys, rising. (Alone, ``np.unique`` would load ``numpy.ma``, and so
    would ``np.isin``: 10 ms of CPU.)"""
    found, _ = np.unique(keys, return_counts=True)
    return found


def is_among(values: Ints, keys: Ints) -> NDArray[np.bool_]:
    """Tell for each value whether it is among ``keys``, which rise.

    >>> is_among(np.array([4, 5, 9]), np.array([1, 5, 7]))
    array([False,  True, False])
    """
    if not len(keys):
        return np.zeros(len(values), bool)
    at = np.searchsorted(keys, values)
    return np.asarray(keys[np.minimum(at, len(keys) - 1)] == values)


def in_groups(keys: Ints, wanted: Ints) -> tuple[Ints, Ints]:
    """Return for each of ``wanted`` the places where it stands in ``keys``, which rise: of which
    of them each place is, and the places."""
    return ranges(np.searchsorted(keys, wanted), np.searchsorted(keys, wanted, side="right"))

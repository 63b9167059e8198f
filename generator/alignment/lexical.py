"""Evidence of words: how much likelier a span's words are if the other span translates them than if
it is any text.

For each term of a sentence that the dictionary can translate: log(p/q) where one of its
translations stands in the other span, log((1-p)/(1-q)) where none does. p is how often a
translation shows up (estimated from the text itself in the second pass); q is the chance that a
span of that length holds one anyway, 1-(1-f)^L. This term for chance is what makes spans of
different lengths comparable. The evidence is additive over the sentences of a span, so every bead
is a difference of sums.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from generator.alignment.search import Band, Floats, Ints, Singles

LEAST = 0.2
"""Weakest link that counts."""
CLIP = 4.5
"""Most that one word can say for a bead; as LEAST and the p0 below tuned on MAC-dev, 2026-11-22."""
_REPEAT = 0.5
"""Weight of a term's second and later occurrences in one sentence."""
_PRIOR = 4.0
"""Weight of the first guess of p against what a first pass found, in beads."""
_BLOCK = 250
"""Sentences that are taken together: fewer cost calls, more cost time on links that are out of the
band."""
_GRID = np.geomspace(1.0, 600.0, 24)
"""Lengths in terms at which the cost of missing is tabulated; between them it is interpolated."""


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
        """The same seen from the other side."""
        return Links(self.target, self.source, self.strength)


@dataclass(frozen=True, slots=True)
class ExpectedTerms:
    """How often the terms of one side found a translation in the beads of a first pass."""

    found: Floats
    tried: Floats


def link(
    zh: SentenceTerms, en: SentenceTerms, translations: Callable[[str], Mapping[str, float]]
) -> Links:
    """The pairs of terms of a text that the dictionary knows, from the Chinese side to the English
    one."""
    found = [
        (number, en.vocabulary[word], strength)
        for term, number in zh.vocabulary.items()
        for word, strength in translations(term).items()
        if strength >= LEAST and word in en.vocabulary
    ]
    source, target, strength_ = zip(*found, strict=True) if found else ((), (), ())
    return Links(np.array(source, np.int64), np.array(target, np.int64), np.array(strength_, float))


def number_terms(sentences: Sequence[Sequence[str]]) -> SentenceTerms:
    """Number the terms of a side."""
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
    terms_ = np.array(term, np.int64)
    return SentenceTerms(
        vocabulary,
        np.array(sentence, np.int64),
        terms_,
        1 + _REPEAT * (number - 1),
        np.array([len(terms) for terms in sentences], float),
        np.asarray(np.bincount(terms_, number, len(vocabulary)), float),
    )


class LexicalEvidence:
    """The evidence of one side's terms for every bead of a band.

    Of the Chinese side it says how well the English span translates the Chinese terms; turned
    round, the reverse.
    """

    def __init__(
        self,
        source: SentenceTerms,
        target: SentenceTerms,
        links: Links,
        rate: float,
        longest: int,
        expected: ExpectedTerms | None,
    ) -> None:
        self._source, self._target, self._longest = source, target, longest
        self._before = np.concatenate([[0.0], np.cumsum(target.length)])
        linked = np.zeros(len(source.vocabulary), bool)
        linked[links.source] = True
        mass = np.bincount(
            links.source, links.strength * target.count[links.target], len(source.vocabulary)
        )
        chance = np.minimum(mass / max(1.0, target.length.sum()), 0.5)
        p = rate * np.minimum(1.0, (mass + 0.5) / (source.count + 0.5))
        if expected is not None:
            p = (expected.found + _PRIOR * p) / (expected.tried + _PRIOR)
        self._p, self._none = np.clip(p, 0.02, 0.95), np.log1p(-chance)
        order = np.argsort(links.source, kind="stable")
        self._links = Links(links.source[order], links.target[order], links.strength[order])
        self._link_bounds = np.searchsorted(
            self._links.source, np.arange(len(source.vocabulary) + 1)
        )
        self._places = np.sort(target.term * (len(target.length) + 1) + target.sentence)
        self._linked = linked
        self._sums = self._missing()

    def _values(self, term: Ints, length: Floats) -> tuple[Floats, Floats]:
        """What a term says when it is found in a span of ``length`` terms, and when it is not."""
        q = np.clip(-np.expm1(length * self._none[term]), 1e-4, 0.9)
        p = np.maximum(self._p[term], q + 0.02 * (1 - q))
        return np.minimum(np.log(p / q), CLIP), np.log((1 - p) / (1 - q))

    def _missing(self) -> Floats:
        """(sentences + 1, grid): sums over the first sentences of what their terms say if none is
        found, by length of the other span."""
        known = self._linked[self._source.term]
        term, weight, sentence = (
            self._source.term[known],
            self._source.weight[known],
            self._source.sentence[known],
        )
        size = len(self._source.length)
        terms = np.arange(len(self._p))
        table = np.stack(
            [self._values(terms, np.full(len(terms), length))[1] for length in _GRID], axis=1
        )
        sums = np.zeros((size + 1, len(_GRID)))
        for column in range(len(_GRID)):
            sums[1:, column] = np.cumsum(np.bincount(sentence, weight * table[term, column], size))
        return sums

    def base(self, own: int, other: int) -> Callable[[Ints, Ints], Floats]:
        """What spans of ``own`` sentences of this side say if none of their terms is found in spans
        of ``other`` sentences of the other side, as a function of the spans' first sentences."""
        length = np.maximum(
            self._before[other:] - self._before[: max(len(self._before) - other, 0)], 1.0
        )
        at = np.minimum(np.log(length) / np.log(_GRID[1]), len(_GRID) - 1.001)
        low = at.astype(np.int64)
        part = at - low
        sums = self._sums[own:] - self._sums[: max(len(self._sums) - own, 0)]
        table, step = sums.ravel(), np.append(np.diff(sums.ravel()), 0.0)

        def values(first: Ints, other_first: Ints) -> Floats:
            cell = first * len(_GRID) + low[other_first]
            return np.asarray(table[cell] + part[other_first] * step[cell])

        return values

    def hits(self, band: Band, *, turned: bool) -> list[Singles]:
        """For each span length 1, 2, ... what is to be added to ``base``, by cell.

        Cell (i, j) of the b-th array holds what the terms of sentence i say of the span that begins
        at j and is b sentences long; turned round, what those of English sentence j say of the
        Chinese span that begins at i. Sentences are taken in blocks, so that a term meets only the
        translations near it and the time grows linearly.
        """
        found = [np.zeros(band.size + 1, np.float32) for _ in range(self._longest)]
        low, high = _reach(band, turned=turned)
        source = self._source
        bounds = np.searchsorted(source.sentence, np.arange(len(source.length) + 1))
        for first in range(0, len(source.length), _BLOCK):
            end = min(first + _BLOCK, len(source.length))
            here = np.arange(bounds[first], bounds[end])
            here = here[self._linked[source.term[here]]]
            # Sorted keys are found several times as fast
            here = here[np.argsort(source.term[here], kind="stable")]
            begin, stop = (
                int(low[first]),
                min(int(high[end - 1]) + self._longest, len(self._target.length)),
            )
            terms, local = np.unique(source.term[here], return_inverse=True)
            sentence, weight = source.sentence[here], source.weight[here]
            width = stop - begin + 1
            for length, (keys, value) in enumerate(self._spans(terms, begin, stop)):
                term = local * width - begin
                which, at = ranges(
                    np.searchsorted(keys, term + low[sentence]),
                    np.searchsorted(keys, term + high[sentence]),
                )
                other, own = keys[at] - term[which], sentence[which]
                rows, columns = (other, own) if turned else (own, other)
                cells = band.offset[rows] + columns - band.low[rows]
                least = int(cells.min(initial=band.size))
                more = np.bincount(cells - least, weight[which] * value[at])
                found[length][least : least + len(more)] += more.astype(np.float32)
        return found

    def _spans(self, terms: Ints, begin: int, stop: int) -> Iterator[tuple[Ints, Floats]]:
        """For each span length the spans that translate a term: keys (number in ``terms``) * width
        + start - begin, rising, and values."""
        keys, strength = self._found(terms, begin, stop)
        width = stop - begin + 1
        span_keys, span_strength = keys, strength
        for length in range(1, self._longest + 1):
            if length > 1:
                inside = keys % width >= length - 1
                span_keys, span_strength = _strongest(
                    np.concatenate([span_keys, keys[inside] - (length - 1)]),
                    np.concatenate([span_strength, strength[inside]]),
                )
            number, start = np.divmod(span_keys, width)
            start += begin
            end = np.minimum(start + length, len(self._target.length))
            hit, miss = self._values(
                terms[number], np.maximum(self._before[end] - self._before[start], 1.0)
            )
            yield span_keys, span_strength * hit - miss

    def _found(self, terms: Ints, begin: int, stop: int) -> tuple[Ints, Floats]:
        """Where terms have translations from sentence ``begin`` on and before ``stop``: keys as in
        ``_spans``, with the best strength."""
        size = len(self._target.length) + 1
        number, at = ranges(self._link_bounds[terms], self._link_bounds[terms + 1])
        target, strength = self._links.target[at], self._links.strength[at]
        pair, place = ranges(
            np.searchsorted(self._places, target * size + begin),
            np.searchsorted(self._places, target * size + stop),
        )
        sentence = self._places[place] - target[pair] * size
        return _strongest(number[pair] * (stop - begin + 1) + sentence - begin, strength[pair])


class Hits:
    """``LexicalEvidence.hits`` of whole beads, summed over the sentences of the side whose terms
    they are."""

    def __init__(self, words: LexicalEvidence, band: Band, *, turned: bool) -> None:
        self._band, self._turned = band, turned
        self._hits = words.hits(band, turned=turned)

    def of(self, own: int, other: int) -> Singles:
        """What the words found add for beads of ``own`` sentences against ``other``, by the cell
        that they start from."""
        band, hit = self._band, self._hits[other - 1]
        total = hit[:-1].copy()
        for step in range(1, own):
            total += hit[band.shifted(0, step) if self._turned else band.shifted(step, 0)]
        return total


def _reach(band: Band, *, turned: bool) -> tuple[Ints, Ints]:
    """For each sentence the starts of spans of the other side that share a cell with it."""
    if not turned:
        return band.low, band.high
    columns = np.arange(int(band.high[-1]))
    return np.searchsorted(band.high, columns, side="right"), np.searchsorted(
        band.low, columns, side="right"
    )


def ranges(first: Ints, end: Ints) -> tuple[Ints, Ints]:
    """All numbers of many ranges in a row, and which range each belongs to."""
    counts = np.maximum(end - first, 0)
    which = np.repeat(np.arange(len(first)), counts)
    return which, np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts - first, counts)


def _strongest(keys: Ints, strength: Floats) -> tuple[Ints, Floats]:
    if not len(keys):
        return keys, strength
    order = np.argsort(keys, kind="stable")
    keys, strength = keys[order], strength[order]
    begins = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    return keys[begins], np.maximum.reduceat(strength, begins)

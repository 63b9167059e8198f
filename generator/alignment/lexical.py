"""Evidence of words: how much likelier a span's words are if the other span translates them than if
it is any text.

For each term of a sentence that the dictionary can translate: log(p/q) where one of its
translations stands in the other span, log((1-p)/(1-q)) where none does. p is how often a
translation shows up (estimated from the text itself in the second pass); q is the chance that a
span of that length holds one anyway, 1-(1-f)^L. This term for chance is what makes spans of
different lengths comparable. The evidence is additive over the sentences of a span, so every bead
is a difference of sums.
"""

from collections.abc import Callable, Iterator

import numpy as np

from generator.alignment.band import Band, Floats, Ints, Singles
from generator.alignment.sentence_terms import ExpectedTerms, Links, SentenceTerms, ranges

_MAX_EVIDENCE = 4.5
"""Most that one word can say for a bead (tuned on MAC-dev, 2026-11-22, as are the rates)."""
_PRIOR = 4.0
"""Weight of the first guess of p against what a first pass found, in beads."""
_BLOCK = 250
"""Sentences that are taken together: fewer cost calls, more cost time on links that are out of the
band."""
_LENGTHS = np.geomspace(1.0, 600.0, 24)
"""Lengths in terms at which the cost of missing is tabulated; between them it is interpolated."""

Pairwise = Callable[[Ints, Ints], Floats]
"""A number for each pair of spans of two sides; spans are named by their first sentences."""


class LexicalEvidence:
    """The evidence of one side's terms for every bead of a band.

    Of the Chinese side it tells how well the English span translates the Chinese terms; turned
    round, the reverse.
    """

    def __init__(
        self,
        source: SentenceTerms,
        target: SentenceTerms,
        links: Links,
        *,
        rate: float,
        max_size: int,
        expected: ExpectedTerms | None,
    ) -> None:
        """Prepare the evidence of the terms of ``source``.

        ``rate`` is a first guess of how often a translation shows up, ``expected`` what a first
        pass found; ``max_size`` is the size of the longest span of ``target``, in sentences.
        """
        self._source, self._target, self._max_size = source, target, max_size
        self._before = np.concatenate([[0.0], np.cumsum(target.length)])
        terms = len(source.vocabulary)
        self._linked = np.zeros(terms, bool)
        self._linked[links.source] = True
        strength = links.strength * target.count[links.target]
        mass = np.bincount(links.source, strength, terms)
        chance = np.minimum(mass / max(1.0, target.length.sum()), 0.5)
        shown = (mass + 0.5) / (source.count + 0.5)
        p = rate * np.minimum(1.0, shown)
        if expected is not None:
            p = (expected.found + _PRIOR * p) / (expected.tried + _PRIOR)
        self._p = np.clip(p, 0.02, 0.95)
        self._log_none = np.log1p(-chance)
        order = np.argsort(links.source, kind="stable")
        self._links = Links(links.source[order], links.target[order], links.strength[order])
        self._link_bounds = np.searchsorted(self._links.source, np.arange(terms + 1))
        places = target.term * (len(target.length) + 1) + target.sentence
        self._places = np.sort(places)
        self._missing = self._sums_of_missing()

    def _values(self, term: Ints, length: Floats) -> tuple[Floats, Floats]:
        """Return what a term says when it is found in a span of ``length`` terms, and when it is
        not."""
        by_chance = -np.expm1(length * self._log_none[term])
        q = np.clip(by_chance, 1e-4, 0.9)
        p = np.maximum(self._p[term], q + 0.02 * (1 - q))
        found = np.minimum(np.log(p / q), _MAX_EVIDENCE)
        return found, np.log((1 - p) / (1 - q))

    def _sums_of_missing(self) -> Floats:
        """Return (sentences + 1, lengths): sums over the first sentences of what their terms say if
        none is found, by length of the other span."""
        known = self._linked[self._source.term]
        term = self._source.term[known]
        weight = self._source.weight[known]
        sentence = self._source.sentence[known]
        size = len(self._source.length)
        terms = np.arange(len(self._p))
        sums = np.zeros((size + 1, len(_LENGTHS)))
        for column, length in enumerate(_LENGTHS):
            _, missing = self._values(terms, np.full(len(terms), length))
            of_sentences = np.bincount(sentence, weight * missing[term], size)
            sums[1:, column] = np.cumsum(of_sentences)
        return sums

    def base(self, own: int, other: int) -> Pairwise:
        """Return what spans of ``own`` sentences of this side say if none of their terms is found
        in spans of ``other`` sentences of the other side, as a function of the spans' first
        sentences."""
        length = np.maximum(span_sums(self._before, other), 1.0)
        step_number = np.log(length) / np.log(_LENGTHS[1])
        at = np.minimum(step_number, len(_LENGTHS) - 1.001)
        low = at.astype(np.int64)
        part = at - low
        table = span_sums(self._missing, own).ravel()
        step = np.append(np.diff(table), 0.0)

        def values(first: Ints, other_first: Ints) -> Floats:
            cell = first * len(_LENGTHS) + low[other_first]
            return np.asarray(table[cell] + part[other_first] * step[cell])

        return values

    def hits(self, band: Band, *, turned: bool) -> list[Singles]:
        """Return for each span length 1, 2, ... what is to be added to ``base``, by cell.

        Cell (i, j) of the b-th array holds what the terms of sentence i say of the span that begins
        at j and is b sentences long; turned round, what those of English sentence j say of the
        Chinese span that begins at i. Sentences are taken in blocks, so that a term meets only the
        translations near it and the time grows linearly.
        """
        found = [np.zeros(band.size + 1, np.float32) for _ in range(self._max_size)]
        low, high = _reach(band, turned=turned)
        source = self._source
        bounds = np.searchsorted(source.sentence, np.arange(len(source.length) + 1))
        for first in range(0, len(source.length), _BLOCK):
            end = min(first + _BLOCK, len(source.length))
            here = np.arange(bounds[first], bounds[end])
            here = here[self._linked[source.term[here]]]
            # Sorted keys are found several times as fast
            here = here[np.argsort(source.term[here], kind="stable")]
            begin = int(low[first])
            stop = min(int(high[end - 1]) + self._max_size, len(self._target.length))
            terms, local = np.unique(source.term[here], return_inverse=True)
            sentence, weight = source.sentence[here], source.weight[here]
            term = local * (stop - begin + 1) - begin
            lows, highs = term + low[sentence], term + high[sentence]
            for length, (keys, value) in enumerate(self._spans(terms, begin, stop)):
                first_key, end_key = np.searchsorted(keys, lows), np.searchsorted(keys, highs)
                which, at = ranges(first_key, end_key)
                other, own = keys[at] - term[which], sentence[which]
                rows, columns = (other, own) if turned else (own, other)
                cells = band.offset[rows] + columns - band.low[rows]
                first_cell = int(cells.min(initial=band.size))
                evidence = weight[which] * value[at]
                more = np.bincount(cells - first_cell, evidence).astype(np.float32)
                found[length][first_cell : first_cell + len(more)] += more
        return found

    def _spans(self, terms: Ints, begin: int, stop: int) -> Iterator[tuple[Ints, Floats]]:
        """Yield for each span length the spans that translate a term: keys (number in ``terms``) *
        width + start - begin, rising, and values."""
        keys, strength = self._found(terms, begin, stop)
        width = stop - begin + 1
        span_keys, span_strength = keys, strength
        for length in range(1, self._max_size + 1):
            if length > 1:
                inside = keys % width >= length - 1
                earlier = keys[inside] - (length - 1)
                span_keys, span_strength = _strongest(
                    np.concatenate([span_keys, earlier]),
                    np.concatenate([span_strength, strength[inside]]),
                )
            number, start = np.divmod(span_keys, width)
            start += begin
            end = np.minimum(start + length, len(self._target.length))
            size = np.maximum(self._before[end] - self._before[start], 1.0)
            hit, miss = self._values(terms[number], size)
            yield span_keys, span_strength * hit - miss

    def _found(self, terms: Ints, begin: int, stop: int) -> tuple[Ints, Floats]:
        """Return where terms have translations from sentence ``begin`` on and before ``stop``: keys
        as in ``_spans``, with the best strength."""
        size = len(self._target.length) + 1
        number, at = ranges(self._link_bounds[terms], self._link_bounds[terms + 1])
        target, strength = self._links.target[at], self._links.strength[at]
        first = np.searchsorted(self._places, target * size + begin)
        end = np.searchsorted(self._places, target * size + stop)
        pair, place = ranges(first, end)
        sentence = self._places[place] - target[pair] * size
        width = stop - begin + 1
        keys = number[pair] * width + sentence - begin
        return _strongest(keys, strength[pair])


class BeadHits:
    """``LexicalEvidence.hits`` of whole beads, summed over the sentences of the side whose terms
    they are."""

    def __init__(self, words: LexicalEvidence, band: Band, *, turned: bool) -> None:
        self._band, self._turned = band, turned
        self._hits = words.hits(band, turned=turned)

    def of(self, own: int, other: int) -> Singles:
        """Return what the words found add for beads of ``own`` sentences against ``other``, by the
        cell that they start from."""
        hit = self._hits[other - 1]
        total = hit[:-1].copy()
        for step in range(1, own):
            move = (0, step) if self._turned else (step, 0)
            total += hit[self._band.shifted(*move)]
        return total


def span_sums(sums: Floats, size: int) -> Floats:
    """Return, from sums before each boundary, the sums of every run of ``size`` sentences, by its
    first."""
    return np.asarray(sums[size:] - sums[: max(len(sums) - size, 0)])


def _reach(band: Band, *, turned: bool) -> tuple[Ints, Ints]:
    """Return for each sentence the starts of spans of the other side that share a cell with it:
    the first, and the end."""
    if not turned:
        return band.low, band.high
    columns = np.arange(int(band.high[-1]))
    first = np.searchsorted(band.high, columns, side="right")
    return first, np.searchsorted(band.low, columns, side="right")


def _strongest(keys: Ints, strength: Floats) -> tuple[Ints, Floats]:
    """Return the different keys, rising, each with its greatest strength."""
    if not len(keys):
        return keys, strength
    order = np.argsort(keys, kind="stable")
    keys, strength = keys[order], strength[order]
    is_first = np.concatenate([[True], keys[1:] != keys[:-1]])
    begins = np.flatnonzero(is_first)
    return keys[begins], np.maximum.reduceat(strength, begins)

"""Where the alignment can run: a band of cells that is as long as the text and no wider than it
must be.

The first band follows a path through a coarse grid (at most ``_GRID`` by ``_GRID`` fields, so its
cost does not grow with the text) that gathers as many links of rare words as one rising path can.
Nothing is cut: the search within the band is exact, and the second band is laid round the path that
it found.
"""

import numpy as np

from generator.alignment.band import Band, Floats, Ints
from generator.alignment.search import Path
from generator.alignment.sentence_terms import Links, SentenceTerms, ranges

_GRID = 1000
_POINTS = 40
"""Links of rare words that are looked at, for each sentence."""
_FIRST_REACH = 12
"""Sentences along the text by which the first band leads and trails its path, beside a field of the
grid."""
_SECOND_REACH = 6
"""The same of the second band."""
_STRAIGHT = 0.0002
"""Pull to the diagonal where there are no links. It must be tiny: at .02 a preface of a third of
the text broke everything, at .001 a chapter that was left out still did (strict F1 .836; .917 from
.0003 to .0001: disturbed texts of MAC-dev, 2026-11-23)."""

Fields = list[tuple[int, int]]
"""Fields of the grid, as rows and columns."""


def first_band(zh: SentenceTerms, en: SentenceTerms, links: Links) -> Band:
    """Return a band round the rising path that gathers most links of rare words."""
    n, m = len(zh.length), len(en.length)
    tall, wide = min(n, _GRID), min(m, _GRID)
    rows, columns, weight = _points(zh, en, links, _POINTS * (n + m))
    grid_row, grid_column = rows * tall // n, columns * wide // m
    density = np.bincount(grid_row * wide + grid_column, weight, tall * wide).reshape(tall, wide)
    by_chance = density.sum(1, keepdims=True) * density.sum(0, keepdims=True)
    expected = by_chance / max(density.sum(), 1e-9)
    zh_middles, en_middles = _middles(zh.length, tall), _middles(en.length, wide)
    across = np.abs(zh_middles[:, None] - en_middles[None, :])
    pull = _STRAIGHT * across * min(tall, wide)
    path = _rising(density - expected - pull)
    first, last = _bounds(path, tall)
    at = np.arange(n + 1) * tall // (n + 1)
    low = first[at] * m // wide
    end = (last[at] + 1) * m
    high = -(-end // wide) + 1
    return _widened(low, high, m, _FIRST_REACH)


def band_round(path: Path, n: int, m: int) -> Band:
    """Return a band round an alignment of n and m sentences."""
    low = np.full(n + 1, m)
    high = np.zeros(n + 1, np.int64)
    low[0] = 0
    for first_zh, end_zh, first_en, end_en in path:
        rows = slice(first_zh, end_zh + 1)
        low[rows] = np.minimum(low[rows], first_en)
        high[rows] = np.maximum(high[rows], end_en + 1)
    return _widened(low, high, m, _SECOND_REACH)


def _widened(low: Ints, high: Ints, m: int, reach: int) -> Band:
    """Let each row reach as far as the rows before and after it do, and as many columns beside."""
    n = len(low)
    rows = np.arange(n)
    low = low[np.maximum(rows - reach, 0)] - reach
    high = high[np.minimum(rows + reach, n - 1)] + reach
    return Band.between(np.clip(low, 0, m), np.clip(high, 1, m + 1))


def _points(
    zh: SentenceTerms, en: SentenceTerms, links: Links, budget: int
) -> tuple[Ints, Ints, Floats]:
    """Return the sentences that the rarest linked words stand in, at most ``budget`` pairs of them,
    and the weight of each pair."""
    product = zh.count[links.source] * en.count[links.target]
    order = np.argsort(product, kind="stable")
    affordable = np.searchsorted(np.cumsum(product[order]), budget, side="right")
    order = order[: int(affordable)]
    source, target = links.source[order], links.target[order]
    zh_at, zh_bounds = _places(zh)
    en_at, en_bounds = _places(en)
    zh_count = zh_bounds[source + 1] - zh_bounds[source]
    en_count = en_bounds[target + 1] - en_bounds[target]
    pairs = zh_count * en_count
    which, within = ranges(np.zeros_like(pairs), pairs)
    zh_number, en_number = np.divmod(within, en_count[which])
    rows = zh_at[zh_bounds[source[which]] + zh_number]
    columns = en_at[en_bounds[target[which]] + en_number]
    strength = links.strength[order][which]
    return rows, columns, strength / np.sqrt(pairs[which])


def _places(terms: SentenceTerms) -> tuple[Ints, Ints]:
    """Return the sentences that terms stand in, term by term, and where each term's begin."""
    order = np.argsort(terms.term, kind="stable")
    numbers = np.arange(len(terms.vocabulary) + 1)
    return terms.sentence[order], np.searchsorted(terms.term[order], numbers)


def _middles(length: Floats, fields: int) -> Floats:
    """Return where each field lies in its side, by the terms before it: 0 to 1."""
    sizes = length + 1.0
    after = np.cumsum(sizes)
    middle = (after - sizes / 2) / after[-1]
    edges = np.arange(fields) * len(length) // fields
    return np.asarray(middle[edges])


def _rising(gain: Floats) -> Fields:
    """Return the path from the first field to the last, right or down at each step, that gathers
    most."""
    sums = np.cumsum(gain, axis=1)
    before = np.concatenate([np.zeros((len(gain), 1)), sums[:, :-1]], axis=1)
    value = np.empty_like(gain)
    value[0] = sums[0]
    for row in range(1, len(gain)):
        down = value[row - 1] - before[row]
        value[row] = sums[row] + np.maximum.accumulate(down)
    i, j = gain.shape[0] - 1, gain.shape[1] - 1
    path = [(i, j)]
    while i or j:
        if i and (not j or value[i - 1, j] >= value[i, j - 1]):
            i -= 1
        else:
            j -= 1
        path.append((i, j))
    return path[::-1]


def _bounds(path: Fields, rows: int) -> tuple[Ints, Ints]:
    """Return the first and the last column of a path in each row."""
    at, columns = np.array(path).T
    first, last = np.full(rows, columns.max()), np.zeros(rows, np.int64)
    np.minimum.at(first, at, columns)
    np.maximum.at(last, at, columns)
    return first, last

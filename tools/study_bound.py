"""What no order of study can exceed: the most sentences that so many words make readable.

Sentences and all their words are closures of a graph, and those on the upper hull (most sentences
for their words) are minimum cuts (Picard 1976; Sidney 1975 for orders); the curve of any order lies
under that hull.
"""

import prelude

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import breadth_first_order, maximum_flow

from generator.base.words import HeadwordKey

ENDLESS = 2**30
"""A capacity that no cut can afford."""

Sentences = Sequence[tuple[HeadwordKey, ...]]
"""The words of each sentence."""
Point = tuple[int, int]
"""Words learnt, sentences that can be read then."""


def readable_at_most(sentences: Sentences, words: Sequence[HeadwordKey]) -> list[float]:
    """Return for 0, 1, 2, … words a share of sentences that no order can exceed."""
    points: set[Point] = {(0, 0), (len(words), len(sentences))}
    _add_hull(points, (0, 0), (len(words), len(sentences)), sentences, words)
    hull = sorted(points)
    xs = [words_learnt for words_learnt, _ in hull]
    ys = [readable / len(sentences) for _, readable in hull]
    return list(np.interp(range(len(words) + 1), xs, ys))


def _add_hull(
    points: set[Point], low: Point, high: Point, sentences: Sentences, words: Sequence[HeadwordKey]
) -> None:
    """Add the corners of the hull between two of its points."""
    price = Fraction(high[1] - low[1], high[0] - low[0])
    found = _closure(sentences, words, price)
    if found[1] - price * found[0] > low[1] - price * low[0]:
        points.add(found)
        _add_hull(points, low, found, sentences, words)
        _add_hull(points, found, high, sentences, words)


def _closure(sentences: Sentences, words: Sequence[HeadwordKey], price: Fraction) -> Point:
    """Return the closure whose sentences less the price of their words are most.

    It is a minimum cut: source - sentences - their words - sink.
    """
    first_word = 1 + len(sentences)
    places = {key: first_word + number for number, key in enumerate(words)}
    sink = first_word + len(words)
    edges = [(0, number, price.denominator) for number in range(1, first_word)]
    for number, keys in enumerate(sentences, 1):
        edges += [(number, places[key], ENDLESS) for key in keys]
    edges += [(place, sink, price.numerator) for place in places.values()]
    rows, columns, capacities = np.array(edges, dtype=np.int32).T
    graph = csr_matrix((capacities, (rows, columns)), shape=(sink + 1, sink + 1))
    left = graph - maximum_flow(graph, 0, sink).flow
    left.data[left.data < 0] = 0
    left.eliminate_zeros()
    reached = breadth_first_order(left, 0, return_predecessors=False)
    is_word = reached >= first_word
    is_sentence = ~is_word & (reached > 0)
    return int(is_word.sum()), int(is_sentence.sum())

"""Classes of words that have like neighbours: spherical k-means over a truncated SVD of positive
pointwise mutual information.

Nothing is drawn by chance: k-means starts from the most frequent words.
"""

import prelude

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse
from numpy.typing import NDArray
from scipy.sparse.linalg import svds

from generator.chinese.polyphone_features import KNOWN_HANZI
from generator.chinese.polyphone_features import WordClasses as Classes

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FINE, COARSE, DIMENSIONS = 256, 64, 80
MIN_COUNT = 4
"""Times that a word must occur."""
CONTEXTS = 8000
"""How many words, the most frequent, count as neighbours."""
DISTANCES = (-2, -1, 1, 2)
"""Places of neighbours."""
SMOOTHING = 0.75
"""Power of the counts of neighbours, which rare ones gain by (Levy, Goldberg and Dagan 2015)."""
ROUNDS = 25


@dataclass(frozen=True, slots=True)
class WordClasses:
    """Classes of words, and the coarse class of each fine one."""

    classes: Classes
    coarse: list[int]


def word_classes(sentences: Sequence[Sequence[str]]) -> WordClasses:
    """Sort the words of cut sentences into classes."""
    counts: Counter[str] = Counter()
    for words in sentences:
        counts.update(words)
    frequent = [(word, count) for word, count in counts.items() if count >= MIN_COUNT]
    ranked = [word for word, _ in sorted(frequent, key=lambda item: (-item[1], item[0]))]
    hanzi = [word for word in ranked if KNOWN_HANZI.fullmatch(word)]
    rows = {word: number for number, word in enumerate(hanzi)}
    neighbours = {word: number for number, word in enumerate(ranked[:CONTEXTS])}
    matrix = _information(_meetings(sentences, rows, neighbours), len(rows))
    left, values, _ = svds(matrix, k=DIMENSIONS, v0=np.ones(min(matrix.shape)))
    fine, centres = _k_means(_unit(left * np.sqrt(values)), FINE)
    coarse, _ = _k_means(centres, COARSE)
    classes = Classes(
        {word: int(fine[number]) for word, number in rows.items()},
        {word: int(coarse[fine[number]]) for word, number in rows.items()},
    )
    return WordClasses(classes, coarse.tolist())


def _meetings(
    sentences: Sequence[Sequence[str]], rows: Mapping[str, int], neighbours: Mapping[str, int]
) -> Counter[tuple[int, int]]:
    """Count how often each word (row) has each neighbour at each distance (column)."""
    found: Counter[tuple[int, int]] = Counter()
    for words in sentences:
        for at, word in enumerate(words):
            if word not in rows:
                continue
            for way, distance in enumerate(DISTANCES):
                place = at + distance
                if 0 <= place < len(words) and words[place] in neighbours:
                    found[rows[word], way * CONTEXTS + neighbours[words[place]]] += 1
    return found


def _information(meetings: Counter[tuple[int, int]], height: int) -> scipy.sparse.csr_matrix:
    """Return positive pointwise mutual information as a matrix."""
    width = len(DISTANCES) * CONTEXTS
    row, column = np.array(list(meetings)).T
    seen = np.array(list(meetings.values()), dtype=float)
    by_row = np.bincount(row, seen, height)
    by_column = np.bincount(column, seen, width) ** SMOOTHING
    by_column *= seen.sum() / by_column.sum()
    ratio = seen * seen.sum() / (by_row[row] * by_column[column])
    information = np.maximum(np.log(ratio), 0)
    return scipy.sparse.csr_matrix((information, (row, column)), shape=(height, width))


def _unit(vectors: Floats) -> Floats:
    lengths = np.sqrt((vectors**2).sum(axis=1, keepdims=True))
    found: Floats = vectors / np.maximum(lengths, 1e-9)
    return found


def _k_means(vectors: Floats, count: int) -> tuple[Ints, Floats]:
    """Return the class of each vector, and the centres of the classes."""
    centres = vectors[:count].copy()
    nearest = np.zeros(len(vectors), dtype=np.int64)
    for _ in range(ROUNDS):
        nearest = np.argmax(vectors @ centres.T, axis=1)
        for number in range(count):
            members = nearest == number
            if members.any():
                centres[number] = vectors[members].sum(axis=0)
        centres = _unit(centres)
    return nearest, centres

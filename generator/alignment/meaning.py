"""Evidence of meaning: the cosine between the vectors of a bead's two sides
(``generator.vectors.network``).

The vectors come as values, one ``SpanVectors`` for each side. Cosines are computed for the cells of
the band alone, in blocks, so that memory and time grow linearly with the text.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from generator.alignment.search import Band, Cells, Floats, Ints, Singles
from generator.alignment.text_statistics import near

if TYPE_CHECKING:
    from generator.vectors.spans import SpanVectors

_BLOCK = 128
"""Chinese sentences taken together."""
_TOGETHER, _ANYWHERE = (0.51, 0.12), (0.13, 0.13)
"""Mean and standard deviation of the cosine of beads, and of any two sentences of a band (MAC-dev,
all texts, 2026-11-23)."""
_WEIGHT = 10.0
"""Weight of these against what a first pass shows, in beads."""


def cosines(
    zh: "SpanVectors", en: "SpanVectors", band: Band, start: Cells, types: Sequence[tuple[int, int]]
) -> Singles:
    """(types, cells): the cosine between both sides of the bead of a type that ends in a cell; 0
    where there is none."""
    found = np.zeros((len(types), band.size + 1), np.float32)
    rows = len(band.low)
    for first in range(0, rows, _BLOCK):
        end = min(first + _BLOCK, rows)
        left, right = int(band.low[first]), int(band.high[end - 1])
        chinese = {a: zh.vectors(first, end, a) for a in {a for a, _ in types}}
        english = {b: en.vectors(left, right, b) for b in {b for _, b in types}}
        cells = slice(int(band.offset[first]), int(band.offset[end]))
        row, column = band.rows[cells] - first, band.columns[cells] - left
        for at, (a, b) in enumerate(types):
            found[at, cells] = (chinese[a] @ english[b].T)[row, column]
    for at in range(len(types)):
        found[at, :-1] = found[at][start[at]]
    return found[:, :-1]


def discriminant(
    at: Ints, together: Singles, anywhere: Singles, size: int
) -> tuple[Floats, Floats]:
    """For each Chinese sentence the offset and the factor that make of a cosine the log odds of a
    translation (Fisher's discriminant).

    Texts differ: where a translation is free, cosines of beads are lower and say less. ``together``
    are those of a first pass's beads, which begin ``at``, ``anywhere`` those of any cells.
    """
    values = together.astype(float)
    mean = near(at, values, size, _TOGETHER[0], _WEIGHT)
    variance = near(at, values**2, size, _TOGETHER[0] ** 2 + _TOGETHER[1] ** 2, _WEIGHT) - mean**2
    total = len(anywhere) + _WEIGHT
    chance = (float(anywhere.sum()) + _WEIGHT * _ANYWHERE[0]) / total
    square = (
        float((anywhere.astype(float) ** 2).sum())
        + _WEIGHT * (_ANYWHERE[0] ** 2 + _ANYWHERE[1] ** 2)
    ) / total
    return (mean + chance) / 2, np.maximum(mean - chance, 0.0) / (
        (variance + square - chance**2) / 2
    )


def boundaries(zh: "SpanVectors", en: "SpanVectors", band: Band) -> Singles:
    """(cells,): how well the text parts on both sides at a cell, by the clauses next to it; 0 at
    the edges.

    The last clause before the cut should be nearer to the sentence before the cut on the other side
    than to the one behind it, the first clause behind the cut the reverse: four differences of
    cosines, summed. A whole bead's cosine hardly sees a shared clause.
    """
    found = np.zeros(band.size, np.float32)
    for first in range(1, len(zh), _BLOCK):
        end = min(first + _BLOCK, len(zh))
        left, right = max(int(band.low[first]), 1), min(int(band.high[end - 1]), len(en))
        if left >= right:
            continue
        # Row and column 0 stand for the sentence before the first cut of the block.
        chinese, english = zh.vectors(first - 1, end, 1), en.vectors(left - 1, right, 1)
        last = zh.clauses(first - 1, end, last=True) @ english.T
        next_ = zh.clauses(first - 1, end, last=False) @ english.T
        last_en = chinese @ en.clauses(left - 1, right, last=True).T
        next_en = chinese @ en.clauses(left - 1, right, last=False).T
        total = last[:-1, :-1] - last[:-1, 1:] + next_[1:, 1:] - next_[1:, :-1]
        total += last_en[:-1, :-1] - last_en[1:, :-1] + next_en[1:, 1:] - next_en[:-1, 1:]
        cells = np.arange(band.offset[first], band.offset[end])
        inside = cells[(band.columns[cells] >= left) & (band.columns[cells] < right)]
        found[inside] = total[band.rows[inside] - first, band.columns[inside] - left]
    return found

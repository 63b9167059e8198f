"""Evidence of meaning: the cosine between the vectors of a bead's two sides.

The vectors come as values, one ``SpanVectors`` for each side. Cosines are computed for the cells of
the band alone, in blocks, so that memory and time grow linearly with the text.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from generator.alignment.band import Band, Cells, Floats, Ints, Singles, slices
from generator.alignment.bead_models import TYPES, Types
from generator.alignment.lexical import span_sums
from generator.alignment.search import Move, size_of
from generator.alignment.text_statistics import bead_array, near

if TYPE_CHECKING:
    from generator.vectors.spans import SpanVectors

_BLOCK = 128
"""Chinese sentences taken together."""
_TOGETHER, _ANYWHERE = (0.51, 0.12), (0.13, 0.13)
"""Mean and standard deviation of the cosine of beads, and of any two sentences of a band (MAC-dev,
all texts, 2026-11-23)."""
_WEIGHT = 10.0
"""Weight of these against what a first pass shows, in beads."""
_USUAL_LENGTH = 20.0
"""Characters of a Chinese sentence of the usual length."""
_SCALE = 10
"""Factor that brings cosines to the size of the other features."""


class MeaningFeatures:
    """The features ``MEANING`` of the beads of a text."""

    def __init__(
        self,
        vectors: "tuple[SpanVectors, SpanVectors]",
        band: Band,
        start: Cells,
        zh_length: Floats,
        pairs: Sequence[Move],
    ) -> None:
        """Compute the cosines of all beads that end in cells of a band.

        ``zh_length`` are the characters before each Chinese sentence, ``pairs`` the beads of a
        first pass.
        """
        self._rows = band.rows
        self._cosines = cosines(*vectors, band, start, TYPES)
        self._boundaries = boundaries(*vectors, band) * _SCALE
        known = [move for move in pairs if size_of(move) in TYPES]
        types = [TYPES.index(size_of(move)) for move in known]
        first, end, _, en_end = bead_array(known).T
        together = self._cosines[types, band.index(end, en_end)]
        anywhere = self._cosines[0, start[0] < band.size]
        self._offset, self._factor = discriminant(first, together, anywhere, len(zh_length))
        sizes = {zh_size for zh_size, _ in TYPES}
        self._log_length: dict[int, Floats] = {}
        for size in sizes:
            relative = span_sums(zh_length, size) / _USUAL_LENGTH
            self._log_length[size] = np.log(relative)

    def of(self, at: int, zh_size: int, end: Ints) -> list[Floats]:
        """Return the features of the beads of type ``at`` that end in some cells.

        They are the cosine of the two sides as log odds, by what cosines this text has; how much
        more it says of long sentences, whose vectors are less noisy; and whether the clauses next
        to the end agree that there is one.
        """
        row = self._rows[end]
        cosine = self._cosines[at, end]
        log_odds = (cosine - self._offset[row]) * self._factor[row]
        log_length = self._log_length[zh_size][row - zh_size]
        boundary = self._boundaries[end].astype(float)
        return [log_odds, _SCALE * cosine * log_length, boundary]


def cosines(
    zh: "SpanVectors", en: "SpanVectors", band: Band, start: Cells, types: Types
) -> Singles:
    """Return (types, cells): the cosine between both sides of the bead of a type that ends in a
    cell; 0 where there is none."""
    found = np.zeros((len(types), band.size + 1), np.float32)
    zh_sizes, en_sizes = {zh_size for zh_size, _ in types}, {en_size for _, en_size in types}
    for rows in slices(len(band.low), _BLOCK):
        left, right = int(band.low[rows.start]), int(band.high[rows.stop - 1])
        chinese = {size: zh.vectors(rows.start, rows.stop, size) for size in zh_sizes}
        english = {size: en.vectors(left, right, size) for size in en_sizes}
        cells = slice(int(band.offset[rows.start]), int(band.offset[rows.stop]))
        row, column = band.rows[cells] - rows.start, band.columns[cells] - left
        for at, (zh_size, en_size) in enumerate(types):
            products = chinese[zh_size] @ english[en_size].T
            found[at, cells] = products[row, column]
    for at in range(len(types)):
        found[at, :-1] = found[at][start[at]]
    return found[:, :-1]


def discriminant(
    at: Ints, together: Singles, anywhere: Singles, size: int
) -> tuple[Floats, Floats]:
    """Return for each Chinese sentence the offset and the factor that make of a cosine the log odds
    of a translation (Fisher's discriminant).

    Texts differ: where a translation is free, cosines of beads are lower and say less. ``together``
    are those of a first pass's beads, which begin ``at``, ``anywhere`` those of any cells.
    """
    values = together.astype(float)
    mean = near(at, values, size, prior=_TOGETHER[0], weight=_WEIGHT)
    prior = _TOGETHER[0] ** 2 + _TOGETHER[1] ** 2
    square = near(at, values**2, size, prior=prior, weight=_WEIGHT)
    variance = square - mean**2
    total = len(anywhere) + _WEIGHT
    chance = (float(anywhere.sum()) + _WEIGHT * _ANYWHERE[0]) / total
    squares = float((anywhere.astype(float) ** 2).sum())
    prior_square = _ANYWHERE[0] ** 2 + _ANYWHERE[1] ** 2
    chance_square = (squares + _WEIGHT * prior_square) / total
    pooled = (variance + chance_square - chance**2) / 2
    return (mean + chance) / 2, np.maximum(mean - chance, 0.0) / pooled


def boundaries(zh: "SpanVectors", en: "SpanVectors", band: Band) -> Singles:
    """Return (cells,): how well the text parts on both sides at a cell, by the clauses next to it;
    0 at the edges.

    The last clause before the cut should be nearer to the sentence before the cut on the other side
    than to the one behind it, the first clause behind the cut the reverse: four differences of
    cosines, summed. A whole bead's cosine hardly sees a shared clause.
    """
    found = np.zeros(band.size, np.float32)
    for first in range(1, len(zh), _BLOCK):
        end = min(first + _BLOCK, len(zh))
        left = max(int(band.low[first]), 1)
        right = min(int(band.high[end - 1]), len(en))
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
        columns = band.columns[cells]
        is_inside = (columns >= left) & (columns < right)
        inside = cells[is_inside]
        found[inside] = total[band.rows[inside] - first, columns[is_inside] - left]
    return found

"""Evidence of meaning: the cosine between the vectors of a bead's two sides (``generator.embeddings``).

The vectors come as values, one ``SpanVectors`` for each side. Cosines are computed for the cells of the band alone, in blocks, so
that memory and time grow linearly with the text.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from generator.alignment.search import Band, Cells, Singles

if TYPE_CHECKING:
    from generator.embeddings import SpanVectors

_BLOCK = 128
"""Chinese sentences taken together."""


def cosines(zh: "SpanVectors", en: "SpanVectors", band: Band, start: Cells, types: Sequence[tuple[int, int]]) -> Singles:
    """(types, cells): the cosine between both sides of the bead of a type that ends in a cell; 0 where there is none."""
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

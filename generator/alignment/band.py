"""The band of cells that the best alignment is searched in.

A cell (i, j) is the state "the first i Chinese and j English sentences are aligned".
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Ints = NDArray[np.int64]
Cells = NDArray[np.int32]
"""Numbers of cells."""

_TOGETHER = 1 << 15
"""Cells that are looked up together: more make temporary arrays that leave the processor's
cache."""


@dataclass(frozen=True, slots=True)
class Band:
    """The cells that are searched: row i holds columns ``low[i]`` to ``high[i] - 1``. Both bounds
    never fall."""

    low: Ints
    high: Ints
    offset: Ints
    """Where each row begins among the cells; one entry more than rows."""
    rows: Ints
    """Row of each cell."""
    columns: Ints
    """Column of each cell."""

    @classmethod
    def between(cls, low: Ints, high: Ints) -> "Band":
        """Make a band of the given bounds, mended so that they never fall, rows touch, and both
        corners are in it."""
        last = int(high.max())
        low = np.minimum(low, high - 1)
        low = np.minimum.accumulate(low[::-1])[::-1].astype(np.int64)
        high = np.maximum.accumulate(np.maximum(high, low + 1)).astype(np.int64)
        low[0], high[-1] = 0, last
        high[:-1] = np.maximum(high[:-1], low[1:] + 1)
        high = np.maximum.accumulate(high)
        widths = high - low
        offset = np.concatenate([[0], np.cumsum(widths)])
        rows = np.repeat(np.arange(len(low)), widths)
        places = np.arange(offset[-1]) - offset[rows]
        columns = places + low[rows]
        return cls(low, high, offset, rows, columns)

    @property
    def size(self) -> int:
        """Return the number of cells."""
        return len(self.rows)

    def row(self, i: int) -> slice:
        """Return the cells of a row."""
        return slice(int(self.offset[i]), int(self.offset[i + 1]))

    def index(self, rows: Ints, columns: Ints) -> Ints:
        """Return the numbers of cells; ``size`` where a cell is not in the band."""
        row = np.minimum(np.maximum(rows, 0), len(self.low) - 1)
        low, high = self.low[row], self.high[row]
        inside = (rows == row) & (columns >= low) & (columns < high)
        return np.where(inside, self.offset[row] + columns - low, self.size)

    def shifted(self, rows: int, columns: int) -> Cells:
        """Return for every cell the number of the one so many rows and columns on; ``size`` where
        that is not in the band."""
        found = np.empty(self.size, np.int32)
        for cells in slices(self.size, _TOGETHER):
            found[cells] = self.index(self.rows[cells] + rows, self.columns[cells] + columns)
        return found


def slices(size: int, step: int) -> Iterator[slice]:
    """Yield slices of ``step`` elements that cover ``size`` elements, the last one perhaps shorter.

    >>> list(slices(5, 2))
    [slice(0, 2, None), slice(2, 4, None), slice(4, 5, None)]
    """
    for first in range(0, size, step):
        yield slice(first, min(first + step, size))

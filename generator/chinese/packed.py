"""Sequences of different lengths side by side: first the first element of each, then the second of
those that have one, and so on.

What is done step by step is then done for all sequences at once, on consecutive rows, and no row is
padding. The order is known as that of a packed sequence (PyTorch).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class PackedRows:
    """Where the elements of some sequences stand when they are packed."""

    steps: tuple[slice, ...]
    """Rows of each step: the sequences that are long enough, in their order."""
    sources: "Ints"
    """(rows,): which element a row holds, counted through all sequences one after the other."""
    mirrors: "Ints"
    """(rows,): the row of the same sequence's element that is as far from the end as this one is
    from the beginning. Taken twice, every row is itself again."""


def pack(lengths: Sequence[int]) -> PackedRows:
    """Lay out sequences of these lengths, which must be positive and fall, at least one."""
    import numpy as np

    sizes = np.array(lengths)
    steps = np.arange(sizes[0])
    widths = np.count_nonzero(sizes[:, None] > steps, axis=0)
    ends = np.cumsum(widths)
    begins = ends - widths
    step = np.repeat(steps, widths)
    sequence = np.arange(ends[-1]) - begins[step]
    firsts = np.cumsum(sizes) - sizes
    return PackedRows(
        steps=tuple(map(slice, begins.tolist(), ends.tolist())),
        sources=firsts[sequence] + step,
        mirrors=begins[sizes[sequence] - 1 - step] + sequence,
    )

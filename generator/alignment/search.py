"""Search for the best alignment through an array of scores, exact within a band. It knows nothing
of words.

A bead goes from one cell of the band to a later one. Sentences without a counterpart cost a price
to begin and a smaller one for each further sentence (affine gaps, Gotoh 1982), so that a preface of
a hundred sentences is one event. Of two runs without counterpart that touch, the Chinese one comes
first: each alignment has one path only.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.alignment.band import Band, Cells, Floats, Singles

Move = tuple[int, int, int, int]
"""A bead as (first zh, end zh, first en, end en)."""
Path = list[Move]
"""Beads in order; together they cover both sides."""
Size = tuple[int, int]
"""Chinese and English sentences of a bead."""
NEVER = -np.inf
"""Logarithm of the odds of what cannot be."""


@dataclass(frozen=True, slots=True)
class Scores:
    """Logarithms of odds of every move within a band."""

    band: Band
    types: Sequence[Size]
    """Bead types."""
    start: Cells
    """(types, cells): the cell that a bead of this type which ends here starts from; ``band.size``
    for none."""
    bead: Singles
    """(types, cells): score of that bead; -inf where it has no start."""
    skip_zh: Floats
    """Score of each Chinese sentence as one without counterpart."""
    skip_en: Floats
    open: float
    """Added once for each run of sentences without counterpart."""

    def skipped(self) -> Floats:
        """Return for each column the score of all English sentences before it as ones without
        counterpart."""
        return np.concatenate([[0.0], np.cumsum(self.skip_en)])


@dataclass(frozen=True, slots=True)
class _BestWays:
    """The scores of the best ways into each cell, and one entry more for cells outside the band."""

    matched: Floats
    """By a bead."""
    gap: Floats
    """Within a run of Chinese sentences without counterpart."""
    done: Floats
    """In any way."""
    choice: NDArray[np.int8]
    """Number of the type of the bead."""
    above: Cells
    """The cell a row before."""


def size_of(move: Move) -> Size:
    """Return how many Chinese and English sentences a bead has."""
    first_zh, end_zh, first_en, end_en = move
    return end_zh - first_zh, end_en - first_en


def starts(band: Band, types: Sequence[Size]) -> Cells:
    """Return ``Scores.start`` of a band."""
    found = np.empty((len(types), band.size), np.int32)
    for at, (zh_size, en_size) in enumerate(types):
        found[at] = band.shifted(-zh_size, -en_size)
    return found


def best(scores: Scores) -> Path:
    """Return the alignment of the highest score (Viterbi)."""
    band = scores.band
    matched, gap, done = (np.full(band.size + 1, NEVER) for _ in range(3))
    choice = np.zeros(band.size, np.int8)
    above = band.shifted(-1, 0)
    skipped = scores.skipped()
    for i in range(len(band.low)):
        row = band.row(i)
        moves = done[scores.start[:, row]] + scores.bead[:, row]
        choice[row] = moves.argmax(0)
        matched[row] = moves.max(0)
        if i == 0:
            matched[0] = 0.0
        else:
            begun = matched[above[row]] + scores.open
            gap[row] = np.maximum(begun, gap[above[row]]) + scores.skip_zh[i - 1]
        best_here = np.maximum(matched[row], gap[row])
        so_far = skipped[band.low[i] : band.high[i]]
        runs = np.maximum.accumulate(best_here - so_far)
        run = runs[:-1] + so_far[1:] + scores.open
        best_here[1:] = np.maximum(best_here[1:], run)
        done[row] = best_here
    return _trace(scores, _BestWays(matched, gap, done, choice, above))


def _trace(scores: Scores, ways: _BestWays) -> Path:
    """Follow the best moves back from the last cell. Which move led to a cell shows in the value
    that its best way has."""
    band = scores.band
    i, j = len(band.low) - 1, int(band.high[-1]) - 1
    path: Path = []
    move = "any"
    while i or j:
        cell = int(band.offset[i] + j - band.low[i])
        if move == "any":
            move = _last_move(ways, cell)
        if move == "bead":
            zh_size, en_size = scores.types[ways.choice[cell]]
            path.append((i - zh_size, i, j - en_size, j))
            i, j, move = i - zh_size, j - en_size, "any"
        elif move == "gap":
            path.append((i - 1, i, j, j))
            above = ways.above[cell]
            goes_on = ways.gap[above] > ways.matched[above] + scores.open
            i, move = i - 1, "gap" if goes_on else "bead"
        else:
            first = _run_start(scores, ways, i, j)
            path.extend((i, i, at, at + 1) for at in range(j - 1, first - 1, -1))
            cell += first - j
            j, move = first, "gap" if ways.gap[cell] > ways.matched[cell] else "bead"
    return path[::-1]


def _last_move(ways: _BestWays, cell: int) -> str:
    """Return the last move of the best way into a cell: a bead, a Chinese sentence without
    counterpart (gap), or a run of English ones."""
    if ways.done[cell] == ways.matched[cell]:
        return "bead"
    return "gap" if ways.done[cell] == ways.gap[cell] else "run"


def _run_start(scores: Scores, ways: _BestWays, i: int, j: int) -> int:
    """Return the column in which the best run of English sentences without counterpart that ends
    at (i, j) began."""
    low, offset = int(scores.band.low[i]), int(scores.band.offset[i])
    cells = slice(offset, offset + j - low)
    before = np.maximum(ways.matched[cells], ways.gap[cells])
    return low + int((before - scores.skipped()[low:j]).argmax())

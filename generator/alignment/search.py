"""Search for the best alignment through an array of scores, exact within a band. It knows nothing
of words.

A cell (i, j) of the band is the state "the first i Chinese and j English sentences are aligned". A
bead goes from one cell to a later one. Sentences without a counterpart cost a price to begin and a
smaller one for each further sentence (affine gaps, Gotoh 1982), so that a preface of a hundred
sentences is one event. Of two runs without counterpart that touch, the Chinese one comes first:
each alignment has one path only, and its probability is that path's (forward-backward, Rabiner
1989).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Ints = NDArray[np.int64]
Cells = NDArray[np.int32]
Path = list[tuple[int, int, int, int]]
"""Beads as (first zh, end zh, first en, end en), in order; together they cover both sides."""

_NEVER = -np.inf
_TOGETHER = 1 << 15
"""Cells that are looked up together: more make temporary arrays that leave the processor's
cache."""
_ROWS = 256
"""Rows whose moves onward are looked up together."""


@dataclass(frozen=True, slots=True)
class Band:
    """The cells that are searched: row i holds columns ``low[i]`` to ``high[i] - 1``. Both bounds
    never fall."""

    low: Ints
    high: Ints
    offset: Ints
    """Where each row begins among the cells; one entry more than rows."""
    rows: Ints
    columns: Ints

    @property
    def size(self) -> int:
        """Number of cells."""
        return len(self.rows)

    def index(self, rows: Ints, columns: Ints) -> Ints:
        """Numbers of cells; ``size`` where a cell is not in the band."""
        row = np.clip(rows, 0, len(self.low) - 1)
        inside = (rows == row) & (columns >= self.low[row]) & (columns < self.high[row])
        return np.where(inside, self.offset[row] + columns - self.low[row], self.size)

    def shifted(self, rows: int, columns: int) -> Cells:
        """For every cell the number of the one so many rows and columns on; ``size`` where that is
        not in the band."""
        found = np.empty(self.size, np.int32)
        for some in (slice(first, first + _TOGETHER) for first in range(0, self.size, _TOGETHER)):
            found[some] = self.index(self.rows[some] + rows, self.columns[some] + columns)
        return found


def band(low: Ints, high: Ints) -> Band:
    """A band of the given bounds, mended so that they never fall, rows touch, and both corners are
    in it."""
    last = int(high.max())
    low = np.minimum.accumulate(np.minimum(low, high - 1)[::-1])[::-1].astype(np.int64)
    high = np.maximum.accumulate(np.maximum(high, low + 1)).astype(np.int64)
    low[0], high[-1] = 0, last
    high[:-1] = np.maximum(high[:-1], low[1:] + 1)
    high = np.maximum.accumulate(high)
    widths = high - low
    offset = np.concatenate([[0], np.cumsum(widths)])
    rows = np.repeat(np.arange(len(low)), widths)
    return Band(low, high, offset, rows, np.arange(offset[-1]) - offset[rows] + low[rows])


@dataclass(frozen=True, slots=True)
class Scores:
    """Logarithms of odds of every move within a band."""

    band: Band
    types: Sequence[tuple[int, int]]
    """Bead types: Chinese and English sentences of a bead."""
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


@dataclass(frozen=True, slots=True)
class Posterior:
    """Probabilities of beads, all alignments within the band considered."""

    bead: Singles
    """(types, cells), as ``Scores.bead``."""
    skip_zh: Floats
    skip_en: Floats
    runs: float
    """Number of runs without counterpart to be expected."""
    total: float
    """Logarithm of the sum over all alignments."""


def starts(band_: Band, types: Sequence[tuple[int, int]]) -> Cells:
    """``Scores.start`` of a band."""
    found = np.empty((len(types), band_.size), np.int32)
    for at, (a, b) in enumerate(types):
        found[at] = band_.shifted(-a, -b)
    return found


def best(scores: Scores) -> Path:
    """The alignment of the highest score (Viterbi)."""
    band_ = scores.band
    matched, gap, done = (np.full(band_.size + 1, _NEVER) for _ in range(3))
    choice = np.zeros(band_.size, np.int8)
    above = band_.shifted(-1, 0)
    skipped = np.concatenate([[0.0], np.cumsum(scores.skip_en)])
    for i in range(len(band_.low)):
        row = slice(band_.offset[i], band_.offset[i + 1])
        moves = done[scores.start[:, row]] + scores.bead[:, row]
        choice[row] = moves.argmax(0)
        matched[row] = moves.max(0)
        if i == 0:
            matched[0] = 0.0
        else:
            gap[row] = (
                np.maximum(matched[above[row]] + scores.open, gap[above[row]])
                + scores.skip_zh[i - 1]
            )
        done[row] = np.maximum(matched[row], gap[row])
        so_far = skipped[band_.low[i] : band_.high[i]]
        run = np.maximum.accumulate(done[row] - so_far)[:-1] + so_far[1:] + scores.open
        done[row][1:] = np.maximum(done[row][1:], run)
    return _trace(scores, choice, matched, gap, done, above)


def _trace(
    scores: Scores,
    choice: NDArray[np.int8],
    matched: Floats,
    gap: Floats,
    done: Floats,
    above: Cells,
) -> Path:
    """Follow the best moves back from the last cell. How a cell was reached is told by the value
    that its best way has."""
    band_ = scores.band
    i, j = len(band_.low) - 1, int(band_.high[-1]) - 1
    path: Path = []
    state = "any"
    while i or j:
        cell = int(band_.offset[i] + j - band_.low[i])
        if state == "any":
            state = (
                "bead"
                if done[cell] == matched[cell]
                else "gap"
                if done[cell] == gap[cell]
                else "run"
            )
        if state == "bead":
            a, b = scores.types[choice[cell]]
            path.append((i - a, i, j - b, j))
            i, j, state = i - a, j - b, "any"
        elif state == "gap":
            path.append((i - 1, i, j, j))
            up = above[cell]
            i, state = i - 1, "gap" if gap[up] > matched[up] + scores.open else "bead"
        else:
            first = _run_start(scores, i, j, matched, gap)
            path.extend((i, i, at, at + 1) for at in range(j - 1, first - 1, -1))
            cell += first - j
            j, state = first, "gap" if gap[cell] > matched[cell] else "bead"
    return path[::-1]


def _run_start(scores: Scores, i: int, j: int, matched: Floats, gap: Floats) -> int:
    """The column in which the best run of English sentences without counterpart that ends at (i, j)
    began."""
    low, offset = int(scores.band.low[i]), int(scores.band.offset[i])
    before = np.maximum(matched[offset : offset + j - low], gap[offset : offset + j - low])
    skipped = np.concatenate([[0.0], np.cumsum(scores.skip_en)])[low:j]
    return low + int((before - skipped).argmax())


def posterior(scores: Scores) -> Posterior:
    """Probability of every bead and of every sentence's having no counterpart
    (forward-backward)."""
    band_ = scores.band
    matched, gap, done = _forward(scores)
    after_match, after_gap, after_run = _backward(scores)
    total = float(done[band_.size - 1])
    bead = np.empty_like(scores.bead)
    for at, start in enumerate(scores.start):
        bead[at] = np.exp(done[start] + scores.bead[at] + after_match[:-1] - total)
    above = band_.shifted(-1, 0)
    left = np.where(band_.columns > band_.low[band_.rows], np.arange(band_.size) - 1, band_.size)
    before = np.logaddexp(matched, gap)
    run = np.logaddexp(before[left] + scores.open, _runs(scores, before)[left])
    padded_zh = np.concatenate([[0.0], scores.skip_zh])[band_.rows]
    padded_en = np.concatenate([[0.0], scores.skip_en])[band_.columns]
    zh = np.exp(
        np.logaddexp(matched[above] + scores.open, gap[above]) + padded_zh + after_gap[:-1] - total
    )
    en = np.exp(run + padded_en + after_run[:-1] - total)
    begun = np.exp(matched[above] + scores.open + padded_zh + after_gap[:-1] - total)
    begun += np.exp(before[left] + scores.open + padded_en + after_run[:-1] - total)
    return Posterior(
        bead,
        np.asarray(np.bincount(band_.rows, zh, len(scores.skip_zh) + 1)[1:], float),
        np.asarray(np.bincount(band_.columns, en, len(scores.skip_en) + 1)[1:], float),
        float(begun.sum()),
        total,
    )


def _forward(scores: Scores) -> tuple[Floats, Floats, Floats]:
    """Sums over all ways into a cell: by a bead, within a Chinese run, and in any way."""
    band_ = scores.band
    matched, gap, done = (np.full(band_.size + 1, _NEVER) for _ in range(3))
    above = band_.shifted(-1, 0)
    skipped = np.concatenate([[0.0], np.cumsum(scores.skip_en)])
    for i in range(len(band_.low)):
        row = slice(band_.offset[i], band_.offset[i + 1])
        matched[row] = _log_sum(done[scores.start[:, row]] + scores.bead[:, row])
        if i == 0:
            matched[0] = 0.0
        else:
            gap[row] = (
                np.logaddexp(matched[above[row]] + scores.open, gap[above[row]])
                + scores.skip_zh[i - 1]
            )
        done[row] = np.logaddexp(matched[row], gap[row])
        so_far = skipped[band_.low[i] : band_.high[i]]
        run = np.logaddexp.accumulate(done[row] - so_far)[:-1] + so_far[1:] + scores.open
        done[row][1:] = np.logaddexp(done[row][1:], run)
    return matched, gap, done


def _runs(scores: Scores, before: Floats) -> Floats:
    """Sums over all ways into a cell within an English run."""
    band_ = scores.band
    skipped = np.concatenate([[0.0], np.cumsum(scores.skip_en)])
    run = np.full(band_.size + 1, _NEVER)
    for i in range(len(band_.low)):
        row = slice(band_.offset[i], band_.offset[i + 1])
        so_far = skipped[band_.low[i] : band_.high[i]]
        run[row][1:] = np.logaddexp.accumulate(before[row] - so_far)[:-1] + so_far[1:] + scores.open
    return run


def _backward(scores: Scores) -> tuple[Floats, Floats, Floats]:
    """Sums over all ways from a cell to the end, by how it was reached: by a bead, within a Chinese
    run, within an English run."""
    band_ = scores.band
    size, last = band_.size, len(band_.low) - 1
    below = band_.shifted(1, 0)
    after_match, after_gap, after_run = (np.full(size + 1, _NEVER) for _ in range(3))
    skipped = np.concatenate([[0.0], np.cumsum(scores.skip_en)])
    for i in range(last, -1, -1):
        row = slice(band_.offset[i], band_.offset[i + 1])
        if i == last or not (i + 1) % _ROWS:
            first = int(band_.offset[i // _ROWS * _ROWS])
            ends, weight = _ends(scores, slice(first, row.stop))
        here = slice(row.start - first, row.stop - first)
        onward = _log_sum(after_match[ends[:, here]] + weight[:, here])
        if i == last:
            onward[-1] = 0.0
        so_far = skipped[band_.low[i] : band_.high[i]]
        run = np.logaddexp.accumulate((onward + so_far)[::-1])[::-1] - so_far
        after_run[row] = run
        begun = onward.copy()
        # A run from here takes at least the next sentence.
        begun[:-1] = np.logaddexp(onward[:-1], run[1:] + so_far[1:] - so_far[:-1] + scores.open)
        skip = (
            scores.skip_zh[i] + after_gap[below[row]] if i < last else np.full(len(onward), _NEVER)
        )
        after_gap[row] = np.logaddexp(begun, skip)
        after_match[row] = np.logaddexp(begun, skip + scores.open)
    return after_match, after_gap, after_run


def _ends(scores: Scores, cells: slice) -> tuple[Ints, Singles]:
    """(types, cells): where beads that start from some cells end, and their scores."""
    band_ = scores.band
    ends = np.stack(
        [band_.index(band_.rows[cells] + a, band_.columns[cells] + b) for a, b in scores.types]
    )
    inside = ends < band_.size
    scored = np.take_along_axis(scores.bead, np.where(inside, ends, 0), axis=1)
    return ends, np.where(inside, scored, np.float32(_NEVER))


def _log_sum(values: Floats) -> Floats:
    top = values.max(0)
    top = np.where(np.isfinite(top), top, 0.0)
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(np.exp(values - top).sum(0)) + top)

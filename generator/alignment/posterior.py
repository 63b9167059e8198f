"""Probabilities of beads, all alignments within a band considered (forward-backward, Rabiner 1989).

As each alignment has one path only (``search``), its probability is that path's.
"""

from dataclasses import dataclass

import numpy as np

from generator.alignment.band import Floats, Ints, Singles
from generator.alignment.search import NEVER, Scores

_ROWS = 256
"""Rows whose moves onward are looked up together."""


@dataclass(frozen=True, slots=True)
class Posterior:
    """Probabilities of beads and of sentences without counterpart."""

    bead: Singles
    """(types, cells), as ``Scores.bead``."""
    skip_zh: Floats
    """Of each Chinese sentence, that it has no counterpart."""
    skip_en: Floats
    runs: float
    """Number of runs without counterpart to be expected."""
    total: float
    """Logarithm of the sum over all alignments."""


@dataclass(frozen=True, slots=True)
class _WaysIn:
    """Logarithms of sums over all ways into each cell, and one entry more for cells outside the
    band."""

    matched: Floats
    """By a bead."""
    gap: Floats
    """Within a run of Chinese sentences without counterpart."""
    done: Floats
    """In any way."""


@dataclass(frozen=True, slots=True)
class _WaysOn:
    """Logarithms of sums over all ways from each cell to the end, by how the cell was reached."""

    after_match: Floats
    after_gap: Floats
    """Within a run of Chinese sentences without counterpart."""
    after_run: Floats
    """Within a run of English ones."""


def posterior(scores: Scores) -> Posterior:
    """Return the probability of every bead and of every sentence's having no counterpart."""
    band = scores.band
    ways_in, ways_on = _forward(scores), _backward(scores)
    total = float(ways_in.done[band.size - 1])
    bead = np.empty_like(scores.bead)
    for at, start in enumerate(scores.start):
        odds = ways_in.done[start] + scores.bead[at] + ways_on.after_match[:-1]
        bead[at] = np.exp(odds - total)
    zh, zh_begun = _skipped_zh(scores, ways_in, ways_on.after_gap[:-1], total)
    en, en_begun = _skipped_en(scores, ways_in, ways_on.after_run[:-1], total)
    skip_zh = _sums(band.rows, zh, len(scores.skip_zh) + 1)
    skip_en = _sums(band.columns, en, len(scores.skip_en) + 1)
    runs = float((zh_begun + en_begun).sum())
    return Posterior(bead=bead, skip_zh=skip_zh, skip_en=skip_en, runs=runs, total=total)


def _sums(at: Ints, values: Floats, size: int) -> Floats:
    """Return the sums of the values that belong to each sentence; a row or column stands behind its
    sentence."""
    return np.asarray(np.bincount(at, values, size)[1:], float)


def _skipped_zh(
    scores: Scores, ways_in: _WaysIn, after: Floats, total: float
) -> tuple[Floats, Floats]:
    """Return for each cell the probability that its Chinese sentence has no counterpart, and that
    a run of such begins with it."""
    above = scores.band.shifted(-1, 0)
    own = np.concatenate([[0.0], scores.skip_zh])[scores.band.rows]
    begun = ways_in.matched[above] + scores.open
    inside = np.logaddexp(begun, ways_in.gap[above])
    skipped = inside + own + after - total
    run_begun = begun + own + after - total
    return np.exp(skipped), np.exp(run_begun)


def _skipped_en(
    scores: Scores, ways_in: _WaysIn, after: Floats, total: float
) -> tuple[Floats, Floats]:
    """Return the same of the English sentence of each cell."""
    band = scores.band
    is_first = band.columns == band.low[band.rows]
    left = np.where(is_first, band.size, np.arange(band.size) - 1)
    own = np.concatenate([[0.0], scores.skip_en])[band.columns]
    before = np.logaddexp(ways_in.matched, ways_in.gap)
    begun = before[left] + scores.open
    inside = np.logaddexp(begun, _runs(scores, before)[left])
    skipped = inside + own + after - total
    run_begun = begun + own + after - total
    return np.exp(skipped), np.exp(run_begun)


def _forward(scores: Scores) -> _WaysIn:
    """Sum over all ways into each cell."""
    band = scores.band
    matched, gap, done = (np.full(band.size + 1, NEVER) for _ in range(3))
    above = band.shifted(-1, 0)
    skipped = scores.skipped()
    for i in range(len(band.low)):
        row = band.row(i)
        moves: Floats = done[scores.start[:, row]] + scores.bead[:, row]
        matched[row] = _log_sum(moves)
        if i == 0:
            matched[0] = 0.0
        else:
            begun = matched[above[row]] + scores.open
            gap[row] = np.logaddexp(begun, gap[above[row]]) + scores.skip_zh[i - 1]
        sum_here = np.logaddexp(matched[row], gap[row])
        so_far = skipped[band.low[i] : band.high[i]]
        runs = np.logaddexp.accumulate(sum_here - so_far)
        run = runs[:-1] + so_far[1:] + scores.open
        sum_here[1:] = np.logaddexp(sum_here[1:], run)
        done[row] = sum_here
    return _WaysIn(matched, gap, done)


def _runs(scores: Scores, before: Floats) -> Floats:
    """Sum over all ways into each cell within a run of English sentences; ``before`` are those in
    which no such run ends there."""
    band = scores.band
    skipped = scores.skipped()
    run = np.full(band.size + 1, NEVER)
    for i in range(len(band.low)):
        row = band.row(i)
        so_far = skipped[band.low[i] : band.high[i]]
        runs = np.logaddexp.accumulate(before[row] - so_far)
        run[row][1:] = runs[:-1] + so_far[1:] + scores.open
    return run


def _backward(scores: Scores) -> _WaysOn:
    """Sum over all ways from each cell to the end."""
    band = scores.band
    last = len(band.low) - 1
    below = band.shifted(1, 0)
    after_match, after_gap, after_run = (np.full(band.size + 1, NEVER) for _ in range(3))
    skipped = scores.skipped()
    for i in range(last, -1, -1):
        row = band.row(i)
        if i == last or not (i + 1) % _ROWS:
            first = int(band.offset[i // _ROWS * _ROWS])
            ends, weight = _ends(scores, slice(first, row.stop))
        here = slice(row.start - first, row.stop - first)
        onward = _log_sum(after_match[ends[:, here]] + weight[:, here])
        skip = np.full(len(onward), NEVER)
        if i == last:
            onward[-1] = 0.0
        else:
            skip = scores.skip_zh[i] + after_gap[below[row]]
        so_far = skipped[band.low[i] : band.high[i]]
        runs = np.logaddexp.accumulate((onward + so_far)[::-1])
        run = runs[::-1] - so_far
        after_run[row] = run
        begun = onward.copy()
        # A run from here takes at least the next sentence.
        longer = run[1:] + so_far[1:] - so_far[:-1] + scores.open
        begun[:-1] = np.logaddexp(onward[:-1], longer)
        after_gap[row] = np.logaddexp(begun, skip)
        after_match[row] = np.logaddexp(begun, skip + scores.open)
    return _WaysOn(after_match, after_gap, after_run)


def _ends(scores: Scores, cells: slice) -> tuple[Ints, Singles]:
    """Return (types, cells) where beads that start from some cells end, and their scores."""
    band = scores.band
    rows, columns = band.rows[cells], band.columns[cells]
    ends = np.stack([band.index(rows + zh, columns + en) for zh, en in scores.types])
    inside = ends < band.size
    scored = np.take_along_axis(scores.bead, np.where(inside, ends, 0), axis=1)
    return ends, np.where(inside, scored, np.float32(NEVER))


def _log_sum(values: Floats) -> Floats:
    """Return the logarithm of the sum over the first axis of what ``values`` are logarithms of."""
    top = values.max(0)
    top = np.where(np.isfinite(top), top, 0.0)
    shares = np.exp(values - top).sum(0)
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(shares) + top)

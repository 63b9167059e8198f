"""The search against every alignment there is, on lattices small enough to list them."""

import itertools
import math
from collections.abc import Iterator

import numpy as np
import pytest

from generator.alignment.band import Band
from generator.alignment.posterior import posterior
from generator.alignment.search import Path, Scores, best, starts

TYPES = ((1, 1), (1, 2), (2, 1))


def every(i: int, j: int) -> Iterator[Path]:
    """Every alignment of the first i and j sentences; of runs without counterpart that touch, the
    Chinese one first."""
    if i == j == 0:
        yield []
    for a, b in (*TYPES, (1, 0), (0, 1)):
        if a <= i and b <= j:
            for path in every(i - a, j - b):
                after_english = path and path[-1][0] == path[-1][1]
                if not (b == 0 and after_english):
                    yield [*path, (i - a, i, j - b, j)]


def score(path: Path, scores: Scores) -> float:
    total, before = 0.0, "bead"
    for i, i_end, j, j_end in path:
        if i < i_end and j < j_end:
            now = "bead"
            cell = int(scores.band.offset[i_end]) + j_end - int(scores.band.low[i_end])
            total += float(scores.bead[TYPES.index((i_end - i, j_end - j)), cell])
        else:
            now = "zh" if j == j_end else "en"
            total += float(scores.skip_zh[i] if now == "zh" else scores.skip_en[j]) + (
                scores.open if now != before else 0.0
            )
        before = now
    return total


@pytest.mark.parametrize("seed", range(6))
def test_best_and_probabilities_are_those_of_all_alignments(seed: int) -> None:
    random = np.random.default_rng(seed)
    n, m = 4, 5
    whole = Band.between(np.zeros(n + 1, np.int64), np.full(n + 1, m + 1))
    start = starts(whole, TYPES)
    values = random.normal(-1, 2, start.shape).astype(np.float32)
    bead = np.where(start < whole.size, values, np.float32(-np.inf))
    scores = Scores(
        whole, TYPES, start, bead, random.normal(-1, 1, n), random.normal(-1, 1, m), -0.7
    )
    paths = [(path, score(path, scores)) for path in every(n, m)]
    assert score(best(scores), scores) == pytest.approx(max(value for _, value in paths))
    chance = posterior(scores)
    total = math.log(sum(math.exp(value) for _, value in paths))
    assert chance.total == pytest.approx(total)
    for i, j in itertools.product(range(n), range(m)):
        expected = sum(
            math.exp(value - total) for path, value in paths if (i, i + 1, j, j + 1) in path
        )
        assert chance.bead[0, int(whole.offset[i + 1]) + j + 1] == pytest.approx(expected, abs=1e-5)
    skipped = 0.0
    for path, value in paths:
        if any(move[:2] == (1, 2) and move[2] == move[3] for move in path):
            skipped += math.exp(value - total)
    assert chance.skip_zh[1] == pytest.approx(skipped, abs=1e-5)

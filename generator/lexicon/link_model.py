"""The probability that each pair of words is a translation, in three rounds: each sees what the one
before found for the neighbours.

The first round is a logistic regression over the evidence of a pair alone. The second and third are
boosted trees of four leaves (Friedman 2001), which see the probability that the round before gave
the pair, and its context (``link_context``).
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from generator.lexicon.boosted_trees import boosted, scattered
from generator.lexicon.link_context import contexts
from generator.lexicon.link_features import FEATURES
from generator.lexicon.link_grid import Grid
from generator.lexicon.link_weights import LinkModel

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Singles = NDArray[np.float32]
    Where = tuple[NDArray[Any], ...]
    """Rows and columns of some pairs."""

MIN_PROBABILITY = 0.01
"""Probability of the first round from which on a pair is looked at again."""
SAME = FEATURES.index("same")


def probabilities(grids: "Sequence[Grid]", model: LinkModel) -> "list[Singles]":
    """Return for each passage the probabilities (tokens, words) that the words of a pair translate
    each other."""
    import numpy as np

    if not grids:
        return []
    found = [first_round(grid, model.first) for grid in grids]
    picked = [np.nonzero(chances > MIN_PROBABILITY) for chances in found]
    sizes = [len(rows) for rows, _ in picked]
    bounds = np.cumsum(sizes)[:-1]
    for forest in model.later:
        seen = contexts(grids, found, picked)
        values = boosted(np.concatenate(seen, axis=1), forest)
        by_grid = zip(grids, picked, np.split(values, bounds), strict=True)
        found = [scattered(grid.shape, where, own) for grid, where, own in by_grid]
    return found


def first_round(grid: Grid, weights: Sequence[float]) -> "Singles":
    """Return the probabilities by the evidence of each pair alone (logistic regression). Only an
    equal number can say a number."""
    import numpy as np

    slopes = np.array(weights[1:], np.float32)
    log_odds = np.tensordot(slopes, grid.features, axes=1) + np.float32(weights[0])
    is_other_number = grid.numbers[:, None] & (grid.features[SAME] == 0)
    chances = np.where(is_other_number, np.float32(0), 1 / (1 + np.exp(-log_odds)))
    return np.asarray(chances, np.float32)

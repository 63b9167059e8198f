"""The probability that each pair of words is a translation, in three rounds: each sees what the one
before found for the neighbours.

The first round is a logistic regression over the evidence of a pair alone. The second and third are
boosted trees of four leaves (Friedman 2001), which see the probability that the round before gave
the pair, and its context (``link_context``).
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from generator.lexicon.link_context import contexts
from generator.lexicon.link_features import FEATURES
from generator.lexicon.link_grid import Grid
from generator.lexicon.link_weights import LinkModel, Tree

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
    for trees in model.later:
        seen = contexts(grids, found, picked)
        values = boosted(np.concatenate(seen, axis=1), trees)
        by_grid = zip(grids, picked, np.split(values, bounds), strict=True)
        found = [scattered(grid, where, own) for grid, where, own in by_grid]
    return found


def scattered(grid: Grid, where: "Where", values: "Singles") -> "Singles":
    """Return a matrix of the values at their places, 0 elsewhere."""
    import numpy as np

    matrix = np.zeros((len(grid.rows), len(grid.columns)), np.float32)
    matrix[where] = values
    return matrix


def first_round(grid: Grid, weights: Sequence[float]) -> "Singles":
    """Return the probabilities by the evidence of each pair alone (logistic regression). Only an
    equal number can say a number."""
    import numpy as np

    slopes = np.array(weights[1:], np.float32)
    log_odds = np.tensordot(slopes, grid.features, axes=1) + np.float32(weights[0])
    is_other_number = grid.numbers[:, None] & (grid.features[SAME] == 0)
    chances = np.where(is_other_number, np.float32(0), 1 / (1 + np.exp(-log_odds)))
    return np.asarray(chances, np.float32)


def boosted(values: "Singles", trees: Sequence[Tree]) -> "Singles":
    """Return probabilities (pairs,) by boosted trees of ``values`` (features, pairs)."""
    import numpy as np

    total = np.zeros(values.shape[1], np.float32)
    for tree in trees:
        questions = zip(tree.feature, tree.threshold, strict=True)
        answers = [values[feature] <= np.float32(threshold) for feature, threshold in questions]
        total += _leaf(tree, 0, answers)
    return np.asarray(1 / (1 + np.exp(-total)), np.float32)


def _leaf(tree: Tree, node: int, answers: "Sequence[NDArray[np.bool_]]") -> "Singles | np.float32":
    """Return the values of the leaves that pairs come to from a node."""
    import numpy as np

    if node < 0:
        return np.float32(tree.leaves[-1 - node])
    left = _leaf(tree, tree.left[node], answers)
    right = _leaf(tree, tree.right[node], answers)
    return np.where(answers[node], left, right)

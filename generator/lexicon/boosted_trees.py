"""Boosted trees (Friedman 2001) as a fit by LightGBM leaves them, read out of JSON and applied with
NumPy."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Singles = NDArray[np.float32]
    Where = tuple[NDArray[Any], ...]
    """Rows and columns of some cells."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree of questions; a child that is negative is leaf ``-1 - child``."""

    feature: tuple[int, ...]
    threshold: tuple[float, ...]
    """The left child is for values up to this."""
    left: tuple[int, ...]
    right: tuple[int, ...]
    leaves: tuple[float, ...]


def read_trees(loaded: Sequence[Sequence[Sequence[Any]]]) -> tuple[Tree, ...]:
    """Return trees out of the lists that JSON has of their five columns."""
    return tuple(Tree(*map(tuple, columns)) for columns in loaded)


def scattered(shape: tuple[int, int], where: "Where", values: "Singles") -> "Singles":
    """Return a matrix of the values at their places, 0 elsewhere."""
    import numpy as np

    matrix = np.zeros(shape, np.float32)
    matrix[where] = values
    return matrix


def boosted(values: "Singles", trees: Sequence[Tree]) -> "Singles":
    """Return probabilities (cases,) by boosted trees of ``values`` (features, cases)."""
    import numpy as np

    total = np.zeros(values.shape[1], np.float32)
    for tree in trees:
        questions = zip(tree.feature, tree.threshold, strict=True)
        answers = [values[feature] <= np.float32(threshold) for feature, threshold in questions]
        total += _leaf(tree, 0, answers)
    return np.asarray(1 / (1 + np.exp(-total)), np.float32)


def _leaf(tree: Tree, node: int, answers: "Sequence[NDArray[np.bool_]]") -> "Singles | np.float32":
    """Return the values of the leaves that cases come to from a node."""
    import numpy as np

    if node < 0:
        return np.float32(tree.leaves[-1 - node])
    left = _leaf(tree, tree.left[node], answers)
    right = _leaf(tree, tree.right[node], answers)
    return np.where(answers[node], left, right)

"""Boosted trees (Friedman 2001) as a fit by LightGBM leaves them, read out of JSON and applied with
NumPy.

All trees are asked at once (Lucchese et al. 2015, QuickScorer): each question has the set of leaves
that can still be reached when its answer is no; what all questions leave, the first of it, is the
leaf of a case.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Singles = NDArray[np.float32]
    Where = tuple[NDArray[Any], ...]
    """Rows and columns of some cells."""

MAX_LEAVES = 16
"""Of a tree: a set of leaves is a number of 16 bits."""
BATCH = 256
"""Cases asked at once: so many stay in the processor's cache."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree of questions; a child that is negative is leaf ``-1 - child``."""

    feature: tuple[int, ...]
    threshold: tuple[float, ...]
    """The left child is for values up to this."""
    left: tuple[int, ...]
    right: tuple[int, ...]
    leaves: tuple[float, ...]


class Forest:
    """Trees side by side: the first question of each, then the second of each, and so on, and
    leaves from left to right. A tree with fewer questions than others has some that rule nothing
    out."""

    def __init__(self, trees: Sequence[Tree]) -> None:
        """Raise ``ValueError`` for a tree with no question or too many leaves."""
        import numpy as np

        most = max(len(tree.feature) for tree in trees) + 1
        if most > MAX_LEAVES or not all(tree.feature for tree in trees):
            raise ValueError(f"a tree has 2 to {MAX_LEAVES} leaves")
        self.trees = tuple(trees)
        questions, every = (most - 1, len(trees)), (1 << most) - 1
        self.feature = np.zeros(questions, np.intp)
        self.threshold: Singles = np.zeros((*questions, 1), np.float32)
        self.if_no = np.full((*questions, 1), every, np.uint16)
        self.leaves: Singles = np.zeros((len(trees), most), np.float32)
        for number, tree in enumerate(trees):
            own = slice(len(tree.feature))
            ordered, if_yes = _leaves_to_the_left(tree)
            self.feature[own, number] = tree.feature
            self.threshold[own, number, 0] = tree.threshold
            self.if_no[own, number, 0] = [every & ~leaf_set for leaf_set in if_yes]
            self.leaves[number, : len(ordered)] = ordered
        self.lowest = np.zeros(1 << most, np.intp)  # the first leaf of each set of leaves
        for leaf in range(most):
            self.lowest[1 << leaf :: 2 << leaf] = leaf

    def worth(self, values: "Singles") -> "Singles":
        """Return what the leaves of all trees sum to for ``values`` (features, cases)."""
        import numpy as np

        every = np.uint16(len(self.lowest) - 1)
        is_yes = values[self.feature] <= self.threshold
        reached = np.bitwise_and.reduce(np.where(is_yes, every, self.if_no), axis=0)
        trees, leaves = self.leaves.shape
        own = np.arange(trees)[:, None] * leaves
        found: Singles = np.add.reduce(self.leaves.take(self.lowest.take(reached) + own), axis=0)
        return found


def read_trees(loaded: Sequence[Sequence[Sequence[Any]]]) -> Forest:
    """Return trees out of the lists that JSON has of their five columns."""
    return Forest([Tree(*map(tuple, columns)) for columns in loaded])


def _leaves_to_the_left(tree: Tree) -> tuple[list[float], list[int]]:
    """Return the leaves of a tree from left to right, and for each question the set of those that
    a yes leads to, as bits of their places."""
    ordered: list[float] = []
    if_yes = [0] * len(tree.feature)

    def walk(node: int) -> int:
        if node < 0:
            ordered.append(tree.leaves[-1 - node])
            return 1 << (len(ordered) - 1)
        if_yes[node] = walk(tree.left[node])
        return if_yes[node] | walk(tree.right[node])

    walk(0)
    return ordered, if_yes


def scattered(shape: tuple[int, int], where: "Where", values: "Singles") -> "Singles":
    """Return a matrix of the values at their places, 0 elsewhere."""
    import numpy as np

    matrix = np.zeros(shape, np.float32)
    matrix[where] = values
    return matrix


def boosted(values: "Singles", forest: Forest) -> "Singles":
    """Return probabilities (cases,) by boosted trees of ``values`` (features, cases)."""
    import numpy as np

    total = np.empty(values.shape[1], np.float32)
    for begin in range(0, len(total), BATCH):
        total[begin : begin + BATCH] = forest.worth(values[:, begin : begin + BATCH])
    return np.asarray(1 / (1 + np.exp(-total)), np.float32)

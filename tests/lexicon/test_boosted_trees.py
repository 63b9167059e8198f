"""Trees that are asked at once."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from generator.lexicon.boosted_trees import BATCH, Forest, Tree, boosted

FEATURES = 5


def grown(draws: np.random.Generator) -> Tree:
    """Grow a tree of 2 to 12 leaves as LightGBM does: a leaf at a time becomes a question."""
    feature, threshold, left, right = [], [], [], []
    open_places: list[tuple[list[int], int]] = []
    for question in range(draws.integers(1, 12)):
        if open_places:
            side, at = open_places.pop(draws.integers(len(open_places)))
            side[at] = question
        feature.append(int(draws.integers(FEATURES)))
        threshold.append(float(draws.integers(-3, 4)))
        left.append(0)
        right.append(0)
        open_places += [(left, question), (right, question)]
    for leaf, (side, at) in enumerate(open_places):
        side[at] = -1 - leaf
    leaves = draws.normal(size=len(open_places)).round(5)
    return Tree(tuple(feature), tuple(threshold), tuple(left), tuple(right), tuple(leaves.tolist()))


def asked_one_by_one(tree: Tree, case: np.ndarray) -> np.float32:
    """Follow the questions of a tree."""
    node = 0
    while node >= 0:
        is_yes = case[tree.feature[node]] <= np.float32(tree.threshold[node])
        node = tree.left[node] if is_yes else tree.right[node]
    return np.float32(tree.leaves[-1 - node])


@given(st.integers(0, 2**32 - 1))
def test_all_trees_at_once_find_the_leaves_that_questions_in_turn_find(seed: int) -> None:
    draws = np.random.default_rng(seed)
    trees = [grown(draws) for _ in range(7)]
    values = draws.integers(-4, 5, size=(FEATURES, BATCH + 3)).astype(np.float32)
    total = np.zeros(values.shape[1], np.float32)
    for tree in trees:
        total += [asked_one_by_one(tree, case) for case in values.T]
    assert (boosted(values, Forest(trees)) == 1 / (1 + np.exp(-total))).all()

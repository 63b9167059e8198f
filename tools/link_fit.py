"""Fit the weights that link Chinese to English words.

A first round by logistic regression; later ones by boosted trees, which see cross-fitted
probabilities of the round before. The fit needs LightGBM (pip install '.[fit]'); its trees are
written out, so that Cika does not.
"""

import prelude

import re
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from generator.lexicon import boosted_trees, link_context, link_model, links
from generator.lexicon.boosted_trees import Forest, Tree
from generator.lexicon.dictionary import Dictionary
from generator.lexicon.link_features import FEATURES
from generator.lexicon.link_grid import Grid
from generator.lexicon.link_weights import LinkModel
from generator.vectors import word_vectors
from link_gold import PLAIN, STATED, Floats, LinkedPair, judge

FOLDS = 5
LATER_ROUNDS = 2
RIDGE, CONFIDENCE_RIDGE = 3.0, 1.0
NEWTON_ROUNDS, ENOUGH = 30, 1e-6
TREES = 300
SETTINGS = {
    "objective": "binary",
    "num_leaves": 4,
    "learning_rate": 0.08,
    "min_data_in_leaf": 40,
    "lambda_l2": 5.0,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "feature_fraction": 0.5,
    "boost_from_average": False,
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbosity": -1,
}
"""Of LightGBM."""
COMMON_WORDS = 4000
"""Words whose vectors are averaged."""

Where = tuple[NDArray[Any], ...]
"""Rows and columns of pairs of words."""
Model = TypeVar("Model")


def logistic(features: Floats, answers: Floats, ridge: float) -> list[float]:
    """Return intercept and weights by Newton's method; the ridge is on standardised features."""
    mean = features.mean(0, dtype=np.float64)
    spread = features.std(0, dtype=np.float64) + 1e-6
    scaled = np.concatenate([np.ones((len(features), 1)), (features - mean) / spread], axis=1)
    penalty = ridge * np.diag([0.0] + [1.0] * features.shape[1])
    weights = np.zeros(scaled.shape[1])
    for _ in range(NEWTON_ROUNDS):
        chance = 1 / (1 + np.exp(-scaled @ weights))
        curvature = (scaled * (chance * (1 - chance))[:, None]).T @ scaled
        hessian = curvature + penalty + 1e-6 * np.eye(len(weights))
        gradient = scaled.T @ (answers - chance) - penalty @ weights
        step = np.linalg.solve(hessian, gradient)
        weights += step
        if np.abs(step).max() < ENOUGH:
            break
    plain = weights[1:] / spread
    return [float(weights[0] - plain @ mean), *plain.tolist()]


def first_fit(grids: Sequence[Grid], truths: Sequence[Floats]) -> tuple[float, ...]:
    """Fit the first round."""
    features = np.concatenate([grid.features.reshape(len(FEATURES), -1).T for grid in grids])
    answers = np.concatenate([truth.ravel() for truth in truths])
    return tuple(round(weight, 5) for weight in logistic(features, answers, RIDGE))


def later_fit(seen: Sequence[Floats], truths: Sequence[Floats]) -> Forest:
    """Fit a later round."""
    import lightgbm

    features = np.concatenate(seen, axis=1).T.astype(np.float64)
    data = lightgbm.Dataset(features, np.concatenate(truths))
    return forest_of(lightgbm.train(SETTINGS, data, TREES).dump_model())


def forest_of(dumped: dict[str, Any]) -> Forest:
    """Write out the trees of a model of LightGBM."""
    return Forest([_tree_of(one["tree_structure"]) for one in dumped["tree_info"]])


def _tree_of(root: dict[str, Any]) -> Tree:
    """Write out a tree of LightGBM."""
    nodes: list[tuple[int, float, int, int]] = []
    leaves: list[float] = []

    def visit(node: dict[str, Any]) -> int:
        if "leaf_value" in node:
            leaves.append(round(node["leaf_value"], 5))
            return -len(leaves)
        at = len(nodes)
        nodes.append((0, 0.0, 0, 0))
        left, right = visit(node["left_child"]), visit(node["right_child"])
        nodes[at] = node["split_feature"], float(f"{node['threshold']:.6g}"), left, right
        return at

    if visit(root) < 0:
        return Tree((0,), (0.0,), (-1,), (-1,), tuple(leaves))
    feature, least, left, right = zip(*nodes, strict=True)
    return Tree(feature, least, left, right, tuple(leaves))


def fit(
    pairs: Sequence[LinkedPair],
    own: Sequence[Grid],
    right: Sequence[Floats],
    foreign: Sequence[Grid],
) -> LinkModel:
    """Fit all rounds: each later one on cross-fitted probabilities of the one before.

    ``own`` are the grids of the pairs, ``right`` what gold says of them; ``foreign`` are grids
    where nothing is right.
    """
    grids = [*own, *foreign]
    wrong = [np.zeros((len(grid.rows), len(grid.columns)), np.float32) for grid in foreign]
    truths = [*right, *wrong]
    folds = [number % FOLDS for number in (*range(len(own)), *range(len(foreign)))]
    first = first_fit(grids, truths)
    likely = _first_crossed(grids, truths, folds)
    picked = _picked(own, foreign, likely)
    answers = [truth[where] for truth, where in zip(truths, picked, strict=True)]
    later = []
    for _ in range(LATER_ROUNDS):
        seen = _contexts(own, foreign, likely, picked)
        later.append(later_fit(seen, answers))
        found = _later_crossed(seen, answers, folds)
        placed = zip(grids, picked, found, strict=True)
        likely = [
            boosted_trees.scattered(grid.shape, where, values) for grid, where, values in placed
        ]
    confidence = _confidence_fit(pairs, own, likely)
    return LinkModel(first, tuple(later), confidence)


def crossed(
    folds: Sequence[int],
    train: Callable[[Sequence[int]], Model],
    apply: Callable[[Model, int], Floats],
) -> list[Floats]:
    """Return what models say of the examples that they have not seen, by their numbers."""
    found: dict[int, Floats] = {}
    for fold in sorted(set(folds)):
        model = train([number for number, its in enumerate(folds) if its != fold])
        for number, its in enumerate(folds):
            if its == fold:
                found[number] = apply(model, number)
    return [found[number] for number in range(len(folds))]


def _first_crossed(
    grids: Sequence[Grid], truths: Sequence[Floats], folds: Sequence[int]
) -> list[Floats]:
    """Return the cross-fitted probabilities of the first round, of each grid."""

    def train(numbers: Sequence[int]) -> tuple[float, ...]:
        return first_fit([grids[k] for k in numbers], [truths[k] for k in numbers])

    def apply(weights: tuple[float, ...], number: int) -> Floats:
        return link_model.first_round(grids[number], weights)

    return crossed(folds, train, apply)


def _later_crossed(
    seen: Sequence[Floats], answers: Sequence[Floats], folds: Sequence[int]
) -> list[Floats]:
    """Return the cross-fitted probabilities of a later round, of the picked pairs."""

    def train(numbers: Sequence[int]) -> Forest:
        return later_fit([seen[k] for k in numbers], [answers[k] for k in numbers])

    def apply(forest: Forest, number: int) -> Floats:
        return boosted_trees.boosted(seen[number], forest)

    return crossed(folds, train, apply)


def _picked(own: Sequence[Grid], foreign: Sequence[Grid], likely: Sequence[Floats]) -> list[Where]:
    """Pick the pairs that later rounds see; of strangers not what the dictionary says."""
    picked = [np.nonzero(chances > link_model.MIN_PROBABILITY) for chances in likely[: len(own)]]
    for grid, chances in zip(foreign, likely[len(own) :], strict=True):
        is_wrong = grid.features[STATED] < PLAIN
        picked.append(np.nonzero((chances > link_model.MIN_PROBABILITY) & is_wrong))
    return picked


def _contexts(
    own: Sequence[Grid], foreign: Sequence[Grid], likely: Sequence[Floats], picked: Sequence[Where]
) -> list[Floats]:
    """Return the evidence of later rounds; the strangers are a text apart."""
    size = len(own)
    return [
        *link_context.contexts(own, likely[:size], picked[:size]),
        *link_context.contexts(foreign, likely[size:], picked[size:]),
    ]


def _confidence_fit(
    pairs: Sequence[LinkedPair], own: Sequence[Grid], likely: Sequence[Floats]
) -> tuple[float, ...]:
    """Fit the confidence of finished links."""
    judged = []
    for pair, grid, chances in zip(pairs, own, likely, strict=False):
        made = {link.token: link for link in links.compete(grid, chances)}
        judged += judge(pair, made, every=True)
    features = np.array([links.certainty(one.link) for one in judged], np.float32)
    answers = np.array([one.overlaps for one in judged], np.float32)
    return tuple(round(weight, 4) for weight in logistic(features, answers, CONFIDENCE_RIDGE))


def means(dictionary: Dictionary) -> tuple[Floats, Floats]:
    """Return mean vectors of common Chinese words, and of the words that gloss them."""
    common = dictionary.common(COMMON_WORDS)
    glosses: set[str] = set()
    for word in common:
        for entry in dictionary.entries(word):
            for sense in entry.senses:
                glosses.update(re.split(r"[;,] ?", sense))
    words = sorted(gloss for gloss in glosses if re.fullmatch("[a-z]+", gloss))
    return word_vectors.alone(common).mean(0), word_vectors.alone(words).mean(0)


def written(model: LinkModel) -> dict[str, Any]:
    """Return a model as ``links.json`` has it."""
    later = list(map(written_trees, model.later))
    return {"first": model.first, "later": later, "confidence": model.confidence}


def written_trees(forest: Forest) -> list[list[Any]]:
    """Return trees as JSON files have them."""
    return [[one.feature, one.threshold, one.left, one.right, one.leaves] for one in forest.trees]

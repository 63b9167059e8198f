"""Fit the weights of senses and the curve of their confidence.

``eval_senses.py --fit`` prints what is fitted.
"""

import prelude

import random
from collections.abc import Sequence

import numpy as np

from generator.lexicon import senses
from sense_cases import Case, Evidence, Floats

PULL, SHARPNESS = 0.01, 8.0
"""How strongly weights are pulled towards where they start; factor of the scores in the softmax."""
FOLDS, SEED = 10, 1
ROUNDS, RATE = 150, 0.02
FIRST_DECAY, SECOND_DECAY = 0.9, 0.99
"""Decay of the moments (Adam, Kingma and Ba 2015)."""
NEWTON_ROUNDS, RIDGE = 30, 0.1


def ranking(evidence: Evidence, weights: Floats) -> tuple[list[int], Floats]:
    """Return the best gloss of each definition, best first, and the scores of all glosses."""
    scores: Floats = evidence.features @ weights
    best: dict[tuple[object, int], int] = {}
    for number in np.argsort(-scores, kind="stable").tolist():
        gloss = evidence.glosses[number]
        best.setdefault((gloss.entry, gloss.sense), number)
    return list(best.values()), scores


def outcome(case: Case, weights: Floats) -> tuple[bool, bool, float]:
    """Return whether the first is right, whether one of the first two is, and their margin."""
    if case.evidence is None:
        return False, False, 0.0
    ranked, scores = ranking(case.evidence, weights)
    margin = float(scores[ranked[0]] - scores[ranked[1]]) if len(ranked) > 1 else 1.0
    right = case.evidence.right[ranked[:2]]
    return bool(right[0]), bool(right.any()), margin


def fit(cases: Sequence[Case], start: Floats) -> Floats:
    """Fit a softmax over glosses, by Adam, each weight pulled towards its start."""
    weights = start.copy()
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    pull = PULL * SHARPNESS / np.maximum(np.abs(start), 0.05)
    known = [case.evidence for case in cases if case.evidence and case.evidence.right.any()]
    for step in range(1, ROUNDS + 1):
        gradient = pull * (weights - start)
        for evidence in known:
            gradient += SHARPNESS * _gradient(evidence, weights) / len(known)
        first = FIRST_DECAY * first + (1 - FIRST_DECAY) * gradient
        second = SECOND_DECAY * second + (1 - SECOND_DECAY) * gradient**2
        mean = first / (1 - FIRST_DECAY**step)
        spread = np.sqrt(second / (1 - SECOND_DECAY**step))
        weights -= RATE * mean / (spread + 1e-8)
    return weights


def _gradient(evidence: Evidence, weights: Floats) -> Floats:
    """Return the gradient of minus the log probability that a right gloss is chosen."""
    scores = evidence.features @ weights
    chance = np.exp(SHARPNESS * (scores - scores.max()))
    chance /= chance.sum()
    right = chance * evidence.right
    target = right / max(right.sum(), 1e-12)
    found: Floats = evidence.features.T @ (chance - target)
    return found


def cross_validate(cases: Sequence[Case], start: Floats) -> list[Floats]:
    """Return for each case the weights that were fitted without any case of its word."""
    words = sorted({case.occurrence.word for case in cases})
    random.Random(SEED).shuffle(words)
    folds = {word: number % FOLDS for number, word in enumerate(words)}
    fitted = []
    for fold in range(FOLDS):
        fitted.append(fit([case for case in cases if folds[case.occurrence.word] != fold], start))
    return [fitted[folds[case.occurrence.word]] for case in cases]


def fit_confidence(cases: Sequence[Case], weights: Floats) -> Floats:
    """Fit a logistic regression of "the first is right" on the margin, by Newton's method."""
    found = [outcome(case, weights) for case in cases if case.evidence]
    rows = [(1.0, min(margin, senses.MOST_MARGIN)) for _, _, margin in found]
    features = np.array(rows)
    right = np.array([first for first, _, _ in found], float)
    fitted = np.zeros(2)
    for _ in range(NEWTON_ROUNDS):
        chance = 1 / (1 + np.exp(-features @ fitted))
        spread = (chance * (1 - chance))[:, None]
        hessian = (features * spread).T @ features + RIDGE * np.eye(2)
        gradient = features.T @ (right - chance) - RIDGE * fitted
        fitted += np.linalg.solve(hessian, gradient)
    return fitted

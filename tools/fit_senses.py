#!/usr/bin/env python3
"""Fit the weights by which a word's senses are ordered, and measure them.

    python tools/fit_senses.py             cross-validated by text on the fit part of the gold
    python tools/fit_senses.py --fit       write generator/data/senses.json
    python tools/fit_senses.py --test      the figures on the test part (for final figures only)

The model is a conditional logit with a Gaussian prior on the weights (L2), found by L-BFGS. Judged
are all tokens of the gold corpus that have a sense there: what the program cuts otherwise counts as
wrong. Features that stand in fewer than MIN_COUNT choices get no weight.
"""

import prelude

import itertools
import json
import pickle
import tempfile
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from generator.lexicon.sense_features import Features
from generator.lexicon.sense_model import DENSE, WEIGHTS, Weights, of_pos
from gold_corpus import read_gold
from inputs import command_line
from sense_choices import Choice, choices

Floats = NDArray[np.float64]

FOLDS = 4
MIN_COUNT = 2
L2_DENSE, L2_SPARSE, L2_LEXICAL = 0.1, 2.0, 3.0
"""Strength of the prior: of written-out features, of classes, and of features of single words."""
DECIMALS = 3
MIN_WEIGHT = 0.1
"""Weights smaller than this are dropped, so that the file is read soon. With .12 instead of .08
three choices in a thousand more were wrong, cross-validated (2026-11-28)."""
SAMPLE = Path(tempfile.gettempdir(), "cika-sense-choices.pickle")
"""The choices that were read last, for ``--cached``."""


Judged = tuple[Choice, Floats]
"""A choice, and the probabilities of its senses (none where the cut is another)."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights of features."""

    weights: dict[str, float]
    temperature: float

    def score(self, row: Features) -> float:
        """Return the sum of the weights of a sense's features."""
        return sum(value * self.weights.get(name, 0.0) for name, value in row.items())

    def probabilities(self, choice: Choice) -> Floats:
        """Return the probability of each sense."""
        if not choice.rows:
            return np.zeros(0)
        scores = np.array([self.score(row) for row in choice.rows])
        scores = (scores - scores.max()) / self.temperature
        chances = np.exp(scores)
        return np.asarray(chances / chances.sum(), np.float64)


def fit(found: Sequence[Choice]) -> Fitted:
    """Fit on the choices that have several senses and a right one."""
    usable = [one for one in found if one.right >= 0 and len(one.rows) > 1]
    counts: Counter[str] = Counter()
    for one in usable:
        names: set[str] = set()
        for row in one.rows:
            names |= row.keys()
        counts.update(names)
    kept = sorted(name for name, count in counts.items() if count >= MIN_COUNT)
    number = {name: at for at, name in enumerate(kept)}
    indptr, indices, values, starts, right = [0], [], [], [0], []
    for one in usable:
        right.append(starts[-1] + one.right)
        for row in one.rows:
            for name, value in row.items():
                if name in number and value:
                    indices.append(number[name])
                    values.append(value)
            indptr.append(len(indices))
        starts.append(len(indptr) - 1)
    matrix = csr_matrix((values, indices, indptr), shape=(len(indptr) - 1, len(kept)))
    groups = np.repeat(np.arange(len(usable)), np.diff(starts))
    begins, chosen = np.array(starts[:-1]), np.array(right)
    prior = np.array([_strength(name) for name in kept])

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = matrix @ weights
        scores -= np.maximum.reduceat(scores, begins)[groups]
        chances = np.exp(scores)
        totals = np.add.reduceat(chances, begins)
        value = float(np.log(totals).sum() - scores[chosen].sum())
        slope = chances / totals[groups]
        slope[chosen] -= 1
        return value + 0.5 * float((prior * weights**2).sum()), matrix.T @ slope + prior * weights

    found_weights = minimize(
        loss, np.zeros(len(kept)), jac=True, method="L-BFGS-B", options={"maxiter": 300}
    ).x
    weights = {
        name: round(float(weight), DECIMALS)
        for name, weight in zip(kept, found_weights, strict=True)
        if abs(weight) >= MIN_WEIGHT
    }
    return Fitted(weights=weights, temperature=1.0)


def _strength(name: str) -> float:
    group = name.partition("\t")[0]
    if group == DENSE:
        return L2_DENSE
    return L2_SPARSE if group.startswith(of_pos("")) else L2_LEXICAL


def grouped(weights: Mapping[str, float]) -> Weights:
    """Return the weights of features, each group by itself."""
    groups: dict[str, dict[str, float]] = {}
    for name, weight in weights.items():
        group, _, feature = name.partition("\t")
        groups.setdefault(group, {})[feature] = weight
    return groups


def calibrated(fitted: Fitted, found: Sequence[Choice]) -> Fitted:
    """Choose the temperature at which held-out choices are likeliest."""
    usable = [one for one in found if one.right >= 0 and len(one.rows) > 1]
    best = (np.inf, 1.0)
    for temperature in np.arange(0.8, 2.6, 0.1):
        made = Fitted(fitted.weights, float(temperature))
        lost = -sum(np.log(max(1e-9, made.probabilities(one)[one.right])) for one in usable)
        best = min(best, (lost, round(float(temperature), 1)))
    return Fitted(fitted.weights, best[1])


def fold_of(choice: Choice) -> int:
    """Return the fold of a choice: that of its text."""
    return zlib.crc32(choice.text.encode()) % FOLDS


def report(name: str, judged: Sequence[Judged]) -> None:
    """Print how often the first sense and its class are right, and how far chances are true."""
    print(name)
    for least in (1, 2, 3):
        own = [(choice, chances) for choice, chances in judged if len(choice.rows) >= least]
        right = sum(is_right(*one) for one in own)
        of_class = sum(is_class_right(*one) for one in own)
        known = [one for one in own if one[0].right >= 0]
        alike = sum(is_right(*one) for one in known)
        print(
            f"  {least} senses and more: {len(own)}, first right {right / len(own):.1%}, class"
            f" {of_class / len(own):.1%}; of the {len(known)} that are cut alike and listed"
            f" {alike / len(known):.1%}"
        )
    for genre in sorted({choice.genre for choice, _ in judged}):
        known = [one for one in judged if one[0].right >= 0 and one[0].genre == genre]
        print(f"  {genre}: {len(known)}, {sum(is_right(*one) for one in known) / len(known):.1%}")
    print("  stated / true:", end=" ")
    for low, high in itertools.pairwise((0, 0.5, 0.7, 0.85, 0.95, 0.99, 1.01)):
        some = [one for one in judged if one[0].right >= 0 and len(one[0].rows) > 1]
        some = [(choice, chances) for choice, chances in some if low <= chances.max() < high]
        stated = np.mean([chances.max() for _, chances in some])
        print(f"{stated:.2f}/{np.mean([is_right(*one) for one in some]):.2f}", end="")
        print(f" ({len(some)})", end="  ")
    print()


def is_right(choice: Choice, chances: Floats) -> bool:
    """Tell whether the likeliest sense is right."""
    return bool(len(chances)) and int(chances.argmax()) == choice.right


def is_class_right(choice: Choice, chances: Floats) -> bool:
    """Tell whether the likeliest sense has the right part of speech."""
    if choice.right < 0 or not len(chances):
        return False
    return choice.glosses[int(chances.argmax())][1] == choice.glosses[choice.right][1]


def faults(judged: Sequence[Judged], count: int) -> None:
    """Print what goes wrong most often."""
    wrong: Counter[str] = Counter()
    for choice, chances in judged:
        if choice.right < 0 or is_right(choice, chances):
            continue
        _, pos, gloss = choice.glosses[int(chances.argmax())]
        _, true_pos, true_gloss = choice.glosses[choice.right]
        wrong[f"{choice.word}: {pos}: {gloss} -> {true_pos}: {true_gloss}"] += 1
    for fault, times in wrong.most_common(count):
        print(f"  {times} {fault}")


def main() -> None:
    """Read the command line."""
    parser = command_line(__doc__)
    parser.add_argument("--fit", action="store_true", help="write the weights")
    parser.add_argument("--test", action="store_true", help="measure the test part")
    parser.add_argument("--faults", type=int, default=0, help="list so many frequent faults")
    parser.add_argument("--cached", action="store_true", help="use the choices read last")
    options = parser.parse_args()
    if options.cached and SAMPLE.is_file():
        found: list[Choice] = pickle.loads(SAMPLE.read_bytes())
    else:
        found = list(choices(read_gold()))
        SAMPLE.write_bytes(pickle.dumps(found))
    own = [one for one in found if not one.is_test]
    if options.fit or options.test:
        fitted = fit(own)
        held_out = sorted(own, key=fold_of)
        temperatures = []
        for fold in range(2):
            part = fit([one for one in held_out if fold_of(one) != fold])
            rest = [one for one in held_out if fold_of(one) == fold]
            temperatures.append(calibrated(part, rest).temperature)
        fitted = Fitted(fitted.weights, round(float(np.mean(temperatures)), 2))
    if options.fit:
        made = {"temperature": fitted.temperature, "weights": grouped(fitted.weights)}
        WEIGHTS.write_text(
            json.dumps(made, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8"
        )
        print(f"{len(fitted.weights)} weights, temperature {fitted.temperature}")
    if options.test:
        tested = [one for one in found if one.is_test]
        report("test part", [(one, fitted.probabilities(one)) for one in tested])
        return
    if not options.fit:
        judged: list[Judged] = []
        for fold in range(FOLDS):
            part = fit([one for one in own if fold_of(one) != fold])
            rest = [one for one in own if fold_of(one) == fold]
            judged += [(one, part.probabilities(one)) for one in rest]
        report("fit part, cross-validated by text", judged)
        faults(judged, options.faults)


if __name__ == "__main__":
    main()

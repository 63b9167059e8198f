"""The model of polyphonic characters as a problem of fitting, and as the file that is packed of it.

Used by ``fit_readings.py``; ``generator.chinese.polyphones`` reads the file.
"""

import prelude

import math
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import scipy.sparse
from numpy.typing import NDArray
from scipy.optimize import minimize

from generator.chinese.polyphone_features import evidence
from generator.chinese.polyphones import MAX_WEIGHT, UNITS, ZERO_WEIGHT
from reading_bench import Workbench
from reading_gold import Marked

Floats = NDArray[np.float64]

PENALTY, POWER = 0.01, 0.8
"""A weight's L2 penalty is PENALTY x (times seen) ** POWER: frequent features are held back, rare
ones may speak (96.4 -> 96.8 on CPP)."""
BIAS = 2.0
"""How much dearer the same bias is without it: a character's usual reading should cost little."""
ITERATIONS = 60
MIN_WEIGHT = 0.06
"""Features whose weights are all smaller are left out: .17 makes 445 kB, .05 879 kB."""
SHARED, OWN_EVIDENCE = "*", "="
"""Keys of features that all characters share begin with the first; the second leads evidence of
dictionary words that a character weighs for itself."""


class Problem:
    """Examples as sparse rows, one row for each reading of each example.

    Columns are features: of a character for each of its readings, or shared by all.
    """

    def __init__(self, bench: Workbench, readings: Mapping[str, list[str]]) -> None:
        self.bench = bench
        self.readings = readings
        """Of each character that has several."""
        self.columns: dict[str, int] = {}
        """Where the columns of a feature begin."""
        self.width = 0
        self.cells: list[int] = []
        self.values: list[float] = []
        self.starts: list[int] = [0]
        self.sizes: list[int] = []
        self.right: list[int] = []

    def column(self, key: str, size: int = 1) -> int:
        """Return where the columns of a feature begin; one that is new gets ``size`` columns."""
        found = self.columns.get(key)
        if found is None:
            found = self.columns[key] = self.width
            self.width += size
        return found

    def add(self, example: Marked) -> None:
        """Add an example."""
        character = example.character
        readings = self.readings[character]
        bench = self.bench
        sentence = bench.sentence(example.text)
        size = len(readings)
        features = sentence.features(example.at)
        own = [self.column(character + feature, size) for feature in features]
        bias = self.column(character, size)
        said = sentence.word_readings(example.at, bench.words)
        for number, reading in enumerate(readings):
            shared = [self.column(key) for key in prior_features(bench, character, reading)]
            for key in evidence(reading, said):
                owner = character if key.startswith(OWN_EVIDENCE) else SHARED
                shared.append(self.column(owner + key))
            self.cells += [*(place + number for place in own), *shared, bias + number]
            self.values += [1.0] * (len(own) + len(shared)) + [BIAS]
            self.starts.append(len(self.cells))
        self.sizes.append(size)
        self.right.append(readings.index(example.reading))

    def solve(self) -> Floats:
        """Return the maximum-likelihood weights with the penalty (L-BFGS)."""
        values = np.array(self.values, dtype=np.float32)
        shape = (len(self.starts) - 1, self.width)
        rows = scipy.sparse.csr_matrix((values, self.cells, self.starts), shape=shape)
        across = rows.T.tocsr()
        seen = np.asarray(rows.sum(axis=0), dtype=float).ravel()
        penalty = PENALTY * np.maximum(seen, 1) ** POWER
        sizes = np.array(self.sizes)
        first = np.cumsum(sizes) - sizes
        example = np.repeat(np.arange(len(sizes)), sizes)
        gold = first + np.array(self.right)

        def loss(weights: Floats) -> tuple[float, Floats]:
            scores = rows @ weights.astype(np.float32)
            top = np.maximum.reduceat(scores, first)
            odds = np.exp(scores - top[example])
            total = np.add.reduceat(odds, first)
            likelihood = (np.log(total) + top - scores[gold]).sum(dtype=float)
            value = float(likelihood + 0.5 * (penalty * weights**2).sum())
            share = odds / total[example]
            share[gold] -= 1
            return value, (across @ share).astype(float) + penalty * weights

        options = {"maxiter": ITERATIONS, "maxcor": 6}
        start = np.zeros(self.width)
        found: Any = minimize(loss, start, jac=True, method="L-BFGS-B", options=options)
        weights: Floats = found.x
        return weights


def prior_features(bench: Workbench, character: str, reading: str) -> list[str]:
    """Return what is known of a reading without any sentence.

    How often words have it, whether the dictionary has it first, its tone.
    """
    found = [f"{SHARED}neutral"] if reading[-1] == "5" else []
    counts = bench.prior.get(character)
    if counts:
        share = (counts.get(reading, 0) + 0.1) / (sum(counts.values()) + 0.3)
        found.append(f"{SHARED}prior{min(8, int(-math.log(share) * 1.5))}")
    if reading in bench.singles.get(character, ())[:1]:
        found.append(f"{SHARED}first")
    return found


class Packer:
    """Fitted weights as the file that ``generator.chinese.polyphones`` reads.

    It holds lines of items with spaces between, compressed; weights are small integers.
    """

    def __init__(self, problem: Problem, weights: Floats) -> None:
        self.problem = problem
        self.weights = weights
        self.exact = weights * UNITS
        self.units = np.clip(np.rint(self.exact), -MAX_WEIGHT, MAX_WEIGHT).astype(int)

    def pack(self) -> bytes:
        """Return the content of the file."""
        bench = self.problem.bench
        shared = [f"{key} {value}" for key, value in sorted(self._shared().items())]
        phrases = [f"{word} {','.join(read)}" for word, read in sorted(bench.phrases.items())]
        head = [" ".join(shared), "\t".join(class_lines(bench)), " ".join(phrases)]
        return zlib.compress("\n".join([*head, *self._characters()]).encode("utf-8"), 9)

    def _shared(self) -> dict[str, int]:
        """Return the weights of evidence that all characters share."""
        found = {}
        for key, at in self.problem.columns.items():
            if key.startswith((f"{SHARED}+", f"{SHARED}-")) and self.units[at]:
                found[key[1:]] = int(self.units[at])
        return found

    def _characters(self) -> list[str]:
        """Write a line a character: readings, their weights without context, features."""
        own = self._own()
        lines = []
        for character, readings in self.problem.readings.items():
            base = [self._base(character, readings, number) for number in range(len(readings))]
            weights = ",".join(str(weight) for weight in base)
            lines.append(" ".join([character, ",".join(readings), weights, *own[character]]))
        return lines

    def _own(self) -> dict[str, list[str]]:
        """Return the features of each character, each followed by its weights as characters."""
        own: defaultdict[str, list[str]] = defaultdict(list)
        for key, at in sorted(self.problem.columns.items()):
            if key[0] == SHARED or len(key) == 1:
                continue
            is_evidence = key[1] == OWN_EVIDENCE
            size = 1 if is_evidence else len(self.problem.readings.get(key[0], ()))
            if np.abs(self.weights[at : at + size]).max() >= MIN_WEIGHT:
                own[key[0]] += [
                    key[1:],
                    "".join(chr(ZERO_WEIGHT + u) for u in self.units[at : at + size]),
                ]
        return own

    def _base(self, character: str, readings: Sequence[str], number: int) -> int:
        """Return the weight of a reading without any context."""
        columns = self.problem.columns
        keys = prior_features(self.problem.bench, character, readings[number])
        weight = sum(float(self.exact[columns[key]]) for key in keys if key in columns)
        bias = columns.get(character)
        return round(weight + (0 if bias is None else BIAS * float(self.exact[bias + number])))


def class_lines(bench: Workbench) -> Iterable[str]:
    """Write the fine classes: the number of the coarse one, then the words."""
    members: defaultdict[int, list[str]] = defaultdict(list)
    for word, number in sorted(bench.classes.fine.items()):
        members[number].append(word)
    return [" ".join([str(coarse), *members[fine]]) for fine, coarse in enumerate(bench.coarse)]

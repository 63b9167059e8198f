"""The model that scores one cut of some characters against another: a logistic regression, and
boosted trees on top of it (Friedman 2001).

``tools/fit_cuts.py`` makes ``cuts.json``; ``annotation/cut_features.py`` describes the features.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from generator.base.errors import data_file
from generator.lexicon.boosted_trees import Forest, boosted, read_trees

WEIGHTS = Path(__file__).resolve().parent.parent / "data" / "cuts.json"
DIGITS = 3
"""Decimals of log odds: further ones may depend on the library that multiplies."""


@dataclass(frozen=True, slots=True)
class CutModel:
    """What was fitted."""

    bias: float
    features: tuple[str, ...]
    weights: tuple[float, ...]
    """One for each feature."""
    forest: Forest
    shares: Mapping[str, float]
    """The commonest English stems with their share of running words."""

    def log_odds(self, rows: Sequence[Sequence[float]]) -> list[float]:
        """Return how much likelier each rival is than what it replaces; a row has the features of
        one."""
        import numpy as np

        if not rows:
            return []
        values = np.array(rows, np.float32).T
        linear = np.array(self.weights) @ values.astype(np.float64) + self.bias
        chances = boosted(values, self.forest).astype(np.float64)
        found: list[float] = (linear + np.log(chances / (1 - chances))).round(DIGITS).tolist()
        return found


@cache
def model() -> CutModel:
    """Read ``cuts.json``."""
    with data_file(WEIGHTS):
        loaded = json.loads(WEIGHTS.read_text("utf-8"))
        return CutModel(
            bias=loaded["bias"],
            features=tuple(loaded["weights"]),
            weights=tuple(loaded["weights"].values()),
            forest=read_trees(loaded["trees"]),
            shares=loaded["shares"],
        )

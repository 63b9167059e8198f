"""Which sense of a word is meant: a conditional logit over its senses (McFadden 1974), whose weights
were fitted on the gold corpus (``tools/fit_senses.py``)."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from generator.base.errors import data_file
from generator.lexicon.sense_features import Features, WordInPassage, features
from generator.lexicon.word_senses import Sense

WEIGHTS = Path(__file__).resolve().parent.parent / "data" / "senses.json"


@dataclass(frozen=True, slots=True)
class RankedSense:
    """A sense with the probability that it is the one that is meant."""

    sense: Sense
    probability: float


@dataclass(frozen=True, slots=True)
class SenseModel:
    """The weights of the features, and how much the sum is trusted."""

    weights: Mapping[str, float]
    temperature: float = 1.0
    """What the sum is divided by, so that probabilities are calibrated."""

    def score(self, found: Features) -> float:
        """Return the weighted sum of a sense's features."""
        weights = self.weights
        return math.fsum(value * weights[name] for name, value in found.items() if name in weights)

    def rank(self, place: WordInPassage, senses: Sequence[Sense]) -> tuple[RankedSense, ...]:
        """Order the senses of a word, likeliest first; equal ones keep their order."""
        scores = [self.score(one) / self.temperature for one in features(place, senses)]
        highest = max(scores)
        weights = [math.exp(score - highest) for score in scores]
        total = math.fsum(weights)
        ranked = [
            RankedSense(sense=sense, probability=weight / total)
            for sense, weight in zip(senses, weights, strict=True)
        ]
        return tuple(sorted(ranked, key=lambda one: -one.probability))


@lru_cache(maxsize=1)
def model() -> SenseModel:
    """Read the fitted weights."""
    with data_file(WEIGHTS):
        read = json.loads(WEIGHTS.read_text("utf-8"))
        return SenseModel(weights=read["weights"], temperature=read["temperature"])

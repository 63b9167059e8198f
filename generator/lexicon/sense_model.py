"""Which sense of a word is meant: a conditional logit over its senses (McFadden 1974). Its weights
were fitted on the gold corpus (``tools/fit_senses.py``)."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress
from pathlib import Path

from generator.base.errors import data_file
from generator.lexicon.sense_features import Features, WordInPassage, features, label
from generator.lexicon.word_senses import Sense

GRAMMAR = frozenset("particle preposition conjunction auxiliary direction measure pronoun".split())
NEAR_GRAMMAR, NEAR_SENSE = 0.4, 0.35
"""How far such rivals mislead, judged on cards of development texts (2026-11-28), not fitted."""
DENSE = ""
"""The name of the weights that all words share."""
Weights = Mapping[str, Mapping[str, float]]
"""Group of weights (DENSE, a class, a sense) -> feature -> weight."""
NO_WEIGHTS: Mapping[str, float] = {}
WEIGHTS = Path(__file__).resolve().parent.parent / "data" / "senses.json"


@dataclass(frozen=True, slots=True)
class RankedSense:
    """A sense with the probability that it is the one that is meant."""

    sense: Sense
    probability: float


@dataclass(frozen=True, slots=True)
class SenseModel:
    """The weights of the features, and how much the sum is trusted."""

    weights: Weights
    temperature: float = 1.0
    """What the sum is divided by, so that probabilities are calibrated."""

    def scores(self, place: WordInPassage, senses: Sequence[Sense]) -> list[float]:
        """Return the weighted sum of what speaks for each sense."""
        found = features(place, senses)
        classes = {sense.pos for sense in senses}
        of_class = {}
        for pos in classes:
            of_class[pos] = self._sum(of_pos(pos), found.around) + self._sum(
                of_pos(pos), found.of_class
            )
        scores = []
        for sense, own, frames in zip(senses, found.dense, found.of_sense, strict=True):
            score = self._sum(DENSE, own) + of_class[sense.pos]
            name = label(place.word, sense)
            if name in self.weights:
                score += self._sum(name, frames) + self._sum(name, found.around)
            scores.append(score)
        return scores

    def _sum(self, group: str, found: Features) -> float:
        weights = self.weights.get(group, NO_WEIGHTS)
        return math.fsum([found[name] * weights[name] for name in found.keys() & weights.keys()])

    def rank(self, place: WordInPassage, senses: Sequence[Sense]) -> tuple[RankedSense, ...]:
        """Order the senses of a word, likeliest first; equal ones keep their order."""
        if len(senses) == 1:
            return (RankedSense(sense=senses[0], probability=1.0),)
        scores = [score / self.temperature for score in self.scores(place, senses)]
        highest = max(scores)
        weights = [math.exp(score - highest) for score in scores]
        total = math.fsum(weights)
        ranked = [
            RankedSense(sense=sense, probability=weight / total)
            for sense, weight in zip(senses, weights, strict=True)
        ]
        return tuple(sorted(ranked, key=lambda one: -one.probability))


def of_pos(pos: str) -> str:
    """Return the name under which a class of words has its weights."""
    return f"pos={pos}"


def misleading(ranked: Sequence[RankedSense]) -> float:
    """Return the probability that the first sense misleads a learner.

    A rival that says nearly the same misleads little: one with a word of the gloss or a phrase in
    common, or another use of a grammar word.
    """
    best = ranked[0].sense
    said = _content(best)
    return math.fsum(one.probability * _difference(best, said, one.sense) for one in ranked[1:])


def _difference(best: Sense, said: set[str], other: Sense) -> float:
    """Return how far a sense misleads beside the best one, which says the words ``said``."""
    if (best.gloss, best.reading) == (other.gloss, other.reading):
        return 0.0
    if best.reading != other.reading:
        return 1.0
    if GRAMMAR.issuperset((best.pos, other.pos)):
        return NEAR_GRAMMAR
    return 1.0 if said.isdisjoint(_content(other)) else NEAR_SENSE


def _content(sense: Sense) -> set[str]:
    words: set[str] = set()
    for phrase in sense.phrases:
        words.update(compress(phrase.stems, phrase.content))
    return words


@lru_cache(maxsize=1)
def model() -> SenseModel:
    """Read the fitted weights."""
    with data_file(WEIGHTS):
        read = json.loads(WEIGHTS.read_text("utf-8"))
        return SenseModel(weights=read["weights"], temperature=read["temperature"])

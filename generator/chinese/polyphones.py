"""Which of its readings a character has in a sentence: a linear model of our own over sparse
features.

For each character with several readings a softmax over these; ``polyphone_features.py`` has what
speaks for them. Weights are small integers, trained by ``tools/fit_readings.py``; figures are in
docs/figures/readings.md.
"""

import math
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.base.errors import data_file
from generator.chinese.polyphone_features import (
    PolyphoneSentence,
    WordClasses,
    WordReadings,
    Words,
    evidence,
)

MODEL = Path(__file__).resolve().parent.parent / "data" / "polyphones.txt.zlib"
UNITS = 12
"""Weights are stored in units of 1/12."""
ZERO_WEIGHT = 80
"""The character that stores the weight 0, as a number of ASCII."""
MAX_WEIGHT = 46
"""The largest weight, in units: the characters that store weights stay printable."""


@dataclass(frozen=True, slots=True)
class CharacterModel:
    """The readings of one character, their weights without any context, and the weights of its
    features."""

    readings: tuple[str, ...]
    base: tuple[int, ...]
    weights: Mapping[str, str]
    """Feature -> for each reading a character that stores its weight."""


class Polyphones:
    """The model. Opening it takes milliseconds; the weights of a character are unpacked when it is
    first met."""

    def __init__(self, path: Path = MODEL) -> None:
        """Open the file that ``tools/fit_readings.py`` made. Raises DataError."""
        with data_file(path, zlib.error):
            lines = zlib.decompress(path.read_bytes()).decode("utf-8").split("\n")
            shared, classes, phrases, *characters = lines
            self.shared = {key: int(value) for key, value in _pairs(shared.split(" "))}
            self.classes = _word_classes(classes)
            self.phrases = {word: tuple(r.split(",")) for word, r in _pairs(phrases.split(" "))}
            self._lines = {line[0]: line for line in characters}
        self._characters: dict[str, CharacterModel] = {}

    def __contains__(self, character: str) -> bool:
        return character in self._lines

    def character(self, character: str) -> CharacterModel:
        """Return what the model knows of a character that it has (``in``)."""
        found = self._characters.get(character)
        if found is None:
            _, readings, base, *rest = self._lines[character].split(" ")
            found = CharacterModel(
                readings=tuple(readings.split(",")),
                base=tuple(map(int, base.split(","))),
                weights=dict(_pairs(rest)),
            )
            self._characters[character] = found
        return found

    def probabilities(
        self, sentence: PolyphoneSentence, i: int, readings: Words
    ) -> dict[str, float]:
        """Return how likely each reading of the character at ``i`` is. The character must be one
        that the model has."""
        known = self.character(sentence.character(i))
        scores = list(known.base)
        for feature in sentence.features(i):
            weights = known.weights.get(feature)
            if weights is not None:
                for n, weight in enumerate(weights.encode()):
                    scores[n] += weight - ZERO_WEIGHT
        of_words = sentence.word_readings(i, readings)
        if of_words.longest or of_words.own:
            for n, reading in enumerate(known.readings):
                scores[n] += self._of_words(known, reading, of_words)
        top = max(scores)
        odds = [math.exp((score - top) / UNITS) for score in scores]
        total = sum(odds)
        return {reading: odd / total for reading, odd in zip(known.readings, odds, strict=True)}

    def _of_words(self, known: CharacterModel, reading: str, of_words: WordReadings) -> int:
        """Return the weight of what dictionary words tell of one reading."""
        total = 0
        for key in evidence(reading, of_words):
            if key[0] != "=":
                total += self.shared.get(key, 0)
            elif key in known.weights:
                total += ord(known.weights[key]) - ZERO_WEIGHT
        return total


def _word_classes(line: str) -> WordClasses:
    """Read the line of classes: between tabs the words of each fine class, led by the number of its
    coarse class."""
    fine: dict[str, int] = {}
    coarse: dict[str, int] = {}
    for number, group in enumerate(line.split("\t")):
        above, *words = group.split(" ")
        fine |= dict.fromkeys(words, number)
        coarse |= dict.fromkeys(words, int(above))
    return WordClasses(fine=fine, coarse=coarse)


def _pairs(items: Sequence[str]) -> Iterable[tuple[str, str]]:
    return zip(items[::2], items[1::2], strict=True)

"""Which of its readings a character has in a sentence: a linear model of our own over sparse
features.

For each character with several readings a softmax over these. What speaks for a reading: the
characters and words around it, classes of the neighbouring words, and whether the dictionary words
that cover the character read it so. Weights are small integers, trained by
``tools/fit_readings.py``; figures are in docs/words.md. The features are in this module alone, so
that training and reading cannot drift apart.
"""

import math
import re
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.base.errors import data_file
from generator.base.han import IDEOGRAPHS, ZERO

MODEL = Path(__file__).resolve().parent.parent / "data" / "polyphones.txt.zlib"
MAX_WORD = 6
"""Characters of a dictionary word that may speak for a reading."""
UNITS = 12
"""Weights are stored in units of 1/12."""
ZERO_WEIGHT = 80
"""The character that stores the weight 0, as a number of ASCII."""
MAX_WEIGHT = 46
"""The largest weight, in units: the characters that store weights stay printable."""
BEFORE, AFTER = "^^^", "$$$"
KNOWN_HANZI = re.compile(f"[{IDEOGRAPHS}{ZERO}]+")
"""Characters of the basic plane alone: others were no hanzi where the weights were trained."""
PUNCTUATION = frozenset("，。、？！：；“”（）《》")

Words = Callable[[str], Sequence[tuple[str, ...]]]
"""The readings that dictionary entries give a word, as syllables; empty where none has it."""


@dataclass(frozen=True, slots=True)
class WordClasses:
    """Classes of words that stand in like places, fine and coarse: numbers by word."""

    fine: Mapping[str, int]
    coarse: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class WordReadings:
    """What dictionary words tell of one character."""

    longest: frozenset[str] = frozenset()
    """Its readings in the longest word that covers it."""
    length: int = 0
    """Characters of that word."""
    own: frozenset[str] = frozenset()
    """Its readings in the word that segmentation made of it."""


class PolyphoneSentence:
    """A sentence cut into words, prepared for asking about its characters."""

    def __init__(
        self, words: Sequence[str], tag: Callable[[str], str], classes: WordClasses
    ) -> None:
        self.words = [plain_word(word) for word in words]
        text = "".join(self.words)
        self.length = len(text)
        self.text = BEFORE + text + AFTER
        self.place: list[tuple[int, int]] = []
        """Of each character the word, and its place in the word."""
        for number, word in enumerate(self.words):
            self.place += [(number, place) for place in range(len(word))]
        self._tags = ["^", *[_tag(word, tag) for word in self.words], "$"]
        self._padded = ["^", "^", *self.words, "$", "$"]
        coarse, fine = classes.coarse.get, classes.fine.get
        self._coarse = [str(coarse(word, word[0])) for word in self._padded]
        self._fine = [str(fine(word, "")) for word in self._padded]

    def character(self, i: int) -> str:
        """Return the character at ``i``."""
        return self.text[i + len(BEFORE)]

    def features(self, i: int) -> list[str]:
        """Return the features of the character at ``i``; the first character of each tells which
        kind it is."""
        text, at = self.text, i + len(BEFORE)
        left, left2, right, right2 = text[at - 1], text[at - 2], text[at + 1], text[at + 2]
        lefts, rights = text[at - 2 : at], text[at + 1 : at + 3]
        number, place = self.place[i]
        word = self.words[number]
        size = min(len(word), 4)
        tag_before, tag, tag_after = self._tags[number : number + 3]
        before2, before, own, after, after2 = self._coarse[number : number + 5]
        _, fine_before, fine, fine_after, _ = self._fine[number : number + 5]
        return [
            "A" + left,
            "B" + right,
            "C" + left2,
            "D" + right2,
            "E" + lefts,
            "F" + rights,
            f"G{left}{right}",
            "H" + text[at - 3 : at],
            "I" + text[at + 1 : at + 4],
            f"J{lefts}{right}",
            f"K{left}{rights}",
            f"L{place}{word}",
            "M" + self._padded[number + 1],
            "N" + self._padded[number + 3],
            f"O{tag}{min(place, 2)}{size}",
            "P" + tag_before,
            "Q" + tag_after,
            f"R{tag_before}|{tag_after}",
            f"S{size}{place}",
            "T" + before,
            "U" + after,
            f"V{before}|{after}",
            "W" + fine_before,
            "X" + fine_after,
            f"Y{before2}|{before}",
            f"Z{after}|{after2}",
            f"a{own}|{place}",
            f"b{fine}|{place}",
        ]

    def word_readings(self, i: int, readings: Words) -> WordReadings:
        """Return what the dictionary words that cover the character at ``i`` tell."""
        number, place = self.place[i]
        word = self.words[number]
        own: frozenset[str] = frozenset()
        if len(word) > 1:
            own = frozenset([reading[place] for reading in readings(word)])
        at = i + len(BEFORE)
        for length in range(min(MAX_WORD, self.length), 1, -1):
            first = max(len(BEFORE), at - length + 1)
            last = min(at, self.length + len(BEFORE) - length)
            found: set[str] = set()
            for start in range(first, last + 1):
                for reading in readings(self.text[start : start + length]):
                    found.add(reading[at - start])
            if found:
                return WordReadings(longest=frozenset(found), length=length, own=own)
        return WordReadings(own=own)


def _tag(word: str, tag: Callable[[str], str]) -> str:
    """Return the first letters of a word's tag; of what is no word the first character."""
    if not KNOWN_HANZI.match(word):
        return word[0]
    return tag(word)[:2] or "x"


def plain_word(word: str) -> str:
    """Return hanzi and common punctuation as they are; digits as 0, letters as a, all other
    characters as -."""
    if KNOWN_HANZI.fullmatch(word):
        return word
    return "".join(map(_plain_character, word))


def _plain_character(character: str) -> str:
    if KNOWN_HANZI.match(character) or character in PUNCTUATION:
        return character
    if character.isdigit():
        return "0"
    return "a" if character.isalpha() else "-"


def evidence(reading: str, of_words: WordReadings) -> list[str]:
    """Return the features of one reading that all characters share: do dictionary words agree with
    it? ``=`` leads those of its character, too."""
    found = []
    if of_words.longest:
        agrees = "+" if reading in of_words.longest else "-"
        is_open = "" if len(of_words.longest) == 1 else "a"
        found = [f"{agrees}c{min(of_words.length, 5)}{is_open}", f"={agrees}c"]
    if of_words.own:
        agrees = "+" if reading in of_words.own else "-"
        is_open = "" if len(of_words.own) == 1 else "a"
        found += [f"{agrees}w{is_open}", f"={agrees}w"]
        found.append(("+" if reading in of_words.longest else "-") + agrees + "b")
    return found


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

"""Which of its readings a character has in a sentence: a linear model of our own over sparse
features.

For each character with several readings a softmax over these. What speaks for a reading: the
characters and words around it, classes of the neighbouring words, and whether the dictionary words
that cover the character read it so. Weights are small integers, trained by
``tools/fit_readings.py``; figures are in ``DESIGN.md`` (readings). The features are in this module
alone, so that training and reading cannot drift apart.
"""

import math
import re
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.base.errors import data_file

MODEL = Path(__file__).resolve().parent.parent / "data" / "polyphones.txt.zlib"
LONGEST = 6
"""Characters of a dictionary word that may speak for a reading."""
SMALLEST = 12
"""Weights are stored in units of 1/12."""
ZERO = 80
"""The sign that stores the weight 0, as a number of ASCII."""
MOST = 46
"""The largest weight, in units: signs stay printable."""
BEFORE, AFTER = "^^^", "$$$"
HAN = re.compile("[㐀-䶿一-鿿〇]+")
PUNCTUATION = frozenset("，。、？！：；“”（）《》")

Words = Callable[[str], Sequence[tuple[str, ...]]]
"""The readings that dictionary entries give a word, as syllables; empty where none has it."""


@dataclass(frozen=True, slots=True)
class Classes:
    """Classes of words that stand in like places, fine and coarse: numbers by word."""

    fine: Mapping[str, int]
    coarse: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Said:
    """What dictionary words say of one character."""

    longest: frozenset[str] = frozenset()
    """Its readings in the longest word that covers it."""
    length: int = 0
    own: frozenset[str] = frozenset()
    """Its readings in the word that segmentation made of it."""


class PolyphoneSentence:
    """A sentence cut into words, prepared for asking about its characters."""

    def __init__(self, words: Sequence[str], tag: Callable[[str], str], classes: Classes) -> None:
        self.words = [plain_signs(w) for w in words]
        text = "".join(self.words)
        self.length = len(text)
        self.text = BEFORE + text + AFTER
        self.place = [(j, k) for j, w in enumerate(self.words) for k in range(len(w))]
        self._tags = [
            "^",
            *((tag(w)[:2] or "x") if HAN.match(w) else w[0] for w in self.words),
            "$",
        ]
        padded = ["^", "^", *self.words, "$", "$"]
        self._padded = padded
        coarse, fine = classes.coarse.get, classes.fine.get
        self._coarse = [str(coarse(w, w[0])) for w in padded]
        self._fine = [str(fine(w, "")) for w in padded]

    def character(self, i: int) -> str:
        """The character at ``i``."""
        return self.text[i + 3]

    def features(self, i: int) -> list[str]:
        """The features of the character at ``i``; the first sign of each says which kind it is."""
        t, p = self.text, i + 3
        l1, l2, r1, r2 = t[p - 1], t[p - 2], t[p + 1], t[p + 2]
        ll, rr = t[p - 2 : p], t[p + 1 : p + 3]
        j, k = self.place[i]
        word = self.words[j]
        size = min(len(word), 4)
        tb, tw, ta = self._tags[j : j + 3]
        b2, b, w, a, a2 = self._coarse[j : j + 5]
        _, fb, fw, fa, _ = self._fine[j : j + 5]
        return [
            "A" + l1,
            "B" + r1,
            "C" + l2,
            "D" + r2,
            "E" + ll,
            "F" + rr,
            f"G{l1}{r1}",
            "H" + t[p - 3 : p],
            "I" + t[p + 1 : p + 4],
            f"J{ll}{r1}",
            f"K{l1}{rr}",
            f"L{k}{word}",
            "M" + self._padded[j + 1],
            "N" + self._padded[j + 3],
            f"O{tw}{min(k, 2)}{size}",
            "P" + tb,
            "Q" + ta,
            f"R{tb}|{ta}",
            f"S{size}{k}",
            "T" + b,
            "U" + a,
            f"V{b}|{a}",
            "W" + fb,
            "X" + fa,
            f"Y{b2}|{b}",
            f"Z{a}|{a2}",
            f"a{w}|{k}",
            f"b{fw}|{k}",
        ]

    def said(self, i: int, readings: Words) -> Said:
        """What the dictionary words that cover the character at ``i`` say."""
        j, k = self.place[i]
        own = (
            frozenset(r[k] for r in readings(self.words[j]))
            if len(self.words[j]) > 1
            else frozenset()
        )
        text, p = self.text, i + 3
        for length in range(min(LONGEST, self.length), 1, -1):
            found = {
                reading[p - start]
                for start in range(max(3, p - length + 1), min(p, self.length + 3 - length) + 1)
                for reading in readings(text[start : start + length])
            }
            if found:
                return Said(frozenset(found), length, own)
        return Said(own=own)


def plain_signs(word: str) -> str:
    """Hanzi and common punctuation as they are; digits as 0, letters as a, all other signs as -."""
    if HAN.fullmatch(word):
        return word
    return "".join(
        (
            c
            if HAN.match(c) or c in PUNCTUATION
            else "0"
            if c.isdigit()
            else "a"
            if c.isalpha()
            else "-"
        )
        for c in word
    )


def evidence(reading: str, said: Said) -> list[str]:
    """Features of one reading that all characters share: do dictionary words agree with it? ``=``
    leads those of its character, too."""
    found = []
    if said.longest:
        agrees = "+" if reading in said.longest else "-"
        found = [
            f"{agrees}c{min(said.length, 5)}{'' if len(said.longest) == 1 else 'a'}",
            f"={agrees}c",
        ]
    if said.own:
        agrees = "+" if reading in said.own else "-"
        found += [f"{agrees}w{'' if len(said.own) == 1 else 'a'}", f"={agrees}w"]
        found.append(("+" if reading in said.longest else "-") + agrees + "b")
    return found


@dataclass(frozen=True, slots=True)
class CharacterModel:
    """The readings of one character, their weights without any context, and the weights of its
    features."""

    readings: tuple[str, ...]
    base: tuple[int, ...]
    weights: Mapping[str, str]


class Polyphones:
    """The model. Opening it takes milliseconds; the weights of a character are unpacked when it is
    first met."""

    def __init__(self, path: Path = MODEL) -> None:
        with data_file(path, zlib.error):
            shared, fine, phrases, *characters = (
                zlib.decompress(path.read_bytes()).decode("utf-8").split("\n")
            )
            self.shared = {key: int(value) for key, value in _pairs(shared.split(" "))}
            groups = [group.split(" ") for group in fine.split("\t")]
            # The number of the coarse class leads the words of each fine class.
            self.classes = Classes(
                {w: n for n, group in enumerate(groups) for w in group[1:]},
                {w: int(group[0]) for group in groups for w in group[1:]},
            )
            self.phrases = {w: tuple(r.split(",")) for w, r in _pairs(phrases.split(" "))}
            self._lines = {line[0]: line for line in characters}
        self._characters: dict[str, CharacterModel] = {}

    def __contains__(self, character: str) -> bool:
        return character in self._lines

    def character(self, character: str) -> CharacterModel:
        """What the model knows of a character that it has (``in``)."""
        found = self._characters.get(character)
        if found is None:
            _, readings, base, *rest = self._lines[character].split(" ")
            found = CharacterModel(
                tuple(readings.split(",")), tuple(map(int, base.split(","))), dict(_pairs(rest))
            )
            self._characters[character] = found
        return found

    def probabilities(
        self, sentence: PolyphoneSentence, i: int, readings: Words
    ) -> dict[str, float]:
        """How likely each reading of the character at ``i`` is. The character must be one that the
        model has."""
        known = self.character(sentence.character(i))
        weights = known.weights
        scores = list(known.base)
        for feature in sentence.features(i):
            found = weights.get(feature)
            if found is not None:
                for n, sign in enumerate(found.encode()):
                    scores[n] += sign - ZERO
        said = sentence.said(i, readings)
        if said.longest or said.own:
            for n, reading in enumerate(known.readings):
                for key in evidence(reading, said):
                    if key[0] == "=":
                        scores[n] += ord(weights.get(key, chr(ZERO))) - ZERO
                    else:
                        scores[n] += self.shared.get(key, 0)
        top = max(scores)
        odds = [math.exp((score - top) / SMALLEST) for score in scores]
        total = sum(odds)
        return {reading: odd / total for reading, odd in zip(known.readings, odds, strict=True)}


def _pairs(items: Sequence[str]) -> Iterable[tuple[str, str]]:
    return zip(items[::2], items[1::2], strict=True)

"""How well some characters sound like a foreign word: 哈特菲尔德 and "Hatfield".

``sounds.tsv`` says which letters a character of a foreign name stands for, and how likely each is
(``tools/fit_names.py`` fits them over pairs of names). The letters of a word are parted among the
characters in all ways; the chance of that is compared with the chance of these letters anywhere.
"""

import math
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from generator.base.errors import data_file

SOUNDS = Path(__file__).resolve().parent.parent / "data" / "sounds.tsv"
LETTERS = re.compile("[a-z]+")
DOUBLED = re.compile(r"([^aeiou])\1")
FOLDED = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
MAX_CHUNK = 6
"""Letters that a character stands for at most (盖根, "Geoghan")."""
ANYTHING = 0.004
"""Chance that a character stands for some number of letters that it is not known to stand for."""
NOTHING_ALIKE = -30.0
"""Log odds of characters that cannot be the word: too few for its letters."""
MIN_PREFIX = 0.05
"""A search goes on while the letters so far are not much likelier elsewhere than here."""


def letters_of(word: str) -> str:
    """Return the letters of a word, lower case, without accents, double consonants as one.

    >>> letters_of("O'Neill"), letters_of("Łódź")
    ('oneil', 'lodz')
    """
    plain = unicodedata.normalize("NFKD", word.lower().translate(FOLDED))
    return DOUBLED.sub(r"\1", "".join(LETTERS.findall(plain)))


class SoundModel:
    """Characters of foreign names, with what they stand for."""

    def __init__(self, lines: Sequence[str]) -> None:
        """Take the lines of ``sounds.tsv``: how common each letter is, then for each character its
        log share among the characters of names, and letters with the log chance of these. A
        line is read when its character comes up."""
        self._letters = _numbers(lines[0].split("\t")[1:])
        self._rows = {line[0]: line for line in lines[1:]}
        self._sounds: dict[str, Mapping[str, float]] = {}

    def share(self, character: str) -> float | None:
        """Return the log share of a character among those of foreign names; None if it is in
        none."""
        row = self._rows.get(character)
        return float(row.split("\t", 2)[1]) if row else None

    def odds(self, characters: str, word: str) -> float:
        """Return the log odds that characters sound like a word rather than like any other.

        Above 4 hardly any pair of strangers comes (figures: docs/words.md).
        """
        letters = letters_of(word)
        states = {0: 1.0}
        for character in characters:
            states = self._step(states, character, letters, ANYTHING, 0.0)
        chance = states.get(len(letters), 0.0)
        return math.log(chance) if chance and characters else NOTHING_ALIKE

    def matches(self, run: str, letters: str) -> Iterator[tuple[int, int, float]]:
        """Yield start, end and log odds of every stretch of a run of hanzi that may sound like
        ``letters`` (``letters_of`` a word); the first character stands for some of them."""
        beginnings = {letters[:size] for size in range(1, MAX_CHUNK + 1)}
        for start, character in enumerate(run):
            if self._of(character).keys().isdisjoint(beginnings):
                continue
            states = {0: 1.0}
            for end in range(start + 1, len(run) + 1):
                heard = self._end(states, run[end - 1], letters)
                if heard:
                    yield start, end, math.log(heard)
                anything = ANYTHING if end > start + 1 else 0.0
                states = self._step(states, run[end - 1], letters, anything, MIN_PREFIX)
                if not states:
                    break

    def _end(self, states: Mapping[int, float], character: str, letters: str) -> float:
        """Return the likelihood ratio where a character ends a name: it must be known to stand for
        the letters that are left."""
        sounds = self._of(character)
        found = 0.0
        for start, ratio in states.items():
            if len(letters) - start <= MAX_CHUNK:
                found += ratio * sounds.get(letters[start:], 0.0)
        return found

    def _of(self, character: str) -> Mapping[str, float]:
        sounds = self._sounds.get(character)
        if sounds is None:
            sounds = self._sounds[character] = self._read(character)
        return sounds

    def _read(self, character: str) -> dict[str, float]:
        """Return letters -> how much likelier they are for a character than anywhere."""
        row = self._rows.get(character, "")
        with data_file(SOUNDS):
            chances = _numbers(row.split("\t")[2:])
            found = {}
            for chunk, chance in chances.items():
                anywhere = math.fsum(map(self._letters.__getitem__, chunk))
                found[chunk] = math.exp(chance - anywhere)
        return found

    def _step(
        self,
        states: Mapping[int, float],
        character: str,
        letters: str,
        anything: float,
        least: float,
    ) -> dict[int, float]:
        """Return number of letters -> likelihood ratio after one more character; those of at most
        ``least`` are left out."""
        sounds = self._of(character)
        later: dict[int, float] = {}
        for start, ratio in states.items():
            for end in range(start, min(len(letters), start + MAX_CHUNK) + 1):
                found = ratio * (sounds.get(letters[start:end], 0.0) + anything)
                if found > least:
                    later[end] = later.get(end, 0.0) + found
        return later


def _numbers(columns: Sequence[str]) -> dict[str, float]:
    found = {}
    for column in columns:
        chunk, _, number = column.partition(" ")
        found[chunk] = float(number)
    return found


@cache
def sound_model() -> SoundModel:
    """Read the model; the first call takes some milliseconds."""
    with data_file(SOUNDS):
        return SoundModel(SOUNDS.read_text("utf-8").splitlines())


def sound_odds(characters: str, word: str) -> float:
    """Return the log odds that simplified characters sound like an English word rather than like
    any other, see ``SoundModel.odds``."""
    return sound_model().odds(characters, word)

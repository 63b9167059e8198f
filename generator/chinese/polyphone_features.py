"""What speaks for a reading of a character in its sentence, as sparse features.

They are the characters and words around it, classes of the neighbouring words, the words and tags
of the tagger, and whether the dictionary words that cover it read it so. They are in this module
alone, so that training (``tools/fit_readings.py``) and reading cannot drift apart.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from generator.base.han import IDEOGRAPHS, ZERO
from generator.chinese.tagger import TaggedWord

MAX_WORD = 6
"""Characters of a dictionary word that may speak for a reading."""
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
        self,
        words: Sequence[str],
        tagged: Sequence[TaggedWord],
        tag: Callable[[str], str],
        classes: WordClasses,
    ) -> None:
        """``words`` are as Cika cuts them, ``tagged`` as the tagger does; ``tag`` returns jieba's
        tag of a word."""
        self.words = [plain_word(word) for word in words]
        text = "".join(self.words)
        self.length = len(text)
        self.text = BEFORE + text + AFTER
        self.place: list[tuple[int, int]] = []
        """Of each character the word, and its place in the word."""
        for number, word in enumerate(self.words):
            self.place += [(number, place) for place in range(len(word))]
        self._tagged = tagged
        self._tagged_at: list[int] = []
        """Of each character the tagger's word."""
        for number, one in enumerate(tagged):
            self._tagged_at += [number] * (one.end - one.start)
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
            *self._tagger_features(i),
        ]

    def _tagger_features(self, i: int) -> list[str]:
        number = self._tagged_at[i]
        word = self._tagged[number]
        place = i - word.start
        size = min(word.end - word.start, 4)
        (before, tag_before), (after, tag_after) = (
            self._tagged_word(number - 1),
            self._tagged_word(number + 1),
        )
        own, _ = self._tagged_word(number)
        return [
            f"c{word.tag}{min(place, 2)}{size}",
            "d" + tag_before,
            "e" + tag_after,
            f"f{tag_before}|{word.tag}|{tag_after}",
            f"g{place}{own}",
            "h" + before,
            "i" + after,
        ]

    def _tagged_word(self, number: int) -> tuple[str, str]:
        """Return a word of the tagger and its tag, signs of their own beyond the ends."""
        if number < 0:
            return "^", "^"
        if number == len(self._tagged):
            return "$", "$"
        word = self._tagged[number]
        begin = len(BEFORE)
        return self.text[begin + word.start : begin + word.end], word.tag

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

"""What the model of polyphonic characters is fitted with: gold, dictionary, segmenter, and what is
counted from them."""

import prelude

import math
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from generator.chinese.polyphones import KNOWN_HANZI, MAX_WORD
from generator.chinese.readings import Words, numbered
from generator.chinese.script import simplify
from generator.chinese.segment import WORDS, Segmenter
from generator.lexicon.dictionary import Dictionary
from inputs import TATOEBA, read_pairs
from reading_gold import GOLD, load_gold
from word_classes import word_classes

Reading = tuple[str, ...]
"""Numbered syllables of a word."""


class Workbench:
    """Dictionary, segmenter and what is counted from them, opened once."""

    def __init__(self, data: Path) -> None:
        self.dictionary = Dictionary()
        self.segmenter = Segmenter(self.dictionary)
        self.gold = {name: load_gold(data, name) for name in GOLD}
        self._cuts: dict[str, list[str]] = {}
        texts: dict[str, None] = {}
        for marked in self.gold.values():
            texts |= dict.fromkeys(example.text for example in marked)
        texts |= dict.fromkeys(simplify(zh) for zh, _ in read_pairs(data / TATOEBA))
        made = word_classes([self.cut(text) for text in texts])
        self.classes, self.coarse = made.classes, made.coarse
        self.singles: dict[str, list[str]] = {}
        """Readings of single characters."""
        self.prior: defaultdict[str, defaultdict[str, float]] = defaultdict(
            lambda: defaultdict(float)
        )
        """How often words read a character so."""
        self._count_readings()
        self.phrases = self._new_phrases()
        """Phrases of pypinyin that the dictionary lacks."""
        self.words = Words(self.dictionary.entries, self.segmenter.is_word, self.phrases)

    def cut(self, text: str) -> list[str]:
        """Cut a sentence into words; what was cut is remembered."""
        if text not in self._cuts:
            self._cuts[text] = [segment.text for segment in self.segmenter.cut(text)]
        return self._cuts[text]

    def _count_readings(self) -> None:
        for form, count in counted_words():
            readings = self._readings(form)
            if len(form) == 1:
                self.singles[form] = [reading[0] for reading in readings]
                continue
            share = math.log(2 + count) / max(len(readings), 1)
            for reading in readings:
                for character, syllable in zip(form, reading, strict=True):
                    self.prior[character][syllable] += share

    def _readings(self, form: str) -> list[Reading]:
        """Return the readings of the entries of a word, each once."""
        found: dict[Reading, None] = {}
        for entry in self.dictionary.entries(form):
            reading = numbered(form, entry.reading) if entry.simplified == form else None
            if reading:
                found[tuple(reading)] = None
        return list(found)

    def _new_phrases(self) -> dict[str, Reading]:
        several = {one for one, readings in self.singles.items() if len(readings) > 1}
        new = [(word, read) for word, read in pypinyin_phrases() if word not in self.dictionary]
        return {word: reading for word, reading in new if several & set(word)}


def counted_words() -> Iterator[tuple[str, int]]:
    """Yield the words that sentences are cut by, with jieba's counts."""
    _, *columns = WORDS.read_text(encoding="utf-8").split()  # the sum of all counts is first
    for word, count in zip(columns[::2], columns[1::2], strict=True):
        if int(count):
            yield word, int(count)


def pypinyin_phrases() -> Iterator[tuple[str, Reading]]:
    """Yield the phrases of pypinyin with readings in the dictionary's form."""
    from pypinyin.constants import PHRASES_DICT

    from generator.base.pinyin import number

    for phrase, syllables in sorted(PHRASES_DICT.items()):
        if len(phrase) == len(syllables) <= MAX_WORD and KNOWN_HANZI.fullmatch(phrase):
            yield phrase, tuple(number(readings[0]) for readings in syllables)

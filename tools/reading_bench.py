"""What the model of polyphonic characters is fitted with: gold, dictionary, segmenter, and what is
counted from them."""

import prelude

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.annotation.annotator import Annotator
from generator.annotation.cut_choice import Read
from generator.annotation.text_names import NO_NAMES
from generator.chinese.polyphone_features import KNOWN_HANZI, MAX_WORD, PolyphoneSentence
from generator.chinese.readings import Words, numbered
from generator.chinese.script import simplify
from generator.chinese.segment import WORDS
from generator.chinese.tagger import TaggedWord, Tagger
from generator.lexicon.dictionary import Dictionary
from inputs import TATOEBA, read_pairs
from reading_gold import GOLD, load_gold
from word_classes import word_classes

Reading = tuple[str, ...]
"""Numbered syllables of a word."""
BATCH = 256
"""Sentences that the tagger reads at once."""


class Workbench:
    """Dictionary, annotator and what is counted from them, opened once."""

    def __init__(self, data: Path) -> None:
        self.dictionary = Dictionary()
        self.annotator = Annotator(self.dictionary)
        self.segmenter = self.annotator.segmenter
        self.tagger = Tagger()
        self.gold = {name: load_gold(data, name) for name in GOLD}
        texts: dict[str, None] = {}
        for marked in self.gold.values():
            texts |= dict.fromkeys(example.text for example in marked)
        texts |= dict.fromkeys(simplify(zh) for zh, _ in read_pairs(data / TATOEBA))
        self._cuts = self._cut_all(list(texts))
        made = word_classes([words for words, _ in self._cuts.values()])
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

    def _cut_all(self, texts: Sequence[str]) -> dict[str, tuple[list[str], Sequence[TaggedWord]]]:
        """Cut sentences as the annotator does where there is no translation, and as the tagger
        does."""
        found: dict[str, tuple[list[str], Sequence[TaggedWord]]] = {}
        for start in range(0, len(texts), BATCH):
            batch = texts[start : start + BATCH]
            tagged = self.tagger.read(batch)
            read = []
            for text, own in zip(batch, tagged, strict=True):
                read.append(Read(text, "", own, (), NO_NAMES))
            cuts = self.annotator.cutting.cuts(read)
            for text, segments, own in zip(batch, cuts, tagged, strict=True):
                found[text] = [segment.text for segment in segments], own.words
        return found

    def sentence(self, text: str) -> PolyphoneSentence:
        """Return a sentence of the gold sets as the model sees it."""
        words, tagged = self._cuts[text]
        return PolyphoneSentence(words, tagged, self.dictionary.tag, self.classes)

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

"""Entries and glosses of a segment: what the dictionary says of it, and of the words in it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from generator.base import pinyin
from generator.base.han import HANZI
from generator.base.records import Entry
from generator.chinese.segment import Segmenter
from generator.chinese.segments import Segment
from generator.lexicon import glosses
from generator.lexicon.dictionary import Dictionary
from generator.lexicon.glosses import Gloss
from generator.lexicon.learner import LearnerDictionary
from generator.lexicon.search_terms import NO_SEARCH_TERMS, SearchTerms, search_terms_of
from generator.lexicon.traditional_senses import written
from generator.lexicon.word_senses import (
    RARE_SHARE,
    Sense,
    dictionary_senses,
    listed_senses,
)

Key = tuple[str, str, bool]
"""A word, how the text writes it, and whether its sentence is traditional."""


class Entries:
    """Looks segments up in the dictionary, and remembers what it found."""

    def __init__(self, dictionary: Dictionary, segmenter: Segmenter) -> None:
        self.dictionary = dictionary
        self._segmenter = segmenter
        self._search_terms: dict[str, SearchTerms] = {}
        self._learner = LearnerDictionary()
        self._senses: dict[Key, tuple[Sense, ...]] = {}
        self._found: dict[Key, tuple[tuple[Entry, ...], tuple[Gloss, ...]]] = {}

    def look_up(
        self, segment: Segment, original: str, *, is_traditional: bool = False
    ) -> tuple[tuple[Entry, ...], tuple[Gloss, ...]]:
        """Return the entries of a segment and their glosses; for a word without entry the glosses
        of the words in it.

        ``original`` is the segment as the text writes it, in either script; ``is_traditional``
        tells that its sentence is traditional, whatever the segment is written with (里, 只).
        """
        if segment.kind in ("punctuation", "foreign") or not HANZI.search(segment.text):
            return (), ()
        key = _key(segment, original, is_traditional=is_traditional)
        found = self._found.get(key)
        if found is None:
            found = self._look_up(segment, original, is_traditional=is_traditional)
            self._found[key] = found
        return found

    def senses(
        self, segment: Segment, original: str, *, is_traditional: bool = False
    ) -> tuple[Sense, ...]:
        """Return the senses of a segment: those of the learner's dictionary, else the dictionary's;
        none where it has no entry. See ``look_up``."""
        key = _key(segment, original, is_traditional=is_traditional)
        found = self._senses.get(key)
        if found is None:
            found = self._listed(segment, original, is_traditional=is_traditional)
            if not found:
                entries, glossed = self.look_up(segment, original, is_traditional=is_traditional)
                if entries:
                    found = dictionary_senses(glossed, self.dictionary.english_pos)
            if segment.base or not is_traditional:
                alike = self.dictionary.entries(segment.base or segment.text)
                found = tuple([written(sense, alike) for sense in found])
            self._senses[key] = found
        return found

    def _listed(
        self, segment: Segment, original: str, *, is_traditional: bool
    ) -> tuple[Sense, ...]:
        """Return the senses that the learner's dictionary has of a segment. Most words have some:
        the glosses of the larger dictionary, which cost more, are not made for them."""
        listed = self._learner.senses(segment.base or segment.text)
        if not listed:
            return ()
        entries = self._entries(segment, original, is_traditional=is_traditional)
        return listed_senses(listed, without_twins(entries))

    def unlisted_senses(
        self, segment: Segment, original: str, reading: str, *, is_traditional: bool
    ) -> tuple[Sense, ...]:
        """Return the senses of a segment in a reading (lower case) that the learner's dictionary
        lacks: the dictionary's, as rare ones. See ``look_up``."""
        _, all_glosses = self.look_up(segment, original, is_traditional=is_traditional)
        fitting = [one for one in all_glosses if one.entry.reading.lower() == reading]
        found = dictionary_senses(fitting, self.dictionary.english_pos)
        return tuple([replace(sense, share=RARE_SHARE) for sense in found])

    def senses_of(self, word: str) -> tuple[Sense, ...]:
        """Return the senses of a simplified word."""
        return self.senses(Segment(0, word, "word"), word)

    def _look_up(
        self, segment: Segment, original: str, *, is_traditional: bool
    ) -> tuple[tuple[Entry, ...], tuple[Gloss, ...]]:
        entries = self._entries(segment, original, is_traditional=is_traditional)
        entries = without_twins(entries)
        sources = list(entries)
        if not entries and len(segment.text) > 1:
            for word in self._segmenter.parts(segment.text):
                sources += without_twins(self.dictionary.entries(word))
        found: list[Gloss] = []
        for entry in sources:
            found += glosses.glosses_of(entry, self.dictionary.entries)
        return entries, tuple(found)

    def _entries(
        self, segment: Segment, original: str, *, is_traditional: bool
    ) -> tuple[Entry, ...]:
        """Return the entries of a segment, in a traditional text those that are written like it:
        髮 is not 發, though both are 发, and 只 is not 隻."""
        if segment.base:
            return self.dictionary.entries(segment.base)
        entries = self.dictionary.entries(segment.text)
        if not is_traditional and original == segment.text:
            return entries
        written = tuple(entry for entry in entries if entry.traditional == original)
        return written or entries or self.dictionary.entries(original)

    def search_terms(self, word: str) -> SearchTerms:
        """Return what a word may be in English."""
        found = self._search_terms.get(word)
        if found is None:
            found = NO_SEARCH_TERMS
            if HANZI.search(word):
                found = search_terms_of(word, self._glosses, self.dictionary.syllables)
            self._search_terms[word] = found
        return found

    def _glosses(self, word: str) -> tuple[Gloss, ...]:
        """Return the glosses of a word; none where it has no entry."""
        if word not in self.dictionary:
            return ()
        return self.look_up(Segment(0, word, "word"), word)[1]

    def gloss_by_parts(self, word: str, syllables: Sequence[str]) -> str:
        """Explain a word by the words that it is made of: ``全 all + 厂 factory``, ``机械 machine +
        厂 factory``; empty where none of them can be explained."""
        known: list[str] = []
        at = 0
        for part in self._segmenter.parts(word):
            heard = " ".join(syllables[at : at + len(part)])
            at += len(part)
            gloss = self._gloss_of_part(part, heard)
            if gloss:
                known.append(f"{part} {gloss}")
        return " + ".join(known)

    def _gloss_of_part(self, part: str, heard: str) -> str:
        """Return the first gloss of a part in the reading that is heard; of a longer part any."""
        _, found = self.look_up(Segment(0, part, "word"), part)
        usable = [gloss for gloss in found if gloss.role in ("sense", "reference")]
        fitting = [gloss for gloss in usable if pinyin.mark(gloss.entry.reading) == heard]
        if not fitting and len(part) > 1:
            fitting = usable
        return glosses.shorten(fitting[0].core) if fitting else ""


def _key(segment: Segment, original: str, *, is_traditional: bool) -> Key:
    if segment.base:
        return segment.base, "", False
    return segment.text, original, is_traditional


def entries_of(found: Iterable[Gloss]) -> tuple[Entry, ...]:
    """Return the entries that glosses come from, each once, in order."""
    return tuple(dict.fromkeys(gloss.entry for gloss in found))


def is_proper(entry: Entry) -> bool:
    """Tell whether an entry is written with a capital; the dictionary does so for months as well,
    GB/T 16159 does not, and a letter (T恤 "T xu4") is no capital of pinyin."""
    if not HANZI.match(entry.simplified) or entry.simplified.endswith("月"):
        return False
    return entry.reading[:1].isupper()


def without_twins(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Drop entries that only refer to the same simplified word in another traditional spelling
    (着, "variant of 著|着"), unless there are no others."""
    return tuple(entry for entry in entries if not _is_twin(entry)) or entries


def _is_twin(entry: Entry) -> bool:
    for sense in entry.senses:
        target = glosses.REFERENCE.match(sense)
        if target is None or target["simplified"] != entry.simplified:
            return False
    return True

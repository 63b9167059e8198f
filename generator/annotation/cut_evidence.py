"""What is known of the words of a cut: lists, senses, and what the English of a passage says of
them; looked up once a word."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress

from generator.annotation.entries import Entries
from generator.chinese.segments import Segment
from generator.chinese.tagger import TaggedSentence
from generator.lexicon import cut_model
from generator.lexicon.english_phrases import Phrase
from generator.lexicon.passage_english import PassageEnglish
from generator.lexicon.word_senses import Sense

GRAMMAR = frozenset(
    "particle preposition conjunction auxiliary pronoun direction measure numeral suffix prefix"
    " interjection".split()
)
TIME_UNITS = frozenset("天年月日周岁点分秒夜")
"""Nouns that a numeral counts without a measure word."""
SAID: Mapping[str, float] = {
    "noun": 0.85,
    "name": 0.9,
    "time": 0.85,
    "verb": 0.7,
    "adjective": 0.7,
    "idiom": 0.7,
    "place": 0.6,
    "numeral": 0.6,
    "measure": 0.55,
    "pronoun": 0.5,
    "adverb": 0.45,
}
"""How often the English says a word of a class, with more than grammar (fit part of the gold
corpus, 2026-11-28)."""
OTHERS_SAID = 0.35
RARE = 3e-5
"""Share of an English word among all that the counts lack."""
IN_PHRASE = 0.2
"""How often the other words of a phrase stand beside its rarest one."""
MAX_CHANCE = 0.95
LITERAL = re.compile("[㐀-鿿]*~[㐀-鿿]*")
"""Frames of the learner's dictionary that are nothing but characters."""


@dataclass(frozen=True, slots=True)
class KnownWord:
    """What the lists know of a word."""

    senses: tuple[Sense, ...]
    classes: frozenset[str]
    main: str
    """Part of speech of its first sense."""
    phrases: Mapping[str, Sequence[tuple[Phrase, float]]]
    """First stem -> English phrases that say it, each with the share of its sense."""
    frames: tuple[str, ...]
    """The word with characters that often stand beside it."""
    is_listed: bool
    """Whether the learner's dictionary has it."""
    is_grammar: bool
    is_proper: bool
    is_measure: bool
    is_said: float
    """How often the English says it."""
    by_chance: float
    """How often one English word says it although it is not there."""
    zipf: float
    in_syllabus: bool


@dataclass(frozen=True, slots=True)
class Heard:
    """What the English says of a word."""

    share: float = 0.0
    """Share of the sense that it says; 0 where it says none."""
    is_weak: bool = False
    """Whether only words of grammar say it."""
    places: frozenset[int] = frozenset()
    """The English words that say it and more than grammar."""
    odds: float = 0.0
    """Log odds that this gives for the word: much if it says what is rarely said by chance."""
    unsaid_odds: float = 0.0
    """... if what says it says another word."""


class PassageCut:
    """A passage whose cut is in question."""

    def __init__(
        self, zh: str, segments: Sequence[Segment], tagged: TaggedSentence, english: PassageEnglish
    ) -> None:
        self.zh = zh
        self.segments = segments
        self.tagged = tagged
        self.english = english
        self.heard: dict[tuple[str, str], Heard] = {}

    @cached_property
    def stems(self) -> frozenset[str]:
        """Return the stems of its English words."""
        return frozenset(self.english.stems)

    @cached_property
    def tags(self) -> Mapping[int, tuple[int, str]]:
        """Return the tagger's words: start -> end and tag."""
        return {word.start: (word.end, word.tag) for word in self.tagged.words}


class CutEvidence:
    """Looks words up, and remembers what it found."""

    def __init__(self, entries: Entries, shares: Mapping[str, float] | None = None) -> None:
        """``shares`` has English stems with their share of running words; the model's own where it
        is None."""
        self._entries = entries
        self._known: dict[tuple[str, str], KnownWord] = {}
        self._shares = shares

    def known(self, segment: Segment) -> KnownWord:
        """Return what the lists know of a segment."""
        key = segment.text, segment.base
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._look_up(segment)
        return found

    def _look_up(self, segment: Segment) -> KnownWord:
        word = segment.base or segment.text
        senses = self._entries.senses(segment, segment.text)
        facts = self._entries.dictionary.facts(word)
        levels = facts.levels
        classes = frozenset(sense.pos for sense in senses)
        phrases: dict[str, list[tuple[Phrase, float]]] = {}
        frames: list[str] = []
        for sense in senses:
            for phrase in sense.phrases:
                if phrase.stems:
                    phrases.setdefault(phrase.stems[0], []).append((phrase, sense.share))
            frames += filter(LITERAL.fullmatch, sense.neighbours)
        if self._shares is None:
            self._shares = cut_model.model().shares
        return KnownWord(
            senses=senses,
            classes=classes,
            main=senses[0].pos if senses else "",
            phrases=phrases,
            frames=tuple(frame.replace("~", segment.text) for frame in frames if len(frame) > 1),
            is_listed=bool(senses) and senses[0].is_listed,
            is_grammar=bool(senses) and classes <= GRAMMAR,
            is_proper=bool(senses) and all(one.reading[:1].isupper() for one in senses),
            is_said=SAID.get(senses[0].pos, OTHERS_SAID) if senses else 0.0,
            by_chance=_by_chance(phrases.values(), self._shares),
            is_measure="measure" in classes or word in TIME_UNITS,
            zipf=facts.zipf,
            in_syllabus=bool(levels.hsk20 or levels.hsk2021 or levels.hsk2025),
        )

    def heard(self, segment: Segment, passage: PassageCut) -> Heard:
        """Return what the English of a passage says of a segment."""
        key = segment.text, segment.base
        found = passage.heard.get(key)
        if found is None:
            found = passage.heard[key] = _hear(self.known(segment), passage)
        return found

    def literalness(self, passage: PassageCut, first: int, last: int) -> float:
        """Return the share of the content words outside of the segments ``first`` to ``last`` that
        the English says: how much it tells that it does not say one."""
        said = content = 0
        for index, segment in enumerate(passage.segments):
            if first <= index <= last or segment.kind == "punctuation":
                continue
            is_said = bool(self.heard(segment, passage).places)
            if is_said or not self.known(segment).is_grammar:
                said += is_said
                content += 1
        return (said + 1) / (content + 2)


def _hear(word: KnownWord, passage: PassageCut) -> Heard:
    """Return what the English of a passage says of a word."""
    share = 0.0
    is_weak = False
    places: set[int] = set()
    for stem in word.phrases.keys() & passage.stems:
        for phrase, of_sense in word.phrases[stem]:
            for match in passage.english.matches(phrase):
                if not match.content:
                    is_weak = True
                    continue
                share = max(share, of_sense)
                content = zip(range(match.first, match.last + 1), phrase.content, strict=False)
                places |= {place for place, says in content if says}
    if not word.senses or not passage.english.words:
        return Heard(share=share, is_weak=is_weak, places=frozenset(places))
    chance = min(MAX_CHANCE, -math.expm1(-len(passage.english.words) * word.by_chance))
    unsaid = 0.0 if is_weak and not places else math.log((1 - word.is_said) / (1 - chance))
    return Heard(
        share=share,
        is_weak=is_weak,
        places=frozenset(places),
        odds=math.log(word.is_said / chance) if places else unsaid,
        unsaid_odds=unsaid,
    )


def _by_chance(
    phrases: Iterable[Sequence[tuple[Phrase, float]]], shares: Mapping[str, float]
) -> float:
    """Return how often an English word is the rarest of one of some phrases."""
    rarest: dict[tuple[str, ...], float] = {}
    for own in phrases:
        for phrase, _ in own:
            content = compress(phrase.stems, phrase.content)
            share = min([shares.get(stem, RARE) for stem in content], default=0.0)
            rarest[phrase.stems] = share * (IN_PHRASE if len(phrase.stems) > 1 else 1)
    return math.fsum(rarest.values())

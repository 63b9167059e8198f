"""What awaits the reader of a text: how much of it is known, of which level it is, and what
learning its words brings.

Running words are words, names and numbers, wherever they stand; punctuation marks and what is
written in Latin letters are not counted. Names and numbers that make no cards, and words that a
person left out, are read without study: they count as known, apart from the words.
"""

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from generator.base.choices import HSK_FIELDS
from generator.base.han import HANZI
from generator.base.records import Levels, Span, Word
from generator.base.words import HeadwordKey, headword_key

TOP_LEVEL = {"2.0": 6, "2021": 7, "2025": 7}
UNKNOWN_STEPS = (0, 1, 3)
"""Sentences are counted by their unknown words: up to each of these, and more."""


@dataclass(frozen=True, slots=True)
class CountedWord:
    """A word of a text, or of several, and how often it stands there."""

    word: Word
    """As it stands first."""
    count: int
    known: bool
    guessable: bool
    """Unknown, but made of known characters."""
    stopped: bool = False
    """Unknown, and to stay so: a stop list has it."""
    texts: int = 1
    """How many of the texts have it."""

    @property
    def key(self) -> HeadwordKey:
        """Return what makes it one word."""
        return headword_key(self.word.token)

    def level(self, standard: str) -> int | None:
        """Return its level in one of ``HSK_FIELDS``; None where the syllabus lacks it."""
        levels: Levels = self.word.levels
        found: int | None = getattr(levels, HSK_FIELDS[standard])
        return found


@dataclass(frozen=True, slots=True)
class NotCounted:
    """Running words that are read without study."""

    names: int = 0
    numbers: int = 0
    left_out: int = 0
    """Words that a person skipped in the table of corrections."""

    @property
    def total(self) -> int:
        """Return how many there are of all kinds."""
        return self.names + self.numbers + self.left_out


@dataclass(frozen=True, slots=True)
class HardSentence:
    """A sentence that is hard to read."""

    text: str
    """Name of its text."""
    number: int
    """As on cards."""
    zh: str
    running: int
    unknown: tuple[str, ...]
    """Its different unknown words, the rarest first."""
    spans: tuple[Span, ...]
    """Where they stand in ``zh``."""
    weight: float
    """Sum of 8 - Zipf over its different unknown words: many words and rare words make it hard."""


@dataclass(frozen=True, slots=True)
class Step:
    """One more word learnt."""

    met: CountedWord
    coverage: float
    """Share of the running words that is known then."""


@dataclass(frozen=True, slots=True)
class LevelRow:
    """What a text has of one level."""

    level: int | None
    """None: the words that the syllabus lacks."""
    running: int
    known_running: int
    distinct: int
    known_distinct: int
    coverage: float
    """Share of the running words that those who know this level and all below can read, names and
    numbers too."""


@dataclass(frozen=True)
class Profile:
    """A text, or several as one, before anybody learns its words. Shares are between 0 and 1, and 1
    where there is nothing."""

    name: str
    title: str
    words: tuple[CountedWord, ...]
    """Every word once, in the order of the text."""
    aside: NotCounted
    sentences: int
    by_unknown: tuple[int, ...]
    """Passages by how many different unknown words they have: up to each of UNKNOWN_STEPS, and
    more."""
    hardest: tuple[HardSentence, ...]
    """The hardest first."""
    known_characters: frozenset[str]
    """Characters of its words that are known."""

    @cached_property
    def running(self) -> int:
        """Count the running words."""
        return self.aside.total + _running(self.words)

    @cached_property
    def known_running(self) -> int:
        """Count the running words that are read without study."""
        return self.aside.total + _running(met for met in self.words if met.known)

    @cached_property
    def guessable_running(self) -> int:
        """Count the unknown running words that are made of known characters."""
        return _running(met for met in self.words if met.guessable)

    @cached_property
    def unknown(self) -> tuple[CountedWord, ...]:
        """Return the words to learn, in the order of the text."""
        return tuple(met for met in self.words if not met.known and not met.stopped)

    @cached_property
    def stopped_running(self) -> int:
        """Count the unknown running words that are not to be learnt."""
        return _running(met for met in self.words if met.stopped)

    @cached_property
    def guessable(self) -> tuple[CountedWord, ...]:
        """Return those words to learn that are made of known characters, the commonest of the text
        first."""
        guessable = [met for met in self.unknown if met.guessable]
        return tuple(sorted(guessable, key=lambda met: -met.count))

    @cached_property
    def guessed(self) -> "Profile":
        """Return the text for a reader who guesses what is made of known characters."""
        words = []
        for met in self.words:
            is_known = met.known or met.guessable
            words.append(replace(met, known=is_known, guessable=False))
        return replace(self, words=tuple(words))

    @cached_property
    def characters(self) -> frozenset[str]:
        """Return the different characters of its words."""
        headwords = "".join(met.word.token.headword for met in self.words)
        return frozenset(HANZI.findall(headwords))

    @property
    def coverage(self) -> float:
        """Return the share of the running words that is known."""
        return share(self.known_running, self.running)

    @property
    def sentence_length(self) -> float:
        """Return the mean number of running words of a sentence."""
        return self.running / self.sentences if self.sentences else 0.0

    @cached_property
    def curve(self) -> tuple[Step, ...]:
        """Return what learning brings, word after word, those that give most first
        (``curve``)."""
        return curve(self.unknown, self.known_running, self.running)

    def words_for(self, target: float) -> int | None:
        """Return the fewest words to learn until ``target`` of the running words are known; None
        where stop lists keep it out of reach."""
        if self.coverage >= target:
            return 0
        place = bisect_left(self.curve, target, key=lambda step: step.coverage)
        return place + 1 if place < len(self.curve) else None

    def after(self, words: int) -> float:
        """Return the share of the running words that is known after learning as many ``words`` of
        the curve."""
        learnt = self.curve[:words]
        return learnt[-1].coverage if learnt else self.coverage

    def levels(self, standard: str) -> tuple[LevelRow, ...]:
        """Return its words by level; last those that the syllabus lacks. The rows and ``aside`` add
        up to all running words."""
        return tuple(_rows(self, standard))

    def level_for(self, target: float, standard: str) -> int | None:
        """Return the lowest level that, with all below, covers ``target`` of the running words;
        None where the syllabus does not."""
        enough = (row.level for row in self.levels(standard) if row.coverage >= target)
        return next(enough, None)

    def mean_level(self, standard: str) -> float:
        """Return the mean level of its running words, names and numbers left out; what the syllabus
        lacks lies one above its top."""
        outside = TOP_LEVEL[standard] + 1
        counted = total = 0
        for met in self.words:
            level = met.level(standard) or outside
            total += met.count * level
            counted += met.count
        return total / counted if counted else 0.0


def share(part: int, whole: int) -> float:
    """Return a part as a share of a whole; 1 where there is nothing."""
    return part / whole if whole else 1.0


def days(words: int, per_day: int) -> int:
    """Return the days that it takes to learn words."""
    return math.ceil(words / per_day)


def curve(unknown: Iterable[CountedWord], known: int, running: int) -> tuple[Step, ...]:
    """Return the words to learn, those first that make most of the text readable, each with the
    coverage after it.

    ``known`` of the ``running`` words of the text are known before. A word opens as many running
    words as it stands there, whatever was learnt before: so the commonest of the text first is the
    best order for every number of words. Of equals the one that is commoner in all Chinese comes
    first, then the one that the text has first.
    """
    steps = []
    reached = known
    for met in sorted(unknown, key=lambda met: (-met.count, -met.word.zipf)):
        reached += met.count
        steps.append(Step(met=met, coverage=share(reached, running)))
    return tuple(steps)


def _rows(profile: Profile, standard: str) -> Iterator[LevelRow]:
    reached = profile.aside.total
    for level in (*range(1, TOP_LEVEL[standard] + 1), None):
        words = [met for met in profile.words if met.level(standard) == level]
        known = [met for met in words if met.known]
        running = _running(words)
        reached += running
        yield LevelRow(
            level=level,
            running=running,
            known_running=_running(known),
            distinct=len(words),
            known_distinct=len(known),
            coverage=share(reached, profile.running),
        )


def _running(words: Iterable[CountedWord]) -> int:
    return sum(met.count for met in words)

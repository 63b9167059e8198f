"""What goes into the pipeline and what comes out of its stages."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator import anki, texts
from generator.annotation.corrections import Corrected
from generator.base.choices import MIN_PAIR_CONFIDENCE
from generator.base.records import (
    AlignedRow,
    Bead,
    BilingualText,
    Correction,
    Deck,
    Issue,
    Passage,
    Sentence,
    Word,
)
from generator.study import EVERY_WORD, Chosen, WordSelection


@dataclass(frozen=True, slots=True)
class Source:
    """A text on disk: one file with both languages, or two files."""

    path: Path
    """The file with both languages or with the Chinese; its stem names the deck, and corrections
    lie beside it."""
    english: Path | None = None
    beads: Path | None = None
    """What another aligner found between the lines of the two files."""
    format: str = ""
    """One of ``texts.FORMATS``; empty where the content tells it."""
    listed: tuple[Correction, ...] = ()
    """What the word list of its class says."""
    label: str = ""
    """Name of a text that comes from standard input, which has none."""

    @property
    def name(self) -> str:
        """Return the name of the text's deck file."""
        return texts.name_of(Path(self.label) if self.label else self.path)


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What a person may choose for a build."""

    title: str = ""
    """Title of the deck; the text's own where empty."""
    cards: frozenset[str] | None = None
    """Kinds of cards (``anki.SWITCHES``); None for those that the deck has already, or the default
    ones."""
    more_contexts: bool = False
    """Add the sentences of this text to the cards of words that other decks of the folder teach."""
    include_unsure: bool = False
    """Make cards of pairs that are unsure, too."""
    force: bool = False
    """Build even if nothing changed."""
    card_options: Mapping[str, str] = field(default_factory=dict)
    """Those of ``anki.CHOICES`` and ``audio`` that were asked for; the rest is as the deck was
    built last."""
    usual_card_options: Mapping[str, str] = field(default_factory=dict)
    """What a person's settings say of them: it counts less than what a class set says itself."""
    usual_cards: frozenset[str] | None = None
    """Kinds of cards that a person's settings name; they count less, too."""
    selection: WordSelection = EVERY_WORD
    """Which words are to be learnt."""
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Title and selection as they were named: option -> its values as typed, paths absolute. The
    deck remembers them (``remembered``)."""
    forget: frozenset[str] = frozenset()
    """Options of the last build that no longer hold."""


DEFAULTS = BuildOptions()


@dataclass(frozen=True, slots=True)
class Aligned:
    """A text with its sentences and beads."""

    text: BilingualText
    zh: tuple[Sentence, ...]
    en: tuple[Sentence, ...]
    beads: tuple[Bead, ...]
    given: bool = False
    """Whether a person or another program made the alignment."""
    alike: float = 1.0
    """How far the two sides say the same: under 1 they do not belong together."""

    def rows(self) -> tuple[AlignedRow, ...]:
        """Return the alignment as lines of a table."""
        return tuple(self._row(line, bead) for line, bead in enumerate(self.beads, 2))

    def _row(self, line: int, bead: Bead) -> AlignedRow:
        return AlignedRow(
            line=line,
            zh=tuple(self.zh[i].text for i in bead.zh),
            en=tuple(self.en[j].text for j in bead.en),
            confidence=bead.confidence,
            unsure=bead.confidence < MIN_PAIR_CONFIDENCE,
        )


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text whose words the machine has read and understood: what a person wrote of readings and
    meanings is not in it yet."""

    aligned: Aligned
    passages: tuple[Passage, ...]
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """A text whose words are read and understood; nothing is chosen yet, so it does not depend on
    other decks or on the learner."""

    aligned: Aligned
    corrected: Corrected
    issues: tuple[Issue, ...]

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Return all passages of the text, as a person corrected them."""
        return self.corrected.passages


@dataclass(frozen=True, slots=True)
class Study:
    """Everything that is known of a text before cards are made."""

    aligned: Aligned
    corrected: Corrected
    chosen: Chosen
    """What becomes of each of its words."""
    issues: tuple[Issue, ...] = ()

    @property
    def words(self) -> tuple[Word, ...]:
        """Return the words that get a card, in order of study."""
        return self.chosen.words

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Return all passages of the text, as a person corrected them."""
        return self.corrected.passages

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """Return the corrections that changed something."""
        return self.corrected.applied


@dataclass(frozen=True, slots=True)
class LessonStudy:
    """A lesson of a class set: its texts, each with the words that no earlier lesson taught."""

    number: int
    """One-based place in the set."""
    title: str
    due: str
    """ISO 8601 date by which it is to be learnt; empty where the set does not say."""
    studies: tuple[Study, ...]
    review: tuple[tuple[Word, int], ...] = ()
    """Words of its texts that an earlier lesson taught, as they stand here, and the number of that
    lesson."""
    listed: Study | None = None
    """Words of the teacher's list that its texts lack, each in the list's sentence or, without one,
    alone."""
    sentences: bool = True
    """Whether sentences get cards."""
    issues: tuple[Issue, ...] = ()
    """What is to be said of its list."""

    @property
    def parts(self) -> tuple[Study, ...]:
        """Return its texts, and the rest of its list if there is any."""
        return (*self.studies, self.listed) if self.listed else self.studies

    @property
    def words(self) -> tuple[Word, ...]:
        """Return the new words of the lesson, in order of study."""
        return tuple(itertools.chain.from_iterable(study.words for study in self.parts))


@dataclass(frozen=True, slots=True)
class SetStudy:
    """A class set, or a single text as a set of one lesson: what handouts and lists are made
    from."""

    name: str
    """Slug: the stem of its files."""
    title: str
    lessons: tuple[LessonStudy, ...]
    issues: tuple[Issue, ...] = ()

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Return the passages of all lessons."""
        parts = itertools.chain.from_iterable(lesson.parts for lesson in self.lessons)
        return tuple(itertools.chain.from_iterable(part.passages for part in parts))


@dataclass(frozen=True, slots=True)
class Built:
    """The outcome of one build; ``written`` and ``study`` are None where the deck was up to
    date."""

    source: Source
    package: Path
    written: anki.Written | None = None
    study: Study | None = None
    deck: Deck | None = None
    issues: tuple[Issue, ...] = field(default=())
    held_sentences: tuple[str, ...] = ()
    """Sentences of the text that other decks of the folder have cards for."""
    holders: Mapping[str, int] = field(default_factory=dict)
    """Stem of another deck -> words of this text that it teaches, those with most first."""
    built_with: str = ""
    """The options that the next build remembers, as they are typed."""
    left_by_level: Mapping[int, int] = field(default_factory=dict)
    """HSK level -> words that would be left to learn for who knows it; empty where the learner said
    what they know."""

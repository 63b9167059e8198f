"""The records of a class set: its lessons, their texts and word lists, as a teacher writes them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.base.records import Correction


@dataclass(frozen=True, slots=True)
class ListedWord:
    """A word that a teacher wants to be learnt."""

    line: Correction
    """What the list says of it."""
    sentence: str = ""
    """Chinese that shows the word; empty where the list gives none."""
    translation: str = ""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson of a class set, as its teacher describes it."""

    number: int
    """One-based place in the set."""
    title: str = ""
    """Empty where the text's own is meant."""
    texts: tuple[tuple[Path, Path | None], ...] = ()
    """The file with both languages, or with the Chinese and the one with the English."""
    due: str = ""
    """ISO 8601 date, or empty."""
    words: tuple[ListedWord, ...] = ()
    """The teacher's own list."""
    word_list: Path | None = None
    """The file of that list."""
    only_listed: bool = False
    """Words that are not on the list get no card."""
    sentences: bool = True
    """Sentences get cards."""


@dataclass(frozen=True, slots=True)
class Group:
    """Students of one class who know more, or other words, than the rest."""

    name: str
    """Slug: part of the names of their files."""
    title: str
    known: tuple[str, ...]
    """As that of the set, and in addition to it."""


@dataclass(frozen=True, slots=True)
class ClassSet:
    """What a teacher hands out as one package: lessons in order, a deck each."""

    path: Path
    """The file ``set.toml``."""
    name: str
    """Slug of its folder: the stem of its files."""
    title: str
    lessons: tuple[Lesson, ...]
    known: tuple[str, ...] = ()
    """What students know at the start: ``hsk:2``, or the path of a word list."""
    stop: tuple[Path, ...] = ()
    """Lists of words that get no card."""
    names: bool = False
    """Make cards of names, too."""
    skip_guessable: bool = False
    """No cards of words that are made of characters that students know."""
    cards: frozenset[str] | None = None
    """Kinds of cards; None where the file does not say."""
    looks: Mapping[str, str] = field(default_factory=dict)
    """How cards look and sound, as far as the file says."""
    corrections: tuple[Correction, ...] = ()
    """The table of corrections for all lessons."""
    groups: tuple[Group, ...] = ()
    """Each of them gets a package and sheets of its own; with none there is one for all."""
    group: Group | None = None
    """That whose set this is; None where it is the set of all."""


@dataclass(frozen=True, slots=True)
class Student:
    """A student of a class, as the list of the class names her."""

    name: str
    group: str = ""
    """Name or title of a group, as it is written; empty where the list names none."""

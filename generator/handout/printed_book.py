"""What handouts are made from, and what a person may choose for them."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.base.choices import ChosenScript, Paper, Phonetic, Size
from generator.base.records import Passage, Script, Word
from generator.base.words import HeadwordKey


@dataclass(frozen=True, slots=True)
class PrintedText:
    """One text as it is printed."""

    title_zh: str
    title_en: str
    byline: str
    """Author and date, as far as the text says; may be empty."""
    script: Script
    paragraphs: tuple[tuple[Passage, ...], ...]
    """All passages, in the paragraphs of the Chinese."""
    words: tuple[Word, ...]
    """Words to learn, in order of study."""
    usable: frozenset[int]
    """Numbers of the passages whose translation is sure enough to ask for it."""
    names: frozenset[HeadwordKey] = frozenset()
    """Names that are no words to learn, and that the reader does not know."""
    listed: bool = False
    """Not a text, but sentences of the teacher's word list, or its words alone."""

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Return all passages in their order."""
        return tuple(itertools.chain.from_iterable(self.paragraphs))


@dataclass(frozen=True, slots=True)
class PrintedLesson:
    """A lesson of a class set, or a text that stands alone."""

    number: int
    title: str
    """Empty for a text that stands alone."""
    due: str
    """ISO 8601 date; empty where none is set."""
    texts: tuple[PrintedText, ...]
    review: tuple[tuple[Word, int], ...] = ()
    """Words of the lesson that an earlier one taught, and its number."""

    @property
    def words(self) -> Iterator[tuple[PrintedText, Word]]:
        """Yield every new word with its text."""
        for text in self.texts:
            for word in text.words:
                yield text, word

    @property
    def above(self) -> str:
        """Return what stands over the title of its sheets; empty for a text that stands alone."""
        return f"Lesson {self.number}" if self.title else ""

    @property
    def script(self) -> Script:
        """Return the script of its first text."""
        return self.texts[0].script if self.texts else "simplified"

    def place(self, text: PrintedText, number: int) -> str:
        """Return the number of a sentence, after that of its text where there are several; empty
        where no text has it."""
        if text.listed:
            return ""
        is_alone = sum(not one.listed for one in self.texts) == 1
        return str(number) if is_alone else f"{self.texts.index(text) + 1}.{number}"

    def place_of(self, text: PrintedText, word: Word) -> str:
        """Return the number of the sentence that shows a word (``place``)."""
        return self.place(text, text.passages[word.passage].number)


@dataclass(frozen=True, slots=True)
class Book:
    """All that one set of handouts is about."""

    name: str
    """Stem of the files."""
    title: str
    lessons: tuple[PrintedLesson, ...]
    path: Path | None = None
    """The text or the set that it was made from; None where that is no file."""
    known: frozenset[str] = frozenset()
    """Characters of words that the reader knows."""


@dataclass(frozen=True, slots=True)
class SheetOptions:
    """How handouts look."""

    paper: Paper = "a4"
    size: Size = "normal"
    phonetic: Phonetic = "pinyin"
    script: ChosenScript = "text"
    """``both`` is ``text``: lists and cards name the other form anyway."""
    hide: tuple[str, ...] = ()
    """Columns of word lists that stay empty, to test oneself: of ``HIDDEN``."""

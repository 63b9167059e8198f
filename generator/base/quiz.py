"""Items: what a sheet, a test, a page or another program asks of a student, what is right, and what
is wrong."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from generator.base.text import shuffled

GAP = "____"
"""Stands where a word was left out."""
BETWEEN_PIECES = " / "
"""Stands between the pieces of a sentence that is to be put in order."""
TASKS = {
    "cloze": "Which word fits the gap?",
    "matching": "Which meaning belongs to which word?",
    "order": "Put the words in order.",
    "pinyin": "Write the word in characters.",
    "tones": "Write the reading of the word, with its tones.",
    "translate": "Translate into English.",
    "into-chinese": "Translate into Chinese.",
    "true-false": "Does the text say so? Write ✓ or ✗.",
    "dictation": "Listen, and write the word in characters.",
    "listening": "Listen. What does the sentence say?",
}
"""Exercise -> what a student is told to do."""
CHOICES = {
    "cloze": "Which word fits the gap?",
    "matching": "What does the word mean?",
    "pinyin": "Which word is it?",
}
"""The same where a student chooses one of several answers."""
ENGLISH_ANSWERS = frozenset({"matching", "translate", "true-false", "listening"})
"""Exercises whose answers are English."""
MAX_NAME = 60
"""Characters of the name of a question."""


@dataclass(frozen=True, slots=True)
class Item:
    """A thing that is asked of a student. One without a question is a word too many in the box of
    its exercise, which fits nowhere."""

    exercise: str
    """One of ``EXERCISES``."""
    number: int
    """From 1, within its exercise; 0 for a word too many."""
    zh: str
    """The Chinese that is shown; empty where a word is asked for by its reading or meaning, or
    heard."""
    hint: str
    """The reading or the English that is shown; may be empty."""
    answers: tuple[str, ...]
    """Each is right; the first as the sheet has it."""
    wrong: tuple[str, ...] = ()
    """Answers that fit in class and form, but not in meaning; none where nothing is chosen."""
    short_hint: str = ""
    """What may be shown instead of a long hint: the meaning of what is left out."""
    said: str = ""
    """What is read aloud; empty where nothing is."""
    note: str = ""
    """What the key adds: where the text has it, or what the text says instead."""
    words: tuple[str, ...] = ()
    """Headwords that it asks for; empty where it asks for a sentence."""
    difficulty: float = 0.0
    """From about 1 (a short word of HSK 1) to 15; it only compares items of one exercise."""
    points: int = 0
    """0 on sheets that are not marked."""

    @property
    def is_asked(self) -> bool:
        """Tell whether it asks for anything; a word too many does not."""
        return bool(self.zh or self.hint or self.said)

    @property
    def key(self) -> str:
        """Return the name by which a teacher leaves it out: six signs that stay the same as long as
        question and answer do."""
        shown = "\0".join((self.exercise, self.zh, self.hint, self.said, self.answers[0]))
        return sha256(shown.encode("utf-8", "replace")).hexdigest()[:6]

    @property
    def name(self) -> str:
        """Return what a list of questions calls it; it does not give away the answer."""
        return f"{self.exercise} {self.number:02} {self.zh or self.hint}"[:MAX_NAME]

    @property
    def options(self) -> tuple[str, ...]:
        """Return the right answer among the wrong ones, in an order drawn by lot that stays."""
        shown = self.zh or self.said
        return tuple(shuffled((self.answers[0], *self.wrong), str, self.exercise, shown))


@dataclass(frozen=True, slots=True)
class ItemSheet:
    """The items of one sheet: of a lesson, of several, or of a text that stands alone."""

    number: int
    """Of the lesson; 1 for a text that stands alone, 0 for several lessons."""
    title: str
    """Empty for a text that stands alone."""
    lang: str
    """Language tag of its Chinese."""
    items: tuple[Item, ...]
    missing: tuple[str, ...] = ()
    """Exercises for which there is too little."""
    version: int = 1

    def of(self, exercise: str) -> tuple[Item, ...]:
        """Return the items of one exercise that ask for something."""
        return tuple(one for one in self.items if one.exercise == exercise and one.is_asked)

    def box(self, exercise: str) -> list[str]:
        """Return all answers of one exercise and the words too many, in an order drawn by lot that
        stays."""
        answers = [one.answers[0] for one in self.items if one.exercise == exercise]
        return shuffled(answers, str, "box", *answers)

    @property
    def points(self) -> int:
        """Return the points of all items."""
        return total(self.items)


@dataclass(frozen=True, slots=True)
class Quiz:
    """All sheets of a text or of a class set: one for each lesson, or one for each version."""

    title: str
    lessons: tuple[ItemSheet, ...]
    left_out: tuple[str, ...] = ()
    """What a teacher left out of a test, for the report."""


def total(items: Iterable[Item]) -> int:
    """Return the points of some items."""
    return sum(item.points for item in items)

"""Questions of a text as other programs get them: what is asked, what is right, what is wrong."""

from dataclasses import dataclass

from generator.base.text import shuffled

GAP = "____"
"""Stands where a word was left out."""
TASKS = {
    "cloze": "Which word fits the gap?",
    "matching": "Which meaning belongs to which word?",
    "order": "Put the words in order.",
    "pinyin": "Write the word in characters.",
    "translate": "Translate.",
}
"""Exercise -> what a student is told to do."""
CHOICES = {
    "cloze": "Which word fits the gap?",
    "matching": "What does the word mean?",
    "pinyin": "Which word is it?",
}
"""The same where a student chooses one of several answers."""
ENGLISH_ANSWERS = frozenset({"matching", "translate"})
"""Exercises whose answers are English."""
MAX_NAME = 60
"""Characters of the name of a question."""


@dataclass(frozen=True, slots=True)
class QuizQuestion:
    """A thing that is asked of a student."""

    exercise: str
    """One of ``EXERCISES``."""
    number: int
    """From 1, within its exercise."""
    zh: str
    """The Chinese that is shown; empty where a word is asked for by its reading."""
    hint: str
    """The reading or the English that is shown; may be empty."""
    answers: tuple[str, ...]
    """Each is right; the first as the sheet has it."""
    wrong: tuple[str, ...] = ()
    """Answers that fit in class and form, but not in meaning; none where nothing is chosen."""
    short_hint: str = ""
    """What may be shown instead of a long hint: the meaning of what is left out."""

    @property
    def name(self) -> str:
        """Return what a list of questions calls it; it does not give away the answer."""
        return f"{self.exercise} {self.number:02} {self.zh or self.hint}"[:MAX_NAME]

    @property
    def options(self) -> tuple[str, ...]:
        """Return the right answer among the wrong ones, in an order drawn by lot that stays."""
        return tuple(shuffled((self.answers[0], *self.wrong), str, self.exercise, self.zh))


@dataclass(frozen=True, slots=True)
class LessonQuiz:
    """The questions of a lesson, or of a text that stands alone."""

    number: int
    title: str
    """Empty for a text that stands alone."""
    lang: str
    """Language tag of its Chinese."""
    questions: tuple[QuizQuestion, ...]
    missing: tuple[str, ...] = ()
    """Exercises for which it has too little."""

    def of(self, exercise: str) -> tuple[QuizQuestion, ...]:
        """Return the questions of one exercise."""
        return tuple(one for one in self.questions if one.exercise == exercise)


@dataclass(frozen=True, slots=True)
class Quiz:
    """All questions of a text or of a class set."""

    title: str
    lessons: tuple[LessonQuiz, ...]

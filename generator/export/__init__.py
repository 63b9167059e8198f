"""Words, sentences and questions for other programs.

``FORMATS``: what an ``Edition`` of a text becomes; ``QUIZ_FORMATS``: what a ``Quiz`` becomes.
TMX is not among them: it is the alignment, and written by ``texts``.
"""

from collections.abc import Callable
from dataclasses import dataclass

from generator.base.quiz import Item, Quiz
from generator.export import (
    answer_games,
    epub_book,
    flashcards,
    gift,
    json_lines,
    moodle_xml,
    pleco,
    web_page,
)
from generator.export.edition import Edition

__all__ = ["FORMATS", "QUIZ_FORMATS", "Edition", "Format", "QuizFormat"]

SPEECH = frozenset({"speech"})
WRITING = frozenset({"script", "phonetic", "speech"})
TONES = frozenset({"tones"})


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file, and which choices mean something in it."""

    suffix: str
    """What follows the name of the text; never that of a text, a correction or a deck alone."""
    words: Callable[[Edition], bytes]
    sentences: Callable[[Edition], bytes] | None = None
    """Sentences instead of words; None where the file holds both, or cannot."""
    choices: frozenset[str] = frozenset()
    """Of ``Edition.choices``."""
    reader: Callable[[Edition, str], bytes] | None = None
    """Where a file has readings over words: made with "all", "new" or "none" of them."""


FORMATS = {
    "anki": Format(
        suffix=".anki.txt",
        words=flashcards.anki_words,
        sentences=flashcards.anki_sentences,
        choices=WRITING,
    ),
    "csv": Format(
        suffix=".csv",
        words=flashcards.csv_words,
        sentences=flashcards.csv_sentences,
        choices=WRITING,
    ),
    "quizlet": Format(
        suffix=".quizlet.txt",
        words=flashcards.quizlet_words,
        sentences=flashcards.quizlet_sentences,
        choices=WRITING,
    ),
    "pleco": Format(suffix=".pleco.txt", words=pleco.text, choices=SPEECH),
    "pleco-xml": Format(suffix=".pleco.xml", words=pleco.xml, choices=SPEECH),
    "jsonl": Format(suffix=".jsonl", words=json_lines.render, choices=SPEECH),
    "html": Format(
        suffix=".html",
        words=web_page.render,
        choices=WRITING | TONES,
        reader=web_page.render,
    ),
    "epub": Format(
        suffix=".epub",
        words=epub_book.render,
        choices=WRITING | TONES,
        reader=epub_book.render,
    ),
}


@dataclass(frozen=True, slots=True)
class QuizFormat:
    """A kind of file that holds questions."""

    suffix: str
    """What follows the name of the text or the set."""
    write: Callable[[Quiz], bytes]
    by_lesson: bool = False
    """A file for each lesson."""
    fits: Callable[[Item], bool] | None = None
    """Where not all questions can be written: tells whether one can."""
    limits: str = ""
    """Why others cannot, for people."""


QUIZ_FORMATS = {
    "moodle": QuizFormat(suffix=".moodle.xml", write=moodle_xml.render),
    "gift": QuizFormat(suffix=".gift.txt", write=gift.render),
    "kahoot": QuizFormat(
        suffix=".kahoot.xlsx",
        write=answer_games.kahoot,
        by_lesson=True,
        fits=answer_games.fits_kahoot,
        limits=(
            "Kahoot takes four answers to choose of, and no question over"
            f" {answer_games.MAX_QUESTION} characters or answer over {answer_games.MAX_ANSWER}"
        ),
    ),
    "blooket": QuizFormat(
        suffix=".blooket.csv",
        write=answer_games.blooket,
        by_lesson=True,
        fits=answer_games.has_choice,
        limits="Blooket takes answers to choose of",
    ),
}

"""Words and sentences for other programs: an ``Edition`` of a text becomes the bytes of a file.

``FORMATS`` says what there is. TMX is not among them: it is the alignment, and written by
``texts``.
"""

from collections.abc import Callable
from dataclasses import dataclass

from generator.export import epub_book, flashcards, json_lines, pleco, web_page
from generator.export.edition import Edition

__all__ = ["FORMATS", "Edition", "Format"]

WRITING = frozenset({"script", "phonetic", "speech"})


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file, and which choices mean something in it."""

    suffix: str
    """What follows the name of the text; never that of a text, a correction or a deck alone."""
    words: Callable[[Edition], bytes]
    sentences: Callable[[Edition], bytes] | None = None
    """Sentences instead of words; None where the file holds both, or cannot."""
    choices: frozenset[str] = frozenset()
    """Of ``Edition.looks``."""
    reader: Callable[[Edition, str], bytes] | None = None
    """Where a file has readings over words: made with "all", "new" or "none" of them."""


FORMATS = {
    "anki": Format(".anki.txt", flashcards.anki_words, flashcards.anki_sentences, WRITING),
    "csv": Format(".csv", flashcards.csv_words, flashcards.csv_sentences, WRITING),
    "quizlet": Format(
        ".quizlet.txt", flashcards.quizlet_words, flashcards.quizlet_sentences, WRITING
    ),
    "pleco": Format(".pleco.txt", pleco.text, choices=frozenset({"speech"})),
    "pleco-xml": Format(".pleco.xml", pleco.xml, choices=frozenset({"speech"})),
    "jsonl": Format(".jsonl", json_lines.render, choices=frozenset({"speech"})),
    "html": Format(".html", web_page.render, choices=WRITING | {"tones"}, reader=web_page.render),
    "epub": Format(".epub", epub_book.render, choices=WRITING | {"tones"}, reader=epub_book.render),
}

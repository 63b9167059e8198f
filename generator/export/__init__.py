"""Words and sentences for other programs: an ``Edition`` of a text becomes the bytes of a file.

``FORMATS`` says what there is. TMX is not among them: it is the alignment, and written by ``texts``.
"""

from collections.abc import Callable
from dataclasses import dataclass

from generator.export import book, lines, page, pleco, tables
from generator.export.edition import Edition, Helpers

__all__ = ["FORMATS", "Edition", "Format", "Helpers"]

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
    "anki": Format(".anki.txt", tables.anki_words, tables.anki_sentences, WRITING),
    "csv": Format(".csv", tables.csv_words, tables.csv_sentences, WRITING),
    "quizlet": Format(".quizlet.txt", tables.quizlet_words, tables.quizlet_sentences, WRITING),
    "pleco": Format(".pleco.txt", pleco.text, choices=frozenset({"speech"})),
    "pleco-xml": Format(".pleco.xml", pleco.xml, choices=frozenset({"speech"})),
    "jsonl": Format(".jsonl", lines.render, choices=frozenset({"speech"})),
    "html": Format(".html", page.render, choices=WRITING | {"tones"}, reader=page.render),
    "epub": Format(".epub", book.render, choices=WRITING | {"tones"}, reader=book.render),
}

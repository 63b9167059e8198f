"""Notes into the bytes of an .apkg: the only door to genanki.

Import this module on first use only: genanki takes longer to load than the rest of the program takes to start.
What genanki lacks is added by four small subclasses: times of change for each note and note type, cards as Anki itself would
make them, an archive that is compressed and the same for the same notes, and no temporary files.
"""

import io
import itertools
import json
import sqlite3
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

import genanki
from genanki.apkg_col import APKG_COL
from genanki.apkg_schema import APKG_SCHEMA

from generator.anki.ledger import Stamp
from generator.anki.note_types import MODIFIED, SENTENCE, WORD, NoteType, note_type, style
from generator.anki.notes import Note

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every file in the archive, the earliest that a zip can hold."""


def package(
    deck_name: str, description: str, notes: Sequence[Note], stamps: Mapping[str, Stamp], media: Mapping[str, bytes]
) -> bytes:
    """An .apkg with the notes as new cards in the order given, and its media files by name.

    Same arguments, same bytes (with the same SQLite and zlib).
    """
    deck = genanki.Deck(_deck_id(deck_name), deck_name, description)
    models = {name: _Model(note_type(name)) for name in (WORD, SENTENCE)}
    for due, note in enumerate(notes, 1):
        deck.add_note(_Note(models[note.note_type], note, due, stamps[note.guid].modified))
    newest = max((stamps[note.guid].modified for note in notes), default=0)
    return _archive(_database(deck, newest), media)


class _Model(genanki.Model):  # type: ignore[misc]
    """A note type that keeps its ids and its own time of change."""

    def __init__(self, kind: NoteType) -> None:
        fields = [{"name": name, "id": number} for name, number in kind.fields]
        templates = [{"name": t.name, "id": t.id, "qfmt": t.front, "afmt": t.back} for t in kind.templates]
        super().__init__(kind.id, kind.name, fields, templates, style(), sort_field_index=1)
        self.kind = kind
        self._req = [[number, "all", _numbers(kind, template.needs)] for number, template in enumerate(kind.templates)]

    def to_json(self, timestamp: float, deck_id: int) -> dict[str, Any]:
        made: dict[str, Any] = super().to_json(MODIFIED, deck_id)
        return made | {"latexsvg": False}


class _Note(genanki.Note):  # type: ignore[misc]
    """A note that carries its own time of change, and only the cards whose fields are filled."""

    def __init__(self, model: _Model, note: Note, due: int, modified: int) -> None:
        super().__init__(model, list(note.fields), tags=list(note.tags), guid=note.guid, due=due)
        self.modified = modified
        self.cards = [genanki.Card(number) for number in model.kind.cards(note.fields)]

    def write_to_db(self, cursor: sqlite3.Cursor, timestamp: float, deck_id: int, id_gen: Iterator[int]) -> None:
        super().write_to_db(cursor, self.modified, deck_id, id_gen)

    def _check_invalid_html_tags_in_fields(self) -> None:
        """Fields are well-formed by construction (markup.py); genanki's pattern takes time and gives false alarms."""


def _numbers(kind: NoteType, names: Sequence[str]) -> list[int]:
    order = [name for name, _ in kind.fields]
    return [order.index(name) for name in names]


def _deck_id(name: str) -> int:
    """Anki goes by the name; the id must only be the same each time."""
    return 1_400_000_000_000 + int.from_bytes(sha256(name.encode()).digest()[:5])


def _database(deck: genanki.Deck, newest: int) -> bytes:
    """The collection as SQLite writes it, made in memory so that nothing is left behind anywhere.

    Notes and cards are numbered from the newest change on, in milliseconds: Anki shows that number as their date of creation.
    """
    connection = sqlite3.connect(":memory:")
    try:
        cursor = connection.cursor()
        # Anki makes its own indexes; without them the file is a quarter smaller (measured with 26.9.3)
        tables = [part for part in APKG_SCHEMA.split(";") if "CREATE INDEX" not in part]
        cursor.executescript(";".join(tables) + ";" + APKG_COL)
        deck.write_to_db(cursor, newest, itertools.count(newest * 1000))
        connection.commit()
        return connection.serialize()
    finally:
        connection.close()


def _archive(database: bytes, media: Mapping[str, bytes]) -> bytes:
    """The archive: the collection, media under numbers (stored, they are compressed already), and what the numbers stand for."""
    numbered = [(str(number), name) for number, name in enumerate(media)]
    files = [("collection.anki2", database, zipfile.ZIP_DEFLATED)]
    files += [(number, media[name], zipfile.ZIP_STORED) for number, name in numbered]
    files.append(("media", json.dumps(dict(numbered)).encode(), zipfile.ZIP_DEFLATED))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content, method in files:
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system = 3  # the same on every system
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content, method)
    return out.getvalue()

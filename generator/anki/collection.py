"""Notes into the bytes of an .apkg: the only door to genanki.

Import this module on first use only: genanki takes longer to load than the rest of the program
takes to start. genanki gives the schema, the decks and the note types; notes and cards are written
here, because each needs what genanki lacks: a time of change of its own, the cards that Anki itself
would make, an archive that is compressed and the same for the same notes, and memory that does not
grow with the deck.
"""

import errno
import io
import itertools
import json
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import genanki
from genanki.apkg_col import APKG_COL
from genanki.apkg_schema import APKG_SCHEMA

from generator.anki.ledger import Stamp
from generator.anki.note_types import (
    MODIFIED,
    SENTENCE,
    WORD,
    NoteType,
    note_type,
    style,
)
from generator.anki.package_deck import PackageDeck, all_notes

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every file in the archive, the earliest that a zip can hold."""
NEW_CARD = "insert into cards values (?, ?, ?, ?, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')"
NEW_NOTE = "insert into notes values (?, ?, ?, ?, -1, ?, ?, ?, 0, 0, '')"


def package(
    database: Path,
    decks: Sequence[PackageDeck],
    stamps: Mapping[str, Stamp],
    media: Mapping[str, bytes],
) -> bytes:
    """Make an .apkg with the notes as new cards in the order given. The same arguments
    give the same bytes (with the same SQLite and zlib).

    ``database`` is a file that does not exist, to work in; the caller removes it. ``media``: names
    that fields use -> content. Raises OSError where a file cannot be read or written.
    """
    _write(database, decks, stamps)
    return _archive(database, media)


class _Model(genanki.Model):  # type: ignore[misc]
    """A note type that keeps its ids and its own time of change."""

    def __init__(self, kind: NoteType) -> None:
        fields = [{"name": name, "id": number} for name, number in kind.fields]
        templates: list[dict[str, Any]] = []
        for one in kind.templates:
            templates.append({"name": one.name, "id": one.id, "qfmt": one.front, "afmt": one.back})
        super().__init__(kind.id, kind.name, fields, templates, style(), sort_field_index=1)
        names = [name for name, _ in kind.fields]
        self._req = []
        for number, template in enumerate(kind.templates):
            needed = [names.index(field) for field in template.needs]
            self._req.append([number, "all", needed])

    def to_json(self, timestamp: float, deck_id: int) -> dict[str, Any]:
        made: dict[str, Any] = super().to_json(MODIFIED, deck_id)
        return made | {"latexsvg": False}


def _deck_id(name: str) -> int:
    """Return the id of a deck. Anki goes by the name; the id must only be the same each time."""
    return 1_400_000_000_000 + int.from_bytes(sha256(name.encode()).digest()[:5])


def _write(database: Path, decks: Sequence[PackageDeck], stamps: Mapping[str, Stamp]) -> None:
    """Write the collection as SQLite does.

    Notes and cards are numbered from the newest change on, in milliseconds: Anki shows that number
    as their date of creation.
    """
    newest = max((stamps[note.guid].modified for note in all_notes(decks)), default=0)
    try:
        with closing(sqlite3.connect(database, isolation_level=None)) as connection:
            _make_tables(connection)
            connection.execute("begin")
            _describe(connection, decks)
            numbers, due = itertools.count(newest * 1000), itertools.count(1)
            for deck in decks:
                rows = _DeckRows(deck, stamps, numbers, due)
                connection.executemany(NEW_NOTE, rows.notes())
                connection.executemany(NEW_CARD, rows.cards)
            connection.execute("commit")
    except sqlite3.OperationalError as error:  # a full disk, no rights, a path that is too long
        raise OSError(errno.EIO, str(error)) from error


def _make_tables(connection: sqlite3.Connection) -> None:
    # Nobody sees the file before it is whole: a crash loses it either way
    connection.executescript("pragma journal_mode = off; pragma synchronous = off;")
    # Anki makes its own indexes; without them the file is a quarter smaller (measured with 26.9.3)
    tables = [part for part in APKG_SCHEMA.split(";") if "CREATE INDEX" not in part]
    connection.executescript(";".join(tables) + ";" + APKG_COL)


def _describe(connection: sqlite3.Connection, decks: Sequence[PackageDeck]) -> None:
    """Write decks and note types into the one row of the table ``col``."""
    made: dict[str, Any] = {}
    for deck in decks:
        number = _deck_id(deck.name)
        made[str(number)] = genanki.Deck(number, deck.name, deck.description).to_json()
    used = {note.note_type for note in all_notes(decks)}
    first_deck = _deck_id(decks[0].name)
    models: dict[str, Any] = {}
    for kind in map(note_type, (WORD, SENTENCE)):
        if kind.name in used:
            models[str(kind.id)] = _Model(kind).to_json(MODIFIED, first_deck)
    (present,) = connection.execute("select decks from col").fetchone()
    values = (json.dumps(json.loads(present) | made), json.dumps(models))
    connection.execute("update col set decks = ?, models = ?", values)


class _DeckRows:
    """The rows of the notes and cards of a deck."""

    def __init__(
        self,
        deck: PackageDeck,
        stamps: Mapping[str, Stamp],
        numbers: Iterator[int],
        due: Iterator[int],
    ) -> None:
        self._deck = deck
        self._stamps = stamps
        self._numbers = numbers
        self._due = due
        self.cards: list[tuple[int, ...]] = []
        """Complete when all notes were taken."""

    def notes(self) -> Iterator[tuple[int | str, ...]]:
        """Yield the rows of the notes, one by one; those of their cards go into ``cards``."""
        deck_id = _deck_id(self._deck.name)
        for note in self._deck.notes:
            kind = note_type(note.note_type)
            place, number = next(self._due), next(self._numbers)
            modified = self._stamps[note.guid].modified
            for template in kind.cards(note.fields):
                card = next(self._numbers)
                self.cards.append((card, number, deck_id, template, modified, place))
            tags, fields = f" {' '.join(note.tags)} ", "\x1f".join(note.fields)
            yield number, note.guid, kind.id, modified, tags, fields, note.fields[1]


def _archive(database: Path, media: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    names = {str(number): name for number, name in enumerate(sorted(media))}
    listed = json.dumps(names, ensure_ascii=False).encode()
    collection = _entry("collection.anki2", database.stat().st_size)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open(collection, "w") as entry, database.open("rb") as file:
            shutil.copyfileobj(file, entry)
        archive.writestr(_entry("media"), listed)
        for number, name in names.items():
            # Sounds are compressed already
            archive.writestr(_entry(number, method=zipfile.ZIP_STORED), media[name])
    return out.getvalue()


def _entry(name: str, size: int = 0, method: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    """Describe a file of the archive, the same on every system and at any time."""
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type = method
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    entry.file_size = size
    return entry

"""The notes in a learner's Anki, out of a package or a collection, and how far each is learnt."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.anki.anki_database import checked_table, open_database, read_rows
from generator.anki.note_types import SENTENCE_FIELDS, WORD_FIELDS

INTERVALS = "select nid, max(ivl), max(reps) from cards group by nid"
FIELDS = "select ntid, name from fields order by ntid, ord"
NOTES = "select id, mid, flds from notes order by id"
MAX_FIELDS = 1_000
"""Fields of a note, of which one is read as a word."""
WORD_START = tuple(field for field, _ in WORD_FIELDS[:2])
SENTENCE_START = tuple(field for field, _ in SENTENCE_FIELDS[:2])
"""The first fields of our own note types, by which they are known whatever Anki renamed them to."""


@dataclass(frozen=True, slots=True)
class NoteTable:
    """The notes of one note type."""

    name: str
    fields: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """HTML, in the order of the fields."""
    days: tuple[int, ...]
    """Of each note: the longest interval of its cards, in days; 0 where none was learnt."""

    @property
    def is_ours(self) -> bool:
        """Tell whether these are word notes of Cika's."""
        return self.fields[:2] == WORD_START


@dataclass(frozen=True, slots=True)
class AnkiHolding:
    """The notes of a package or collection, without Cika's sentence notes."""

    tables: tuple[NoteTable, ...]
    scheduled: bool
    """Whether it tells how far they are learnt; a package may be exported without that."""


def read_holding(path: Path) -> AnkiHolding:
    """Read the notes of an ``.apkg``, ``.colpkg`` or ``collection.anki2``.

    Raises InputError where it is damaged, in use by a running Anki, packed as nothing here can
    unpack, or no file of Anki's.
    """
    is_whole = path.suffix.lower() != ".apkg"
    with open_database(path) as connection:
        return _holding(connection, is_whole=is_whole)


def _holding(connection: sqlite3.Connection, *, is_whole: bool) -> AnkiHolding:
    """Read all notes. A whole collection says how far they are learnt, though none may be."""
    kinds = _kinds(connection)
    days: dict[int, int] = {}
    is_studied = is_whole
    for note, interval, repetitions in read_rows(connection, INTERVALS):
        days[note] = max(0, interval)
        is_studied = is_studied or interval > 0 or repetitions > 0
    rows: dict[int, list[tuple[str, ...]]] = {}
    intervals: dict[int, list[int]] = {}
    for note, kind, fields in read_rows(connection, NOTES):
        rows.setdefault(kind, []).append(tuple(fields.split("\x1f", MAX_FIELDS)))
        intervals.setdefault(kind, []).append(days.get(note, 0))
    tables: list[NoteTable] = []
    for kind, of_kind in rows.items():
        name, names = kinds.get(kind, ("", ()))
        tables.append(NoteTable(name, names, tuple(of_kind), tuple(intervals[kind])))
    return AnkiHolding(without_sentences(tables), is_studied)


def without_sentences(tables: Sequence[NoteTable]) -> tuple[NoteTable, ...]:
    """Leave out Cika's sentence notes: they teach no word."""
    return tuple(table for table in tables if table.fields[:2] != SENTENCE_START)


def _kinds(connection: sqlite3.Connection) -> Mapping[int, tuple[str, tuple[str, ...]]]:
    """Return names and fields of the note types by their ids: a JSON text in old collections,
    tables of their own in new ones."""
    has_tables = "select 1 from sqlite_master where name = 'notetypes'"
    found: dict[int, tuple[str, tuple[str, ...]]] = {}
    if connection.execute(has_tables).fetchone():
        fields: dict[int, list[str]] = {}
        for number, name in read_rows(connection, FIELDS):
            fields.setdefault(number, []).append(str(name))
        # A package has fields of note types, too, that it leaves out
        for number, name in read_rows(connection, "select id, name from notetypes"):
            found[number] = str(name), tuple(fields.get(number, ()))
    if not found:
        (models,) = connection.execute("select models from col").fetchone()
        for number, model in checked_table(models, "the list of note types").items():
            names = tuple(str(field["name"]) for field in model["flds"])
            found[number] = str(model["name"]), names
    return found

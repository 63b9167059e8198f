"""A package read back: for the preview, and for a ledger that was lost."""

import json
import sqlite3
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from generator.anki.ledger import Ledger, Lent, Stamp, content_hash
from generator.anki.lent_sentences import lent_by
from generator.anki.note import Note
from generator.anki.note_types import SENTENCE, WORD, NoteType, Template, note_type
from generator.anki.twin_writer import render
from generator.base.errors import InputError
from generator.base.files import output_errors
from generator.base.files import replace as replace_files
from generator.base.html import Html
from generator.base.program import program_name

DATABASE = "collection.anki2"
DATABASES_OF_ANKI = {"collection.anki21", "collection.anki21b"}
"""Only Anki itself writes these."""
ROWS = (
    "select n.guid, n.mid, n.mod, n.tags, n.flds, c.did from notes n join cards c on c.nid = n.id"
    " where c.id in (select min(id) from cards group by nid) order by c.due, c.id"
)


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The content of an .apkg that Cika wrote."""

    deck: str
    """Name of the deck in Anki; of several decks, the one above them."""
    deck_of: Mapping[str, str]
    """GUID -> name of the deck in Anki that the note's cards are in."""
    notes: tuple[Note, ...]
    """In order of study."""
    guests: tuple[Note, ...]
    """Notes of other decks that came along."""
    modified: Mapping[str, int]
    """GUID -> time of change, in Unix seconds."""
    kinds: Mapping[str, NoteType]
    """The note types as they are in this package, by the names that they have here."""
    styles: Mapping[str, str]
    """CSS of the note types."""
    media: Mapping[str, str]
    """Names in the archive by the names that fields use."""


class _Database(NamedTuple):
    """The tables of a package."""

    decks: Mapping[str, Any]
    models: Mapping[str, Any]
    rows: Sequence[tuple[str, int, int, str, str, int]]
    """GUID, note type, time of change, tags, fields and deck of each note."""


def unpack(path: Path) -> Unpacked:
    """Read an .apkg. Raises InputError where it is damaged, or is none of Cika's."""
    foreign = InputError(
        f"{path} was not made by Cika, or was exported by Anki. Expected a package as"
        f" {program_name()} build writes it."
    )
    archive = _read_archive(path)
    if archive is None:
        raise foreign
    content, media = archive
    database = _read_database(path, content)
    types = {note_type(name).id: name for name in (WORD, SENTENCE)}
    known = {str(number) for number in types}
    if not database.rows or not database.models.keys() <= known:
        raise foreign
    names = {int(number): deck["name"] for number, deck in database.decks.items()}
    described = {int(number) for number, deck in database.decks.items() if deck["desc"]}
    own_decks = described or {database.rows[0][-1]}  # decks of guests have no description
    own: list[Note] = []
    guests: list[Note] = []
    deck_of: dict[str, str] = {}
    modified: dict[str, int] = {}
    for guid, kind, changed, tags, written, deck in database.rows:
        fields = tuple(map(Html, written.split("\x1f")))
        note = Note(types[kind], guid, fields, tuple(tags.split()))
        (own if deck in own_decks else guests).append(note)
        deck_of[guid] = names[deck]
        modified[guid] = changed
    models = {types[int(number)]: model for number, model in database.models.items()}
    return Unpacked(
        deck=_deck_above(names[deck] for deck in own_decks),
        deck_of=deck_of,
        notes=tuple(own),
        guests=tuple(guests),
        modified=modified,
        kinds={name: _note_type(model) for name, model in models.items()},
        styles={name: model["css"] for name, model in models.items()},
        media={name: number for number, name in media.items()},
    )


def _read_archive(path: Path) -> tuple[bytes, Mapping[str, str]] | None:
    """Read the database of a package and its list of files; None where Anki exported it."""
    try:
        with zipfile.ZipFile(path) as archive:
            if DATABASES_OF_ANKI & set(archive.namelist()):
                return None
            media = json.loads(archive.read("media"))
            return archive.read(DATABASE), media
    except FileNotFoundError as error:
        raise InputError(
            f"{path} is not there. Give the .apkg of a deck; {program_name()} build makes one."
        ) from error
    except (OSError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise InputError(
            f"{path} cannot be read as an Anki package ({error}). Build it again:"
            f" {program_name()} build --force."
        ) from error


def _read_database(path: Path, content: bytes) -> _Database:
    try:
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.deserialize(content)
            decks, models = connection.execute("select decks, models from col").fetchone()
            rows = connection.execute(ROWS).fetchall()
            return _Database(json.loads(decks), json.loads(models), rows)
    except (sqlite3.DatabaseError, TypeError, ValueError) as error:
        raise InputError(
            f"{path}: its database is damaged ({error}). Build it again: {program_name()} build"
            " --force."
        ) from error


def file_of(path: Path, found: Unpacked, name: str) -> bytes | None:
    """Read a file of the package; None where it holds none of that name."""
    if name not in found.media:
        return None
    with zipfile.ZipFile(path) as archive:
        return archive.read(found.media[name])


def _deck_above(names: Iterable[str]) -> str:
    """Return the name of the one deck, or of the deck that all stand under."""
    first, *others = (name.split("::") for name in names)
    common = first
    for levels in others:
        while levels[: len(common)] != common:
            common = common[:-1]
    return "::".join(common)


def _note_type(model: Mapping[str, Any]) -> NoteType:
    fields = tuple((field["name"], field["id"]) for field in model["flds"])
    needs: dict[int, tuple[str, ...]] = {}
    for number, _, wanted in model["req"]:
        needs[number] = tuple(fields[field][0] for field in wanted)
    templates: list[Template] = []
    for one in model["tmpls"]:
        needed = needs[one["ord"]]
        templates.append(Template(one["name"], one["id"], needed, one["qfmt"], one["afmt"]))
    return NoteType(model["name"], model["id"], fields, tuple(templates))


def rebuild_twin(package: Path) -> int:
    """Write the twin of a package from what is in the package; return the number of notes.

    Lost are the notes that earlier builds had, and what other decks held: the next build finds that
    out anew. Raises InputError and OutputError.
    """
    found = unpack(package)
    stamps = {note.guid: _stamp(note, found) for note in found.notes}
    lent: dict[str, Lent] = {}
    for note in found.guests:
        context = lent_by(note, package.stem)
        if context:
            lent[note.guid] = Lent(_stamp(note, found), context)
    ledger = Ledger(stamps=stamps, lent=lent)
    ledger = replace(ledger, package=sha256(package.read_bytes()).hexdigest())
    twin = package.with_suffix(".tsv")
    by_deck = groupby(found.notes, key=lambda note: found.deck_of[note.guid])
    decks = [(name, list(notes)) for name, notes in by_deck]
    with output_errors(twin):
        replace_files({twin: render(decks, ledger)})
    return len(found.notes)


def _stamp(note: Note, found: Unpacked) -> Stamp:
    return Stamp(content_hash(note), found.modified[note.guid])

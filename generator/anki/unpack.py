"""A package read back: for the preview, and for a ledger that was lost."""

import json
import re
import sqlite3
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from generator.anki.anki_database import checked, checked_table, open_database, read_rows
from generator.anki.ledger import Ledger, Lent, Stamp, content_hash, is_time
from generator.anki.lent_sentences import lent_by
from generator.anki.note import Note
from generator.anki.note_types import SENTENCE, WORD, NoteType, Template, note_type
from generator.anki.our_html import is_ours
from generator.anki.package_archive import DATABASES_OF_ANKI, open_package, read_part
from generator.anki.twin_writer import render
from generator.base.errors import InputError
from generator.base.files import output_errors
from generator.base.files import replace as replace_files
from generator.base.html import NOTHING, Html
from generator.base.program import program_name

MAX_FIELDS = 100
"""Fields of a note that are told apart; Cika's note types have fewer."""
GUID = re.compile(r'[^#\s"][^\s"]*')
BREAKING = re.compile(r"[\t\n\r]")
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

    decks: Mapping[int, Mapping[str, Any]]
    models: Mapping[int, Mapping[str, Any]]
    rows: Sequence[tuple[Any, ...]]
    """GUID, note type, time of change, tags, fields and deck of each note."""


def unpack(path: Path) -> Unpacked:
    """Read an .apkg. Raises InputError where it is damaged, or is none of Cika's."""
    remedy = f"Build it again: {program_name()} build --force."
    try:
        with open_package(path, remedy) as archive:
            is_from_anki = not DATABASES_OF_ANKI.isdisjoint(archive.namelist())
            media = {} if is_from_anki else _media(archive)
    except FileNotFoundError as error:
        raise InputError(
            f"{path} is not there. Give the .apkg of a deck; {program_name()} build makes one."
        ) from error
    with open_database(path, remedy) as connection:
        found = None if is_from_anki else _unpacked(_read(connection), media)
    if found is None:
        raise InputError(
            f"{path} was not made by Cika, or was exported by Anki. Expected a package as"
            f" {program_name()} build writes it."
        )
    return found


def _media(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the names in the archive by the names that fields use."""
    listed = checked(json.loads(read_part(archive, "media")), dict, "the list of files")
    return {checked(name, str, "the name of a file"): number for number, name in listed.items()}


def _read(connection: sqlite3.Connection) -> _Database:
    (decks, models) = connection.execute("select decks, models from col").fetchone()
    return _Database(
        checked_table(decks, "the list of decks"),
        checked_table(models, "the list of note types"),
        tuple(read_rows(connection, ROWS)),
    )


def _unpacked(database: _Database, media: Mapping[str, str]) -> Unpacked | None:
    """Return the content of a package; None for one that is none of Cika's. Raises ValueError and
    the like where it is not as Cika writes it."""
    types = {note_type(name).id: name for name in (WORD, SENTENCE)}
    if not database.rows or not database.models.keys() <= types.keys():
        return None
    kinds = {
        types[number]: _note_type(model, types[number]) for number, model in database.models.items()
    }
    names = {number: _plain(deck["name"]) for number, deck in database.decks.items()}
    described = {number for number, deck in database.decks.items() if deck["desc"]}
    own_decks = described or {database.rows[0][-1]}  # decks of guests have no description
    own: list[Note] = []
    guests: list[Note] = []
    deck_of: dict[str, str] = {}
    modified: dict[str, int] = {}
    for guid, kind, changed, tags, written, deck in database.rows:
        fields = _plain(written).split("\x1f", MAX_FIELDS)
        if len(fields) != len(kinds[types[kind]].fields):
            raise ValueError(f"a note has {len(fields)} fields")
        if guid in deck_of or not GUID.fullmatch(guid):
            raise ValueError(f"a note is called {guid!r:.50}")
        note = Note(types[kind], guid, tuple(map(Html, fields)), tuple(_plain(tags).split()))
        (own if deck in own_decks else guests).append(note)
        deck_of[guid] = names[deck]
        modified[guid] = _time(changed)
    return Unpacked(
        deck=_deck_above(names[deck] for deck in own_decks),
        deck_of=deck_of,
        notes=tuple(own),
        guests=tuple(guests),
        modified=modified,
        kinds=kinds,
        styles={
            types[n]: checked(one["css"], str, "a style") for n, one in database.models.items()
        },
        media=media,
    )


def _plain(value: object) -> str:
    """Return a text that can stand in a line of a table. Raises ValueError for any other."""
    text: str = checked(value, str, "a text")
    if BREAKING.search(text):
        raise ValueError(f"a text breaks lines: {text!r:.50}")
    return text


def _style(model: Mapping[str, Any]) -> str:
    css: str = checked(model["css"], str, "a style")
    return css


def _time(value: object) -> int:
    if not is_time(str(value)):
        raise ValueError(f"a time is {value!r:.50}")
    return int(str(value))


def file_of(path: Path, found: Unpacked, name: str) -> bytes | None:
    """Read a file of the package; None where it holds none of that name. Raises InputError where
    it is damaged."""
    if name not in found.media:
        return None
    with open_package(path, f"Build it again: {program_name()} build --force.") as archive:
        return read_part(archive, found.media[name])


def _deck_above(names: Iterable[str]) -> str:
    """Return the name of the one deck, or of the deck that all stand under."""
    first, *others = (name.split("::") for name in names)
    common = first
    for levels in others:
        while levels[: len(common)] != common:
            common = common[:-1]
    return "::".join(common)


def _note_type(model: Mapping[str, Any], ours: str) -> NoteType:
    fields = tuple((_plain(field["name"]), field["id"]) for field in model["flds"])
    needs: dict[int, tuple[str, ...]] = {}
    for number, _, wanted in model["req"]:
        needs[number] = tuple(fields[field][0] for field in wanted)
    templates: list[Template] = []
    for one in model["tmpls"]:
        front, back = (checked(one[side], str, "a template") for side in ("qfmt", "afmt"))
        needed = needs[one["ord"]]
        templates.append(Template(_plain(one["name"]), one["id"], needed, front, back))
    name = _plain(model["name"])
    if len(fields) != len(note_type(ours).fields):
        raise ValueError(f"a note type has {len(fields)} fields")
    return NoteType(name, model["id"], fields, tuple(templates))


def caught_up(ledger: Ledger, package: Path) -> Ledger:
    """Return a ledger with the stamps of the package that are newer than its own: then the ledger
    is a copy of an earlier one, put back. Return it as it is where the two belong together, where
    the ledger is ahead, and where the package cannot be read, which its build replaces."""
    try:
        if sha256(package.read_bytes()).hexdigest() == ledger.package:
            return ledger
        found = unpack(package)
    except (InputError, OSError):
        return ledger
    stamps, removed, keys = dict(ledger.stamps), dict(ledger.removed), dict(ledger.keys)
    is_older = False
    for note in found.notes:
        own = stamps if note.guid in stamps else removed
        before, new = own.get(note.guid), _stamp(note, found)
        if before is None or before.modified < new.modified:
            own[note.guid] = new
            keys.setdefault(note.guid, note.key)
            is_older = True
    return replace(ledger, stamps=stamps, removed=removed, keys=keys) if is_older else ledger


def rebuild_twin(package: Path) -> int:
    """Write the twin of a package from what is in the package; return the number of notes.

    Lost are the notes that earlier builds had, and what other decks held: the next build finds that
    out anew. Raises InputError and OutputError.
    """
    found = unpack(package)
    stamps = {note.guid: _stamp(note, found) for note in found.notes}
    lent: dict[str, Lent] = {}
    for note in found.guests:
        context = lent_by(note, package.stem) if note.note_type == WORD else NOTHING
        if not is_ours(context):
            raise InputError(
                f"{package}: the sentence that it lends to a note of another deck has HTML that"
                " Cika does not write. Ask its maker for the deck, or delete it."
            )
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

"""A package read back: for the preview, and for a ledger that was lost."""

import json
import sqlite3
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import groupby, takewhile
from pathlib import Path
from typing import Any

from generator.anki.ledger import Ledger, Lent, Stamp, content_hash
from generator.anki.lent_sentences import lent_by
from generator.anki.note_types import SENTENCE, WORD, NoteType, Template, note_type
from generator.anki.notes import Note
from generator.anki.twin import render
from generator.base.errors import InputError
from generator.base.files import output_errors
from generator.base.files import replace as replace_files
from generator.base.program import program_name

DATABASE = "collection.anki2"
ROWS = (
    "select n.guid, n.mid, n.mod, n.tags, n.flds, c.did from notes n join cards c on c.nid = n.id"
    " where c.id in (select min(id) from cards group by nid) order by c.due, c.id"
)


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What is in an .apkg that Cika wrote."""

    deck: str
    """Name of the deck in Anki; of several decks, the one above them."""
    homes: Mapping[str, str]
    """GUID -> name of the deck in Anki that the note's cards are in."""
    notes: tuple[Note, ...]
    """In order of study."""
    guests: tuple[Note, ...]
    """Notes of other decks that came along."""
    modified: Mapping[str, int]
    """By GUID."""
    kinds: Mapping[str, NoteType]
    """The note types as they are in this package, by the names that they have here."""
    styles: Mapping[str, str]
    media: Mapping[str, str]
    """Names in the archive by the names that fields use."""


def unpack(path: Path) -> Unpacked:
    """Read an .apkg. Raises InputError where it is damaged, or is none of Cika's."""
    foreign = InputError(
        f"{path} was not made by Cika, or was exported by Anki. Expected a package as"
        f" {program_name()} build writes it."
    )
    try:
        with zipfile.ZipFile(path) as archive:
            if {"collection.anki21", "collection.anki21b"} & set(archive.namelist()):
                raise foreign
            media = json.loads(archive.read("media"))
            content = archive.read(DATABASE)
    except FileNotFoundError as error:
        raise InputError(
            f"{path} is not there. Give the .apkg of a deck; {program_name()} build makes one."
        ) from error
    except (OSError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise InputError(
            f"{path} cannot be read as an Anki package ({error}). Build it again:"
            f" {program_name()} build --force."
        ) from error
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(content)
        decks, models = map(
            json.loads, connection.execute("select decks, models from col").fetchone()
        )
        rows = connection.execute(ROWS).fetchall()
    except (sqlite3.DatabaseError, TypeError, ValueError) as error:
        raise InputError(
            f"{path}: its database is damaged ({error}). Build it again: {program_name()} build"
            " --force."
        ) from error
    finally:
        connection.close()
    ours = {str(note_type(name).id): name for name in (WORD, SENTENCE)}
    if not rows or not models.keys() <= ours.keys():
        raise foreign
    names = {int(number): deck["name"] for number, deck in decks.items()}
    # Decks of guests have no description
    own = {int(number) for number, deck in decks.items() if deck["desc"]} or {rows[0][5]}
    found = [
        (Note(ours[str(mid)], guid, tuple(flds.split("\x1f")), tuple(tags.split())), did)
        for guid, mid, _, tags, flds, did in rows
    ]
    return Unpacked(
        _above([names[did] for did in own]),
        {note.guid: names[did] for note, did in found},
        tuple(note for note, did in found if did in own),
        tuple(note for note, did in found if did not in own),
        {guid: mod for guid, _, mod, *_ in rows},
        {ours[number]: _kind(model) for number, model in models.items()},
        {ours[number]: model["css"] for number, model in models.items()},
        {name: number for number, name in media.items()},
    )


def file_of(path: Path, found: Unpacked, name: str) -> bytes | None:
    """The content of a file of the package; None where it holds none of that name."""
    if name not in found.media:
        return None
    with zipfile.ZipFile(path) as archive:
        return archive.read(found.media[name])


def _above(names: Sequence[str]) -> str:
    """The name of the one deck, or of the deck that all stand under."""
    levels = zip(*(name.split("::") for name in names), strict=False)
    return "::".join(same[0] for same in takewhile(lambda level: len(set(level)) == 1, levels))


def _kind(model: Mapping[str, Any]) -> NoteType:
    fields = tuple((field["name"], field["id"]) for field in model["flds"])
    needs = {
        number: tuple(fields[field][0] for field in wanted) for number, _, wanted in model["req"]
    }
    templates = tuple(
        Template(t["name"], t["id"], needs[t["ord"]], t["qfmt"], t["afmt"]) for t in model["tmpls"]
    )
    return NoteType(model["name"], model["id"], fields, templates)


def rebuild_twin(package: Path) -> int:
    """Write the twin of a package from what is in the package; return the number of notes.

    Lost are the notes that earlier builds had, and what other decks held: the next build finds that
    out anew. Raises InputError and OutputError.
    """
    found = unpack(package)
    stamps = {
        note.guid: Stamp(content_hash(note), found.modified[note.guid])
        for note in (*found.notes, *found.guests)
    }
    own = {note.guid: stamps[note.guid] for note in found.notes}
    lent = {
        note.guid: Lent(stamps[note.guid], lent_by(note, package.stem)) for note in found.guests
    }
    ledger = Ledger(own, lent={guid: one for guid, one in lent.items() if one.context})
    ledger = replace(ledger, package=sha256(package.read_bytes()).hexdigest())
    twin = package.with_suffix(".tsv")
    decks = [
        (name, list(notes))
        for name, notes in groupby(found.notes, key=lambda note: found.homes[note.guid])
    ]
    with output_errors(twin):
        replace_files({twin: render(decks, ledger)})
    return len(found.notes)

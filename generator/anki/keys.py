"""What makes a note the same note over all builds: the GUID that Anki knows it by, made of its
key."""

import re
from collections.abc import Iterable
from hashlib import sha256

from generator.anki.field_html import escape
from generator.anki.note_types import WORD
from generator.base.words import NoteKey, NoteKind

SPECIAL = re.compile(r'["*_:\\]')
"""Characters that have a meaning in Anki's search."""
NAMESPACE = "cika:zh:v1"
"""Part of every GUID. Changing it would give every learner every card a second time."""


def guid(note_type: str, key: str) -> str:
    """Return a letter for the note type and 124 bits of SHA-256 in hex: nothing that a spreadsheet
    takes for a formula or number."""
    hashed = sha256(f"{NAMESPACE}\x1f{note_type}\x1f{key}".encode()).hexdigest()
    return kind_of(note_type) + hashed[:31]


def note_key(note_type: str, key: str) -> NoteKey:
    """Return the key of a note of the note type with that name."""
    return NoteKey(kind_of(note_type), key)


def key_of_removed(guid: str, key: str) -> NoteKey:
    """Return the key of a note of which the ledger remembers no note type: its GUID begins with
    that letter."""
    return NoteKey("w" if guid.startswith("w") else "s", key)


def kind_of(note_type: str) -> NoteKind:
    """Return the letter of a note type, given its name."""
    return "w" if note_type == WORD else "s"


def browser_search(keys: Iterable[str]) -> str:
    """Return what to write into the search box of Anki's browser to find notes by the keys in
    their first field."""
    terms: list[str] = []
    for key in keys:
        quoted = SPECIAL.sub(r"\\\g<0>", escape(key))
        terms.append(f'"Key:{quoted}"')
    return " OR ".join(terms)

"""When each note changed, and which note of which deck is which: what must be remembered from build
to build.

Anki takes a note from a package only if it is newer than its own, so a note's time moves only when
its content does: the learner's edits and tags live on every note that we did not change. And Anki
knows a note by its GUID alone, so a note keeps the GUID that learners have, whatever happens to its
key.
"""

import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from generator.anki.note import Note
from generator.base.errors import InputError
from generator.base.html import Html
from generator.base.words import NoteKey, WordKey


@dataclass(frozen=True, slots=True)
class Stamp:
    """The content of a note, and since when it has had it."""

    content: str
    """``content_hash`` of the note."""
    modified: int
    """Unix seconds."""


@dataclass(frozen=True, slots=True)
class Lent:
    """A note that belongs to another deck. This deck's package carries a copy of it, with one of
    our sentences added to AlsoSeen."""

    stamp: Stamp
    context: Html
    """The sentence."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """What the last build of a deck left behind; empty before the first."""

    stamps: Mapping[str, Stamp] = field(default_factory=dict)
    """GUID -> stamp of each note in the deck."""
    removed: Mapping[str, Stamp] = field(default_factory=dict)
    """GUID -> stamp of each note that an earlier build had. Learners have it still: should it come
    back, it must not come back older."""
    keys: Mapping[str, NoteKey] = field(default_factory=dict)
    """GUID -> key of each note in the deck, and of those removed as far as their keys are
    known."""
    sentences: Mapping[str, str] = field(default_factory=dict)
    """GUID -> the Chinese sentence, as plain text, that the note of a word shows."""
    birth_tag: Mapping[str, str] = field(default_factory=dict)
    """GUID -> the tag ``text::…`` that the note was born with."""
    guessable: frozenset[str] = frozenset()
    """GUIDs of the notes in the deck that were born with the tag ``guessable``."""
    held: frozenset[NoteKey] = frozenset()
    """The words and sentences that were left out because other decks of the folder had them."""
    lent: Mapping[str, Lent] = field(default_factory=dict)
    """GUID -> note of another deck that this deck brings along with a sentence of its own."""
    deck_of: Mapping[str, str] = field(default_factory=dict)
    """GUID -> name of the deck in Anki that the note's new cards go to, of the notes in the
    deck."""
    is_sample: bool = False
    """Whether the deck only shows what Cika makes: its words are missing in no other deck."""
    choices: str = ""
    """What chose its words and its title, as the last build wrote it down."""
    fingerprint: str = ""
    """Of the input, as given to ``write_deck``."""
    package: str = ""
    """SHA-256 of the .apkg that belongs to this twin."""

    @property
    def words(self) -> frozenset[WordKey]:
        """Return the words in the deck."""
        keys = [self.keys[guid] for guid in self.stamps]
        return frozenset(key.word for key in keys if key.is_word)


NO_LEDGER = Ledger()
"""Of a deck that was never built."""
LATEST = 253_402_300_799
"""The end of the year 9999, in Unix seconds: what lies beyond is no time, and no database takes
it."""


def clock() -> int:
    """Return the time to stamp changes with, in Unix seconds: the one place where the program looks
    at a clock.

    Honours SOURCE_DATE_EPOCH (reproducible-builds.org). Raises InputError where that is no number.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if not given:
        return int(time.time())
    if not is_time(given):
        raise InputError(
            f"SOURCE_DATE_EPOCH is {given!r}; expected a whole number of seconds since 1970."
            " Correct it, or unset it."
        )
    return int(given)


def is_time(written: str) -> bool:
    """Tell whether a string is a time in Unix seconds as the ledger keeps it."""
    if not (written.isascii() and written.isdigit()):
        return False
    return len(written) <= len(str(LATEST)) and int(written) <= LATEST


def content_hash(note: Note) -> str:
    """Return a hash of all that an update would bring to the learner: fields and tags."""
    content = "\x1f".join((note.note_type, *note.fields, "\x1e", *note.tags))
    return sha256(content.encode()).hexdigest()[:24]


def dropped(ledger: Ledger, notes: Sequence[Note]) -> tuple[str, ...]:
    """Return the first fields of the notes that the build before had and this one has not, as text,
    in the order of that build."""
    kept = {note.guid for note in notes}
    gone = [guid for guid in ledger.stamps if guid not in kept]
    return tuple(ledger.keys[guid].key for guid in gone)

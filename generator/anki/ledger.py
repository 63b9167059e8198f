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

from generator.anki.notes import Note
from generator.base.errors import InputError


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a note held, and since when (Unix seconds)."""

    content: str
    modified: int


@dataclass(frozen=True, slots=True)
class Lent:
    """The note of another deck's word, brought along with one more sentence."""

    stamp: Stamp
    context: str
    """HTML."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """What the last build of a deck left behind; empty before the first."""

    stamps: Mapping[str, Stamp] = field(default_factory=dict)
    """By GUID, of the notes in the deck."""
    gone: Mapping[str, Stamp] = field(default_factory=dict)
    """By GUID, of notes that earlier builds had. Learners have them still: should one come back, it
    must not come back older."""
    slots: Mapping[str, str] = field(default_factory=dict)
    """GUID -> ``slot`` of each note in the deck, and of those gone as far as their keys are
    known."""
    sentences: Mapping[str, str] = field(default_factory=dict)
    """GUID -> the Chinese sentence, as plain text, that the note of a word shows."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """GUID -> the tag ``text::…`` that the note was born with."""
    guessable: frozenset[str] = frozenset()
    """GUIDs of the notes in the deck that were born with the tag ``guessable``."""
    held: frozenset[str] = frozenset()
    """``slot`` of the words and sentences that were left out because other decks of the folder had
    them."""
    lent: Mapping[str, Lent] = field(default_factory=dict)
    """By GUID, notes of other decks that this deck brings along with a sentence of its own."""
    homes: Mapping[str, str] = field(default_factory=dict)
    """GUID -> name of the deck in Anki that the note's new cards go to, of the notes in the
    deck."""
    fingerprint: str = ""
    """Of the input, as given to ``write_deck``."""
    package: str = ""
    """SHA-256 of the .apkg that belongs to this twin."""

    @property
    def words(self) -> frozenset[str]:
        """Keys of the words in the deck."""
        return frozenset(self.slots[guid][1:] for guid in self.stamps if guid[0] == "w")


LATEST = 253_402_300_799
"""The end of the year 9999, in Unix seconds: what lies beyond is no time, and no database takes
it."""


def clock() -> int:
    """The time to stamp changes with, in Unix seconds: the one place where the program looks at a
    clock.

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
    """Whether a string is a time in Unix seconds as the ledger keeps it."""
    return (
        written.isascii()
        and written.isdigit()
        and len(written) <= len(str(LATEST))
        and int(written) <= LATEST
    )


def content_hash(note: Note) -> str:
    """Hash of all that an update would bring to the learner: fields and tags."""
    return sha256(
        "\x1f".join((note.note_type, *note.fields, "\x1e", *note.tags)).encode()
    ).hexdigest()[:24]


NO_LEDGER = Ledger()
"""Of a deck that was never built."""


def dropped(ledger: Ledger, notes: Sequence[Note]) -> tuple[str, ...]:
    """Keys of the notes that the build before had and this one has not, in the order of that
    build."""
    kept = {note.guid for note in notes}
    return tuple(ledger.slots[guid][1:] for guid in ledger.stamps if guid not in kept)

"""When each note changed, and which note of which deck is which: what must be remembered from build to build.

Anki takes a note from a package only if it is newer than its own, so a note's time moves only when its content does: the
learner's edits and tags live on every note that we did not change. And Anki knows a note by its GUID alone, so a note keeps
the GUID that learners have, whatever happens to its key.
"""

import os
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from generator.anki.notes import Note
from generator.errors import InputError


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
    """By GUID, of notes that earlier builds had. Learners have them still: should one come back, it must not come back older."""
    slots: Mapping[str, str] = field(default_factory=dict)
    """GUID -> ``slot`` of each note in the deck, and of those gone as far as their keys are known."""
    sentences: Mapping[str, str] = field(default_factory=dict)
    """GUID -> the Chinese sentence, as plain text, that the note of a word shows."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """GUID -> the tag ``text::…`` that the note was born with."""
    held: frozenset[str] = frozenset()
    """``slot`` of the words and sentences that were left out because other decks of the folder had them."""
    lent: Mapping[str, Lent] = field(default_factory=dict)
    """By GUID, notes of other decks that this deck brings along with a sentence of its own."""
    homes: Mapping[str, str] = field(default_factory=dict)
    """GUID -> name of the deck in Anki that the note's new cards go to, of the notes in the deck."""
    fingerprint: str = ""
    """Of the input, as given to ``write_deck``."""
    package: str = ""
    """SHA-256 of the .apkg that belongs to this twin."""

    @property
    def words(self) -> frozenset[str]:
        """Keys of the words in the deck."""
        return frozenset(self.slots[guid][1:] for guid in self.stamps if guid[0] == "w")


@dataclass(frozen=True)
class Others:
    """The other decks of a folder, by the stems of their files, in order."""

    ledgers: Mapping[str, Ledger] = field(default_factory=dict)

    @cached_property
    def slots(self) -> Mapping[str, str]:
        """``slot`` -> GUID of all words and sentences that they hold; the first deck counts."""
        return {slot: guid for one in reversed(list(self.ledgers.values())) for guid, slot in one.slots.items() if guid in one.stamps}

    @cached_property
    def once(self) -> Mapping[str, str]:
        """The same of those that they held once and hold no more."""
        return {slot: guid for one in reversed(list(self.ledgers.values())) for guid, slot in one.slots.items() if guid in one.gone}

    @property
    def words(self) -> frozenset[str]:
        """Keys of the words."""
        return frozenset(slot[1:] for slot in self.slots if slot[0] == "w")

    @property
    def sentences(self) -> frozenset[str]:
        """Keys of the sentences."""
        return frozenset(slot[1:] for slot in self.slots if slot[0] == "s")

    @cached_property
    def newest(self) -> Mapping[str, Stamp]:
        """By GUID: the newest stamp that any of them gave, to a note of its own, one gone, or one brought along."""
        found: dict[str, Stamp] = {}
        for one in self.ledgers.values():
            lent = {guid: lent.stamp for guid, lent in one.lent.items()}
            for guid, mine in (*one.gone.items(), *one.stamps.items(), *lent.items()):
                if guid not in found or found[guid].modified < mine.modified:
                    found[guid] = mine
        return found

    @cached_property
    def contexts(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """By GUID: the sentences that they lend to a note, as pairs of a deck's stem and HTML."""
        found: dict[str, tuple[tuple[str, str], ...]] = {}
        for name, one in self.ledgers.items():
            for guid, lent in one.lent.items():
                found[guid] = (*found.get(guid, ()), (name, lent.context))
        return found

    def holder(self, guid: str) -> str:
        """The stem of the first deck that holds a note; empty where none does."""
        return next((name for name, one in self.ledgers.items() if guid in one.stamps), "")


LATEST = 253_402_300_799
"""The end of the year 9999, in Unix seconds: what lies beyond is no time, and no database takes it."""


def clock() -> int:
    """The time to stamp changes with, in Unix seconds: the one place where the program looks at a clock.

    Honours SOURCE_DATE_EPOCH (reproducible-builds.org). Raises InputError where that is no number.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if not given:
        return int(time.time())
    if not is_time(given):
        raise InputError(f"SOURCE_DATE_EPOCH is {given!r}; expected a whole number of seconds since 1970. Correct it, or unset it.")
    return int(given)


def is_time(written: str) -> bool:
    """Whether a string is a time in Unix seconds as the ledger keeps it."""
    return written.isascii() and written.isdigit() and len(written) <= len(str(LATEST)) and int(written) <= LATEST


def content_hash(note: Note) -> str:
    """Hash of all that an update would bring to the learner: fields and tags."""
    return sha256("\x1f".join((note.note_type, *note.fields, "\x1e", *note.tags)).encode()).hexdigest()[:24]


NO_OTHERS = Others()


def stamp(notes: Iterable[Note], ledger: Ledger, now: int, others: Others = NO_OTHERS) -> dict[str, Stamp]:
    """The stamp of each note, by GUID: the old one where the content is the same, else one newer than all old and not before ``now``.

    Old stamps are the deck's own and those of other decks that have, had, or brought along the same note.
    """
    stamps = {}
    for note in notes:
        content = content_hash(note)
        own = ledger.stamps.get(note.guid) or ledger.gone.get(note.guid)
        old = [one for one in (own, others.newest.get(note.guid)) if one]
        newest = max(old, key=lambda one: one.modified, default=None)
        if newest is None:
            stamps[note.guid] = Stamp(content, now)
        elif newest.content == content:
            stamps[note.guid] = newest
        elif own and own.content == content:
            stamps[note.guid] = own
        else:
            stamps[note.guid] = Stamp(content, max(now, newest.modified + 1))
    return stamps


def dropped(ledger: Ledger, notes: Sequence[Note]) -> tuple[str, ...]:
    """Keys of the notes that the build before had and this one has not, in the order of that build."""
    kept = {note.guid for note in notes}
    return tuple(ledger.slots[guid][1:] for guid in ledger.stamps if guid not in kept)

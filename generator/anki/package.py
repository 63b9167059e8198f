"""A deck and its twin into a folder: both or neither, and never half of one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from generator.anki.about import description, has_strokes
from generator.anki.contexts import as_lent, guests, with_contexts
from generator.anki.identity import note_slot, settle
from generator.anki.ledger import Ledger, Stamp, dropped
from generator.anki.looks import Looks
from generator.anki.note_types import DIGEST
from generator.anki.notes import Note
from generator.anki.others import stamp
from generator.anki.shelf import read_others
from generator.anki.twin import read_ledger, render
from generator.errors import CikaError, OutputError
from generator.output import output_errors, scratch
from generator.output import replace as replace_files
from generator.records import Deck

PARENT = "Cika"
DEFAULT_LOOKS = Looks()
LONGEST_TITLE = 100


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, and how it differs from the build before."""

    package: Path
    twin: Path
    new: int
    changed: int
    unchanged: int
    dropped: tuple[str, ...] = ()
    """Keys of notes that the build before had and this one has not. Anki keeps them; the learner may delete them."""
    brought: int = 0
    """Notes of other decks that came along with one more sentence."""


@dataclass(frozen=True, slots=True)
class Extras:
    """What a deck may have beside its notes."""

    held: frozenset[str] = frozenset()
    """``slot`` of the words and sentences that it lacks because other decks have them."""
    lent: Mapping[str, str] = field(default_factory=dict)
    """Sentences for words of other decks, by key: ``contexts``."""
    media: Mapping[str, bytes] = field(default_factory=dict)
    """Files by the names that fields use, and their content."""
    looks: Looks = DEFAULT_LOOKS


NO_EXTRAS = Extras()


def write_deck(
    folder: Path, deck: Deck, notes: Sequence[Note], now: int, fingerprint: str = "", extras: Extras = NO_EXTRAS
) -> Written:
    """Write ``NAME.apkg`` and ``NAME.tsv`` into the folder, which is made if need be.

    ``now`` is what ``clock()`` says, ``fingerprint`` a hash of the input and options for ``up_to_date``.
    Raises InputError where a twin of the folder is not ours or damaged, OutputError where the folder cannot be written; whatever
    was there before is whole then.
    """
    package, twin = paths(folder, deck.name)
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{folder}: this is a file; expected a folder for the decks. Choose another name for the folder.")
    with output_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
    old, others = read_ledger(twin), read_others(folder, deck.name)
    notes = with_contexts(settle(notes, old, others), others)
    found = tuple(guests(folder, deck.name, extras.lent, others))
    brought = [note for guest in found for note in guest.notes]
    stamps = stamp(notes, old, now, others)
    lent = as_lent(found, extras.lent, stamp(brought, Ledger(), now, others))

    from generator.anki import collection  # loads genanki

    name = deck_name(deck)
    about = description(deck, extras.looks, strokes=has_strokes(notes))
    decks = [collection.Content(name, about, notes), *(collection.Content(g.deck, "", g.notes) for g in found)]
    with output_errors(package):
        with scratch(package) as database:
            content = collection.package(database, decks, stamps | {guid: one.stamp for guid, one in lent.items()}, extras.media)
        ledger = _ledger(old, notes, stamps, extras.held)
        ledger = replace(ledger, lent=lent, deck=name, fingerprint=_input(fingerprint), package=sha256(content).hexdigest())
        # Twin first: killed between the two, the ledger is ahead of its deck, and the next build makes the deck that it
        # speaks of. The other way round, learners could hold notes newer than the ledger knows.
        replace_files({twin: render(name, notes, ledger), package: content})
    return Written(package, twin, *_counts(old.stamps, stamps), dropped(old, notes), len(brought))


def _ledger(old: Ledger, notes: Sequence[Note], stamps: Mapping[str, Stamp], held: frozenset[str]) -> Ledger:
    """What is to be remembered of the notes of a build, and of those before."""
    gone = {guid: seen for guid, seen in {**old.gone, **old.stamps}.items() if guid not in stamps}
    slots = {guid: old.slots[guid] for guid in gone if guid in old.slots} | {note.guid: note_slot(note) for note in notes}
    return Ledger(stamps, gone, slots, held=held)


def up_to_date(folder: Path, name: str, fingerprint: str) -> bool:
    """Whether the deck was built from this input and lies there whole, so that there is nothing to do.

    What it left to other decks must still be theirs: where one was removed, its words want cards again.
    """
    package, twin = paths(folder, name)
    try:
        ledger = read_ledger(twin)
        whole = ledger.fingerprint == _input(fingerprint) and sha256(package.read_bytes()).hexdigest() == ledger.package
        held = read_others(folder, name).slots if whole and ledger.held else {}
        return whole and all(one in held for one in ledger.held)
    except (CikaError, OSError):
        return False


def _input(fingerprint: str) -> str:
    """What a deck is made from: its input, and the look of its cards."""
    return f"{fingerprint} {DIGEST}"


def paths(folder: Path, name: str) -> tuple[Path, Path]:
    """Where the deck and its twin lie."""
    return folder / f"{name}.apkg", folder / f"{name}.tsv"


def deck_name(deck: Deck) -> str:
    """``Cika::<title>``. What Anki would read as a level of the tree, or change by itself, is replaced."""
    title = "".join(c if c.isprintable() else " " for c in (deck.title or deck.name))
    title = " ".join(title.replace("::", "：").replace('"', "”").split()).strip(":")
    short = title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1].rstrip() + "…"
    return f"{PARENT}::{short or deck.name}"


def _counts(old: Mapping[str, Stamp], new: Mapping[str, Stamp]) -> tuple[int, int, int]:
    """How many notes are new, changed, unchanged."""
    kept = [guid for guid in new if guid in old]
    same = sum(old[guid] == new[guid] for guid in kept)
    return len(new) - len(kept), len(kept) - same, same

"""A deck and its twin into a folder: both or neither, and never half of one."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import islice
from pathlib import Path

from generator.anki.card_options import CardOptions
from generator.anki.description import description, has_strokes, of_lesson
from generator.anki.folder_ledgers import read_others
from generator.anki.identity import as_born, note_slot, settle
from generator.anki.ledger import Ledger, Stamp, dropped
from generator.anki.lent_sentences import as_lent, guests, with_contexts
from generator.anki.note_types import DIGEST
from generator.anki.notes import Note
from generator.anki.other_decks import stamp
from generator.anki.package_deck import PackageDeck
from generator.anki.twin import read_ledger, render
from generator.base.errors import CikaError, OutputError
from generator.base.files import output_errors, scratch
from generator.base.files import replace as replace_files
from generator.base.program import program_name
from generator.base.records import Deck

PARENT = "Cika"
DEFAULT_LOOKS = CardOptions()
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
    """Keys of notes that the build before had and this one has not. Anki keeps them; the learner
    may delete them."""
    brought: int = 0
    """Notes of other decks that came along with one more sentence."""
    moved: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """(deck in Anki before, deck now) -> how many notes. Cards that learners have stay where they
    are."""


@dataclass(frozen=True, slots=True)
class Extras:
    """What a deck may have beside its notes."""

    held: frozenset[str] = frozenset()
    """``slot`` of the words and sentences that it lacks because other decks have them."""
    lent: Mapping[str, str] = field(default_factory=dict)
    """Sentences for words of other decks, by key: ``contexts``."""
    media: Mapping[str, bytes] = field(default_factory=dict)
    """Files by the names that fields use, and their content."""
    looks: CardOptions = DEFAULT_LOOKS


NO_EXTRAS = Extras()


def write_deck(
    folder: Path,
    deck: Deck,
    notes: Sequence[Note],
    now: int,
    fingerprint: str = "",
    extras: Extras = NO_EXTRAS,
) -> Written:
    """Write a deck of its own: ``write_decks``."""
    about = description(deck, extras.looks, strokes=has_strokes(notes))
    return write_decks(
        folder, deck.name, [PackageDeck(deck_name(deck), about, notes)], now, fingerprint, extras
    )


def write_decks(
    folder: Path,
    name: str,
    contents: Sequence[PackageDeck],
    now: int,
    fingerprint: str = "",
    extras: Extras = NO_EXTRAS,
) -> Written:
    """Write ``NAME.apkg`` with one deck or several, which share no note, and ``NAME.tsv`` into the
    folder, which is made if need be.

    ``now`` is what ``clock()`` says, ``fingerprint`` a hash of the input and options for
    ``up_to_date``. Raises InputError where a twin of the folder is not ours or damaged, OutputError
    where that of the deck is gone, or the folder cannot be written; whatever was there before is
    whole then.
    """
    package, twin = paths(folder, name)
    if folder.exists() and not folder.is_dir():
        raise OutputError(
            f"{folder}: this is a file; expected a folder for the decks. Choose another name for"
            " the folder."
        )
    with output_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
    if package.exists() and not twin.exists():
        remedy = (
            f"Make it again: {program_name()} ledger {folder}. To begin anew, delete"
            f" {package.name}."
        )
        raise OutputError(
            f"{twin} is gone: without it, an import would overwrite what people edited on their"
            f" notes. {remedy}"
        )
    old, others = read_ledger(twin), read_others(folder, name)
    notes = settle([note for one in contents for note in one.notes], old, others)
    settled = as_born(with_contexts(notes, others), old)
    left = iter(settled)
    own = [replace(one, notes=tuple(islice(left, len(one.notes)))) for one in contents]
    found = tuple(guests(folder, name, extras.lent, others))
    brought = [note for guest in found for note in guest.notes]
    stamps = stamp(settled, old, now, others)
    lent = as_lent(found, extras.lent, stamp(brought, Ledger(), now, others))

    from generator.anki import collection  # loads genanki

    decks = [*own, *(PackageDeck(g.deck, "", g.notes) for g in found)]
    with output_errors(package):
        with scratch(package) as database:
            content = collection.package(
                database,
                decks,
                stamps | {guid: one.stamp for guid, one in lent.items()},
                extras.media,
            )
        ledger = _ledger(old, settled, stamps, extras.held)
        ledger = replace(
            ledger, lent=lent, fingerprint=_input(fingerprint), package=sha256(content).hexdigest()
        )
        # Twin first: killed between the two, the ledger is ahead of its deck, and the next build
        # makes the deck that it
        # speaks of. The other way round, learners could hold notes newer than the ledger knows.
        replace_files(
            {twin: render([(one.name, one.notes) for one in own], ledger), package: content}
        )
    homes = [
        (old.homes[note.guid], one.name)
        for one in own
        for note in one.notes
        if note.guid in old.homes
    ]
    moved = Counter((before, after) for before, after in homes if before != after)
    return Written(
        package, twin, *_counts(old.stamps, stamps), dropped(old, settled), len(brought), moved
    )


def _ledger(
    old: Ledger, notes: Sequence[Note], stamps: Mapping[str, Stamp], held: frozenset[str]
) -> Ledger:
    """What is to be remembered of the notes of a build, and of those before."""
    gone = {guid: seen for guid, seen in {**old.gone, **old.stamps}.items() if guid not in stamps}
    slots = {guid: old.slots[guid] for guid in gone if guid in old.slots} | {
        note.guid: note_slot(note) for note in notes
    }
    return Ledger(stamps, gone, slots, held=held)


def up_to_date(folder: Path, name: str, fingerprint: str) -> bool:
    """Whether the deck was built from this input and lies there whole, so that there is nothing to
    do.

    What it left to other decks must still be theirs: where one was removed, its words want cards
    again.
    """
    package, twin = paths(folder, name)
    try:
        ledger = read_ledger(twin)
        whole = (
            ledger.fingerprint == _input(fingerprint)
            and sha256(package.read_bytes()).hexdigest() == ledger.package
        )
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
    """``Cika::<title>``."""
    return f"{PARENT}::{_level(deck.title) or deck.name}"


def lesson_deck(
    of_set: str,
    number: int,
    title: str,
    lines: Sequence[str],
    notes: Sequence[Note],
    looks: CardOptions,
) -> PackageDeck:
    """A lesson as a deck ``Cika::<title of the set>::<NN> <title>`` (Anki lists decks by their
    names), with what its page says."""
    name = f"{PARENT}::{_level(of_set) or 'Set'}::{_level(f'{number:02} {title}')}"
    return PackageDeck(name, of_lesson(lines, looks, strokes=has_strokes(notes)), notes)


def _level(title: str) -> str:
    """A title as a level of the tree. What Anki would read as a level of its own, or change by
    itself, is replaced."""
    title = "".join(c if c.isprintable() else " " for c in title)
    title = " ".join(title.replace("::", "：").replace('"', "”").split()).strip(":")
    return title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1].rstrip() + "…"


def _counts(old: Mapping[str, Stamp], new: Mapping[str, Stamp]) -> tuple[int, int, int]:
    """How many notes are new, changed, unchanged."""
    kept = [guid for guid in new if guid in old]
    same = sum(old[guid] == new[guid] for guid in kept)
    return len(new) - len(kept), len(kept) - same, same

"""A deck and its twin into a folder: both or neither, and never half of one."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from generator.anki.card_options import DEFAULT_CARD_OPTIONS, CardOptions
from generator.anki.folder_ledgers import read_others
from generator.anki.gone_notes import gone_search
from generator.anki.identity import as_born, settle
from generator.anki.ledger import Ledger, Stamp, dropped
from generator.anki.lent_sentences import LentNotes, as_lent, guests, with_contexts
from generator.anki.note import Note
from generator.anki.note_types import DIGEST
from generator.anki.other_decks import OtherDecks, stamp
from generator.anki.package_deck import PackageDeck, all_notes, text_deck
from generator.anki.twin import read_ledger
from generator.anki.twin_writer import render
from generator.anki.unpack import caught_up
from generator.base.errors import CikaError, OutputError
from generator.base.files import output_errors, same_name, scratch
from generator.base.files import replace as replace_files
from generator.base.html import NOTHING, Html
from generator.base.program import program_name
from generator.base.records import Deck, Issue
from generator.base.words import NoteKey, WordKey


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
    gone_search: str = ""
    """What finds these, and no others, in Anki's browser: by the tag of a text of which no note is
    left, else by their keys."""
    brought: int = 0
    """Notes of other decks that came along with one more sentence."""
    moved: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """(deck in Anki before, deck now) -> how many notes. Cards that learners have stay where they
    are."""
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Extras:
    """What a deck may have beside its notes."""

    held: frozenset[NoteKey] = frozenset()
    """The words and sentences that it lacks because other decks have them."""
    lent: Mapping[WordKey, Html] = field(default_factory=dict)
    """Sentences for words of other decks: ``contexts``."""
    media: Mapping[str, bytes] = field(default_factory=dict)
    """Files by the names that fields use, and their content."""
    card_options: CardOptions = DEFAULT_CARD_OPTIONS
    beside: Mapping[Path, bytes] = field(default_factory=dict)
    """Files to be written together with the deck."""
    is_sample: bool = False
    """Whether the deck only shows what Cika makes."""
    choices: str = ""
    """What the next build is to remember (``Ledger.choices``)."""


NO_EXTRAS = Extras()


def write_deck(
    folder: Path,
    deck: Deck,
    notes: Sequence[Note],
    *,
    now: int,
    fingerprint: str = "",
    extras: Extras = NO_EXTRAS,
) -> Written:
    """Write a deck of its own: ``write_decks``."""
    content = text_deck(deck, notes, extras.card_options)
    return write_decks(
        folder, deck.name, [content], now=now, fingerprint=fingerprint, extras=extras
    )


def write_decks(
    folder: Path,
    name: str,
    contents: Sequence[PackageDeck],
    *,
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
    _prepare(folder, package, twin)
    remembered = read_ledger(twin)
    old, others = caught_up(remembered, package), read_others(folder, name)
    own = _settled(contents, old, others)
    notes = all_notes(own)
    borrowed = tuple(guests(folder, name, extras.lent, others))
    brought = all_notes(borrowed)
    stamps = stamp(notes, old, now, others)
    lent = as_lent(borrowed, extras.lent, stamp(brought, Ledger(), now, others))
    ledger = replace(
        _ledger(old, notes, stamps),
        held=extras.held,
        lent=lent,
        is_sample=extras.is_sample,
        choices=extras.choices,
        fingerprint=_input(fingerprint),
    )
    _write(package, twin, _Contents(own, borrowed, ledger), extras)
    return Written(
        package,
        twin,
        *_counts(old.stamps, stamps),
        dropped=dropped(old, notes),
        gone_search=gone_search(old, notes),
        brought=len(brought),
        moved=_moved(own, old),
        issues=() if old is remembered else (_older_table(twin),),
    )


def _older_table(twin: Path) -> Issue:
    detail = (
        "The table is older than the deck beside it. What the deck knows was taken from it, so"
        " that people keep what they edited."
    )
    return Issue(kind="older-table", where=str(twin), detail=detail)


def _prepare(folder: Path, package: Path, twin: Path) -> None:
    """Make the folder, and make sure that a package that is there has its twin."""
    if folder.exists() and not folder.is_dir():
        raise OutputError(
            f"{folder}: this is a file; expected a folder for the decks. Choose another name for"
            " the folder."
        )
    with output_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        _refuse_alike(folder, package.stem)
    if package.exists() and not twin.exists():
        remedy = (
            f"Make it again: {program_name()} ledger {folder}. To begin anew, delete"
            f" {package.name}."
        )
        raise OutputError(
            f"{twin} is gone: without it, an import would overwrite what people edited on their"
            f" notes. {remedy}"
        )


def _refuse_alike(folder: Path, name: str) -> None:
    """Raise OutputError where another deck has a name that Windows and macOS take for the same:
    there it would be overwritten."""
    for other in folder.glob("*.tsv"):
        if other.stem != name and same_name(other.stem) == same_name(name):
            raise OutputError(
                f"{other}: there is a deck {other.stem}, and {name} is the same name on Windows and"
                " macOS. Rename the text; or, where the text was renamed, rename the files of the"
                " deck."
            )


def _settled(
    contents: Sequence[PackageDeck], old: Ledger, others: OtherDecks
) -> tuple[PackageDeck, ...]:
    """Return the decks with their notes as learners know them."""
    notes = settle(all_notes(contents), old, others)
    left = iter(as_born(with_contexts(notes, others), old))
    settled: list[PackageDeck] = []
    for deck in contents:
        own = tuple(islice(left, len(deck.notes)))
        settled.append(replace(deck, notes=own))
    return tuple(settled)


class _Contents(NamedTuple):
    """What a package and its twin are made of."""

    own: Sequence[PackageDeck]
    borrowed: Sequence[LentNotes]
    """Notes of other decks that come along."""
    ledger: Ledger
    """Without the hash of the package."""


def _write(package: Path, twin: Path, contents: _Contents, extras: Extras) -> None:
    from generator.anki import collection  # loads genanki

    ledger = contents.ledger
    decks = [*contents.own]
    for borrowed in contents.borrowed:
        decks.append(PackageDeck(borrowed.deck, NOTHING, borrowed.notes))
    stamps = {**ledger.stamps, **{guid: lent.stamp for guid, lent in ledger.lent.items()}}
    with output_errors(package):
        with scratch(package) as database:
            content = collection.package(database, decks, stamps, extras.media)
        ledger = replace(ledger, package=sha256(content).hexdigest())
        rows = render([(deck.name, deck.notes) for deck in contents.own], ledger)
        # Twin first: killed behind it, the ledger is ahead of its deck, and the next build makes
        # what it speaks of, since the package has another hash. The other way round, learners
        # could hold notes newer than the ledger knows.
        replace_files({twin: rows, **extras.beside, package: content})


def _ledger(old: Ledger, notes: Sequence[Note], stamps: Mapping[str, Stamp]) -> Ledger:
    """Return what is to be remembered of the notes of a build, and of those before."""
    before = {**old.removed, **old.stamps}
    removed = {guid: stamp for guid, stamp in before.items() if guid not in stamps}
    keys = {guid: old.keys[guid] for guid in removed if guid in old.keys}
    for note in notes:
        keys[note.guid] = note.key
    return Ledger(stamps=stamps, removed=removed, keys=keys)


def _moved(decks: Iterable[PackageDeck], old: Ledger) -> Counter[tuple[str, str]]:
    """Count the notes whose deck in Anki is another than before."""
    moved: Counter[tuple[str, str]] = Counter()
    for deck in decks:
        for note in deck.notes:
            before = old.deck_of.get(note.guid, deck.name)
            if before != deck.name:
                moved[before, deck.name] += 1
    return moved


def up_to_date(folder: Path, name: str, fingerprint: str) -> bool:
    """Tell whether the deck was built from this input and lies there whole, so that there is
    nothing to do.

    What it left to other decks must still be theirs: where one was removed, its words want cards
    again.
    """
    package, twin = paths(folder, name)
    try:
        ledger = read_ledger(twin)
        if ledger.fingerprint != _input(fingerprint):
            return False
        if sha256(package.read_bytes()).hexdigest() != ledger.package:
            return False
        others = read_others(folder, name).guids if ledger.held else {}
        return all(key in others for key in ledger.held)
    except (CikaError, OSError):
        return False


def _input(fingerprint: str) -> str:
    """Return what a deck is made from: its input, and the look of its cards."""
    return f"{fingerprint} {DIGEST}"


def paths(folder: Path, name: str) -> tuple[Path, Path]:
    """Return where the deck and its twin lie."""
    return folder / f"{name}.apkg", folder / f"{name}.tsv"


def _counts(old: Mapping[str, Stamp], new: Mapping[str, Stamp]) -> tuple[int, int, int]:
    """Count the notes that are new, changed, unchanged."""
    kept = [guid for guid in new if guid in old]
    same = sum(old[guid] == new[guid] for guid in kept)
    return len(new) - len(kept), len(kept) - same, same

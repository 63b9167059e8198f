"""A deck and its twin into a folder: both or neither, and never half of one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from generator.anki.about import description, has_strokes
from generator.anki.ledger import Ledger, Stamp, read_ledger, render, stamp
from generator.anki.looks import Looks
from generator.anki.note_types import DIGEST
from generator.anki.notes import Note
from generator.errors import CikaError, OutputError
from generator.output import output_errors, replace
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
    gone: int
    """Notes that the build before had and this one has not. Anki keeps them; the learner may delete them."""


def write_deck(
    folder: Path, deck: Deck, notes: Sequence[Note], now: int, fingerprint: str = "", looks: Looks = DEFAULT_LOOKS
) -> Written:
    """Write ``NAME.apkg`` and ``NAME.tsv`` into the folder, which is made if need be.

    ``now`` is what ``clock()`` says, ``fingerprint`` a hash of the input and options for ``up_to_date``.
    Raises InputError where the old twin is not ours or damaged, OutputError where the folder cannot be written; whatever was
    there before is whole then.
    """
    package, twin = paths(folder, deck.name)
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{folder}: this is a file; expected a folder for the decks. Choose another name for the folder.")
    with output_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
    old = read_ledger(twin)
    stamps = stamp(notes, old, now)
    gone = {guid: seen for guid, seen in {**old.gone, **old.stamps}.items() if guid not in stamps}
    name = deck_name(deck)

    from generator.anki import collection  # loads genanki

    content = collection.package(name, description(deck, looks, strokes=has_strokes(notes)), notes, stamps)
    ledger = Ledger(stamps, gone, fingerprint=_input(fingerprint), package=sha256(content).hexdigest())
    with output_errors(package):
        # Twin first: killed between the two, the ledger is ahead of its deck, and the next build makes the deck that it
        # speaks of. The other way round, learners could hold notes newer than the ledger knows.
        replace({twin: render(name, notes, ledger).encode("utf-8-sig"), package: content})
    return Written(package, twin, *_counts(old.stamps, stamps), gone=len(old.stamps.keys() - stamps.keys()))


def up_to_date(folder: Path, name: str, fingerprint: str) -> bool:
    """Whether the deck was built from this input and lies there whole, so that there is nothing to do."""
    package, twin = paths(folder, name)
    try:
        ledger = read_ledger(twin)
        return ledger.fingerprint == _input(fingerprint) and sha256(package.read_bytes()).hexdigest() == ledger.package
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

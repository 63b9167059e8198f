#!/usr/bin/env python3
"""Time, memory and size of writing many notes, against plain genanki with the same notes in the
same run.

    python tools/bench_write.py [--notes 10000 100000] [--runs 3]

The notes are those of the letter in seeds/, over and over, each with a key of its own. The writers
run in turn, each in a process of its own: genanki as its manual shows it; the package alone as Cika
writes it; and Cika whole, with the twin. Time is the median of user + system time, memory the
highest peak, both less what a process needs that makes the notes and writes nothing.
"""

import prelude

import argparse
import itertools
import os
import pickle
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from inputs import LETTER, command_line
from watched_run import children_seconds

if TYPE_CHECKING:
    import genanki

    from generator.anki.note import Note

SEED, NOTES = "seed", "notes"
"""The process that makes the notes of the letter, and the one that writes nothing."""
CLOCK = 1_700_000_000


class Cost(NamedTuple):
    """What a writer took."""

    seconds: float
    """CPU."""
    memory: float
    """MB, at most."""
    size: float
    """MB written."""

    def less(self, bare: "Cost") -> "Cost":
        """Take off what a process costs that writes nothing."""
        return Cost(self.seconds - bare.seconds, self.memory - bare.memory, self.size)


# -- the writers, each in a process of its own


def make_seed(path: Path) -> None:
    """Write the notes of the letter."""
    from generator.pipeline import Resources, Source, make_notes
    from generator.pipeline.stages import DEFAULTS

    _, notes = make_notes(Resources(), Source(LETTER), Path("none"), DEFAULTS)
    content = [(note.note_type, note.guid, note.fields, note.tags) for note in notes]
    path.write_bytes(pickle.dumps(content))


def many(seed: Path, count: int) -> "Iterator[Note]":
    """Yield ``count`` notes, the GUID and the key numbered."""
    from generator.anki.note import Note
    from generator.base.html import Html

    notes = itertools.cycle(pickle.loads(seed.read_bytes()))
    for number, (kind, guid, fields, tags) in enumerate(itertools.islice(notes, count)):
        # As in a deck, no two notes share their strings
        own = [Html(field[:1] + field[1:]) for field in fields[1:]]
        key = Html(f"{fields[0]}{number}")
        yield Note(kind, f"{guid[:1]}{number:031x}", (key, *own), tags)


def write_nothing(notes: "Sequence[Note]", folder: Path) -> None:
    """Have the notes, and do nothing."""


def write_genanki(notes: "Sequence[Note]", folder: Path) -> None:
    """Write a package as genanki's manual shows it."""
    import genanki

    deck = genanki.Deck(1, "bench")
    models: dict[str, genanki.Model] = {}
    for note in notes:
        if note.note_type not in models:
            models[note.note_type] = _model(note.note_type)
        model, fields = models[note.note_type], list(note.fields)
        deck.add_note(genanki.Note(model, fields, tags=list(note.tags), guid=note.guid))
    genanki.Package(deck).write_to_file(folder / "bench.apkg")


def _model(name: str) -> "genanki.Model":
    import genanki

    from generator.anki.note_types import note_type, style

    kind = note_type(name)
    fields = [{"name": field} for field, _ in kind.fields]
    templates = [{"name": one.name, "qfmt": one.front, "afmt": one.back} for one in kind.templates]
    return genanki.Model(kind.id, kind.name, fields, templates, style())


def write_package(notes: "Sequence[Note]", folder: Path) -> None:
    """Write the package alone, as Cika does."""
    from generator.anki import PackageDeck
    from generator.anki.collection import package
    from generator.anki.ledger import Stamp
    from generator.base.html import NOTHING

    stamps = {note.guid: Stamp("", CLOCK) for note in notes}
    deck = PackageDeck("bench", NOTHING, notes)
    (folder / "bench.apkg").write_bytes(package(folder / "database", [deck], stamps, {}))


def write_all(notes: "Sequence[Note]", folder: Path) -> None:
    """Write package and twin."""
    from generator import anki
    from generator.base.records import Deck, Metadata

    deck = Deck("bench", "bench", Metadata(), "simplified", (), (), ())
    anki.write_deck(folder, deck, notes, now=CLOCK)


WRITERS: "dict[str, Callable[[Sequence[Note], Path], None]]" = {
    NOTES: write_nothing,
    "genanki": write_genanki,
    "package": write_package,
    "cika": write_all,
}


def work(options: argparse.Namespace) -> None:
    """Run one writer, and print the peak of its memory in KB."""
    if options.writer == SEED:
        make_seed(options.seed)
        return
    notes = list(many(options.seed, options.notes[0]))
    WRITERS[options.writer](notes, options.folder)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


# -- measuring


def start(writer: str, seed: Path, count: int, folder: str) -> str:
    """Run a writer in a process of its own; return what it prints."""
    command = [sys.executable, __file__, "--writer", writer, "--seed", str(seed)]
    command += ["--notes", str(count), "--folder", folder]
    environment = os.environ | {"TMPDIR": folder}
    return subprocess.check_output(command, env=environment, text=True)


def measure(writer: str, seed: Path, count: int) -> Cost:
    """Return what a writer takes for so many notes."""
    with tempfile.TemporaryDirectory() as folder:
        before = children_seconds()
        peak = start(writer, seed, count, folder)
        seconds = children_seconds() - before
        size = sum(path.stat().st_size for path in Path(folder).glob("bench.*"))
    return Cost(seconds, int(peak) / 1024, size / 1e6)


def compare(seed: Path, count: int, runs: int) -> None:
    """Run the writers in turn and print what they took, beside genanki."""
    found: dict[str, list[Cost]] = {writer: [] for writer in WRITERS}
    for _ in range(runs):
        for writer, costs in found.items():
            costs.append(measure(writer, seed, count))
    table = {writer: _typical(costs) for writer, costs in found.items()}
    bare = table.pop(NOTES)
    plain = table["genanki"].less(bare)
    for writer, cost in table.items():
        own = cost.less(bare)
        took = f"{own.seconds:6.2f} s CPU  {own.memory:6.0f} MB memory  {own.size:6.1f} MB written"
        time, memory, size = (mine / its for mine, its in zip(own, plain, strict=True))
        ratios = f"{time:.2f}  {memory:.2f}  {size:.3f}"
        print(f"{count:7} notes, {writer:8} {took}   of genanki's: {ratios}")


def _typical(costs: Sequence[Cost]) -> Cost:
    seconds = statistics.median(cost.seconds for cost in costs)
    return Cost(seconds, max(cost.memory for cost in costs), costs[0].size)


def main() -> None:
    """Read the command line; compare, or be one of the processes that are compared."""
    parser = command_line(__doc__)
    parser.add_argument("--notes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--writer", choices=(SEED, *WRITERS), help=argparse.SUPPRESS)
    parser.add_argument("--seed", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.writer:
        work(options)
        return
    with tempfile.TemporaryDirectory() as folder:
        seed = Path(folder) / "notes"
        start(SEED, seed, 0, folder)
        for count in options.notes:
            compare(seed, count, options.runs)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Time, memory and size of writing many notes, against plain genanki with the same notes in the
same run.

    python tools/bench_write.py [--notes 10000 100000] [--runs 3]

The notes are those of the letter in seeds/, over and over, each with a key of its own. The writers
run in turn, each in a process of its own: genanki as its manual shows it; the package alone as Cika
writes it; and Cika whole, with the twin. Time is the median of user + system time, memory the
highest peak, both less what a process needs that makes the notes and writes nothing.
"""

import argparse
import itertools
import os
import pickle
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
LETTER = ROOT / "seeds" / "1953-12-19-letter-to-the-spark-collective-farm.txt"
WRITERS = ("seed", "notes", "genanki", "package", "cika")
THEN = 1_700_000_000


def many(seed: Path, count: int) -> "Iterator[tuple[str, str, tuple[str, ...], tuple[str, ...]]]":
    """Fields and tags of ``count`` notes, the GUID and the key numbered."""
    notes = pickle.loads(seed.read_bytes())
    for number, (kind, guid, fields, tags) in zip(
        range(count), itertools.cycle(notes), strict=False
    ):
        # As in a deck, no two notes share their strings
        own = [field[:1] + field[1:] for field in fields[1:]]
        yield kind, f"{guid[:1]}{number:031x}", (f"{fields[0]}{number}", *own), tags


def make_seed(path: Path) -> None:
    from generator.pipeline import DEFAULTS, Resources, Source, make_notes

    _, notes = make_notes(Resources(), Source(LETTER), Path("none"), DEFAULTS)
    path.write_bytes(pickle.dumps([(n.note_type, n.guid, n.fields, n.tags) for n in notes]))


def write(writer: str, seed: Path, count: int, folder: Path) -> None:
    """One writer, in a process of its own."""
    if writer == "seed":
        make_seed(seed)
        return
    from generator.anki.note import Note
    from generator.anki.note_types import note_type, style
    from generator.base.html import NOTHING, Html

    notes = [
        Note(kind, guid, tuple(map(Html, fields)), tags)
        for kind, guid, fields, tags in many(seed, count)
    ]
    if writer == "genanki":
        import genanki

        deck = genanki.Deck(1, "bench")
        models = {}
        for name in {note.note_type for note in notes}:
            kind = note_type(name)
            templates = [{"name": t.name, "qfmt": t.front, "afmt": t.back} for t in kind.templates]
            models[name] = genanki.Model(
                kind.id,
                kind.name,
                [{"name": field} for field, _ in kind.fields],
                templates,
                style(),
            )
        for note in notes:
            deck.add_note(
                genanki.Note(
                    models[note.note_type], list(note.fields), tags=list(note.tags), guid=note.guid
                )
            )
        genanki.Package(deck).write_to_file(folder / "bench.apkg")
    elif writer == "package":
        from generator.anki import PackageDeck
        from generator.anki.collection import package
        from generator.anki.ledger import Stamp

        stamps = {note.guid: Stamp("", THEN) for note in notes}
        (folder / "bench.apkg").write_bytes(
            package(folder / "database", [PackageDeck("bench", NOTHING, notes)], stamps, {})
        )
    elif writer == "cika":
        from generator import anki
        from generator.base.records import Deck, Metadata

        anki.write_deck(
            folder, Deck("bench", "bench", Metadata(), "simplified", (), (), ()), notes, now=THEN
        )
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def measure(writer: str, seed: Path, count: int) -> tuple[float, float, float]:
    """CPU seconds, MB of memory, MB written."""
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable,
            __file__,
            "--writer",
            writer,
            "--seed",
            str(seed),
            "--notes",
            str(count),
            "--folder",
            folder,
        ]
        before = os.times()
        run = subprocess.run(
            command, check=True, stdout=subprocess.PIPE, env=os.environ | {"TMPDIR": folder}
        )
        after = os.times()
        seconds = (
            after.children_user
            + after.children_system
            - before.children_user
            - before.children_system
        )
        size = sum(path.stat().st_size for path in Path(folder).glob("bench.*"))
    return seconds, int(run.stdout) / 1024, size / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--notes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--writer", choices=WRITERS, help=argparse.SUPPRESS)
    parser.add_argument("--seed", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.writer:
        write(options.writer, options.seed, options.notes[0], options.folder)
        return
    with tempfile.TemporaryDirectory() as folder:
        seed = Path(folder) / "notes"
        subprocess.run(
            [sys.executable, __file__, "--writer", "seed", "--seed", str(seed), "--folder", folder],
            check=True,
        )
        for count in options.notes:
            runs = {
                writer: [measure(writer, seed, count) for _ in range(1)] for writer in WRITERS[1:]
            }
            for _ in range(options.runs - 1):
                for writer in WRITERS[1:]:
                    runs[writer].append(measure(writer, seed, count))
            table = {
                w: (statistics.median(r[0] for r in found), max(r[1] for r in found), found[0][2])
                for w, found in runs.items()
            }
            bare = table.pop("notes")
            plain = table["genanki"]
            for writer, (seconds, memory, size) in table.items():
                ratios = (
                    (seconds - bare[0]) / (plain[0] - bare[0]),
                    (memory - bare[1]) / (plain[1] - bare[1]),
                    size / plain[2],
                )
                print(
                    f"{count:7} notes, {writer:8} {seconds - bare[0]:6.2f} s CPU "
                    f" {memory - bare[1]:6.0f} MB memory  {size:6.1f} MB written   of genanki's:"
                    f" {ratios[0]:.2f}  {ratios[1]:.2f}  {ratios[2]:.3f}"
                )


if __name__ == "__main__":
    main()

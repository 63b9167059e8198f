#!/usr/bin/env python3
"""Kill Cika while it writes, let two builds meet in one folder, and count what is broken then.

    python tools/kills.py                              40 kills, 8 meetings (make check)
    python tools/kills.py --kills 120 --meetings 20    as in docs/figures/robustness.md

SIGKILL comes at a call of the file system (fsync, replace, unlink, mkdir), drawn by lot but always
the same. Then every deck must be whole with its table, a person's own table the old or the new one,
and the next run must succeed, make the same bytes as without the kill, and leave nothing lying
about. Two builds that begin within a tenth of a second must both succeed, and teach no word twice.
Each run is a fork of one warm process. Exit code 1 if anything was broken. Linux and macOS only.
"""

import prelude

import argparse
import contextlib
import io
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import cli
from generator.anki.twin import read_ledger
from generator.anki.unpack import unpack
from generator.base.words import NoteKey

CHINESE = "今天天气很好，我们去公园看花。银行在哪里？\n我朋友昨天坐火车去北京了。\n"
ENGLISH = (
    "The weather is fine today, and we go to the park to see the flowers. Where is the bank?\n"
    "My friend went to Beijing by train yesterday.\n"
)
TEXTS = {"a": "火车", "b": "飞机", "c": "汽车", "set/1": "地铁", "set/2": "船"}
"""Name of a text -> the vehicle that tells it from the others."""
CALLS = ("fsync", "replace", "rename", "unlink", "mkdir")
"""Functions of ``os`` at which a kill may come, before and after."""
MAX_APART = 0.1
"""Seconds between the beginnings of two builds that meet."""
CASES: dict[str, tuple[str, ...]] = {
    "first build": ("build", "a.txt"),
    "build": ("build", "a.txt"),
    "build of a folder": ("build", ".", "--jobs", "1"),
    "build of a set": ("build", "set", "--jobs", "1"),
    "words --write": ("words", "a.txt", "--write"),
    "align --force": ("align", "a.txt", "--force"),
    "ledger": ("ledger", "decks"),
    "export": ("export", "a.txt", "--to", "epub", "--to", "csv"),
}
MEETINGS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "a folder, twice": (CASES["build of a folder"], CASES["build of a folder"]),
    "two texts": (("build", "a.txt"), ("build", "b.txt")),
    "a set and a folder": (CASES["build of a set"], CASES["build of a folder"]),
    "words --write, twice": (CASES["words --write"], CASES["words --write"]),
}
OWN = ("words.tsv", "aligned.tsv", ".txt")
"""Ends of the names of files that a person writes, too."""
FAULTS = ("broken", "next run fails", "other bytes", "left behind", "taught twice")


@dataclass
class Outcomes:
    """What became of the runs of a case."""

    runs: int = 0
    faults: Counter[str] = field(default_factory=Counter)


class Calls:
    """Counts the calls of the file system in a child, and ends it at one of them."""

    def __init__(self, stop: int | None) -> None:
        self._stop = stop
        self.count = 0

    def watch(self) -> None:
        """Put this between the program and ``os``."""
        for name in CALLS:
            setattr(os, name, partial(self._call, getattr(os, name)))

    def _call(self, function: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        self._hit()
        made = function(*arguments, **options)
        self._hit()
        return made

    def _hit(self) -> None:
        self.count += 1
        if self.count == self._stop:
            os.kill(os.getpid(), signal.SIGKILL)


def begin(command: tuple[str, ...], folder: Path, stop: int | None = None) -> int:
    """Run a command in a child, in a folder; return the number of its process. It is killed at the
    call of the number ``stop``; the number of its calls goes into a file beside the folder."""
    child = os.fork()
    if child:
        return child
    code = 70
    try:
        os.chdir(folder)
        said = os.open(folder.parent / "said", os.O_CREAT | os.O_TRUNC | os.O_WRONLY)
        os.dup2(said, 1)
        os.dup2(said, 2)
        calls = Calls(stop)
        calls.watch()
        try:
            cli.main(command, standalone_mode=True)
        except SystemExit as done:
            code = done.code if isinstance(done.code, int) else 0
        (folder.parent / "calls").write_text(str(calls.count))
    finally:
        os._exit(code)


def end(child: int) -> int:
    """Wait for a child, and return its exit code; that of a killed one is negative."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def make_texts(folder: Path) -> None:
    """Write three texts and a class set of two."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "set").mkdir(parents=True)
    for name, vehicle in (
        ("a", "火车"),
        ("b", "飞机"),
        ("c", "汽车"),
        ("set/1", "地铁"),
        ("set/2", "船"),
    ):
        text = f"{CHINESE.replace('火车', vehicle)}---\n{ENGLISH}"
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    lessons = '[[lesson]]\ntexts = "1.txt"\n[[lesson]]\ntexts = "2.txt"\n'
    (folder / "set" / "set.toml").write_text(f'title = "S"\n{lessons}', encoding="utf-8")


def prepare(folder: Path, case: str) -> None:
    """Make a folder as it stands before the command of a case: built, and then changed."""
    make_texts(folder)
    if case in ("first build", "export"):
        return
    for command in (CASES["build of a folder"], CASES["words --write"], ("align", "a.txt")):
        end(begin(command, folder))
    if case == "ledger":
        for table in (folder / "decks").rglob("*.tsv"):
            table.unlink()
        return
    if case == "words --write":
        table = folder / "a.words.tsv"
        table.write_text(table.read_text("utf-8-sig").replace("\tbank", "\tMY BANK"), "utf-8")
    for text in (*folder.glob("?.txt"), *folder.glob("set/?.txt")):
        changed = text.read_text("utf-8").replace("看花", "看书").replace("flowers", "books")
        text.write_text(changed, encoding="utf-8")
    (folder / "a.aligned.tsv").unlink()


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by their names."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def is_broken(folder: Path, before: dict[str, bytes], after: dict[str, bytes]) -> bool:
    """Tell whether a deck or its table cannot be read, or a person's table is neither the old nor
    the new one."""
    for package in (folder / "decks").rglob("*.apkg"):
        table = package.with_suffix(".tsv")
        notes = unpack(package).notes
        if table.exists():
            ledger = read_ledger(table)
            known = ledger.stamps.keys() | ledger.removed.keys()
            if any(note.guid not in known for note in notes):
                return True
    for name, content in files_of(folder).items():
        is_own = name.endswith(OWN) and not name.startswith("decks")
        if is_own and content not in (before.get(name), after.get(name)):
            return True
    return False


def kill(case: str, work: Path, kills: int, lot: random.Random) -> Outcomes:
    """Return what is left of a command that is killed at some of its calls."""
    command, start, run = CASES[case], work / "start", work / "run"
    prepare(start, case)
    shutil.rmtree(run, ignore_errors=True)
    shutil.copytree(start, run)
    if end(begin(command, run)):
        sys.exit(f"{case}: {(work / 'said').read_text()}")
    before, after = files_of(start), files_of(run)
    calls = int((work / "calls").read_text())
    tally = Outcomes()
    for stop in sorted(lot.sample(range(1, calls + 1), min(kills, calls))):
        shutil.rmtree(run)
        shutil.copytree(start, run)
        if end(begin(command, run, stop)) != -signal.SIGKILL:
            continue
        tally.runs += 1
        found = [("broken", is_broken(run, before, after))]
        found.append(("next run fails", end(begin(command, run)) != 0))
        left = files_of(run)
        found.append(("other bytes", any(left.get(name) != after[name] for name in after)))
        found.append(("left behind", not left.keys() <= after.keys()))
        _count(tally, case, found, stop)
    return tally


def meet(case: str, work: Path, rounds: int, lot: random.Random) -> Outcomes:
    """Return what is left where two commands meet in a folder."""
    first, second = MEETINGS[case]
    tally, run = Outcomes(), work / "run"
    for number in range(rounds):
        make_texts(run)
        one = begin(first, run)
        time.sleep(lot.uniform(0, MAX_APART))
        other = begin(second, run)
        codes = end(one), end(other)
        tally.runs += 1
        keys: Counter[NoteKey] = Counter()
        for table in (run / "decks").glob("*.tsv"):
            ledger = read_ledger(table)
            keys.update([ledger.keys[guid] for guid in ledger.stamps])
        found = [("broken", any(codes) or is_broken(run, {}, files_of(run)))]
        found.append(("taught twice", any(count > 1 for count in keys.values())))
        found.append(("left behind", any(".part" in name for name in files_of(run))))
        _count(tally, case, found, number)
    return tally


def _count(tally: Outcomes, case: str, found: list[tuple[str, bool]], number: int) -> None:
    for what, is_so in found:
        if is_so:
            tally.faults[what] += 1
            print(f"{case} {number}: {what}", file=sys.stderr, flush=True)


def main() -> None:
    """Run all cases and print what became of them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--meetings", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    os.environ |= {"SOURCE_DATE_EPOCH": "1795300000", "OMP_NUM_THREADS": "1"}
    lot = random.Random(options.seed)
    tallies: dict[str, Outcomes] = {}
    with tempfile.TemporaryDirectory(prefix="kills-") as name:
        work = Path(name)
        make_texts(work / "run")
        # What is read once is read before the forks
        with contextlib.redirect_stdout(io.StringIO()):
            cli.main(("words", str(work / "run" / "a.txt")), standalone_mode=False)
        for case in CASES:
            tallies[f"killed: {case}"] = kill(case, work, options.kills // len(CASES), lot)
        for case in MEETINGS:
            tallies[f"met: {case}"] = meet(case, work, options.meetings // len(MEETINGS), lot)
    print("\t".join(["what", "runs", *FAULTS]))
    for case, tally in tallies.items():
        print("\t".join([case, str(tally.runs), *(str(tally.faults[one]) for one in FAULTS)]))
    sys.exit(any(tally.faults for tally in tallies.values()))


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Give Cika files that are nearly right, made at random and always the same, and count what becomes
of them.

    python tools/fuzz.py                       2,000 inputs (make check)
    python tools/fuzz.py --inputs 50000        as in docs/figures/robustness.md
    python tools/fuzz.py --only PDF --inputs 5000 --seed 7 --keep faults

Every reader of what a person may give (texts of all formats, lists, tables, settings, packages,
whole builds) gets its share. An input must be read, or refused with a sentence. Any other outcome
is a fault: a traceback, more than 20 seconds of CPU, more than a gigabyte, the end of the process.
Faulty inputs are kept, and the exit code is 1. Why files are changed by own code, and no library
makes them: docs/robustness.md. Linux only: the limits are those of its processes.
"""

import argparse
import json
import selectors
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from fuzz_targets import Target, input_of, targets

WORKER = Path(__file__).with_name("fuzz_worker.py")
PATIENCE = 300
"""Seconds to wait for a process that neither answers nor takes CPU time."""
INPUTS_OF_A_PROCESS = 3_000
"""Inputs after which a process is replaced, so that one does not bear what another left behind."""
FAULTS = ("traceback", "hang", "over the limit", "died")
COLUMNS = ("read", "refused", *FAULTS)


@dataclass
class Outcome:
    """What became of one input."""

    what: str
    where: str = ""
    seconds: float = 0.0
    noise: list[str] = field(default_factory=list)


@dataclass
class Tally:
    """What became of the inputs of a target."""

    counts: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    noise: int = 0
    """Inputs over which a library warned or wrote into a log."""


class Worker:
    """A guarded child, started anew after each fault that ends it."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._folder = tempfile.TemporaryDirectory(prefix="fuzz-")
        self._errors = Path(self._folder.name, "errors")
        self._process: subprocess.Popen[str] | None = None
        self._answered = 0

    def answer(self, target: Target, number: int) -> Outcome:
        """Have an input made and read."""
        process = self._ready()
        assert process.stdin and process.stdout
        process.stdin.write(f"{target.name} {number}\n")
        process.stdin.flush()
        line = self._line(process.stdout)
        if line:
            self._answered += 1
            return Outcome(**json.loads(line))
        self.end()
        what = "hang" if process.returncode in {-signal.SIGPROF, -signal.SIGKILL} else "died"
        said = self._errors.read_text("utf-8", "replace").splitlines()
        last = [line.strip() for line in said if "File" in line]
        return Outcome(what, f"code {process.returncode}; {'; '.join(last[:3])}")

    def end(self) -> None:
        """End the child."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def _ready(self) -> "subprocess.Popen[str]":
        process = self._process
        is_over = process is None or process.poll() is not None
        if process is None or is_over or self._answered >= INPUTS_OF_A_PROCESS:
            self.end()
            self._answered = 0
            with self._errors.open("wb") as errors:
                process = subprocess.Popen(
                    [sys.executable, str(WORKER), str(self._seed)],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=errors,
                    text=True,
                )
            self._process = process
        return process

    def _line(self, stream: IO[str]) -> str:
        """Return the next line; nothing where the child ends, or stands still."""
        with selectors.DefaultSelector() as waiting:
            waiting.register(stream, selectors.EVENT_READ)
            return stream.readline() if waiting.select(PATIENCE) else ""


def turns(chosen: Sequence[Target], inputs: int) -> Iterator[tuple[Target, int]]:
    """Yield targets in turn, by their shares, with the numbers of their inputs."""
    shares: list[Target] = []
    for target in chosen:
        shares += [target] * target.share
    done: Counter[str] = Counter()
    for number in range(inputs):
        target = shares[number * len(shares) // inputs]
        yield target, done[target.name]
        done[target.name] += 1


def run(chosen: Sequence[Target], inputs: int, seed: int, keep: Path) -> dict[str, Tally]:
    """Give the inputs to a child, and keep those that are faults."""
    tallies = {target.name: Tally() for target in chosen}
    worker = Worker(seed)
    for target, number in turns(chosen, inputs):
        outcome = worker.answer(target, number)
        tally = tallies[target.name]
        tally.counts[outcome.what] += 1
        tally.slowest = max(tally.slowest, outcome.seconds)
        tally.noise += bool(outcome.noise)
        if outcome.what in FAULTS:
            _keep(keep, target, number, input_of(target, seed, number))
        if outcome.what in FAULTS or outcome.noise:
            said = "; ".join([outcome.what, outcome.where, *outcome.noise[:1]])
            print(f"{target.name} {number}: {said}", file=sys.stderr, flush=True)
    worker.end()
    return tallies


def _keep(folder: Path, target: Target, number: int, data: bytes) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{target.name.replace(' ', '-')}-{number}-{target.file}").write_bytes(data)


def show(tallies: dict[str, Tally]) -> int:
    """Print a table of what became of the inputs; return the number of faults."""
    print("\t".join(["what is read", "inputs", *COLUMNS, "noise", "slowest, s of CPU"]))
    total = Tally()
    for name, tally in tallies.items():
        _show_row(name, tally)
        total.counts += tally.counts
        total.noise += tally.noise
        total.slowest = max(total.slowest, tally.slowest)
    _show_row("all", total)
    return sum(total.counts[fault] for fault in FAULTS)


def _show_row(name: str, tally: Tally) -> None:
    counts = [f"{tally.counts[column]:,}" for column in COLUMNS]
    cells = [name, f"{tally.counts.total():,}", *counts, f"{tally.noise:,}", f"{tally.slowest:.1f}"]
    print("\t".join(cells))


def main() -> None:
    """Run what the command line names."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--inputs", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="targets whose name contains this")
    parser.add_argument("--keep", type=Path, default=Path("build/fuzz"), help="for faulty inputs")
    options = parser.parse_args()
    chosen = [target for target in targets() if options.only in target.name]
    if not chosen:
        sys.exit(f"No target is called {options.only}. {', '.join(one.name for one in targets())}.")
    faults = show(run(chosen, options.inputs, options.seed, options.keep))
    if faults:
        sys.exit(f"{faults} faults; their inputs are in {options.keep}.")


if __name__ == "__main__":
    main()

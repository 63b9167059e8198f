#!/usr/bin/env python3
"""What a report costs, and how far a quick one says the same.

    python tools/bench_report.py [ZH.txt EN.txt …]

Without files: 1,000 sentences of Tatoeba, where the shared data are. CPU seconds of one process, in
turn; loading is not counted: every text is measured once before.
"""

import prelude

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from generator.base.words import HeadwordKey
from generator.pipeline import Resources, Source
from generator.reports.report_page import page
from generator.reports.report_text import report_text
from generator.reports.survey import Report, ReportOptions, survey
from generator.study import EVERY_WORD, Profile
from inputs import DATA, TATOEBA, read_pairs

PAIRS, EVERY = 1000, 29
HEADS = "text             characters  as build  quick  times  rendering  words alike"
FULL = ReportOptions(EVERY_WORD)
QUICK = ReportOptions(EVERY_WORD, quick=True)
Result = TypeVar("Result")


def tatoeba(folder: Path) -> list[Path]:
    """Write a thousand pairs as two files, one sentence a line."""
    path = DATA / TATOEBA
    if not path.exists():
        raise SystemExit(f"{path} is not there: name two files.")
    pairs = list(read_pairs(path))[::EVERY][:PAIRS]
    return [
        _write_lines(folder / "tatoeba.zh.txt", [zh for zh, _ in pairs]),
        _write_lines(folder / "tatoeba.en.txt", [en for _, en in pairs]),
    ]


def _write_lines(path: Path, lines: Sequence[str]) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    """Return the CPU seconds that a piece of work takes, and its result."""
    start = time.process_time()
    found = work()
    return time.process_time() - start, found


def profile(resources: Resources, source: Source, options: ReportOptions) -> Profile:
    """Measure a text."""
    return survey(resources, source, options)[0]


def alike(one: Profile, other: Profile) -> float:
    """Return the share of the running words of one text that the other has as often."""
    counts: dict[HeadwordKey, int] = {word.key: word.count for word in other.words}
    shared = sum(min(word.count, counts.get(word.key, 0)) for word in one.words)
    return shared / sum(word.count for word in one.words)


def render(found: Profile) -> None:
    """Write a report as page and as text."""
    page(Report((found,), FULL))
    report_text(Report((found,), FULL))


def measure(zh: Path, en: Path) -> None:
    """Print the row of a text."""
    source = Source(zh, en)
    profile(Resources(), source, FULL)
    whole, one = timed(lambda: profile(Resources(), source, FULL))
    quick, other = timed(lambda: profile(Resources(), source, QUICK))
    drawn, _ = timed(lambda: render(one))
    size = len(zh.read_text(encoding="utf-8"))
    times = f"{whole:8.2f}s {quick:5.2f}s {whole / quick:6.1f} {drawn:9.2f}s"
    print(f"{zh.name:16} {size:10,} {times} {100 * alike(one, other):10.1f} %")


def main() -> None:
    """Measure the texts of the command line."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(name) for name in sys.argv[1:]] or tatoeba(Path(folder))
        print(HEADS)
        for zh, en in zip(files[::2], files[1::2], strict=True):
            measure(zh, en)


if __name__ == "__main__":
    main()

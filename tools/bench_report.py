#!/usr/bin/env python3
"""What a report costs, and how far a quick one says the same: python tools/bench_report.py ZH.txt
EN.txt [ZH.txt EN.txt …]

Without files: 1,000 sentences of Tatoeba, where the shared data are. CPU seconds of one process, in
turn; loading is not counted: every text is measured once before.
"""

import gzip
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from generator.pipeline import Resources, Source
from generator.reports.report_page import page
from generator.reports.report_text import report_text
from generator.reports.survey import Report, ReportOptions, survey
from generator.study import EVERY_WORD, Key, Profile

TATOEBA = (
    Path(__file__).resolve().parent.parent.parent
    / "shared"
    / "data"
    / "parallel"
    / "tatoeba.cmn-eng.tsv.gz"
)
PAIRS, EVERY = 1000, 29


def tatoeba(folder: Path) -> list[Path]:
    """A thousand pairs as two files, one sentence a line."""
    if not TATOEBA.exists():
        raise SystemExit(f"{TATOEBA} is not there: name two files.")
    with gzip.open(TATOEBA, "rt", encoding="utf-8") as lines:
        pairs = [line.rstrip("\n").split("\t")[:2] for line in list(lines)[::EVERY]][:PAIRS]
    found = [folder / "tatoeba.zh.txt", folder / "tatoeba.en.txt"]
    for side, path in enumerate(found):
        path.write_text("\n".join(pair[side] for pair in pairs) + "\n", encoding="utf-8")
    return found


def timed(workshop: Resources, source: Source, terms: ReportOptions) -> tuple[float, Profile]:
    start = time.process_time()
    found, _ = survey(workshop, source, terms)
    return time.process_time() - start, found


def alike(one: Profile, other: Profile) -> float:
    """Share of the running words of one text that the other has as often."""
    counts: dict[Key, int] = {met.key: met.count for met in other.words}
    return sum(min(met.count, counts.get(met.key, 0)) for met in one.words) / sum(
        met.count for met in one.words
    )


def main() -> None:
    full, quick = ReportOptions(EVERY_WORD), ReportOptions(EVERY_WORD, quick=True)
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(name) for name in sys.argv[1:]] or tatoeba(Path(folder))
        print("text             characters  as build  quick  times  rendering  words alike")
        for zh, en in zip(files[::2], files[1::2], strict=True):
            source = Source(zh, en)
            timed(Resources(), source, full)
            whole, one = timed(Resources(), source, full)
            part, other = timed(Resources(), source, quick)
            start = time.process_time()
            page(Report((one,), full))
            report_text(Report((one,), full))
            drawn = time.process_time() - start
            size = len(zh.read_text(encoding="utf-8"))
            print(
                f"{zh.name:16} {size:10,} {whole:8.2f}s {part:5.2f}s {whole / part:6.1f}"
                f" {drawn:9.2f}s {100 * alike(one, other):10.1f} %"
            )


if __name__ == "__main__":
    main()

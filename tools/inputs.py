"""What several tools read: texts and tables of this repository, and gold data that lies beside it.

The gold data does not come with Cika (docs/data.md); ``--data`` names another folder.
"""

from prelude import ROOT

import csv
import gzip
import itertools
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Iterator
from pathlib import Path

LETTER = ROOT / "seeds" / "1953-12-19-letter-to-the-spark-collective-farm.txt"
LESSONS = ROOT / "seeds" / "first-steps"
CASES = ROOT / "tests" / "cases"
DATA = ROOT.parent / "shared" / "data"
TATOEBA = Path("parallel", "tatoeba.cmn-eng.tsv.gz")
"""Tatoeba's sentence pairs, in the folder of the gold data."""

Pair = tuple[str, str]
"""A Chinese sentence and its English."""


def command_line(description: str | None) -> ArgumentParser:
    """Make a parser that shows the docstring of a tool as it is written."""
    return ArgumentParser(description=description, formatter_class=RawDescriptionHelpFormatter)


def add_data(parser: ArgumentParser) -> None:
    """Add ``--data``."""
    parser.add_argument(
        "--data", type=Path, default=DATA, help="folder of the gold data (default: %(default)s)"
    )


def read_table(path: Path) -> list[dict[str, str]]:
    """Read a table of cases: a row a case, by the names of the columns."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def read_pairs(path: Path, most: int | None = None) -> Iterator[Pair]:
    """Yield the first sentence pairs of a compressed table: Chinese, tab, English."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in itertools.islice(lines, most):
            zh, en = line.rstrip("\n").split("\t")[:2]
            yield zh, en

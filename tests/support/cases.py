"""The tables of cases in ``tests/cases``."""

import csv
from pathlib import Path

CASES = Path(__file__).resolve().parents[1] / "cases"


def read_cases(name: str) -> list[dict[str, str]]:
    """Read a table of cases: a row a case, by the names of the columns."""
    with (CASES / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))

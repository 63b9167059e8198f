"""The common senses of common words, commonest first: our own list, since the dictionary's order is
often another."""

import csv
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from generator.base.errors import data_file

COMMON_SENSES = Path(__file__).resolve().parent.parent / "data" / "common_senses.tsv"
STEP, LEAST = 0.2, 0.4
"""How much less each further sense of a word counts, and what a listed sense counts at least; the
first counts 1."""

Common = Mapping[tuple[str, str], float]
"""(reading, definition) -> how common, 0 to 1."""


def common_senses(word: str) -> Common:
    """Return how common the listed senses of a simplified word are; empty where the word is not
    listed.

    >>> common_senses("书")
    {('shu1', 'book'): 1.0}
    """
    return _table().get(word, {})


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[tuple[str, str], float]]:
    found: dict[str, dict[tuple[str, str], float]] = {}
    with data_file(COMMON_SENSES), COMMON_SENSES.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            senses = found.setdefault(row["word"], {})
            senses[row["reading"], row["definition"]] = max(LEAST, 1.0 - STEP * len(senses))
        if not found:
            raise ValueError("it is empty")
    return found

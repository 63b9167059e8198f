"""Cuts against the likeliest one: ``cuts.tsv``, which gives the reasons.

``left`` and ``right`` are regular expressions for what stands before and behind in the same run of
hanzi; empty ones fit everywhere, ``^`` and ``$`` are its ends.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from generator.base.errors import data_file
from generator.chinese.lattice import Candidate, Lattice

CUTS = Path(__file__).resolve().parent.parent / "data" / "cuts.tsv"
MARGIN = 0.1
"""How much better than the likeliest cut of its characters an exception is; words that reach across
its borders still win."""


@dataclass(frozen=True, slots=True)
class CutRule:
    """A line of the table."""

    cut: str
    left: re.Pattern[str]
    """What the run of hanzi before it ends with."""
    right: re.Pattern[str]
    """What the run goes on with."""


def candidates(run: str, words: Lattice) -> Iterator[tuple[int, Candidate]]:
    """Yield (start, candidate) for the exceptions in a run of hanzi; the base of a candidate is its
    cut."""
    for match in _pattern().finditer(run):
        form = match[0]
        for line in _cuts()[form]:
            if line.left.search(run[: match.start()]) and line.right.match(run, match.end()):
                likeliest = sum(words.score(form[a:b]) for a, b in words.best(form))
                yield match.start(), Candidate(match.end(), likeliest + MARGIN, "cut", line.cut)


def spans(cut: str) -> list[tuple[int, int]]:
    """Where the words of a cut begin and end.

    >>> spans("汽机|场")
    [(0, 2), (2, 3)]
    """
    found, at = [], 0
    for word in cut.split("|"):
        found.append((at, at + len(word)))
        at += len(word)
    return found


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _cuts())))


@lru_cache(maxsize=1)
def _cuts() -> dict[str, list[CutRule]]:
    """Characters -> how they are cut, and where."""
    found: dict[str, list[CutRule]] = {}
    with data_file(CUTS), CUTS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            line = CutRule(row["cut"], re.compile(f"(?:{row['left']})$"), re.compile(row["right"]))
            found.setdefault(row["cut"].replace("|", ""), []).append(line)
        if not found:
            raise ValueError("it is empty")
    return found

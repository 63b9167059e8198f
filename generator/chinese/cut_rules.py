"""Cuts against the likeliest one: ``cuts.tsv``, which gives the reasons.

``left`` and ``right`` are regular expressions for what stands before and behind in the same run of
hanzi; empty ones fit everywhere, ``^`` and ``$`` are its ends.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from generator.base.errors import data_file
from generator.chinese.lattice import Candidate, Lattice, Span

CUTS = Path(__file__).resolve().parent.parent / "data" / "cuts.tsv"
MARGIN = 0.1
"""How much better than the likeliest cut of its characters a rule's cut is; words that reach across
its borders still win."""
ASKED = re.compile("(?=(([^不没])不\\2))")
"""Whether or not (想不想): three words, also where the denied one is a word of its own (不想)."""


@dataclass(frozen=True, slots=True)
class CutRule:
    """A line of the table."""

    cut: str
    """The words, with ``|`` between them."""
    left: str
    """What the run of hanzi before it ends with."""
    right: str
    """What the run goes on with."""


def candidates(run: str, words: Lattice) -> Iterator[tuple[int, Candidate]]:
    """Yield (start, candidate) for the rules that hold in a run of hanzi; the base of a candidate
    is its cut."""
    for match in _pattern().finditer(run):
        form = match[0]
        for rule in _rules()[form]:
            if not re.search(f"(?:{rule.left})$", run[: match.start()]):
                continue
            if re.compile(rule.right).match(run, match.end()):
                yield match.start(), _cut(match.end(), rule.cut, words)
    for match in ASKED.finditer(run):
        if match[1] not in words:
            yield match.start(), _cut(match.end(1), "|".join(match[1]), words)


def _cut(end: int, cut: str, words: Lattice) -> Candidate:
    form = cut.replace("|", "")
    likeliest = sum(words.score(form[a:b]) for a, b in words.best(form))
    return Candidate(end, likeliest + MARGIN, "cut", cut)


def spans(cut: str) -> list[Span]:
    """Return where the words of a cut begin and end.

    >>> spans("汽机|场")
    [(0, 2), (2, 3)]
    """
    found, start = [], 0
    for word in cut.split("|"):
        end = start + len(word)
        found.append((start, end))
        start = end
    return found


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _rules())))


@cache
def _rules() -> dict[str, list[CutRule]]:
    """Return characters -> how they are cut, and where."""
    found: dict[str, list[CutRule]] = {}
    with data_file(CUTS), CUTS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            rule = CutRule(cut=row["cut"], left=row["left"], right=row["right"])
            found.setdefault(row["cut"].replace("|", ""), []).append(rule)
        if not found:
            raise ValueError("it is empty")
    return found

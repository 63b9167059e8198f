"""The words that a sentence may be made of, how likely each is, and the likeliest way through a run
of hanzi."""

import math
from collections import ChainMap
from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import add, itemgetter
from pathlib import Path
from typing import NamedTuple

from generator.base.errors import data_file

PER_WORD = 0.5
"""Added to the log probability of every word. jieba's counts are of long units, so the parts of a
phrase look rarer than they are, and a plain product of probabilities joins too much (figures:
docs/words.md)."""
UNKNOWN = -18.0
"""Log probability of a character that no list has: rarer than any that jieba counted."""


class Candidate(NamedTuple):
    """Something in a run of hanzi that may be taken whole although it is no word of the list."""

    end: int
    score: float
    """Comparable with ``Lattice.score``."""
    kind: str
    """``word``, ``name`` or ``cut``."""
    base: str = ""
    """The dictionary word behind it, where it is the form of one."""


Span = tuple[int, int]
"""Start and end of a word."""


class Lattice:
    """Words with their counts, and every beginning of a word, so that a search knows when to give
    up.

    Words are read by their first character, when a text first has it: a letter needs a fifth of
    them.

    >>> Lattice.of({"中": 3, "中国": 9, "国": 2}).best("中国中")
    [(0, 2), (2, 3)]
    """

    def __init__(self, total: int, lines: Iterable[str], path: Path) -> None:
        """Take the sum of all counts, and for each first character a line ``word count word
        count``; ``path`` is the file that they come from.

        Count 0 marks the beginning of a longer word that is no word itself.
        """
        self._log_total = math.log(total)
        self._unread = {line[0]: line for line in lines}
        self._path = path
        self._scores: dict[str, float] = {}
        self._singles: dict[str, float] = {}
        """Scores of single characters."""
        self._by_count = {"0": -math.inf}
        """Count -> score."""

    @classmethod
    def load(cls, path: Path) -> "Lattice":
        """Read a file that ``render`` made."""
        with data_file(path):
            total, *lines, end = path.read_text(encoding="utf-8").split("\n")
            if end or not lines:
                raise ValueError("it is empty or cut off")
            return cls(int(total), lines, path)

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> "Lattice":
        """Make a lattice of words with their counts, beginnings of words among them."""
        total, *lines, _ = render(counts).split("\n")
        return cls(int(total), lines, Path())

    def _read(self, run: str) -> None:
        """Read the words that begin with the characters of a run of hanzi."""
        for character in self._unread.keys() & run:
            with data_file(self._path):
                columns = self._unread.pop(character).split(" ")
                counts = columns[1::2]
                for count in counts:
                    if count not in self._by_count:
                        self._by_count[count] = math.log(int(count)) - self._log_total + PER_WORD
                scores = map(self._by_count.__getitem__, counts)
                self._scores.update(zip(columns[::2], scores, strict=True))
                self._singles[character] = max(self._scores[character], UNKNOWN)

    def score(self, word: str) -> float:
        """Return the log probability of a word, its bonus included; minus infinity where it is not
        in the list."""
        if word[:1] in self._unread:
            self._read(word[0])
        return self._scores.get(word, -math.inf)

    def __contains__(self, word: str) -> bool:
        return self.score(word) > -math.inf

    def words_from(self, run: str, start: int, longest: int) -> list[tuple[int, float]]:
        """Return the end and the score of every word of a run of hanzi that begins at a place;
        ``longest`` is the number of characters of the longest to look for."""
        if run[start] in self._unread:
            self._read(run[start])
        found = [(start + 1, self._singles.get(run[start]) or UNKNOWN)]
        get = self._scores.get
        for end in range(start + 2, min(len(run), start + longest) + 1):
            score = get(run[start:end])
            if score is None:
                break
            if score > -math.inf:
                found.append((end, score))
        return found

    def totals(self, run: str, spans: Iterable[Span]) -> dict[int, float]:
        """Return for each border of a cut the score of the words before it."""
        if not self._unread.keys().isdisjoint(run):
            self._read(run)
        get, single = self._scores.get, self._singles.get
        total, found = 0.0, {0: 0.0}
        for start, end in spans:
            total += (single(run[start]) if end == start + 1 else get(run[start:end])) or UNKNOWN
            found[end] = total
        return found

    def best(self, run: str, without: str = "") -> list[Span]:
        """Return the likeliest cut of a run of hanzi into words; ``without`` is a word that must
        not be taken."""
        return self.search(run, {}, 0, len(run), without)[0]

    def search(
        self,
        run: str,
        more: Mapping[int, Iterable[Candidate]],
        first: int,
        last: int,
        without: str = "",
    ) -> tuple[list[Span], dict[int, Candidate]]:
        """Return the likeliest cut of ``run[first:last]``, and the candidates that may be in it, by
        their start: one is in it if its end is the end of a span.

        ``more`` holds the candidates to choose from, by their start. Viterbi, from the right, as
        jieba does it.
        """
        if not self._unread.keys().isdisjoint(run):
            self._read(run)
        get = self._scores.get
        if without:
            get = ChainMap({without: -math.inf}, self._scores).get
        ones = list(map(self._singles.get, run))
        # Most of the search is done by these two lines, in C
        twos = list(map(get, map(add, run, run[1:last])))
        twos += [None] * (last - len(twos))
        after = [0.0] * (last + 1)
        ends = [0] * last
        chosen: dict[int, Candidate] = {}
        for start in range(last - 1, first - 1, -1):
            end = best_end = start + 1
            best = after[end] + (ones[start] or UNKNOWN)
            found = twos[start]
            while found is not None:
                end += 1
                score = found + after[end]
                if score > best:
                    best, best_end = score, end
                found = get(run[start : end + 1]) if end < last else None
            for candidate in more.get(start, ()):
                score = candidate.score + after[candidate.end]
                if score > best:
                    best, best_end = score, candidate.end
                    chosen[start] = candidate
            after[start], ends[start] = best, best_end
        spans: list[Span] = []
        start = first
        while start < last:
            end = ends[start]
            spans.append((start, end))
            start = end
        return spans, chosen


def render(counts: Mapping[str, int]) -> str:
    """Write words with their counts: the sum of all counts, then for each first character a line
    ``word count word count``, in the order of characters.

    >>> render({"中": 3, "国": 2, "中国": 9})
    '14\\n中 3 中国 9\\n国 2\\n'
    """
    lines = [str(sum(counts.values()))]
    for _, words in groupby(sorted(counts), key=itemgetter(0)):
        lines.append(" ".join([f"{word} {counts[word]}" for word in words]))
    return "\n".join([*lines, ""])

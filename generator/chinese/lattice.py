"""The words that a sentence may be made of, what each costs, and the cheapest way through a run of
hanzi."""

import math
from collections import ChainMap
from collections.abc import Iterable, Mapping, Sequence
from operator import add
from pathlib import Path
from typing import NamedTuple

from generator.base.errors import data_file

PER_WORD = 0.5
"""Added to the log probability of every word. jieba's counts are of long units, so the parts of a
phrase look rarer than they are, and a plain product of probabilities joins too much (DESIGN.md,
segmentation)."""
UNKNOWN = -18.0
"""Log probability of a character that no list has: rarer than any that jieba counted."""


class Candidate(NamedTuple):
    """Something in a run of hanzi that may be taken whole although it is no word of the list."""

    end: int
    score: float
    """Comparable with ``WordList.score``."""
    kind: str
    base: str = ""
    """The dictionary word behind it, where it is the form of one."""


Span = tuple[int, int]
"""Start and end of a word."""


class Lattice:
    """Words with their counts, and every beginning of a word, so that a search knows when to give
    up.

    >>> WordList(["中", "中国", "国"], [3, 9, 2]).best("中国中")
    [(0, 2), (2, 3)]
    """

    def __init__(self, words: Sequence[str], counts: Sequence[int]) -> None:
        """Count 0 marks the beginning of a longer word that is none itself."""
        total = math.log(sum(counts))
        scores = {n: math.log(n) - total + PER_WORD if n else -math.inf for n in set(counts)}
        self._scores = dict(zip(words, map(scores.__getitem__, counts), strict=True))
        self._signs = {w: max(score, UNKNOWN) for w, score in self._scores.items() if len(w) == 1}

    @classmethod
    def load(cls, path: Path) -> "Lattice":
        """Read ``word count`` lines, prefixes among them."""
        with data_file(path):
            text = path.read_text(encoding="utf-8")
            columns = text.split()
            if not columns or text[-1] != "\n":
                raise ValueError("it is empty or cut off")
            return cls(columns[::2], list(map(int, columns[1::2])))

    def score(self, word: str) -> float:
        """Log probability of a word, its bonus included; minus infinity where it is not in the
        list."""
        return self._scores.get(word, -math.inf)

    def __contains__(self, word: str) -> bool:
        return self.score(word) > -math.inf

    def totals(self, run: str, spans: Iterable[Span]) -> dict[int, float]:
        """Return for each border of a cut the score of the words before it."""
        get, signs = self._scores.get, self._signs.get
        total, found = 0.0, {0: 0.0}
        for start, end in spans:
            total += (signs(run[start]) if end == start + 1 else get(run[start:end])) or UNKNOWN
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
        their start: one is if its end is the end of a span.

        ``more`` holds the candidates to choose from, by their start. Viterbi, from the right, as
        jieba does it.
        """
        get = self._scores.get
        if without:
            get = ChainMap({without: -math.inf}, self._scores).get
        ones = list(map(self._signs.get, run))
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
            if more and start in more:
                for candidate in more[start]:
                    if candidate.score + after[candidate.end] > best:
                        best, best_end, chosen[start] = (
                            candidate.score + after[candidate.end],
                            candidate.end,
                            candidate,
                        )
            after[start], ends[start] = best, best_end
        spans: list[Span] = []
        start = first
        while start < last:
            end = ends[start]
            spans.append((start, end))
            start = end
        return spans, chosen

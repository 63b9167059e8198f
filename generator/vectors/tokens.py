"""Tokens of texts: a unigram language model over pieces of words (Kudo 2018, arXiv:1804.10959)."""

import math
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache

from generator.vectors import prepared
from generator.vectors.model_files import BEGIN, END, UNKNOWN, normalizer

_RARER = 10.0
"""By how much a character outside the vocabulary is less likely than the rarest piece, as a
logarithm, as in sentencepiece."""
_BATCH = 2048
"""Tokens encoded at once: about 20 MB of intermediate values."""
_REMEMBERED = 65_536
"""Words whose tokens are remembered."""


@cache
def tokenizer() -> "Tokenizer":
    """Return the tokenizer of the model, made once."""
    return Tokenizer(prepared.arrays())


class Tokenizer:
    """The tokenizer of the model, the same as the package's own.

    The vocabulary is read bit by bit: pieces that begin with two characters when a text first has
    these two (128,000 pieces; a letter needs half of them).
    """

    def __init__(self, arrays: prepared.Arrays) -> None:
        singles, *lines = arrays["pieces"].tobytes().decode().split("\n")
        firsts = arrays["firsts"].tolist()
        self._unread = {
            line[:2]: (line, first) for line, first in zip(lines, firsts[1:], strict=True)
        }
        self._places = {piece: place for place, piece in enumerate(singles.split(" "))}
        """Piece -> its place in ``_tokens`` and ``_scores``."""
        self._longest: dict[str, int] = {}
        """Characters of the longest piece that begins with these two."""
        self._tokens = arrays["tokens"]
        self._scores: list[float] = arrays["scores"].tolist()
        self._unknown = min(self._scores) - _RARER
        self._normalize = normalizer(arrays["charsmap"].tobytes())
        self.cut: Callable[[str], tuple[int, ...]] = lru_cache(_REMEMBERED)(self._cut)
        """Return the tokens of a word; one after a space begins with ``▁``."""

    def words(self, text: str) -> list[str]:
        """Return the words of a text after the model's own normalisation."""
        return self._normalize(text).split("▁")[1:]

    def tokens(self, text: str) -> list[int]:
        """Return the tokens of a text, between those that mark its ends."""
        found = [BEGIN]
        for word in self.words(text):
            found += self.cut(f"▁{word}")
        if len(found) == 1:
            found.append(UNKNOWN)
        return [*found, END]

    def _cut(self, word: str) -> tuple[int, ...]:
        """Return the likeliest pieces of a word (Viterbi); no piece reaches over a space."""
        size = len(word)
        best = [0.0] + [-math.inf] * size
        came, taken = [0] * (size + 1), [-1] * (size + 1)
        for start in range(size):
            before, single = best[start], False
            bigram = word[start : start + 2]
            longest = self._longest.get(bigram) or self._read(bigram)
            for end in range(start + 1, min(size, start + longest) + 1):
                place = self._places.get(word[start:end])
                if place is None:
                    continue
                single = single or end == start + 1
                score = before + self._scores[place]
                if score > best[end]:
                    best[end], came[end], taken[end] = score, start, place
            if not single and before + self._unknown > best[start + 1]:
                best[start + 1], came[start + 1] = before + self._unknown, start
                taken[start + 1] = -1
        found = []
        while size:
            place = taken[size]
            found.append(int(self._tokens[place]) if place >= 0 else UNKNOWN)
            size = came[size]
        return tuple(reversed(found))

    def _read(self, bigram: str) -> int:
        """Read the pieces that begin with two characters, and return the length of the longest; 1
        where there are none."""
        line, first = self._unread.pop(bigram, ("", 0))
        if not line:
            return 1
        pieces = line.split(" ")
        self._places.update(zip(pieces, range(first, first + len(pieces)), strict=True))
        longest = self._longest[bigram] = len(pieces[-1])
        return longest


def batches(sentences: Sequence[list[int]]) -> Iterator[list[list[int]]]:
    """Yield consecutive sentences that have about _BATCH tokens together."""
    batch: list[list[int]] = []
    size = 0
    for tokens in sentences:
        if batch and size + len(tokens) > _BATCH:
            yield batch
            batch, size = [], 0
        batch.append(tokens)
        size += len(tokens)
    if batch:
        yield batch

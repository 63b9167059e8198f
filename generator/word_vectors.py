"""Vectors of words: in their sentence, alone, and what a sentence loses without them (the model of ``embeddings``).

The model sums what it finds at each token (itself and up to four neighbours) and makes the sentence's vector of the sum. So
the part of the sum that comes from a word's own tokens is a vector of the word *in this sentence*; a word encoded as a sentence
of its own is the word *alone*; and the vector of the sentence minus that of the sentence without the word's part says what the word
*adds*. ``DESIGN.md`` (links) says what each is worth.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from generator.embeddings import BEGIN, END, SIZE, UNKNOWN, cutter, model, normalized

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Singles = NDArray[np.float32]

Spans = Sequence[tuple[int, int]]
TOKENS = 2048
"""Tokens encoded at once: about 20 MB of intermediate values."""
SHARPNESS = 0.08
"""Temperature of ``attention`` (the best of .05 to .2 for links on newswire)."""
_FULL_STOP = str.maketrans("。．", "..")
"""The model knows the ASCII sign far better; its own normalisation sees to the other full-width signs."""


@dataclass(frozen=True, slots=True)
class WordVectors:
    """The words of one text."""

    parts: "Singles"
    """(words, SIZE): what each word's tokens add to the sum of the text."""
    tokens: "Singles"
    """(words,): how many tokens each word has."""
    total: "Singles"
    """(SIZE,): the sum of the whole text, marks and signs between the words included."""
    length: int
    """Tokens of the whole text."""

    def __len__(self) -> int:
        return len(self.parts)

    def units(self) -> "Singles":
        """Unit vectors (words, SIZE) of the words in this text."""
        return unit(self.parts)

    def additions(self) -> "Singles":
        """What each word adds, (words, SIZE): the text's unit vector minus that of the text without the word, other tokens unchanged."""
        import numpy as np

        head = model().head
        whole = head(self.total[None], np.full(1, self.length, np.float32))
        return whole - head(self.total - self.parts, np.maximum(self.length - self.tokens, 1).astype(np.float32))


def encode(texts: Sequence[str], words: Sequence[Spans]) -> Iterator[WordVectors]:
    """Encode texts; ``words`` are the words of each as character offsets, in order, without overlap, none of them empty.

    Many texts in one call are several times as fast as one by one. Raises ModuleNotFoundError where the package is not installed.
    """
    import numpy as np

    for group in _batches(texts, words):
        projected = model().tokens([ids for ids, _ in group])
        at = 0
        for ids, borders in group:
            mine = projected[at : at + len(ids)]
            at += len(ids)
            edges = np.array(borders, np.int64)
            parts = np.add.reduceat(mine, edges, axis=0)[::2] if borders else np.zeros((0, SIZE), np.float32)
            yield WordVectors(parts, (edges[1::2] - edges[::2]).astype(np.float32), mine.sum(0), len(ids))


def attention(zh: "Singles", en: "Singles", sharpness: float = SHARPNESS) -> "Singles":
    """How far each of n vectors and each of m choose each other, (n, m): the geometric mean of both softmaxes of their cosines.

    Jalili Sabet et al. (2020), "SimAlign"; the vectors are unit vectors.
    """
    import numpy as np

    weights = np.exp(zh @ en.T / np.float32(sharpness))
    return np.asarray(weights / np.sqrt(weights.sum(1, keepdims=True) * weights.sum(0, keepdims=True)), np.float32)


def alone(words: Sequence[str]) -> "Singles":
    """Unit vectors (words, SIZE) of words or phrases, each as a sentence of its own. They are remembered."""
    import numpy as np

    known = _remembered()
    missing = [w for w in dict.fromkeys(words) if w not in known]
    at = 0
    for group in _batches(missing, [()] * len(missing)):
        projected = model().tokens([ids for ids, _ in group])
        lengths = np.array([len(ids) for ids, _ in group])
        sums = np.add.reduceat(projected, np.cumsum(lengths) - lengths, axis=0)
        known.update(zip(missing[at : at + len(group)], model().head(sums, lengths.astype(np.float32)).astype(np.float16), strict=True))
        at += len(group)
    return np.array([known[w] for w in words], np.float32).reshape(len(words), SIZE)


def unit(vectors: "Singles") -> "Singles":
    """Vectors (n, SIZE) made as long as 1; zeros stay zeros."""
    import numpy as np

    return np.asarray(vectors / np.maximum(np.sqrt(np.einsum("ij,ij->i", vectors, vectors)), 1e-9)[:, None], np.float32)


@cache
def _remembered() -> "dict[str, NDArray[np.float16]]":
    return {}


def _batches(texts: Sequence[str], words: Sequence[Spans]) -> Iterator[list[tuple[list[int], list[int]]]]:
    """Consecutive texts with about TOKENS tokens together: the tokens of each, and where its words begin and end among them."""
    group: list[tuple[list[int], list[int]]] = []
    size = 0
    for text, spans in zip(texts, words, strict=True):
        found = _tokens(text, spans)
        if group and size + len(found[0]) > TOKENS:
            yield group
            group, size = [], 0
        group.append(found)
        size += len(found[0])
    if group:
        yield group


def _tokens(text: str, spans: Spans) -> tuple[list[int], list[int]]:
    """Tokens of a text, no token across the border of a word, and where its words begin and end among them."""
    ids: list[int] = [BEGIN]
    borders: list[int] = []
    at = 0
    for start, end in spans:
        ids += _pieces(text[at:start])
        pieces = _pieces(text[start:end], spaced=not start or text[start - 1].isspace()) or (UNKNOWN,)
        lone = len(pieces) > 1 and pieces[0] == cutter()("▁")[0]  # a space of its own, as before Chinese, is no part of it
        borders += (len(ids) + lone, len(ids) + len(pieces))
        ids += pieces
        at = end
    return [*ids, *_pieces(text[at:], spaced=not at), END], borders


@cache
def _pieces(text: str, *, spaced: bool = False) -> tuple[int, ...]:
    """Tokens of a stretch of text; ``spaced``: whether it stands after a space or at the beginning."""
    words = normalized(text.translate(_FULL_STOP)) if text.strip() else []
    cut = cutter()
    return tuple(piece for i, word in enumerate(words) for piece in cut(f"▁{word}" if i or spaced or text[0].isspace() else word) if word)

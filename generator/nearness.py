"""How near glosses of a word come to what the translation says for it, by word vectors.

What the English says for a Chinese word is the sum of what each English word adds to its sentence (``WordVectors.additions``), each
weighted by how far the two words choose each other (``attention``) and by how near the diagonal they stand.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from generator.word_vectors import Spans, alone, attention, encode, unit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

OFF_DIAGONAL = 0.5
"""How much of its weight a word far off the diagonal loses at most."""


class Nearness:
    """A passage with its translation, or alone."""

    def __init__(self, zh: str, zh_words: Spans, en: str, en_words: Spans) -> None:
        """``zh_words`` and ``en_words``: the words of both sides as character offsets."""
        texts, spans = ([zh, en], [zh_words, en_words]) if en_words else ([zh], [zh_words])
        sides = list(encode(texts, spans))
        self._said = _said(sides[0].units(), sides[1].units(), sides[1].additions()) if en_words else None
        self._alone = zh

    def of(self, word: int, glosses: Sequence[str]) -> list[float]:
        """Cosines of glosses with what the translation says for a word, given by its index among ``zh_words``.

        Without a translation: with the Chinese passage as a whole.
        """
        wanted = alone([self._alone])[0] if self._said is None else self._said[word]
        return [float(c) for c in alone(glosses) @ wanted]


def _said(zh: "NDArray[np.float32]", en: "NDArray[np.float32]", additions: "NDArray[np.float32]") -> "NDArray[np.float32]":
    """(Chinese words, SIZE): what the English says for each."""
    import numpy as np

    rows, columns = ((np.arange(len(side), dtype=np.float32) + np.float32(0.5)) / np.float32(len(side)) for side in (zh, en))
    straight = 1 - OFF_DIAGONAL * np.minimum(1, 1.5 * np.abs(rows[:, None] - columns[None, :]))
    return unit((attention(zh, en) * straight.astype(np.float32)) @ additions)

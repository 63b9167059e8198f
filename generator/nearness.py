"""How near glosses of a word come to what the translation says for it, by word vectors.

What the English says for a Chinese word is the sum of what each English word adds to its sentence (``WordVectors.additions``), each
weighted by how far the two words choose each other (``attention``) and by how near the diagonal they stand.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from generator.word_vectors import Spans, alone, attention, encode, unit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Singles = NDArray[np.float32]

OFF_DIAGONAL = 0.5
"""How much of its weight a word far off the diagonal loses at most."""
Side = tuple[str, Spans]
"""A text and its words as character offsets."""


class Nearness:
    """What is said for the words of one passage."""

    def __init__(self, said: "Singles | None", whole: str = "") -> None:
        """``said``: unit vectors, one a word; where there is none, ``whole`` is the Chinese passage and stands for each."""
        self._said, self._whole = said, whole

    def of(self, word: int, glosses: Sequence[str]) -> list[float]:
        """Cosines of glosses with what is said for a word, given by its index in the passage."""
        wanted = alone([self._whole])[0] if self._said is None else self._said[word]
        return [float(c) for c in alone(glosses) @ wanted]


def passages(pairs: Sequence[tuple[Side, Side]]) -> Iterator[Nearness]:
    """Encode passages and their translations together, which is faster than one by one; a translation may be empty."""
    sides = [side for pair in pairs for side in pair if side[1]]
    encoded = encode([text for text, _ in sides], [words for _, words in sides])
    for (zh_text, zh_words), (_, en_words) in pairs:
        zh = next(encoded) if zh_words else None
        en = next(encoded) if en_words else None
        if zh is None or en is None:
            yield Nearness(None, zh_text)
        else:
            yield Nearness(_said(zh.units(), en.units(), en.additions()))


def _said(zh: "Singles", en: "Singles", additions: "Singles") -> "Singles":
    """(Chinese words, SIZE): what the English says for each."""
    import numpy as np

    rows, columns = ((np.arange(len(side), dtype=np.float32) + np.float32(0.5)) / np.float32(len(side)) for side in (zh, en))
    straight = 1 - OFF_DIAGONAL * np.minimum(1, 1.5 * np.abs(rows[:, None] - columns[None, :]))
    return unit((attention(zh, en) * straight.astype(np.float32)) @ additions)

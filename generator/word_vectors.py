"""Vectors of words, each encoded as a sentence of its own (the model of ``embeddings``). ``DESIGN.md`` (links) says what they are worth."""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from generator.embeddings import BEGIN, END, SIZE, cutter, groups, model, normalized

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Singles = NDArray[np.float32]

_FULL_STOP = str.maketrans("。．", "..")
"""The model knows the ASCII sign far better; its own normalisation sees to the other full-width signs."""


def alone(words: Sequence[str]) -> "Singles":
    """Unit vectors (words, SIZE) of words or phrases, each as a sentence of its own. They are remembered."""
    import numpy as np

    known = _remembered()
    missing = [w for w in dict.fromkeys(words) if w not in known]
    at = 0
    for group in groups([[BEGIN, *_pieces(word), END] for word in missing]):
        vectors = model().head(*model().wholes(group)).astype(np.float16)
        known.update(zip(missing[at : at + len(group)], vectors, strict=True))
        at += len(group)
    return np.array([known[w] for w in words], np.float32).reshape(len(words), SIZE)


@cache
def _remembered() -> "dict[str, NDArray[np.float16]]":
    return {}


def _pieces(text: str) -> list[int]:
    """Tokens of a word or phrase that is a sentence of its own."""
    cut = cutter()
    return [piece for word in (normalized(text.translate(_FULL_STOP)) if text.strip() else ()) for piece in cut(f"▁{word}")]

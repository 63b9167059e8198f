"""Vectors of words, each encoded as a sentence of its own (the model of ``embeddings``).
``DESIGN.md`` (links) says what they are worth."""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from generator.vectors.network import (
    BEGIN,
    END,
    SIZE,
    cutter,
    exact_product,
    groups,
    model,
    normalized,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Singles = NDArray[np.float32]

_FULL_STOP = str.maketrans("。．", "..")
"""The model knows the ASCII sign far better; its own normalisation sees to the other full-width
signs."""
_MOST = 30_000
"""Words that are remembered before all are forgotten: a kilobyte each."""


def alone(words: Sequence[str]) -> "Singles":
    """Unit vectors (words, SIZE) of words or phrases, each as a sentence of its own. They are
    remembered, and the same whichever words were asked for before."""
    import numpy as np

    known = _remembered()
    if len(known) > _MOST:  # what is forgotten is computed again, and is the same
        known.clear()
    missing = [w for w in dict.fromkeys(words) if w not in known]
    at = 0
    for group in groups([[BEGIN, *_pieces(word), END] for word in missing]):
        vectors = model().head(*model().wholes(group), exact_product).astype(np.float16)
        known.update(zip(missing[at : at + len(group)], vectors, strict=True))
        at += len(group)
    return np.array([known[w] for w in words], np.float32).reshape(len(words), SIZE)


@cache
def _remembered() -> "dict[str, NDArray[np.float16]]":
    return {}


def _pieces(text: str) -> list[int]:
    """Tokens of a word or phrase that is a sentence of its own."""
    cut = cutter()
    return [
        piece
        for word in (normalized(text.translate(_FULL_STOP)) if text.strip() else ())
        for piece in cut(f"▁{word}")
    ]

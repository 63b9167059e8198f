"""Vectors of words, each encoded as a sentence of its own (what they are worth: docs/words.md)."""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_FULL_STOP = str.maketrans("。．", "..")
"""The model knows the ASCII mark far better; its own normalisation sees to the other full-width
characters."""
_REMEMBERED = 30_000
"""Words that are remembered before all are forgotten: a kilobyte each."""


def alone(words: Sequence[str]) -> "NDArray[np.float32]":
    """Return unit vectors (words, 512) of words or phrases. They are remembered, and the same
    whichever words were asked for before."""
    import numpy as np

    from generator.vectors.network import SIZE, model
    from generator.vectors.tokens import batches

    known = _known()
    if len(known) > _REMEMBERED:  # what is forgotten is computed again, and is the same
        known.clear()
    missing = [word for word in dict.fromkeys(words) if word not in known]
    at = 0
    for batch in batches([_tokens(word) for word in missing]):
        vectors = model().exact_vectors(batch).astype(np.float16)
        known.update(zip(missing[at : at + len(batch)], vectors, strict=True))
        at += len(batch)
    found = [known[word] for word in words]
    return np.array(found, np.float32).reshape(len(words), SIZE)


@cache
def _known() -> "dict[str, NDArray[np.float16]]":
    return {}


def _tokens(text: str) -> list[int]:
    """Return the tokens of a word or phrase that is a sentence of its own."""
    from generator.vectors.model_files import BEGIN, END
    from generator.vectors.tokens import tokenizer

    found = [BEGIN]
    if text.strip():
        for word in tokenizer().words(text.translate(_FULL_STOP)):
            found += tokenizer().cut(f"▁{word}")
    return [*found, END]

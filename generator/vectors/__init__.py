"""Vectors of sentences and words, from the multilingual Universal Sentence Encoder.

``model_files`` reads the model, ``prepared`` keeps it ready to use, ``tokens`` cuts texts into
tokens, ``network`` makes vectors of them; ``span_vectors`` and ``word_vectors.alone`` are what
others call. Nothing of numpy is loaded before one of them is.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from generator.vectors.model_files import PACKAGE, available

if TYPE_CHECKING:
    from generator.vectors.spans import SpanVectors

__all__ = ["PACKAGE", "available", "span_vectors"]


def span_vectors(texts: Sequence[str]) -> "SpanVectors":
    """Encode the sentences of one side. Raises ModuleNotFoundError where the package of the model
    is not installed (see ``available``)."""
    from generator.vectors.spans import encode

    return encode(texts)

"""What an alignment is given of each language."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.base.records import Sentence

if TYPE_CHECKING:
    from generator.vectors.spans import SpanVectors

    Vectors = tuple[SpanVectors, SpanVectors]


@dataclass(frozen=True, slots=True)
class AlignmentSide:
    """One side of a text to align."""

    sentences: Sequence[Sentence]
    terms: Sequence[Sequence[str]]
    """Words and numerals of each Chinese sentence, ``lexicon.english.terms`` of each English
    one."""
    vectors: "SpanVectors | None" = None
    """Of the sentences; without them words decide."""


def vectors_of(zh: AlignmentSide, en: AlignmentSide) -> "Vectors | None":
    """Return the vectors of two sides; None where one of them has none."""
    if zh.vectors is None or en.vectors is None:
        return None
    return zh.vectors, en.vectors

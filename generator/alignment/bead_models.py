"""The fitted numbers of the evidence, out of ``generator/data/alignment.json``.

The weights are a maximum-likelihood fit on MAC-dev (``tools/fit_alignment.py``; figures are in
docs/alignment.md).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from generator.base.errors import DataError

DATA = Path(__file__).resolve().parent.parent / "data" / "alignment.json"
COMMON_TYPES = (
    *((1, 1), (1, 2), (2, 1), (1, 3), (2, 2), (3, 1), (1, 4), (2, 3)),
    *((3, 2), (1, 5), (2, 4), (3, 3), (1, 6), (4, 1), (4, 2)),
)
"""Bead types that the first pass tries: its band is wide, and rare types would double its memory
for nothing."""
RARE_TYPES = (
    (1, 7),
    (1, 8),
    (2, 5),
    (3, 4),
    (3, 5),
    (4, 3),
    (5, 2),
    (5, 1),
    (6, 1),
    (7, 1),
    (8, 1),
)
TYPES = COMMON_TYPES + RARE_TYPES
"""Bead types that the search tries, as numbers of Chinese and English sentences: all that MAC-dev
has, one to as many as eight, and what is alike."""
Types = tuple[tuple[int, int], ...]
FEATURES = ("zh_words", "en_words", "length", "signs", "questions", "exclamations", "quotations")
"""Names of the features that every text has."""
MEANING = ("cosine", "cosine_long", "clauses")
"""Names of the features that need vectors; they stand behind ``FEATURES``."""


@dataclass(frozen=True, slots=True)
class BeadModel:
    """Fitted numbers: weights of features, of bead types, of sentences without counterpart, and the
    tables of punctuation."""

    weights: Mapping[str, float]
    types: Mapping[str, float]
    """Bonus of a bead type, by its name: ``1-2``."""
    skip_zh: float
    skip_en: float
    open: float
    first: Mapping[str, float]
    """Log odds of the first characters together: Chinese class, space, English class."""
    last: Mapping[str, float]


class BeadModels(NamedTuple):
    """The numbers for evidence without meaning, and with it."""

    words: BeadModel
    meaning: BeadModel


@cache
def load_models(path: Path = DATA) -> BeadModels:
    """Read the fitted numbers. Raises DataError where they cannot be read."""
    try:
        content = json.loads(path.read_text("utf-8"))
        return BeadModels(_model(content["words"]), _model(content["meaning"]))
    except (OSError, ValueError, KeyError) as error:
        raise DataError(
            f"{path}: the weights for alignment cannot be read ({error}). Fetch the project's files"
            " again"
        ) from error


def _model(content: Mapping[str, Any]) -> BeadModel:
    return BeadModel(**{field.name: content[field.name] for field in fields(BeadModel)})

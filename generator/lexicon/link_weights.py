"""The weights by which words are linked, out of ``links.json``.

``tools/fit_links.py --fit`` makes the file.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from generator.base.errors import data_file
from generator.lexicon.boosted_trees import Forest, read_trees

WEIGHTS = Path(__file__).resolve().parent.parent / "data" / "links.json"
MODEL_NAMES = ("with vectors", "words alone")


@dataclass(frozen=True, slots=True)
class LinkModel:
    """The weights of the rounds."""

    first: tuple[float, ...]
    """Intercept and one weight for each of FEATURES."""
    later: tuple[Forest, ...]
    """The trees of each further round."""
    confidence: tuple[float, ...]
    """Intercept and one weight for each number of ``links.certainty``."""


@cache
def models() -> Mapping[str, Any]:
    """Read ``links.json``: a LinkModel under each of MODEL_NAMES, and under ``means`` the mean
    vectors of both languages."""
    with data_file(WEIGHTS):
        loaded = json.loads(WEIGHTS.read_text(encoding="utf-8"))
        found = {"means": loaded["means"]}
        for name in MODEL_NAMES:
            found[name] = _model(loaded[name])
        return found


def _model(loaded: Mapping[str, Any]) -> LinkModel:
    return LinkModel(
        first=tuple(loaded["first"]),
        later=tuple(map(read_trees, loaded["later"])),
        confidence=tuple(loaded["confidence"]),
    )

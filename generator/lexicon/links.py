"""Chinese word to English words: which words of the translation say a word of the original.

``link_features`` gives the evidence for each pair of words, ``link_model`` says how likely the pair
is. Here the words compete: each English word is given away once, likeliest pair first (competitive
linking, Melamed 2000); then a link takes in the words beside it that belong to the same term. Its
confidence is a logistic regression over the finished link. Figures: docs/figures/links.md.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.lexicon.link_evidence import LinkItem
from generator.lexicon.link_features import FEATURES
from generator.lexicon.link_grid import Grid, Passage, grids_of
from generator.lexicon.link_model import probabilities
from generator.lexicon.link_weights import LinkModel, models

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from generator.lexicon.link_grid import WordVectors

    Singles = NDArray[np.float32]

__all__ = ["Link", "LinkItem", "link_all"]

BATCH = 200
"""Passages linked at once."""
MIN_PROBABILITY = 0.2
"""Probability that a link's best pair must have."""
MIN_CHANCE = 0.02
"""Probability from which a pair is told to those who look again."""
MIN_JOINING_PROBABILITY = 0.35
"""Probability from which on a word beside a link belongs to it."""
LIGHT = FEATURES.index("light")


@dataclass(frozen=True, slots=True)
class Link:
    """The English words ``first`` to ``last`` (inclusive) that say a token."""

    token: int
    first: int
    last: int
    score: float
    """Probability of the best pair of words."""
    margin: float
    """Lead of that pair over the best rival of either word."""
    light: bool = False
    """See ``LinkItem``."""
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class PassageLinks:
    """What linking found in one passage."""

    links: Mapping[int, Link]
    """Index of a token -> its link."""
    chances: Mapping[tuple[int, int], float]
    """(index of a token, index of an English word) -> probability that the pair translate each
    other, from MIN_CHANCE on."""


NO_LINKS = PassageLinks(links={}, chances={})


@dataclass(slots=True)
class _Span:
    """Columns of a grid that a row is linked to."""

    best: int
    first: int
    last: int


def link_all(
    passages: Sequence[Passage], vectors: "WordVectors | None" = None
) -> Iterator[PassageLinks]:
    """Link the tokens of passages to English words, passage by passage. A token that is not linked
    has no entry in the result.

    Many passages in one call cost much less than one by one. Without ``vectors`` the dictionary
    alone decides.
    """
    model: LinkModel = models()["words alone" if vectors is None else "with vectors"]
    for start in range(0, len(passages), BATCH):
        batch = passages[start : start + BATCH]
        grids = grids_of(batch, vectors)
        links: list[dict[int, Link]] = [{} for _ in batch]
        chances: list[dict[tuple[int, int], float]] = [{} for _ in batch]
        for grid, found in zip(grids, probabilities(grids, model), strict=True):
            chances[grid.passage].update(_chances(grid, found))
            for made in compete(grid, found):
                links[grid.passage][made.token] = with_confidence(made, model.confidence)
        yield from map(PassageLinks, links, chances)


def _chances(grid: Grid, found: "Singles") -> Iterator[tuple[tuple[int, int], float]]:
    rows, columns = (found >= MIN_CHANCE).nonzero()
    places = zip(grid.rows[rows].tolist(), grid.columns[columns].tolist(), strict=True)
    yield from zip(places, found[rows, columns].tolist(), strict=True)


def compete(grid: Grid, found: "Singles") -> Iterator[Link]:
    """Yield links that give each English word away once; ``found`` are the probabilities of all
    pairs."""
    import numpy as np

    spans: dict[int, _Span] = {}
    taken: set[int] = set()
    rows, columns = np.nonzero(found >= MIN_PROBABILITY)
    for at in np.argsort(-found[rows, columns], kind="stable"):
        row, column = int(rows[at]), int(columns[at])
        if column in taken:
            continue
        span = spans.get(row)
        if span is None:
            spans[row] = _Span(column, column, column)
        elif _joins(grid, found, row, column, span):
            span.first = min(span.first, column)
            span.last = max(span.last, column)
        else:
            continue
        taken.add(column)
    for row, span in spans.items():
        yield _link(grid, found, row, span)


def _link(grid: Grid, found: "Singles", row: int, span: _Span) -> Link:
    import numpy as np

    own = float(found[row, span.best])
    other_words = np.delete(found[row], np.s_[span.first : span.last + 1])
    other_tokens = np.delete(found[:, span.best], row)
    rival = max(float(other_words.max(initial=0)), float(other_tokens.max(initial=0)))
    return Link(
        token=int(grid.rows[row]),
        first=int(grid.columns[span.first]),
        last=int(grid.columns[span.last]),
        score=own,
        margin=own - rival,
        light=bool(grid.features[LIGHT, row, span.best]),
    )


def _joins(grid: Grid, found: "Singles", row: int, column: int, span: _Span) -> bool:
    """Tell whether a word stands beside a link, likely enough to belong to it. Numbers are whole as
    they are."""
    if column == span.first - 1:
        border = column
    elif column == span.last + 1:
        border = span.last
    else:
        return False
    if not grid.joined[border] or grid.numbers[row]:
        return False
    return bool(found[row, column] >= MIN_JOINING_PROBABILITY)


def certainty(made: Link) -> tuple[float, ...]:
    """Return the numbers that the confidence of a link is computed from: log odds of its best pair,
    margin, several English words, a light Chinese word."""
    clipped = min(max(made.score, 1e-4), 1 - 1e-4)
    log_odds = math.log(clipped / (1 - clipped))
    has_several = made.last > made.first
    return log_odds, made.margin, float(has_several), float(made.light)


def with_confidence(made: Link, weights: Sequence[float]) -> Link:
    """Return the link with the probability that it overlaps the right words."""
    weighted = zip(weights[1:], certainty(made), strict=True)
    log_odds = weights[0] + math.fsum(weight * number for weight, number in weighted)
    return replace(made, confidence=1 / (1 + math.exp(-log_odds)))

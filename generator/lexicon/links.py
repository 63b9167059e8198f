"""Chinese word to English words: which words of the translation say a word of the original.

``evidence`` says what speaks for each pair of words, ``rounds`` how likely the pair is. Here the
words compete: each English word is given away once, likeliest pair first (competitive linking,
Melamed 2000); then a link takes in the words beside it that belong to the same term. Its confidence
is a logistic regression over the finished link. Figures: docs/figures/links.md.
"""

import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.lexicon.english import EnglishWord
from generator.lexicon.link_features import LinkItem, columns, features, rows
from generator.lexicon.link_model import LIGHT, Grid, LinkModel, models, probabilities

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Singles = NDArray[np.float32]
    Vectors = Callable[[Sequence[str]], Singles]
    """Unit vectors (words, size) of words of either language, each for itself."""

__all__ = ["Link", "LinkItem", "link_all"]

Passage = tuple[Sequence[LinkItem], Sequence[EnglishWord]]
BATCH = 200
"""Passages linked at once."""
MOST = 200
"""Words of one side that are linked at once: more than a passage of prose has."""
LEAST = 0.2
"""Probability that a link's best pair must have."""
GAP = 2
"""English words that stand at most so far apart are neighbours: one function word may lie
between."""
JOINS = 0.35
"""Probability from which on a word beside a link belongs to it."""


@dataclass(frozen=True, slots=True)
class Link:
    """The English words ``first`` to ``last`` (inclusive) say the token."""

    token: int
    first: int
    last: int
    score: float
    """Probability of the best pair of words."""
    margin: float
    """How far the best rival of that pair lies behind, of either word."""
    light: bool = False
    """See ``LinkItem``."""
    confidence: float = 0.0


def link_all(
    passages: Sequence[Passage], vectors: "Vectors | None" = None
) -> Iterator[dict[int, Link]]:
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
        for grid, found in zip(grids, probabilities(grids, model), strict=True):
            links[grid.passage] |= {
                made.token: with_confidence(made, model.confidence) for made in compete(grid, found)
            }
        yield from links


def grids_of(passages: Sequence[Passage], vectors: "Vectors | None") -> list[Grid]:
    """All pairs of words that may be linked, with the evidence for each: one grid a passage,
    several for one that is no prose."""
    import numpy as np

    blocks = [
        (number, *block)
        for number, (items, english) in enumerate(passages)
        for block in _blocks(rows(items), columns(english))
        if all(block)
    ]
    zh = [[passages[number][0][i].text for i in mine] for number, mine, _ in blocks]
    en = [[passages[number][1][j].text for j in theirs] for number, _, theirs in blocks]
    cosines = (
        [None] * len(blocks) if vectors is None or not blocks else list(_cosines(zh, en, vectors))
    )
    return [
        Grid(
            number,
            np.array(mine, np.int64),
            np.array(theirs, np.int64),
            np.array([passages[number][0][i].value is not None for i in mine], bool),
            np.array(
                [
                    _are_joined(passages[number][1][a : b + 1])
                    for a, b in itertools.pairwise(theirs)
                ],
                bool,
            ),
            (
                tuple(passages[number][0][i].text for i in mine),
                tuple(passages[number][1][j].stem for j in theirs),
            ),
            features(*passages[number], mine, theirs, cosine),
        )
        for (number, mine, theirs), cosine in zip(blocks, cosines, strict=True)
    ]


def _are_joined(english: Sequence[EnglishWord]) -> bool:
    """Whether no more than one word lies between the first and the last, and no sign but a hyphen
    or the stop of an abbreviation."""
    spaces = [(b.start - a.end, a.end - a.start) for a, b in itertools.pairwise(english)]
    return len(spaces) <= GAP and all(
        space <= 1 or (space == 2 and length == 2) for space, length in spaces
    )


def _blocks(mine: list[int], theirs: list[int]) -> Iterator[tuple[list[int], list[int]]]:
    """Cut the words of either side into as many parts of equal size as it takes, so that work and
    memory grow with the length alone."""
    count = max(1, math.ceil(max(len(mine), len(theirs)) / MOST))
    for k in range(count):
        yield tuple(
            side[len(side) * k // count : len(side) * (k + 1) // count] for side in (mine, theirs)
        )  # type: ignore[misc]


def _cosines(zh: list[list[str]], en: list[list[str]], vectors: "Vectors") -> "Iterator[Singles]":
    """Cosines of the words of each passage, the mean of either language taken off."""
    import numpy as np

    centred = []
    for texts, mean in zip((zh, en), models()["means"], strict=True):
        kinds = sorted({text for passage in texts for text in passage})
        number = {text: k for k, text in enumerate(kinds)}
        made = vectors(kinds) - np.array(mean, np.float32)
        centred.append([made[[number[text] for text in passage]] for passage in texts])
    for mine, theirs in zip(*centred, strict=True):
        yield mine @ theirs.T


def compete(grid: Grid, found: "Singles") -> Iterator[Link]:
    """Give each English word away once; ``found`` are the probabilities of all pairs."""
    import numpy as np

    best: dict[int, int] = {}
    spans: dict[int, tuple[int, int]] = {}
    taken: set[int] = set()
    where = np.nonzero(found >= LEAST)
    for at in np.argsort(-found[where], kind="stable"):
        row, column = int(where[0][at]), int(where[1][at])
        if column in taken:
            continue
        if row not in best:
            best[row] = column
            spans[row] = column, column
        elif not _joins(grid, found, row, column, spans[row]):
            continue
        spans[row] = min(spans[row][0], column), max(spans[row][1], column)
        taken.add(column)
    for row, column in best.items():
        first, last = spans[row]
        own = float(found[row, column])
        rival = max(
            float(np.delete(found[row], np.s_[first : last + 1]).max(initial=0)),
            float(np.delete(found[:, column], row).max(initial=0)),
        )
        light = bool(grid.features[LIGHT, row, column])
        yield Link(
            int(grid.rows[row]),
            int(grid.columns[first]),
            int(grid.columns[last]),
            own,
            own - rival,
            light,
        )


def _joins(grid: Grid, found: "Singles", row: int, column: int, span: tuple[int, int]) -> bool:
    """Whether a word stands beside a link, likely enough to belong to it. Numbers are whole as they
    are."""
    first, last = span
    border = first - 1 if column == first - 1 else last if column == last + 1 else None
    return (
        border is not None
        and bool(grid.joined[border])
        and bool(found[row, column] >= JOINS)
        and not grid.numbers[row]
    )


def certainty(made: Link) -> tuple[float, ...]:
    """What the confidence of a link is computed from: log odds of its best pair, margin, several
    English words, a light Chinese word."""
    clipped = min(max(made.score, 1e-4), 1 - 1e-4)
    return (
        math.log(clipped / (1 - clipped)),
        made.margin,
        float(made.last > made.first),
        float(made.light),
    )


def with_confidence(made: Link, weights: Sequence[float]) -> Link:
    """The link with the probability that it overlaps the right words."""
    z = weights[0] + math.fsum(w * f for w, f in zip(weights[1:], certainty(made), strict=True))
    return replace(made, confidence=1 / (1 + math.exp(-z)))

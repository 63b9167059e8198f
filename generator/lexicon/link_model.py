"""How likely each pair of words is a translation, in three rounds: each sees what the one before
thought of the neighbours.

The first round is a logistic regression over the evidence of a pair alone. The second and third are
boosted trees of four leaves (Friedman 2001), which see the probability that the round before gave
the pair, its rivals and its neighbours, and how far the pair agrees with the links nearby.
``tools/fit_links.py --fit`` makes the weights.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.base.errors import data_file
from generator.lexicon.link_features import FEATURES, rivals

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Singles = NDArray[np.float32]
    Ints = NDArray[np.int64]
    Where = tuple[NDArray[Any], ...]
    """Rows and columns of some pairs."""

WEIGHTS = Path(__file__).resolve().parent.parent / "data" / "links.json"
LEAST = 0.01
"""Probability of the first round from which on a pair is looked at again."""
ANCHOR = 0.5
"""Probability from which on a word's best pair vouches for its neighbours."""
REACH = 5
"""Tokens on either side that vouch."""
FAR = 12.0
DAMPING, OFTEN = 1.5, 5
"""What is added to counts of a word's other occurrences, and how many of these are told apart."""
SAME, LIGHT = FEATURES.index("same"), FEATURES.index("light")
KEPT = tuple(
    FEATURES.index(name)
    for name in (
        "phrase",
        "cosine",
        "attention",
        "said",
        "said - rivals of the Chinese word",
        "said - rivals of the English word",
        "both",
        "both - rivals of the Chinese word",
        "both - rivals of the English word",
        "words off the diagonal",
        "one character",
        "letters",
        "English word occurs again",
        "light",
    )
)
"""Evidence that the later rounds see again."""
CONTEXT = (
    "log odds",
    "rivals of the Chinese word",
    "rivals of the English word",
    "share among the Chinese word's",
    "share among the English word's",
    "English word before",
    "English word after",
    "Chinese word before or after",
    "nearest neighbour",
    "neighbours",
    "neighbours there",
    "sum of the Chinese word's",
    "sum of the English word's",
    "together elsewhere, of the Chinese word",
    "together elsewhere, of the English word",
    "together elsewhere, of the rarer",
    "elsewhere",
)


@dataclass(frozen=True, slots=True)
class Grid:
    """The words of a passage that may be linked, and all pairs of them."""

    passage: int
    """Number of the passage."""
    rows: "Ints"
    """Numbers of the Chinese tokens."""
    columns: "Ints"
    """Numbers of the English words."""
    numbers: "NDArray[np.bool_]"
    """(tokens,): whether the Chinese token is a number."""
    joined: "NDArray[np.bool_]"
    """(words - 1,): whether an English word and the next may belong to one term, by what lies
    between them."""
    texts: tuple[tuple[str, ...], tuple[str, ...]]
    """The Chinese tokens, and the stems of the English words."""
    features: "Singles"
    """(FEATURES, tokens, words)."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree of three questions; a child that is negative is leaf ``-1 - child``."""

    feature: tuple[int, ...]
    least: tuple[float, ...]
    """The left child is for values up to this."""
    left: tuple[int, ...]
    right: tuple[int, ...]
    leaves: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class LinkModel:
    """The weights of the rounds."""

    first: tuple[float, ...]
    """Intercept and one weight for each of FEATURES."""
    later: tuple[tuple[Tree, ...], ...]
    """The trees of each further round."""
    confidence: tuple[float, ...]


def probabilities(grids: "Sequence[Grid]", model: LinkModel) -> "list[Singles]":
    """Return for each passage the probabilities (tokens, words) that the words of a pair translate
    each other."""
    import numpy as np

    if not grids:
        return []
    found = [first_round(grid, model.first) for grid in grids]
    picked = [np.nonzero(p > LEAST) for p in found]
    for trees in model.later:
        seen = contexts(grids, found, picked)
        sizes = np.cumsum([len(where[0]) for where in picked])[:-1]
        parts = np.split(boosted(np.concatenate(seen, axis=1), trees), sizes)
        found = [
            scattered(grid, where, part)
            for grid, where, part in zip(grids, picked, parts, strict=True)
        ]
    return found


def scattered(grid: Grid, where: "Where", values: "Singles") -> "Singles":
    """A matrix of the values at their places, 0 elsewhere."""
    import numpy as np

    matrix = np.zeros((len(grid.rows), len(grid.columns)), np.float32)
    matrix[where] = values
    return matrix


def first_round(grid: Grid, weights: Sequence[float]) -> "Singles":
    """Logistic regression on the evidence of each pair. Only an equal number can say a number."""
    import numpy as np

    z = np.tensordot(np.array(weights[1:], np.float32), grid.features, axes=1) + np.float32(
        weights[0]
    )
    found = np.where(
        grid.numbers[:, None] & (grid.features[SAME] == 0), np.float32(0), 1 / (1 + np.exp(-z))
    )
    return np.asarray(found, np.float32)


def boosted(values: "Singles", trees: Sequence[Tree]) -> "Singles":
    """Probabilities (pairs,) by boosted trees of ``values`` (features, pairs)."""
    import numpy as np

    total = np.zeros(values.shape[1], np.float32)
    for tree in trees:
        yes = [values[f] <= np.float32(t) for f, t in zip(tree.feature, tree.least, strict=True)]
        total += _leaf(tree, 0, yes)
    return np.asarray(1 / (1 + np.exp(-total)), np.float32)


def _leaf(tree: Tree, node: int, yes: "Sequence[NDArray[np.bool_]]") -> "Singles | np.float32":
    import numpy as np

    if node < 0:
        return np.float32(tree.leaves[-1 - node])
    return np.where(
        yes[node], _leaf(tree, tree.left[node], yes), _leaf(tree, tree.right[node], yes)
    )


def contexts(
    grids: Sequence[Grid], found: "Sequence[Singles]", picked: "Sequence[Where]"
) -> "list[Singles]":
    """KEPT and CONTEXT of the picked pairs of each grid, (features, pairs), by the probabilities of
    the round before."""
    import numpy as np

    sizes = np.cumsum([len(rows) for rows, _ in picked])[:-1]
    apart = np.split(_elsewhere(grids, found, picked), sizes, axis=1)
    return [
        np.concatenate([_context(*own), far])
        for own, far in zip(zip(grids, found, picked, strict=True), apart, strict=True)
    ]


def _elsewhere(
    grids: Sequence[Grid], found: "Sequence[Singles]", picked: "Sequence[Where]"
) -> "Singles":
    """How often the words of each pair translate each other in the other passages: a text is a
    dictionary of its own."""
    import numpy as np

    passage = np.repeat(np.arange(len(grids)), [len(rows) for rows, _ in picked])
    share = np.concatenate([p[where] for p, where in zip(found, picked, strict=True)])
    sides, others = [], []
    for side in (0, 1):
        numbers: dict[str, int] = {}
        known = [
            np.array(
                [numbers.setdefault(text, len(numbers)) for text in grid.texts[side]], np.int64
            )
            for grid in grids
        ]
        own = np.concatenate(
            [numbered[where[side]] for numbered, where in zip(known, picked, strict=True)]
        )
        count = np.bincount(np.concatenate(known), minlength=len(numbers))
        here = np.concatenate(
            [
                np.bincount(n, minlength=1)[n[where[side]]]
                for n, where in zip(known, picked, strict=True)
            ]
        )
        sides.append(own)
        others.append((count[own] - here).astype(np.float32))
    _, pair = np.unique(sides[0] * (sides[1].max(initial=0) + 1) + sides[1], return_inverse=True)
    _, local = np.unique(pair * len(grids) + passage, return_inverse=True)
    both = np.bincount(pair, share)[pair] - np.bincount(local, share)[local]
    zh, en = others
    return np.stack(
        [
            both / (zh + DAMPING),
            both / (en + DAMPING),
            both / (np.minimum(zh, en) + DAMPING),
            np.minimum(zh, OFTEN),
        ]
    ).astype(np.float32)


def _context(grid: Grid, found: "Singles", where: "Where") -> "Singles":
    import numpy as np

    row, column = where
    own = found[where]
    by_row, by_column = rivals(found, 1)[where], rivals(found, 0)[where]
    bordered = np.pad(found, 1)
    near_columns = np.pad(grid.joined, 1)
    near_rows = np.pad(np.diff(grid.rows) <= 1, 1)
    before = bordered[row + 1, column] * near_columns[column]
    after = bordered[row + 1, column + 2] * near_columns[column + 1]
    beside = np.maximum(
        bordered[row, column + 1] * near_rows[row],
        bordered[row + 2, column + 1] * near_rows[row + 1],
    )
    clipped = np.clip(own, 1e-4, 1 - 1e-4)
    return np.stack(
        [
            *(grid.features[k][where] for k in KEPT),
            np.log(clipped / (1 - clipped)),
            by_row,
            by_column,
            own / (own + by_row + 0.01),
            own / (own + by_column + 0.01),
            before,
            after,
            beside,
            *_agreement(grid, found, where),
            found.sum(1)[row],
            found.sum(0)[column],
        ]
    ).astype(np.float32)


def _agreement(grid: Grid, found: "Singles", where: "Where") -> "tuple[Singles, Singles, Singles]":
    """How far pairs lie from where the links of the tokens nearby say: the least distance, the
    weighted mean nearness, the weights' sum."""
    import numpy as np

    zh, en = grid.rows[where[0]], grid.columns[where[1]]
    if not found.size:
        return (np.zeros(0, np.float32),) * 3
    best = found.argmax(1)
    sure = found[np.arange(len(found)), best]
    kept = sure > ANCHOR
    step = zh[:, None] - grid.rows[kept]
    close = (step != 0) & (np.abs(step) <= REACH)
    distance = np.abs(en[:, None] - grid.columns[best[kept]] - step).astype(np.float32)
    weight = np.where(close, sure[kept] / np.maximum(np.abs(step), 1), 0).astype(np.float32)
    total = weight.sum(1)
    nearness = (weight * np.exp(-distance / 4)).sum(1) / (total + np.float32(1e-6))
    least = np.where(close, distance, FAR).min(1, initial=FAR)
    return least, nearness, np.minimum(total, 4)


@cache
def models() -> Mapping[str, Any]:
    """``links.json``: a Model ``with vectors`` and one of ``words alone``; the ``means`` of vectors
    of either language."""
    with data_file(WEIGHTS):
        loaded = json.loads(WEIGHTS.read_text(encoding="utf-8"))
        found: dict[str, Any] = {
            name: LinkModel(
                tuple(loaded[name]["first"]),
                tuple(
                    tuple(Tree(*map(tuple, tree)) for tree in trees)
                    for trees in loaded[name]["later"]
                ),
                tuple(loaded[name]["confidence"]),
            )
            for name in ("with vectors", "words alone")
        }
        return found | {"means": loaded["means"]}

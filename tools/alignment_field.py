"""The conditional random field over alignments: gold texts as examples, loss, gradient, curvature.

Used by ``fit_alignment.py``.
"""

import prelude

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from generator.alignment import bead_features, evidence, passes, search, search_band
from generator.alignment.band import Band, Cells, Floats, Singles
from generator.alignment.bead_models import TYPES, BeadModel
from generator.alignment.posterior import posterior
from gold_texts import Aligner, Material, Move

Values = list[tuple[list[Floats], Floats]]
"""For each bead type its features, and what is added to them unweighted."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text ready for the fit: features of every bead in a band, sums of the gold alignment."""

    band: Band
    start: Cells
    values: Values
    gold: Floats
    """Sums of the features, the counts of types, skipped sentences and runs, in the order of
    ``names_of``."""
    sizes: tuple[int, int]


def make_example(
    aligner: Aligner, material: Material, model: BeadModel, *, meaning: bool = False
) -> Example:
    """Make an example of a text, its band that of a first pass and of the gold alignment."""
    text = material.text
    gathered = evidence.gather(*material.sides(), aligner.translations)
    learnt, band = passes.first_pass(gathered, model)
    learnt = replace(learnt, vectors=material.vectors if meaning else None)
    path = _path(text.gold)
    gold_band = search_band.band_round(path, len(text.zh), len(text.en))
    low, high = np.minimum(band.low, gold_band.low), np.maximum(band.high, gold_band.high)
    band = Band.between(low, high)
    start = search.starts(band, TYPES)
    values = []
    functions = bead_features.features_of(learnt, band, start, model)
    for function, starts in zip(functions, start, strict=True):
        values.append(function(np.flatnonzero(starts < band.size)))
    gold = _gold_sums(path, band, start, values)
    return Example(band, start, values, gold, (len(text.zh), len(text.en)))


def _path(gold: Sequence[Move]) -> search.Path:
    path: search.Path = []
    i = j = 0
    for zh, en in gold:
        path.append((i, i + len(zh), j, j + len(en)))
        i, j = i + len(zh), j + len(en)
    return path


def _gold_sums(path: search.Path, band: Band, start: Cells, values: Values) -> Floats:
    """Sum the features, types, skipped sentences and runs of the gold alignment."""
    features = len(values[0][0])
    sums = np.zeros(features + len(TYPES) + 3)
    in_zh_run = in_en_run = False
    for i, i_end, j, j_end in path:
        zh_size, en_size = i_end - i, j_end - j
        if zh_size and en_size:
            kind = TYPES.index((zh_size, en_size))
            cell = int(band.offset[i_end] + j_end - band.low[i_end])
            at = int(np.searchsorted(np.flatnonzero(start[kind] < band.size), cell))
            sums[:features] += [value[at] for value in values[kind][0]]
            sums[features + kind] += 1
            in_zh_run = in_en_run = False
            continue
        begun = int(zh_size > 0 and not in_zh_run) + int(en_size > 0 and not in_en_run)
        sums[-3:] += (zh_size, en_size, begun)
        in_zh_run = in_zh_run or zh_size > 0
        in_en_run = in_en_run or en_size > 0
    return sums


def _scores(weights: Floats, example: Example) -> search.Scores:
    bead = np.full(example.start.shape, -np.inf, np.float32)
    for kind, (values, fixed) in enumerate(example.values):
        total = weights[len(values) + kind] + fixed
        for weight, value in zip(weights, values, strict=False):
            total = total + weight * value
        bead[kind, example.start[kind] < example.band.size] = total
    zh_size, en_size = example.sizes
    return search.Scores(
        band=example.band,
        types=TYPES,
        start=example.start,
        bead=bead,
        skip_zh=np.full(zh_size, weights[-3]),
        skip_en=np.full(en_size, weights[-2]),
        open=float(weights[-1]),
    )


def loss(
    weights: Floats, examples: Sequence[Example], guess: Floats, prior: Floats
) -> tuple[float, Floats]:
    """Return the negative log likelihood with the prior, and its gradient."""
    loss = 0.5 * float((prior * (weights - guess) ** 2).sum())
    gradient = prior * (weights - guess)
    for example in examples:
        scores = _scores(weights, example)
        chance = posterior(scores)
        loss += chance.total - float(weights @ example.gold)
        expected = np.zeros(len(weights))
        for kind, (values, _) in enumerate(example.values):
            share = _inside(chance.bead, example, kind)
            expected[: len(values)] += [float((share * value).sum()) for value in values]
            expected[len(values) + kind] = float(share.sum())
        expected[-3:] = chance.skip_zh.sum(), chance.skip_en.sum(), chance.runs
        gradient += expected - example.gold
    return loss, gradient


def _inside(bead: Singles, example: Example, kind: int) -> Singles:
    """Return the values of the cells in which a bead of a type can end."""
    found: Singles = bead[kind, example.start[kind] < example.band.size]
    return found


def curvature(weights: Floats, examples: Sequence[Example], prior: Floats) -> Floats:
    """Return second derivatives of the loss as if beads were independent: p (1 - p) value^2."""
    found = prior.copy()
    for example in examples:
        chance = posterior(_scores(weights, example))
        for kind, (values, _) in enumerate(example.values):
            share = _inside(chance.bead, example, kind).astype(float)
            spread = share * (1 - share)
            found[: len(values)] += [float((spread * value**2).sum()) for value in values]
            found[len(values) + kind] += float(spread.sum())
        skips = [(one * (1 - one)).sum() for one in (chance.skip_zh, chance.skip_en)]
        found[-3:] += (*skips, chance.runs)
    return found

"""The two passes of an alignment: a wide band and the dictionary, then a narrow band and what the
first pass taught."""

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from generator.alignment.band import Band
from generator.alignment.bead_features import score
from generator.alignment.bead_models import COMMON_TYPES, BeadModel, BeadModels, load_models
from generator.alignment.evidence import BeadEvidence, learn
from generator.alignment.posterior import Posterior, posterior
from generator.alignment.search import Move, Scores, best, size_of
from generator.alignment.search_band import band_round, first_band
from generator.base.records import Bead

if TYPE_CHECKING:
    from generator.alignment.alignment_side import Vectors

_MIN_PROBABILITY = 0.45
"""What a bead's probability must exceed to be worth having. Half the F1 that is reached makes the
expected F1 highest (Lewis 1995)."""
_USUAL_RUNS = 0.0075
"""Runs without counterpart for each bead in MAC-dev, whose weights the fit knows."""
_SPREADS, _ROUNDS = 2.0, 2
"""Standard deviations (square roots, as of any rare events) that are taken off, and rounds. With 1
and 2 texts that lost a fifth of both sides gain more (strict F1 .719 -> .802 instead of .787), but
those that lost of one side less, and swapped paragraphs lose .004."""
_MIN_STEP = 0.3
"""Rise of the log odds that is worth another sum over all alignments."""


def beads(
    gathered: BeadEvidence, vectors: "Vectors | None", models: BeadModels | None
) -> tuple[Bead, ...]:
    """Align a text whose sides have a sentence each at least."""
    scores = second_pass(gathered, vectors, models or load_models())
    return decode(*with_gaps(gathered, scores))


def second_pass(gathered: BeadEvidence, vectors: "Vectors | None", models: BeadModels) -> Scores:
    """Return the scores after a first alignment taught what it could; meaning counts where there
    are ``vectors``."""
    learnt, band = first_pass(gathered, models.words)
    model = models.meaning if vectors else models.words
    return score(replace(learnt, vectors=vectors), band, model)


def first_pass(gathered: BeadEvidence, model: BeadModel) -> tuple[BeadEvidence, Band]:
    """Return what the best alignment by the dictionary alone teaches, and the band round it."""
    wide = first_band(gathered.zh.terms, gathered.en.terms, gathered.links)
    path = best(score(gathered, wide, model, COMMON_TYPES))
    narrow = band_round(path, len(gathered.zh.first), len(gathered.en.first))
    return learn(gathered, path), narrow


def with_gaps(gathered: BeadEvidence, scores: Scores) -> tuple[Scores, Posterior]:
    """Return the scores with the odds of a gap that the text itself shows, and the probabilities by
    them: expectation maximisation (Dempster, Laird and Rubin 1977), a few rounds of it.

    An abridged text lacks sentences everywhere, the texts of the fit hardly any. Only what is sure
    counts: as many runs without counterpart as are to be expected, less their spread; page numbers
    and headings, which have a score of their own, are left out.
    """
    chance = posterior(scores)
    usual = scores.open
    for _ in range(_ROUNDS):
        furniture = chance.skip_zh @ gathered.zh.furniture + chance.skip_en @ gathered.en.furniture
        runs = max(chance.runs - float(furniture), 0.0)
        beads_expected = max(float(chance.bead.sum(dtype=float)), 1.0)
        share = max(runs - _SPREADS * runs**0.5, 0.0) / beads_expected
        more = math.log(max(share / _USUAL_RUNS, 1.0))
        if usual + more < scores.open + _MIN_STEP:
            break
        scores = replace(scores, open=usual + more)
        del chance  # before another as large is made
        chance = posterior(scores)
    return scores, chance


def decode(scores: Scores, chance: Posterior) -> tuple[Bead, ...]:
    """Return the alignment with the most beads right to be expected, and the probability of each
    bead."""
    gain = replace(
        scores,
        bead=chance.bead - np.float32(_MIN_PROBABILITY),
        skip_zh=chance.skip_zh - _MIN_PROBABILITY,
        skip_en=chance.skip_en - _MIN_PROBABILITY,
        open=0.0,
    )
    return tuple(_bead(move, scores, chance) for move in best(gain))


def _bead(move: Move, scores: Scores, chance: Posterior) -> Bead:
    first_zh, end_zh, first_en, end_en = move
    if first_zh == end_zh:
        probability = chance.skip_en[first_en]
    elif first_en == end_en:
        probability = chance.skip_zh[first_zh]
    else:
        cell = scores.band.offset[end_zh] + end_en - scores.band.low[end_zh]
        probability = chance.bead[scores.types.index(size_of(move)), cell]
    return Bead(
        zh=tuple(range(first_zh, end_zh)),
        en=tuple(range(first_en, end_en)),
        confidence=float(np.clip(probability, 0.0, 1.0)),
    )

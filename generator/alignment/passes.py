"""The two passes of an alignment: a wide band and the dictionary, then a narrow band and what the
first pass taught."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from generator.alignment import evidence, search, search_band
from generator.base.records import Bead, Sentence

_DOUBT = 0.45
"""What a bead's probability must exceed to be worth having. Half the F1 that is reached makes the
expected F1 highest (Lewis 1995)."""


_USUAL_RUNS = 0.0075
"""Runs without counterpart for each bead in MAC-dev, whose weights the fit knows."""
_SPREADS, _ROUNDS = 2.0, 2
"""Standard deviations (square roots, as of any rare events) that are taken off, and rounds. With 1
and 2 texts that lost a fifth of both sides gain more (strict F1 .719 -> .802 instead of .787), but
those that lost of one side less, and swapped paragraphs lose .004."""

_STEP = 0.3
"""Least rise of the log odds that is worth another sum over all alignments."""


def beads(
    zh: Sequence[Sentence],
    en: Sequence[Sentence],
    zh_terms: Sequence[Sequence[str]],
    en_terms: Sequence[Sequence[str]],
    translations: Callable[[str], Mapping[str, float]],
    vectors: "evidence.Vectors | None",
    models: "evidence.BeadModels | None",
) -> tuple[Bead, ...]:
    """``align`` for sides that have a sentence each at least."""
    gathered = evidence.gather(zh, en, zh_terms, en_terms, translations)
    return decode(
        *with_gaps(gathered, second_pass(gathered, vectors, models or evidence.load_models()))
    )


def with_gaps(
    gathered: evidence.BeadEvidence, scores: search.Scores
) -> tuple[search.Scores, search.Posterior]:
    """The scores with the odds of a gap that the text itself shows, and the probabilities by them:
    expectation maximisation (Dempster, Laird and Rubin 1977), a few rounds of it.

    An abridged text lacks sentences everywhere, the texts of the fit hardly any. Only what is sure
    counts: as many runs without counterpart as are to be expected, less their spread; page numbers
    and headings, which have a score of their own, are left out.
    """
    chance = search.posterior(scores)
    usual = scores.open
    for _ in range(_ROUNDS):
        furniture = chance.skip_zh @ gathered.zh.furniture + chance.skip_en @ gathered.en.furniture
        runs = max(chance.runs - float(furniture), 0.0)
        share = max(runs - _SPREADS * runs**0.5, 0.0) / max(
            float(chance.bead.sum(dtype=float)), 1.0
        )
        more = math.log(max(share / _USUAL_RUNS, 1.0))
        if usual + more < scores.open + _STEP:
            break
        scores = replace(scores, open=usual + more)
        del chance  # before another as large is made
        chance = search.posterior(scores)
    return scores, chance


def second_pass(
    gathered: evidence.BeadEvidence, vectors: "evidence.Vectors | None", models: evidence.BeadModels
) -> search.Scores:
    """Scores after a first alignment taught what it could; meaning counts where there are
    ``vectors``."""
    learnt, band = first_pass(gathered, models.words)
    return evidence.scores(
        replace(learnt, vectors=vectors), band, models.meaning if vectors else models.words
    )


def first_pass(
    gathered: evidence.BeadEvidence, model: evidence.BeadModel
) -> tuple[evidence.BeadEvidence, search.Band]:
    """What the best alignment by the dictionary alone teaches, and the band round it."""
    wide = search_band.first_band(gathered.zh.terms, gathered.en.terms, gathered.links)
    path = search.best(evidence.scores(gathered, wide, model, evidence.TYPES[: evidence.COMMON]))
    return evidence.learn(gathered, path), search_band.band_round(
        path, len(gathered.zh.first), len(gathered.en.first)
    )


def decode(scores: search.Scores, chance: search.Posterior) -> tuple[Bead, ...]:
    """The alignment with the most beads right to be expected, and the probability of each bead."""
    gain = replace(
        scores,
        bead=chance.bead - np.float32(_DOUBT),
        skip_zh=chance.skip_zh - _DOUBT,
        skip_en=chance.skip_en - _DOUBT,
        open=0.0,
    )
    return tuple(_bead(move, scores, chance) for move in search.best(gain))


def _bead(move: tuple[int, int, int, int], scores: search.Scores, chance: search.Posterior) -> Bead:
    first_zh, end_zh, first_en, end_en = move
    if first_zh == end_zh:
        sure = chance.skip_en[first_en]
    elif first_en == end_en:
        sure = chance.skip_zh[first_zh]
    else:
        band = scores.band
        cell = band.offset[end_zh] + end_en - band.low[end_zh]
        sure = chance.bead[scores.types.index((end_zh - first_zh, end_en - first_en)), cell]
    return Bead(
        tuple(range(first_zh, end_zh)),
        tuple(range(first_en, end_en)),
        float(np.clip(sure, 0.0, 1.0)),
    )

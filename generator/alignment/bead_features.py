"""The features of beads: numbers that speak for or against them, weighted in ``scores``.

What depends on one side of a bead alone is computed once for each sentence, not for each cell.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from generator.alignment.band import Band, Cells, Floats, Ints, slices
from generator.alignment.bead_models import FEATURES, MEANING, TYPES, BeadModel, Types
from generator.alignment.evidence import BeadEvidence
from generator.alignment.lexical import BeadHits, LexicalEvidence, Pairwise, span_sums
from generator.alignment.meaning import MeaningFeatures
from generator.alignment.search import Scores, starts
from generator.alignment.text_statistics import break_share, usual_variance

_RATE_ZH, _RATE_EN = 0.52, 0.46
"""First guess of how often a term's translation shows up in its bead (MAC-dev, 2026-11-22)."""
_FURNITURE = 4.0
"""What speaks for leaving out a page number or heading; where the other side has the same one, its
words speak louder (a guess)."""
_TOGETHER = 1 << 15
"""Cells that are scored together: as many as the values of stay in the processor's cache."""
_HABIT = 25.0
"""Weight of the table of punctuation against what a first pass shows, in beads."""
_MAX_LOG_ODDS = 2.5
"""... of two classes of punctuation, as in the fitted table."""
_MAX_SQUARE, _MAX_DIFFERENCE = 25.0, 3.0
"""Deviations of lengths and differences of counts that say no more than this."""

Features = Callable[[Ints], tuple[list[Floats], Floats]]
"""Takes cells that beads of a type end in; returns the values of their features, in the order of
``names``, and what is added to their score unweighted."""
BreakOdds = Callable[[Ints, Ints, Ints, Ints], Floats]
"""Takes beads: first and end of the Chinese and of the English sentences."""


def names(evidence: BeadEvidence) -> tuple[str, ...]:
    """Return the names of the features that a text has."""
    return FEATURES + MEANING if evidence.vectors else FEATURES


def score(evidence: BeadEvidence, band: Band, model: BeadModel, types: Types = TYPES) -> Scores:
    """Score every bead of the given types within a band."""
    start = starts(band, types)
    bead = np.full(start.shape, -np.inf, np.float32)
    weights = [model.weights[name] for name in names(evidence)]
    for at, features in enumerate(features_of(evidence, band, start, model, types)):
        bonus = model.types["{}-{}".format(*types[at])]
        ends = np.flatnonzero(start[at] < band.size)
        for some in slices(len(ends), _TOGETHER):
            values, total = features(ends[some])
            total += bonus
            for weight, value in zip(weights, values, strict=True):
                total += weight * value
            bead[at, ends[some]] = total
    return Scores(
        band=band,
        types=types,
        start=start,
        bead=bead,
        skip_zh=model.skip_zh + _FURNITURE * evidence.zh.furniture,
        skip_en=model.skip_en + _FURNITURE * evidence.en.furniture,
        open=model.open,
    )


def features_of(
    evidence: BeadEvidence, band: Band, start: Cells, model: BeadModel, types: Types = TYPES
) -> Iterator[Features]:
    """Yield the features of each bead type; ``start`` is ``search.starts`` of the band."""
    text = _text_features(evidence, band, start, model, types)
    for at, (zh_size, en_size) in enumerate(types):
        yield _bead_features(text, at, zh_size, en_size)


@dataclass(frozen=True, slots=True)
class _TextFeatures:
    """What the features of all bead types of a text are made of."""

    evidence: BeadEvidence
    band: Band
    start: Cells
    zh_words: LexicalEvidence
    en_words: LexicalEvidence
    zh_hits: BeadHits
    en_hits: BeadHits
    first: Pairwise
    """Log odds of the first characters of two sentences."""
    last: Pairwise
    breaks: BreakOdds
    meaning: MeaningFeatures | None


def _text_features(
    evidence: BeadEvidence, band: Band, start: Cells, model: BeadModel, types: Types
) -> _TextFeatures:
    zh, en, pairs = evidence.zh, evidence.en, evidence.statistics.pairs
    zh_words, en_words = _words(evidence, types)
    starting = [(i, j) for i, _, j, _ in pairs]
    ending = [(i - 1, j - 1) for _, i, _, j in pairs]
    vectors = evidence.vectors
    return _TextFeatures(
        evidence=evidence,
        band=band,
        start=start,
        zh_words=zh_words,
        en_words=en_words,
        zh_hits=BeadHits(zh_words, band, turned=False),
        en_hits=BeadHits(en_words, band, turned=True),
        first=_class_odds(zh.first, en.first, model.first, starting),
        last=_class_odds(zh.last, en.last, model.last, ending),
        breaks=_break_odds(evidence),
        meaning=MeaningFeatures(vectors, band, start, zh.length, pairs) if vectors else None,
    )


def _bead_features(text: _TextFeatures, at: int, zh_size: int, en_size: int) -> Features:
    """Return the features of a bead type, number ``at``, of so many sentences."""
    zh, en, band = text.evidence.zh, text.evidence.en, text.band
    zh_base = text.zh_words.base(zh_size, en_size)
    en_base = text.en_words.base(en_size, zh_size)
    zh_hits = text.zh_hits.of(zh_size, en_size)
    en_hits = text.en_hits.of(en_size, zh_size)
    length = _length(text.evidence, zh_size, en_size)
    counts = (
        (zh.questions, en.questions),
        (zh.exclamations, en.exclamations),
        (zh.quotations, en.quotations),
    )
    likenesses = [
        _likeness(span_sums(chinese, zh_size), span_sums(english, en_size))
        for chinese, english in counts
    ]

    def features(end: Ints) -> tuple[list[Floats], Floats]:
        begin = text.start[at, end]
        i_end, j_end = band.rows[end], band.columns[end]
        i, j = i_end - zh_size, j_end - en_size
        zh_words = zh_base(i, j) + zh_hits[begin]
        en_words = en_base(j, i) + en_hits[begin]
        edges = text.first(i, j) + text.last(i_end - 1, j_end - 1)
        values = [zh_words, en_words, length(i, j), edges]
        values += [likeness(i, j) for likeness in likenesses]
        if text.meaning is not None:
            values += text.meaning.of(at, zh_size, end)
        return values, text.breaks(i, i_end, j, j_end)

    return features


def _words(evidence: BeadEvidence, types: Types) -> tuple[LexicalEvidence, LexicalEvidence]:
    """Return what the Chinese terms say of English spans, and the English terms of Chinese ones."""
    zh, en, links = evidence.zh.terms, evidence.en.terms, evidence.links
    statistics = evidence.statistics
    zh_words = LexicalEvidence(
        zh,
        en,
        links,
        rate=_RATE_ZH,
        max_size=max(en_size for _, en_size in types),
        expected=statistics.zh_expected,
    )
    en_words = LexicalEvidence(
        en,
        zh,
        links.turned(),
        rate=_RATE_EN,
        max_size=max(zh_size for zh_size, _ in types),
        expected=statistics.en_expected,
    )
    return zh_words, en_words


def _length(evidence: BeadEvidence, zh_size: int, en_size: int) -> Pairwise:
    """Return the logarithm of a normal density of the log ratio of lengths, but for a constant, of
    two spans of so many sentences (Gale and Church 1993, on a log scale)."""
    statistics = evidence.statistics
    zh = span_sums(evidence.zh.length, zh_size)
    en = span_sums(evidence.en.length, en_size)
    spread = statistics.spread[: len(zh)]
    wanted = np.log(zh * statistics.ratio[: len(zh)] + 4)
    found = np.log(en + 4)
    log_spread = 0.5 * np.log(spread)
    narrow = 1 / np.sqrt(usual_variance(zh) * spread)

    def density(i: Ints, j: Ints) -> Floats:
        deviation = (found[j] - wanted[i]) * narrow[i]
        squares = np.minimum(deviation**2, _MAX_SQUARE)
        return np.asarray(-0.5 * squares - log_spread[i])

    return density


def _likeness(zh: Floats, en: Floats) -> Pairwise:
    """Return how nearly two spans have as many of something."""

    def likeness(i: Ints, j: Ints) -> Floats:
        difference = np.abs(zh[i] - en[j])
        return np.asarray(-np.minimum(difference, _MAX_DIFFERENCE))

    return likeness


def _class_odds(
    zh: Sequence[str],
    en: Sequence[str],
    odds: Mapping[str, float],
    pairs: Sequence[tuple[int, int]],
) -> Pairwise:
    """Return the log odds of the classes of a Chinese and an English sentence (``edge_class``), by
    their numbers.

    Habits differ from book to book (where the quotation stands, which marks it has): what ``pairs``
    of a first pass show counts with the general table, which weighs as much as ``_HABIT`` pairs.
    """
    zh_classes, en_classes = sorted(set(zh)), sorted(set(en))
    zh_class = np.array([zh_classes.index(one) for one in zh])
    en_class = np.array([en_classes.index(one) for one in en])
    general = np.empty((len(zh_classes), len(en_classes)))
    for row, chinese in enumerate(zh_classes):
        general[row] = [odds.get(f"{chinese} {english}", 0.0) for english in en_classes]
    zh_share = np.bincount(zh_class) / len(zh)
    en_share = np.bincount(en_class) / len(en)
    chance = np.outer(zh_share, en_share)
    seen = np.zeros(chance.shape)
    for i, j in pairs:
        seen[zh_class[i], en_class[j]] += 1
    joint = np.exp(general) * chance
    usual = _HABIT * joint / joint.sum()
    joint = (seen + usual) / (len(pairs) + _HABIT)
    ratios = np.log(joint / chance)
    table = np.clip(ratios, -_MAX_LOG_ODDS, _MAX_LOG_ODDS)
    flat, row_start = table.ravel(), zh_class * len(en_classes)

    def log_odds(i: Ints, j: Ints) -> Floats:
        return np.asarray(flat[row_start[i] + en_class[j]])

    return log_odds


def _break_odds(evidence: BeadEvidence) -> BreakOdds:
    """Return the log odds of the paragraph breaks at a bead's end and inside it, on both sides,
    against breaks anywhere."""
    zh, en, statistics = evidence.zh.breaks, evidence.en.breaks, evidence.statistics
    zh_here, en_here = np.diff(zh).astype(int), np.diff(en).astype(int)
    zh_share, en_share = break_share(zh_here), break_share(en_here)
    table = _table_of_breaks(zh_share, en_share, statistics.agreement)
    zh_inside = _inside_odds(zh_share, statistics.inside)
    en_inside = _inside_odds(en_share, statistics.inside)

    def log_odds(i: Ints, i_end: Ints, j: Ints, j_end: Ints) -> Floats:
        if not zh_share and not en_share:
            return np.zeros(len(i))
        at_end = table[zh_here[i_end], en_here[j_end]]
        zh_breaks = zh[i_end] - zh[i + 1]
        en_breaks = en[j_end] - en[j + 1]
        return np.asarray(at_end + zh_inside * zh_breaks + en_inside * en_breaks)

    return log_odds


def _table_of_breaks(zh_share: float, en_share: float, agreement: float) -> Floats:
    """Return (2, 2): log odds that neither or either or both sides have a break at a bead's end."""
    by_chance = zh_share * en_share
    both = by_chance * (1 - agreement) + agreement * min(zh_share, en_share)
    neither = 1 - zh_share - en_share + both
    joint = np.array([[neither, en_share - both], [zh_share - both, both]])
    apart = np.outer([1 - zh_share, zh_share], [1 - en_share, en_share])
    odds = np.maximum(joint, 1e-9) / np.maximum(apart, 1e-9)
    return np.asarray(np.log(odds) * (apart > 0))


def _inside_odds(share: float, inside: float) -> float:
    """Return the log odds of one break inside a bead."""
    return float(np.log(inside / (1 - share + inside * share)))

"""What speaks for and against a bead, as scores for the search: logarithms of likelihood ratios,
weighted.

Words (``lexical``), lengths, first and last signs, questions, exclamations, quotations, paragraph
breaks, and how common the type of bead is. The weights are a maximum-likelihood fit on MAC-dev
(``tools/fit_alignment.py``, figures in DESIGN.md); they and the table of signs lie in
``generator/data/alignment.json``.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from generator.alignment import lexical, meaning, text_statistics
from generator.alignment.search import Band, Cells, Floats, Ints, Scores, starts
from generator.alignment.search import Path as Beads
from generator.alignment.sides import LanguageSide, side_of, spans
from generator.base.errors import DataError
from generator.base.records import Sentence

if TYPE_CHECKING:
    from generator.vectors.spans import SpanVectors

DATA = Path(__file__).resolve().parent.parent / "data" / "alignment.json"
COMMON = 15
"""The first pass tries only so many of the types: its band is wide, and rare types would double its
memory for nothing."""
TYPES = (
    *(
        (1, 1),
        (1, 2),
        (2, 1),
        (1, 3),
        (2, 2),
        (3, 1),
        (1, 4),
        (2, 3),
        (3, 2),
        (1, 5),
        (2, 4),
        (3, 3),
        (1, 6),
        (4, 1),
        (4, 2),
    ),
    *((1, 7), (1, 8), (2, 5), (3, 4), (3, 5), (4, 3), (5, 2), (5, 1), (6, 1), (7, 1), (8, 1)),
)
"""Bead types that the search tries: all that MAC-dev has, one to as many as eight, and what is
alike."""
Types = tuple[tuple[int, int], ...]
FEATURES = ("zh_words", "en_words", "length", "signs", "questions", "exclamations", "quotations")
MEANING = ("cosine", "cosine_long", "clauses")
"""Features that need vectors; they stand behind ``FEATURES``."""
_RATE_ZH, _RATE_EN = 0.52, 0.46
"""First guess of how often a term's translation shows up in its bead (MAC-dev, 2026-11-22)."""
_USUAL = 20.0
"""Characters of a Chinese sentence of the usual length."""
_FURNITURE = 4.0
"""What speaks for leaving out a page number or heading; where the other side has the same one, its
words speak louder (a guess)."""
_CHUNK = 1 << 15
"""Cells that are scored together: as many as the values of stay in the processor's cache."""
_HABIT = 25.0
"""Weight of the table of signs against what a first pass shows, in beads."""
_SPREAD, _SPREAD_SHORT = 0.25, 1.2
"""Standard deviation of the log ratio of lengths: of long spans, and times 1/sqrt(characters) for
short ones (as above)."""

Translations = Callable[[str], Mapping[str, float]]
Vectors = tuple["SpanVectors", "SpanVectors"]
Pairwise = Callable[[Ints, Ints], Floats]
"""A number for each pair of sentences of two sides; spans are named by their first sentences."""


@dataclass(frozen=True, slots=True)
class BeadModel:
    """Fitted numbers: weights of features, of bead types, of sentences without counterpart, and the
    tables of signs."""

    weights: Mapping[str, float]
    types: Mapping[str, float]
    """Bonus of a bead type, by its name: ``1-2``."""
    skip_zh: float
    skip_en: float
    open: float
    first: Mapping[str, float]
    """Log odds of first signs together: Chinese class, space, English class."""
    last: Mapping[str, float]


class BeadModels(NamedTuple):
    """The numbers for evidence without meaning, and with it."""

    words: BeadModel
    meaning: BeadModel


@cache
def load_models(path: Path = DATA) -> BeadModels:
    """Read the fitted numbers."""
    try:
        fields = json.loads(path.read_text("utf-8"))
        return BeadModels(
            *(
                BeadModel(**{name: fields[kind][name] for name in BeadModel.__dataclass_fields__})
                for kind in BeadModels._fields
            )
        )
    except (OSError, ValueError, KeyError) as error:
        raise DataError(
            f"{path}: the weights for alignment cannot be read ({error}). Fetch the project's files"
            " again"
        ) from error


@dataclass(frozen=True, slots=True)
class BeadEvidence:
    """The evidence of one text: what it was given, and what a first pass taught."""

    zh: LanguageSide
    en: LanguageSide
    links: lexical.Links
    lesson: text_statistics.TextStatistics
    vectors: "Vectors | None" = None
    """Of both sides, where meaning is to count."""


def gather(
    zh: Sequence[Sentence],
    en: Sequence[Sentence],
    zh_terms: Sequence[Sequence[str]],
    en_terms: Sequence[Sequence[str]],
    translations: Translations,
) -> BeadEvidence:
    """Collect the evidence of a text whose sides have a sentence each at least."""
    zh_side, en_side = side_of(zh, zh_terms, chinese=True), side_of(en, en_terms, chinese=False)
    size = len(zh_side.length)
    ratio = np.full(size, en_side.length[-1] / zh_side.length[-1])
    lesson = text_statistics.TextStatistics(
        ratio, np.ones(size), None, None, text_statistics.AGREEMENT, text_statistics.INSIDE, ()
    )
    return BeadEvidence(
        zh_side, en_side, lexical.link(zh_side.terms, en_side.terms, translations), lesson
    )


def learn(evidence: BeadEvidence, path: Beads) -> BeadEvidence:
    """The evidence with what the beads of a first pass teach: pairs of words, rates, the ratio of
    lengths, the use of breaks."""
    zh, en = evidence.zh, evidence.en
    links, zh_expected, en_expected = text_statistics.words(
        path, zh.terms, en.terms, evidence.links
    )
    agreement, inside = text_statistics.breaks(path, np.diff(zh.breaks), np.diff(en.breaks))
    pairs = tuple(text_statistics.two_sided(path))
    ratio = text_statistics.ratio(path, zh.length, en.length, float(evidence.lesson.ratio[0]))
    i, i_end, j, j_end = text_statistics.beads(path).T
    squares = (
        _deviation(zh.length[i_end] - zh.length[i], en.length[j_end] - en.length[j], ratio[i]) ** 2
    )
    spread = text_statistics.spread(path, squares, len(zh.length))
    lesson = text_statistics.TextStatistics(
        ratio, spread, zh_expected, en_expected, agreement, inside, pairs
    )
    return replace(evidence, links=links, lesson=lesson)


def names(evidence: BeadEvidence) -> tuple[str, ...]:
    """The features that a text has."""
    return FEATURES + MEANING if evidence.vectors else FEATURES


def scores(evidence: BeadEvidence, band: Band, model: BeadModel, types: Types = TYPES) -> Scores:
    """Scores of every bead of the given types within a band."""
    start = starts(band, types)
    bead = np.full(start.shape, -np.inf, np.float32)
    weights = [model.weights[name] for name in names(evidence)]
    for at, values_of in enumerate(features_of(evidence, band, start, model, types)):
        cells = np.flatnonzero(start[at] < band.size)
        for some in (cells[first : first + _CHUNK] for first in range(0, len(cells), _CHUNK)):
            values, total = values_of(some)
            total += model.types["{}-{}".format(*types[at])]
            for weight, value in zip(weights, values, strict=True):
                total += weight * value
            bead[at, some] = total
    skip_zh = model.skip_zh + _FURNITURE * evidence.zh.furniture
    skip_en = model.skip_en + _FURNITURE * evidence.en.furniture
    return Scores(band, types, start, bead, skip_zh, skip_en, model.open)


def features_of(
    evidence: BeadEvidence, band: Band, start: Cells, model: BeadModel, types: Types = TYPES
) -> Iterator[Callable[[Ints], tuple[list[Floats], Floats]]]:
    """For each bead type a function of cells that such a bead can end in: the values of
    ``FEATURES``, and what is added to them unweighted. What depends on one side of a bead alone is
    computed once for each sentence, not for each cell."""
    zh, en = evidence.zh, evidence.en
    zh_words, en_words = _words(evidence, types)
    zh_hits, en_hits = (
        lexical.Hits(zh_words, band, turned=False),
        lexical.Hits(en_words, band, turned=True),
    )
    breaks = _breaks(evidence)
    pairs = evidence.lesson.pairs
    first_signs = _signs(zh.first, en.first, model.first, [(i, j) for i, _, j, _ in pairs])
    last_signs = _signs(zh.last, en.last, model.last, [(i - 1, j - 1) for _, i, _, j in pairs])
    near = _meaning(evidence, band, start)
    counts = (
        (zh.questions, en.questions),
        (zh.exclamations, en.exclamations),
        (zh.quotations, en.quotations),
    )

    def of_type(at: int, a: int, b: int) -> Callable[[Ints], tuple[list[Floats], Floats]]:
        zh_base, en_base = zh_words.base(a, b), en_words.base(b, a)
        zh_hit, en_hit = zh_hits.of(a, b), en_hits.of(b, a)
        length = _length(evidence, a, b)
        signs = [_difference(spans(chinese, a), spans(english, b)) for chinese, english in counts]

        def values_of(end: Ints) -> tuple[list[Floats], Floats]:
            begin = start[at, end]
            i_end, j_end = band.rows[end], band.columns[end]
            i, j = i_end - a, j_end - b
            values = [
                zh_base(i, j) + zh_hit[begin],
                en_base(j, i) + en_hit[begin],
                length(i, j),
                first_signs(i, j) + last_signs(i_end - 1, j_end - 1),
                *(sign(i, j) for sign in signs),
                *near(at, end, a),
            ]
            return values, breaks(i, i_end, j, j_end)

        return values_of

    return (of_type(at, a, b) for at, (a, b) in enumerate(types))


def _meaning(
    evidence: BeadEvidence, band: Band, start: Cells
) -> Callable[[int, Ints, int], list[Floats]]:
    """``MEANING`` of the beads of a type at the cells that they end in: the cosine of the two sides
    as log odds, by what cosines this text has; how much more it says of long sentences, whose
    vectors are less noisy; and whether the clauses next to the end agree that there is one."""
    if evidence.vectors is None:
        return lambda at, end, size: []
    cosines = meaning.cosines(*evidence.vectors, band, start, TYPES)
    boundaries = meaning.boundaries(*evidence.vectors, band) * 10
    known = [
        pair for pair in evidence.lesson.pairs if (pair[1] - pair[0], pair[3] - pair[2]) in TYPES
    ]
    beads = np.array(known, np.int64).reshape(-1, 4)
    types = [TYPES.index((i_end - i, j_end - j)) for i, i_end, j, j_end in known]
    cells = band.index(beads[:, 1], beads[:, 3])
    offset, factor = meaning.discriminant(
        beads[:, 0],
        cosines[types, cells],
        cosines[0, start[0] < band.size],
        len(evidence.zh.length),
    )
    longer = {a: np.log(spans(evidence.zh.length, a) / _USUAL) for a in {a for a, _ in TYPES}}
    return lambda at, end, size: [
        (cosines[at, end] - offset[band.rows[end]]) * factor[band.rows[end]],
        10 * cosines[at, end] * longer[size][band.rows[end] - size],
        boundaries[end].astype(float),
    ]


def _words(
    evidence: BeadEvidence, types: Types
) -> tuple[lexical.LexicalEvidence, lexical.LexicalEvidence]:
    """What the Chinese terms say of English spans, and the English terms of Chinese ones."""
    zh, en, links, lesson = evidence.zh.terms, evidence.en.terms, evidence.links, evidence.lesson
    longest_zh, longest_en = (max(side) for side in zip(*types, strict=True))
    return (
        lexical.LexicalEvidence(zh, en, links, _RATE_ZH, longest_en, lesson.zh_expected),
        lexical.LexicalEvidence(en, zh, links.turned(), _RATE_EN, longest_zh, lesson.en_expected),
    )


def _deviation(zh: Floats, en: Floats, ratio: Floats) -> Floats:
    """How far the log ratio of lengths is from the text's, in standard deviations (Gale and Church
    1993, on a log scale)."""
    return np.asarray(
        np.log((en + 4) / (zh * ratio + 4)) / np.sqrt(_SPREAD**2 + _SPREAD_SHORT**2 / zh)
    )


def _length(evidence: BeadEvidence, a: int, b: int) -> Pairwise:
    """Logarithm of a normal density of the log ratio of lengths, but for a constant
    (``_deviation``), of spans that begin so."""
    zh, en = spans(evidence.zh.length, a), spans(evidence.en.length, b)
    lesson = evidence.lesson
    spread = lesson.spread[: len(zh)]
    wanted, log_spread, found = (
        np.log(zh * lesson.ratio[: len(zh)] + 4),
        0.5 * np.log(spread),
        np.log(en + 4),
    )
    narrow = 1 / np.sqrt((_SPREAD**2 + _SPREAD_SHORT**2 / zh) * spread)
    return lambda i, j: np.asarray(
        -0.5 * np.minimum(((found[j] - wanted[i]) * narrow[i]) ** 2, 25.0) - log_spread[i]
    )


def _difference(zh: Floats, en: Floats) -> Pairwise:
    return lambda i, j: np.asarray(-np.minimum(np.abs(zh[i] - en[j]), 3.0))


def _signs(
    zh: Sequence[str],
    en: Sequence[str],
    odds: Mapping[str, float],
    pairs: Sequence[tuple[int, int]],
) -> Pairwise:
    """Log odds of the signs of a Chinese and an English sentence, by their numbers.

    Habits differ from book to book (where the quotation stands, which marks it has): what ``pairs``
    of a first pass show counts with the general table, which weighs as much as ``_HABIT`` pairs.
    """
    zh_classes, en_classes = sorted(set(zh)), sorted(set(en))
    zh_class, en_class = (
        np.array([zh_classes.index(sign) for sign in zh]),
        np.array([en_classes.index(sign) for sign in en]),
    )
    general = np.exp(
        np.array([[odds.get(f"{a} {b}", 0.0) for b in en_classes] for a in zh_classes])
    )
    chance = np.outer(np.bincount(zh_class) / len(zh), np.bincount(en_class) / len(en))
    seen = np.zeros(chance.shape)
    for i, j in pairs:
        seen[zh_class[i], en_class[j]] += 1
    joint = general * chance
    joint = (seen + _HABIT * joint / joint.sum()) / (len(pairs) + _HABIT)
    table = np.clip(np.log(joint / chance), -2.5, 2.5)
    flat, row = table.ravel(), zh_class * len(en_classes)
    return lambda i, j: np.asarray(flat[row[i] + en_class[j]])


def _breaks(evidence: BeadEvidence) -> Callable[[Ints, Ints, Ints, Ints], Floats]:
    """Log odds of the paragraph breaks at a bead's end and inside it, on both sides, against breaks
    anywhere."""
    zh, en, lesson = evidence.zh.breaks, evidence.en.breaks, evidence.lesson
    zh_here, en_here = np.diff(zh).astype(int), np.diff(en).astype(int)
    zh_share, en_share = (
        float(here[1:-1].mean()) if len(here) > 2 else 0.0 for here in (zh_here, en_here)
    )
    both = zh_share * en_share * (1 - lesson.agreement) + lesson.agreement * min(zh_share, en_share)
    joint = np.array([[1 - zh_share - en_share + both, en_share - both], [zh_share - both, both]])
    apart = np.outer([1 - zh_share, zh_share], [1 - en_share, en_share])
    table = np.log(np.maximum(joint, 1e-9) / np.maximum(apart, 1e-9)) * (apart > 0)
    inside_zh, inside_en = (
        np.log(lesson.inside / (1 - share + lesson.inside * share))
        for share in (zh_share, en_share)
    )
    if not zh_share and not en_share:
        return lambda i, i_end, j, j_end: np.zeros(len(i))
    return lambda i, i_end, j, j_end: (
        table[zh_here[i_end], en_here[j_end]]
        + inside_zh * (zh[i_end] - zh[i + 1])
        + inside_en * (en[j_end] - en[j + 1])
    )

"""What speaks for and against a bead, as scores for the search: logarithms of likelihood ratios, weighted.

Words (``lexical``), lengths, first and last signs, questions, exclamations, quotations, paragraph breaks, and how common the type of
bead is. The weights are a maximum-likelihood fit on MAC-dev (``tools/fit_alignment.py``, figures in DESIGN.md); they and the table of
signs lie in ``generator/data/alignment.json``.
"""

import itertools
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from generator.alignment import learning, lexical, meaning
from generator.alignment.search import Band, Cells, Floats, Ints, Scores, starts
from generator.alignment.search import Path as Beads
from generator.errors import DataError
from generator.records import Sentence

if TYPE_CHECKING:
    from generator.embeddings import SpanVectors

DATA = Path(__file__).resolve().parent.parent / "data" / "alignment.json"
COMMON = 15
"""The first pass tries only so many of the types: its band is wide, and rare types would double its memory for nothing."""
TYPES = (
    *((1, 1), (1, 2), (2, 1), (1, 3), (2, 2), (3, 1), (1, 4), (2, 3), (3, 2), (1, 5), (2, 4), (3, 3), (1, 6), (4, 1), (4, 2)),
    *((1, 7), (1, 8), (2, 5), (3, 4), (3, 5), (4, 3), (5, 2), (5, 1), (6, 1), (7, 1), (8, 1)),
)
"""Bead types that the search tries: all that MAC-dev has, one to as many as eight, and what is alike."""
Types = tuple[tuple[int, int], ...]
FEATURES = ("zh_words", "en_words", "length", "signs", "questions", "exclamations", "quotations")
MEANING = ("cosine", "cosine_long", "clauses")
"""Features that need vectors; they stand behind ``FEATURES``."""
_LONGEST_ZH, _LONGEST_EN = (max(side) for side in zip(*TYPES, strict=True))
_RATE_ZH, _RATE_EN = 0.52, 0.46
"""First guess of how often a term's translation shows up in its bead (MAC-dev, 2026-11-22)."""
_USUAL = 20.0
"""Characters of a Chinese sentence of the usual length."""
_FURNITURE = 4.0
"""What speaks for leaving out a page number or heading; where the other side has the same one, its words speak louder (a guess)."""
_FURNITURE_LINE = re.compile(
    r"(?i)\W*(?:\d{1,4}|[ivxlc]{1,7}|第[\d一二三四五六七八九十百零〇]+[章回节卷部页]|目[录次]|"
    r"page \d+|chapter (?:\w+|\w+-\w+)|(?:table of )?contents)\W*"
)
_HABIT = 25.0
"""Weight of the table of signs against what a first pass shows, in beads."""
_SPREAD, _SPREAD_SHORT = 0.25, 1.2
"""Standard deviation of the log ratio of lengths: of long spans, and times 1/sqrt(characters) for short ones (as above)."""

Translations = Callable[[str], Mapping[str, float]]
Vectors = tuple["SpanVectors", "SpanVectors"]


@dataclass(frozen=True, slots=True)
class Model:
    """Fitted numbers: weights of features, of bead types, of sentences without counterpart, and the tables of signs."""

    weights: Mapping[str, float]
    types: Mapping[str, float]
    """Bonus of a bead type, by its name: ``1-2``."""
    skip_zh: float
    skip_en: float
    open: float
    first: Mapping[str, float]
    """Log odds of first signs together: Chinese class, space, English class."""
    last: Mapping[str, float]


class Models(NamedTuple):
    """The numbers for evidence without meaning, and with it."""

    words: Model
    meaning: Model


@cache
def load_models(path: Path = DATA) -> Models:
    """Read the fitted numbers."""
    try:
        fields = json.loads(path.read_text("utf-8"))
        return Models(*(Model(**{name: fields[kind][name] for name in Model.__dataclass_fields__}) for kind in Models._fields))
    except (OSError, ValueError, KeyError) as error:
        raise DataError(f"{path}: the weights for alignment cannot be read ({error}). Fetch the project's files again") from error


@dataclass(frozen=True, slots=True)
class Side:
    """One language of a text as the evidence sees it. ``length`` to ``breaks`` are sums over all that stands before a boundary."""

    terms: lexical.Terms
    length: Floats
    questions: Floats
    exclamations: Floats
    quotations: Floats
    breaks: Floats
    """Paragraphs that began; a boundary's own is ``breaks[i + 1] - breaks[i]``."""
    furniture: Floats
    """1 for a sentence that is a page number or a heading by its looks, else 0."""
    first: tuple[str, ...]
    last: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The evidence of one text: what it was given, and what a first pass taught."""

    zh: Side
    en: Side
    links: lexical.Links
    lesson: learning.Lesson
    vectors: "Vectors | None" = None
    """Of both sides, where meaning is to count."""


def gather(
    zh: Sequence[Sentence],
    en: Sequence[Sentence],
    zh_terms: Sequence[Sequence[str]],
    en_terms: Sequence[Sequence[str]],
    translations: Translations,
) -> Evidence:
    """Collect the evidence of a text whose sides have a sentence each at least."""
    zh_side, en_side = _side(zh, zh_terms, chinese=True), _side(en, en_terms, chinese=False)
    size = len(zh_side.length)
    ratio = np.full(size, en_side.length[-1] / zh_side.length[-1])
    lesson = learning.Lesson(ratio, np.ones(size), None, None, learning.AGREEMENT, learning.INSIDE, ())
    return Evidence(zh_side, en_side, lexical.link(zh_side.terms, en_side.terms, translations), lesson)


def learn(evidence: Evidence, path: Beads) -> Evidence:
    """The evidence with what the beads of a first pass teach: pairs of words, rates, the ratio of lengths, the use of breaks."""
    zh, en = evidence.zh, evidence.en
    links, zh_expected, en_expected = learning.words(path, zh.terms, en.terms, evidence.links)
    agreement, inside = learning.breaks(path, np.diff(zh.breaks), np.diff(en.breaks))
    pairs = tuple(learning.two_sided(path))
    ratio = learning.ratio(path, zh.length, en.length, float(evidence.lesson.ratio[0]))
    i, i_end, j, j_end = learning.beads(path).T
    squares = _deviation(zh.length[i_end] - zh.length[i], en.length[j_end] - en.length[j], ratio[i]) ** 2
    spread = learning.spread(path, squares, len(zh.length))
    lesson = learning.Lesson(ratio, spread, zh_expected, en_expected, agreement, inside, pairs)
    return replace(evidence, links=links, lesson=lesson)


def names(evidence: Evidence) -> tuple[str, ...]:
    """The features that a text has."""
    return FEATURES + MEANING if evidence.vectors else FEATURES


def scores(evidence: Evidence, band: Band, model: Model, types: Types = TYPES) -> Scores:
    """Scores of every bead of the given types within a band."""
    start = starts(band, types)
    bead = np.full(start.shape, -np.inf, np.float32)
    for at, (values, fixed) in enumerate(features_of(evidence, band, start, model, types)):
        cells = np.flatnonzero(start[at] < band.size)
        total = model.types["{}-{}".format(*types[at])] + fixed
        for name, value in zip(names(evidence), values, strict=True):
            total += model.weights[name] * value
        bead[at, cells] = total
    skip_zh = model.skip_zh + _FURNITURE * evidence.zh.furniture
    skip_en = model.skip_en + _FURNITURE * evidence.en.furniture
    return Scores(band, types, start, bead, skip_zh, skip_en, model.open)


def features_of(
    evidence: Evidence, band: Band, start: Cells, model: Model, types: Types = TYPES
) -> Iterator[tuple[list[Floats], Floats]]:
    """For each bead type the values of ``FEATURES``, and what is added to them unweighted, at the cells that a bead can end in."""
    zh, en = evidence.zh, evidence.en
    zh_words, en_words = _words(evidence)
    zh_hits, en_hits = lexical.Hits(zh_words, band, turned=False), lexical.Hits(en_words, band, turned=True)
    breaks = _breaks(evidence)
    pairs, ratio, spread = evidence.lesson.pairs, evidence.lesson.ratio, evidence.lesson.spread
    first_signs = _signs(zh.first, en.first, model.first, [(i, j) for i, _, j, _ in pairs])
    last_signs = _signs(zh.last, en.last, model.last, [(i - 1, j - 1) for _, i, _, j in pairs])
    near = _meaning(evidence, band, start)
    for at, (a, b) in enumerate(types):
        end = np.flatnonzero(start[at] < band.size)
        begin = start[at, end]
        i, j = band.rows[end], band.columns[end]
        yield (
            [
                zh_words.base(i - a, i, j - b, j) + zh_hits.of(a, b)[begin],
                en_words.base(j - b, j, i - a, i) + en_hits.of(b, a)[begin],
                _length(zh.length[i] - zh.length[i - a], en.length[j] - en.length[j - b], ratio[i - a], spread[i - a]),
                first_signs(i - a, j - b) + last_signs(i - 1, j - 1),
                -_difference(zh.questions, en.questions, i - a, i, j - b, j),
                -_difference(zh.exclamations, en.exclamations, i - a, i, j - b, j),
                -_difference(zh.quotations, en.quotations, i - a, i, j - b, j),
                *near(at, end, zh.length[i] - zh.length[i - a]),
            ],
            breaks(i - a, i, j - b, j),
        )


def _meaning(evidence: Evidence, band: Band, start: Cells) -> Callable[[int, Ints, Floats], list[Floats]]:
    """``MEANING`` of the beads of a type at the cells that they end in: the cosine of the two sides as log odds, by what cosines
    this text has; how much more it says of long sentences, whose vectors are less noisy; and whether the clauses next to the end
    agree that there is one."""
    if evidence.vectors is None:
        return lambda at, end, length: []
    cosines = meaning.cosines(*evidence.vectors, band, start, TYPES)
    boundaries = meaning.boundaries(*evidence.vectors, band) * 10
    known = [pair for pair in evidence.lesson.pairs if (pair[1] - pair[0], pair[3] - pair[2]) in TYPES]
    beads = np.array(known, np.int64).reshape(-1, 4)
    types = [TYPES.index((i_end - i, j_end - j)) for i, i_end, j, j_end in known]
    cells = band.index(beads[:, 1], beads[:, 3])
    offset, factor = meaning.discriminant(beads[:, 0], cosines[types, cells], cosines[0, start[0] < band.size], len(evidence.zh.length))
    return lambda at, end, length: [
        (cosines[at, end] - offset[band.rows[end]]) * factor[band.rows[end]],
        10 * cosines[at, end] * np.log(length / _USUAL),
        boundaries[end].astype(float),
    ]


def _words(evidence: Evidence) -> tuple[lexical.LexicalEvidence, lexical.LexicalEvidence]:
    """What the Chinese terms say of English spans, and the English terms of Chinese ones."""
    zh, en, links, lesson = evidence.zh.terms, evidence.en.terms, evidence.links, evidence.lesson
    return (
        lexical.LexicalEvidence(zh, en, links, _RATE_ZH, _LONGEST_EN, lesson.zh_expected),
        lexical.LexicalEvidence(en, zh, links.turned(), _RATE_EN, _LONGEST_ZH, lesson.en_expected),
    )


def _side(sentences: Sequence[Sentence], terms: Sequence[Sequence[str]], *, chinese: bool) -> Side:
    texts = [sentence.text for sentence in sentences]
    before = [-1] + [sentence.paragraph for sentence in sentences]
    begins = [float(now != last) for last, now in itertools.pairwise(before)]
    return Side(
        lexical.number_terms(terms),
        _sums(max(1, len(re.sub(r"\s", "", text)) if chinese else len(text)) for text in texts),
        _sums(text.count("?") + text.count("？") for text in texts),
        _sums(text.count("!") + text.count("！") for text in texts),
        _sums(map(_quotations, texts)),
        _sums([*begins, 1.0]),
        np.array([float(_FURNITURE_LINE.fullmatch(text) is not None) for text in texts]),
        tuple(sign(text, last=False) for text in texts),
        tuple(sign(text, last=True) for text in texts),
    )


def _sums(values: Iterable[float]) -> Floats:
    return np.concatenate([[0.0], np.cumsum(np.fromiter(values, float))])


def _quotations(text: str) -> float:
    return len(_OPENING_QUOTE.findall(text))


_OPENING_QUOTE = re.compile(r"[“「『]|(?<![\w,.!?…—–-])[‘'\"](?=[\w…—–-])")
_QUOTES_FIRST, _QUOTES_LAST = "“‘\"'「『（(—-", "”’\"'」』）)"
_LAST_SIGNS = {sign: signs[0] for signs in ("?？", "!！", ":：", ".。", "…", ",，;；") for sign in signs}


def sign(text: str, *, last: bool) -> str:
    """Class of a sentence's first or last sign: Q for a quotation mark or bracket, then the stop; ``x`` or ``n`` for a word."""
    quoted = text.endswith(tuple(_QUOTES_LAST)) if last else text.startswith(tuple(_QUOTES_FIRST))
    if not last:
        return "Q" if quoted else "n"
    stop = text[-2:-1] if quoted else text[-1:]
    return "Q" * quoted + _LAST_SIGNS.get(stop, "x")


def _deviation(zh: Floats, en: Floats, ratio: Floats) -> Floats:
    """How far the log ratio of lengths is from the text's, in standard deviations (Gale and Church 1993, on a log scale)."""
    return np.asarray(np.log((en + 4) / (zh * ratio + 4)) / np.sqrt(_SPREAD**2 + _SPREAD_SHORT**2 / zh))


def _length(zh: Floats, en: Floats, ratio: Floats, spread: Floats) -> Floats:
    """Logarithm of a normal density of the log ratio of lengths, but for a constant."""
    return np.asarray(-0.5 * (np.minimum(_deviation(zh, en, ratio) ** 2 / spread, 25.0) + np.log(spread)))


def _difference(zh: Floats, en: Floats, i: Ints, i_end: Ints, j: Ints, j_end: Ints) -> Floats:
    return np.asarray(np.minimum(np.abs(zh[i_end] - zh[i] - en[j_end] + en[j]), 3.0))


def _signs(
    zh: Sequence[str], en: Sequence[str], odds: Mapping[str, float], pairs: Sequence[tuple[int, int]]
) -> Callable[[Ints, Ints], Floats]:
    """Log odds of the signs of a Chinese and an English sentence, by their numbers.

    Habits differ from book to book (where the quotation stands, which marks it has): what ``pairs`` of a first pass show counts
    with the general table, which weighs as much as ``_HABIT`` pairs.
    """
    zh_classes, en_classes = sorted(set(zh)), sorted(set(en))
    zh_class, en_class = np.array([zh_classes.index(sign) for sign in zh]), np.array([en_classes.index(sign) for sign in en])
    general = np.exp(np.array([[odds.get(f"{a} {b}", 0.0) for b in en_classes] for a in zh_classes]))
    chance = np.outer(np.bincount(zh_class) / len(zh), np.bincount(en_class) / len(en))
    seen = np.zeros(chance.shape)
    for i, j in pairs:
        seen[zh_class[i], en_class[j]] += 1
    joint = general * chance
    joint = (seen + _HABIT * joint / joint.sum()) / (len(pairs) + _HABIT)
    table = np.clip(np.log(joint / chance), -2.5, 2.5)
    return lambda i, j: np.asarray(table[zh_class[i], en_class[j]])


def _breaks(evidence: Evidence) -> Callable[[Ints, Ints, Ints, Ints], Floats]:
    """Log odds of the paragraph breaks at a bead's end and inside it, on both sides, against breaks anywhere."""
    zh, en, lesson = evidence.zh.breaks, evidence.en.breaks, evidence.lesson
    zh_here, en_here = np.diff(zh).astype(int), np.diff(en).astype(int)
    zh_share, en_share = (float(here[1:-1].mean()) if len(here) > 2 else 0.0 for here in (zh_here, en_here))
    both = zh_share * en_share * (1 - lesson.agreement) + lesson.agreement * min(zh_share, en_share)
    joint = np.array([[1 - zh_share - en_share + both, en_share - both], [zh_share - both, both]])
    apart = np.outer([1 - zh_share, zh_share], [1 - en_share, en_share])
    table = np.log(np.maximum(joint, 1e-9) / np.maximum(apart, 1e-9)) * (apart > 0)
    inside_zh, inside_en = (np.log(lesson.inside / (1 - share + lesson.inside * share)) for share in (zh_share, en_share))
    if not zh_share and not en_share:
        return lambda i, i_end, j, j_end: np.zeros(len(i))
    return lambda i, i_end, j, j_end: (
        table[zh_here[i_end], en_here[j_end]] + inside_zh * (zh[i_end] - zh[i + 1]) + inside_en * (en[j_end] - en[j + 1])
    )

"""What a first alignment of a text teaches about the text itself, for the second pass.

Word pairs that the dictionary lacks (names above all), by their Dice coefficient over beads; how
often the dictionary's translations show up; how long the English is for its Chinese; and whether
paragraphs of the two sides agree.
"""

from dataclasses import dataclass

import numpy as np

from generator.alignment.lexical import ExpectedTerms, Links, SentenceTerms, ranges
from generator.alignment.search import Floats, Ints, Path

AGREEMENT = 0.5
"""First guess of how far paragraph breaks of the two sides fall together: 0 by chance, 1 always. No
gold set has paragraphs; it is a mild guess that the second pass corrects."""
INSIDE = 0.3
"""First guess of the odds that a break stands inside a bead, against anywhere."""
_DICE = 0.42
"""Least Dice coefficient of a new pair; _FEW is added where it was seen twice or three times
(MAC-dev, 2026-11-22)."""
_FEW = {2: 0.25, 3: 0.1}
_COMMON = 60
"""Terms in more beads than this get no new pairs."""
_WEIGHT_AGREEMENT, _WEIGHT_INSIDE = 10.0, 5.0
"""Weight of the first guesses, in breaks."""

_NEAR = 100
"""Beads on either side that count for what is learnt near a sentence: about a chapter; not
tuned."""
_WEIGHT_SPREAD, _OUTLIER = 10.0, 9.0
"""Weight of the usual spread, in beads, and the largest square that counts."""


@dataclass(frozen=True, slots=True)
class TextStatistics:
    """What the evidence knows of a text beside its words."""

    ratio: Floats
    """English characters for a Chinese one, near each Chinese sentence."""
    spread: Floats
    """Variance of the log ratio of lengths, as a multiple of what is usual: how freely is
    translated near each Chinese sentence."""
    zh_expected: ExpectedTerms | None
    en_expected: ExpectedTerms | None
    agreement: float
    inside: float
    pairs: tuple[tuple[int, int, int, int], ...]
    """The beads with two sides that a first pass found."""


def words(
    path: Path, zh: SentenceTerms, en: SentenceTerms, links: Links
) -> tuple[Links, ExpectedTerms, ExpectedTerms]:
    """The links with new pairs among them, and how often the old ones showed up in the beads of
    ``path``."""
    zh_bead, zh_term = _in_beads(zh, [(bead[0], bead[1]) for bead in path], path)
    en_bead, en_term = _in_beads(en, [(bead[2], bead[3]) for bead in path], path)
    linked = np.unique(links.source * len(en.vocabulary) + links.target)
    more = _pairs(zh_bead, zh_term, en_bead, en_term, (zh, en), linked)
    zh_expected = _expected(
        zh_bead, zh_term, en_bead, en_term, links, len(zh.vocabulary), len(en.vocabulary)
    )
    en_expected = _expected(
        en_bead, en_term, zh_bead, zh_term, links.turned(), len(en.vocabulary), len(zh.vocabulary)
    )
    joined = (
        np.concatenate([old, new])
        for old, new in zip((links.source, links.target, links.strength), more, strict=True)
    )
    return Links(*joined), zh_expected, en_expected


def _in_beads(terms: SentenceTerms, spans: list[tuple[int, int]], path: Path) -> tuple[Ints, Ints]:
    """Different terms of each bead with two sides: numbers of bead and term, by bead."""
    bead_of = np.full(len(terms.length) + 1, -1)
    for number, ((first, end), move) in enumerate(zip(spans, path, strict=True)):
        if move[0] < move[1] and move[2] < move[3]:
            bead_of[first:end] = number
    bead = bead_of[terms.sentence]
    size = max(len(terms.vocabulary), 1)
    numbers, inside = np.divmod(np.unique(bead[bead >= 0] * size + terms.term[bead >= 0]), size)
    return numbers, inside


def _pairs(
    zh_bead: Ints,
    zh_term: Ints,
    en_bead: Ints,
    en_term: Ints,
    sides: tuple[SentenceTerms, SentenceTerms],
    linked: Ints,
) -> tuple[Ints, Ints, Floats]:
    zh, en = sides
    zh_count, en_count = (
        np.bincount(zh_term, minlength=len(zh.vocabulary)),
        np.bincount(en_term, minlength=len(en.vocabulary)),
    )
    known = np.isin(np.arange(len(zh.vocabulary)), linked // max(len(en.vocabulary), 1))
    single = np.array([len(term) == 1 for term in zh.vocabulary], bool) & ~known
    use_zh = ((zh_count > 1) & (zh_count < _COMMON) & ~single)[zh_term]
    use_en = ((en_count > 1) & (en_count < 2 * _COMMON))[en_term]
    zh_bead, zh_term, en_bead, en_term = (
        zh_bead[use_zh],
        zh_term[use_zh],
        en_bead[use_en],
        en_term[use_en],
    )
    which, at = ranges(
        np.searchsorted(en_bead, zh_bead), np.searchsorted(en_bead, zh_bead, side="right")
    )
    pairs, together = np.unique(
        zh_term[which] * len(en.vocabulary) + en_term[at], return_counts=True
    )
    pairs, together = pairs[together > 1], together[together > 1]
    source, target = np.divmod(pairs, max(len(en.vocabulary), 1))
    dice = 2 * together / (zh_count[source] + en_count[target])
    least = _DICE + np.select([together == count for count in _FEW], list(_FEW.values()), 0.0)
    new = (dice >= least) & ~np.isin(pairs, linked)
    return source[new], target[new], np.minimum(1.0, 0.9 * dice[new])


def _expected(
    bead: Ints,
    term: Ints,
    other_bead: Ints,
    other_term: Ints,
    links: Links,
    size: int,
    other_size: int,
) -> ExpectedTerms:
    order = np.argsort(links.source, kind="stable")
    source, target = links.source[order], links.target[order]
    which, at = ranges(np.searchsorted(source, term), np.searchsorted(source, term, side="right"))
    there = np.isin(bead[which] * other_size + target[at], other_bead * other_size + other_term)
    found = np.zeros(len(term), bool)
    found[which[there]] = True
    return ExpectedTerms(
        np.bincount(term[found], minlength=size).astype(float),
        np.bincount(term, minlength=size).astype(float),
    )


def near(at: Ints, values: Floats, size: int, prior: float, weight: float) -> Floats:
    """(size,): for each Chinese sentence the mean of ``values``, which belong to beads that begin
    at ``at``, of the _NEAR beads on either side of it, with ``weight`` beads more of value
    ``prior``. Chapters and books that lie in one file differ."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    middle = np.searchsorted(at, np.arange(size))
    first, end = np.maximum(middle - _NEAR, 0), np.minimum(middle + _NEAR, len(values))
    return np.asarray((sums[end] - sums[first] + weight * prior) / (end - first + weight))


def spread(path: Path, squares: Floats, size: int) -> Floats:
    """Mean square of the beads' deviation from the ratio of lengths near each Chinese sentence, in
    variances."""
    return near(beads(path)[:, 0], np.minimum(squares, _OUTLIER), size, 1.0, _WEIGHT_SPREAD)


def beads(path: Path) -> Ints:
    """(n, 4): the beads that have two sides."""
    return np.array(two_sided(path), np.int64).reshape(-1, 4)


def two_sided(path: Path) -> Path:
    """The beads that have two sides."""
    return [bead for bead in path if bead[0] < bead[1] and bead[2] < bead[3]]


def ratio(path: Path, zh_length: Floats, en_length: Floats, overall: float) -> Floats:
    """English characters for a Chinese one in the beads near each Chinese sentence; ``overall`` is
    that of the whole text."""
    i, i_end, j, j_end = beads(path).T
    chinese, english = zh_length[i_end] - zh_length[i], en_length[j_end] - en_length[j]
    usual = float(chinese.mean()) if len(chinese) else 1.0
    size = len(zh_length)
    whole = float(english.sum() / chinese.sum()) if len(chinese) else overall
    above = near(i, english, size, whole * usual, _WEIGHT_SPREAD)
    return np.asarray(above / near(i, chinese, size, usual, _WEIGHT_SPREAD))


def breaks(path: Path, zh_break: Floats, en_break: Floats) -> tuple[float, float]:
    """How far paragraph breaks of the two sides agree, and the odds of one inside a bead, from the
    beads of a first pass."""
    n, m = len(zh_break) - 1, len(en_break) - 1
    zh_share, en_share = (
        zh_break[1:n].mean() if n > 1 else 0.0,
        (en_break[1:m].mean() if m > 1 else 0.0),
    )
    ends = [(bead[1], bead[3]) for bead in path if 0 < bead[1] < n and 0 < bead[3] < m]
    both = sum(zh_break[i] * en_break[j] for i, j in ends)
    chance, most = len(ends) * zh_share * en_share, len(ends) * min(zh_share, en_share)
    seen = (
        float(np.clip((both - chance) / (most - chance), 0.0, 0.95)) if most > chance else AGREEMENT
    )
    agreement = (seen * most + AGREEMENT * _WEIGHT_AGREEMENT) / (most + _WEIGHT_AGREEMENT)
    found = expected = 0.0
    for first_zh, end_zh, first_en, end_en in path:
        for share, marks in (
            (zh_share, zh_break[first_zh + 1 : end_zh]),
            (en_share, en_break[first_en + 1 : end_en]),
        ):
            found += float(marks.sum())
            expected += share * len(marks)
    return agreement, (found + INSIDE * _WEIGHT_INSIDE) / (expected + _WEIGHT_INSIDE)

"""What a first alignment of a text teaches about the text itself, for the second pass.

Word pairs that the dictionary lacks (names above all), by their Dice coefficient over beads; how
often the dictionary's translations show up; how long the English is for its Chinese; and whether
paragraphs of the two sides agree.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generator.alignment.band import Floats, Ints
from generator.alignment.search import Path
from generator.alignment.sentence_terms import (
    ExpectedTerms,
    Links,
    SentenceTerms,
    different,
    in_groups,
    is_among,
)

_AGREEMENT = 0.5
"""First guess of how far paragraph breaks of the two sides fall together: 0 by chance, 1 always. No
gold set has paragraphs; it is a mild guess that the second pass corrects."""
_MAX_AGREEMENT = 0.95
_INSIDE = 0.3
"""First guess of the odds that a break stands inside a bead, against anywhere."""
_WEIGHT_AGREEMENT, _WEIGHT_INSIDE = 10.0, 5.0
"""Weight of the first guesses, in breaks."""
_MIN_DICE = 0.42
"""Dice coefficient that a new pair must reach; _MORE is added where it was seen twice or three
times (MAC-dev, 2026-11-22)."""
_MORE = {2: 0.25, 3: 0.1}
_MAX_BEADS = 60
"""Terms in so many beads get no new pairs; English terms, which have more forms, in twice as
many."""
_NEAR = 100
"""Beads on either side that count for what is learnt near a sentence: about a chapter; not
tuned."""
_WEIGHT_SPREAD, _MAX_SQUARE = 10.0, 9.0
"""Weight of the usual spread, in beads, and the largest square that counts."""
_SPREAD, _SPREAD_SHORT = 0.25, 1.2
"""Standard deviation of the log ratio of lengths: of long spans, and times 1/sqrt(characters) for
short ones (a fit on MAC-dev, 2026-11-22)."""


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
    """How far paragraph breaks of the two sides fall together: 0 by chance, 1 always."""
    inside: float
    """Odds that a break stands inside a bead, against anywhere."""
    pairs: tuple[tuple[int, int, int, int], ...]
    """The beads with two sides that a first pass found."""


class _BeadTerms(NamedTuple):
    """The different terms of the beads with two sides, by bead."""

    bead: Ints
    term: Ints


def first_guess(ratio: float, size: int) -> TextStatistics:
    """Return what is known before the first pass: the ratio of lengths of the whole text, for
    ``size`` boundaries."""
    return TextStatistics(
        ratio=np.full(size, ratio),
        spread=np.ones(size),
        zh_expected=None,
        en_expected=None,
        agreement=_AGREEMENT,
        inside=_INSIDE,
        pairs=(),
    )


def words(
    path: Path, zh: SentenceTerms, en: SentenceTerms, links: Links
) -> tuple[Links, ExpectedTerms, ExpectedTerms]:
    """Return the links with new pairs among them, and how often the old ones showed up in the beads
    of ``path``."""
    zh_spans = [(move[0], move[1]) for move in path]
    en_spans = [(move[2], move[3]) for move in path]
    zh_found = _in_beads(zh, zh_spans, path)
    en_found = _in_beads(en, en_spans, path)
    more = _new_pairs(zh_found, en_found, zh, en, links)
    zh_expected = _expected(zh_found, en_found, links, zh, en)
    en_expected = _expected(en_found, zh_found, links.turned(), en, zh)
    joined = Links(
        np.concatenate([links.source, more.source]),
        np.concatenate([links.target, more.target]),
        np.concatenate([links.strength, more.strength]),
    )
    return joined, zh_expected, en_expected


def _in_beads(terms: SentenceTerms, spans: list[tuple[int, int]], path: Path) -> _BeadTerms:
    """Return the terms of each bead with two sides; ``spans`` are the sentences of this side."""
    bead_of = np.full(len(terms.length) + 1, -1)
    for number, ((first, end), move) in enumerate(zip(spans, path, strict=True)):
        if move[0] < move[1] and move[2] < move[3]:
            bead_of[first:end] = number
    bead = bead_of[terms.sentence]
    inside = bead >= 0
    size = max(len(terms.vocabulary), 1)
    keys = bead[inside] * size + terms.term[inside]
    numbers, term = np.divmod(different(keys), size)
    return _BeadTerms(numbers, term)


def _new_pairs(
    zh_found: _BeadTerms, en_found: _BeadTerms, zh: SentenceTerms, en: SentenceTerms, links: Links
) -> Links:
    """Return the pairs of terms that stand together in beads and that no link has."""
    linked = different(links.source * len(en.vocabulary) + links.target)
    en_size = max(len(en.vocabulary), 1)
    zh_count = np.bincount(zh_found.term, minlength=len(zh.vocabulary))
    en_count = np.bincount(en_found.term, minlength=len(en.vocabulary))
    known = np.zeros(len(zh.vocabulary), bool)
    known[linked // en_size] = True
    is_character = np.array([len(term) == 1 for term in zh.vocabulary], bool)
    use_zh = _is_seen_often(zh_count, _MAX_BEADS) & ~(is_character & ~known)
    use_en = _is_seen_often(en_count, 2 * _MAX_BEADS)
    zh_kept, en_kept = _kept(zh_found, use_zh), _kept(en_found, use_en)
    which, at = in_groups(en_kept.bead, zh_kept.bead)
    keys = zh_kept.term[which] * len(en.vocabulary) + en_kept.term[at]
    keys, together = np.unique(keys, return_counts=True)
    several = together > 1
    keys, together = keys[several], together[several]
    source, target = np.divmod(keys, en_size)
    dice = 2 * together / (zh_count[source] + en_count[target])
    seen_few_times = [together == count for count in _MORE]
    more = np.select(seen_few_times, list(_MORE.values()), 0.0)
    new = (dice >= _MIN_DICE + more) & ~is_among(keys, linked)
    strength = np.minimum(1.0, 0.9 * dice[new])
    return Links(source[new], target[new], strength)


def _is_seen_often(count: Ints, end: int) -> NDArray[np.bool_]:
    """Tell of each term whether several beads have it, but fewer than ``end``."""
    return (count > 1) & (count < end)


def _kept(found: _BeadTerms, use: NDArray[np.bool_]) -> _BeadTerms:
    """Return the terms that are to be used."""
    kept = use[found.term]
    return _BeadTerms(found.bead[kept], found.term[kept])


def _expected(
    own: _BeadTerms, other: _BeadTerms, links: Links, terms: SentenceTerms, others: SentenceTerms
) -> ExpectedTerms:
    """Return how often the terms of one side found a translation in their bead."""
    size, other_size = len(terms.vocabulary), len(others.vocabulary)
    order = np.argsort(links.source, kind="stable")
    source, target = links.source[order], links.target[order]
    which, at = in_groups(source, own.term)
    wanted = own.bead[which] * other_size + target[at]
    there = is_among(wanted, other.bead * other_size + other.term)
    is_found = np.zeros(len(own.term), bool)
    is_found[which[there]] = True
    found = np.bincount(own.term[is_found], minlength=size)
    tried = np.bincount(own.term, minlength=size)
    return ExpectedTerms(found=found.astype(float), tried=tried.astype(float))


def near(at: Ints, values: Floats, size: int, *, prior: float, weight: float) -> Floats:
    """Return (size,): for each Chinese sentence the mean of ``values``, which belong to beads that
    begin at ``at``, of the _NEAR beads on either side of it, with ``weight`` beads more of value
    ``prior``. Chapters and books that lie in one file differ."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    middle = np.searchsorted(at, np.arange(size))
    first = np.maximum(middle - _NEAR, 0)
    end = np.minimum(middle + _NEAR, len(values))
    total = sums[end] - sums[first] + weight * prior
    count = end - first + weight
    return np.asarray(total / count)


def usual_variance(zh: Floats) -> Floats:
    """Return the variance of the log ratio of lengths that is usual for spans of so many Chinese
    characters."""
    return np.asarray(_SPREAD**2 + _SPREAD_SHORT**2 / zh)


def two_sided(path: Path) -> Path:
    """Return the beads that have two sides."""
    return [bead for bead in path if bead[0] < bead[1] and bead[2] < bead[3]]


def bead_array(path: Path) -> Ints:
    """Return beads as an array (n, 4)."""
    return np.array(path, np.int64).reshape(-1, 4)


def spread(pairs: Path, zh_length: Floats, en_length: Floats, ratio: Floats) -> Floats:
    """Return the mean square of the deviation of the beads near each Chinese sentence from the
    ratio of lengths, in variances (Gale and Church 1993, on a log scale)."""
    first, zh, en = _lengths(pairs, zh_length, en_length)
    log_ratio = np.log((en + 4) / (zh * ratio[first] + 4))
    deviation = log_ratio / np.sqrt(usual_variance(zh))
    squares = np.minimum(deviation**2, _MAX_SQUARE)
    return near(first, squares, len(zh_length), prior=1.0, weight=_WEIGHT_SPREAD)


def ratio(pairs: Path, zh_length: Floats, en_length: Floats, overall: float) -> Floats:
    """Return the English characters for a Chinese one in the beads near each Chinese sentence;
    ``overall`` is that of the whole text."""
    first, zh, en = _lengths(pairs, zh_length, en_length)
    usual, whole = 1.0, overall
    if len(zh):
        usual = float(zh.mean())
        whole = float(en.sum() / zh.sum())
    size = len(zh_length)
    above = near(first, en, size, prior=whole * usual, weight=_WEIGHT_SPREAD)
    below = near(first, zh, size, prior=usual, weight=_WEIGHT_SPREAD)
    return np.asarray(above / below)


def _lengths(pairs: Path, zh_length: Floats, en_length: Floats) -> tuple[Ints, Floats, Floats]:
    """Return of beads the first Chinese sentence and the characters of both sides."""
    i, i_end, j, j_end = bead_array(pairs).T
    zh = zh_length[i_end] - zh_length[i]
    return i, zh, en_length[j_end] - en_length[j]


def breaks(path: Path, zh_break: Floats, en_break: Floats) -> tuple[float, float]:
    """Return how far paragraph breaks of the two sides agree, and the odds of one inside a bead,
    from the beads of a first pass."""
    return _agreement(path, zh_break, en_break), _inside(path, zh_break, en_break)


def _inside(path: Path, zh_break: Floats, en_break: Floats) -> float:
    zh_share, en_share = break_share(zh_break), break_share(en_break)
    found = expected = 0.0
    for first_zh, end_zh, first_en, end_en in path:
        zh_inside = zh_break[first_zh + 1 : end_zh]
        en_inside = en_break[first_en + 1 : end_en]
        found += float(zh_inside.sum())
        found += float(en_inside.sum())
        expected += zh_share * len(zh_inside)
        expected += en_share * len(en_inside)
    found += _INSIDE * _WEIGHT_INSIDE
    return found / (expected + _WEIGHT_INSIDE)


def _agreement(path: Path, zh_break: Floats, en_break: Floats) -> float:
    n, m = len(zh_break) - 1, len(en_break) - 1
    zh_share, en_share = break_share(zh_break), break_share(en_break)
    number = 0
    both = 0.0
    for _, end_zh, _, end_en in path:
        if 0 < end_zh < n and 0 < end_en < m:
            number += 1
            both += zh_break[end_zh] * en_break[end_en]
    by_chance = number * zh_share * en_share
    most = number * min(zh_share, en_share)
    seen = _AGREEMENT
    if most > by_chance:
        share = (both - by_chance) / (most - by_chance)
        seen = float(np.clip(share, 0.0, _MAX_AGREEMENT))
    total = seen * most + _AGREEMENT * _WEIGHT_AGREEMENT
    return total / (most + _WEIGHT_AGREEMENT)


def break_share(breaks: Floats | Ints) -> float:
    """Return the share of the inner boundaries of a side at which a paragraph begins."""
    inner = breaks[1:-1]
    return float(inner.mean()) if len(inner) else 0.0

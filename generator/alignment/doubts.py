"""What an alignment says of the text as a whole: passages without a counterpart, stretches whose
sentences match badly, and whether the two sides belong together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.alignment.alignment_side import AlignmentSide, vectors_of
from generator.base.records import Bead, Span

if TYPE_CHECKING:
    from generator.vectors.spans import SpanVectors

_MIN_COSINE, _MIN_SHARE = 0.3, 0.2
"""Mean cosine, and share of words translated, that true pairs reach (``belonging``)."""
_USUAL_DOUBT, _MIN_DOUBT = 0.35, 4.0
"""Doubt of a sentence that is still no sign of trouble, and the sum over it that makes a stretch:
figures in ``stretches``."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a text: Chinese and English sentences, first and end."""

    zh: Span
    en: Span


def gaps(beads: Sequence[Bead], least: int = 1) -> tuple[Stretch, ...]:
    """Return the runs of one-sided beads that have at least ``least`` sentences on one side, in
    order: passages that the other side lacks.

    Both sides of a gap have sentences where a passage was replaced, or moved elsewhere.
    """
    found: list[Stretch] = []
    zh = en = 0
    start = (0, 0)
    end_mark = Bead((0,), (0,), 1.0)
    for bead in (*beads, end_mark):
        if bead.zh and bead.en:
            if max(zh - start[0], en - start[1]) >= least:
                found.append(Stretch((start[0], zh), (start[1], en)))
            start = (zh + len(bead.zh), en + len(bead.en))
        zh, en = zh + len(bead.zh), en + len(bead.en)
    return tuple(found)


def stretches(beads: Sequence[Bead]) -> tuple[Stretch, ...]:
    """Return the stretches whose sentences match badly: paragraphs stand in another order there, or
    sentences are missing here and there.

    A sentence's doubt is what its bead lacks to certainty, and 1 where it has no counterpart. Its
    excess over ``_USUAL_DOUBT`` is summed bead by bead, never below 0 (cumulative sums, Page 1954);
    a stretch is where the sum rises from 0 to ``_MIN_DOUBT``, up to its highest point. A gap on one
    side alone is none: it is known for what it is. On the six texts of MAC-dev there is one; with
    three stretches of four to six beads swapped in each there are 14, with 20 % of the sentences
    lost 8 to 12 (``tools/eval_alignment.py alignment --robustness``, 2026-11-23; .35 and 4 were
    chosen on these texts, of .3 to .5 and 3 to 5).
    """
    found: list[Stretch] = []
    zh = en = 0
    start = peak = (0, 0)
    total = highest = 0.0
    end_mark = Bead((), (), 1.0)
    for bead in (*beads, end_mark):
        sides = len(bead.zh) + len(bead.en)
        doubt = 1.0 - bead.confidence if bead.zh and bead.en else 1.0
        total += sides * (doubt - _USUAL_DOUBT)
        zh, en = zh + len(bead.zh), en + len(bead.en)
        if total > highest:
            highest, peak = total, (zh, en)
        if total <= 0 or not sides:
            has_both = peak[0] > start[0] and peak[1] > start[1]
            if highest >= _MIN_DOUBT and has_both:
                found.append(Stretch((start[0], peak[0]), (start[1], peak[1])))
            total = highest = 0.0
            start = peak = (zh, en)
    return tuple(found)


def belonging(
    beads: Sequence[Bead],
    zh: AlignmentSide,
    en: AlignmentSide,
    translations: Callable[[str], Mapping[str, float]],
) -> float:
    """Return how far two aligned sides say the same, on a scale on which 1 is the least to be
    expected of a translation.

    With vectors it is the mean cosine of the beads with two sides over ``_MIN_COSINE``, without
    them the share of Chinese terms known to the dictionary that their bead translates over
    ``_MIN_SHARE``. The other arguments are those of ``align``.

    Measured on pieces of MAC-dev and of Tatoeba against each other (``tools/eval_alignment.py
    alignment --belonging``, 2026-11-23); a text under three sentences was not tried:

    ============================  ==========  ===========  =============
    beads                         3 and 5     8, 12, 20    50, 150
    ============================  ==========  ===========  =============
    true, refused by cosine       1 of 56     0 of 84      0 of 32
    wrong, accepted by cosine     9 of 112    1 of 168     0 of 64
    shuffled, accepted by cosine  50 of 56    51 of 84     11 of 32
    true, refused by words        1 of 56     1 of 84      0 of 32
    wrong, accepted by words      10 of 112   5 of 168     0 of 64
    shuffled, accepted by words   39 of 56    51 of 84     16 of 32
    ============================  ==========  ===========  =============

    Shuffled are the sentences of a true pair in another order: their sides do belong together,
    though hardly a bead is right.
    """
    two_sided = [bead for bead in beads if bead.zh and bead.en]
    if not two_sided:
        return 0.0
    vectors = vectors_of(zh, en)
    if vectors is not None:
        return _mean_cosine(two_sided, *vectors) / _MIN_COSINE
    tried = translated = 0
    for bead in two_sided:
        english = _terms_of(bead.en, en.terms)
        for term in _terms_of(bead.zh, zh.terms):
            known = translations(term)
            tried += bool(known)
            translated += not english.isdisjoint(known)
    return float(translated / max(tried, 1) / _MIN_SHARE)


def _terms_of(sentences: Sequence[int], terms: Sequence[Sequence[str]]) -> set[str]:
    """Return the different terms of some sentences."""
    found: set[str] = set()
    for number in sentences:
        found.update(terms[number])
    return found


def _mean_cosine(beads: Sequence[Bead], zh: "SpanVectors", en: "SpanVectors") -> float:
    cosines: list[float] = []
    for bead in beads:
        chinese = zh.vectors(bead.zh[0], bead.zh[0] + 1, len(bead.zh))[0]
        english = en.vectors(bead.en[0], bead.en[0] + 1, len(bead.en))[0]
        cosines.append(float(chinese @ english))
    return sum(cosines) / len(beads)

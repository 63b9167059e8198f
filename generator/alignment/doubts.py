"""What an alignment says of the text as a whole: long passages without a counterpart, and whether the two sides belong together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.records import Bead, Span

if TYPE_CHECKING:
    from generator.alignment.evidence import Vectors
    from generator.embeddings import SpanVectors

LEAST_COSINE, LEAST_WORDS = 0.3, 0.2
"""Mean cosine, and share of words translated, that true pairs reach (``belonging``)."""
LONG = 5
"""Sentences without counterpart on one side from which on a run of them is worth a line in the report."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A passage that the other side lacks: Chinese and English sentences, first and end."""

    zh: Span
    en: Span


def gaps(beads: Sequence[Bead], least: int = LONG) -> tuple[Gap, ...]:
    """The runs of one-sided beads that have at least ``least`` sentences on one side, in order.

    Both sides of a gap have sentences where a passage was replaced, or moved elsewhere.
    """
    found: list[Gap] = []
    zh = en = 0
    start = (0, 0)
    for bead in (*beads, Bead((zh,), (en,), 1.0)):
        if bead.zh and bead.en:
            if max(zh - start[0], en - start[1]) >= least:
                found.append(Gap((start[0], zh), (start[1], en)))
            start = (zh + len(bead.zh), en + len(bead.en))
        zh, en = zh + len(bead.zh), en + len(bead.en)
    return tuple(found)


def belonging(
    beads: Sequence[Bead],
    zh_terms: Sequence[Sequence[str]],
    en_terms: Sequence[Sequence[str]],
    translations: Callable[[str], Mapping[str, float]],
    vectors: "Vectors | None" = None,
) -> float:
    """How far two aligned sides say the same, on a scale on which 1 is the least to be expected of a translation.

    With vectors it is the mean cosine of the beads with two sides over ``LEAST_COSINE``, without them the share of Chinese terms known
    to the dictionary that their bead translates over ``LEAST_WORDS``. The other arguments are those of ``align``.

    Measured on stretches of MAC-dev and lists of Tatoeba pairs, against sides of other stretches (also of the same novel) and
    other lists, 2026-11-23; a text under three sentences was not tried:

    ============================  ==========  ===========  =============
    beads                         3 and 5     8, 12, 20    50, 150
    ============================  ==========  ===========  =============
    true, refused by cosine       0 of 96     0 of 144     0 of 24
    wrong, accepted by cosine     4 of 144    1 of 216     0 of 48
    shuffled, accepted by cosine  39 of 48    48 of 72     1 of 12
    true, refused by words        3 of 96     0 of 144     0 of 24
    wrong, accepted by words      1 of 144    5 of 216     1 of 48
    shuffled, accepted by words   31 of 48    46 of 72     4 of 12
    ============================  ==========  ===========  =============

    Shuffled are the sentences of a true pair in another order: their sides do belong together, though hardly a bead is right.
    """
    two_sided = [bead for bead in beads if bead.zh and bead.en]
    if not two_sided:
        return 0.0
    if vectors is not None:
        return _cosine(two_sided, *vectors) / LEAST_COSINE
    tried = found = 0
    for bead in two_sided:
        there = {term for j in bead.en for term in en_terms[j]}
        for term in {term for i in bead.zh for term in zh_terms[i]}:
            known = translations(term)
            tried += bool(known)
            found += not there.isdisjoint(known)
    return float(found / max(tried, 1) / LEAST_WORDS)


def _cosine(beads: Sequence[Bead], zh: "SpanVectors", en: "SpanVectors") -> float:
    pairs = ((zh.vectors(b.zh[0], b.zh[0] + 1, len(b.zh))[0], en.vectors(b.en[0], b.en[0] + 1, len(b.en))[0]) for b in beads)
    cosines: list[float] = [float(chinese @ english) for chinese, english in pairs]
    return sum(cosines) / len(beads)

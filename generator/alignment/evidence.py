"""The evidence of one text, and the scores that the search needs: logarithms of likelihood ratios,
weighted.

Words (``lexical``), lengths, punctuation at the edges, questions, exclamations, quotations,
paragraph breaks (``bead_features``), and how common the type of bead is.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from generator.alignment import text_statistics
from generator.alignment.alignment_side import AlignmentSide
from generator.alignment.search import Path
from generator.alignment.sentence_terms import Links, Translations, link
from generator.alignment.sides import LanguageSide, side_of
from generator.alignment.text_statistics import TextStatistics

if TYPE_CHECKING:
    from generator.alignment.alignment_side import Vectors


@dataclass(frozen=True, slots=True)
class BeadEvidence:
    """The evidence of one text: what it was given, and what a first pass taught."""

    zh: LanguageSide
    en: LanguageSide
    links: Links
    statistics: TextStatistics
    vectors: "Vectors | None" = None
    """Of both sides, where meaning is to count."""


def gather(zh: AlignmentSide, en: AlignmentSide, translations: Translations) -> BeadEvidence:
    """Collect the evidence of a text whose sides have a sentence each at least."""
    zh_side = side_of(zh.sentences, zh.terms, chinese=True)
    en_side = side_of(en.sentences, en.terms, chinese=False)
    ratio = en_side.length[-1] / zh_side.length[-1]
    return BeadEvidence(
        zh=zh_side,
        en=en_side,
        links=link(zh_side.terms, en_side.terms, translations),
        statistics=text_statistics.first_guess(ratio, len(zh_side.length)),
    )


def learn(evidence: BeadEvidence, path: Path) -> BeadEvidence:
    """Return the evidence with what the beads of a first pass teach: pairs of words, rates, the
    ratio of lengths, the use of breaks."""
    zh, en = evidence.zh, evidence.en
    pairs = text_statistics.two_sided(path)
    links, zh_expected, en_expected = text_statistics.words(
        path, zh.terms, en.terms, evidence.links
    )
    agreement, inside = text_statistics.breaks(path, np.diff(zh.breaks), np.diff(en.breaks))
    overall = float(evidence.statistics.ratio[0])
    ratio = text_statistics.ratio(pairs, zh.length, en.length, overall)
    statistics = TextStatistics(
        ratio=ratio,
        spread=text_statistics.spread(pairs, zh.length, en.length, ratio),
        zh_expected=zh_expected,
        en_expected=en_expected,
        agreement=agreement,
        inside=inside,
        pairs=tuple(pairs),
    )
    return replace(evidence, links=links, statistics=statistics)

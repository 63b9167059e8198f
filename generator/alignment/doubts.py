"""What an alignment says of the text as a whole: long passages without a counterpart, and whether the two sides belong together."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.records import Bead, Span

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


def belonging(beads: Sequence[Bead]) -> float:
    """Share of the sentences that stand in beads with two sides, each counted with its bead's confidence: 0 to 1."""
    total = sum(len(bead.zh) + len(bead.en) for bead in beads)
    return sum(bead.confidence * (len(bead.zh) + len(bead.en)) for bead in beads if bead.zh and bead.en) / max(total, 1)

"""Which of two cuts is meant: likelihood, the tagger, the lists and the English of the passage
decide together, by ``lexicon/cut_model.py`` over ``cut_features.py``."""

from collections.abc import Sequence

from generator.chinese.rivals import Rival
from generator.chinese.segments import Segment

MARGIN = 0.25
"""Log odds from which a rival is taken: cross-validated on the fit part of the gold corpus 0.5 is
right as often, and lower on disputed places (tools/fit_cuts.py, 2026-11-28)."""


def better_cut(
    segments: Sequence[Segment], found: Sequence[Rival], odds: Sequence[float]
) -> tuple[Segment, ...]:
    """Return the cut with those rivals that are better, the best first, none over another."""
    taken: set[int] = set()
    chosen: dict[int, Rival] = {}
    best_first = sorted(zip(odds, range(0, -len(found), -1), found, strict=True), reverse=True)
    for value, _, rival in best_first:
        places = set(range(rival.first, rival.last + 1))
        if value <= MARGIN:
            break
        if places & taken:
            continue
        taken |= places
        chosen[rival.first] = rival
    made: list[Segment] = []
    index = 0
    while index < len(segments):
        rival_here = chosen.get(index)
        if rival_here is None:
            made.append(segments[index])
            index += 1
        else:
            made += rival_here.segments
            index = rival_here.last + 1
    return tuple(made)

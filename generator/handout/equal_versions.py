"""Versions of a worksheet that ask equally much: each has the same exercises with as many items.

A draw may run out of words or sentences that give nothing away. So what each version is to have is
read off a fixed number of draws, whatever the size of the class (who is student 7 keeps the sheet
when the class grows); a version that has less is drawn again, one that has more is cut.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from generator.base.choices import EXERCISES
from generator.handout.exercises import Exercises

SAMPLE = 12
"""Draws off which it is read what a lesson gives."""
MIN_SHARE = 0.25
"""Share of these that must have as much, so that each version gets there in a few draws."""
MAX_DRAWS = 40
"""Draws of one version."""

Counts = tuple[int, ...]
"""Items of each of ``EXERCISES``."""
Draw = Callable[[int, int], Exercises]
"""Draws a version; the second number tells draws of one version apart."""


def equal_versions(draw: Draw, versions: int) -> list[Exercises]:
    """Return so many versions of a worksheet, all with the same exercises and as many items."""
    wanted = _target([_counts(draw(version, 0)) for version in range(1, SAMPLE + 1)])
    made = [_drawn(draw, version, wanted) for version in range(1, versions + 1)]
    least = tuple(map(min, zip(wanted, *map(_counts, made), strict=True)))
    return [_cut(one, least) for one in made]


def _target(sample: Sequence[Counts]) -> Counts:
    """Return the most that enough of the draws have: exercises first, then items."""
    enough = MIN_SHARE * len(sample)
    often = [one for one in sample if _times(one, sample) >= enough]
    return max(often or [tuple(map(min, zip(*sample, strict=True)))], key=_worth)


def _times(counts: Counts, sample: Sequence[Counts]) -> int:
    """Count the draws that have as much."""
    return sum(_has(other, counts) for other in sample)


def _worth(counts: Counts) -> tuple[int, int, Counts]:
    return sum(map(bool, counts)), sum(counts), counts


def _drawn(draw: Draw, version: int, wanted: Counts) -> Exercises:
    """Return the first draw of a version that has what is wanted; else the best."""
    draws: list[Exercises] = []
    for again in range(MAX_DRAWS):
        made = draw(version, again)
        if _has(_counts(made), wanted):
            return made
        draws.append(made)
    return max(draws, key=_worth_of)


def _worth_of(made: Exercises) -> tuple[int, int, Counts]:
    return _worth(_counts(made))


def _counts(made: Exercises) -> Counts:
    return tuple(len(getattr(made, name)) for name in EXERCISES)


def _has(counts: Iterable[int], wanted: Counts) -> bool:
    return all(count >= least for count, least in zip(counts, wanted, strict=True))


def _cut(made: Exercises, counts: Counts) -> Exercises:
    """Return a version with as many items of each exercise and no more."""
    kept = {
        name: getattr(made, name)[:count] for name, count in zip(EXERCISES, counts, strict=True)
    }
    bank = tuple(item for item in made.bank if item in kept["cloze"])
    meanings = tuple(item for item in made.meanings if item in kept["matching"])
    return replace(made, bank=bank, meanings=meanings, **kept)

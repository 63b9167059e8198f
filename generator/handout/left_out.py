"""What a teacher leaves out of a test: a word, an item by its key, or by its number.

It is taken out of what was drawn, and another item put in its place: so the items that a teacher
has read and approved stay. The sentence of an item that is left out is asked in no other exercise.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import chain

from generator.base.choices import EXERCISES
from generator.base.errors import InputError
from generator.base.quiz import Item
from generator.handout.drawing import Drawing
from generator.handout.sheet_material import PossibleItem

PLACE = re.compile(r"\d+\.\d+")
"""An item as the sheets number it: exercise and item."""


class LeftOut:
    """What is left out of the versions that were drawn."""

    def __init__(self, candidates: Sequence[PossibleItem], drawing: Drawing) -> None:
        self._all, self._drawing = candidates, drawing
        self.said: tuple[str, ...] = ()
        """What is left out, for the report."""

    def by_name(self, names: Collection[str]) -> None:
        """Leave out words and items by their keys, then items by their numbers. Raises InputError
        for a number that the test does not have."""
        numbers = sorted(filter(PLACE.fullmatch, names))
        plain = frozenset(names).difference(numbers)
        self._leave_out([one for one in self._all if not plain.isdisjoint(_names(one))], plain)
        found: list[PossibleItem] = []
        for number in numbers:
            twins = [one for _, place, one in self._drawn() if place == number]
            if not twins:
                raise InputError(f"--without {number}: the test has no item of this number.")
            found += twins
        self._leave_out(found, {one.item.key for one in found})

    def check(self, names: Collection[str]) -> None:
        """Raise InputError for a word or a key that no item has which could be asked."""
        known = set(chain.from_iterable(map(_names, self._all)))
        for name in sorted(names):
            if name not in known and not PLACE.fullmatch(name):
                raise InputError(
                    f"--without {name}: no item that could be asked has this word or key. The"
                    " answer key and the table of the test name the keys."
                )

    def _leave_out(self, found: Sequence[PossibleItem], names: Collection[str]) -> None:
        """Leave out some items; of those that are named by their keys, also what else asks their
        sentences."""
        lines: set[str] = set()
        for one in found:
            if one.item.key in names:
                lines |= one.lines
        gone = {id(one) for one in found}
        places = []
        for at, one in enumerate(self._all):
            if id(one) in gone or not lines.isdisjoint(one.lines):
                places.append(at)
        replaced = {id(self._all[at]) for at in places}
        for version, place, one in self._drawn():
            if id(one) in replaced:
                said = f"left out: {place} of version {version}, {one.item.key} {_shown(one.item)}"
                self.said += (said if id(one) in gone else f"{said} (the same sentence)",)
        self._drawing.leave_out(places)

    def _drawn(self) -> Iterator[tuple[int, str, PossibleItem]]:
        """Yield all items that were drawn, each with its version and its number (``2.3``)."""
        for version, drawn in enumerate(self._drawing.versions(), 1):
            present = {one.item.exercise for one in drawn}
            names = [name for name in EXERCISES if name in present]
            for exercise, name in enumerate(names, 1):
                items = [one for one in drawn if one.item.exercise == name]
                for number, one in enumerate(items, 1):
                    yield version, f"{exercise}.{number}", one


def _names(one: PossibleItem) -> set[str]:
    return {one.item.key, *one.item.words}


def _shown(item: Item) -> str:
    return item.zh or item.hint or item.said

"""The search for a further version of a sheet: each item of the first has a twin (``twins.py``).

Where a twin has no room, others give way to it. A version repeats what an earlier one asks only
where nothing else that can be found is as hard.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from generator.base.text import shuffled
from generator.handout.drawn_sheet import DrawnSheet, Slot
from generator.handout.item_pool import Pool
from generator.handout.twins import ASKED_AGAIN, BEYOND, COMPARED, MAX_APART, Twins

ROUNDS = 2
"""Times that each item of a further version looks for a better twin."""
MAX_TRIES = 6
"""Times that a version is drawn with other exercises first, until it repeats nothing."""
FEW = 4
"""Versions that a text may have enough for; later ones repeat something in any case."""
MAX_MOVED = 2
"""Items that may give way to one for which there is no room."""


class VersionSearch:
    """Searches one further version."""

    def __init__(self, pool: Pool, twins: Twins, first: DrawnSheet, number: int, seed: str) -> None:
        self._pool, self._twins, self._first = pool, twins, first
        self._number, self._seed = number, seed
        self._exercises = Counter(name for name, _ in first.chosen)
        """Exercise -> its items."""
        self._least = 0
        """Items that are repeated in any case, since an exercise has no more."""
        for name, count in self._exercises.items():
            self._least += max(0, count - twins.left(name))

    def best(self, names: Sequence[str]) -> tuple[float, DrawnSheet]:
        """Return how much worse than it should be the best version is that was found, and the
        version. ``names``: exercises, those first that have the fewest items to choose from."""
        found: dict[float, DrawnSheet] = {}
        for sheet in self._tries(names):
            made = self._renewed(self._refined(sheet))
            worse = self._worse(made)
            found.setdefault(worse, made)
            if worse <= 0:
                break
        least = min(found)
        return least, found[least]

    def _tries(self, names: Sequence[str]) -> Iterator[DrawnSheet]:
        """Yield sheets with as many items as the first, at last the first itself."""
        for again in range(MAX_TRIES if self._number <= FEW else 1):
            sheet = self._drawn_like([*names[again:], *names[:again]])
            if len(sheet.chosen) == len(self._first.chosen):
                yield sheet
        yield DrawnSheet(chosen=dict(self._first.chosen))

    def _drawn_like(self, names: Iterable[str]) -> DrawnSheet:
        """Draw a version from nothing; it lacks the places that nothing fills."""
        sheet = DrawnSheet()
        for name in names:
            for slot in [slot for slot in self._first.chosen if slot[0] == name]:
                sheet = self._with_room(sheet, slot, set(self._twins.out)) or sheet
        return sheet

    def _refined(self, sheet: DrawnSheet) -> DrawnSheet:
        """Return a sheet with a nearer twin in each place that has one."""
        for again in range(ROUNDS):
            for slot in shuffled(sheet.chosen, str, self._seed, self._number, again):
                lot = self._by_cost(sheet, slot, self._twins.out)
                sheet = self._with_one(sheet, slot, lot) or sheet
        return sheet

    def _renewed(self, sheet: DrawnSheet) -> DrawnSheet:
        """Return a sheet that repeats less and is no less equal to the first, where room can be
        made for what no version asks."""
        barred = self._twins.repeated | self._twins.out
        for slot, at in list(sheet.chosen.items()):
            if at in self._twins.repeated:
                found = self._with_room(sheet, slot, set(barred))
                if found is not None and self._faults(found) <= self._faults(sheet):
                    sheet = found
        return sheet

    # -- one place

    def _with_one(self, sheet: DrawnSheet, slot: Slot, lot: Iterable[int]) -> DrawnSheet | None:
        """Return a sheet with the first of some items in a place that gets on with all others; None
        where there is none."""
        free = self._pool.free(lot, sheet.others(slot))
        return DrawnSheet(chosen={**sheet.chosen, slot: free[0]}) if free else None

    def _with_room(self, sheet: DrawnSheet, slot: Slot, barred: set[int]) -> DrawnSheet | None:
        """Return a sheet with the nearest twin in a place. Where none gets on with all others,
        these give way to one and find twins in the same manner, each item tried once: so a matching
        grows by augmenting paths. None where no path is found. ``barred``: items that are not
        tried; those that were are added."""
        lot = self._by_cost(sheet, slot, barred)
        found = self._with_one(sheet, slot, lot)
        if found is not None:
            return found
        for at in lot:
            if at not in barred:
                barred.add(at)
                found = self._given_way(sheet, slot, at, barred)
                if found is not None:
                    return found
        return None

    def _given_way(
        self, sheet: DrawnSheet, slot: Slot, at: int, barred: set[int]
    ) -> DrawnSheet | None:
        """Return a sheet with an item in a place, and other items where some do not get on with it;
        None where there are no others."""
        foes = self._pool.foes(at)
        moved = [one for one, place in sheet.chosen.items() if place in foes and one != slot]
        if len(moved) > MAX_MOVED:
            return None
        stay = {one: place for one, place in sheet.chosen.items() if one not in moved}
        made: DrawnSheet | None = DrawnSheet(chosen={**stay, slot: at})
        for other in moved:
            made = made and self._with_room(made, other, barred)
        return made

    def _by_cost(self, sheet: DrawnSheet, slot: Slot, barred: Collection[int]) -> list[int]:
        """Return the items that may be twins in a place, the nearest first: those that make the
        exercise as far as it is drawn as hard as that of the first version."""
        like, others = self._pool.all[self._first.chosen[slot]], sheet.others(slot)
        surplus = self._surplus(sheet, slot[0], sheet.chosen.keys() - {slot})
        return self._twins.by_cost(like, others, slot[0], surplus, self._number, barred)

    # -- the whole sheet

    def _worse(self, sheet: DrawnSheet) -> float:
        """Return how much worse a sheet is than it should be."""
        asked_again, unequal = self._faults(sheet)
        repeated = len(self._twins.repeated.intersection(sheet.chosen.values())) - self._least
        return repeated + BEYOND * unequal + ASKED_AGAIN * asked_again

    def _faults(self, sheet: DrawnSheet) -> tuple[int, float]:
        """Return how many words a sheet asks again, and by how many levels its exercises are harder
        or easier than those of the first version, beyond what is equal."""
        asked = [self._pool.all[at].item.words for at in sheet.chosen.values()]
        words = list(filter(None, asked))
        beyond = 0.0
        for exercise, count in self._exercises.items():
            apart = abs(self._surplus(sheet, exercise, sheet.chosen))
            beyond += max(0.0, apart - MAX_APART * count) if count >= COMPARED else 0.0
        return len(words) - len(set(words)), beyond

    def _surplus(self, sheet: DrawnSheet, exercise: str, slots: Collection[Slot]) -> float:
        """Return how much harder the items of some places of an exercise are than those of the
        first version, together."""
        surplus = 0.0
        for at in sheet.of(exercise, slots):
            surplus += self._pool.all[at].item.difficulty
        for at in self._first.of(exercise, slots):
            surplus -= self._pool.all[at].item.difficulty
        return surplus

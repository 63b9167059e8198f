"""Versions that ask as much as the first: each of its items has a twin.

A twin is an item of the same exercise that is as hard, that no earlier version asks, and that gets
on with all others of its sheet. Where there are no others, a version asks what an earlier one asks.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from generator.base.text import shuffled
from generator.handout.drawn_sheet import DrawnSheet, Slot
from generator.handout.item_pool import Pool
from generator.handout.sheet_material import PossibleItem

STRICT = frozenset({"true-false"})
"""Exercises that end where a group has no more items."""
ROUNDS = 2
"""Times that each item of a further version looks for a better twin."""
MAX_TRIES = 6
"""Times that a version is drawn with other exercises first, until it repeats nothing."""
FEW = 4
"""Versions that a text may have enough for; later ones repeat something in any case."""
MAX_MOVED = 2
"""Items that may give way to one for which there is no room."""
MAX_APART = 0.5
"""Levels of the HSK by which the items of an exercise may be harder than in the first version, on
average."""
COMPARED = 3
"""Items of an exercise from which their difficulty says something together."""
BEYOND = 5.0
"""How much worse an item, or a version, is for each level beyond that."""
REUSED, OTHER_GROUP, ASKED_AGAIN, REPEATED = 2.0, 4.0, 50.0, 10.0
"""How much worse an item is whose word or sentence an earlier version asks in some exercise, that
is of another group, whose word the sheet asks for already, or that an earlier version asks in the
same exercise: in levels of the HSK."""


class Twins:
    """Finds twins, and remembers what the versions ask."""

    def __init__(self, pool: Pool, seed: str) -> None:
        self._pool, self._seed = pool, seed
        self._uses: Counter[str] = Counter()
        self._lots: dict[tuple[str, int], list[int]] = {}
        self._costs: dict[int, float] = {}
        self.out: frozenset[int] = frozenset()
        """Items that a teacher leaves out."""

    def use(self, places: Iterable[int]) -> None:
        """Remember that a version asks some items."""
        used: set[str] = set()
        for at in places:
            used.update(self._asks(at))
            self._uses.update(self._asked_in(at))
        self._uses.update(used)
        self._costs.clear()

    def version(self, first: DrawnSheet, number: int, names: Sequence[str]) -> DrawnSheet:
        """Return a further version. ``names``: exercises, those first that have the fewest items
        to choose from."""
        found: dict[float, DrawnSheet] = {}
        for sheet in self._tries(first, number, names):
            self._refine(first, sheet, number)
            worse = self._repeated(sheet) + BEYOND * _unequal(self._pool, first, sheet)
            found.setdefault(worse, sheet)
            if not worse:
                break
        return found[min(found)]

    def _tries(self, first: DrawnSheet, number: int, names: Sequence[str]) -> Iterator[DrawnSheet]:
        """Yield sheets with as many items as the first, at last the first itself."""
        for again in range(MAX_TRIES if number <= FEW else 1):
            sheet = self._drawn_like(first, number, [*names[again:], *names[:again]])
            if len(sheet.chosen) == len(first.chosen):
                yield sheet
        yield DrawnSheet(chosen=dict(first.chosen))

    def _refine(self, first: DrawnSheet, sheet: DrawnSheet, number: int) -> None:
        """Put a nearer twin in each place that has one."""
        for again in range(ROUNDS):
            for slot in shuffled(sheet.chosen, str, self._seed, number, again):
                found = self._twin_of(first, sheet, slot, number)
                sheet.chosen[slot] = sheet.chosen[slot] if found is None else found

    def nearest(
        self, like: PossibleItem, others: Sequence[int], exercise: str, surplus: float, number: int
    ) -> int | None:
        """Return the item that is nearest to one and gets on with the others of the sheet of a
        version; None where there is none. ``surplus``: how much harder the others of its exercise
        are than they should be."""
        for at in self._by_cost(like, others, exercise, surplus, number):
            if self._pool.gets_on(at, others):
                return at
        return None

    def _by_cost(
        self, like: PossibleItem, others: Sequence[int], exercise: str, surplus: float, number: int
    ) -> list[int]:
        """Return the items that may be twins of one, the nearest first."""
        is_strict = exercise in STRICT
        costs: dict[int, float] = {}
        count = 1 + sum(self._exercise(at) == exercise for at in others)
        room = MAX_APART * max(count, COMPARED)
        for at in self._lot(exercise, number):
            one = self._pool.all[at]
            if at not in self.out and (not is_strict or one.group == like.group):
                apart = one.item.difficulty - like.item.difficulty
                costs[at] = _unlike(apart, apart + surplus, room) + self._again(at)
                costs[at] += ASKED_AGAIN * self._pool.is_asked(at, others)
                costs[at] += OTHER_GROUP * (one.group != like.group)
        return sorted(costs, key=costs.__getitem__)

    def _lot(self, exercise: str, number: int) -> list[int]:
        """Return the items of an exercise in the order of a version."""
        if (exercise, number) not in self._lots:
            lot = shuffled(self._pool.of(exercise), self._name, self._seed, number)
            self._lots[exercise, number] = lot
        return self._lots[exercise, number]

    def _again(self, at: int) -> float:
        """Return how much worse an item is since earlier versions ask the same."""
        found = self._costs.get(at)
        if found is None:
            found = REUSED * self._used(self._asks(at)) + REPEATED * self._used(self._asked_in(at))
            self._costs[at] = found
        return found

    def _drawn_like(self, first: DrawnSheet, number: int, names: Iterable[str]) -> DrawnSheet:
        """Draw a version from nothing; it lacks the places that nothing fills."""
        sheet = DrawnSheet()
        for name in names:
            for slot in [slot for slot in first.chosen if slot[0] == name]:
                found = self._twin_of(first, sheet, slot, number)
                if found is None:
                    sheet = self._with_room(first, sheet, slot, number)
                else:
                    sheet.chosen[slot] = found
        sheet.chosen = {slot: sheet.chosen[slot] for slot in first.chosen if slot in sheet.chosen}
        return sheet

    def _with_room(
        self, first: DrawnSheet, sheet: DrawnSheet, slot: Slot, number: int
    ) -> DrawnSheet:
        """Return a sheet with an item in a place that nothing fills unless others give way, which
        find other items; the same sheet where they do not."""
        like = self._pool.all[first.chosen[slot]]
        for at in self._by_cost(like, sheet.others(slot), slot[0], 0.0, number):
            foes = self._pool.foes(at)
            moved = [other for other, place in sheet.chosen.items() if place in foes]
            if len(moved) > MAX_MOVED:
                continue
            stay = {other: place for other, place in sheet.chosen.items() if other not in moved}
            made = DrawnSheet(chosen={**stay, slot: at})
            for other in moved:
                found = self._twin_of(first, made, other, number)
                if found is None:
                    break
                made.chosen[other] = found
            else:
                return made
        return sheet

    def _twin_of(self, first: DrawnSheet, sheet: DrawnSheet, slot: Slot, number: int) -> int | None:
        """Return the nearest twin of an item of the first version, which makes the exercise as far
        as it is drawn as hard as that of the first."""
        like = self._pool.all[first.chosen[slot]]
        drawn = sheet.chosen.keys() - {slot}
        surplus = _surplus(self._pool, first, sheet, slot[0], drawn)
        return self.nearest(like, sheet.others(slot), slot[0], surplus, number)

    def _repeated(self, sheet: DrawnSheet) -> int:
        """Count the items of a sheet that an earlier version asks."""
        return sum(self._used(self._asked_in(at)) > 0 for at in sheet.chosen.values())

    def _used(self, names: Collection[str]) -> int:
        """Return how many versions ask one of some words and sentences."""
        return max(self._uses[name] for name in names)

    def _asks(self, at: int) -> set[str]:
        """Return the word and the sentences of an item."""
        one = self._pool.all[at]
        return {*one.item.words, *one.lines} or {one.item.key}

    def _asked_in(self, at: int) -> set[str]:
        """Return what an exercise asks by an item: its word, else its sentence."""
        one = self._pool.all[at]
        heard = (one.item.said,) if one.item.said else ()
        things = one.item.words or heard or one.lines or (one.item.key,)
        return {f"{one.item.exercise}\0{thing}" for thing in things}

    def _exercise(self, at: int) -> str:
        return self._pool.all[at].item.exercise

    def _name(self, at: int) -> str:
        return self._pool.all[at].item.key


def _unlike(apart: float, together: float, room: float) -> float:
    """Return how much worse an item is that is harder than its twin, or with which the exercise is:
    much worse where it would not be equal."""
    beyond = max(0.0, abs(together) - room)
    return round((abs(apart) + 2 * abs(together)) / 3) + BEYOND * beyond


def _surplus(
    pool: Pool, first: DrawnSheet, sheet: DrawnSheet, exercise: str, slots: Collection[Slot]
) -> float:
    """Return how much harder the items of some places of an exercise are than those of the first
    version, together."""
    surplus = 0.0
    for at in sheet.of(exercise, slots):
        surplus += pool.all[at].item.difficulty
    for at in first.of(exercise, slots):
        surplus -= pool.all[at].item.difficulty
    return surplus


def _unequal(pool: Pool, first: DrawnSheet, sheet: DrawnSheet) -> float:
    """Return by how many levels exercises are harder or easier than those of the first version,
    beyond what is equal."""
    beyond = 0.0
    for exercise in {name for name, _ in first.chosen}:
        count = len(first.of(exercise, first.chosen))
        apart = abs(_surplus(pool, first, sheet, exercise, sheet.chosen))
        beyond += max(0.0, apart - MAX_APART * count) if count >= COMPARED else 0.0
    return beyond

"""Twins of the items of a test, for its further versions.

A twin is an item of the same exercise that is as hard, that no earlier version asks, and that gets
on with all others of its sheet. Where there are no others, a version asks what an earlier one asks.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from generator.base.text import shuffled
from generator.handout.item_pool import Pool
from generator.handout.sheet_material import PossibleItem

STRICT = frozenset({"true-false"})
"""Exercises that end where a group has no more items."""
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
        self.repeated: frozenset[int] = frozenset()
        """Items that a version asks in their exercise."""

    def use(self, places: Iterable[int]) -> None:
        """Remember that a version asks some items."""
        used: set[str] = set()
        for at in places:
            used.update(self._asks(at))
            self._uses.update(self._asked_in(at))
        self._uses.update(used)
        self._costs.clear()
        every = range(len(self._pool.all))
        self.repeated = frozenset(at for at in every if self._used(self._asked_in(at)))

    def left(self, exercise: str) -> int:
        """Return how many words or sentences of an exercise no version asks yet."""
        left: set[str] = set()
        for at in self._pool.of(exercise):
            if at not in self.repeated and at not in self.out:
                left |= self._asked_in(at)
        return len(left)

    def nearest(
        self, like: PossibleItem, others: Sequence[int], exercise: str, surplus: float, number: int
    ) -> int | None:
        """Return the item that is nearest to one and gets on with the others of the sheet of a
        version; None where there is none. ``surplus``: how much harder the others of its exercise
        are than they should be."""
        lot = self.by_cost(like, others, exercise, surplus, number, self.out)
        free = self._pool.free(lot, others)
        return free[0] if free else None

    def by_cost(
        self,
        like: PossibleItem,
        others: Sequence[int],
        exercise: str,
        surplus: float,
        number: int,
        barred: Collection[int],
    ) -> list[int]:
        """Return the items that may be twins of one, the nearest first, without those barred."""
        is_strict, asked = exercise in STRICT, self._pool.asked(others)
        costs: dict[int, float] = {}
        count = 1 + sum(self._exercise(at) == exercise for at in others)
        room = MAX_APART * max(count, COMPARED)
        for at in self._lot(exercise, number):
            one = self._pool.all[at]
            if at not in barred and (not is_strict or one.group == like.group):
                apart = one.item.difficulty - like.item.difficulty
                costs[at] = _unlike(apart, apart + surplus, room) + self._again(at)
                costs[at] += ASKED_AGAIN * (one.item.words in asked)
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

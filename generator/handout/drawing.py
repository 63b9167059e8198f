"""Draws the items of sheets by lot, and versions of a sheet that ask equally much.

The first version is drawn exercise by exercise. Each further one begins as the first, and each of
its items is then replaced by a twin: an item of the same exercise that is as hard, that earlier
versions asked least, and that gets on with all others of its sheet. So versions have the same
exercises with as many items, and who has version 7 keeps it when the class grows.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.base.text import shuffled
from generator.handout.item_pool import Pool
from generator.handout.sheet_material import PossibleItem

WITH_A_BOX = ("cloze", "matching")
MIN_ITEMS = 3
"""Items under which an exercise with a box is none."""
SHARES = {
    "true-false": ("false", "true"),
    "cloze": ("new", "new", "review"),
    "matching": ("new", "new", "review"),
    "pinyin": ("new", "new", "review"),
    "tones": ("new", "new", "review"),
    "dictation": ("new", "new", "review"),
}
"""Exercise -> the groups that its items are of in turn."""
STRICT = frozenset({"true-false"})
"""Exercises that end where a group has no more items."""
DRAW_ORDER = (
    "order",
    "true-false",
    "into-chinese",
    "listening",
    "translate",
    "cloze",
    "dictation",
    "pinyin",
    "tones",
    "matching",
)
"""Exercises that have the fewest items to choose from come first."""
MAX_DRAWS = 12
"""Draws of the first version, of which the best is taken."""
ROUNDS = 2
"""Times that each item of a further version looks for a better twin."""
REUSED, OTHER_GROUP, ASKED_AGAIN = 3.0, 4.0, 8.0
"""How much worse an item is whose word or sentence an earlier version asks, that is of another
group, or whose word the sheet asks for already: in levels of the HSK."""
PATTERNS = 8
"""Orders that are tried until the true and false statements of a version alternate as in no earlier
one."""

Slot = tuple[str, int]
"""Exercise, and place in it."""


@dataclass(slots=True)
class _Sheet:
    """The items of one version while it is drawn: the place of each in the pool."""

    chosen: dict[Slot, int] = field(default_factory=dict)
    order: list[Slot] = field(default_factory=list)
    """Places as they stand on the sheet; an item that is replaced keeps its place."""

    def others(self, slot: Slot) -> list[int]:
        """Return the places of all items but that of a slot."""
        return [at for other, at in self.chosen.items() if other != slot]


class Drawing:
    """Draws sheets from a pool; the same seed gives the same sheets."""

    def __init__(self, pool: Pool, wanted: Mapping[str, int], seed: str) -> None:
        """``wanted``: exercise -> items at most."""
        self._pool, self._wanted, self._seed = pool, wanted, seed
        self._uses: Counter[str] = Counter()
        self._out: frozenset[int] = frozenset()
        self._sheets: list[_Sheet] = []

    def draw(self, count: int) -> None:
        """Draw so many versions."""
        first = self._first()
        self._use(first.chosen.values())
        self._sheets = [first]
        for version in range(2, count + 1):
            sheet = self._twin(first, version)
            self._use(sheet.chosen.values())
            self._sheets.append(sheet)
        patterns: set[tuple[str, ...]] = set()
        for sheet in self._sheets:
            sheet.order = list(self._ordered(sheet, patterns))

    def versions(self) -> list[list[PossibleItem]]:
        """Return the items of each version, in the order of its exercises."""
        found = []
        for sheet in self._sheets:
            found.append([self._pool.all[sheet.chosen[slot]] for slot in sheet.order])
        return found

    def leave_out(self, unwanted: Collection[int]) -> None:
        """Put others in the places of some items of the pool, in all versions; all other items stay
        where they are. A place that nothing fills is gone in all versions."""
        self._out |= frozenset(unwanted)
        for number, sheet in enumerate(self._sheets, 1):
            for slot in [slot for slot in sheet.order if sheet.chosen.get(slot) in self._out]:
                like = self._pool.all[sheet.chosen[slot]]
                other = self._nearest(like, sheet, slot, 0.0, number)
                if other is None:
                    self._close(slot)
                else:
                    sheet.chosen[slot] = other
                    self._use([other])

    def _close(self, slot: Slot) -> None:
        """Take a place from all versions, and those of its exercise with it that are too few."""
        left = [other for other in self._sheets[0].order if other[0] == slot[0] and other != slot]
        least = MIN_ITEMS if slot[0] in WITH_A_BOX else 1
        gone = {slot, *(left if len(left) < least else ())}
        for sheet in self._sheets:
            sheet.order = [other for other in sheet.order if other not in gone]
            for one in gone:
                sheet.chosen.pop(one, None)

    def _ordered(self, sheet: _Sheet, patterns: set[tuple[str, ...]]) -> Iterator[Slot]:
        """Yield the places by their exercises, those of groups that take turns mixed; statements in
        a pattern that no earlier version has."""

        def name(slot: Slot) -> str:
            return self._name(sheet.chosen[slot])

        for exercise in self._wanted:
            slots = sorted(slot for slot in sheet.chosen if slot[0] == exercise)
            if exercise in SHARES:
                slots = shuffled(slots, name, self._seed, "order on the sheet")
            for again in range(PATTERNS if exercise in STRICT and slots else 0):
                pattern = tuple(self._pool.all[sheet.chosen[slot]].group for slot in slots)
                if pattern not in patterns:
                    patterns.add(pattern)
                    break
                slots = shuffled(slots, name, self._seed, "another pattern", again)
            yield from slots

    # -- the first version

    def _first(self) -> _Sheet:
        """Return the best of some draws; each begins with another exercise."""
        names = [name for name in DRAW_ORDER if name in self._wanted]
        draws: list[_Sheet] = []
        for again in range(MAX_DRAWS):
            turn = again % max(1, len(names))
            draws.append(self._drawn([*names[turn:], *names[:turn]], again))
            if len(draws[-1].chosen) == sum(self._wanted.values()):
                break
        return max(draws, key=_worth)

    def _drawn(self, names: Sequence[str], again: int) -> _Sheet:
        sheet = _Sheet()
        for name in names:
            lot = shuffled(self._pool.of(name), self._name, self._seed, name, again)
            taken = self._filled(sheet, name, lot)
            if len(taken) >= (MIN_ITEMS if name in WITH_A_BOX else 1):
                for place, at in enumerate(taken):
                    sheet.chosen[name, place] = at
        return sheet

    def _filled(self, sheet: _Sheet, name: str, lot: Sequence[int]) -> list[int]:
        """Return items of one exercise that get on with a sheet and with each other."""
        shares = SHARES.get(name, ("",))
        taken: list[int] = []
        while len(taken) < self._wanted[name]:
            present = [*sheet.chosen.values(), *taken]
            free = [at for at in lot if self._gets_on(at, present)]
            group = shares[len(taken) % len(shares)]
            fitting = [at for at in free if self._pool.all[at].group == group]
            if not free or (name in STRICT and not fitting):
                break
            fresh = [at for at in fitting if not self._is_asked(at, present)]
            others = [at for at in free if not self._is_asked(at, present)]
            spare = others if name not in STRICT else []
            taken.append([*fresh, *spare, *fitting, *free][0])
        return taken

    # -- further versions

    def _twin(self, first: _Sheet, version: int) -> _Sheet:
        sheet = _Sheet(chosen=dict(first.chosen))
        for again in range(ROUNDS):
            for slot in shuffled(sheet.chosen, str, self._seed, version, again):
                sheet.chosen[slot] = self._twin_of(first, sheet, slot, version)
        return sheet

    def _twin_of(self, first: _Sheet, sheet: _Sheet, slot: Slot, version: int) -> int:
        """Return the item that is the nearest twin of one of the first version."""
        like = self._pool.all[first.chosen[slot]]
        surplus = self._hardness(sheet, slot) - self._hardness(first, slot)
        found = self._nearest(like, sheet, slot, surplus, version)
        return sheet.chosen[slot] if found is None else found

    def _nearest(
        self, like: PossibleItem, sheet: _Sheet, slot: Slot, surplus: float, version: int
    ) -> int | None:
        """Return the item that is nearest to one and gets on with the others of a sheet; None where
        there is none. ``surplus``: how much harder the others of its exercise are than they should
        be."""
        others = sheet.others(slot)
        is_strict = slot[0] in STRICT
        costs: dict[int, float] = {}
        for at in shuffled(self._pool.of(slot[0]), self._name, self._seed, version):
            one = self._pool.all[at]
            if at not in self._out and (not is_strict or one.group == like.group):
                apart = one.item.difficulty - like.item.difficulty
                again = ASKED_AGAIN * self._is_asked(at, others)
                other_group = OTHER_GROUP * (one.group != like.group)
                unequal = round((abs(apart) + 2 * abs(apart + surplus)) / 3)
                costs[at] = unequal + REUSED * self._used(at) + again + other_group
        for at in sorted(costs, key=costs.__getitem__):
            if self._gets_on(at, others):
                return at
        return None

    def _hardness(self, sheet: _Sheet, slot: Slot) -> float:
        """Return how hard the other items of an exercise are together."""
        others = [at for other, at in sheet.chosen.items() if other[0] == slot[0] and other != slot]
        return sum(self._pool.all[at].item.difficulty for at in others)

    # -- what several versions ask

    def _use(self, places: Iterable[int]) -> None:
        """Remember that a version asks some items."""
        used: set[str] = set()
        for at in places:
            used.update(self._asks(at))
        self._uses.update(used)

    def _used(self, at: int) -> int:
        """Return how many versions ask the word or a sentence of an item."""
        return max(self._uses[name] for name in self._asks(at))

    def _asks(self, at: int) -> set[str]:
        one = self._pool.all[at]
        return {*one.item.words, *one.lines} or {one.item.key}

    # -- what both ask

    def _gets_on(self, at: int, present: Iterable[int]) -> bool:
        return not any(at in self._pool.foes(one) for one in present)

    def _is_asked(self, at: int, present: Iterable[int]) -> bool:
        """Tell whether a sheet asks for the word of an item already."""
        word = self._pool.all[at].word
        return word is not None and any(self._pool.all[one].word == word for one in present)

    def _name(self, at: int) -> str:
        return self._pool.all[at].item.key


def _worth(sheet: _Sheet) -> tuple[int, int]:
    """Return how good a draw is: its exercises, then its items."""
    return len({exercise for exercise, _ in sheet.chosen}), len(sheet.chosen)

"""Draws the items of sheets by lot, and versions of a sheet that ask equally much.

The first version is drawn exercise by exercise; each item of a further one is a twin of one of the
first (``version_search.py``). So versions have the same exercises with as many items, and who has
version 7 keeps it when the class grows.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from generator.base.text import shuffled
from generator.handout.drawn_sheet import DrawnSheet, Slot
from generator.handout.item_pool import Pool
from generator.handout.sheet_material import PossibleItem
from generator.handout.twins import STRICT, Twins
from generator.handout.version_search import VersionSearch

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
PATTERNS = 8
"""Orders that are tried until the true and false statements of a version alternate as in no earlier
one."""


class Drawing:
    """Draws sheets from a pool; the same seed gives the same sheets."""

    def __init__(self, pool: Pool, wanted: Mapping[str, int], seed: str) -> None:
        """``wanted``: exercise -> items at most."""
        self._pool, self._wanted, self._seed = pool, wanted, seed
        self._twins = Twins(pool, seed)
        self._sheets: list[DrawnSheet] = []

    def draw(self, count: int) -> None:
        """Draw so many versions."""
        first = self._first()
        self._twins.use(first.chosen.values())
        self._sheets = [first]
        for version in range(2, count + 1):
            search = VersionSearch(self._pool, self._twins, first, version, self._seed)
            _, sheet = search.best(self._names())
            self._twins.use(sheet.chosen.values())
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
        self._twins.out |= frozenset(unwanted)
        for number, sheet in enumerate(self._sheets, 1):
            for slot in [one for one in sheet.order if sheet.chosen.get(one) in self._twins.out]:
                like = self._pool.all[sheet.chosen[slot]]
                other = self._twins.nearest(like, sheet.others(slot), slot[0], 0.0, number)
                if other is None:
                    self._close(slot)
                else:
                    sheet.chosen[slot] = other
                    self._twins.use([other])

    def _close(self, slot: Slot) -> None:
        """Take a place from all versions, and those of its exercise with it that are too few."""
        left = [other for other in self._sheets[0].order if other[0] == slot[0] and other != slot]
        least = MIN_ITEMS if slot[0] in WITH_A_BOX else 1
        gone = {slot, *(left if len(left) < least else ())}
        for sheet in self._sheets:
            sheet.order = [other for other in sheet.order if other not in gone]
            for one in gone:
                sheet.chosen.pop(one, None)

    def _ordered(self, sheet: DrawnSheet, patterns: set[tuple[str, ...]]) -> Iterator[Slot]:
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

    def _first(self) -> DrawnSheet:
        """Return the best of some draws, each of which begins with another exercise: the largest
        whose second version repeats least and is as hard."""
        names = self._names()
        draws: dict[tuple[int, int, float], DrawnSheet] = {}
        for again in range(MAX_DRAWS):
            turn = again % max(1, len(names))
            sheet = self._drawn([*names[turn:], *names[:turn]], again)
            twins = Twins(self._pool, self._seed)
            twins.use(sheet.chosen.values())
            worse, _ = VersionSearch(self._pool, twins, sheet, 2, self._seed).best(names)
            draws.setdefault((*_worth(sheet), -worse), sheet)
            if len(sheet.chosen) == sum(self._wanted.values()) and worse <= 0:
                break
        return draws[max(draws)]

    def _names(self) -> list[str]:
        return [name for name in DRAW_ORDER if name in self._wanted]

    def _drawn(self, names: Sequence[str], again: int) -> DrawnSheet:
        sheet = DrawnSheet()
        for name in names:
            lot = shuffled(self._pool.of(name), self._name, self._seed, name, again)
            taken = self._filled(sheet, name, lot)
            if len(taken) >= (MIN_ITEMS if name in WITH_A_BOX else 1):
                for place, at in enumerate(taken):
                    sheet.chosen[name, place] = at
        return sheet

    def _filled(self, sheet: DrawnSheet, name: str, lot: Sequence[int]) -> list[int]:
        """Return items of one exercise that get on with a sheet and with each other."""
        shares = SHARES.get(name, ("",))
        taken: list[int] = []
        while len(taken) < self._wanted[name]:
            present = [*sheet.chosen.values(), *taken]
            free = self._pool.free(lot, present)
            group = shares[len(taken) % len(shares)]
            fitting = [at for at in free if self._pool.all[at].group == group]
            if not free or (name in STRICT and not fitting):
                break
            asked = self._pool.asked(present)
            fresh = [at for at in fitting if self._pool.all[at].item.words not in asked]
            others = [at for at in free if self._pool.all[at].item.words not in asked]
            spare = others if name not in STRICT else []
            taken.append([*fresh, *spare, *fitting, *free][0])
        return taken

    def _name(self, at: int) -> str:
        return self._pool.all[at].item.key


def _worth(sheet: DrawnSheet) -> tuple[int, int]:
    """Return how good a draw is: its exercises, then its items."""
    return len({exercise for exercise, _ in sheet.chosen}), len(sheet.chosen)

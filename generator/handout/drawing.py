"""Draws the items of sheets by lot, and versions of a sheet that ask equally much.

The first version is drawn exercise by exercise. Each further one begins as the first, and each of
its items is then replaced by a twin: an item of the same exercise that is as hard, that earlier
versions asked least, and that gets on with all others of its sheet. So versions have the same
exercises with as many items, and who has version 7 keeps it when the class grows.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.base.text import shuffled
from generator.handout.interchangeable import Likeness, is_said
from generator.handout.sheet_material import PossibleItem

ALIKE_MATTERS = frozenset({"cloze", "matching", "pinyin"})
"""Exercises of which no two words may be taken for each other."""
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
REUSED, OTHER_GROUP, ASKED_AGAIN = 2.0, 6.0, 3.0
"""How much worse an item is that an earlier version has, that is of another group, or whose word
the sheet asks for already: in levels of the HSK."""

Slot = tuple[str, int]
"""Exercise, and place in it."""


class Pool:
    """All items that there are, and which of them do not get on with each other."""

    def __init__(self, candidates: Iterable[PossibleItem], likeness: Likeness) -> None:
        self.all = list(candidates)
        self._likeness = likeness
        self._at: dict[str, list[int]] = {}
        for at, candidate in enumerate(self.all):
            self._at.setdefault(candidate.item.exercise, []).append(at)
        self._foes: dict[int, frozenset[int]] = {}

    def of(self, exercise: str) -> list[int]:
        """Return the places of all items of an exercise."""
        return self._at.get(exercise, [])

    def foes(self, at: int) -> frozenset[int]:
        """Return the places of all items that cannot be on a sheet with one."""
        found = self._foes.get(at)
        if found is None:
            one = self.all[at]
            others = enumerate(self.all)
            found = frozenset(place for place, other in others if self._are_foes(one, other))
            self._foes[at] = found
        return found

    def _are_foes(self, one: PossibleItem, other: PossibleItem) -> bool:
        if one is other or not one.lines.isdisjoint(other.lines):
            return True
        if _is_shown(one.hidden, other.printed) or _is_shown(other.hidden, one.printed):
            return True
        if one.item.exercise != other.item.exercise or not one.word or not other.word:
            return False
        if one.item.exercise == "cloze":
            is_given = is_said(one.word, other.item.hint) or is_said(other.word, one.item.hint)
            return is_given or self._likeness.both_fit(one.word, other.word)
        return one.word == other.word or (
            one.item.exercise in ALIKE_MATTERS and self._likeness.alike(one.word, other.word)
        )


def _is_shown(hidden: Iterable[str], printed: str) -> bool:
    return any(form in printed for form in hidden)


@dataclass(slots=True)
class _Sheet:
    """The items of one version while it is drawn: the place of each in the pool."""

    chosen: dict[Slot, int] = field(default_factory=dict)

    def others(self, slot: Slot) -> list[int]:
        """Return the places of all items but that of a slot."""
        return [at for other, at in self.chosen.items() if other != slot]


class Drawing:
    """Draws sheets from a pool; the same seed gives the same sheets."""

    def __init__(self, pool: Pool, wanted: Mapping[str, int], seed: str) -> None:
        """``wanted``: exercise -> items at most."""
        self._pool, self._wanted, self._seed = pool, wanted, seed
        self._uses: Counter[int] = Counter()

    def versions(self, count: int) -> list[list[PossibleItem]]:
        """Return the items of so many versions, each in the order of its exercises."""
        first = self._first()
        self._uses.update(first.chosen.values())
        made = [first]
        for version in range(2, count + 1):
            sheet = self._twin(first, version)
            self._uses.update(sheet.chosen.values())
            made.append(sheet)
        return [list(self._in_order(sheet)) for sheet in made]

    def _in_order(self, sheet: _Sheet) -> Iterator[PossibleItem]:
        """Yield the items by their exercises, those of groups that take turns mixed."""
        for exercise in self._wanted:
            slots = sorted(slot for slot in sheet.chosen if slot[0] == exercise)
            places = [sheet.chosen[slot] for slot in slots]
            if exercise in SHARES:
                places = shuffled(places, self._name, self._seed, "order on the sheet")
            for at in places:
                yield self._pool.all[at]

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
            fresh = [at for at in fitting or free if not self._is_asked(at, present)]
            taken.append([*fresh, *fitting, *free][0])
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
        like, others = self._pool.all[first.chosen[slot]], sheet.others(slot)
        surplus = self._hardness(sheet, slot) - self._hardness(first, slot)
        is_strict = slot[0] in STRICT
        costs: dict[int, float] = {}
        for at in shuffled(self._pool.of(slot[0]), self._name, self._seed, version):
            one = self._pool.all[at]
            if not is_strict or one.group == like.group:
                apart = one.item.difficulty - like.item.difficulty
                again = ASKED_AGAIN * self._is_asked(at, others)
                other_group = OTHER_GROUP * (one.group != like.group)
                unequal = round((abs(apart) + abs(apart + surplus)) / 2)
                costs[at] = unequal + REUSED * self._uses[at] + again + other_group
        for at in sorted(costs, key=costs.__getitem__):
            if self._gets_on(at, others):
                return at
        return sheet.chosen[slot]

    def _hardness(self, sheet: _Sheet, slot: Slot) -> float:
        """Return how hard the other items of an exercise are together."""
        others = [at for other, at in sheet.chosen.items() if other[0] == slot[0] and other != slot]
        return sum(self._pool.all[at].item.difficulty for at in others)

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

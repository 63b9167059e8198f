"""All items that a sheet may have, and which of them do not get on with each other."""

from collections.abc import Callable, Iterable
from itertools import product

from generator.base.records import Word
from generator.handout.interchangeable import Likeness, is_said
from generator.handout.sheet_material import PossibleItem

ALIKE_MATTERS = frozenset({"cloze", "matching", "pinyin"})
"""Exercises of which no two words may be taken for each other."""


class Pool:
    """All items that there are, and which of them do not get on with each other."""

    def __init__(self, candidates: Iterable[PossibleItem], likeness: Likeness) -> None:
        self.all = list(candidates)
        self._likeness = likeness
        self._at: dict[str, list[int]] = {}
        for at, candidate in enumerate(self.all):
            self._at.setdefault(candidate.item.exercise, []).append(at)
        self._words: dict[str, list[Word]] = {}
        """Headword -> its words, one for each reading: a box shows no reading."""
        for one in filter(None, (candidate.word for candidate in self.all)):
            words = self._words.setdefault(one.token.headword, [])
            words += [one] if one not in words else []
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

    def free(self, lot: Iterable[int], present: Iterable[int]) -> list[int]:
        """Return which items of a lot can be on a sheet with all of some, in their order."""
        foes = frozenset[int]().union(*(self.foes(one) for one in present))
        return [at for at in lot if at not in foes]

    def asked(self, present: Iterable[int]) -> set[tuple[str, ...]]:
        """Return what a sheet asks for already: the words of items that ask for one."""
        return {self.all[one].item.words for one in present} - {()}

    def _are_foes(self, one: PossibleItem, other: PossibleItem) -> bool:
        if one is other or not one.lines.isdisjoint(other.lines):
            return True
        if _is_shown(one.hidden, other.printed) or _is_shown(other.hidden, one.printed):
            return True
        if one.item.exercise != other.item.exercise or not one.word or not other.word:
            return False
        if one.item.exercise == "cloze":
            is_given = is_said(one.word, other.item.hint) or is_said(other.word, one.item.hint)
            return is_given or self._is_any(self._likeness.both_fit, one.word, other.word)
        return one.word == other.word or (
            one.item.exercise in ALIKE_MATTERS
            and self._is_any(self._likeness.alike, one.word, other.word)
        )

    def _is_any(self, compare: Callable[[Word, Word], bool], one: Word, other: Word) -> bool:
        """Tell whether a comparison holds for two words in one of their readings each."""
        pairs = product(self._words[one.token.headword], self._words[other.token.headword])
        return any(compare(left, right) for left, right in pairs)


def _is_shown(hidden: Iterable[str], printed: str) -> bool:
    return any(form in printed for form in hidden)

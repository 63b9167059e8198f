"""The items of one version of a sheet while it is drawn."""

from collections.abc import Collection
from dataclasses import dataclass, field

Slot = tuple[str, int]
"""Exercise, and place in it."""


@dataclass(slots=True)
class DrawnSheet:
    """The items of one version while it is drawn: the place of each in the pool."""

    chosen: dict[Slot, int] = field(default_factory=dict)
    order: list[Slot] = field(default_factory=list)
    """Places as they stand on the sheet; an item that is replaced keeps its place."""

    def others(self, slot: Slot) -> list[int]:
        """Return the places of all items but that of a slot."""
        return [at for other, at in self.chosen.items() if other != slot]

    def of(self, exercise: str, slots: Collection[Slot]) -> list[int]:
        """Return the places of the items of an exercise that stand in some slots."""
        return [at for slot, at in self.chosen.items() if slot[0] == exercise and slot in slots]

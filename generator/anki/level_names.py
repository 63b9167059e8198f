"""How hard and how common a word is, in words."""

from collections import defaultdict

from generator.base.records import Levels

BANDS = (
    (6.0, "very common"),
    (5.0, "common"),
    (4.0, "fairly common"),
    (3.0, "uncommon"),
    (0.01, "rare"),
)
"""Zipf scale (van Heuven et al. 2014): 3 and below is low, 4 and above high frequency."""


def level(levels: Levels) -> str:
    """``HSK 3`` where all syllabuses agree, else ``HSK 2 (2025, 2021) · 3 (2.0)``; empty for a word
    of none."""
    lists: dict[int, list[str]] = defaultdict(list)
    for name, number in (("2025", levels.hsk2025), ("2021", levels.hsk2021), ("2.0", levels.hsk20)):
        if number is not None:
            lists[number].append(name)
    if not lists:
        return ""
    if len(lists) == 1 and len(next(iter(lists.values()))) == 3:
        return f"HSK {grade(next(iter(lists)))}"
    return "HSK " + " · ".join(
        f"{grade(number)} ({', '.join(names)})" for number, names in lists.items()
    )


def frequency(zipf: float) -> str:
    """A band of the Zipf scale and the number: ``common (5.2)``; empty for a word that was never
    counted."""
    return next((f"{name} ({zipf:.1f})" for least, name in BANDS if zipf >= least), "")


def grade(level: int, dash: str = "–") -> str:
    """The name of a level: 7 stands for 7 to 9."""
    return f"7{dash}9" if level == 7 else str(level)

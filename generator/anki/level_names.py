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
"""Lower end and name of the bands of the Zipf scale (van Heuven et al. 2014): 3 and below is low, 4
and above high frequency."""
SYLLABUSES = 3


def level(levels: Levels) -> str:
    """Return ``HSK 3`` where all syllabuses agree, else ``HSK 2 (2025, 2021) · 3 (2.0)``; empty for
    a word of none."""
    syllabuses = (("2025", levels.hsk2025), ("2021", levels.hsk2021), ("2.0", levels.hsk20))
    with_level: dict[int, list[str]] = defaultdict(list)
    for name, number in syllabuses:
        if number is not None:
            with_level[number].append(name)
    shown: list[str] = []
    for number, names in with_level.items():
        is_agreed = len(names) == SYLLABUSES
        shown.append(grade(number) if is_agreed else f"{grade(number)} ({', '.join(names)})")
    return f"HSK {' · '.join(shown)}" if shown else ""


def frequency(zipf: float) -> str:
    """Return a band of the Zipf scale and the number: ``common (5.2)``; empty for a word that was
    never counted."""
    name = band(zipf)
    return f"{name} ({zipf:.1f})" if name else ""


def band(zipf: float) -> str:
    """Return how common a word is: ``common``; empty for a word that was never counted."""
    for lower_end, name in BANDS:
        if zipf >= lower_end:
            return name
    return ""


def grade(level: int, dash: str = "–") -> str:
    """Return the name of a level: 7 stands for 7 to 9."""
    return f"7{dash}9" if level == 7 else str(level)

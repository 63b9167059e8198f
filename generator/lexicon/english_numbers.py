"""English numbers in figures and words: their value, and how many words they take."""

import re
from collections.abc import Iterator, Sequence

_BELOW_TWENTY = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
UNITS = dict(zip(_BELOW_TWENTY, range(20), strict=True))
UNITS |= dict(zip(_TENS, range(20, 100, 10), strict=True))
_IRREGULAR_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
).split()
_ORDINALS = dict(zip(_IRREGULAR_ORDINALS, range(1, 13), strict=True))
_ORDINALS |= {f"{word}th": number for word, number in UNITS.items() if 13 <= number < 20}
_ORDINALS |= {f"{word[:-1]}ieth": number for word, number in UNITS.items() if number >= 20}
_VALUES = UNITS | _ORDINALS
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SCALES |= {f"{word}th": number for word, number in _SCALES.items()}
_DENOMINATORS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fourth": 4,
    "fourths": 4,
    "fifth": 5,
    "fifths": 5,
    "tenth": 10,
    "tenths": 10,
}

_OPENERS = frozenset(_VALUES) | {"half", "a", "an"}
"""Words that a number may begin with; others are most of all words."""
_BETWEEN = re.compile(r"[\s\u00a0-]+|,\s+")


def number_at(text: str, spans: Sequence[tuple[int, int]], at: int) -> tuple[float | None, int]:
    """Return the number that begins with word ``at`` and how many words it takes; (None, 0) where
    there is none.

    ``total`` holds what was closed by thousand or more, ``current`` what is open below it.
    """
    start, end = spans[at]
    if text[start:end].lower() not in _OPENERS and not text[start].isdecimal():
        return None, 0
    total, current, count = 0.0, None, 0
    for taken, word in _run(text, spans, at):
        denominator = _denominator(word, current) if not total else None
        if word[0].isdecimal() and not count:
            current = float(re.sub(r"[^\d.]", "", word))
        elif denominator and current is not None:
            return current / denominator, taken
        elif word == "half" and taken == 1:
            return 0.5, 1
        elif word in _SCALES and (current is not None or (taken == 2 and not count)):
            current = (current or 1.0) * _SCALES[word]
            if _SCALES[word] > 100:
                total, current = total + current, None
        elif word in _VALUES and (count or taken == 1):
            joined = _joined(current, _VALUES[word], year=not total)
            if joined is None:
                break
            current = joined
        elif _is_filler(word, taken, total + (current or 0)):
            continue
        else:
            break
        count = taken
        if word in _ORDINALS or word.endswith(("th", "s")):
            break
    return (total + (current or 0), count) if count else (None, 0)


def _is_filler(word: str, taken: int, so_far: float) -> bool:
    """Tell whether a word stands in a number without a value: "a hundred", "two hundred and
    one"."""
    if word == "and":
        return so_far >= 100
    return taken == 1 and word in {"a", "an"}


def _denominator(word: str, numerator: float | None) -> int | None:
    """Return the denominator that a word is after a number: two thirds, one third; not "one
    second"."""
    if numerator is None:
        return None
    is_fraction = word.endswith("s") or (numerator == 1 and word != "second")
    return _DENOMINATORS.get(word) if is_fraction else None


def _joined(current: float | None, value: float, *, year: bool) -> float | None:
    """Return the number that a number word makes of the number before it (twenty-one, nineteen
    fifty-three); None where it begins anew."""
    if current is None:
        return value
    tens = current % 100
    if tens == 0 or (tens % 10 == 0 and tens >= 20 and value < 10):
        return current + value
    if year and 13 <= current <= 19 and value >= 10:
        return current * 100 + value
    return None


def _run(text: str, spans: Sequence[tuple[int, int]], at: int) -> Iterator[tuple[int, str]]:
    """Yield the words from ``at`` on that nothing but spaces, hyphens and commas separates, with
    how many they are."""
    for taken, (start, end) in enumerate(spans[at:], start=1):
        if taken > 1 and not _BETWEEN.fullmatch(text, spans[at + taken - 2][1], start):
            return
        yield taken, text[start:end].lower()

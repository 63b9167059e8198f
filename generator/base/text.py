"""Small things that several stages do with text: counting, shuffling, comparing glosses."""

import re
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import TypeVar

T = TypeVar("T")
ROUND_LABEL = re.compile(r"\([^()]*\)")
"""What a gloss says about a word in round brackets: ``(of a person)``."""


def plural(number: int, noun: str) -> str:
    """Return a number and what it counts.

    >>> plural(1, "word"), plural(2, "word"), plural(1200, "new word")
    ('1 word', '2 words', '1200 new words')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def number_ranges(numbers: Iterable[int], dash: str = "-") -> str:
    """Return whole numbers, those that follow each other as a range.

    >>> number_ranges([4, 5, 6, 9])
    '4-6, 9'
    """
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = [f"{run[0]}{dash}{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs]
    return ", ".join(shown)


def shuffled(
    items: Iterable[T], name: Callable[[T], str], *seed: object, separator: str = "\0"
) -> list[T]:
    """Return items in an order that looks drawn by lot and is the same each time: that of the
    SHA-256 of the seed and the name of each. Items of one name keep their order.

    Another ``separator`` between seed and name gives another order.
    """

    def lot(item: T) -> bytes:
        text = separator.join([*map(str, seed), name(item)])
        return sha256(text.encode("utf-8", "replace")).digest()

    return sorted(items, key=lot)


def bare_gloss(gloss: str, leading: Sequence[str] = ("to ",)) -> str:
    """Return a single gloss without labels and without the first of the ``leading`` words that it
    has, in small letters, to compare it with others.

    >>> bare_gloss("(coll.) Here: to build (a house)")
    'build'
    """
    bare = ROUND_LABEL.sub("", gloss).strip().lower().removeprefix("here: ").strip()
    for words in leading:
        if bare.startswith(words):
            return bare.removeprefix(words).strip()
    return bare

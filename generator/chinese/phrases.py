"""Long terms over the words of a cut: 五年计划 is 五|年|计划, and a term as well.

Known are the dictionary's own headwords that the cut parts (国有企业), terms of jieba's list that
no dictionary has (``phrases.txt``), and what a text repeats.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from generator.base.errors import data_file
from generator.chinese.segment import IS_HAN, Segment

PHRASES = Path(__file__).resolve().parent.parent / "data" / "phrases.txt"
MOST_PIECES = 6
MOST_CHARACTERS = 12
REPEATED = 3
"""Occurrences from which two or three content words in a row are a term of a text."""
CONTENT = frozenset("nvabj")
"""First letters of the tags of words that repeated terms are made of; the last must be a noun."""

Stretch = tuple[int, int]
"""Index of the first piece, and of the piece after the last."""


@lru_cache(maxsize=1)
def _listed() -> frozenset[str]:
    with data_file(PHRASES):
        found = frozenset(PHRASES.read_text(encoding="utf-8").split())
        if not found:
            raise ValueError("it is empty")
    return found


def phrases(
    pieces: Sequence[Segment],
    is_word: Callable[[str], bool],
    repeated: frozenset[str] = frozenset(),
) -> tuple[Stretch, ...]:
    """Return the terms of a sentence that are longer than one piece, in order, without overlap, the
    longest first of each place.

    ``is_word`` says whether the dictionary has a string; ``repeated`` are further terms
    (``repeated_terms``).
    """
    found: list[Stretch] = []
    start = 0
    while start < len(pieces):
        stop = next(
            (
                e
                for e in _stops(pieces, start)
                if _is_term(_text(pieces, start, e), is_word, repeated)
            ),
            start,
        )
        if stop > start:
            found.append((start, stop))
        start = max(stop, start + 1)
    return tuple(found)


def repeated_terms(
    sentences: Iterable[Sequence[Segment]], tag: Callable[[str], str]
) -> frozenset[str]:
    """Return pairs and triples of content words that a text repeats, ending in a noun:
    增产节约运动."""
    found: Counter[str] = Counter()
    for pieces in sentences:
        content = [
            p.kind == "word" and len(p.text) > 1 and tag(p.text)[:1] in CONTENT for p in pieces
        ]
        for size in (2, 3):
            for start in range(len(pieces) - size + 1):
                if all(content[start : start + size]) and tag(
                    pieces[start + size - 1].text
                ).startswith("n"):
                    found[_text(pieces, start, start + size)] += 1
    return frozenset(term for term, count in found.items() if count >= REPEATED)


def _stops(pieces: Sequence[Segment], start: int) -> Iterable[int]:
    """Yield the ends of stretches from ``start``, longest first."""
    for stop in range(min(len(pieces), start + MOST_PIECES), start + 1, -1):
        stretch = pieces[start:stop]
        if (
            all(IS_HAN.fullmatch(p.text) for p in stretch)
            and sum(len(p.text) for p in stretch) <= MOST_CHARACTERS
        ):
            yield stop


def _is_term(text: str, is_word: Callable[[str], bool], repeated: frozenset[str]) -> bool:
    return len(text) > 2 and (text in _listed() or text in repeated or is_word(text))


def _text(pieces: Sequence[Segment], start: int, stop: int) -> str:
    return "".join(p.text for p in pieces[start:stop])

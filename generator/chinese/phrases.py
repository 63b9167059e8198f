"""Long terms over the words of a cut: 五年计划 is 五|年|计划, and a term as well.

Known are the dictionary's own headwords that the cut separates (国有企业), terms of jieba's list
that no dictionary has (``phrases.txt``), and what a text repeats.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from generator.base.errors import data_file
from generator.base.han import HANZI_RUN
from generator.chinese.segments import Segment

PHRASES = Path(__file__).resolve().parent.parent / "data" / "phrases.txt"
MAX_SEGMENTS = 6
MAX_CHARACTERS = 12
MIN_CHARACTERS = 3
MIN_REPEATS = 3
"""Occurrences from which two or three content words in a row are a term of a text."""
CONTENT_TAGS = frozenset("nvabj")
"""First letters of the tags of words that repeated terms are made of; the last must be a noun."""

Stretch = tuple[int, int]
"""Index of the first segment, and of the segment after the last."""


@cache
def _listed() -> frozenset[str]:
    with data_file(PHRASES):
        found = frozenset(PHRASES.read_text(encoding="utf-8").split())
        if not found:
            raise ValueError("it is empty")
    return found


def phrases(
    segments: Sequence[Segment],
    is_word: Callable[[str], bool],
    repeated: frozenset[str] = frozenset(),
) -> tuple[Stretch, ...]:
    """Return the terms of a sentence that are longer than one segment, in order, without overlap,
    the longest first of each place.

    ``is_word`` tells whether the dictionary has a string; ``repeated`` are further terms
    (``repeated_terms``).
    """
    found: list[Stretch] = []
    start = 0
    while start < len(segments):
        stop = start + 1
        for end, text in _stretches(segments, start):
            if text in _listed() or text in repeated or is_word(text):
                found.append((start, end))
                stop = end
                break
        start = stop
    return tuple(found)


def repeated_terms(
    sentences: Iterable[Sequence[Segment]], tag: Callable[[str], str]
) -> frozenset[str]:
    """Return pairs and triples of content words that a text repeats, ending in a noun:
    增产节约运动."""
    found: Counter[str] = Counter()
    for segments in sentences:
        is_content = [_is_content(segment, tag) for segment in segments]
        for size in (2, 3):
            for start in range(len(segments) - size + 1):
                end = start + size
                if all(is_content[start:end]) and tag(segments[end - 1].text).startswith("n"):
                    found[_text(segments[start:end])] += 1
    return frozenset(term for term, count in found.items() if count >= MIN_REPEATS)


def _is_content(segment: Segment, tag: Callable[[str], str]) -> bool:
    is_long_word = segment.kind == "word" and len(segment.text) > 1
    return is_long_word and tag(segment.text)[:1] in CONTENT_TAGS


def _stretches(segments: Sequence[Segment], start: int) -> Iterator[tuple[int, str]]:
    """Yield end and text of stretches from ``start`` that may be terms, longest first."""
    for end in range(min(len(segments), start + MAX_SEGMENTS), start + 1, -1):
        stretch = segments[start:end]
        text = _text(stretch)
        if not MIN_CHARACTERS <= len(text) <= MAX_CHARACTERS:
            continue
        if all(HANZI_RUN.fullmatch(segment.text) for segment in stretch):
            yield end, text


def _text(segments: Sequence[Segment]) -> str:
    return "".join([segment.text for segment in segments])

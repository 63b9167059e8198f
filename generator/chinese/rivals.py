"""Rivals of a cut: other words that the same characters may be, near enough to be considered.

The likeliest cut is a guess; what the translation and the tagger say may favour another. A rival
replaces some neighbouring segments by other words of the list: one that crosses a border, one that
joins segments, or the parts of one segment.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.chinese.lattice import Lattice
from generator.chinese.segments import Segment

MAX_WORD = 4
"""Characters of a word that crosses a border."""
MAX_WINDOW = 7
"""Characters that a rival may replace."""
MAX_LOSS = 11.0
"""Log probability that a rival may be less likely by."""


@dataclass(frozen=True, slots=True)
class Rival:
    """Other words for the segments ``first`` to ``last``."""

    first: int
    last: int
    words: tuple[str, ...]
    gain: float
    """How much likelier they are (log probability; mostly negative)."""


def rivals(segments: Sequence[Segment], lattice: Lattice, fixed: frozenset[str]) -> list[Rival]:
    """Return the rivals of a cut; ``fixed`` are words of the text that nothing may change."""
    found: dict[tuple[int, int, tuple[str, ...]], Rival] = {}
    for stretch in _stretches(segments, fixed):
        for rival in _of_stretch(segments, stretch, lattice):
            if rival.gain >= -MAX_LOSS:
                found.setdefault((rival.first, rival.last, rival.words), rival)
    return list(found.values())


def _stretches(segments: Sequence[Segment], fixed: frozenset[str]) -> Iterator[range]:
    """Yield runs of segments that are open to rivals."""
    start = 0
    for index in range(len(segments) + 1):
        is_open = index < len(segments) and _is_open(segments[index], fixed)
        if not is_open:
            if index > start:
                yield range(start, index)
            start = index + 1


def _is_open(segment: Segment, fixed: frozenset[str]) -> bool:
    if segment.base or segment.text in fixed:
        return False
    is_numeral = segment.kind == "number" and len(segment.text) == 1
    return segment.kind == "word" or (is_numeral and not segment.text.isascii())


def _of_stretch(segments: Sequence[Segment], stretch: range, lattice: Lattice) -> Iterator[Rival]:
    text = "".join(segments[index].text for index in stretch)
    owner: list[int] = []
    for index in stretch:
        owner += [index] * len(segments[index].text)
    begins = {index: owner.index(index) for index in stretch}
    for index in stretch:
        word = segments[index].text
        if len(word) > 1:
            parts = [word[a:b] for a, b in lattice.best(word, without=word)]
            yield _rival(segments, index, index, parts, lattice)
    for start in range(len(text)):
        for end in range(start + 2, min(len(text), start + MAX_WORD) + 1):
            first, last = owner[start], owner[end - 1]
            if first == last or text[start:end] not in lattice:
                continue
            low = begins[first]
            high = begins[last] + len(segments[last].text)
            if high - low > MAX_WINDOW:
                continue
            words = [
                *_words(text[low:start], lattice),
                text[start:end],
                *_words(text[end:high], lattice),
            ]
            yield _rival(segments, first, last, words, lattice)


def _words(text: str, lattice: Lattice) -> list[str]:
    return [text[a:b] for a, b in lattice.best(text)] if text else []


def _rival(
    segments: Sequence[Segment], first: int, last: int, words: Sequence[str], lattice: Lattice
) -> Rival:
    ours = [segments[index].text for index in range(first, last + 1)]
    return Rival(
        first=first,
        last=last,
        words=tuple(words),
        gain=_likelihood(words, lattice) - _likelihood(ours, lattice),
    )


def _likelihood(words: Sequence[str], lattice: Lattice) -> float:
    text = "".join(words)
    spans = []
    at = 0
    for word in words:
        spans.append((at, at + len(word)))
        at += len(word)
    return lattice.totals(text, spans)[len(text)]

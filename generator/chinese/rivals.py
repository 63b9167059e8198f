"""Rivals of a cut: other words that the same characters may be, near enough to be considered.

The likeliest cut is a guess; what the translation and the tagger say may favour another. A rival
replaces the words between two borders of the cut by others, and has no border of the cut inside:
it joins words, parts one, or crosses their borders. Whatever other cut there is is made of rivals
side by side.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from generator.base.records import Kind
from generator.chinese.lattice import UNKNOWN, Candidate, Lattice
from generator.chinese.segments import Segment
from generator.chinese.word_forms import RARER

MAX_WINDOW = 8
"""Characters that a rival may replace."""
MAX_LOSS = 14.0
"""Log probability that a rival may be less likely by."""
PATHS = 3
"""Rivals between two borders: the likeliest ones."""

Path = tuple[float, tuple[int, ...]]
"""The log probability of some words in a row, and their ends."""
Edges = Mapping[int, Sequence[tuple[int, float]]]
"""Start of a word -> ends of the words that may begin there, with their scores."""


@dataclass(frozen=True, slots=True)
class Rival:
    """Other words for the segments ``first`` to ``last``."""

    first: int
    last: int
    segments: tuple[Segment, ...]
    gain: float
    """How much likelier they are (log probability; mostly negative)."""


def rivals(
    segments: Sequence[Segment],
    lattice: Lattice,
    is_open: Sequence[bool],
    more: Mapping[int, Sequence[Candidate]],
    segment: Callable[[int, str], Segment],
) -> list[Rival]:
    """Return the rivals of a cut.

    ``is_open`` says of each segment whether it may be replaced; ``more`` holds words that are not
    in the list, by the place in the sentence where they start; ``segment`` makes segments of those
    that are.
    """
    special: dict[tuple[int, int], Candidate] = {}
    for start, candidates in more.items():
        special |= {(start, one.end): one for one in candidates}

    def made(start: int, word: str) -> Segment:
        candidate = special.get((start, start + len(word)))
        if candidate is None:
            return segment(start, word)
        kind: Kind = "name" if candidate.kind == "name" else "word"
        return Segment(start, word, kind, candidate.base)

    found: list[Rival] = []
    for stretch in stretches(is_open):
        found += _of_stretch(segments, stretch, lattice, more, made)
    return found


def stretches(is_open: Sequence[bool]) -> Iterator[range]:
    """Yield runs of segments that are open to rivals."""
    start = 0
    for index in range(len(is_open) + 1):
        if index < len(is_open) and is_open[index]:
            continue
        if index > start:
            yield range(start, index)
        start = index + 1


def _of_stretch(
    segments: Sequence[Segment],
    stretch: range,
    lattice: Lattice,
    more: Mapping[int, Sequence[Candidate]],
    made: Callable[[int, str], Segment],
) -> Iterator[Rival]:
    own = segments[stretch.start : stretch.stop]
    text = "".join([segment.text for segment in own])
    origin = own[0].start
    number: dict[int, int] = {}
    """Own border -> number of the segment that begins there."""
    totals = [0.0]
    at = 0
    for index, segment in enumerate(own):
        number[at] = index
        at += len(segment.text)
        totals.append(totals[-1] + _own_score(segment, lattice))
    number[at] = len(own)
    edges: dict[int, list[tuple[int, float]]] = {}
    for start in range(len(text)):
        edges[start] = lattice.words_from(text, start, MAX_WINDOW)
        edges[start] += [(one.end - origin, one.score) for one in more.get(origin + start, ())]
    for start, index in number.items():
        for end, (score, ends) in _paths(start, edges, number):
            last = number[end]
            gain = score - (totals[last] - totals[index])
            if gain < -MAX_LOSS or (len(ends) == 1 and last == index + 1):
                continue
            borders = [start, *ends]
            others = [made(origin + a, text[a:b]) for a, b in zip(borders, ends, strict=False)]
            yield Rival(stretch[index], stretch[last - 1], tuple(others), gain)


def _own_score(segment: Segment, lattice: Lattice) -> float:
    if segment.base:
        return lattice.score(segment.base) - RARER
    score = lattice.score(segment.text)
    if score > UNKNOWN:
        return score
    return sum(max(lattice.score(c), UNKNOWN) for c in segment.text)


def _paths(start: int, edges: Edges, own: Mapping[int, int]) -> Iterator[tuple[int, Path]]:
    """Yield the end and the path of the likeliest ways from a border of the cut to another that
    touch none between."""
    reached: dict[int, list[Path]] = {start: [(0.0, ())]}
    for node in range(start, start + MAX_WINDOW):
        if node not in reached or (node in own and node != start):
            continue
        for end, score in edges.get(node, ()):
            if end - start > MAX_WINDOW:
                continue
            known = reached.setdefault(end, [])
            known += [(total + score, (*ends, end)) for total, ends in reached[node]]
            if len(known) > PATHS:
                known.sort(key=itemgetter(0), reverse=True)
                del known[PATHS:]
    for end, paths in reached.items():
        if end in own and end != start:
            for path in paths:
                yield end, path

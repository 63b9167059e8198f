"""Where the English of a correction stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from gold_pairs import LabelledPair, LabelledToken, Span

GAP = re.compile(r"\s*…\s*")
NUMBERED = re.compile(r"(?P<text>.*)@(?P<number>\d+)")
"""One of several occurrences: ``the@2``."""


class CannotApply(Exception):
    """A correction that cannot be applied; the message says why."""


@dataclass
class Counterpart:
    """Where a counterpart stands, and what a person should look at again."""

    spans: list[Span] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def find_counterpart(pair: LabelledPair, token: LabelledToken, value: str) -> Counterpart:
    """Find the English of a correction, of which the parts are separated by ``…``.

    Of several occurrences that is taken which no other word has, nearest to its place. Raises
    ``CannotApply`` if a part is not there.
    """
    found = Counterpart()
    taken: list[Span] = []
    for other in pair.tokens:
        if other is not token:
            taken += other.english
    for part in [value] if value in pair.en else GAP.split(value):
        if found.spans:
            expected: float = found.spans[-1][1]
        else:
            expected = token.start / len(pair.zh) * len(pair.en)
        _add(found, part, pair.en, taken, expected)
    found.spans.sort()
    return found


def _add(found: Counterpart, part: str, text: str, taken: Sequence[Span], expected: float) -> None:
    """Add the span of one part."""
    match = NUMBERED.fullmatch(part)
    words = match["text"] if match else part
    if not words:
        raise CannotApply("an empty part")
    places = occurrences(text, words)
    if not places:
        hint = " as whole words" if words in text else ""
        raise CannotApply(f"“{words}” is not in EN{hint}")
    if match:
        number = int(match["number"])
        if not 0 < number <= len(places):
            raise CannotApply(f"“{words}” occurs {len(places)} times")
        found.spans.append(places[number - 1])
        return
    free = [place for place in places if not _overlaps(place, [*taken, *found.spans])]
    best = min(free or places, key=lambda place: abs(place[0] - expected))
    if len(places) > 1 and len(free) != 1:
        found.notes.append(
            f"“{words}” occurs {len(places)} times, number {places.index(best) + 1} is taken;"
            f" {words}@N says another"
        )
    found.spans.append(best)


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)


def occurrences(text: str, part: str) -> list[Span]:
    """Return where whole words occur, as they are written, or else in other capitals."""
    pattern = re.escape(part)
    if part[0].isalnum() and part[-1].isalnum():
        pattern = rf"(?<!\w){pattern}(?!\w)"
    exact = [match.span() for match in re.finditer(pattern, text)]
    return exact or [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)]

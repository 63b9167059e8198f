"""Edits of sentence pairs: pure functions on the lines of ``NAME.aligned.tsv``.

Each gives a ``Change``: which lines go, and what stands in their place. All of the text stays in
the table, every character once; only borders and marks change.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from generator.base.errors import InputError
from generator.base.records import AlignedRow
from generator.studio.translation import Told

Rows = Sequence[AlignedRow]
Side = Literal["zh", "en"]
Sentences = tuple[str, ...]
CLAUSE_ENDS = {
    "zh": re.compile(r"[，、；：。！？…—]+[”’」』）]*"),
    "en": re.compile(r"[,;:.!?]+[”\")]*\s"),
}
"""Where the other language of a pair is cut when a person cuts one."""
SPACE = re.compile(r"\s+")
OUT = 0.0
"""Confidence of a pair that a person left out: marked ``?``, it makes no cards."""


@dataclass(frozen=True, slots=True)
class Change:
    """What an edit does: ``removed`` lines from ``at`` on give way to ``rows``."""

    at: int
    removed: int
    rows: tuple[AlignedRow, ...]


def tidied(rows: Rows) -> list[AlignedRow]:
    """Return lines as they are read back from the table that is written of them."""
    found = []
    for number, row in enumerate(rows, 2):
        confidence = round(row.confidence, 2)
        zh, en = _on_one_line(row.zh), _on_one_line(row.en)
        found.append(AlignedRow(number, zh, en, confidence, row.unsure))
    return found


def _on_one_line(sentences: Sentences) -> Sentences:
    return tuple(" ".join(one.split()) for one in sentences)


def changed(rows: Rows, change: Change) -> list[AlignedRow]:
    """Return the lines after a change."""
    return [*rows[: change.at], *change.rows, *rows[change.at + change.removed :]]


def merge(rows: Rows, at: int) -> Change:
    """Make one pair of two neighbours."""
    first, second = _pair(rows, at), _pair(rows, at + 1)
    return Change(at, 2, (_sure(first, first.zh + second.zh, first.en + second.en),))


def split(rows: Rows, at: int, zh: int | None, en: int | None) -> Change:
    """Make two pairs of one, cut before a character of each side (counted over its sentences).

    A side without a place is cut where its share of the text ends, between sentences or clauses.
    """
    row = _pair(rows, at)
    if zh is None and en is None:
        raise Told("pairs.where_to_split")
    cuts = {"zh": zh, "en": None if en is None else _beside_words(row.en, en)}
    given: Side = "zh" if zh is not None else "en"
    whole = "".join(getattr(row, given))
    share = (cuts[given] or 0) / max(1, len(whole))
    if zh is None:
        cuts["zh"] = _likely_cut(row.zh, share, "zh")
    if en is None:
        cuts["en"] = _likely_cut(row.en, share, "en")
    zh_parts = _cut(row.zh, cuts["zh"] or 0)
    en_parts = _cut(row.en, cuts["en"] or 0)
    parts = [_sure(row, *sides) for sides in zip(zh_parts, en_parts, strict=True)]
    halves = tuple(part for part in parts if part.zh or part.en)
    if len(halves) < 2:
        raise Told("pairs.nothing_on_one_side")
    return Change(at, 1, halves)


def move(rows: Rows, at: int, side: Side, *, down: bool) -> Change:
    """Move the last sentence of one side of a pair to the next pair, or the first to the one
    before."""
    _pair(rows, at)
    upper = at if down else at - 1
    first, second = _pair(rows, upper), _pair(rows, upper + 1)
    source = first if down else second
    sentences: Sentences = getattr(source, side)
    if not sentences:
        raise InputError("This side of the pair has no sentence to move.")
    joined: Sentences = getattr(first, side) + getattr(second, side)
    border = len(getattr(first, side)) + (-1 if down else 1)
    changed_rows = []
    for row, part in ((first, joined[:border]), (second, joined[border:])):
        sides: dict[str, Sentences] = {"zh": row.zh, "en": row.en, side: part}
        if sides["zh"] or sides["en"]:
            changed_rows.append(_sure(row, sides["zh"], sides["en"]))
    return Change(upper, 2, tuple(changed_rows))


def mark(rows: Rows, at: int, state: str) -> Change:
    """Mark a pair as right, as one to look at again, or leave it out."""
    row = _pair(rows, at)
    if state == "sure":
        return Change(at, 1, (_sure(row, row.zh, row.en),))
    confidence = {"unsure": max(row.confidence, 0.01), "out": OUT}.get(state)
    if confidence is None:
        raise InputError(f"A pair cannot be marked as {state!r}.")
    return Change(at, 1, (replace(row, confidence=confidence, unsure=True),))


def edit(rows: Rows, asked: Mapping[str, Any]) -> Change:
    """Return what an edit does that a page asks for. Raises InputError for what it cannot ask."""
    read_asked = EDITS.get(str(asked.get("kind")))
    if read_asked is None:
        raise InputError(f"There is no edit {asked.get('kind')!r} of sentence pairs.")
    return read_asked(rows, asked)


def _asked_merge(rows: Rows, asked: Mapping[str, Any]) -> Change:
    return merge(rows, _number(asked, "at"))


def _asked_split(rows: Rows, asked: Mapping[str, Any]) -> Change:
    places = [None if asked.get(side) is None else _number(asked, side) for side in ("zh", "en")]
    return split(rows, _number(asked, "at"), *places)


def _asked_move(rows: Rows, asked: Mapping[str, Any]) -> Change:
    side: Side = "en" if asked.get("side") == "en" else "zh"
    return move(rows, _number(asked, "at"), side, down=bool(asked.get("down")))


def _asked_mark(rows: Rows, asked: Mapping[str, Any]) -> Change:
    return mark(rows, _number(asked, "at"), str(asked.get("state")))


EDITS: Mapping[str, Callable[[Rows, Mapping[str, Any]], Change]] = {
    "merge": _asked_merge,
    "split": _asked_split,
    "move": _asked_move,
    "mark": _asked_mark,
}
"""Name of an edit -> the function that reads what is asked of it."""


def state(row: AlignedRow) -> str:
    """Return how sure a pair is: ``sure``, ``unsure`` (it makes no cards) or ``out``."""
    if not row.unsure:
        return "sure"
    return "out" if row.confidence == OUT else "unsure"


def _number(asked: Mapping[str, Any], name: str) -> int:
    value = asked.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise InputError(f"The request names no {name!r}. Load the page again.")
    return value


def _pair(rows: Rows, at: int) -> AlignedRow:
    if not 0 <= at < len(rows):
        raise InputError("There is no pair to join with or move to: this is the end of the text.")
    return rows[at]


def _sure(row: AlignedRow, zh: Sentences, en: Sentences) -> AlignedRow:
    """Return a pair as a person decided it."""
    return replace(row, zh=zh, en=en, confidence=1.0, unsure=False)


def _cut(sentences: Sentences, place: int) -> tuple[Sentences, Sentences]:
    """Part sentences before a character."""
    before: list[str] = []
    after: list[str] = []
    for sentence in sentences:
        here = min(max(place, 0), len(sentence))
        before.append(sentence[:here].strip())
        after.append(sentence[here:].strip())
        place -= len(sentence)
    return tuple(filter(None, before)), tuple(filter(None, after))


def _beside_words(sentences: Sentences, place: int) -> int:
    """Return the place nearest to one at which no English word is cut."""
    borders = {0}
    start = 0
    for sentence in sentences:
        borders |= {start + space.end() for space in SPACE.finditer(sentence)}
        start += len(sentence)
        borders.add(start)
    return min(sorted(borders), key=lambda border: abs(border - place))


def _likely_cut(sentences: Sentences, share: float, side: Side) -> int:
    """Return the end of a sentence, or of a clause where there is but one, that is nearest to a
    share of the text; its whole length where nothing ends inside."""
    whole = sum(map(len, sentences))
    ends: list[int] = []
    if len(sentences) > 1:
        at = 0
        for sentence in sentences[:-1]:
            at += len(sentence)
            ends.append(at)
    else:
        found = CLAUSE_ENDS[side].finditer("".join(sentences))
        ends = [match.end() for match in found if match.end() < whole]
    return min(ends, key=lambda end: abs(end - share * whole), default=whole)

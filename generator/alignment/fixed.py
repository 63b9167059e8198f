"""An alignment that is given: the lines of a person's table, matched with the text, become
sentences and beads.

Sentences are compared without white space. Cells may cut a text anywhere, and may stand out of
order (a translation that turns two clauses round); together they must be the text: every character
of both sides once.
"""

import bisect
import re
from collections.abc import Sequence

from generator.base.errors import InputError
from generator.base.records import AlignedRow, Bead, Sentence

SHOWN = 30
"""Characters of a text quoted in a message."""


def fix(
    zh: str, en: str, rows: Sequence[AlignedRow], where: str
) -> tuple[tuple[Sentence, ...], tuple[Sentence, ...], tuple[Bead, ...]]:
    """Return the sentences of both sides in text order, and one bead a line in the order of the
    table.

    A line still marked as unsure keeps its confidence; every other line is sure. Raises InputError,
    naming the line and what the text has there, if the table and the text are not the same.
    """
    zh_sentences, zh_of = _sentences(zh, [(row.line, row.zh) for row in rows], where, "Chinese")
    en_sentences, en_of = _sentences(en, [(row.line, row.en) for row in rows], where, "English")
    beads = tuple(
        Bead(a, b, row.confidence if row.unsure else 1.0)
        for row, a, b in zip(rows, zh_of, en_of, strict=True)
    )
    return zh_sentences, en_sentences, beads


def _sentences(
    text: str, rows: Sequence[tuple[int, tuple[str, ...]]], where: str, language: str
) -> tuple[tuple[Sentence, ...], list[tuple[int, ...]]]:
    """Find the place of every sentence; return them in text order, and for each row the indices of
    its sentences."""
    side = _Side(text, language)
    places = [
        [side.take(sentence, f"{where}, line {line}") for sentence in sentences]
        for line, sentences in rows
    ]
    side.must_be_used_up(where)
    ordered = sorted(place for row in places for place in row)
    number = {place: i for i, place in enumerate(ordered)}
    breaks = [m.start() for m in re.finditer(r"\n", text)]
    made = tuple(Sentence(a, b, text[a:b], bisect.bisect(breaks, a)) for a, b in ordered)
    return made, [tuple(number[place] for place in row) for row in places]


class _Side:
    """One language of a text while sentences are taken out of it."""

    def __init__(self, text: str, language: str) -> None:
        self._language = language
        # Place in the text of each character that counts
        self._at = [i for i, c in enumerate(text) if not c.isspace()]
        self._solid = "".join(text[i] for i in self._at)
        self._used = bytearray(len(self._solid))
        self._next = 0

    def take(self, sentence: str, where: str) -> tuple[int, int]:
        """Return start and end of a sentence in the text: where the last one ended, or else the
        first free place."""
        solid = "".join(sentence.split())
        start = (
            self._next
            if self._solid.startswith(solid, self._next) and self._is_free(self._next, solid)
            else self._search(solid)
        )
        if start < 0:
            found = f"{self._language} {sentence[:SHOWN]!r}"
            expected = (
                repr(self._solid[self._next : self._next + SHOWN])
                if self._next < len(self._solid)
                else "nothing more"
            )
            raise InputError(
                f"{where}: the {found} is not in the text, or stands in the table twice; the text"
                f" goes on with {expected} here (spaces do not count). Correct the line as in the"
                " text, or delete the table and align again."
            )
        end = start + len(solid)
        self._used[start:end] = b"\1" * len(solid)
        self._next = end
        return self._at[start], self._at[end - 1] + 1

    def must_be_used_up(self, where: str) -> None:
        """Raise InputError if some of the text is in no line."""
        left = self._used.find(0)
        if left >= 0:
            raise InputError(
                f"{where}: the {self._language} {self._solid[left : left + SHOWN]!r} of the text is"
                " in no line (spaces do not count). Add it where it belongs, on a line of its own"
                " if it has no counterpart."
            )

    def _search(self, solid: str) -> int:
        start = self._solid.find(solid)
        while start >= 0 and not self._is_free(start, solid):
            start = self._solid.find(solid, start + 1)
        return start

    def _is_free(self, start: int, solid: str) -> bool:
        return not any(self._used[start : start + len(solid)])

"""An alignment that is given: the lines of a person's table, matched with the text, become
sentences and beads.

Sentences are compared without white space. Cells may cut a text anywhere, and may stand out of
order (a translation that turns two clauses round); together they must be the text: every character
of both sides once.
"""

import bisect
import re
from collections.abc import Sequence
from itertools import chain

from generator.base.errors import InputError
from generator.base.records import AlignedRow, Bead, Sentence

QUOTED = 30
"""Characters of a text quoted in a message."""
Place = tuple[int, int]
"""Start and end of a sentence in its text."""


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
    beads = []
    for row, zh_numbers, en_numbers in zip(rows, zh_of, en_of, strict=True):
        confidence = row.confidence if row.unsure else 1.0
        beads.append(Bead(zh=zh_numbers, en=en_numbers, confidence=confidence))
    return zh_sentences, en_sentences, tuple(beads)


def _sentences(
    text: str, rows: Sequence[tuple[int, tuple[str, ...]]], where: str, language: str
) -> tuple[tuple[Sentence, ...], list[tuple[int, ...]]]:
    """Find the place of every sentence; return them in text order, and for each row the indices of
    its sentences."""
    side = _Side(text, language)
    rows_of_places: list[list[Place]] = []
    for line, sentences in rows:
        rows_of_places.append([side.take(one, f"{where}, line {line}") for one in sentences])
    side.must_be_used_up(where)
    ordered: list[Place] = sorted(chain.from_iterable(rows_of_places))
    number = {place: index for index, place in enumerate(ordered)}
    line_ends = [match.start() for match in re.finditer(r"\n", text)]
    made = [
        Sentence(start, end, text[start:end], bisect.bisect(line_ends, start))
        for start, end in ordered
    ]
    numbers = [tuple(map(number.__getitem__, places)) for places in rows_of_places]
    return tuple(made), numbers


class _Side:
    """One language of a text while sentences are taken out of it."""

    def __init__(self, text: str, language: str) -> None:
        self._language = language
        self._at = [i for i, character in enumerate(text) if not character.isspace()]
        """Place in the text of each character that counts."""
        self._solid = "".join([text[i] for i in self._at])
        self._used = bytearray(len(self._solid))
        self._next = 0

    def take(self, sentence: str, where: str) -> Place:
        """Return start and end of a sentence in the text: where the last one ended, or else the
        first free place. Raises InputError where there is none."""
        solid = "".join(sentence.split())
        start = self._next
        if not (self._solid.startswith(solid, start) and self._is_free(start, solid)):
            start = self._search(solid)
        if start < 0:
            raise self._not_there(sentence, where)
        end = start + len(solid)
        self._used[start:end] = b"\1" * len(solid)
        self._next = end
        return self._at[start], self._at[end - 1] + 1

    def must_be_used_up(self, where: str) -> None:
        """Raise InputError if some of the text is in no line."""
        left = self._used.find(0)
        if left >= 0:
            raise InputError(
                f"{where}: the {self._language} {self._solid[left : left + QUOTED]!r} of the text"
                " is in no line (spaces do not count). Add it where it belongs, on a line of its"
                " own if it has no counterpart."
            )

    def _not_there(self, sentence: str, where: str) -> InputError:
        found = f"{self._language} {sentence[:QUOTED]!r}"
        expected = "nothing more"
        if self._next < len(self._solid):
            expected = repr(self._solid[self._next : self._next + QUOTED])
        return InputError(
            f"{where}: the {found} is not in the text, or stands in the table twice; the text"
            f" goes on with {expected} here (spaces do not count). Correct the line as in the"
            " text, or delete the table and align again."
        )

    def _search(self, solid: str) -> int:
        """Return where a sentence first stands free; -1 where it does not."""
        start = self._solid.find(solid)
        while start >= 0 and not self._is_free(start, solid):
            start = self._solid.find(solid, start + 1)
        return start

    def _is_free(self, start: int, solid: str) -> bool:
        return not any(self._used[start : start + len(solid)])

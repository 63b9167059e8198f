"""The output of other aligners: one bead a line, zero-based numbers of the lines of two files,
``[0]:[0, 1]`` and perhaps a cost.

Written by Vecalign, Bertalign and by ``cli.py align --sentences``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.base.errors import InputError
from generator.base.records import AlignedRow
from generator.texts.encodings import decode
from generator.texts.paths import read_bytes

BEAD = re.compile(r"\s*\[([\d,\s]*)\]\s*:\s*\[([\d,\s]*)\]\s*(?::\s*[-+.\deE]+)?\s*")
MAX_FOUND = 40
"""Characters of a line that a message repeats."""


@dataclass(slots=True)
class _BeadSide:
    """The sentences of one language, and which of them are in a bead already."""

    language: str
    sentences: Sequence[str]
    used: set[int] = field(default_factory=set)

    def take(self, numbers: str, where: str) -> tuple[str, ...]:
        """Return the sentences of some numbers, blank ones left out.

        Raises InputError for a number beyond the file, and for a sentence in two beads.
        """
        indices = [int(number) for number in numbers.replace(",", " ").split()]
        largest = max(indices, default=-1)
        if largest >= len(self.sentences):
            raise InputError(
                f"{where}: there is no {self.language} line {largest}; the file has"
                f" {len(self.sentences)}, counted from 0."
            )
        again = self.used.intersection(indices)
        if again:
            raise InputError(
                f"{where}: the {self.language} line {min(again)} is in an earlier bead already."
            )
        self.used.update(indices)
        return tuple(self.sentences[i] for i in indices if self.sentences[i].strip())

    def unused(self) -> list[str]:
        """Return the sentences that are in no bead, blank ones left out."""
        numbered = enumerate(self.sentences)
        return [text for i, text in numbered if i not in self.used and text.strip()]


def read_beads(path: Path, zh: Sequence[str], en: Sequence[str]) -> tuple[AlignedRow, ...]:
    """Return the alignment of two lists of sentences as another program wrote it, Chinese first.

    Sentences that no bead names stand alone at the end of their side's order. Raises InputError,
    with the line, for a line that is no bead, for a number beyond the files, and for a sentence in
    two beads.
    """
    zh_side, en_side = _BeadSide("Chinese", zh), _BeadSide("English", en)
    rows = []
    for number, line in enumerate(decode(read_bytes(path), str(path)).splitlines(), 1):
        if not line.strip():
            continue
        where = f"{path}, line {number}"
        bead = BEAD.fullmatch(line)
        if not bead:
            raise InputError(
                f"{where}: {line[:MAX_FOUND]!r} is no bead; expected something like [0]:[0, 1]"
                " (Chinese : English)."
            )
        zh_texts, en_texts = zh_side.take(bead[1], where), en_side.take(bead[2], where)
        if zh_texts or en_texts:
            rows.append(AlignedRow(number, zh=zh_texts, en=en_texts))
    rows += [AlignedRow(0, zh=(text,), en=()) for text in zh_side.unused()]
    rows += [AlignedRow(0, zh=(), en=(text,)) for text in en_side.unused()]
    return tuple(rows)

"""The output of other aligners: one bead a line, zero-based numbers of the lines of two files,
``[0]:[0, 1]`` and perhaps a cost.

Written by Vecalign, Bertalign and by ``cli.py align --sentences``.
"""

import re
from pathlib import Path

from generator.base.errors import InputError
from generator.base.records import AlignedRow
from generator.texts.encodings import decode
from generator.texts.paths import read_bytes

BEAD = re.compile(r"\s*\[([\d,\s]*)\]\s*:\s*\[([\d,\s]*)\]\s*(?::\s*[-+.\deE]+)?\s*")


def read_ladder(path: Path, zh: tuple[str, ...], en: tuple[str, ...]) -> tuple[AlignedRow, ...]:
    """Return the alignment of two lists of sentences as another program wrote it, Chinese first.

    Sentences that no bead names stand alone at the end of their side's order. Raises InputError,
    with the line, for a line that is no bead, for a number beyond the files, and for a sentence in
    two beads.
    """
    rows = []
    used: tuple[set[int], set[int]] = (set(), set())
    for number, line in enumerate(decode(read_bytes(path), str(path)).splitlines(), 1):
        if not line.strip():
            continue
        match = BEAD.fullmatch(line)
        if not match:
            raise InputError(
                f"{path}, line {number}: {line[:40]!r} is no bead; expected something like [0]:[0,"
                " 1] (Chinese : English)."
            )
        sides = []
        for group, sentences, seen, language in zip(
            match.groups(), (zh, en), used, ("Chinese", "English"), strict=True
        ):
            indices = [int(n) for n in group.replace(",", " ").split()]
            if (bad := max(indices, default=-1)) >= len(sentences):
                raise InputError(
                    f"{path}, line {number}: there is no {language} line {bad}; the file has"
                    f" {len(sentences)}, counted from 0."
                )
            if twice := seen & set(indices):
                raise InputError(
                    f"{path}, line {number}: the {language} line {min(twice)} is in an earlier bead"
                    " already."
                )
            seen.update(indices)
            sides.append(tuple(sentences[i] for i in indices if sentences[i].strip()))
        if any(sides):
            rows.append(AlignedRow(number, sides[0], sides[1]))
    rows += [
        AlignedRow(0, (zh[i],), ()) for i in range(len(zh)) if i not in used[0] and zh[i].strip()
    ]
    rows += [
        AlignedRow(0, (), (en[j],)) for j in range(len(en)) if j not in used[1] and en[j].strip()
    ]
    return tuple(rows)

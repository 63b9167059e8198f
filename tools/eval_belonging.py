"""How well ``doubts.belonging`` tells translations from other texts: pieces of MAC-dev and of
Tatoeba against each other, seeded."""

import gzip
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from eval_alignment import GoldText, Material, Tools, sentences

from generator.base.errors import InputError

SIZES = ((3, 5), (8, 12, 20), (50, 150))
"""Beads of a piece, in the groups that the table shows."""
PIECES = 4
"""Pieces of each size and text."""
SEED = 20261123


def read_pairs(path: Path, count: int) -> GoldText:
    """The first ``count`` sentence pairs of a table of pairs, Chinese first, as one text of 1-1
    beads."""
    if not path.is_file():
        raise InputError(f"{path}: not there. Give the folder that holds it with --data")
    lines = gzip.decompress(path.read_bytes()).decode().splitlines()
    rows = random.Random(SEED).sample([line.split("\t") for line in lines if "\t" in line], count)
    gold = tuple(((number,), (number,)) for number in range(count))
    return GoldText(
        "pairs", sentences(row[0] for row in rows), sentences(row[1] for row in rows), gold
    )


def verdicts(texts: Sequence[Material], tools: Tools) -> dict[tuple[str, str, int], Counter[bool]]:
    """By evidence (cosine, words), kind of pair and group of sizes: how often the sides were said
    to belong together."""
    found: dict[tuple[str, str, int], Counter[bool]] = {}
    for kind, group, piece in _pieces(texts, random.Random(SEED)):
        for evidence, material in (("cosine", piece), ("words", replace(piece, vectors=None))):
            belongs = tools.belonging(material, tools.align(material)) >= 1
            found.setdefault((evidence, kind, group), Counter())[belongs] += 1
    return found


def _pieces(texts: Sequence[Material], dice: random.Random) -> Iterator[tuple[str, int, Material]]:
    """True pieces, pieces whose English is of another place of the same text or of another text,
    pieces with shuffled English."""
    for group, sizes in enumerate(SIZES):
        for size in sizes:
            for number, text in enumerate(texts):
                gold = text.text.gold
                for _ in range(PIECES):
                    if len(gold) < 2 * size + 2:
                        continue
                    first = dice.randrange(len(gold) - 2 * size)
                    zh = [i for bead in gold[first : first + size] for i in bead[0]]
                    en = [j for bead in gold[first : first + size] for j in bead[1]]
                    later = [j for bead in gold[first + size : first + 2 * size] for j in bead[1]]
                    other = texts[(number + 1) % len(texts)]
                    place = dice.randrange(max(1, len(other.text.en) - len(en)))
                    yield "true", group, _piece(text, zh, text, en)
                    yield "wrong", group, _piece(text, zh, text, later)
                    yield (
                        "wrong",
                        group,
                        _piece(
                            text,
                            zh,
                            other,
                            list(range(place, min(place + len(en), len(other.text.en)))),
                        ),
                    )
                    yield "shuffled", group, _piece(text, zh, text, dice.sample(en, len(en)))


def _piece(left: Material, zh: Sequence[int], right: Material, en: Sequence[int]) -> Material:
    text = GoldText(
        left.text.name,
        sentences(left.text.zh[i].text for i in zh),
        sentences(right.text.en[j].text for j in en),
        (),
    )
    vectors = (
        left.vectors and right.vectors and (left.vectors[0].only(zh), right.vectors[1].only(en))
    )
    return Material(
        text, tuple(left.zh_terms[i] for i in zh), tuple(right.en_terms[j] for j in en), vectors
    )


def print_table(texts: Sequence[Material], tools: Tools) -> None:
    """Print how often each kind of pair was accepted, by size."""
    found = verdicts(texts, tools)
    print(
        "accepted of".ljust(28) + "".join(", ".join(map(str, sizes)).rjust(16) for sizes in SIZES)
    )
    for evidence in ("cosine", "words"):
        for kind in ("true", "wrong", "shuffled"):
            cells = [found.get((evidence, kind, group), Counter()) for group in range(len(SIZES))]
            print(
                f"{kind}, by {evidence}".ljust(28)
                + "".join(f"{cell[True]} of {cell.total()}".rjust(16) for cell in cells)
            )

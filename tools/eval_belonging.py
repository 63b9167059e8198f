"""How well ``doubts.belonging`` detects translations: pieces of MAC-dev and of Tatoeba against each
other, seeded. ``eval_alignment.py alignment --belonging`` prints the table."""

import prelude

import itertools
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from generator.base.errors import InputError
from gold_texts import Aligner, GoldText, Material, Move, chosen, sentences
from inputs import read_pairs

SIZES = ((3, 5), (8, 12, 20), (50, 150))
"""Beads of a piece, in the groups that the table shows."""
PIECES = 4
"""Pieces of each size and text."""
SEED = 20261123
EVIDENCE = ("cosine", "words")
KINDS = ("true", "wrong", "shuffled")
"""Kinds of pieces."""


def sample_pairs(path: Path, count: int) -> GoldText:
    """Draw sentence pairs from a table of pairs, as one text of 1-1 beads.

    Raises ``InputError`` if the table is not there.
    """
    if not path.is_file():
        raise InputError(f"{path}: not there. Give the folder that holds it with --data")
    rows = random.Random(SEED).sample(list(read_pairs(path)), count)
    gold = tuple(((number,), (number,)) for number in range(count))
    return GoldText("pairs", sentences(zh for zh, _ in rows), sentences(en for _, en in rows), gold)


def print_table(texts: Sequence[Material], aligner: Aligner) -> None:
    """Print how often each kind of piece was accepted, by size."""
    found = _verdicts(texts, aligner)
    heads = ["accepted of".ljust(28), *(", ".join(map(str, sizes)).rjust(16) for sizes in SIZES)]
    print("".join(heads))
    for evidence in EVIDENCE:
        for kind in KINDS:
            line = f"{kind}, by {evidence}".ljust(28)
            for group in range(len(SIZES)):
                counts = found[evidence, kind, group]
                line += f"{counts[True]} of {counts.total()}".rjust(16)
            print(line)


def _verdicts(
    texts: Sequence[Material], aligner: Aligner
) -> defaultdict[tuple[str, str, int], Counter[bool]]:
    """Count by evidence, kind of piece and group of sizes whether the sides belong together."""
    found: defaultdict[tuple[str, str, int], Counter[bool]] = defaultdict(Counter)
    for kind, group, piece in _pieces(texts, random.Random(SEED)):
        for evidence, material in zip(EVIDENCE, (piece, replace(piece, vectors=None)), strict=True):
            belongs = aligner.belonging(material, aligner.align(material)) >= 1
            found[evidence, kind, group][belongs] += 1
    return found


def _pieces(texts: Sequence[Material], dice: random.Random) -> Iterator[tuple[str, int, Material]]:
    """Yield kind, group of sizes and piece."""
    for group, sizes in enumerate(SIZES):
        for size in sizes:
            for text, other in zip(texts, [*texts[1:], texts[0]], strict=True):
                for _ in range(PIECES):
                    if len(text.text.gold) >= 2 * size + 2:
                        for kind, piece in _pieces_at(text, other, size, dice):
                            yield kind, group, piece


def _pieces_at(
    text: Material, other: Material, size: int, dice: random.Random
) -> Iterator[tuple[str, Material]]:
    """Yield a piece as it is, with English from elsewhere (twice), and with it shuffled."""
    gold = text.text.gold
    first = dice.randrange(len(gold) - 2 * size)
    zh, en = _joined(gold[first : first + size])
    _, later = _joined(gold[first + size : first + 2 * size])
    place = dice.randrange(max(1, len(other.text.en) - len(en)))
    elsewhere = range(len(other.text.en))[place : place + len(en)]
    yield "true", _piece(text, zh, text, en)
    yield "wrong", _piece(text, zh, text, later)
    yield "wrong", _piece(text, zh, other, elsewhere)
    yield "shuffled", _piece(text, zh, text, dice.sample(en, len(en)))


def _joined(moves: Sequence[Move]) -> tuple[list[int], list[int]]:
    """List the sentences of beads, of each side."""
    zh = itertools.chain.from_iterable(left for left, _ in moves)
    en = itertools.chain.from_iterable(right for _, right in moves)
    return list(zh), list(en)


def _piece(left: Material, zh: Sequence[int], right: Material, en: Sequence[int]) -> Material:
    text = GoldText(left.text.name, chosen(left.text.zh, zh), chosen(right.text.en, en), ())
    vectors = None
    if left.vectors and right.vectors:
        vectors = (left.vectors[0].only(zh), right.vectors[1].only(en))
    zh_terms = tuple(left.zh_terms[i] for i in zh)
    en_terms = tuple(right.en_terms[j] for j in en)
    return Material(text, zh_terms, en_terms, vectors)

#!/usr/bin/env python3
"""Measure alignment against gold data that does not come with Cika.

    python tools/eval_alignment.py alignment [--held-out] [--without-embeddings] [--data DIR]
    python tools/eval_alignment.py alignment [--growth] [--robustness] [--belonging]

Prints strict and lax scores on MAC-dev and the letter, by text and by type of bead; how sure the
beads are and how often they are right; and how well the splitters find sentences.
"""

import prelude

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from alignment_growth import print_growth
from alignment_scores import KINDS, Beads, Counts, count, f1, print_boundaries, print_scores
from disturbed_texts import disturbed
from eval_belonging import print_table, sample_pairs
from fit_alignment import fit
from generator.alignment.doubts import gaps, stretches
from generator.base.choices import MIN_PAIR_CONFIDENCE
from generator.base.errors import InputError
from gold_texts import Aligner, Material, Move, moves_of, read_letter, read_mac
from inputs import TATOEBA, add_data, command_line

PAIRS = 400
"""Pairs of Tatoeba that ``--belonging`` takes pieces of."""


def measure(options: argparse.Namespace) -> None:
    """Print what the command line asks for."""
    aligner = Aligner(with_vectors=not options.without_embeddings)
    texts = [aligner.prepare(text) for text in read_mac(options.data)]
    if options.growth:
        print_growth(aligner, texts)
    if options.robustness:
        print_robustness(aligner, texts)
    if options.belonging:
        pairs = sample_pairs(options.data / TATOEBA, PAIRS)
        print_table([*texts, aligner.prepare(pairs)], aligner)
    if not (options.growth or options.robustness or options.belonging):
        print_all_scores(aligner, texts, options.data, held_out=options.held_out)


def print_all_scores(
    aligner: Aligner, texts: Sequence[Material], data: Path, *, held_out: bool
) -> None:
    """Print the scores of MAC-dev and of the letter, and of the splitters."""
    if held_out:
        results = held_out_results(aligner, texts)
    else:
        print(
            "MAC-dev. The weights were fitted on these texts: see --held-out for an honest figure."
        )
        results = [aligner.align(text) for text in texts]
    gold = [text.text for text in texts]
    print_scores(gold, results)
    print_boundaries(gold)
    letter = aligner.prepare(read_letter(data / "seed" / "alignment.gold.tsv"))
    print_scores([letter.text], [aligner.align(letter)])


def held_out_results(aligner: Aligner, texts: Sequence[Material]) -> list[Beads]:
    """Align each text with weights fitted on the others; print the scores of words alone."""
    print("MAC-dev, each text aligned with weights fitted on the other five:")
    models = []
    for text in texts:
        models.append(fit(aligner, [other for other in texts if other is not text]))
    fitted = list(zip(texts, models, strict=True))
    if aligner.has_vectors:
        print("By words alone:")
        plain = [aligner.align(replace(text, vectors=None), model) for text, model in fitted]
        print_scores([text.text for text in texts], plain)
        print("With meaning:")
    return [aligner.align(text, model) for text, model in fitted]


def print_robustness(aligner: Aligner, texts: Sequence[Material]) -> None:
    """Print scores of disturbed texts, and how much of what is strange in them is reported.

    Strange is a sentence without counterpart in the gold. Reported is one in a gap, an unsure bead
    or a stretch that matches badly; a false report is one of the other sentences.
    """
    heads = f"{'':28} strict    lax   nulls found   strange reported   false   stretches    "
    print(f"{heads}belonging (least)")
    for kind, materials in disturbed(texts, aligner).items():
        results = [aligner.align(material) for material in materials]
        print(f"{kind:28} {_robustness(aligner, materials, results)}", flush=True)


def _robustness(aligner: Aligner, materials: Sequence[Material], results: Sequence[Beads]) -> str:
    counts: Counts = Counter()
    nulls = found = caught = false = 0
    for material, beads in zip(materials, results, strict=True):
        moves = moves_of(beads)
        counts += count(material.text.gold, moves)
        strange, reported = _alone(material.text.gold), _reported(beads)
        nulls += len(strange)
        found += len(_alone(moves) & strange)
        caught += len(reported & strange)
        false += len(reported - strange)
    others = sum(len(one.text.zh) + len(one.text.en) for one in materials) - nulls
    strict, lax = (f1(counts, kind)[2] for kind in KINDS)
    doubted = sum(len(stretches(beads)) for beads in results)
    pairs = zip(materials, results, strict=True)
    least = min(aligner.belonging(material, beads) for material, beads in pairs)
    return (
        f"{strict:6.3f} {lax:6.3f}   {found:5}/{nulls:5}   {caught / nulls:16.2f}"
        f"   {false / others:5.3f}   {doubted:9}    {least:.2f}"
    )


def _alone(moves: Iterable[Move]) -> set[tuple[int, int]]:
    """Return side and number of the sentences without counterpart."""
    return _sentences(move for move in moves if not all(move))


def _reported(beads: Beads) -> set[tuple[int, int]]:
    """Return side and number of the sentences that a report of the build names."""
    two_sided = [bead for bead in beads if bead.zh and bead.en]
    unsure = [bead for bead in two_sided if bead.confidence < MIN_PAIR_CONFIDENCE]
    found = _sentences(moves_of(unsure))
    for one in (*gaps(beads), *stretches(beads)):
        found |= _sentences([(tuple(range(*one.zh)), tuple(range(*one.en)))])
    return found


def _sentences(moves: Iterable[Move]) -> set[tuple[int, int]]:
    found = set()
    for zh, en in moves:
        found |= {(0, number) for number in zh}
        found |= {(1, number) for number in en}
    return found


def main() -> int:
    """Read the command line; return 1 with a sentence where the data is not there."""
    parser = command_line(__doc__)
    parser.add_argument("what", choices=["alignment"])
    parser.add_argument("--without-embeddings", action="store_true", help="align by words alone")
    add_data(parser)
    for name, description in (
        ("--held-out", "fit the weights anew for each text, on the other texts"),
        ("--growth", "print time, memory and scores of the texts as one, repeated"),
        ("--robustness", "print scores of texts with sentences lost, added or moved"),
        ("--belonging", "print how often translations and other texts are accepted"),
    ):
        parser.add_argument(name, action="store_true", help=description)
    try:
        measure(parser.parse_args())
    except InputError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

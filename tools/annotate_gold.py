#!/usr/bin/env python3
"""Annotate running text by correction: the program proposes, a person corrects, gold comes out.

    python tools/annotate_gold.py propose PAIRS.tsv BLOCKS.txt STATE.json
    python tools/annotate_gold.py apply STATE.json CORRECTIONS.txt GOLD.jsonl [--hashed]
    python tools/annotate_gold.py show STATE.json [CORRECTIONS.txt]

PAIRS.tsv has id, genre, Chinese, English. ``propose`` writes the blocks to be corrected, and what
``apply`` needs later; ``apply`` writes the gold, with ``--hashed`` without its sentences; ``show``
prints the blocks again, corrected if corrections are given. What cannot be applied is printed with
its line, and the exit is 1. How to correct, and the formats: docs/annotating-gold.md.
"""

import prelude

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from gold_corrections import CorrectionReport, correct, note_doubts, parse
from gold_pairs import LabelledPair, as_gold, blocks, read_pairs, write_pairs
from gold_proposals import propose
from gold_rows import write_row
from inputs import command_line
from learner_senses import LearnerDictionary


def run_propose(options: argparse.Namespace) -> int:
    """Write proposals."""
    dictionary = LearnerDictionary()
    pairs = propose(options.pairs, dictionary)
    write_pairs(options.state, pairs)
    options.blocks.write_text(blocks(pairs, dictionary), encoding="utf-8")
    print(f"{len(pairs)} pairs, {sum(len(pair.tokens) for pair in pairs)} tokens")
    return 0


def run_apply(options: argparse.Namespace) -> int:
    """Write gold."""
    pairs, report = corrected(options, LearnerDictionary())
    kept = [pair for pair in pairs if not pair.bad]
    rows = [write_row(as_gold(pair), hashed=options.hashed) for pair in kept]
    options.gold.write_text("".join(rows), encoding="utf-8")
    tokens = unchecked = 0
    for pair in kept:
        tokens += len(pair.tokens)
        unchecked += sum(not token.checked for token in pair.tokens)
    bad, cut = len(pairs) - len(kept), sum(pair.cut for pair in kept)
    print(f"{len(kept)} pairs, {tokens} tokens; bad {bad}, cut anew {cut}, ", end="")
    print(f"tokens not checked {unchecked}; wrong lines {len(report.faults)}")
    return 1 if report.faults else 0


def run_show(options: argparse.Namespace) -> int:
    """Print blocks."""
    dictionary = LearnerDictionary()
    if options.corrections is None:
        print(blocks(read_pairs(options.state), dictionary), end="")
        return 0
    pairs, report = corrected(options, dictionary)
    print(blocks(pairs, dictionary), end="")
    return 1 if report.faults else 0


def corrected(
    options: argparse.Namespace, dictionary: LearnerDictionary
) -> tuple[Sequence[LabelledPair], CorrectionReport]:
    """Return the pairs as corrected; print what is to be said of the corrections."""
    pairs, report = read_pairs(options.state), CorrectionReport()
    correct(pairs, parse(options.corrections, report), dictionary, report)
    note_doubts(pairs, report)
    for note in report.notes:
        print(f"note: {note}", file=sys.stderr)
    for fault in report.faults:
        print(f"wrong: {fault}", file=sys.stderr)
    return pairs, report


def main() -> int:
    """Read the command line and run a command; return the exit code."""
    parser = command_line(__doc__)
    commands = parser.add_subparsers(required=True)
    proposing = commands.add_parser("propose", help=run_propose.__doc__)
    proposing.add_argument("pairs", type=Path, metavar="PAIRS.tsv")
    proposing.add_argument("blocks", type=Path, metavar="BLOCKS.txt")
    proposing.add_argument("state", type=Path, metavar="STATE.json")
    proposing.set_defaults(run=run_propose)
    applying = commands.add_parser("apply", help=run_apply.__doc__)
    applying.add_argument("state", type=Path, metavar="STATE.json")
    applying.add_argument("corrections", type=Path, metavar="CORRECTIONS.txt")
    applying.add_argument("gold", type=Path, metavar="GOLD.jsonl")
    applying.add_argument("--hashed", action="store_true", help="a hash instead of sentences")
    applying.set_defaults(run=run_apply)
    showing = commands.add_parser("show", help=run_show.__doc__)
    showing.add_argument("state", type=Path, metavar="STATE.json")
    showing.add_argument("corrections", type=Path, nargs="?", metavar="CORRECTIONS.txt")
    showing.set_defaults(run=run_show)
    options = parser.parse_args()
    code: int = options.run(options)
    return code


if __name__ == "__main__":
    sys.exit(main())

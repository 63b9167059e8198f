#!/usr/bin/env python3
"""Measure senses on gold data that does not come with Cika (links: ``tools/links.py``).

    python tools/words.py senses [--data ../shared/data]

senses: how often the first, or one of the first two glosses, is one of the gold's.
"""

import argparse
import csv
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from generator.annotate import Annotator
from generator.lexicon import glosses
from generator.lexicon.dictionary import Dictionary

DATA = ROOT.parent / "shared" / "data"


def measure_senses(options: argparse.Namespace) -> None:
    annotator = Annotator(Dictionary())
    with (options.data / "sense" / "sense.dev.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines, delimiter="\t"))[1:]
    first = second = missing = 0
    for word, zh, en, _, source, gold in rows:
        wanted = {part.strip().lower() for g in gold.split("|") for part in re.split("[;/]", glosses.tidy(g.strip()))}
        wanted |= {re.sub(r"^\([^)]*\) ", "", w) for w in wanted}
        tokens = [
            t
            for t in annotator.tokens(zh, en, annotator.names([(zh, en)]))
            if annotator.dictionary.simplify(t.text) == annotator.dictionary.simplify(word)
        ]
        if not tokens:
            missing += 1
            print(f"cut otherwise: {word} in {zh}")
            continue
        token = tokens[0]
        shown = [s.lower() for s in token.senses if s != token.gloss or "; " not in s]
        right = [bool({s, re.sub(r"\s*\([^)]*\)", "", s)} & wanted) for s in shown]
        first += right[0]
        second += any(right[:2])
        if not right[0]:
            print(f"{source:14} {word}: {shown[:2]} gold {gold}\n{'':15}{zh} / {en}")
    shares = f"first {first} of {len(rows)} ({first / len(rows):.1%}), first two {second} ({second / len(rows):.1%})"
    print(f"senses: {shares}, cut otherwise {missing}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["senses"])
    parser.add_argument("--data", type=Path, default=DATA)
    options = parser.parse_args()
    if not options.data.is_dir():
        sys.exit(f"{options.data} is not there; give the folder of the gold data with --data")
    {"senses": measure_senses}[options.what](options)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Measure what an order of study asks of a learner: how many words are new in the sentence of each card.

    python tools/order.py [TEXT …]          (default: the letter in seeds/)

A word card is asked for one word, in a sentence; what counts is how many words of that sentence have had no card before, itself
included. A sentence card comes after its words. Words that get no card (numbers, names in no dictionary) are taken as known.
"""

import argparse
from collections import Counter
from pathlib import Path

import sys  # isort: skip

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from generator.anki import word_key
from generator.pipeline import Options, Source, Study, Workshop

LETTER = next((Path(__file__).resolve().parent.parent / "seeds").glob("1953-12-19*.txt"))


def new_words(study: Study) -> list[int]:
    """For each word card in order of study: how many words of its sentence have no card before it."""
    keys = {word_key(w.token) for w in study.words}
    met: set[str] = set()
    counts = []
    for index in study.order:
        here = {word_key(t) for t in study.passages[index].tokens} & keys
        for word in (w for w in study.words if w.passage == index):
            counts.append(len(here - met))
            met.add(word_key(word.token))
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("text", nargs="*", type=Path)
    workshop = Workshop()
    print("text\torder\tword cards\tonly one word new\tat most three\tmean\tmost at once in a sentence")
    for path in parser.parse_args().text or [LETTER]:
        for order in ("text", "reading"):
            study = workshop.study(Source(path), options=Options(looks={"order": order}))
            counts = new_words(study)
            most = max(Counter(w.passage for w in study.words).values())
            shares = [sum(c <= limit for c in counts) / len(counts) for limit in (1, 3)]
            print(path.stem[:30], order, len(counts), *(f"{s:.0%}" for s in shares), f"{sum(counts) / len(counts):.2f}", most, sep="\t")


if __name__ == "__main__":
    main()

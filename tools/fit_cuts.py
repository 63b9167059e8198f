#!/usr/bin/env python3
"""Fit the weights by which a rival cut replaces the likeliest one, and measure them.

    python tools/fit_cuts.py             cross-validated on the fit part of the gold corpus
    python tools/fit_cuts.py --fit       write generator/data/cuts.json

Taken are the places of the gold corpus, and of every second pair of tests/cases/two_cuts.tsv, where
either the likeliest cut or its rival is right: a logistic regression over the evidence of
``annotation/cut_choice.py``.
"""

import prelude

import argparse
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.annotation.cut_choice import FEATURES, MARGIN, WEIGHTS, features
from generator.chinese.script import simplify
from generator.chinese.tagger import Tagger
from generator.lexicon import english
from generator.lexicon.passage_english import PassageEnglish
from generator.pipeline import Resources
from gold_corpus import read_gold
from inputs import CASES

Floats = NDArray[np.float64]
FOLDS = 4
RIDGE = 0.3
TWO_CUTS = CASES / "two_cuts.tsv"
REPEATED = 2
"""How often each disputed place of two_cuts.tsv counts: it is disputed on purpose."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place where a rival or the likeliest cut is right."""

    text: str
    values: tuple[float, ...]
    is_right: bool
    note: str


def places(resources: Resources) -> Iterator[Place]:
    """Yield the places of both sets."""
    tagger = Tagger()
    for pair in read_gold():
        if pair.is_test:
            continue
        gold = {(one.start, one.end) for one in pair.tokens}
        yield from _places_of(resources, tagger, (pair.zh, pair.en), gold, pair.text)
    for number, line in enumerate(TWO_CUTS.read_text("utf-8").splitlines()[1:]):
        if number // 2 % 2:  # kept for measuring
            continue
        characters, zh, en, cut = line.split("\t")[:4]
        at = zh.index(characters)
        gold = set()
        for word in cut.split("|"):
            gold.add((at, at + len(word)))
            at += len(word)
        for place in _places_of(resources, tagger, (zh, en), gold, f"two{number // 2}"):
            yield from [place] * REPEATED


def _places_of(
    resources: Resources,
    tagger: Tagger,
    pair: tuple[str, str],
    gold: set[tuple[int, int]],
    text: str,
) -> Iterator[Place]:
    annotator = resources.annotator
    names = annotator.names([pair])
    zh = simplify(pair[0], names.traditional)
    segments = annotator.segmenter.cut(zh, names.words)
    (tagged,) = tagger.read([zh])
    said = PassageEnglish(english.words(pair[1]), {})
    for rival in annotator.segmenter.rivals(segments, names.words):
        replaced = segments[rival.first : rival.last + 1]
        start = replaced[0].start
        own_right = _spans([one.text for one in replaced], start) <= gold
        rival_right = _spans(rival.words, start) <= gold
        if own_right == rival_right:
            continue
        values = features(rival, segments, tagged.border_odds, said, annotator.entries.senses_of)
        note = f"{'|'.join(one.text for one in replaced)} -> {'|'.join(rival.words)}"
        yield Place(text=text, values=values, is_right=rival_right, note=note)


def _spans(words: Sequence[str], start: int) -> set[tuple[int, int]]:
    found = set()
    for word in words:
        found.add((start, start + len(word)))
        start += len(word)
    return found


def fit(found: Sequence[Place]) -> Floats:
    """Fit by Newton's method with a ridge."""
    x = np.array([one.values for one in found])
    y = np.array([one.is_right for one in found], float)
    weights = np.zeros(x.shape[1])
    for _ in range(30):
        chances = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (chances - y) + RIDGE * weights
        curve = (x * (chances * (1 - chances))[:, None]).T @ x + RIDGE * np.eye(len(weights))
        weights = weights - np.linalg.solve(curve, slope)
    return np.asarray(weights, np.float64)


def fold_of(place: Place) -> int:
    """Return the fold of a place: that of its text."""
    return zlib.crc32(place.text.encode()) % FOLDS


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--fit", action="store_true", help="write the weights")
    parser.add_argument("--faults", type=int, default=0, help="list so many faults")
    options = parser.parse_args()
    found = list(places(Resources()))
    print(f"{len(found)} places, rival right in {sum(one.is_right for one in found)}")
    mended = broken = 0
    for fold in range(FOLDS):
        weights = fit([one for one in found if fold_of(one) != fold])
        for one in found:
            if fold_of(one) != fold:
                continue
            taken = float(np.dot(weights, one.values)) > MARGIN
            mended += taken and one.is_right
            broken += taken and not one.is_right
            if taken != one.is_right and options.faults:
                options.faults -= 1
                print("  ", one.note, "taken wrongly" if taken else "missed", one.values)
    print(f"cross-validated: mended {mended}, broken {broken}")
    weights = fit(found)
    made = {name: round(float(one), 4) for name, one in zip(FEATURES, weights, strict=True)}
    print(made)
    if options.fit:
        WEIGHTS.write_text(json.dumps(made, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()

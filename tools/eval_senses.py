#!/usr/bin/env python3
"""Measure how often the sense that the program puts first is right, or one of its first two; fit
the weights.

    python tools/eval_senses.py [--data DIR] [--fit] [--wrong]
                                [--without-vectors] [--without-english]

The judged sets are those of tools/sense_cases.py. A word that the program cuts otherwise counts as
wrong. --fit prints weights that were fitted on both (softmax over the glosses, pulled towards the
present weights) and what they score cross-validated in ten folds that separate the words, and the
two numbers of the confidence (logistic in the margin).
"""

import prelude

import itertools
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from generator.lexicon import senses
from generator.lexicon.dictionary import Dictionary
from generator.vectors import word_vectors
from inputs import add_data, command_line
from sense_cases import DEVELOPMENT_SOURCES, Case, Evidence, Floats, JudgedWord, Recorder, read
from sense_fit import cross_validate, fit, fit_confidence, outcome, ranking

BINS = (0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
"""Confidences between which calibration is shown."""
SHOWN_ENGLISH, SHOWN_GLOSS = 100, 40
"""Characters that are shown of a translation and of a gloss."""


def report(title: str, cases: Sequence[Case], weights: Sequence[Floats]) -> None:
    """Print how often the first is right and one of the first two, by source."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for case, own in zip(cases, weights, strict=True):
        first, second, _ = outcome(case, own)
        source = case.occurrence.source
        group = "64 development" if source in DEVELOPMENT_SOURCES else "our own"
        for name in (source, group, "all"):
            counts[name].update(n=1, first=first, second=second, cut=case.evidence is None)
    print(title)
    for name, found in sorted(counts.items()):
        first_right = f"first {found['first']:3} ({found['first'] / found['n']:.1%})"
        one_right = f"first two {found['second']:3} ({found['second'] / found['n']:.1%})"
        cut = f"cut otherwise {found['cut']}"
        print(f"  {name:15} {found['n']:4}  {first_right}  {one_right}  {cut}")


def print_calibration(cases: Sequence[Case], weights: Floats) -> None:
    """Print stated confidence against the share that is right."""
    found = []
    for case in cases:
        if case.evidence:
            first, _, margin = outcome(case, weights)
            found.append((senses.sure(margin), first))
    print("said / true (occurrences):", end="")
    for low, high in itertools.pairwise(BINS):
        here = [(confidence, right) for confidence, right in found if low <= confidence < high]
        if here:
            stated, right = np.mean(here, axis=0)
            print(f"  {stated:.2f} / {right:.2f} ({len(here)})", end="")
    score = np.mean([(confidence - right) ** 2 for confidence, right in found])
    print(f"\nBrier score {score:.3f}")


def print_wrong(cases: Sequence[Case], weights: Floats) -> None:
    """Print what is wrong, with the evidence."""
    for case in cases:
        if not outcome(case, weights)[0]:
            _print_sentence(case.occurrence)
            if case.evidence:
                _print_evidence(case.evidence, weights)


def _print_sentence(word: JudgedWord) -> None:
    at = max(0, word.zh.find(word.word[0]) - 20)
    text = f"…{word.zh[at : at + 40]}… / {word.en[:SHOWN_ENGLISH]}"
    print(f"{word.source} {word.word}: {text}\n    gold {word.gold}")


def _print_evidence(evidence: Evidence, weights: Floats) -> None:
    ranked, scores = ranking(evidence, weights)
    for number in ranked[:3]:
        named = zip(senses.FEATURES, evidence.features[number], strict=True)
        values = " ".join(f"{name}={value:.2f}" for name, value in named)
        gloss = evidence.glosses[number].text[:SHOWN_GLOSS]
        print(f"    {scores[number]:.2f} {gloss:{SHOWN_GLOSS}} {values}")


def main() -> None:
    """Read the command line, measure, and fit if that is wanted."""
    parser = command_line(__doc__)
    add_data(parser)
    for name, description in (
        ("--fit", "print fitted weights"),
        ("--wrong", "print what is wrong, with the evidence"),
        ("--without-vectors", "leave out the vectors of words"),
        ("--without-english", "measure as if there were no translation"),
    ):
        parser.add_argument(name, action="store_true", help=description)
    options = parser.parse_args()
    if not options.data.is_dir():
        sys.exit(f"{options.data} is not there; give the folder of the gold data with --data")
    recorder = Recorder(Dictionary(), None if options.without_vectors else word_vectors.alone)
    words = list(read(options.data))
    if options.without_english:
        words = [replace(word, en="") for word in words]
    cases = [recorder.case(word) for word in words]
    weights = np.array(senses.WEIGHTS)
    if options.wrong:
        print_wrong(cases, weights)
    report("weights as they are", cases, [weights] * len(cases))
    print_calibration(cases, weights)
    if options.fit:
        report("fitted, words held out", cases, cross_validate(cases, weights))
        fitted = np.round(fit(cases, weights), 3).tolist()
        print("fitted on all:", dict(zip(senses.FEATURES, fitted, strict=True)))
        print("confidence:", np.round(fit_confidence(cases, weights), 2).tolist())


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Measure cut, readings, senses, classes and counterparts on the gold corpus.

    python tools/eval_gold.py [--test] [--faults N]

The fit part unless ``--test`` is given (for final figures only). Counterparts are judged on
content words: those of the gold that have one or that the program marks, grammar classes left out.
"""

import prelude

import argparse
import sys
from collections import Counter
from collections.abc import Sequence

from generator.base.pinyin import number
from generator.base.records import Token
from generator.pipeline import Resources
from gold_corpus import read_gold
from gold_rows import GoldPair, GoldToken

GRAMMAR = frozenset(
    "particle preposition conjunction pronoun measure auxiliary direction suffix prefix".split()
)
Counts = Counter[str]


def measure(pair: GoldPair, tokens: Sequence[Token], counts: Counts, notes: Counts) -> None:
    """Count what a pair has right and wrong."""
    ours = {(one.start, one.end): one for one in tokens if one.kind != "punctuation"}
    gold = {(one.start, one.end): one for one in pair.tokens}
    counts["pairs"] += 1
    counts["pairs cut alike"] += ours.keys() == gold.keys()
    for span, wanted in gold.items():
        counts["tokens"] += 1
        found = ours.get(span)
        if wanted.kind == "name":
            counts["names"] += 1
            counts["names whole"] += found is not None
        if found is None:
            notes[f"cut {pair.zh[span[0] : span[1]]}"] += 1
            continue
        counts["tokens cut alike"] += 1
        _measure_reading(wanted, found, counts, notes)
        _measure_counterpart(pair, wanted, found, counts, notes)
        if wanted.sense and found.kind in ("word", "name", "number"):
            counts["senses"] += 1
            right = found.gloss == wanted.sense[2]
            counts["senses right"] += right
            counts["classes right"] += found.part_of_speech == wanted.sense[1]
            doubted = "sense" in found.doubts
            counts[f"{'right' if right else 'wrong'} {'doubted' if doubted else 'undoubted'}"] += 1


def _measure_reading(wanted: GoldToken, found: Token, counts: Counts, notes: Counts) -> None:
    if not wanted.reading or not found.pinyin:
        return
    ours = " ".join(number(one).lower() for one in found.pinyin)
    theirs = wanted.reading.lower().replace("r5", "er5").replace("er2", "er5")
    if len(ours.split()) != len(theirs.split()):
        return
    counts["readings"] += 1
    right = ours.replace("r5", "er5").replace("eer5", "er5").replace("er2", "er5") == theirs
    right = right or _plain(ours) == _plain(theirs)
    counts["readings right"] += right
    if not right:
        notes[f"reading {found.text} {ours} for {theirs}"] += 1


def _plain(reading: str) -> str:
    """Neutral tones count as full ones where a longer word has them."""
    syllables = reading.replace("er5", "r5").split()
    if len(syllables) == 1:
        return " ".join(syllables)
    return " ".join(one.rstrip("12345") if one.endswith("5") else one for one in syllables)


def _how_marked(ours: set[int], theirs: set[int]) -> str:
    """Return how the places that are marked lie to those of the gold corpus."""
    if not ours:
        return "missed"
    if ours == theirs:
        return "exact"
    return "overlapping" if ours & theirs else "elsewhere"


def _measure_counterpart(
    pair: GoldPair, wanted: GoldToken, found: Token, counts: Counts, notes: Counts
) -> None:
    if wanted.sense and wanted.sense[1] in GRAMMAR:
        return
    theirs: set[int] = set()
    ours: set[int] = set()
    for start, end in wanted.english:
        theirs |= set(range(start, end))
    for start, end in found.english:
        ours |= set(range(start, end))
    said = " ".join(pair.en[a:b] for a, b in found.english)
    true = " ".join(pair.en[a:b] for a, b in wanted.english)
    if theirs:
        counts["counterparts"] += 1
        kind = _how_marked(ours, theirs)
        counts[f"counterparts {kind}"] += 1
        if kind != "exact":
            notes[f"mark {kind}: {found.text} {said!r} for {true!r}"] += 1
    elif ours:
        counts["marks too many"] += 1
        notes[f"mark too many: {found.text} {said!r}"] += 1


def report(counts: Counts) -> None:
    """Print the figures."""
    shares = (
        ("pairs cut alike", "pairs"),
        ("tokens cut alike", "tokens"),
        ("names whole", "names"),
        ("readings right", "readings"),
        ("senses right", "senses"),
        ("classes right", "senses"),
        ("counterparts exact", "counterparts"),
        ("counterparts overlapping", "counterparts"),
        ("counterparts elsewhere", "counterparts"),
        ("counterparts missed", "counterparts"),
        ("marks too many", "counterparts"),
    )
    for part, whole in shares:
        print(f"{part}: {counts[part]} of {counts[whole]}, {counts[part] / counts[whole]:.1%}")
    doubted = counts["right doubted"] + counts["wrong doubted"]
    wrong = counts["wrong doubted"] + counts["wrong undoubted"]
    print(f'"?" {doubted}, of these on right senses {counts["right doubted"]};', end=" ")
    print(f'wrong senses {wrong}, without "?" {counts["wrong undoubted"]}')


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--test", action="store_true", help="measure the test part")
    parser.add_argument("--every", type=int, default=1, help="every so many texts only")
    parser.add_argument("--faults", type=int, default=0, help="list so many faults of each kind")
    options = parser.parse_args()
    resources = Resources()
    texts: dict[str, list[GoldPair]] = {}
    for pair in read_gold():
        if pair.is_test == options.test:
            texts.setdefault(pair.text, []).append(pair)
    counts: Counts = Counter()
    notes: Counts = Counter()
    for own in list(texts.values())[:: options.every]:
        lines = [(pair.zh, pair.en) for pair in own]
        names = resources.annotator.names(lines)
        for pair, tokens in zip(own, resources.annotator.all_tokens(lines, names), strict=True):
            measure(pair, tokens, counts, notes)
    report(counts)
    kinds: Counter[str] = Counter()
    for note, times in notes.most_common():
        kind = " ".join(note.split()[:2])
        kinds[kind.split(":")[0]] += 1
        if kinds[kind.split(":")[0]] <= options.faults:
            print(f"  {times} {note}", file=sys.stderr)


if __name__ == "__main__":
    main()

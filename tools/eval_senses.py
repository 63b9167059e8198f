#!/usr/bin/env python3
"""Measure how often the sense that the program puts first is right, or one of its first two; fit
the weights.

    python tools/eval_senses.py [--data ../shared/data] [--fit] [--wrong] [--without-vectors] [--without-english]

Two judged sets: the development occurrences that do not come with Cika (``sense/sense.dev.tsv``),
and our own (``tests/cases/senses.tsv``: Tatoeba sentences, and places in news and novels whose text
does not come with Cika and which are left out where it is not there). A word that the program cuts
otherwise counts as wrong. --fit prints weights that were fitted on both (softmax over the glosses,
pulled towards the present weights) and what they score cross-validated in ten folds that part the
words, and the two numbers of the confidence (logistic in the margin).
"""

import argparse
import collections
import csv
import random
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from eval_alignment import DATA, read_mac

from generator.annotation.annotator import Annotator
from generator.annotation.entries import Entries
from generator.annotation.token_builder import TokenBuilder
from generator.chinese.script import simplify
from generator.chinese.segment import Segment
from generator.lexicon import glosses, links, senses
from generator.lexicon.dictionary import Dictionary
from generator.lexicon.glosses import Gloss
from generator.vectors import word_vectors

OWN = Path(__file__).resolve().parent.parent / "tests" / "cases" / "senses.tsv"
RENAMED = {"ordinal number": "number designation"}
"""Definitions of 2023 that the present dictionary words otherwise."""
PULL, SHARPNESS, FOLDS = 0.01, 8.0, 10


@dataclass(frozen=True)
class JudgedWord:
    """A judged word in its sentence."""

    word: str
    zh: str
    en: str
    source: str
    gold: str


@dataclass(frozen=True)
class Case:
    """An occurrence with the evidence for each gloss; no glosses where the word was cut
    otherwise."""

    occurrence: JudgedWord
    parts: tuple[Gloss, ...] = ()
    features: np.ndarray | None = None
    """(glosses, features)."""
    right: np.ndarray | None = None
    """Which glosses the gold has."""


class RecordingBuilder(TokenBuilder):
    """A builder of tokens that keeps the evidence for each word."""

    def __init__(self, entries: Entries) -> None:
        super().__init__(entries)
        self.seen: list[tuple[str, Sequence[Gloss], senses.SenseEvidence]] = []

    def rank(
        self, segment: Segment, found: Sequence[Gloss], evidence: senses.SenseEvidence
    ) -> tuple[senses.Ranked, ...]:
        self.seen.append((segment.text, found, evidence))
        return super().rank(segment, found, evidence)


class Recorder(Annotator):
    """An annotator that keeps the evidence for each word."""

    def __init__(self, dictionary: Dictionary, vectors: "links.Vectors | None") -> None:
        super().__init__(dictionary, vectors)
        self.builder = self.recording = RecordingBuilder(Entries(dictionary, self.segmenter))

    def case(self, occurrence: JudgedWord) -> Case:
        """Return an occurrence with the evidence for each gloss."""
        self.recording.seen.clear()
        pairs = [(occurrence.zh, occurrence.en)]
        self.tokens(*pairs[0], self.names(pairs))
        word = simplify(occurrence.word)
        for text, found, evidence in self.recording.seen:
            if text == word:
                features = np.array(senses.table(found, evidence))
                return Case(occurrence, tuple(found), features, judge(occurrence, found))
        return Case(occurrence)


def judge(occurrence: JudgedWord, parts: Sequence[Gloss]) -> np.ndarray:
    """Which glosses are right: ours by definition, those of 2023 by their words."""
    if occurrence.source in {"dev", "seed"}:
        wanted = words_of(occurrence.gold)
        return np.array([bool({p.text.lower(), bare(p.text)} & wanted) for p in parts])
    definitions = set(occurrence.gold.split(" | "))
    return np.array(
        [f"[{p.entry.reading}] {p.entry.senses[p.sense]}" in definitions for p in parts]
    )


def bare(text: str) -> str:
    """Without what is in parentheses, unless nothing else is there."""
    return (
        re.sub(r"\s+", " ", re.sub(r"\([^()]*\)", "", text)).strip(" .,").lower()
        or text.strip("()").lower()
    )


def words_of(gold: str) -> set[str]:
    found: set[str] = set()
    for definition in gold.split(" | "):
        for gloss in re.split("[;/]", glosses.tidy(RENAMED.get(definition.strip(), definition))):
            found |= {gloss.strip().lower(), bare(gloss)}
    return found - {""}


def read(data: Path) -> Iterator[JudgedWord]:
    with (data / "sense" / "sense.dev.tsv").open(encoding="utf-8", newline="") as lines:
        for word, zh, en, _, source, gold in list(csv.reader(lines, delimiter="\t"))[1:]:
            yield JudgedWord(word, zh, en, "seed" if source == "seed" else "dev", gold)
    texts = elsewhere(data)
    with OWN.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            zh, en = (row["zh"], row["en"]) if row["zh"] else texts.get(row["source"], ("", ""))
            kind = (
                "tatoeba"
                if row["zh"]
                else "news"
                if row["source"].startswith("newswire")
                else "novels"
            )
            if zh:
                yield JudgedWord(row["word"], zh, en, kind, row["senses"])


def elsewhere(data: Path) -> dict[str, tuple[str, str]]:
    """The texts that our own judgements point to: line of the newswire pairs, gold bead of
    MAC-dev."""
    found = {}
    for text in read_mac(data / "alignment" / "mac-dev"):
        for number, (zh, en) in enumerate(text.gold):
            found[f"{text.name}:{number}"] = (
                "".join(text.zh[i].text for i in zh),
                " ".join(text.en[j].text for j in en),
            )
    lines = (data / "links" / "newswire.dev.src-tgt").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        zh_side, en_side = line.split(" ||| ")
        found[f"newswire:{number}"] = (zh_side.replace(" ", ""), en_side)
    return found


def order(case: Case, weights: np.ndarray) -> tuple[list[int], np.ndarray]:
    """The best gloss of each definition, best first, and all scores."""
    assert case.features is not None
    scores = case.features @ weights
    best: dict[tuple[object, int], int] = {}
    for k in np.argsort(-scores, kind="stable"):
        best.setdefault((case.parts[k].entry, case.parts[k].sense), int(k))
    return list(best.values()), scores


def outcome(case: Case, weights: np.ndarray) -> tuple[bool, bool, float]:
    """Whether the first is right, whether one of the first two is, and the margin between them."""
    if case.right is None:
        return False, False, 0.0
    ranked, scores = order(case, weights)
    margin = float(scores[ranked[0]] - scores[ranked[1]]) if len(ranked) > 1 else 1.0
    return bool(case.right[ranked[0]]), bool(case.right[ranked[:2]].any()), margin


def report(title: str, cases: Sequence[Case], weights: Sequence[np.ndarray]) -> None:
    counts: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for case, own in zip(cases, weights, strict=True):
        first, second, _ = outcome(case, own)
        group = "64 development" if case.occurrence.source in {"dev", "seed"} else "our own"
        for name in (case.occurrence.source, group, "all"):
            counts[name].update(n=1, first=first, second=second, cut=case.right is None)
    print(title)
    for name, c in sorted(counts.items()):
        shares = (
            f"first {c['first']:3} ({c['first'] / c['n']:.1%})  first two {c['second']:3}"
            f" ({c['second'] / c['n']:.1%})"
        )
        print(f"  {name:15} {c['n']:4}  {shares}  cut otherwise {c['cut']}")


def fit(cases: Sequence[Case], start: np.ndarray, rounds: int = 150) -> np.ndarray:
    """Softmax over glosses, by Adam, each weight pulled towards its start."""
    weights = start.copy()
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    known = [
        (c.features, c.right)
        for c in cases
        if c.features is not None and c.right is not None and c.right.any()
    ]
    for step in range(1, rounds + 1):
        gradient = PULL * SHARPNESS * (weights - start) / np.maximum(np.abs(start), 0.05)
        for features, right in known:
            p = np.exp(SHARPNESS * (features @ weights - (features @ weights).max()))
            p /= p.sum()
            q = p * right / max((p * right).sum(), 1e-12)
            gradient += SHARPNESS * features.T @ (p - q) / len(known)
        first, second = 0.9 * first + 0.1 * gradient, 0.99 * second + 0.01 * gradient**2
        weights -= 0.02 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return weights


def cross_validate(cases: Sequence[Case], start: np.ndarray) -> list[np.ndarray]:
    """For each case the weights that were fitted without any case of its word."""
    words = sorted({c.occurrence.word for c in cases})
    random.Random(1).shuffle(words)
    fold = {word: i % FOLDS for i, word in enumerate(words)}
    fitted = [fit([c for c in cases if fold[c.occurrence.word] != f], start) for f in range(FOLDS)]
    return [fitted[fold[c.occurrence.word]] for c in cases]


def fit_confidence(cases: Sequence[Case], weights: np.ndarray) -> np.ndarray:
    """Logistic regression of "the first is right" on the margin, by Newton's method."""
    found = [outcome(c, weights) for c in cases if c.right is not None]
    x = np.array([[1.0, min(m, senses.MOST_MARGIN)] for _, _, m in found])
    y = np.array([first for first, _, _ in found], float)
    w = np.zeros(2)
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        w += np.linalg.solve(
            (x * (p * (1 - p))[:, None]).T @ x + 0.1 * np.eye(2), x.T @ (y - p) - 0.1 * w
        )
    return w


def calibration(cases: Sequence[Case], weights: np.ndarray) -> None:
    found = [
        (senses.sure(m), first)
        for first, _, m in (outcome(c, weights) for c in cases if c.right is not None)
    ]
    print("said / true (occurrences):", end="")
    for low, high in ((0, 0.5), (0.5, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.01)):
        here = [(p, right) for p, right in found if low <= p < high]
        if here:
            print(
                f"  {np.mean([p for p, _ in here]):.2f} / {np.mean([r for _, r in here]):.2f}"
                f" ({len(here)})",
                end="",
            )
    print(f"\nBrier score {np.mean([(p - right) ** 2 for p, right in found]):.3f}")


def print_wrong(cases: Sequence[Case], weights: np.ndarray) -> None:
    for case in cases:
        occurrence = case.occurrence
        if outcome(case, weights)[0]:
            continue
        at = max(0, occurrence.zh.find(occurrence.word[0]) - 20)
        print(
            f"{occurrence.source} {occurrence.word}: …{occurrence.zh[at : at + 40]}… /"
            f" {occurrence.en[:100]}\n    gold {occurrence.gold}"
        )
        if case.features is not None:
            ranked, scores = order(case, weights)
            for k in ranked[:3]:
                values = " ".join(
                    f"{n}={v:.2f}" for n, v in zip(senses.FEATURES, case.features[k], strict=True)
                )
                print(f"    {scores[k]:.2f} {case.parts[k].text[:40]:40} {values}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument(
        "--wrong", action="store_true", help="print what is wrong, with the evidence"
    )
    parser.add_argument("--without-vectors", action="store_true")
    parser.add_argument(
        "--without-english", action="store_true", help="as if there were no translation"
    )
    options = parser.parse_args()
    if not options.data.is_dir():
        sys.exit(f"{options.data} is not there; give the folder of the gold data with --data")
    recorder = Recorder(Dictionary(), None if options.without_vectors else word_vectors.alone)
    occurrences = [replace(o, en="") if options.without_english else o for o in read(options.data)]
    cases = [recorder.case(o) for o in occurrences]
    weights = np.array(senses.WEIGHTS)
    if options.wrong:
        print_wrong(cases, weights)
    report("weights as they are", cases, [weights] * len(cases))
    calibration(cases, weights)
    if options.fit:
        report("fitted, words held out", cases, cross_validate(cases, weights))
        print(
            "fitted on all:",
            dict(zip(senses.FEATURES, np.round(fit(cases, weights), 3).tolist(), strict=True)),
        )
        print("confidence:", np.round(fit_confidence(cases, weights), 2).tolist())


if __name__ == "__main__":
    main()

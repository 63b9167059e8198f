#!/usr/bin/env python3
"""Measure links and senses on gold data that does not come with Cika.

    python tools/words.py links [--fit] [--data ../shared/data]
    python tools/words.py senses [--data ../shared/data]

links: of the Chinese words that Cika links (its own segmentation, projected to the gold's through characters), how many
overlap a gold link, by confidence; --fit prints the weights of the logistic confidence (links.py). The gold was used to fit.
senses: how often the first, or one of the first two glosses, is one of the gold's.
"""

import argparse
import csv
import math
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from generator.annotate import Annotator
from generator.chinese.script import simplify
from generator.lexicon import english, glosses, links
from generator.lexicon.dictionary import Dictionary

DATA = ROOT.parent / "shared" / "data"


@dataclass(frozen=True)
class Judged:
    """A link with whether gold agrees: None where gold links nothing to the token."""

    link: links.Link
    overlaps: bool
    exact: bool


def spans(tokens: list[str], gap: str) -> list[tuple[int, int]]:
    found, at = [], 0
    for token in tokens:
        found.append((at, at + len(token)))
        at += len(token) + len(gap)
    return found


def judge_pair(annotator: Annotator, line: str, gold: str) -> tuple[list[Judged], int]:
    """Judge every link of a sentence pair; also count the content tokens."""
    zh, en = (side.split() for side in line.split(" ||| "))
    zh_text, en_text = "".join(zh), " ".join(en)
    zh_spans, en_spans = spans(zh, ""), spans(en, " ")
    pairs = [(int(a) - 1, int(b) - 1) for a, b in re.findall(r"(\d+)[-p](\d+)", gold)]
    names = annotator.names([(zh_text, en_text)])
    pieces = annotator.cut(zh_text, names)
    items = annotator.items(pieces, zh_text, names)
    words = english.words(en_text)
    found = []
    for i, link in links.link(items, words).items():
        start, end = pieces[i].start, pieces[i].start + len(pieces[i].text)
        mine = {k for k, (a, b) in enumerate(en_spans) if a < words[link.last].end and b > words[link.first].start}
        theirs = {b for a, b in pairs if zh_spans[a][0] < end and zh_spans[a][1] > start}
        found.append(Judged(link, bool(mine & theirs), mine == theirs))
    content = sum(item.content and item.kind != "punctuation" for item in items)
    return found, content


def features(link: links.Link) -> list[float]:
    return [1.0, *links.features(link)]


def fit(judged: list[Judged]) -> np.ndarray:
    """Logistic regression by Newton's method, lightly regularised."""
    x = np.array([features(j.link) for j in judged])
    y = np.array([j.overlaps for j in judged], float)
    weights = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (y - p) - 0.1 * weights
        hessian = (x * (p * (1 - p))[:, None]).T @ x + 0.1 * np.eye(len(weights))
        weights += np.linalg.solve(hessian, gradient)
    return weights


def measure_links(options: argparse.Namespace) -> None:
    annotator = Annotator(Dictionary())
    folder = options.data / "links"
    lines = (folder / "newswire.dev.src-tgt").read_text(encoding="utf-8").splitlines()
    golds = (folder / "newswire.dev.gold").read_text(encoding="utf-8").splitlines()
    judged: list[Judged] = []
    content = 0
    for line, gold in zip(lines, golds, strict=True):
        found, count = judge_pair(annotator, line, gold)
        judged += found
        content += count
    if options.fit:
        print("weights (1, then links.features):", np.round(fit(judged), 3).tolist())
    print("confidence  linked  overlaps  exact   (of content tokens, of links)")
    for least in (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95):
        kept = [j for j in judged if j.link.confidence >= least]
        if kept:
            overlap, exact = np.mean([j.overlaps for j in kept]), np.mean([j.exact for j in kept])
            print(f"  >= {least:.2f}    {len(kept) / content:6.1%}  {overlap:6.1%}  {exact:6.1%}")
    error = math.fsum((j.link.confidence - j.overlaps) ** 2 for j in judged) / len(judged)
    print(f"Brier score {error:.3f}")


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
            if simplify(t.text) == simplify(word)
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
    parser.add_argument("what", choices=["links", "senses"])
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--data", type=Path, default=DATA)
    options = parser.parse_args()
    if not options.data.is_dir():
        sys.exit(f"{options.data} is not there; give the folder of the gold data with --data")
    {"links": measure_links, "senses": measure_senses}[options.what](options)


if __name__ == "__main__":
    main()

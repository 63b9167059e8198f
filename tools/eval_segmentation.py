#!/usr/bin/env python3
"""Measure how Chinese is cut: against gold standards, against the dictionary, against jieba, in
both scripts.

    python tools/eval_segmentation.py [--data DIR] [--faults N] [--traditional]

PKU and MSR (SIGHAN 2005, research only: measured on, never fitted on, never copied) cut the same
text differently, PKU for instance 江|泽民 and MSR 江泽民; no cut agrees with both. "Unlisted" are
gold words that our list does not have. Speeds are ratios to ``jieba.lcut`` in the same process,
both warm.
"""

import argparse
import csv
import gzip
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import jieba

from generator import pipeline
from generator.annotation.annotator import Annotator
from generator.annotation.text_names import NO_NAMES
from generator.base.han import HANZI_RUN
from generator.base.records import Token
from generator.chinese.script import simplify
from generator.chinese.segment import Segmenter
from generator.lexicon.dictionary import Dictionary
from generator.pipeline import Resources, Source

LETTER = ROOT / "seeds" / "1953-12-19-letter-to-the-spark-collective-farm.txt"
CASES = ROOT / "tests" / "cases" / "cuts.tsv"
DATA = ROOT.parent / "shared" / "data"
ROUNDS = 3


def read_gold(path: Path) -> list[list[str]]:
    return [
        line.split() for line in path.read_text(encoding="utf-8-sig").splitlines() if line.strip()
    ]


def read_tatoeba(path: Path) -> list[str]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return sorted({line.split("\t")[0] for line in lines})


def spans(words: Iterable[str]) -> list[tuple[int, int]]:
    found, at = [], 0
    for word in words:
        found.append((at, at + len(word)))
        at += len(word)
    return found


def agreement(
    name: str,
    gold: Sequence[Sequence[str]],
    cut: Callable[[str], list[str]],
    is_listed: Callable[[str], bool],
) -> None:
    right = wanted = made = unlisted = unlisted_right = 0
    for words in gold:
        target, found = spans(words), set(spans(cut("".join(words))))
        right += len(found & set(target))
        wanted, made = wanted + len(target), made + len(found)
        rare = [
            span in found
            for span, word in zip(target, words, strict=True)
            if HANZI_RUN.fullmatch(word) and not is_listed(word)
        ]
        unlisted, unlisted_right = unlisted + len(rare), unlisted_right + sum(rare)
    precision, recall = right / made, right / wanted
    f1 = 2 * precision * recall / (precision + recall)
    print(
        f"{name:12} P {precision:.4f} R {recall:.4f} F1 {f1:.4f}   unlisted words:"
        f" {unlisted_right / unlisted:.3f} of {unlisted}"
    )


def print_faults(gold: Sequence[Sequence[str]], cut: Callable[[str], list[str]], most: int) -> None:
    """The commonest stretches that are cut otherwise, gold first."""
    found: Counter[str] = Counter()
    for words in gold:
        text = "".join(words)
        ours, theirs = spans(cut(text)), spans(words)
        ends, start = {end for _, end in ours}, 0
        for stop in [end for _, end in theirs if end in ends]:
            both = [
                "|".join(text[a:b] for a, b in side if start <= a and b <= stop)
                for side in (theirs, ours)
            ]
            found.update([" -> ".join(both)] if both[0] != both[1] else [])
            start = stop
    print("   " + "; ".join(f"{count} {fault}" for fault, count in found.most_common(most)))


def print_known(name: str, tokens: Iterable[Token]) -> None:
    words = [t for t in tokens if t.kind == "word"]
    lacking = Counter(t.text for t in words if t.entry is None)
    share = 1 - lacking.total() / len(words)
    print(
        f"{name}: {share:.2%} of {len(words)} word tokens are in the dictionary; not:"
        f" {' '.join(w for w, _ in lacking.most_common(25))}"
    )


def print_cases(cut: Callable[[str], list[str]]) -> None:
    with CASES.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    wrong = [
        (row["cut"], made) for row in rows if (made := "|".join(cut(row["text"]))) != row["cut"]
    ]
    print(f"cases of {CASES.name}: {len(rows) - len(wrong)} of {len(rows)}")
    for wanted, made in wrong:
        print(f"   {wanted} is cut {made}")


def print_speed(name: str, texts: Sequence[str], cut: Callable[[str], object]) -> None:
    def seconds(work: Callable[[str], object]) -> float:
        begun = time.process_time()
        for text in texts:
            work(text)
        return time.process_time() - begun

    best = [min(seconds(work) for _ in range(ROUNDS)) for work in (jieba.lcut, cut)]
    size = sum(map(len, texts))
    print(
        f"speed on {name}: {best[0] / best[1]:.2f} times jieba.lcut ({size / best[1] / 1000:.0f}k"
        " characters a second)"
    )


def print_scripts(annotator: Annotator, sentences: Sequence[str]) -> None:
    """How far a simplified sentence written in traditional characters is cut and read alike."""
    import opencc

    write = opencc.OpenCC("s2t").convert
    total = cut = read = 0
    differing: Counter[str] = Counter()
    for sentence in sentences:
        traditional = write(sentence)
        if (
            traditional == sentence
            or len(traditional) != len(sentence)
            or simplify(sentence) != sentence
        ):
            continue
        ours, other = (annotator.tokens(text, "", NO_NAMES) for text in (sentence, traditional))
        same = {(t.start, t.end): t for t in other}
        for token in ours:
            if token.kind == "punctuation":
                continue
            twin = same.get((token.start, token.end))
            total += 1
            cut += twin is not None
            read += twin is not None and twin.pinyin == token.pinyin
            if twin is None or twin.pinyin != token.pinyin:
                differing[
                    f"{token.text} {traditional[token.start : token.end]} {token.reading}"
                    f" {twin.reading if twin else '-'}"
                ] += 1
    print(
        f"traditional: {total} words, {cut / total:.2%} cut alike, {read / total:.2%} cut and read"
        " alike"
    )
    print("   " + "; ".join(f"{count} {item}" for item, count in differing.most_common(25)))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--data", type=Path, default=DATA, help="folder of the gold data (default: %(default)s)"
    )
    parser.add_argument(
        "--faults",
        type=int,
        default=0,
        metavar="N",
        help="print the N commonest disagreements with each gold standard",
    )
    parser.add_argument(
        "--traditional", action="store_true", help="compare both scripts on Tatoeba (slow)"
    )
    arguments = parser.parse_args()
    jieba.setLogLevel("ERROR")
    jieba.initialize()
    dictionary = Dictionary()
    annotator, segmenter = Annotator(dictionary), Segmenter(dictionary)

    def cut(text: str) -> list[str]:
        return [piece.text for piece in segmenter.cut(simplify(text))]

    gold = {
        name: read_gold(arguments.data / "segmentation" / f"{name}.dev.txt")
        for name in ("pku", "msr")
    }
    for name, sentences in gold.items():
        agreement(f"{name} jieba", sentences, jieba.lcut, segmenter.is_word)
        agreement(f"{name} ours", sentences, cut, segmenter.is_word)
        if arguments.faults:
            print_faults(sentences, cut, arguments.faults)
    print_cases(cut)
    study = pipeline.study_text(Resources(), Source(LETTER))
    print_known("letter", (t for p in study.passages for t in p.tokens))
    tatoeba = read_tatoeba(arguments.data / "parallel" / "tatoeba.cmn-eng.tsv.gz")
    print_known(
        "Tatoeba, every tenth",
        (t for text in tatoeba[::10] for t in annotator.tokens(text, "", NO_NAMES)),
    )
    letter = [run for p in study.passages for run in re.split("(?<=[，。！])", p.zh)]
    for name, texts in (
        ("pku", ["".join(words) for words in gold["pku"]]),
        ("letter", 30 * letter),
        ("Tatoeba", tatoeba[::4]),
    ):
        print_speed(name, texts, lambda text: segmenter.cut(simplify(text)))
    if arguments.traditional:
        print_scripts(annotator, tatoeba[::10])


if __name__ == "__main__":
    main()

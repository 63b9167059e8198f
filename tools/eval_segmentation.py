#!/usr/bin/env python3
"""Measure how Chinese is cut: against gold standards, against the dictionary, against jieba, in
both scripts.

    python tools/eval_segmentation.py [--data DIR] [--faults N] [--traditional]

PKU and MSR (SIGHAN 2005, research only: measured on, never fitted on, never copied) cut the same
text differently, PKU for instance 江|泽民 and MSR 江泽民; no cut agrees with both. "Unlisted" are
gold words that our list does not have; "crossing" are words of the cut that end inside a gold word
and have a border of gold inside: no convention explains them. "ours" is the likeliest cut,
"program" what the tagger makes of it. Speeds are ratios to ``jieba.lcut`` in the same process, both
warm.
"""

import prelude

import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise
from pathlib import Path

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
from inputs import CASES, LETTER, TATOEBA, add_data, command_line, read_pairs, read_table

CUTS = CASES / "cuts.tsv"
STANDARDS = ("pku", "msr")
NEWSWIRE = Path("links", "newswire.dev.src-tgt")
ROUNDS = 3
"""Runs of which the fastest counts."""
SHOWN = 25
"""Words that are listed."""
REPEATED = 30
"""How often the letter is cut, to take long enough."""

Cut = Callable[[str], list[str]]
Span = tuple[int, int]
Gold = Sequence[Sequence[str]]
"""The words of each sentence."""


def read_gold(path: Path) -> list[list[str]]:
    """Read sentences whose words are separated by spaces."""
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return [line.split() for line in lines if line.strip()]


def spans(words: Iterable[str]) -> list[Span]:
    """Return start and end of words in a row."""
    borders = accumulate((len(word) for word in words), initial=0)
    return list(pairwise(borders))


@dataclass
class Agreement:
    """How far a cut agrees with gold, in words."""

    right: int = 0
    gold: int = 0
    made: int = 0
    crossing: int = 0
    unlisted: int = 0
    unlisted_right: int = 0

    def add(self, words: Sequence[str], cut: Cut, is_listed: Callable[[str], bool]) -> None:
        """Cut a sentence and count."""
        target = spans(words)
        found = set(spans(cut("".join(words))))
        self.right += len(found & set(target))
        self.gold += len(target)
        self.made += len(found)
        self.crossing += crossing(found, target)
        for span, word in zip(target, words, strict=True):
            if HANZI_RUN.fullmatch(word) and not is_listed(word):
                self.unlisted += 1
                self.unlisted_right += span in found

    def __str__(self) -> str:
        precision, recall = self.right / self.made, self.right / self.gold
        f1 = 2 * precision * recall / (precision + recall)
        unlisted = f"{self.unlisted_right / self.unlisted:.3f} of {self.unlisted}"
        agreement = f"P {precision:.4f} R {recall:.4f} F1 {f1:.4f}"
        return f"{agreement}   unlisted words: {unlisted}   crossing {self.crossing}"


def crossing(made: Iterable[Span], gold: Iterable[Span]) -> int:
    """Count the words that end inside a gold word and have a border of gold inside."""
    borders = set(chain.from_iterable(gold))
    found = 0
    for start, end in made:
        is_over = not borders.isdisjoint(range(start + 1, end))
        found += is_over and not borders.issuperset((start, end))
    return found


def print_crossing(annotator: Annotator, data: Path) -> None:
    """Print how many words of newswire cross gold when they are read with their English."""
    found = 0
    lines = (data / NEWSWIRE).read_text("utf-8").splitlines()
    for line in lines:
        words, en = line.split(" ||| ")[:2]
        zh = words.replace(" ", "")
        tokens = annotator.tokens(zh, en, annotator.names([(zh, en)]))
        found += crossing([(token.start, token.end) for token in tokens], spans(words.split()))
    print(f"newswire with English, {len(lines)} sentences: crossing {found}")


def print_agreement(name: str, gold: Gold, cut: Cut, is_listed: Callable[[str], bool]) -> None:
    """Print how far a cut agrees with a gold standard."""
    found = Agreement()
    for words in gold:
        found.add(words, cut, is_listed)
    print(f"{name:12} {found}")


def print_faults(gold: Gold, cut: Cut, most: int) -> None:
    """Print the commonest stretches that are cut otherwise, gold first."""
    found: Counter[str] = Counter()
    for words in gold:
        text = "".join(words)
        theirs, ours = spans(words), spans(cut(text))
        ends = {end for _, end in theirs} & {end for _, end in ours}
        for start, stop in pairwise([0, *sorted(ends)]):
            wanted = _between(text, theirs, start, stop)
            made = _between(text, ours, start, stop)
            if wanted != made:
                found[f"{wanted} -> {made}"] += 1
    print("   " + "; ".join(f"{count} {fault}" for fault, count in found.most_common(most)))


def _between(text: str, words: Sequence[Span], start: int, stop: int) -> str:
    """Write the words of a stretch, separated by ``|``."""
    inside = [(first, end) for first, end in words if start <= first and end <= stop]
    return "|".join(text[first:end] for first, end in inside)


def print_known(name: str, tokens: Iterable[Token]) -> None:
    """Print how many words are in the dictionary, and the commonest that are not."""
    words = [token for token in tokens if token.kind == "word"]
    lacking = Counter(token.text for token in words if token.entry is None)
    share = 1 - lacking.total() / len(words)
    listed = " ".join(word for word, _ in lacking.most_common(SHOWN))
    print(f"{name}: {share:.2%} of {len(words)} word tokens are in the dictionary; not: {listed}")


def print_cases(cut: Cut) -> None:
    """Print which cases of a table are cut otherwise."""
    rows = read_table(CUTS)
    made = [(row["cut"], "|".join(cut(row["text"]))) for row in rows]
    wrong = [(wanted, found) for wanted, found in made if wanted != found]
    print(f"cases of {CUTS.name}: {len(rows) - len(wrong)} of {len(rows)}")
    for wanted, found in wrong:
        print(f"   {wanted} is cut {found}")


def print_speed(name: str, texts: Sequence[str], cut: Callable[[str], object]) -> None:
    """Print how fast texts are cut."""
    theirs = min(_seconds(texts, jieba.lcut) for _ in range(ROUNDS))
    ours = min(_seconds(texts, cut) for _ in range(ROUNDS))
    speed = sum(len(text) for text in texts) / ours / 1000
    ratio = f"{theirs / ours:.2f} times jieba.lcut"
    print(f"speed on {name}: {ratio} ({speed:.0f}k characters a second)")


def _seconds(texts: Sequence[str], work: Callable[[str], object]) -> float:
    begun = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - begun


def print_scripts(annotator: Annotator, sentences: Sequence[str]) -> None:
    """Print how far simplified sentences in traditional characters are cut and read alike."""
    import opencc

    write = opencc.OpenCC("s2t").convert
    total = cut = read = 0
    differing: Counter[str] = Counter()
    for sentence in sentences:
        traditional = write(sentence)
        is_other = traditional != sentence and len(traditional) == len(sentence)
        if not is_other or simplify(sentence) != sentence:
            continue
        same = {(one.start, one.end): one for one in annotator.tokens(traditional, "", NO_NAMES)}
        for token in annotator.tokens(sentence, "", NO_NAMES):
            if token.kind == "punctuation":
                continue
            twin = same.get((token.start, token.end))
            total += 1
            cut += twin is not None
            if twin is not None and twin.pinyin == token.pinyin:
                read += 1
            else:
                written = traditional[token.start : token.end]
                reading = twin.reading if twin else "-"
                differing[f"{token.text} {written} {token.reading} {reading}"] += 1
    shares = f"{cut / total:.2%} cut alike, {read / total:.2%} cut and read alike"
    print(f"traditional: {total} words, {shares}")
    print("   " + "; ".join(f"{count} {item}" for item, count in differing.most_common(SHOWN)))


def main() -> None:
    """Read the command line and measure."""
    parser = command_line(__doc__)
    add_data(parser)
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
    options = parser.parse_args()
    jieba.setLogLevel("ERROR")
    jieba.initialize()
    dictionary = Dictionary()
    annotator, segmenter = Annotator(dictionary), Segmenter(dictionary)

    def cut(text: str) -> list[str]:
        return [segment.text for segment in segmenter.cut(simplify(text))]

    def read(text: str) -> list[str]:
        return [token.text for token in annotator.tokens(text, "", annotator.names([(text, "")]))]

    folder = options.data / "segmentation"
    gold = {name: read_gold(folder / f"{name}.dev.txt") for name in STANDARDS}
    for name, sentences in gold.items():
        print_agreement(f"{name} jieba", sentences, jieba.lcut, segmenter.is_word)
        print_agreement(f"{name} ours", sentences, cut, segmenter.is_word)
        print_agreement(f"{name} program", sentences, read, segmenter.is_word)
        if options.faults:
            print_faults(sentences, cut, options.faults)
    print_crossing(annotator, options.data)
    print_cases(cut)
    passages = pipeline.study_text(Resources(), Source(LETTER)).passages
    print_known("letter", chain.from_iterable(passage.tokens for passage in passages))
    tatoeba = sorted({zh for zh, _ in read_pairs(options.data / TATOEBA)})
    every_tenth = [annotator.tokens(text, "", NO_NAMES) for text in tatoeba[::10]]
    print_known("Tatoeba, every tenth", chain.from_iterable(every_tenth))
    clauses = [re.split("(?<=[，。！])", passage.zh) for passage in passages]
    for name, texts in (
        ("pku", ["".join(words) for words in gold["pku"]]),
        ("letter", list(chain.from_iterable(clauses)) * REPEATED),
        ("Tatoeba", tatoeba[::4]),
    ):
        print_speed(name, texts, lambda text: segmenter.cut(simplify(text)))
    if options.traditional:
        print_scripts(annotator, tatoeba[::10])


if __name__ == "__main__":
    main()

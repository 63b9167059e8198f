#!/usr/bin/env python3
"""Train the model of polyphonic characters, ``generator/data/polyphones.txt.zlib``, or measure it
by cross-validation.

    python tools/fit_readings.py [--data DIR]
    python tools/fit_readings.py --cross-validate [--folds 5] [--data DIR]

Gold: ``pinyin/cpp.dev``, ``g2pl.train``, ``g2pl.dev`` (one marked character a sentence, its reading
beside it). Word classes are counted from these sentences and from
``parallel/tatoeba.cmn-eng.tsv.gz``, without looking at readings. Nothing is drawn by chance: the
same inputs and the versions of constraints.txt give the same bytes on one kind of machine (one
thread is used); across kinds of processors the last bit of a sum may tip a weight.
"""

import prelude

import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from generator.chinese.polyphones import MODEL, Polyphones
from inputs import add_data, command_line
from reading_bench import Workbench
from reading_gold import Marked
from reading_problem import Packer, Problem


def train(bench: Workbench, examples: Sequence[Marked]) -> bytes:
    """Fit a model and pack it."""
    gold: defaultdict[str, set[str]] = defaultdict(set)
    for example in examples:
        gold[example.character].add(example.reading)
    readings = {}
    for character in sorted(bench.singles.keys() | gold.keys()):
        found = {*bench.singles.get(character, ()), *gold[character]}
        if len(found) > 1:
            readings[character] = sorted(found)
    problem = Problem(bench, readings)
    for example in examples:
        if example.character in readings:
            problem.add(example)
    return Packer(problem, problem.solve()).pack()


def held_out(bench: Workbench, fold: int, folds: int) -> list[Marked]:
    """Return the examples whose sentences are in other folds."""
    held: set[str] = set()
    for marked in bench.gold.values():
        held.update(example.text for example in marked[fold::folds])
    return [example for example in all_examples(bench) if example.text not in held]


def all_examples(bench: Workbench) -> list[Marked]:
    """Return the examples of all sets."""
    found: list[Marked] = []
    for marked in bench.gold.values():
        found += marked
    return found


def most_likely(bench: Workbench, model: Polyphones, example: Marked) -> str:
    """Return the likeliest reading of the marked character."""
    if example.character not in model:
        return next(iter(bench.singles.get(example.character, ())), "")
    sentence = bench.sentence(example.text)
    odds = model.probabilities(sentence, example.at, bench.words)
    return max(odds, key=lambda reading: odds[reading])


def cross_validate(bench: Workbench, folds: int, chosen: Iterable[int]) -> None:
    """Print how often models that have not seen a sentence read its character right."""
    right: Counter[str] = Counter()
    count: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for fold in chosen:
            packed = train(bench, held_out(bench, fold, folds))
            path = Path(folder) / f"{fold}.zlib"
            path.write_bytes(packed)
            model = Polyphones(path)
            for name, marked in bench.gold.items():
                for example in marked[fold::folds]:
                    count[name] += 1
                    right[name] += most_likely(bench, model, example) == example.reading
            print(f"fold {fold}: {len(packed):,} bytes; {score(right, count)}", flush=True)


def score(right: Counter[str], count: Counter[str]) -> str:
    """Write the shares that are right, of CPP and of both sets of g2pL."""
    cpp = right["cpp.dev"] / count["cpp.dev"]
    g2pl_right, g2pl = (one["g2pl.train"] + one["g2pl.dev"] for one in (right, count))
    return f"so far CPP {cpp:.2%}, g2pL {g2pl_right / g2pl:.2%}"


def main() -> None:
    """Read the command line; measure, or train on everything and write the file."""
    parser = command_line(__doc__)
    add_data(parser)
    parser.add_argument("--cross-validate", action="store_true")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--fold", type=int, help="measure this fold only")
    options = parser.parse_args()
    bench = Workbench(options.data)
    if options.cross_validate:
        chosen = range(options.folds) if options.fold is None else [options.fold]
        cross_validate(bench, options.folds, chosen)
        return
    packed = train(bench, all_examples(bench))
    MODEL.write_bytes(packed)
    print(f"{MODEL.name}: {len(packed):,} bytes; write its sha256 into MANIFEST.toml")


if __name__ == "__main__":
    main()

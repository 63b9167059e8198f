#!/usr/bin/env python3
"""Train the model of polyphonic characters, ``generator/data/polyphones.txt.zlib``, or measure it
by cross-validation.

    python tools/fit_readings.py [--data ../shared/data]
    python tools/fit_readings.py --cross-validate [--folds 5] [--data ../shared/data]

Gold: ``pinyin/cpp.dev``, ``g2pl.train``, ``g2pl.dev`` (one marked character a sentence, its reading
beside it). Word classes are counted from these sentences and from
``parallel/tatoeba.cmn-eng.tsv.gz``, without looking at readings. Nothing is drawn by chance: the
same inputs and the versions of constraints.txt give the same bytes on one kind of machine (one
thread is used); across kinds of processors the last bit of a sum may tip a weight.
"""

import argparse
import gzip
import math
import os
import sys
import tempfile
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
import scipy.sparse
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse.linalg import svds

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from generator.chinese.polyphones import (
    KNOWN_HANZI,
    MAX_WEIGHT,
    MAX_WORD,
    MODEL,
    UNITS,
    ZERO_WEIGHT,
    Polyphones,
    PolyphoneSentence,
    WordClasses,
    evidence,
)
from generator.chinese.readings import Words, numbered
from generator.chinese.script import simplify
from generator.chinese.segment import WORDS, Segmenter
from generator.lexicon.dictionary import Dictionary

DATA = ROOT.parent / "shared" / "data"
GOLD = ("cpp.dev", "g2pl.train", "g2pl.dev")
Floats = NDArray[np.float64]

PENALTY, POWER = 0.01, 0.8
"""A weight's L2 penalty is PENALTY x (times seen) ** POWER: frequent features are held back, rare
ones may speak (96.4 -> 96.8 on CPP)."""
BIAS = 2.0
"""How much dearer the same bias is without it: a character's usual reading should cost little."""
ITERATIONS = 60
LEAST = 0.06
"""Features whose weights are all smaller are left out: .17 makes 445 kB, .05 879 kB."""
FINE, COARSE, DIMENSIONS = 256, 64, 80
SEEN, CONTEXTS = 4, 8000
"""Word classes: times a word must occur; how many words count as its neighbours."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence with one marked character and its reading, ``lu:4`` for lǜ."""

    text: str
    at: int
    reading: str

    @property
    def character(self) -> str:
        return self.text[self.at]


def load(data: Path, name: str) -> list[Marked]:
    """Read one gold set; readings in the form of the dictionary."""
    sentences, labels = (
        gzip.decompress((data / "pinyin" / f"{name}.{kind}.gz").read_bytes())
        .decode("utf-8")
        .split("\n")
        for kind in ("sent", "lb")
    )
    return [
        Marked(s.replace("▁", ""), s.index("▁"), normal(r))
        for s, r in zip(sentences, labels, strict=True)
        if s and r
    ]


def normal(reading: str) -> str:
    """``lv4``, ``lü4``, ``r5`` as the model has them: ``lu:4``, ``er5``."""
    plain = reading.strip().lower().replace("u:", "v").replace("ü", "v").replace("v", "u:")
    return "er5" if plain == "r5" else plain


class Workbench:
    """Dictionary, segmenter and what is counted from them, opened once."""

    def __init__(self, data: Path) -> None:
        self.dictionary = Dictionary()
        self.segmenter = Segmenter(self.dictionary)
        self.gold = {name: load(data, name) for name in GOLD}
        self._cuts: dict[str, list[str]] = {}
        parallel = (
            gzip.decompress((data / "parallel" / "tatoeba.cmn-eng.tsv.gz").read_bytes())
            .decode("utf-8")
            .splitlines()
        )
        free = [simplify(line.split("\t")[0]) for line in parallel]
        texts = dict.fromkeys([m.text for marked in self.gold.values() for m in marked] + free)
        self.classes, self.coarse = word_classes([self.cut(text) for text in texts])
        self.singles, self.prior, self.phrases = self._lists()
        self.words = Words(self.dictionary.entries, self.segmenter.is_word, self.phrases)

    def cut(self, text: str) -> list[str]:
        if text not in self._cuts:
            self._cuts[text] = [piece.text for piece in self.segmenter.cut(text)]
        return self._cuts[text]

    def _lists(
        self,
    ) -> tuple[dict[str, list[str]], dict[str, dict[str, float]], dict[str, tuple[str, ...]]]:
        """Readings of single characters; how often words read a character so; phrases of pypinyin
        that the dictionary lacks."""
        singles: dict[str, list[str]] = defaultdict(list)
        prior: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for form, count in counted_words():
            readings = [
                r
                for e in self.dictionary.entries(form)
                if e.simplified == form and (r := numbered(form, e.reading))
            ]
            if len(form) == 1:
                singles[form] = list(dict.fromkeys(r[0] for r in readings))
            for reading in dict.fromkeys(readings) if len(form) > 1 else ():
                for character, syllable in zip(form, reading, strict=True):
                    prior[character][syllable] += math.log(2 + count) / len(set(readings))
        several = {c for c, readings in singles.items() if len(readings) > 1}
        phrases = {
            w: r for w, r in pypinyin_phrases() if w not in self.dictionary and several & set(w)
        }
        return dict(singles), {c: dict(p) for c, p in prior.items()}, phrases


def counted_words() -> Iterator[tuple[str, int]]:
    """The words that sentences are cut by, with jieba's counts."""
    columns = WORDS.read_text(encoding="utf-8").split()
    return (
        (word, int(count))
        for word, count in zip(columns[::2], columns[1::2], strict=True)
        if int(count)
    )


def pypinyin_phrases() -> Iterator[tuple[str, tuple[str, ...]]]:
    """The phrases of pypinyin with readings in the dictionary's form."""
    from pypinyin.constants import PHRASES_DICT

    from generator.base.pinyin import number

    for phrase, syllables in sorted(PHRASES_DICT.items()):
        if len(phrase) == len(syllables) <= MAX_WORD and KNOWN_HANZI.fullmatch(phrase):
            yield phrase, tuple(number(s[0]) for s in syllables)


def word_classes(sentences: Sequence[Sequence[str]]) -> tuple[WordClasses, list[int]]:
    """WordClasses of words that have like neighbours: spherical k-means over a truncated SVD of
    positive pointwise mutual information.

    Also returns the coarse class of each fine one. k-means starts from the most frequent words.
    """
    counts = Counter(w for words in sentences for w in words)
    ranked = [
        w for w, n in sorted(counts.items(), key=lambda item: (-item[1], item[0])) if n >= SEEN
    ]
    rows = {w: n for n, w in enumerate(w for w in ranked if KNOWN_HANZI.fullmatch(w))}
    neighbours = {w: n for n, w in enumerate(ranked[:CONTEXTS])}
    places: Counter[tuple[int, int]] = Counter()
    for words in sentences:
        for at, word in enumerate(words):
            row = rows.get(word)
            if row is None:
                continue
            for way, distance in enumerate((-2, -1, 1, 2)):
                other = (
                    neighbours.get(words[at + distance])
                    if 0 <= at + distance < len(words)
                    else None
                )
                if other is not None:
                    places[row, way * CONTEXTS + other] += 1
    row, column = np.array(list(places)).T
    seen = np.array(list(places.values()), dtype=float)
    by_row, by_column = (
        np.bincount(row, seen, len(rows)),
        np.bincount(column, seen, 4 * CONTEXTS) ** 0.75,
    )
    by_column *= seen.sum() / by_column.sum()
    information = np.maximum(np.log(seen * seen.sum() / (by_row[row] * by_column[column])), 0)
    matrix = scipy.sparse.csr_matrix((information, (row, column)), shape=(len(rows), 4 * CONTEXTS))
    left, values, _ = svds(matrix, k=DIMENSIONS, v0=np.ones(min(matrix.shape)))
    vectors = unit(left * np.sqrt(values))
    fine, centres = k_means(vectors, FINE)
    coarse, _ = k_means(centres, COARSE)
    return WordClasses(
        {w: int(fine[n]) for w, n in rows.items()},
        {w: int(coarse[fine[n]]) for w, n in rows.items()},
    ), [int(c) for c in coarse]


def unit(vectors: Floats) -> Floats:
    lengths: Floats = np.maximum(np.sqrt((vectors**2).sum(axis=1, keepdims=True)), 1e-9)
    return vectors / lengths


def k_means(vectors: Floats, count: int) -> tuple[NDArray[np.int64], Floats]:
    centres = vectors[:count].copy()
    nearest = np.zeros(len(vectors), dtype=np.int64)
    for _ in range(25):
        nearest = np.argmax(vectors @ centres.T, axis=1)
        for n in range(count):
            if (nearest == n).any():
                centres[n] = vectors[nearest == n].sum(axis=0)
        centres = unit(centres)
    return nearest, centres


@dataclass
class Problem:
    """Examples as sparse rows, one row for each reading of each example."""

    bench: Workbench
    readings: dict[str, list[str]]
    columns: dict[str, int] = field(default_factory=dict)
    width: int = 0
    cells: list[int] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    starts: list[int] = field(default_factory=lambda: [0])
    sizes: list[int] = field(default_factory=list)
    right: list[int] = field(default_factory=list)

    def column(self, key: str, slots: int = 1) -> int:
        found = self.columns.get(key)
        if found is None:
            found = self.columns[key] = self.width
            self.width += slots
        return found

    def add(self, example: Marked) -> None:
        character = example.character
        readings = self.readings[character]
        bench = self.bench
        sentence = PolyphoneSentence(bench.cut(example.text), bench.dictionary.tag, bench.classes)
        features = [
            self.column(character + f, len(readings)) for f in sentence.features(example.at)
        ]
        bias = self.column(character, len(readings))
        said = sentence.word_readings(example.at, bench.words)
        for n, reading in enumerate(readings):
            shared = [self.column(k) for k in prior_features(bench, character, reading)]
            shared += [
                self.column(character + k if k[0] == "=" else "*" + k)
                for k in evidence(reading, said)
            ]
            self.cells += [*(f + n for f in features), *shared, bias + n]
            self.values += [1.0] * (len(features) + len(shared)) + [BIAS]
            self.starts.append(len(self.cells))
        self.sizes.append(len(readings))
        self.right.append(readings.index(example.reading))

    def solve(self) -> Floats:
        """Maximum-likelihood weights with the penalty (L-BFGS)."""
        values = np.array(self.values, dtype=np.float32)
        rows = scipy.sparse.csr_matrix(
            (values, self.cells, self.starts), shape=(len(self.starts) - 1, self.width)
        )
        across = rows.T.tocsr()
        penalty = (
            PENALTY * np.maximum(np.asarray(rows.sum(axis=0), dtype=float).ravel(), 1) ** POWER
        )
        sizes = np.array(self.sizes)
        first = np.cumsum(sizes) - sizes
        example = np.repeat(np.arange(len(sizes)), sizes)
        gold = first + np.array(self.right)

        def loss(weights: Floats) -> tuple[float, Floats]:
            scores = rows @ weights.astype(np.float32)
            top = np.maximum.reduceat(scores, first)
            odds = np.exp(scores - top[example])
            total = np.add.reduceat(odds, first)
            share = odds / total[example]
            value = float(
                (np.log(total) + top - scores[gold]).sum(dtype=float)
                + 0.5 * (penalty * weights**2).sum()
            )
            share[gold] -= 1
            return value, (across @ share).astype(float) + penalty * weights

        found: Any = minimize(
            loss,
            np.zeros(self.width),
            jac=True,
            method="L-BFGS-B",
            options={"maxiter": ITERATIONS, "maxcor": 6},
        )
        weights: Floats = found.x
        return weights


def prior_features(bench: Workbench, character: str, reading: str) -> list[str]:
    """What is known of a reading without any sentence: how often words have it, whether the
    dictionary has it first, its tone."""
    found = ["*neutral"] if reading[-1] == "5" else []
    counts = bench.prior.get(character)
    if counts:
        share = (counts.get(reading, 0) + 0.1) / (sum(counts.values()) + 0.3)
        found.append(f"*prior{min(8, int(-math.log(share) * 1.5))}")
    if reading in bench.singles.get(character, ())[:1]:
        found.append("*first")
    return found


def train(bench: Workbench, examples: Sequence[Marked]) -> bytes:
    """Fit a model and pack it."""
    gold: dict[str, set[str]] = defaultdict(set)
    for example in examples:
        gold[example.character].add(example.reading)
    readings = {
        c: sorted(set(bench.singles.get(c, ())) | gold[c]) for c in sorted({*bench.singles, *gold})
    }
    readings = {c: r for c, r in readings.items() if len(r) > 1}
    problem = Problem(bench, readings)
    for example in examples:
        if example.character in readings:
            problem.add(example)
    return pack(bench, problem, problem.solve())


def pack(bench: Workbench, problem: Problem, weights: Floats) -> bytes:
    """Write the model as ``generator.chinese.polyphones`` reads it: lines of items with spaces
    between, compressed."""
    units = np.clip(np.rint(weights * UNITS), -MAX_WEIGHT, MAX_WEIGHT).astype(int)
    exact = weights * UNITS
    shared = {
        key[1:]: units[at]
        for key, at in problem.columns.items()
        if key[0] == "*" and units[at] and key[1] in "+-"
    }
    own: dict[str, list[str]] = defaultdict(list)
    for key, at in sorted(problem.columns.items()):
        size = len(problem.readings.get(key[0], ())) if key[1:2] != "=" else 1
        if key[0] != "*" and len(key) > 1 and np.abs(weights[at : at + size]).max() >= LEAST:
            own[key[0]] += [key[1:], "".join(chr(ZERO_WEIGHT + u) for u in units[at : at + size])]
    lines = []
    for character, readings in problem.readings.items():
        bias = problem.columns.get(character)
        base = [
            round(
                sum(
                    float(exact[problem.columns[k]])
                    for k in prior_features(bench, character, r)
                    if k in problem.columns
                )
                + (0 if bias is None else BIAS * float(exact[bias + n]))
            )
            for n, r in enumerate(readings)
        ]
        lines.append(
            " ".join([character, ",".join(readings), ",".join(map(str, base)), *own[character]])
        )
    head = [
        " ".join(f"{k} {v}" for k, v in sorted(shared.items())),
        "\t".join(class_lines(bench)),
        " ".join(f"{w} {','.join(r)}" for w, r in sorted(bench.phrases.items())),
    ]
    return zlib.compress("\n".join(head + lines).encode("utf-8"), 9)


def class_lines(bench: Workbench) -> Iterable[str]:
    members: dict[int, list[str]] = defaultdict(list)
    for word, number in sorted(bench.classes.fine.items()):
        members[number].append(word)
    return (" ".join([str(bench.coarse[n]), *members[n]]) for n in range(FINE))


def cross_validate(bench: Workbench, folds: int, only: int | None = None) -> None:
    """Print how often the marked character is read right by models that have not seen its
    sentence."""
    right: Counter[str] = Counter()
    count: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for fold in range(folds) if only is None else [only]:
            held = {m.text for marked in bench.gold.values() for m in marked[fold::folds]}
            packed = train(
                bench, [m for marked in bench.gold.values() for m in marked if m.text not in held]
            )
            path = Path(folder) / f"{fold}.zlib"
            path.write_bytes(packed)
            model = Polyphones(path)
            for name, marked in bench.gold.items():
                for example in marked[fold::folds]:
                    count[name] += 1
                    right[name] += read(bench, model, example) == example.reading
            print(f"fold {fold}: {len(packed):,} bytes; " + score(right, count), flush=True)


def score(right: Counter[str], count: Counter[str]) -> str:
    g2pl_right, g2pl = (c["g2pl.train"] + c["g2pl.dev"] for c in (right, count))
    return f"so far CPP {right['cpp.dev'] / count['cpp.dev']:.2%}, g2pL {g2pl_right / g2pl:.2%}"


def read(bench: Workbench, model: Polyphones, example: Marked) -> str:
    """The likeliest reading of the marked character."""
    if example.character not in model:
        return next(iter(bench.singles.get(example.character, ())), "")
    sentence = PolyphoneSentence(bench.cut(example.text), bench.dictionary.tag, bench.classes)
    odds = model.probabilities(sentence, example.at, bench.words)
    return max(odds, key=lambda r: odds[r])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--cross-validate", action="store_true")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--fold", type=int, help="measure this fold only")
    options = parser.parse_args()
    bench = Workbench(options.data)
    if options.cross_validate:
        cross_validate(bench, options.folds, options.fold)
        return
    packed = train(bench, [m for marked in bench.gold.values() for m in marked])
    MODEL.write_bytes(packed)
    print(f"{MODEL.name}: {len(packed):,} bytes; write its sha256 into MANIFEST.toml")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Fit the model by which a rival cut replaces the likeliest one, and measure it.

    python tools/fit_cuts.py             cross-validated by text on the fit part of the gold corpus
    python tools/fit_cuts.py --fit       write generator/data/cuts.json

Learnt from are the places where either the likeliest cut or its rival is right, in the gold corpus
and in two tables of sentences whose characters may be cut in two ways (every second pair of
two_cuts.tsv; disputed_borders.tsv, where ``|`` in brackets is a border, and its absence none). Half
of the examples are seen without English, too.
"""

import prelude

import argparse
import json
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.annotation.annotator import Annotator
from generator.annotation.cut_choice import MARGIN, CutChooser, Disputed, Read
from generator.annotation.cut_features import FEATURES
from generator.chinese.rivals import Rival
from generator.chinese.script import simplify
from generator.chinese.segments import Segment
from generator.chinese.tagger import Tagger
from generator.lexicon import english
from generator.lexicon.cut_model import WEIGHTS, CutModel
from generator.pipeline import Resources
from gold_corpus import read_gold
from inputs import CASES, read_table
from link_fit import forest_of, logistic, written_trees

Floats = NDArray[np.float64]
FOLDS = 6
RIDGE = 10.0
SHARE_OF_LINEAR = 0.5
"""The logistic regression counts half: the trees learn the rest with its interactions."""
TREES = 150
SETTINGS = {
    "objective": "binary",
    "learning_rate": 0.07,
    "num_leaves": 12,
    "min_data_in_leaf": 8,
    "feature_fraction": 0.4,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "deterministic": True,
    "force_row_wise": True,
    "seed": 1,
    "num_threads": 1,
    "verbose": -1,
}
MIN_COUNT = 4
"""Stems that the sentences have less often count as rare."""
WITHOUT_ENGLISH = 0.25
"""Weight of an example without its English."""
DISPUTED = 6.0
"""Weight of a rival in a sentence written to be ambiguous: they are few beside running text. With 2
71 of the 100 sentences of two_cuts.tsv that are learnt from are right, cross-validated, with 6 81,
with 12 84, with 30 as many; running text is cut alike as often (82.0 % with 2, 82.1 % with 6), less
often with 30 (81.4 %; 2026-11-28)."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A sentence, and the borders that gold asks for."""

    text: str
    """The text that it belongs to: all of one are in the same fold."""
    zh: str
    en: str
    borders: frozenset[int]
    first: int
    last: int
    """Gold speaks of the borders from the first to the last place."""
    is_whole: bool
    """Whether the sentence is of the gold corpus."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A sentence with its rivals."""

    wanted: Wanted
    disputed: Disputed
    bare: Disputed
    """The same without English."""

    @property
    def fold(self) -> int:
        """Return the number of its fold."""
        return zlib.crc32(self.wanted.text.encode()) % FOLDS

    def is_right(self, segments: Sequence[Segment]) -> bool:
        """Tell whether segments in a row have the borders of gold."""
        low = max(segments[0].start, self.wanted.first)
        end = segments[-1].start + len(segments[-1].text)
        high = min(end, self.wanted.last)
        own = {segment.start for segment in segments} | {end}
        ours = {place for place in own if low <= place <= high}
        return ours == {place for place in self.wanted.borders if low <= place <= high}

    def is_judged(self, rival: Rival) -> bool:
        """Tell whether gold says which cut is better."""
        own = self.disputed.cut.segments[rival.first : rival.last + 1]
        return self.is_right(own) != self.is_right(rival.segments)


def sentences() -> Iterator[list[Wanted]]:
    """Yield the sentences to learn from, text by text."""
    texts: dict[str, list[Wanted]] = {}
    for pair in read_gold():
        if pair.is_test:
            continue
        borders = {one.start for one in pair.tokens} | {one.end for one in pair.tokens}
        found = Wanted(pair.text, pair.zh, pair.en, frozenset(borders), 0, len(pair.zh), True)
        texts.setdefault(pair.text, []).append(found)
    yield from texts.values()
    for number, row in enumerate(read_table(CASES / "two_cuts.tsv")):
        if number // 2 % 2:  # kept for measuring
            continue
        yield [_disputed(row["characters"], row["zh"], row["en"], row["cut"])]
    for row in read_table(CASES / "disputed_borders.tsv"):
        match = re.search(r"\[(.+)\]", row["zh"])
        assert match
        zh = row["zh"].replace("|", "").replace("[", "").replace("]", "")
        found = _disputed(match[1].replace("|", ""), zh, row["en"], match[1])
        # nothing is said of the borders on either side
        yield [
            Wanted(found.text, zh, found.en, found.borders, found.first + 1, found.last - 1, False)
        ]


def _disputed(characters: str, zh: str, en: str, cut: str) -> Wanted:
    at = zh.index(characters)
    borders = {at}
    for word in cut.split("|"):
        borders.add(max(borders) + len(word))
    end = at + len(characters)
    return Wanted(characters, zh, en, frozenset(borders), at, end, False)


def shares_of_stems() -> dict[str, float]:
    """Return the commoner English stems of the sentences, and their share of running words."""
    stems: Counter[str] = Counter()
    for text in sentences():
        for wanted in text:
            stems.update([word.stem for word in english.words(wanted.en)])
    total = stems.total()
    common = [(stem, count) for stem, count in stems.items() if count >= MIN_COUNT]
    return {stem: round(count / total, 5) for stem, count in sorted(common)}


def tried(annotator: Annotator, cutting: CutChooser) -> Iterator[Tried]:
    """Yield all sentences with their rivals."""
    tagger = Tagger()
    for text in sentences():
        names = annotator.names([(one.zh, one.en) for one in text])
        for wanted in text:
            zh = simplify(wanted.zh, names.traditional)
            (tagged,) = tagger.read([zh])
            own = names.said_in(wanted.en)
            read = Read(zh, wanted.en, tagged, english.words(wanted.en), own)
            disputed = cutting.disputed(read)
            yield Tried(wanted, disputed, cutting.without_english(disputed))


def fit(examples: Sequence[Tried], shares: Mapping[str, float]) -> CutModel:
    """Fit a logistic regression, and trees on top of it."""
    import lightgbm

    rows, bare_rows, answers, weights = [], [], [], []
    for one in examples:
        rivals = one.disputed.rivals
        for rival, row, bare in zip(rivals, one.disputed.rows, one.bare.rows, strict=True):
            if one.is_judged(rival):
                rows.append(row)
                bare_rows.append(bare)
                answers.append(one.is_right(rival.segments))
                weights.append(1.0 if one.wanted.is_whole else DISPUTED)
    bias, *slopes = [
        SHARE_OF_LINEAR * one for one in logistic(np.array(rows), np.array(answers, float), RIDGE)
    ]
    x = np.array(rows + bare_rows)
    start = x @ np.array(slopes) + bias
    weights += [WITHOUT_ENGLISH * weight for weight in weights]
    data = lightgbm.Dataset(x, np.array(answers * 2, float), weight=weights, init_score=start)
    made = lightgbm.train(SETTINGS, data, TREES).dump_model()
    return CutModel(
        bias=round(bias, 5),
        features=FEATURES,
        weights=tuple(round(one, 5) for one in slopes),
        forest=forest_of(made),
        shares=shares,
    )


@dataclass
class Score:
    """How many sentences are cut as gold wants."""

    whole: int = 0
    whole_right: int = 0
    disputed: int = 0
    disputed_right: int = 0

    def add(self, one: Tried, segments: Sequence[Segment]) -> None:
        """Count a sentence that is cut so."""
        kept = [segment for segment in segments if segment.kind != "punctuation"]
        if one.wanted.is_whole:
            places = {segment.start for segment in kept}
            places |= {segment.start + len(segment.text) for segment in kept}
            self.whole += 1
            self.whole_right += places == one.wanted.borders
        else:
            self.disputed += 1
            self.disputed_right += one.is_right(segments)

    def __str__(self) -> str:
        corpus = f"{self.whole_right} of {self.whole}, {self.whole_right / self.whole:.1%}"
        return f"gold corpus {corpus}; disputed {self.disputed_right} of {self.disputed}"


def reach(examples: Sequence[Tried], cutting: CutChooser) -> Score:
    """Return how many sentences would be right if the right rivals were always taken."""
    found = Score()
    for one in examples:
        odds = []
        for rival in one.disputed.rivals:
            odds.append(
                2 * MARGIN if one.is_judged(rival) and one.is_right(rival.segments) else 0.0
            )
        found.add(one, cutting.chosen(one.disputed, odds))
    return found


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--fit", action="store_true", help="write the model")
    options = parser.parse_args()
    annotator = Resources().annotator
    shares = shares_of_stems()
    cutting = CutChooser(annotator.segmenter, annotator.entries, shares)
    found = list(tried(annotator, cutting))
    before, crossed, bare = Score(), Score(), Score()
    for fold in range(FOLDS):
        fitted = fit([one for one in found if one.fold != fold], shares)
        for one in found:
            if one.fold == fold:
                before.add(one, one.disputed.cut.segments)
                for seen, score in ((one.disputed, crossed), (one.bare, bare)):
                    score.add(one, cutting.chosen(seen, fitted.log_odds(seen.rows)))
    print(f"likeliest cut: {before}")
    print(f"with rivals (cross-validated): {crossed}")
    print(f"the same without English: {bare}")
    print(f"if the right rivals were always taken: {reach(found, cutting)}")
    if options.fit:
        WEIGHTS.write_text(_render(fit(found, shares)), "utf-8")


def _render(made: CutModel) -> str:
    weights = dict(zip(made.features, made.weights, strict=True))
    trees = written_trees(made.forest)
    written = {"bias": made.bias, "weights": weights, "trees": trees, "shares": made.shares}
    return json.dumps(written, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Fit and measure which English words are the counterpart of each token.

    python tools/fit_counterparts.py          cross-validated by text on the fit part of the gold
    python tools/fit_counterparts.py --fit    write generator/data/counterparts.json

Every text is read with senses whose weights did not see it (tools/fit_senses.py), so that the trees
learn how far a sense is to be trusted. Judged as by tools/eval_gold.py: content words that are cut
alike. Needs LightGBM (pip install '.[fit]').
"""

import prelude

import itertools
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict

import numpy as np

from counterpart_gold import JudgedPassage, judged_passages
from fit_senses import FOLDS
from generator.lexicon.boosted_trees import Forest, boosted, scattered
from generator.lexicon.counterpart_features import (
    PHRASE,
    PairEvidence,
    evidence,
)
from generator.lexicon.counterparts import WEIGHTS, compete, probabilities, with_later
from generator.lexicon.english import STOP_WORDS
from generator.lexicon.sensed_passage import Rates
from generator.lexicon.word_classes import EnglishClasses
from generator.pipeline import Resources
from inputs import command_line
from link_fit import SETTINGS, crossed, forest_of, written_trees
from link_gold import Floats

ROUNDS = 2
TREES = 160
OWN_SETTINGS = {**SETTINGS, "num_leaves": 8}
MIN_COUNT, PRIOR = 4, 3.0
"""Occurrences from which a word has a rate of its own, and how many usual ones are added."""
MIN_PAIR, PAIR_PRIOR = 3, 0.3
"""Passages with both from which a word and a stem have a rate (twice as many where the stem never
says it), and what is added to how often it does."""


def rates(found: Sequence[JudgedPassage]) -> Rates:
    """Count how often words have a counterpart, and English words are in one."""
    zh_all: Counter[str] = Counter()
    zh_marked: Counter[str] = Counter()
    en_all: Counter[str] = Counter()
    en_marked: Counter[str] = Counter()
    for one in found:
        if one.is_stranger:
            continue
        for index, words in one.gold.items():
            headword = one.passage.tokens[index].token.headword
            zh_all[headword] += 1
            zh_marked[headword] += bool(words)
        said = frozenset(itertools.chain.from_iterable(one.gold.values()))
        for at, word in enumerate(one.passage.english.words):
            text = word.text.lower()
            if text in STOP_WORDS:
                en_all[text] += 1
                en_marked[text] += at in said
    usual_zh = zh_marked.total() / zh_all.total()
    usual_en = en_marked.total() / en_all.total()
    return Rates(
        zh=_smoothed(zh_all, zh_marked, usual_zh),
        en=_smoothed(en_all, en_marked, usual_en),
        usual_zh=round(usual_zh, 3),
        usual_en=1.0,
        pairs=pair_rates(found),
    )


def pair_rates(found: Sequence[JudgedPassage]) -> dict[str, str]:
    """Count how often an English stem that stands beside a word says it, as ``Rates`` has it."""
    beside: Counter[tuple[str, str]] = Counter()
    said: Counter[tuple[str, str]] = Counter()
    for one in found:
        if one.is_stranger:
            continue
        stems = [word.stem for word in one.passage.english.words]
        for index, words in one.gold.items():
            headword = one.passage.tokens[index].token.headword
            its_own = {stems[at] for at in words}
            beside.update((headword, stem) for stem in set(stems))
            said.update((headword, stem) for stem in its_own)
    rates: dict[str, list[str]] = {}
    for (headword, stem), count in sorted(beside.items()):
        times = said[headword, stem]
        if count >= (MIN_PAIR if times else 2 * MIN_PAIR):
            share = (times + PAIR_PRIOR) / (count + MIN_PAIR)
            rates.setdefault(headword, []).append(f"{stem} {round(share, 3)}")
    return {headword: " ".join(own) for headword, own in rates.items()}


def _smoothed(counts: Counter[str], marked: Counter[str], usual: float) -> dict[str, float]:
    return {
        word: round((marked[word] + PRIOR * usual) / (count + PRIOR), 3)
        for word, count in sorted(counts.items())
        if count >= MIN_COUNT
    }


def answers(example: JudgedPassage, found: PairEvidence) -> tuple[Floats, Floats]:
    """Return for each pair whether gold has it, and whether gold judges its token at all."""
    right, known = [], []
    is_said = found.features[PHRASE] > 0
    for number, (row, column) in enumerate(zip(*found.where, strict=True)):
        words = example.gold.get(int(row))
        known.append(words is not None and not (example.is_stranger and is_said[number]))
        right.append(words is not None and int(column) in words)
    return np.array(right, np.float32), np.array(known, bool)


def train(features: Sequence[Floats], right: Sequence[Floats], known: Sequence[Floats]) -> Forest:
    """Fit the trees of a round on the pairs that gold judges."""
    import lightgbm

    mask = np.concatenate(known)
    data = lightgbm.Dataset(
        np.concatenate(features, axis=1).T.astype(np.float64)[mask], np.concatenate(right)[mask]
    )
    return forest_of(lightgbm.train(OWN_SETTINGS, data, TREES).dump_model())


def fit_rounds(
    found: Sequence[JudgedPassage], classes: EnglishClasses
) -> tuple[tuple[Forest, ...], Rates]:
    """Fit the rounds, each later one on cross-fitted probabilities of the one before."""
    folds = [one.fold for one in found]
    different = sorted(set(folds))
    seen = {}
    for fold in different:
        others = rates([one for one in found if one.fold != fold])
        for number, one in enumerate(found):
            if one.fold == fold:
                seen[number] = evidence(one.passage, others, classes)
    pairs = [seen[number] for number in range(len(found))]
    judged = [answers(one, own) for one, own in zip(found, pairs, strict=True)]
    right, known = [one for one, _ in judged], [one for _, one in judged]
    features = [one.features for one in pairs]
    rounds = []
    for _ in range(ROUNDS):
        rounds.append(train(features, right, known))
        if len(rounds) == ROUNDS:
            break
        chances = _crossed_chances(features, right, known, folds)
        features = []
        for own, values in zip(pairs, chances, strict=True):
            features.append(with_later(own, scattered(own.shape, own.where, values)))
    return tuple(rounds), rates(found)


def _crossed_chances(
    features: Sequence[Floats],
    right: Sequence[Floats],
    known: Sequence[Floats],
    folds: Sequence[int],
) -> list[Floats]:
    """Return what trees that did not see a passage say of its pairs."""

    def fit(numbers: Sequence[int]) -> Forest:
        return train(
            [features[k] for k in numbers],
            [right[k] for k in numbers],
            [known[k] for k in numbers],
        )

    def apply(forest: Forest, number: int) -> Floats:
        return boosted(features[number], forest)

    return crossed(folds, fit, apply)


def judge(example: JudgedPassage, chances: Floats, counts: Counter[str]) -> None:
    """Count what competing tokens get right."""
    given = compete(chances, example.passage.english.words)
    if example.is_stranger:
        counts["tokens of strangers"] += len(example.passage.tokens)
        counts["marked in strangers"] += len(given)
    for index in example.judged:
        wanted, ours = example.gold[index], frozenset(given.get(index, ()))
        if wanted:
            counts["counterparts"] += 1
            if not ours:
                counts["missed"] += 1
            elif ours == wanted:
                counts["exact"] += 1
            else:
                counts["overlapping" if ours & wanted else "elsewhere"] += 1
        elif ours:
            counts["too many"] += 1


def main() -> None:
    """Read the command line."""
    parser = command_line(__doc__)
    parser.add_argument("--fit", action="store_true", help="write the model")
    options = parser.parse_args()
    resources = Resources()
    classes = resources.dictionary.english_pos
    found = list(judged_passages(resources))
    if options.fit:
        rounds, counted = fit_rounds(found, classes)
        content = {
            "rates": asdict(counted),
            "rounds": list(map(written_trees, rounds)),
        }
        WEIGHTS.write_text(
            json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8"
        )
        print(f"{WEIGHTS.name}: {WEIGHTS.stat().st_size:,} bytes")
        return
    counts: Counter[str] = Counter()
    for fold in range(FOLDS):
        rounds, counted = fit_rounds([one for one in found if one.fold != fold], classes)
        held = [one for one in found if one.fold == fold]
        pairs = [evidence(one.passage, counted, classes) for one in held]
        for one, chances in zip(held, probabilities(pairs, rounds), strict=True):
            judge(one, chances, counts)
    whole = counts["counterparts"]
    for kind in ("exact", "overlapping", "elsewhere", "missed", "too many"):
        print(f"{kind}: {counts[kind]} of {whole}, {counts[kind] / whole:.1%}")
    marked, tokens = counts["marked in strangers"], counts["tokens of strangers"]
    print(f"marked where the English translates another passage: {marked / tokens:.1%}")


if __name__ == "__main__":
    main()

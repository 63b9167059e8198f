#!/usr/bin/env python3
"""Measure and fit the links between Chinese and English words on gold data that does not come with
Cika.

    python tools/fit_links.py [--words-alone] [--faults] [--data ../shared/data]    cross-validated figures
    python tools/fit_links.py --fit [--data ../shared/data]                         write generator/data/links.json

Cika cuts the Chinese itself; the gold's links are carried over through characters. Judged are
content words (jieba's tags n, v, a, i, l, j, and words that jieba does not know; light verbs left
out):

linked      share of them that has a link; in brackets: of those that have a gold link
overlaps    of those that are linked: the English has a word of a gold link, sure or possible; a word without gold link counts as wrong,
            in brackets it does not count
exact       ... the English is the gold's: all that is sure, nothing that is not possible, function words and signs left out
AER         alignment error rate over all tokens that Cika links (Och and Ney 2003)

Also: what is linked in stretches of sentences that do not belong together.

Five folds of the pairs: each is judged by weights fitted on the other four, of which the later
rounds see cross-fitted probabilities. The fit needs LightGBM (pip install '.[fit]'); its trees are
written out, so that Cika does not.
"""

import argparse
import json
import re
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from generator.annotation.annotator import LIGHT_WORDS as LIGHT
from generator.annotation.annotator import Annotator
from generator.lexicon import english, link_model, links
from generator.lexicon.dictionary import Dictionary
from generator.lexicon.english import STOP_WORDS, EnglishWord
from generator.lexicon.link_features import FEATURES, LinkItem
from generator.lexicon.link_model import Grid, LinkModel, Tree
from generator.vectors import word_vectors

DATA = ROOT.parent / "shared" / "data"
FOLDS = 5
CUTS = (0.0, 0.5, 0.7, 0.8, 0.85, 0.9, 0.95)
CONTENT_TAGS = "nvailj"
RIDGE = 3.0
SAID, PLAIN = FEATURES.index("said"), 0.9
"""Evidence of the dictionary from which on a word is there, whatever the rest of the English
says."""
TREES, LEAVES, RATE = 300, 4, 0.08
Floats = np.ndarray[Any, np.dtype[np.float32]]


@dataclass(frozen=True)
class GoldPair:
    """A sentence pair with gold links, carried over to Cika's own words."""

    items: Sequence[LinkItem]
    english: Sequence[EnglishWord]
    sure: Sequence[set[int]]
    """Gold English tokens of each Chinese token of Cika."""
    possible: Sequence[set[int]]
    tokens: Sequence[set[int]]
    """Gold English tokens of each English word of Cika."""
    light: frozenset[int]
    """Gold English tokens that are function words or signs."""
    content: Sequence[bool]

    def truth(self, grid: Grid) -> Floats:
        """Whether gold links each pair of words, as the grid has them."""
        return np.array(
            [[bool(self.possible[i] & self.tokens[j]) for j in grid.columns] for i in grid.rows],
            np.float32,
        ).reshape(len(grid.rows), len(grid.columns))


@dataclass(frozen=True)
class Judged:
    """A link of a content word with what gold says of it."""

    link: links.Link
    overlaps: bool
    exact: bool
    has_gold: bool


def spans(tokens: list[str], gap: str) -> list[tuple[int, int]]:
    found, at = [], 0
    for token in tokens:
        found.append((at, at + len(token)))
        at += len(token) + len(gap)
    return found


def touching(start: int, end: int, others: list[tuple[int, int]]) -> set[int]:
    return {k for k, (a, b) in enumerate(others) if a < end and b > start}


def read_pair(annotator: Annotator, line: str, gold: str) -> GoldPair:
    zh, en = (side.split() for side in line.split(" ||| "))
    zh_text, en_text = "".join(zh), " ".join(en)
    zh_spans, en_spans = spans(zh, ""), spans(en, " ")
    found = [(int(a) - 1, kind, int(b) - 1) for a, kind, b in re.findall(r"(\d+)([-p])(\d+)", gold)]
    names = annotator.names([(zh_text, en_text)])
    pieces = annotator.cut(zh_text, names)
    words = english.words(en_text)
    own = [touching(p.start, p.start + len(p.text), zh_spans) for p in pieces]
    tags = [annotator.dictionary.tag(p.text) for p in pieces]
    return GoldPair(
        annotator.items(pieces, names),
        words,
        [{b for a, kind, b in found if a in mine and kind == "-"} for mine in own],
        [{b for a, _, b in found if a in mine} for mine in own],
        [touching(w.start, w.end, en_spans) for w in words],
        frozenset(
            k for k, token in enumerate(en) if token in STOP_WORDS or not re.search(r"\w", token)
        ),
        [
            p.kind != "punctuation"
            and p.text not in LIGHT
            and (tag[0] in CONTENT_TAGS if tag else p.kind in ("word", "name"))
            for p, tag in zip(pieces, tags, strict=True)
        ],
    )


def judge(pair: GoldPair, found: dict[int, links.Link], *, every: bool = False) -> list[Judged]:
    judged = []
    for i, link in found.items():
        if pair.content[i] or every:
            mine = set[int]().union(*pair.tokens[link.first : link.last + 1])
            exact = pair.sure[i] - pair.light <= mine - pair.light <= pair.possible[i] - pair.light
            overlaps = bool(mine & pair.possible[i])
            judged.append(Judged(link, overlaps, exact and overlaps, bool(pair.possible[i])))
    return judged


# Fit


def logistic(x: Floats, y: Floats, ridge: float) -> list[float]:
    """Intercept and weights by Newton's method; the ridge is on standardised features."""
    mean, spread = x.mean(0, dtype=np.float64), x.std(0, dtype=np.float64) + 1e-6
    z = np.concatenate([np.ones((len(x), 1)), (x - mean) / spread], axis=1)
    penalty = ridge * np.diag([0.0] + [1.0] * x.shape[1])
    weights = np.zeros(z.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-z @ weights))
        hessian = (z * (p * (1 - p))[:, None]).T @ z + penalty + 1e-6 * np.eye(len(weights))
        step = np.linalg.solve(hessian, z.T @ (y - p) - penalty @ weights)
        weights += step
        if np.abs(step).max() < 1e-6:
            break
    plain = weights[1:] / spread
    return [float(weights[0] - plain @ mean), *map(float, plain)]


def first_fit(grids: Sequence[Grid], truths: Sequence[Floats]) -> tuple[float, ...]:
    x = np.concatenate([g.features.reshape(len(FEATURES), -1).T for g in grids])
    return tuple(
        round(w, 5) for w in logistic(x, np.concatenate([t.ravel() for t in truths]), RIDGE)
    )


def later_fit(seen: Sequence[Floats], truths: Sequence[Floats]) -> tuple[Tree, ...]:
    import lightgbm

    x, y = np.concatenate(seen, axis=1).T, np.concatenate(truths)
    settings = {
        "objective": "binary",
        "num_leaves": LEAVES,
        "learning_rate": RATE,
        "min_data_in_leaf": 40,
        "lambda_l2": 5.0,
        "bagging_fraction": 0.8,
        "bagging_freq": 1,
        "feature_fraction": 0.5,
        "boost_from_average": False,
        "seed": 1,
        "deterministic": True,
        "force_row_wise": True,
        "num_threads": 1,
        "verbosity": -1,
    }
    made = lightgbm.train(settings, lightgbm.Dataset(x.astype(np.float64), y), TREES)
    return tuple(tree_of(t["tree_structure"]) for t in made.dump_model()["tree_info"])


def tree_of(root: dict[str, Any]) -> Tree:
    nodes: list[tuple[int, float, int, int]] = []
    leaves: list[float] = []

    def visit(node: dict[str, Any]) -> int:
        if "leaf_value" in node:
            leaves.append(round(node["leaf_value"], 5))
            return -len(leaves)
        at = len(nodes)
        nodes.append((0, 0.0, 0, 0))
        left, right = visit(node["left_child"]), visit(node["right_child"])
        nodes[at] = node["split_feature"], float(f"{node['threshold']:.6g}"), left, right
        return at

    if visit(root) < 0:
        return Tree((0,), (0.0,), (-1,), (-1,), tuple(leaves))
    feature, least, left, right = zip(*nodes, strict=True)
    return Tree(feature, least, left, right, tuple(leaves))


def strangers(pairs: Sequence[GoldPair]) -> list[links.Passage]:
    """Short stretches of sentences that do not belong together: what is linked there is wrong,
    unless the dictionary says it."""
    found = []
    for k, (pair, other) in enumerate(zip(pairs, [*pairs[1:], *pairs[:1]], strict=True)):
        if k % 3:
            continue
        length, longer = 5 + k % 11, 6 + k % 13
        found.append((pair.items[k % 7 :][:length], other.english[k % 5 :][:longer]))
    return found


def plainly_said(grid: Grid, link: links.Link) -> bool:
    inside = (grid.columns >= link.first) & (grid.columns <= link.last)
    return bool(grid.features[SAID][grid.rows == link.token][:, inside].max() >= PLAIN)


def fit(
    pairs: Sequence[GoldPair], own: Sequence[Grid], right: Sequence[Floats], foreign: Sequence[Grid]
) -> LinkModel:
    """Fit all rounds: each later one on cross-fitted probabilities of the one before. ``foreign``
    are grids where nothing is right."""
    grids = [*own, *foreign]
    truths = [*right, *(np.zeros((len(g.rows), len(g.columns)), np.float32) for g in foreign)]
    folds = np.concatenate([np.arange(len(own)), np.arange(len(foreign))]) % FOLDS

    def crossed(
        train: Callable[[list[int]], Any], apply: Callable[[Any, int], Floats]
    ) -> list[Floats]:
        found: dict[int, Floats] = {}
        for fold in range(FOLDS):
            made = train([k for k in range(len(grids)) if folds[k] != fold])
            found |= {k: apply(made, k) for k in range(len(grids)) if folds[k] == fold}
        return [found[k] for k in range(len(grids))]

    first = first_fit(grids, truths)
    likely = crossed(
        lambda ks: first_fit([grids[k] for k in ks], [truths[k] for k in ks]),
        lambda m, k: link_model.first_round(grids[k], m),
    )
    picked = [np.nonzero(p > link_model.LEAST) for p in likely[: len(own)]]
    picked += [
        np.nonzero((p > link_model.LEAST) & (g.features[SAID] < PLAIN))
        for p, g in zip(likely[len(own) :], foreign, strict=True)
    ]
    answers = [t[where] for t, where in zip(truths, picked, strict=True)]
    later = []
    for _ in range(2):
        parts = slice(len(own)), slice(len(own), None)
        seen = [
            c
            for part in parts
            for c in link_model.contexts(grids[part], likely[part], picked[part])
        ]
        later.append(later_fit(seen, answers))
        likely = crossed(
            partial(
                lambda seen, ks: later_fit([seen[k] for k in ks], [answers[k] for k in ks]), seen
            ),
            partial(
                lambda seen, m, k: link_model.scattered(
                    grids[k], picked[k], link_model.boosted(seen[k], m)
                ),
                seen,
            ),
        )
    made = [{m.token: m for m in links.compete(g, p)} for g, p in zip(own, likely, strict=False)]
    judged = [
        j for pair, mine in zip(pairs, made, strict=True) for j in judge(pair, mine, every=True)
    ]
    x = np.array([links.certainty(j.link) for j in judged], np.float32)
    confidence = logistic(x, np.array([j.overlaps for j in judged], np.float32), 1.0)
    return LinkModel(first, tuple(later), tuple(round(w, 4) for w in confidence))


# Measure


def linked(grids: Sequence[Grid], model: LinkModel) -> list[dict[int, links.Link]]:
    return [
        {m.token: links.with_confidence(m, model.confidence) for m in links.compete(grid, found)}
        for grid, found in zip(grids, link_model.probabilities(grids, model), strict=True)
    ]


def report(pairs: Sequence[GoldPair], found: Sequence[dict[int, links.Link]]) -> None:
    judged = [j for pair, made in zip(pairs, found, strict=True) for j in judge(pair, made)]
    content = sum(sum(p.content) for p in pairs)
    with_gold = sum(
        c and bool(g) for p in pairs for c, g in zip(p.content, p.possible, strict=True)
    )
    print(
        f"{content} content words, {with_gold} with a gold link\nconfidence  linked         "
        " overlaps        exact"
    )
    for least in CUTS:
        kept = [j for j in judged if j.link.confidence >= least]
        gold = [j for j in kept if j.has_gold]
        if gold:
            figures = [len(kept) / content, len(gold) / with_gold]
            figures += [share(j.overlaps for j in kept), share(j.overlaps for j in gold)]
            figures += [share(j.exact for j in kept), share(j.exact for j in gold)]
            print(
                f"  >= {least:.2f}   "
                + "   ".join(
                    f"{a:6.1%} ({b:.1%})" for a, b in zip(figures[::2], figures[1::2], strict=True)
                )
            )
    ordered = sorted(judged, key=lambda j: -j.link.confidence)
    for kind, some, total in (
        ("", ordered, content),
        ("(words with gold) ", [j for j in ordered if j.has_gold], with_gold),
    ):
        right = np.cumsum([j.overlaps for j in some]) / np.arange(1, len(some) + 1)
        exact = np.cumsum([j.exact for j in some]) / np.arange(1, len(some) + 1)
        shares = []
        for wanted in (0.96, 0.97, 0.975, 0.98):
            n = int(np.nonzero(right >= wanted)[0].max(initial=-1)) + 1
            shares.append(
                f"{wanted:.1%}: {n / total:.1%} (exact {exact[n - 1]:.1%}, from"
                f" {some[n - 1].link.confidence:.2f} on)"
            )
        at = min(len(some), round(0.85 * total)) - 1
        print(
            f"linked {kind}where overlap is "
            + "; ".join(shares)
            + f"; at 85 % linked: {right[at]:.1%}, exact {exact[at]:.1%}"
        )
    print("said against true: " + "  ".join(calibration(judged)))
    sure = possible = made = total_sure = 0
    for pair, mine in zip(pairs, found, strict=True):
        for i, link in mine.items():
            tokens = set[int]().union(*pair.tokens[link.first : link.last + 1]) - pair.light
            made += len(tokens)
            sure += len(tokens & pair.sure[i])
            possible += len(tokens & pair.possible[i])
        total_sure += sum(
            len(s - pair.light)
            for s, item in zip(pair.sure, pair.items, strict=True)
            if item.content
        )
    print(
        f"AER {1 - (sure + possible) / (made + total_sure):.1%} (precision {possible / made:.1%},"
        f" recall {sure / total_sure:.1%})"
    )


def share(answers: Iterable[bool]) -> float:
    return float(np.mean(list(answers)))


def calibration(judged: Sequence[Judged]) -> list[str]:
    rows = []
    for low, high in ((0, 0.5), (0.5, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 1.01)):
        some = [j for j in judged if low <= j.link.confidence < high]
        if some:
            rows.append(
                f"{np.mean([j.link.confidence for j in some]):.2f}/{np.mean([j.overlaps for j in some]):.2f}"
                f" ({len(some)})"
            )
    return rows


def faults(pairs: Sequence[GoldPair], found: Sequence[dict[int, links.Link]]) -> None:
    """List wrong and inexact links, the most confident first."""
    rows = []
    for pair, made in zip(pairs, found, strict=True):
        for j in judge(pair, made):
            if not j.exact:
                english_words = [w.text for w in pair.english]
                gold = [
                    w
                    for w, t in zip(english_words, pair.tokens, strict=True)
                    if t & pair.possible[j.link.token]
                ]
                text = pair.items[j.link.token].text
                said = " ".join(english_words[j.link.first : j.link.last + 1])
                rows.append(
                    (
                        -j.link.confidence,
                        "inexact" if j.overlaps else "wrong",
                        text,
                        said,
                        " ".join(gold),
                    )
                )
    for confidence, kind, text, said, wanted in sorted(rows):
        print(f"{-confidence:.2f} {kind:8} {text}\t{said}\t(gold: {wanted})")


def dump(model: LinkModel) -> dict[str, Any]:
    later = [
        [[t.feature, t.least, t.left, t.right, t.leaves] for t in trees] for trees in model.later
    ]
    return {"first": model.first, "later": later, "confidence": model.confidence}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--words-alone", action="store_true", help="without vectors")
    parser.add_argument("--faults", action="store_true", help="list what is wrong")
    parser.add_argument("--data", type=Path, default=DATA)
    options = parser.parse_args()
    folder = options.data / "links"
    if not folder.is_dir():
        sys.exit(f"{folder} is not there; give the folder of the gold data with --data")
    annotator = Annotator(Dictionary())
    lines = (folder / "newswire.dev.src-tgt").read_text(encoding="utf-8").splitlines()
    golds = (folder / "newswire.dev.gold").read_text(encoding="utf-8").splitlines()
    pairs = [read_pair(annotator, line, gold) for line, gold in zip(lines, golds, strict=True)]
    passages = [(p.items, p.english) for p in pairs]
    if options.fit:
        write(annotator.dictionary, pairs, passages)
        return
    vectors = None if options.words_alone else word_vectors.alone
    if vectors:
        vectors(["warm"])
    started = time.process_time()
    grids = links.grids_of(passages, vectors)
    rounds_started = time.process_time()
    truths = [pair.truth(grid) for pair, grid in zip(pairs, grids, strict=True)]
    found: list[dict[int, links.Link]] = [{}] * len(pairs)
    spent = rounds_started - started
    foreign = links.grids_of(strangers(pairs), vectors)
    wrong: list[float] = []
    for fold in range(FOLDS):
        rest, mine = (
            [k for k in range(len(pairs)) if (k % FOLDS == fold) == chosen]
            for chosen in (False, True)
        )
        strange = [grid for k, grid in enumerate(foreign) if k % FOLDS != fold]
        model = fit(
            [pairs[k] for k in rest], [grids[k] for k in rest], [truths[k] for k in rest], strange
        )
        began = time.process_time()
        for k, made in zip(mine, linked([grids[k] for k in mine], model), strict=True):
            found[k] = made
        spent += time.process_time() - began
        strange = foreign[fold::FOLDS]
        for grid, made in zip(strange, linked(strange, model), strict=True):
            wrong += [m.confidence for m in made.values() if not plainly_said(grid, m)]
    report(pairs, found)
    tokens = sum(len(grid.rows) for grid in foreign)
    shares = ", ".join(
        f"{sum(c >= least for c in wrong) / tokens:.1%} from {least}" for least in (0.5, 0.7, 0.85)
    )
    print(
        "linked in stretches that do not belong together, though the dictionary does not say so:"
        f" {shares}"
    )
    print(
        f"{len(pairs) / spent:.0f} pairs a second of CPU (all words' vectors computed anew; cutting"
        " and look-ups not counted)"
    )
    if options.faults:
        faults(pairs, found)


def write(
    dictionary: Dictionary, pairs: Sequence[GoldPair], passages: Sequence[links.Passage]
) -> None:
    sources = {"with vectors": word_vectors.alone, "words alone": None}
    loaded: dict[str, Any] = {name: dump(LinkModel((0.0,), (), (0.0,))) for name in sources}
    loaded["means"] = [[round(float(x), 4) for x in mean] for mean in means(dictionary)]
    # The means are needed for what follows
    link_model.WEIGHTS.write_text(json.dumps(loaded), encoding="utf-8")
    link_model.models.cache_clear()
    for name, vectors in sources.items():
        grids = links.grids_of(passages, vectors)
        truths = [pair.truth(grid) for pair, grid in zip(pairs, grids, strict=True)]
        loaded[name] = dump(fit(pairs, grids, truths, links.grids_of(strangers(pairs), vectors)))
        print(
            name,
            dict(zip(("first round", *FEATURES), loaded[name]["first"], strict=True)),
            "confidence",
            loaded[name]["confidence"],
        )
    link_model.WEIGHTS.write_text(
        json.dumps(loaded, separators=(",", ":")) + "\n", encoding="utf-8"
    )
    print(f"{link_model.WEIGHTS}: {link_model.WEIGHTS.stat().st_size:,} bytes")


def means(dictionary: Dictionary, size: int = 4000) -> tuple[Floats, Floats]:
    """Mean vectors of common Chinese words, and of the words that gloss them."""
    common = dictionary.common(size)
    senses = [
        sense for word in common for entry in dictionary.entries(word) for sense in entry.senses
    ]
    glosses = sorted(
        {
            gloss
            for sense in senses
            for gloss in re.split(r"[;,] ?", sense)
            if re.fullmatch("[a-z]+", gloss)
        }
    )
    return word_vectors.alone(common).mean(0), word_vectors.alone(glosses).mean(0)


if __name__ == "__main__":
    main()

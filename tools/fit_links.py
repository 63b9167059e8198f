#!/usr/bin/env python3
"""Measure and fit the links between Chinese and English words on gold data that does not come with
Cika.

    python tools/fit_links.py [--words-alone] [--faults] [--data DIR]   cross-validated figures
    python tools/fit_links.py --fit [--data DIR]                        write links.json

linked      share of content words that has a link; in brackets: of those that have a gold link
overlaps    of those that are linked: the English has a word of a gold link, sure or possible; a
            word without gold link counts as wrong, in brackets it does not count
exact       ... the English is the gold's: all that is sure, nothing that is not possible, function
            words and punctuation left out
AER         alignment error rate over all tokens that Cika links (Och and Ney 2003)

Also: what is linked in stretches of sentences that do not belong together.

Five folds of the pairs: each is judged by weights fitted on the other four (tools/link_fit.py),
which needs LightGBM (pip install '.[fit]').
"""

import prelude

import json
import sys
import time
from collections.abc import Sequence
from typing import Any

from generator.annotation.annotator import Annotator
from generator.lexicon import link_grid, link_model, link_weights, links
from generator.lexicon.dictionary import Dictionary
from generator.lexicon.link_features import FEATURES
from generator.lexicon.link_grid import Grid
from generator.lexicon.link_weights import LinkModel
from generator.vectors import word_vectors
from inputs import add_data, command_line
from link_fit import FOLDS, fit, means, written
from link_gold import Floats, LinkedPair, Links, is_plain, read_gold, strangers
from link_report import print_faults, print_report

FOREIGN_CUTS = (0.5, 0.7, 0.85)
"""Confidences from which links between strangers are counted."""


def linked(grids: Sequence[Grid], model: LinkModel) -> list[Links]:
    """Link the words of grids by a model."""
    found = []
    for grid, chances in zip(grids, link_model.probabilities(grids, model), strict=True):
        made: Links = {}
        for link in links.compete(grid, chances):
            made[link.token] = links.with_confidence(link, model.confidence)
        found.append(made)
    return found


def measure(
    pairs: Sequence[LinkedPair], vectors: "link_grid.WordVectors | None", *, faults: bool
) -> None:
    """Print cross-validated figures."""
    if vectors:
        vectors(["warm"])
    started = time.process_time()
    grids = link_grid.grids_of([(pair.items, pair.english) for pair in pairs], vectors)
    spent = time.process_time() - started
    truths = [pair.truth(grid) for pair, grid in zip(pairs, grids, strict=True)]
    foreign = link_grid.grids_of(strangers(pairs), vectors)
    found: dict[int, Links] = {}
    wrong: list[float] = []
    for fold in range(FOLDS):
        rest = [number for number in range(len(pairs)) if number % FOLDS != fold]
        model = fit(
            [pairs[number] for number in rest],
            [grids[number] for number in rest],
            [truths[number] for number in rest],
            [grid for number, grid in enumerate(foreign) if number % FOLDS != fold],
        )
        began = time.process_time()
        numbers = range(fold, len(pairs), FOLDS)
        found |= zip(numbers, linked([grids[number] for number in numbers], model), strict=True)
        spent += time.process_time() - began
        wrong += _wrong(foreign[fold::FOLDS], model)
    in_order = [found[number] for number in range(len(pairs))]
    print_report(pairs, in_order)
    tokens = sum(len(grid.rows) for grid in foreign)
    shares = []
    for cut in FOREIGN_CUTS:
        count = sum(one >= cut for one in wrong)
        shares.append(f"{count / tokens:.1%} from {cut}")
    print(
        "linked in stretches that do not belong together, though the dictionary does not say so:"
        f" {', '.join(shares)}"
    )
    print(
        f"{len(pairs) / spent:.0f} pairs a second of CPU (all words' vectors computed anew; cutting"
        " and look-ups not counted)"
    )
    if faults:
        print_faults(pairs, in_order)


def _wrong(foreign: Sequence[Grid], model: LinkModel) -> list[float]:
    """Return the confidences of links between strangers."""
    wrong: list[float] = []
    for grid, made in zip(foreign, linked(foreign, model), strict=True):
        wrong += [link.confidence for link in made.values() if not is_plain(grid, link)]
    return wrong


def rounded(vector: Floats) -> list[float]:
    """Round the numbers of a vector, to be written."""
    return [round(float(number), 4) for number in vector]


def write(dictionary: Dictionary, pairs: Sequence[LinkedPair]) -> None:
    """Fit on all pairs, with vectors and without, and write ``links.json``."""
    sources = {"with vectors": word_vectors.alone, "words alone": None}
    empty = written(LinkModel((0.0,), (), (0.0,)))
    content: dict[str, Any] = dict.fromkeys(sources, empty)
    content["means"] = [rounded(mean) for mean in means(dictionary)]
    # The means are needed for what follows
    link_weights.WEIGHTS.write_text(json.dumps(content), encoding="utf-8")
    link_weights.models.cache_clear()
    passages = [(pair.items, pair.english) for pair in pairs]
    for name, vectors in sources.items():
        grids = link_grid.grids_of(passages, vectors)
        truths = [pair.truth(grid) for pair, grid in zip(pairs, grids, strict=True)]
        model = fit(pairs, grids, truths, link_grid.grids_of(strangers(pairs), vectors))
        content[name] = written(model)
        first = dict(zip(("first round", *FEATURES), model.first, strict=True))
        print(name, first, "confidence", model.confidence)
    text = json.dumps(content, separators=(",", ":")) + "\n"
    link_weights.WEIGHTS.write_text(text, encoding="utf-8")
    print(f"{link_weights.WEIGHTS}: {link_weights.WEIGHTS.stat().st_size:,} bytes")


def main() -> None:
    """Read the command line; measure, or fit."""
    parser = command_line(__doc__)
    parser.add_argument("--fit", action="store_true", help="fit on all pairs and write links.json")
    parser.add_argument("--words-alone", action="store_true", help="leave out vectors")
    parser.add_argument("--faults", action="store_true", help="list what is wrong")
    add_data(parser)
    options = parser.parse_args()
    folder = options.data / "links"
    if not folder.is_dir():
        sys.exit(f"{folder} is not there; give the folder of the gold data with --data")
    annotator = Annotator(Dictionary())
    pairs = read_gold(folder, annotator)
    if options.fit:
        write(annotator.dictionary, pairs)
    else:
        vectors = None if options.words_alone else word_vectors.alone
        measure(pairs, vectors, faults=options.faults)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Measure orders of study, the sentences that words are shown in, and how many words cover a text.

    python tools/eval_order.py [TEXT …] [--data DIR] [--pairs N]

Without TEXT: the letter in seeds/, and, where DIR (../shared/data) is there, the first chapter of
MAC-dev in its gold alignment, and N (1,000) of the Tatoeba pairs, evenly over the file.

Orders: words that are unknown in a sentence of the text, on average over its sentences, when a
quarter, half, three quarters of the words were learnt, and on average over study; the share of
sentences without any, at the same times. "by use": the words that most sentences have come first,
so that no order leaves fewer words unknown. "reading, power": other prices of a word
(study/order.py). "at most" is what no order of words can exceed: sentences and all their words are
closures of a graph, and those on the upper hull (most sentences for their words) are minimum cuts
(Picard 1976; Sidney 1975 for orders); the curve of any order lies under that hull.

Sentences: other words, not met before, in the sentence that a word card shows; its running words;
whether the translation's counterpart is marked; for all words, and for those that stand in several
sentences.
"""

import argparse
import gzip
import sys
import tempfile
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import accumulate
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import breadth_first_order, maximum_flow

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from eval_alignment import DATA, read_mac

from generator import pipeline
from generator.anki.passage_fields import counterpart
from generator.pipeline import BuildOptions, Resources, Source, Study, Understood
from generator.study import Key, WordSelection, key_of
from generator.study.order import reading_order, sentence_by_sentence
from generator.study.vocabulary import RUNNING

LETTER = next((Path(__file__).resolve().parent.parent / "seeds").glob("1953-12-19*.txt"))
ORDERS = ("text", "frequency", "level", "reading")
QUARTERS = (0.25, 0.5, 0.75)
SHARES = (0.5, 0.8, 0.9, 0.95, 0.98)
ENDLESS = 2**30


def default_texts(data: Path, pairs: int, folder: Path) -> Iterator[Path]:
    """The three texts that DESIGN.md speaks of, as far as they are there; MAC-dev and Tatoeba as
    tables in a temporary folder."""
    yield LETTER
    if not data.is_dir():
        print(f"{data} is not there: the letter alone is measured.", file=sys.stderr)
        return
    chapter = read_mac(data / "alignment" / "mac-dev")[0]
    rows = [
        ("".join(chapter.zh[i].text for i in zh), " ".join(chapter.en[j].text for j in en))
        for zh, en in chapter.gold
        if zh and en
    ]
    yield write(
        folder / "chapter.tsv", ["\t".join(" ".join(cell.split()) for cell in row) for row in rows]
    )
    with gzip.open(data / "parallel" / "tatoeba.cmn-eng.tsv.gz", "rt", encoding="utf-8") as lines:
        found = lines.read().splitlines()
    yield write(folder / "tatoeba.tsv", found[:: len(found) // pairs][:pairs])


def write(path: Path, lines: Sequence[str]) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def sentences_of(study: Study) -> dict[int, tuple[Key, ...]]:
    """The words to learn of each passage that has any, each once, in the order of the text."""
    words = {key_of(word.token) for word in study.words}
    keys = {
        index: dict.fromkeys(map(key_of, study.passages[index].tokens))
        for index in sorted(study.chosen.order)
    }
    found = {index: tuple(key for key in own if key in words) for index, own in keys.items()}
    return {index: keys for index, keys in found.items() if keys}


def progress(
    words: Iterable[Key], sentences: Collection[tuple[Key, ...]]
) -> tuple[list[float], list[float]]:
    """After 0, 1, 2, … words: the mean number of unknown words in a sentence, and the share of
    sentences without any."""
    rank = {key: number for number, key in enumerate(words, 1)}
    met = Counter(rank[key] for keys in sentences for key in keys)
    read = Counter(max(rank[key] for key in keys) for keys in sentences)
    times = range(len(rank) + 1)
    unknown = [
        (met.total() - known) / len(sentences) for known in accumulate(met[time] for time in times)
    ]
    return unknown, [done / len(sentences) for done in accumulate(read[time] for time in times)]


def closure(
    sentences: Sequence[tuple[Key, ...]], words: Sequence[Key], price: Fraction
) -> tuple[int, int]:
    """(words, sentences) where the number of sentences less the price of their words is largest: a
    minimum cut."""
    place = {key: 1 + len(sentences) + number for number, key in enumerate(words)}
    sink = 1 + len(sentences) + len(words)
    edges = [(0, 1 + number, price.denominator) for number in range(len(sentences))]
    edges += [
        (1 + number, place[key], ENDLESS) for number, keys in enumerate(sentences) for key in keys
    ]
    edges += [(place[key], sink, price.numerator) for key in words]
    rows, columns, capacities = (
        np.array(column, dtype=np.int32) for column in zip(*edges, strict=True)
    )
    graph = csr_matrix((capacities, (rows, columns)), shape=(sink + 1, sink + 1))
    left = graph - maximum_flow(graph, 0, sink).flow
    left.data[left.data < 0] = 0
    left.eliminate_zeros()
    reached = breadth_first_order(left, 0, return_predecessors=False)
    return int((reached > len(sentences)).sum()), int(
        ((reached > 0) & (reached <= len(sentences))).sum()
    )


def at_most(study: Study) -> list[float]:
    """For 0, 1, 2, … words: a share of sentences that no order of study can exceed."""
    sentences, words = (
        list(sentences_of(study).values()),
        [key_of(word.token) for word in study.words],
    )
    points = {(0, 0), (len(words), len(sentences))}

    def between(low: tuple[int, int], high: tuple[int, int]) -> None:
        price = Fraction(high[1] - low[1], high[0] - low[0])
        found = closure(sentences, words, price)
        if found[1] - price * found[0] > low[1] - price * low[0]:
            points.add(found)
            between(low, found)
            between(found, high)

    between(*sorted(points))
    hull = sorted(points)
    return list(
        np.interp(
            range(len(words) + 1), [x for x, _ in hull], [y / len(sentences) for _, y in hull]
        )
    )


def said(values: Sequence[float], pattern: str) -> list[str]:
    """A curve as a row: at each quarter, and its mean."""
    return [format(values[round((len(values) - 1) * share)], pattern) for share in QUARTERS] + [
        format(sum(values) / len(values), pattern)
    ]


def shown(study: Study, *, best: bool, several: bool) -> list[float]:
    """Means over word cards: other words not met, running words, counterpart marked, shown in
    another sentence; and how many cards.

    Without ``best`` each word in the sentence that it is learnt for; in orders of words that may
    lack it, then in the first of the text.
    """
    rank = {key_of(word.token): number for number, word in enumerate(study.words)}
    needs = sentences_of(study)
    often = Counter(key for keys in needs.values() for key in keys)
    standing = {key: index for index in sorted(needs, reverse=True) for key in needs[index]}
    rows = []
    for number, word in enumerate(study.words):
        first = (
            word.place if key_of(word.token) in needs[word.place] else standing[key_of(word.token)]
        )
        index = word.passage if best else first
        passage = study.passages[index]
        token = next(t for t in passage.tokens if key_of(t) == key_of(word.token))
        new = sum(rank[key] > number for key in needs[index])
        if often[key_of(word.token)] > 1 or not several:
            rows.append(
                (
                    new,
                    sum(t.kind in RUNNING for t in passage.tokens),
                    bool(counterpart(passage, token)),
                    index != first,
                )
            )
    return [sum(column) / len(rows) for column in zip(*rows, strict=True)] + [len(rows)]


def show(order: str, words: Iterable[Key], sentences: Collection[tuple[Key, ...]]) -> None:
    unknown, readable = progress(words, sentences)
    print(order, *said(unknown, ".2f"), *said(readable, ".1%"), sep="\t")


def measure(workshop: Resources, name: str, text: Understood) -> None:
    studies = {order: pipeline.choose(workshop, text, order=order) for order in ORDERS}
    study = studies["text"]
    sentences = sentences_of(study)
    print(
        f"\n{name}: {len(study.words)} words in {len(sentences)} sentences, {len(study.chosen.names)}"
        " names"
    )
    print(
        "order\tunknown words a sentence at 25 %\t50 %\t75 %\tmean\tsentences readable at 25 %\t50"
        " %\t75 %\tmean"
    )
    for order, found in studies.items():
        show(order, map(key_of, (word.token for word in found.words)), sentences.values())
    show(
        "by use",
        (
            key
            for key, _ in Counter(key for keys in sentences.values() for key in keys).most_common()
        ),
        sentences.values(),
    )
    for power in (0.0, 1.0):  # reading order has 0.5
        steps = sentence_by_sentence(
            reading_order(sentences, dict.fromkeys(sentences, 0), power), sentences
        )
        show(f"reading, power {power:.0f}", steps.words, sentences.values())
    print("at most", "", "", "", "", *said(at_most(study), ".1%"), sep="\t")
    print("order\tshown in\tother new words\trunning words\tcounterpart marked\tmoved\twords")
    for order, found in studies.items():
        for several, best in ((False, False), (False, True), (True, False), (True, True)):
            new, length, marked, moved, count = shown(found, best=best, several=several)
            kind = f"{'best' if best else 'first'}{', of several' if several else ''}"
            print(
                order,
                kind,
                f"{new:.2f}",
                f"{length:.1f}",
                f"{marked:.1%}",
                f"{moved:.1%}",
                int(count),
                sep="\t",
            )
    print(
        "coverage\twords needed\tin the order of the text\tby frequency\tsentence cards of",
        len(study.chosen.order),
    )
    for share in SHARES:
        limited = pipeline.choose(
            workshop, text, options=BuildOptions(wishes=WordSelection(coverage=share))
        )
        others = (needed(studies[order], share) for order in ("text", "frequency"))
        print(
            f"{share:.0%}",
            len(limited.words),
            *others,
            len(limited.chosen.order) - len(limited.chosen.beyond),
            sep="\t",
        )


def needed(study: Study, share: float) -> int:
    """How many words, in the order of a study, take the reader to a share of the running words."""
    assert study.chosen.coverage
    counts = Counter(
        key_of(token)
        for passage in study.passages
        for token in passage.tokens
        if token.kind in ("word", "name")
    )
    known = accumulate(
        (counts[key_of(word.token)] for word in study.words), initial=study.chosen.coverage.before
    )
    return next(
        number
        for number, covered in enumerate(known)
        if covered >= share * study.chosen.coverage.running
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("text", nargs="*", type=Path)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--pairs", type=int, default=1000)
    arguments = parser.parse_args()
    workshop = Resources()
    with tempfile.TemporaryDirectory() as folder:
        for path in arguments.text or default_texts(arguments.data, arguments.pairs, Path(folder)):
            measure(workshop, path.stem[:30], pipeline.understand(workshop, Source(path)))


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Count how Chinese words are translated, and write ``generator/data/translations.sqlite``.

    python tools/build_links.py PAIRS.tsv.gz        (one pair a line: Chinese, tab, English)

IBM Model 1 (Brown et al. 1993) with an empty word, by expectation maximisation over the segmented
pairs. The same pairs and the same dictionary give the same bytes.
"""

import argparse
import collections
import gzip
import hashlib
import sqlite3
import sys
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from generator.base.han import HANZI_RUN
from generator.chinese.script import simplify
from generator.chinese.segment import Segmenter
from generator.lexicon import english
from generator.lexicon.dictionary import TRANSLATIONS, Dictionary

ROUNDS = 6
LEAST_COUNT = 3
"""Occurrences of a Chinese word from which its counts are believed."""
LEAST_SHARE = 0.03
EMPTY = ""

Pair = tuple[tuple[str, ...], tuple[str, ...]]


def read_pairs(path: Path, dictionary: Dictionary) -> list[Pair]:
    segmenter = Segmenter(dictionary)
    found = set()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            zh, en = line.rstrip("\n").split("\t")[:2]
            words = (p.text for p in segmenter.cut(simplify(zh)) if HANZI_RUN.match(p.text))
            found.add((tuple(words), tuple(w.stem for w in english.words(en))))
    return sorted(found)


def estimate(pairs: Iterable[Pair]) -> dict[str, dict[str, float]]:
    """Return p(English stem | Chinese word) after a few rounds from a uniform start."""
    pairs = list(pairs)
    table: dict[str, dict[str, float]] = {}
    for _ in range(ROUNDS):
        counts: dict[str, dict[str, float]] = collections.defaultdict(
            lambda: collections.defaultdict(float)
        )
        for zh, en in pairs:
            rows = [(z, table.get(z)) for z in (*zh, EMPTY)]
            for e in en:
                shares = [row[e] if row is not None else 1.0 for _, row in rows]
                total = sum(shares)
                for (z, _), share in zip(rows, shares, strict=True):
                    counts[z][e] += share / total
        table = {z: {e: n / sum(row.values()) for e, n in row.items()} for z, row in counts.items()}
    return table


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pairs", type=Path)
    path = parser.parse_args().pairs
    pairs = read_pairs(path, Dictionary())
    seen = collections.Counter(z for zh, _ in pairs for z in zh)
    table = estimate(pairs)
    rows = [
        (z, e, round(p, 3))
        for z in sorted(table)
        if z != EMPTY and seen[z] >= LEAST_COUNT
        for e, p in sorted(table[z].items())
        if p >= LEAST_SHARE
    ]
    TRANSLATIONS.unlink(missing_ok=True)
    with sqlite3.connect(TRANSLATIONS) as db:
        db.executescript(
            "pragma journal_mode = off; create table translation(word text, stem text, share real,"
            " primary key (word, stem)) without rowid;"
        )
        db.executemany("insert into translation values (?, ?, ?)", rows)
    db.execute("vacuum")
    db.close()
    data = TRANSLATIONS.read_bytes()
    print(
        f"{len(pairs):,} pairs, {len(rows):,} rows, {len(data):,} bytes, sha256"
        f" {hashlib.sha256(data).hexdigest()}"
    )
    print(f"input sha256 {hashlib.sha256(path.read_bytes()).hexdigest()}")


if __name__ == "__main__":
    main()

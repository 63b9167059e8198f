#!/usr/bin/env python3
"""Count how Chinese words are translated, and write ``generator/data/translations.sqlite``.

    python tools/build_links.py PAIRS.tsv.gz        (one pair a line: Chinese, tab, English)

IBM Model 1 (Brown et al. 1993) with an empty word, by expectation maximisation over the segmented
pairs. The same pairs and the same dictionary give the same bytes.
"""

import prelude

import hashlib
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.base.han import HANZI_RUN
from generator.chinese.script import simplify
from generator.chinese.segment import Segmenter
from generator.lexicon import english
from generator.lexicon.dictionary import TRANSLATIONS, Dictionary
from inputs import command_line, read_pairs
from manifest import print_built

ROUNDS = 6
MIN_COUNT = 3
"""Occurrences of a Chinese word from which its counts are believed."""
MIN_SHARE = 0.03
EMPTY = ""
"""The word that English words without counterpart are translated from."""

CutPair = tuple[tuple[str, ...], tuple[str, ...]]
"""Chinese words and English stems of a pair."""
Table = dict[str, dict[str, float]]
"""p(English stem | Chinese word)."""


def cut_pairs(path: Path) -> list[CutPair]:
    """Read the pairs and cut them, each once, in order."""
    segmenter = Segmenter(Dictionary())
    found = set()
    for zh, en in read_pairs(path):
        segments = segmenter.cut(simplify(zh))
        words = tuple(one.text for one in segments if HANZI_RUN.match(one.text))
        found.add((words, tuple(word.stem for word in english.words(en))))
    return sorted(found)


def estimate(pairs: Iterable[CutPair]) -> Table:
    """Return p(English stem | Chinese word) after a few rounds from a uniform start."""
    pairs = list(pairs)
    table: Table = {}
    for _ in range(ROUNDS):
        counts: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
        for zh, en in pairs:
            rows = [(word, table.get(word)) for word in (*zh, EMPTY)]
            for stem in en:
                shares = [1.0 if row is None else row[stem] for _, row in rows]
                total = sum(shares)
                for (word, _), share in zip(rows, shares, strict=True):
                    counts[word][stem] += share / total
        table = {word: _shares(row) for word, row in counts.items()}
    return table


def _shares(row: Mapping[str, float]) -> dict[str, float]:
    total = sum(row.values())
    return {stem: count / total for stem, count in row.items()}


def rows_of(table: Table, counts: Mapping[str, int]) -> list[tuple[str, str, float]]:
    """Return the rows that are believed: word, stem, share."""
    found = []
    for word in sorted(table):
        if word != EMPTY and counts[word] >= MIN_COUNT:
            stems = sorted(table[word].items())
            found += [(word, stem, round(share, 3)) for stem, share in stems if share >= MIN_SHARE]
    return found


def write(rows: Iterable[tuple[str, str, float]]) -> None:
    """Write the database."""
    TRANSLATIONS.unlink(missing_ok=True)
    with sqlite3.connect(TRANSLATIONS) as database:
        database.executescript(
            "pragma journal_mode = off; create table translation(word text, stem text, share real,"
            " primary key (word, stem)) without rowid;"
        )
        database.executemany("insert into translation values (?, ?, ?)", rows)
    database.execute("vacuum")
    database.close()


def main() -> None:
    """Read the command line and build the file."""
    parser = command_line(__doc__)
    parser.add_argument("pairs", type=Path)
    path: Path = parser.parse_args().pairs
    pairs = cut_pairs(path)
    counts: Counter[str] = Counter()
    for zh, _ in pairs:
        counts.update(zh)
    rows = rows_of(estimate(pairs), counts)
    write(rows)
    print(f"{len(pairs):,} pairs, {len(rows):,} rows")
    print_built([TRANSLATIONS.name])
    print(f"input sha256 {hashlib.sha256(path.read_bytes()).hexdigest()}")


if __name__ == "__main__":
    main()

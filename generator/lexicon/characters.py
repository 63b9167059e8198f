"""Single characters: their meaning, their components, and how they are written, stroke by
stroke."""

import re
import sqlite3
import zlib
from functools import cached_property
from operator import itemgetter
from pathlib import Path

from generator.base.character_records import Character, Component, Stroke
from generator.base.errors import data_file
from generator.lexicon import glosses
from generator.lexicon.dictionary import Dictionary

STROKES = Path(__file__).resolve().parent.parent / "data" / "strokes.sqlite"
COMPONENTS = STROKES.with_name("components.tsv")
RADICALS = STROKES.with_name("radicals.tsv")
NAME = re.compile("[A-Z㐀-鿿]|radical in")
"""In a gloss that is a name or only says that the character is a radical."""
MEANING_ROLES = frozenset({"sense", "reference", "usage"})
MAX_MEANING = 24
"""Letters of the meaning of a character or component."""


class Characters:
    """Facts of single characters, out of the dictionary and two data files that are opened on first
    use."""

    def __init__(self, dictionary: Dictionary, strokes: Path = STROKES) -> None:
        self._dictionary = dictionary
        self._strokes = strokes
        self._meanings: dict[tuple[str, str], str] = {}

    def facts(self, character: str, reading: str) -> Character:
        """Return the meaning of a character in one reading (numbered pinyin, any case), and its
        components; either may be empty.

        >>> Characters(Dictionary()).facts("银", "yin2").components[0]
        Component(text='钅', meaning='metal')
        """
        components = []
        for text in self._components.get(character, ()):
            meaning = self._names.get(text) or self._meaning(text)
            components.append(Component(text, meaning))
        return Character(self._meaning(character, reading.lower()), tuple(components))

    def drawing(self, character: str) -> tuple[Stroke, ...]:
        """Return the strokes of a character in the order of writing; empty where nobody has drawn
        it."""
        with data_file(self._strokes, sqlite3.Error, zlib.error):
            row = self._db.execute(
                "select strokes from drawing where codepoint = ?", (ord(character),)
            ).fetchone()
            if row is None:
                return ()
            lines = zlib.decompress(row[0]).decode().split("\n")
            return tuple(map(_stroke, lines))

    def _meaning(self, character: str, reading: str = "") -> str:
        """Return the first short gloss of the reading, else of the entry with most senses; names
        (土 "Tu ethnic group") come last."""
        known = self._meanings.get((character, reading))
        if known is None:
            known = self._meanings[character, reading] = self._first_gloss(character, reading)
        return known

    def _first_gloss(self, character: str, reading: str) -> str:
        found: list[tuple[tuple[bool, bool, int], str]] = []
        for entry in self._dictionary.entries(character):
            is_other_reading = entry.reading.lower() != reading
            for gloss in glosses.glosses_of(entry, self._dictionary.entries):
                if gloss.core and gloss.role in MEANING_ROLES:
                    is_name = bool(NAME.search(gloss.core))
                    rank = (is_other_reading, is_name, -len(entry.senses))
                    found.append((rank, gloss.core))
        if not found:
            return ""
        _, core = min(found, key=itemgetter(0))
        return glosses.shorten(core, MAX_MEANING)

    @cached_property
    def _db(self) -> sqlite3.Connection:
        if not self._strokes.is_file():
            raise FileNotFoundError(self._strokes)
        return sqlite3.connect(f"{self._strokes.as_uri()}?mode=ro&immutable=1", uri=True)

    @cached_property
    def _components(self) -> dict[str, tuple[str, ...]]:
        table = _table(COMPONENTS)
        return {character: tuple(components.split(" ")) for character, components in table}

    @cached_property
    def _names(self) -> dict[str, str]:
        """Return the meanings of components that the dictionary lacks or explains otherwise (石
        "one hundred litres")."""
        return dict(_table(RADICALS))


def _stroke(line: str) -> Stroke:
    outline, middle, place = line.split("|")
    return Stroke(outline, middle, *map(int, place.split()))


def _table(path: Path) -> list[tuple[str, str]]:
    """Read the two columns of a table, without its head."""
    found = []
    with data_file(path):
        for line in path.read_text(encoding="utf-8").splitlines()[1:]:
            left, right = line.split("\t")
            found.append((left, right))
    return found

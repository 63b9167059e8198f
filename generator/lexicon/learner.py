"""The learner's dictionary: senses that were written to be matched with a translation.

``generator/data/learner.tsv`` is the table that people edit (docs/dictionary.md says how);
``tools/build_learner.py`` makes the file of it that is read here.
"""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from generator.base.errors import data_file
from generator.lexicon import english_phrases
from generator.lexicon.english_phrases import Phrase

DATA = Path(__file__).resolve().parent.parent / "data" / "learner.sqlite"
MEASURE_LABEL = "mw:"


@dataclass(frozen=True, slots=True)
class LearnerSense:
    """One sense of a word in one reading."""

    reading: str
    """Numbered pinyin, letter for letter that of the CC-CEDICT entry."""
    pos: str
    """Part of speech: noun verb adjective adverb measure pronoun preposition conjunction particle
    numeral time place direction auxiliary prefix suffix interjection onomatopoeia idiom phrase
    name."""
    share: float
    """Share of the word's occurrences, 0 to 1."""
    gloss: str
    """What a card shows: at most 36 characters."""
    phrases: tuple[Phrase, ...]
    """What translators write for this sense, base forms and phrases."""
    neighbours: tuple[str, ...] = ()
    """Chinese words and frames that speak for this sense (``~`` is the word)."""
    labels: tuple[str, ...] = ()
    """Register: formal, spoken, dated …"""
    measures: tuple[str, ...] = ()
    """Usual measure words of a noun."""


class LearnerDictionary:
    """Looks words up; what was found is remembered.

    >>> [sense.gloss for sense in LearnerDictionary().senses("裤子")]
    ['pants']
    """

    def __init__(self, path: Path = DATA) -> None:
        self._found: dict[str, tuple[LearnerSense, ...]] = {}
        self._path = path
        with data_file(path, sqlite3.Error):
            if not path.is_file():
                raise FileNotFoundError(path)
            self._db = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)

    def senses(self, word: str) -> tuple[LearnerSense, ...]:
        """Return the senses of a simplified word, commonest first; empty where it is not listed."""
        found = self._found.get(word)
        if found is None:
            with data_file(self._path, sqlite3.Error):
                rows = self._db.execute("select senses from word where word = ?", (word,))
                row = rows.fetchone()
            lines = row[0].split("\n") if row else []
            found = self._found[word] = tuple(map(_sense, lines))
        return found


def _sense(line: str) -> LearnerSense:
    reading, pos, share, gloss, english, neighbours, label = line.split("\t")
    labels = label.split()
    measures = [one for one in labels if one.startswith(MEASURE_LABEL)]
    characters = labels[labels.index(measures[0]) + 1 :] if measures else []
    return LearnerSense(
        reading=reading,
        pos=pos,
        share=int(share) / 100,
        gloss=gloss,
        phrases=tuple(map(english_phrases.read, english.split("|"))) if english else (),
        neighbours=tuple(neighbours.split()),
        labels=tuple(one for one in labels if one not in characters and one not in measures),
        measures=tuple(one.removeprefix(MEASURE_LABEL) for one in [*measures, *characters]),
    )

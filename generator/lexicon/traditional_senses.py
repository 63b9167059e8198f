"""The traditional form that a sense of a word is written in: 只 is 隻 for animals, 只 for "only".

``data/traditional.tsv`` says it for words that are written in several ways, and a person may edit
it. Of the lines of a word in a reading (any reading where the line has none) the first counts whose
English the sense says; a line without English fits every sense. A word of two characters or more
that is always written so is written so in longer words, too (找藉口).
"""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from generator.base.errors import data_file
from generator.base.records import Entry
from generator.lexicon.word_senses import Sense

TABLE = Path(__file__).resolve().parent.parent / "data" / "traditional.tsv"


@dataclass(frozen=True, slots=True)
class FormOfSense:
    """A line of the table."""

    traditional: str
    english: str
    """Words and phrases, parted by ``|``, one of which a sense says that is written so; empty where
    every sense is."""

    def fits(self, said: str) -> bool:
        """Tell whether a sense that says this in English is written so."""
        return not self.english or bool(re.search(rf"\b(?:{self.english})\b", said, re.IGNORECASE))


Forms = Mapping[tuple[str, str], tuple[FormOfSense, ...]]
"""(Word, reading) -> lines."""


def written(sense: Sense, entries: Iterable[Entry]) -> Sense:
    """Return a sense of a simplified word with the entry that is written as the sense is, among all
    entries of the word."""
    entry = sense.entry
    form = _form(sense)
    if form in ("", entry.traditional):
        return sense
    for other in entries:
        if (other.traditional, other.reading) == (form, entry.reading):
            return replace(sense, entry=other)
    return replace(sense, entry=replace(entry, traditional=form))


def _form(sense: Sense) -> str:
    """Return the traditional form of a sense; empty where the table says nothing."""
    word, reading = sense.entry.simplified, sense.entry.reading
    lines = forms().get((word, reading)) or forms().get((word, "")) or ()
    said = "; ".join([sense.gloss, *[phrase.text for phrase in sense.phrases]])
    for line in lines:
        if line.fits(said):
            return line.traditional
    return "" if lines else _with_parts(sense.entry)


def _with_parts(entry: Entry) -> str:
    """Return the traditional form of a word with the words of the table in it; empty where it has
    none."""
    word, form = entry.simplified, entry.traditional
    if len(form) != len(word):
        return ""
    for start in range(len(word)):
        for end in range(start + 2, len(word) + 1):
            lines = forms().get((word[start:end], ""), ())
            if len(lines) == 1:
                form = form[:start] + lines[0].traditional + form[end:]
    return "" if form == entry.traditional else form


@lru_cache(maxsize=1)
def forms() -> Forms:
    """Read the table. Raises DataError where it is missing or damaged."""
    found: dict[tuple[str, str], tuple[FormOfSense, ...]] = {}
    with data_file(TABLE), TABLE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            key = row["simplified"], row["reading"]
            line = FormOfSense(row["traditional"], row["english"])
            found[key] = (*found.get(key, ()), line)
        if not found:
            raise ValueError("it is empty")
    return found

"""Judged senses, and what the program makes of them.

Two sets: the development occurrences that do not come with Cika (``sense/sense.dev.tsv``), and our
own (``tests/cases/senses.tsv``: Tatoeba sentences, and places in news and novels whose text does
not come with Cika and which are left out where it is not there).
"""

import prelude

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from generator.annotation.annotator import Annotator
from generator.annotation.entries import Entries
from generator.annotation.token_builder import TokenBuilder
from generator.chinese.script import simplify
from generator.chinese.segment import Segment
from generator.lexicon import glosses, links, senses
from generator.lexicon.dictionary import Dictionary
from generator.lexicon.glosses import Gloss
from gold_texts import read_mac
from inputs import CASES, read_table

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

OWN = CASES / "senses.tsv"
DEVELOPMENT = Path("sense", "sense.dev.tsv")
NEWSWIRE = Path("links", "newswire.dev.src-tgt")
DEVELOPMENT_SOURCES = ("dev", "seed")
"""Their gold has the definitions of the dictionary of 2023."""
RENAMED = {"ordinal number": "number designation"}
"""Definitions of 2023 that the present dictionary words otherwise."""
PARENTHESES = re.compile(r"\([^()]*\)")


@dataclass(frozen=True)
class JudgedWord:
    """A judged word in its sentence."""

    word: str
    zh: str
    en: str
    source: str
    gold: str
    """The right definitions, separated by `` | ``."""


@dataclass(frozen=True)
class Evidence:
    """The glosses of a word, with the evidence for each."""

    glosses: tuple[Gloss, ...]
    features: Floats
    """(glosses, features)."""
    right: Bools
    """Which glosses the gold has."""


@dataclass(frozen=True)
class Case:
    """An occurrence; without evidence where the word was cut otherwise."""

    occurrence: JudgedWord
    evidence: Evidence | None = None


class RecordingBuilder(TokenBuilder):
    """A builder of tokens that keeps the evidence for each word."""

    def __init__(self, entries: Entries) -> None:
        super().__init__(entries)
        self.seen: list[tuple[str, Sequence[Gloss], senses.SenseEvidence]] = []

    def rank(
        self, segment: Segment, found: Sequence[Gloss], evidence: senses.SenseEvidence
    ) -> tuple[senses.Ranked, ...]:
        """Rank as a builder does, and keep what was ranked."""
        self.seen.append((segment.text, found, evidence))
        return super().rank(segment, found, evidence)


class Recorder(Annotator):
    """An annotator that keeps the evidence for each word."""

    def __init__(self, dictionary: Dictionary, vectors: "links.Vectors | None") -> None:
        super().__init__(dictionary, vectors)
        self.builder = self.recording = RecordingBuilder(Entries(dictionary, self.segmenter))

    def case(self, occurrence: JudgedWord) -> Case:
        """Annotate the sentence of a judged word."""
        self.recording.seen.clear()
        pairs = [(occurrence.zh, occurrence.en)]
        self.tokens(occurrence.zh, occurrence.en, self.names(pairs))
        word = simplify(occurrence.word)
        for text, found, evidence in self.recording.seen:
            if text == word:
                features = np.array(senses.table(found, evidence))
                right = judge(occurrence, found)
                return Case(occurrence, Evidence(tuple(found), features, right))
        return Case(occurrence)


def judge(occurrence: JudgedWord, found: Sequence[Gloss]) -> Bools:
    """Tell which glosses are right: ours by definition, those of 2023 by their words."""
    if occurrence.source in DEVELOPMENT_SOURCES:
        wanted = words_of(occurrence.gold)
        return np.array([bool({one.text.lower(), bare(one.text)} & wanted) for one in found])
    definitions = occurrence.gold.split(" | ")
    return np.array([_definition(one) in definitions for one in found])


def _definition(gloss: Gloss) -> str:
    return f"[{gloss.entry.reading}] {gloss.entry.senses[gloss.sense]}"


def bare(text: str) -> str:
    """Leave out what is in parentheses, unless nothing else is there."""
    rest = re.sub(r"\s+", " ", PARENTHESES.sub("", text)).strip(" .,")
    return (rest or text.strip("()")).lower()


def words_of(gold: str) -> set[str]:
    """Return the glosses of definitions, as they are and without parentheses."""
    found: set[str] = set()
    for definition in gold.split(" | "):
        tidy = glosses.tidy(RENAMED.get(definition.strip(), definition))
        for gloss in re.split("[;/]", tidy):
            found |= {gloss.strip().lower(), bare(gloss)}
    return found - {""}


def read(data: Path) -> Iterator[JudgedWord]:
    """Yield the judged words of both sets."""
    with (data / DEVELOPMENT).open(encoding="utf-8", newline="") as lines:
        for word, zh, en, _, source, gold in list(csv.reader(lines, delimiter="\t"))[1:]:
            yield JudgedWord(word, zh, en, "seed" if source == "seed" else "dev", gold)
    texts = _texts(data)
    for row in read_table(OWN):
        if row["zh"]:
            yield JudgedWord(row["word"], row["zh"], row["en"], "tatoeba", row["senses"])
        elif row["source"] in texts:
            zh, en = texts[row["source"]]
            source = "news" if row["source"].startswith("newswire") else "novels"
            yield JudgedWord(row["word"], zh, en, source, row["senses"])


def _texts(data: Path) -> dict[str, tuple[str, str]]:
    """Return the texts that our own judgements point to.

    They are lines of the newswire pairs and gold beads of MAC-dev.
    """
    found = {}
    for text in read_mac(data):
        for number, (zh_numbers, en_numbers) in enumerate(text.gold):
            zh = "".join(text.zh[i].text for i in zh_numbers)
            en = " ".join(text.en[j].text for j in en_numbers)
            found[f"{text.name}:{number}"] = (zh, en)
    lines = (data / NEWSWIRE).read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        zh, en = line.split(" ||| ")
        found[f"newswire:{number}"] = (zh.replace(" ", ""), en)
    return found

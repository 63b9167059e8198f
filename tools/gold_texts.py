"""Texts with a gold alignment, and the program's own alignment of them."""

import prelude

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.alignment import AlignmentSide, align
from generator.alignment.bead_models import BeadModels
from generator.alignment.doubts import belonging
from generator.base.errors import InputError
from generator.base.records import Bead, Sentence
from generator.chinese import numbers
from generator.chinese.segment import Segmenter
from generator.lexicon import english
from generator.lexicon.dictionary import Dictionary
from generator.lexicon.translations import translator
from generator.vectors import span_vectors
from generator.vectors.spans import SpanVectors

Numbers = tuple[int, ...]
"""Numbers of sentences of one side."""
Move = tuple[Numbers, Numbers]
"""A bead without its confidence: Chinese sentences, English sentences."""
Terms = tuple[str, ...]
MAC = Path("alignment", "mac-dev")
"""The texts of MAC-dev, in the folder of the gold data."""
BREAK = " ⏎ "
"""Between the sentences of a cell."""


@dataclass(frozen=True, slots=True)
class GoldText:
    """A text with its gold alignment; every sentence of both sides is in one bead."""

    name: str
    zh: tuple[Sentence, ...]
    en: tuple[Sentence, ...]
    gold: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Material:
    """A gold text with what alignment is handed beside the sentences."""

    text: GoldText
    zh_terms: tuple[Terms, ...]
    en_terms: tuple[Terms, ...]
    vectors: tuple[SpanVectors, SpanVectors] | None = None

    def sides(self) -> tuple[AlignmentSide, AlignmentSide]:
        """Return what ``align`` takes of both languages."""
        zh_vectors, en_vectors = self.vectors or (None, None)
        zh = AlignmentSide(self.text.zh, self.zh_terms, zh_vectors)
        return zh, AlignmentSide(self.text.en, self.en_terms, en_vectors)


class Aligner:
    """The program's alignment, its dictionary and segmenter opened once."""

    def __init__(self, *, with_vectors: bool = True) -> None:
        dictionary = Dictionary()
        self.has_vectors = with_vectors
        self._segmenter = Segmenter(dictionary)
        self.translations = translator(dictionary.entries, dictionary.syllables, numbers.value)

    def prepare(self, text: GoldText) -> Material:
        """Cut the sentences of a text into terms, and encode them."""
        zh = tuple(self.terms(sentence.text, chinese=True) for sentence in text.zh)
        en = tuple(self.terms(sentence.text, chinese=False) for sentence in text.en)
        return self.with_vectors(Material(text, zh, en))

    def terms(self, text: str, *, chinese: bool) -> Terms:
        """Return the terms of a sentence."""
        if not chinese:
            return english.terms(text)
        words = [one for one in self._segmenter.cut(text) if one.kind != "punctuation"]
        return tuple(one.text for one in words if not one.text.isspace())

    def with_vectors(self, material: Material) -> Material:
        """Add vectors, if these are wanted."""
        if not self.has_vectors:
            return material
        zh = span_vectors([sentence.text for sentence in material.text.zh])
        en = span_vectors([sentence.text for sentence in material.text.en])
        return replace(material, vectors=(zh, en))

    def align(self, material: Material, models: BeadModels | None = None) -> tuple[Bead, ...]:
        """Align a text, with weights of one's own if ``models`` are given."""
        return align(*material.sides(), self.translations, models)

    def belonging(self, material: Material, beads: Sequence[Bead]) -> float:
        """Return how far the sides of an aligned text belong together; from 1 on they do."""
        return belonging(beads, *material.sides(), self.translations)


def moves_of(beads: Iterable[Bead]) -> list[Move]:
    """Leave out the confidence of beads, to compare them with gold."""
    return [(bead.zh, bead.en) for bead in beads]


def sentences(texts: Iterable[str]) -> tuple[Sentence, ...]:
    """Make sentences of a list of texts, all in one paragraph."""
    found: list[Sentence] = []
    start = 0
    for text in texts:
        found.append(Sentence(start, start + len(text), text, 0))
        start += len(text) + 1
    return tuple(found)


def chosen(found: Sequence[Sentence], numbers: Iterable[int]) -> tuple[Sentence, ...]:
    """Make sentences of some of a list, one after the other."""
    return sentences(found[number].text for number in numbers)


def read_mac(data: Path) -> list[GoldText]:
    """Read the six texts of MAC-dev (InterText XML) in the folder of the gold data.

    Raises ``InputError`` if they are not there.
    """
    folder = data / MAC
    links = sorted(folder.glob("*_zh.*_en.xml"))
    if not links:
        raise InputError(
            f"{folder}: found no *_zh.*_en.xml there. Give the folder that holds {MAC} with --data"
        )
    return [_read_intertext(path) for path in links]


def _read_intertext(path: Path) -> GoldText:
    links = ET.parse(path).getroot()
    zh = _read_side(path.with_name(links.attrib["fromDoc"]))
    en = _read_side(path.with_name(links.attrib["toDoc"]))
    zh_places = {name: number for number, name in enumerate(zh)}
    en_places = {name: number for number, name in enumerate(en)}
    gold: list[Move] = []
    for link in links.iter("link"):
        en_names, _, zh_names = link.attrib["xtargets"].partition(";")  # the English comes first
        gold.append((_places(zh_names, zh_places), _places(en_names, en_places)))
    name = links.attrib["fromDoc"].removesuffix("_zh.xml")
    return GoldText(name, sentences(zh.values()), sentences(en.values()), tuple(gold))


def _read_side(path: Path) -> dict[str, str]:
    """Read the sentences of a document, by their ids."""
    marks = ET.parse(path).iter("s")
    return {mark.attrib["id"]: "".join(mark.itertext()).strip() for mark in marks}


def _places(names: str, places: Mapping[str, int]) -> Numbers:
    return tuple(sorted(places[name] for name in names.split()))


def read_letter(path: Path) -> GoldText:
    """Read a gold table: a header, then Chinese TAB English, ``BREAK`` between sentences.

    Raises ``InputError`` if it is not there.
    """
    if not path.is_file():
        raise InputError(
            f"{path}: not there. Give the folder that holds seed/alignment.gold.tsv with --data"
        )
    zh: list[str] = []
    en: list[str] = []
    gold: list[Move] = []
    for line in path.read_text("utf-8").splitlines()[1:]:
        left, right = line.split("\t")
        gold.append((_append(zh, left), _append(en, right)))
    return GoldText("letter", sentences(zh), sentences(en), tuple(gold))


def _append(side: list[str], cell: str) -> Numbers:
    """Add the sentences of a cell to a side; return their numbers."""
    first = len(side)
    side += [sentence for sentence in cell.split(BREAK) if sentence]
    return tuple(range(first, len(side)))

"""Flashcards for Pleco: its text file and its XML file.

The manual describes the text file (``simplified[traditional]``, pinyin, definition, separated by
tabs; ``//`` before the name of a category, ``/`` inside it for categories in categories); the XML
file is known from what Pleco itself exports (docs/outputs.md).
"""

import codecs
import re
import xml.etree.ElementTree as ET

from generator.base.html import BROKEN
from generator.base.pinyin import plain
from generator.base.records import Token, Word
from generator.display import pinyin_of, sentence_pinyin
from generator.export.clean import line
from generator.export.edition import Edition


def text(edition: Edition) -> bytes:
    """Write the words to learn as text: UTF-8 with a byte order mark and CRLF, as Pleco writes
    it."""
    cards = [f"//{_category(edition)}"]
    for word in edition.deck.words:
        head = f"{_bare(word.token.headword)}[{_bare(word.traditional)}]"
        card = (head, pinyin(word.token), _definition(edition, word))
        cards.append("\t".join(card))
    lines = "".join(f"{card}\r\n" for card in cards)
    return codecs.BOM_UTF8 + lines.encode()


def xml(edition: Edition) -> bytes:
    """Write the words to learn as XML, as Pleco's exporter shapes it (formatversion 2); without
    dates, so that the bytes stay the same."""
    root = ET.Element("plecoflash", formatversion="2", creator="Cika", generator="Cika")
    category = _category(edition)
    categories = ET.SubElement(root, "categories")
    ET.SubElement(categories, "category", name=category)
    cards = ET.SubElement(root, "cards")
    for word in edition.deck.words:
        card = ET.SubElement(cards, "card", language="chinese")
        entry = ET.SubElement(card, "entry")
        for charset, form in (("sc", word.token.headword), ("tc", word.traditional)):
            ET.SubElement(entry, "headword", charset=charset).text = line(form)
        reading = pinyin(word.token)
        if reading:
            ET.SubElement(entry, "pron", type="hypy", tones="numbers").text = reading
        definition = _definition(edition, word)
        if definition:
            ET.SubElement(entry, "defn").text = definition
        ET.SubElement(card, "catassign", category=category)
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def pinyin(token: Token) -> str:
    """Return the reading with tone numbers as Pleco writes it: ``kao3lü4``, ``wei4zi5``,
    ``yi1dian3r5``; words of an expression stay apart.

    A word that has no syllables (an abbreviation) is left to Pleco, which fills in what it knows.
    """
    written = ""
    for syllable, number in pinyin_of(token):
        if not number:
            written += re.sub("['’-]", "", syllable)
        elif syllable == "r":
            written += "r5"
        else:
            written += plain(syllable) + str(number)
    has_tones = any(map(str.isdigit, written))
    return line(written) if has_tones else ""


def _definition(edition: Edition, word: Word) -> str:
    """Return part of speech and gloss, then the sentence as Pleco's own dictionaries have examples:
    Chinese, pinyin, English."""
    passage = edition.sentence(word)
    example = (passage.zh, sentence_pinyin(edition.heard(passage)), passage.en)
    parts = (word.part_of_speech, word.token.gloss, *example)
    return line(" ".join(filter(None, parts)))


def _category(edition: Edition) -> str:
    """Return ``Cika/TITLE``: a category of its own under one for all texts."""
    title = BROKEN.sub("", edition.title()).replace("/", "-")
    name = line(title) or edition.deck.name
    return f"Cika/{name}"


def _bare(form: str) -> str:
    """Return a headword without the characters that have a meaning in the text file."""
    return re.sub(r"[\[\]]|^//", "", line(form))

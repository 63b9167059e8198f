"""Lists for flashcards and spreadsheets: CSV, Quizlet, Anki's text import."""

import csv
import io
from collections.abc import Iterable, Sequence
from hashlib import sha256

from generator.base.credits import OF_EXPORTS
from generator.base.html import escape
from generator.base.records import Passage, Word
from generator.base.words import word_key
from generator.display import HANT
from generator.export.clean import cell, line
from generator.export.edition import Edition

WORD_COLUMNS = (
    "word",
    "traditional",
    "pinyin",
    "gloss",
    "part of speech",
    "hsk",
    "zipf",
    "sentence",
    "sentence pinyin",
    "translation",
)
SENTENCE_COLUMNS = ("number", "sentence", "pinyin", "translation", "confidence")
ANKI_SPECIAL = {ord(character): f"&#{ord(character)};" for character in "{}[]\\"}
"""Anki reads {{ }}, [sound:], \\( \\) in fields."""
GUID_DIGITS = 16
"""Hexadecimal digits of a note's id, so 64 bits."""


LEVEL_TAGS = {7: "7-9"}
"""Levels whose tag is not their number: 7 to 9 have one list."""


def csv_words(edition: Edition) -> bytes:
    """Write the words to learn as CSV (RFC 4180), a line a word. ``hsk`` is the syllabus of 2025, 7
    standing for 7 to 9."""
    return _csv(WORD_COLUMNS, (_word_row(edition, word) for word in edition.deck.words))


def csv_sentences(edition: Edition) -> bytes:
    """Write the sentences with their translations as CSV."""
    rows = []
    for passage in edition.sentences():
        confidence = f"{passage.confidence:.2f}" if passage.en else ""
        rows.append((str(passage.number), *_shown(edition, passage), confidence))
    return _csv(SENTENCE_COLUMNS, rows)


def quizlet_words(edition: Edition) -> bytes:
    """Write term, tab, definition, a line a card: what Quizlet's import box takes as it is set at
    first."""
    cards = []
    for word in edition.deck.words:
        definition = _dashed(edition.reading(word.token), word.token.gloss)
        cards.append((edition.headword(word), definition))
    return _tabbed(cards)


def quizlet_sentences(edition: Edition) -> bytes:
    """Write a sentence, a tab, its reading and translation, a line a card."""
    cards = []
    for passage in edition.sentences():
        definition = _dashed(edition.line(passage), passage.en)
        cards.append((edition.text(passage), definition))
    return _tabbed(cards)


def _dashed(*texts: str) -> str:
    return " – ".join(filter(None, texts))


def _tabbed(cards: Iterable[Sequence[str]]) -> bytes:
    return _lines("\t".join(map(line, card)) for card in cards)


def anki_words(edition: Edition) -> bytes:
    """Write words for the note type that every Anki has (Basic: Front, Back), as text for File >
    Import.

    Ids are made of word and reading, so that a list imported again updates the notes and doubles
    none.
    """
    notes = []
    for word in edition.deck.words:
        token, passage = word.token, edition.sentence(word)
        headword = _field(edition.headword(word), big=True)
        front = f"{headword}<br><br>{_field(edition.text(passage))}"
        back = _fields(edition.reading(token), token.gloss, edition.line(passage), passage.en)
        tags = _tags(edition)
        level = word.levels.hsk2025
        if level:
            tags += f" hsk::{LEVEL_TAGS.get(level, level)}"
        guid = _guid("word", word_key(token).written)
        notes.append((guid, tags, front, back))
    return _anki(edition, notes)


def anki_sentences(edition: Edition) -> bytes:
    """Write sentences for the note type Basic."""
    notes = []
    for passage in edition.sentences():
        front = _field(edition.text(passage), big=True)
        back = _fields(edition.line(passage), passage.en)
        guid = _guid("sentence", passage.zh)
        notes.append((guid, _tags(edition), front, back))
    return _anki(edition, notes)


def _tags(edition: Edition) -> str:
    return f"cika text::{edition.deck.name}"


def _anki(edition: Edition, notes: Iterable[Sequence[str]]) -> bytes:
    title = line(edition.title()).replace("::", ":").replace('"', "")
    headers = (
        "#separator:tab",
        "#html:true",
        "#notetype:Basic",
        f"#deck:Cika::{title}",
        "#guid column:1",
        "#tags column:2",
    )
    rows = map("\t".join, notes)
    return _lines([*headers, "#columns:GUID\tTags\tFront\tBack", f"# {OF_EXPORTS}", *rows])


def _fields(*texts: str) -> str:
    """Return texts on lines of their own; nothing for empty ones."""
    return "<br>".join(filter(None, map(_field, texts)))


def _field(text: str, *, big: bool = False) -> str:
    """Return text in a field of Anki: nothing of it can become a tag, a template, a sound or a
    formula."""
    shown = escape(line(text)).translate(ANKI_SPECIAL)
    return f"<span style='font-size: 2em'>{shown}</span>" if big and shown else shown


def _guid(*parts: str) -> str:
    digest = sha256("\0".join(parts).encode()).hexdigest()
    return f"cika-{digest[:GUID_DIGITS]}"


def _word_row(edition: Edition, word: Word) -> tuple[str, ...]:
    token, passage = word.token, edition.sentence(word)
    is_traditional = edition.lang == HANT and not edition.both
    lead = word.traditional if is_traditional else token.headword
    level = word.levels.hsk2025
    facts = (
        lead,
        word.traditional,
        edition.reading(token),
        token.gloss,
        word.part_of_speech,
        str(level or ""),
        _zipf(word),
    )
    return (*facts, *_shown(edition, passage))


def _shown(edition: Edition, passage: Passage) -> tuple[str, str, str]:
    return edition.text(passage), edition.line(passage), passage.en


def _zipf(word: Word) -> str:
    return f"{word.zipf:.2f}" if word.zipf else ""


def _csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([cell(value) for value in row])
    return written.getvalue().encode()


def _lines(lines: Iterable[str]) -> bytes:
    return "".join(f"{one}\n" for one in lines).encode()

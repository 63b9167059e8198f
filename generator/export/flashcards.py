"""Lists for flashcards and spreadsheets: CSV, Quizlet, Anki's text import."""

import csv
import io
from collections.abc import Iterable, Sequence
from hashlib import sha256

from generator.base.credits import OF_EXPORTS
from generator.base.html import escape
from generator.base.records import Passage, Word
from generator.base.words import word_key
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
ANKI_SIGNS = {ord(sign): f"&#{ord(sign)};" for sign in "{}[]\\"}
"""Anki reads {{ }}, [sound:], \\( \\) in fields."""
GUID = 16
"""Hexadecimal digits of a note's id, so 64 bits."""


def csv_words(edition: Edition) -> bytes:
    """The words to learn as CSV (RFC 4180), a line a word. ``hsk`` is the syllabus of 2025, 7
    standing for 7 to 9."""
    return _csv(WORD_COLUMNS, (_word_row(edition, word) for word in edition.deck.words))


def csv_sentences(edition: Edition) -> bytes:
    """The sentences with their translations as CSV."""
    rows = (
        (
            str(p.number),
            edition.text(p),
            edition.line(p),
            p.en,
            f"{p.confidence:.2f}" if p.en else "",
        )
        for p in edition.sentences()
    )
    return _csv(SENTENCE_COLUMNS, rows)


def quizlet_words(edition: Edition) -> bytes:
    """Term, tab, definition, a line a card: what Quizlet's import box takes as it is set at
    first."""
    cards = ((edition.headword(word), _definition(edition, word)) for word in edition.deck.words)
    return _lines("\t".join(map(line, card)) for card in cards)


def quizlet_sentences(edition: Edition) -> bytes:
    """A sentence, a tab, its reading and translation."""
    cards = (
        (edition.text(p), " – ".join(filter(None, (edition.line(p), p.en))))
        for p in edition.sentences()
    )
    return _lines("\t".join(map(line, card)) for card in cards)


def anki_words(edition: Edition) -> bytes:
    """Words for the note type that every Anki has (Basic: Front, Back), as text for File > Import.

    Ids are made of word and reading, so that a list imported again updates the notes and doubles
    none.
    """
    deck = edition.deck
    notes = []
    for word in deck.words:
        front = (
            _field(edition.headword(word), big=True)
            + "<br><br>"
            + _field(edition.text(edition.sentence(word)))
        )
        said = (
            edition.reading(word.token),
            word.token.gloss,
            edition.line(edition.sentence(word)),
            edition.sentence(word).en,
        )
        back = "<br>".join(filter(None, map(_field, said)))
        level = word.levels.hsk2025
        tags = [
            "cika",
            f"text::{deck.name}",
            *([f"hsk::{'7-9' if level == 7 else level}"] if level else []),
        ]
        notes.append((_guid("word", word_key(word.token).written), " ".join(tags), front, back))
    return _anki(edition, notes)


def anki_sentences(edition: Edition) -> bytes:
    """Sentences for the note type Basic."""
    notes = []
    for p in edition.sentences():
        back = "<br>".join(filter(None, map(_field, (edition.line(p), p.en))))
        notes.append(
            (
                _guid("sentence", p.zh),
                f"cika text::{edition.deck.name}",
                _field(edition.text(p), big=True),
                back,
            )
        )
    return _anki(edition, notes)


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
    return _lines(
        (
            *headers,
            "#columns:GUID\tTags\tFront\tBack",
            f"# {OF_EXPORTS}",
            *("\t".join(note) for note in notes),
        )
    )


def _field(text: str, *, big: bool = False) -> str:
    """Text in a field of Anki: nothing of it can become a tag, a template, a sound or a formula."""
    shown = escape(line(text)).translate(ANKI_SIGNS)
    return f"<span style='font-size: 2em'>{shown}</span>" if big and shown else shown


def _guid(*parts: str) -> str:
    return "cika-" + sha256("\0".join(parts).encode()).hexdigest()[:GUID]


def _definition(edition: Edition, word: Word) -> str:
    return " – ".join(filter(None, (edition.reading(word.token), word.token.gloss)))


def _word_row(edition: Edition, word: Word) -> tuple[str, ...]:
    token, passage = word.token, edition.sentence(word)
    lead = word.traditional if edition.lang == "zh-Hant" and not edition.both else token.headword
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
    writer.writerows([cell(value) for value in row] for row in rows)
    return written.getvalue().encode()


def _lines(lines: Iterable[str]) -> bytes:
    return "".join(f"{one}\n" for one in lines).encode()

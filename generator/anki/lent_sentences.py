"""One word, one card, and all its texts: sentences that a deck lends to words which other decks
teach."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.anki.field_html import escape, mark
from generator.anki.identity import note_slot
from generator.anki.keys import slot, word_key
from generator.anki.ledger import Ledger, Lent, Stamp, content_hash
from generator.anki.note_types import WORD, WORD_FIELDS
from generator.anki.notes import Note, counterpart
from generator.anki.other_decks import OtherDecks
from generator.anki.twin import plain, read_notes
from generator.base.records import Deck, Word

ALSO = [name for name, _ in WORD_FIELDS].index("AlsoSeen")
SENTENCE = [name for name, _ in WORD_FIELDS].index("Sentence")
MOST = 5
"""Sentences that a note takes from other decks, the first in the order of their files: a card is to
be read at a glance."""


@dataclass(frozen=True, slots=True)
class LentNotes:
    """Notes of one other deck, to be brought along."""

    deck: str
    """Name of their deck in Anki: there new cards of theirs go."""
    notes: tuple[Note, ...]


def contexts(deck: Deck, held: Sequence[Word]) -> dict[str, str]:
    """The sentence in which a deck shows each word that another deck teaches, as HTML by key of the
    word."""
    return {word_key(word.token): _context(deck, word) for word in held}


def _context(deck: Deck, word: Word) -> str:
    passage, token = deck.passages[word.passage], word.token
    lang = "zh-Hant" if deck.script == "traditional" else "zh-Hans"
    zh = mark(passage.zh, [(token.start, token.end)], "<b class='target'>", "</b>")
    en = mark(passage.en, counterpart(passage, token), "<b class='counterpart'>", "</b>")
    title = escape(deck.meta.title_zh or deck.meta.title_en or deck.title)
    english = f"<div class='en'>{en}</div>" if en else ""
    source = f"<div class='en'>{title} · No. {passage.number}</div>"
    return (
        f"<div class='context' data-text='{escape(deck.name)}'><div class='zh'"
        f" lang='{lang}'>{zh}</div>{english}{source}</div>"
    )


def with_contexts(notes: Sequence[Note], others: OtherDecks) -> tuple[Note, ...]:
    """The notes of a deck with the sentences that the other decks of its folder lend to them."""
    lent = ((note, others.contexts(note.guid)) for note in notes)
    return tuple(_seen(note, found) if found else note for note, found in lent)


def guests(
    folder: Path, name: str, lent: Mapping[str, str], others: OtherDecks
) -> Iterator[LentNotes]:
    """The notes of other decks that hold these words (HTML by key), with that sentence added to
    those that they have already.

    A row that does not fit its hash was edited by hand; it stays as it is, and so does a note that
    shows the same sentence.
    """
    wanted = {
        others.slots[slot(WORD, key)]: html
        for key, html in lent.items()
        if slot(WORD, key) in others.slots
    }
    by_deck: dict[tuple[str, str], dict[str, str]] = {}
    for guid, html in wanted.items():
        holder = others.holder(guid)
        by_deck.setdefault((holder, others.ledger(holder).homes[guid]), {})[guid] = html
    for (holder, deck), mine in sorted(by_deck.items()):
        ledger = others.ledger(holder)
        rows = (note for note in read_notes(folder / f"{holder}.tsv") if note.guid in mine)
        found = [
            _lent(note, name, mine[note.guid], others)
            for note in rows
            if _is_guest(note, ledger, mine[note.guid])
        ]
        if found:
            yield LentNotes(deck, tuple(found))


def _is_guest(note: Note, ledger: Ledger, html: str) -> bool:
    return ledger.stamps[note.guid].content == content_hash(note) and plain(
        note.fields[SENTENCE]
    ) not in plain(html)


def _lent(note: Note, name: str, html: str, others: OtherDecks) -> Note:
    return _seen(note, (*others.contexts(note.guid), (name, html)))


def _seen(note: Note, found: Sequence[tuple[str, str]]) -> Note:
    seen = "".join(html for _, html in sorted(found)[:MOST])
    return replace(note, fields=(*note.fields[:ALSO], seen, *note.fields[ALSO + 1 :]))


def lent_by(note: Note, name: str) -> str:
    """The sentence that a deck lent to a note, found in the note; empty where there is none."""
    parts = re.split(r"(?=<div class='context' data-text=)", note.fields[ALSO])
    return next((part for part in parts if f"data-text='{escape(name)}'" in part), "")


def as_lent(
    found: Sequence[LentNotes], lent: Mapping[str, str], stamps: Mapping[str, Stamp]
) -> dict[str, Lent]:
    """What the ledger of the lending deck keeps, by GUID."""
    by_slot = {slot(WORD, key): html for key, html in lent.items()}
    return {
        note.guid: Lent(stamps[note.guid], by_slot[note_slot(note)])
        for guest in found
        for note in guest.notes
    }

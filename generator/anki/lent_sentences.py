"""One word, one card, and all its texts: sentences that a deck lends to words which other decks
teach."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.anki.field_html import CARD, COUNTERPART, TARGET, escape, mark, visible_text
from generator.anki.ledger import Ledger, Lent, Stamp, content_hash
from generator.anki.note import Note
from generator.anki.other_decks import OtherDecks
from generator.anki.our_html import is_ours
from generator.anki.passage_fields import counterpart
from generator.anki.twin import read_notes
from generator.base.errors import InputError
from generator.base.html import NOTHING, Html, join
from generator.base.records import Deck, Word
from generator.base.words import NoteKey, WordKey, word_key
from generator.display import HANS, HANT

MAX_LENT = 5
"""Sentences that a note takes from other decks, the first in the order of their files: a card is to
be read at a glance."""
CONTEXT_STARTS = re.compile("(?=<div class='context' data-text=)")
"""Where a lent sentence begins in the field."""


@dataclass(frozen=True, slots=True)
class LentNotes:
    """Notes of one other deck, to be brought along."""

    deck: str
    """Name of their deck in Anki: there new cards of theirs go."""
    notes: tuple[Note, ...]


def contexts(deck: Deck, held: Sequence[Word]) -> dict[WordKey, Html]:
    """Return the sentence in which a deck shows each word that another deck teaches."""
    return {word_key(word.token): _context(deck, word) for word in held}


def _context(deck: Deck, word: Word) -> Html:
    passage, token = deck.passages[word.passage], word.token
    lang = HANT if deck.script == "traditional" else HANS
    zh = mark(passage.zh, [(token.start, token.end)], TARGET, passage.zh_speakers)
    en = mark(passage.en, counterpart(passage, token), COUNTERPART, passage.en_speakers)
    source = f"{deck.meta.title(deck.title)} · No. {passage.number}"
    lines = [
        CARD.element("div", zh, class_="zh", lang=lang),
        CARD.element("div", en, class_="en") if en else NOTHING,
        CARD.element("div", escape(source), class_="en"),
    ]
    return CARD.element("div", join(lines), class_="context", data_text=deck.name)


def with_contexts(notes: Sequence[Note], others: OtherDecks) -> tuple[Note, ...]:
    """Return the notes of a deck with the sentences that the other decks of its folder lend to
    them."""
    written: list[Note] = []
    for note in notes:
        lent = others.contexts(note.guid)
        written.append(_with_lent(note, lent) if lent else note)
    return tuple(written)


def guests(
    folder: Path, name: str, lent: Mapping[WordKey, Html], others: OtherDecks
) -> Iterator[LentNotes]:
    """Yield the notes of other decks that hold these words, each with our sentence added to those
    that it has already.

    A row that does not fit its hash was edited by hand; it stays as it is, and so does a note that
    shows the same sentence. Raises InputError where a twin is damaged (``read_notes``) or a note is
    not as Cika writes it.
    """
    by_deck: defaultdict[tuple[str, str], dict[str, Html]] = defaultdict(dict)
    for word, html in lent.items():
        guid = others.guids.get(NoteKey("w", word.written))
        if guid is not None:
            holder = others.holder(guid)
            by_deck[holder, others.ledger(holder).deck_of[guid]][guid] = html
    for (holder, deck), mine in sorted(by_deck.items()):
        ledger = others.ledger(holder)
        found: list[Note] = []
        for note in read_notes(folder / f"{holder}.tsv"):
            if note.guid in mine and _may_borrow(note, ledger, mine[note.guid]):
                _refuse_strange(note, folder / f"{holder}.tsv")
                sentences = (*others.contexts(note.guid), (name, mine[note.guid]))
                found.append(_with_lent(note, sentences))
        if found:
            yield LentNotes(deck, tuple(found))


def _may_borrow(note: Note, ledger: Ledger, html: Html) -> bool:
    if ledger.stamps[note.guid].content != content_hash(note):
        return False
    return visible_text(note.field("Sentence")) not in visible_text(html)


def _refuse_strange(note: Note, twin: Path) -> None:
    """Raise InputError for a note that Cika did not write: it would come along in our package."""
    if not all(map(is_ours, note.fields)):
        raise InputError(
            f"{twin}: the note {note.key.key} has HTML that Cika does not write. Build that deck"
            " again from its text, or move it away."
        )


def _with_lent(note: Note, lent: Sequence[tuple[str, Html]]) -> Note:
    first = [html for _, html in sorted(lent)[:MAX_LENT]]
    return note.with_field("AlsoSeen", join(first))


def lent_by(note: Note, name: str) -> Html:
    """Find the sentence that a deck lent to a note, in the note; empty where there is none."""
    attribute = f"data-text='{escape(name)}'"
    for context in CONTEXT_STARTS.split(note.field("AlsoSeen")):
        if attribute in context:
            return Html(context)
    return NOTHING


def as_lent(
    found: Sequence[LentNotes], lent: Mapping[WordKey, Html], stamps: Mapping[str, Stamp]
) -> dict[str, Lent]:
    """Return what the ledger of the lending deck keeps, by GUID."""
    kept: dict[str, Lent] = {}
    for notes in found:
        for note in notes.notes:
            kept[note.guid] = Lent(stamps[note.guid], lent[note.key.word])
    return kept

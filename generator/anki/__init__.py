"""Notes, packages for Anki, and the ledger that lets learners keep what is theirs.

``make_notes`` turns a deck into notes, ``write_deck`` writes them; ``read_others`` and
``up_to_date`` tell beforehand what other decks of the folder hold and whether there is anything to
do.
"""

from generator.anki.card_options import CardOptions
from generator.anki.description import kept_card_options
from generator.anki.folder_ledgers import read_others
from generator.anki.kept_sentences import passages_on_cards
from generator.anki.keys import browser_search
from generator.anki.ledger import NO_LEDGER, Ledger, clock
from generator.anki.lent_sentences import contexts
from generator.anki.note import Note
from generator.anki.note_types import SENTENCE, SWITCHES, WORD
from generator.anki.notes import make_notes, repeats
from generator.anki.other_decks import NO_OTHERS, OtherDecks
from generator.anki.package import (
    Extras,
    Written,
    paths,
    up_to_date,
    write_deck,
    write_decks,
)
from generator.anki.package_deck import PackageDeck, lesson_deck, lesson_deck_name
from generator.anki.twin import read_ledger
from generator.anki.unpack import Unpacked, rebuild_twin, unpack
from generator.base.choices import CARD_CHOICES as CHOICES
from generator.base.choices import DEFAULT_CARDS
from generator.base.words import NoteKey, sentence_key, word_key

__all__ = [
    "CHOICES",
    "DEFAULT_CARDS",
    "NO_LEDGER",
    "NO_OTHERS",
    "SENTENCE",
    "SWITCHES",
    "WORD",
    "CardOptions",
    "Extras",
    "Ledger",
    "Note",
    "NoteKey",
    "OtherDecks",
    "PackageDeck",
    "Unpacked",
    "Written",
    "browser_search",
    "clock",
    "contexts",
    "kept_card_options",
    "lesson_deck",
    "lesson_deck_name",
    "make_notes",
    "passages_on_cards",
    "paths",
    "read_ledger",
    "read_others",
    "rebuild_twin",
    "repeats",
    "sentence_key",
    "unpack",
    "up_to_date",
    "word_key",
    "write_deck",
    "write_decks",
]

"""Notes, packages for Anki, and the ledger that lets learners keep what is theirs.

``make_notes`` turns a deck into notes, ``write_deck`` writes them; ``read_others`` and ``up_to_date`` tell beforehand what
other decks of the folder hold and whether there is anything to do.
"""

from generator.anki.about import kept_looks
from generator.anki.content import Content
from generator.anki.contexts import contexts
from generator.anki.keys import browser_search, sentence_key, slot, word_key
from generator.anki.ledger import NO_OTHERS, Ledger, Others, clock
from generator.anki.looks import CHOICES, DEFAULT_CARDS, Looks, LookUps
from generator.anki.note_types import SENTENCE, WORD
from generator.anki.notes import SWITCHES, Note, make_notes, repeats
from generator.anki.package import Extras, Written, lesson_deck, paths, up_to_date, write_deck, write_decks
from generator.anki.twin import read_ledger, read_others
from generator.anki.unpack import Unpacked, rebuild_twin, unpack

__all__ = [
    "CHOICES",
    "DEFAULT_CARDS",
    "NO_OTHERS",
    "SENTENCE",
    "SWITCHES",
    "WORD",
    "Content",
    "Extras",
    "Ledger",
    "LookUps",
    "Looks",
    "Note",
    "Others",
    "Unpacked",
    "Written",
    "browser_search",
    "clock",
    "contexts",
    "kept_looks",
    "lesson_deck",
    "make_notes",
    "paths",
    "read_ledger",
    "read_others",
    "rebuild_twin",
    "repeats",
    "sentence_key",
    "slot",
    "unpack",
    "up_to_date",
    "word_key",
    "write_deck",
    "write_decks",
]

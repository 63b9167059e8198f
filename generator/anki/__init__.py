"""Notes, packages for Anki, and the ledger that lets learners keep what is theirs.

``make_notes`` turns a deck into notes, ``write_deck`` writes them; ``held_keys`` and ``up_to_date`` tell beforehand which words
other decks hold and whether there is anything to do.
"""

from generator.anki.about import kept_looks
from generator.anki.keys import sentence_key, word_key
from generator.anki.ledger import Ledger, clock, held_keys, read_ledger
from generator.anki.looks import CHOICES, Looks, LookUps
from generator.anki.notes import DEFAULT_CARDS, SWITCHES, Note, make_notes, repeats
from generator.anki.package import Written, paths, up_to_date, write_deck

__all__ = [
    "CHOICES",
    "DEFAULT_CARDS",
    "SWITCHES",
    "Ledger",
    "LookUps",
    "Looks",
    "Note",
    "Written",
    "clock",
    "held_keys",
    "kept_looks",
    "make_notes",
    "paths",
    "read_ledger",
    "repeats",
    "sentence_key",
    "up_to_date",
    "word_key",
    "write_deck",
]

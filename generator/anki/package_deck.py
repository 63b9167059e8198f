"""A deck of a package: its name in Anki, its page, its notes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from generator.anki.card_options import CardOptions
from generator.anki.description import description, has_strokes, of_lesson
from generator.anki.note import Note
from generator.base.html import Html
from generator.base.records import Deck

PARENT = "Cika"
MAX_TITLE = 100
"""Characters of a title as a level of Anki's tree of decks."""


@dataclass(frozen=True, slots=True)
class PackageDeck:
    """A deck of a package: where new cards go, and what is in it, in order of study."""

    name: str
    """Levels of Anki's tree, separated by ``::``."""
    description: Html
    """Anki leaves its own description alone where this is empty."""
    notes: Sequence[Note]


class HasNotes(Protocol):
    """A deck, or a part of one."""

    @property
    def notes(self) -> Sequence[Note]:
        """Return the notes in order."""


def all_notes(decks: Iterable[HasNotes]) -> list[Note]:
    """Return the notes of several decks, one deck after the other."""
    notes: list[Note] = []
    for deck in decks:
        notes += deck.notes
    return notes


def text_deck(deck: Deck, notes: Sequence[Note], card_options: CardOptions) -> PackageDeck:
    """Return the deck of a text of its own."""
    about = description(deck, card_options, strokes=has_strokes(notes))
    return PackageDeck(deck_name(deck), about, notes)


def deck_name(deck: Deck) -> str:
    """Return ``Cika::<title>``."""
    return f"{PARENT}::{_level(deck.title) or deck.name}"


def lesson_deck_name(of_set: str, label: str, title: str) -> str:
    """Return ``Cika::<title of the set>::<label> <title>``: Anki lists decks by their names."""
    return f"{PARENT}::{_level(of_set) or 'Set'}::{_level(f'{label} {title}')}"


def lesson_deck(
    name: str,
    *,
    lines: Sequence[str],
    notes: Sequence[Note],
    card_options: CardOptions,
) -> PackageDeck:
    """Return a lesson as a deck (``lesson_deck_name``), with the ``lines`` of its page."""
    return PackageDeck(name, of_lesson(lines, card_options, strokes=has_strokes(notes)), notes)


def _level(title: str) -> str:
    """Return a title as a level of the tree. What Anki would read as a level of its own, or change
    by itself, is replaced."""
    printable = "".join(c if c.isprintable() else " " for c in title)
    one_level = printable.replace("::", "：").replace('"', "”")
    level = " ".join(one_level.split()).strip(":")
    return level if len(level) <= MAX_TITLE else level[: MAX_TITLE - 1].rstrip() + "…"

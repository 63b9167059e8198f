"""What a deck says of itself: its text, whose work the data are, and the card options that a
rebuild should keep."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from sqlite3 import Connection

from generator.anki.anki_database import checked_table, open_database
from generator.anki.card_options import CardOptions
from generator.anki.field_html import escape
from generator.anki.note import Note
from generator.anki.note_types import SWITCHES, WORD
from generator.base.choices import DEFAULT_CARDS
from generator.base.credits import OF_DECKS, OF_DRAWINGS
from generator.base.errors import InputError
from generator.base.html import Html, join
from generator.base.records import Deck


def description(deck: Deck, card_options: CardOptions, *, strokes: bool = False) -> Html:
    """Return what Anki shows on the deck's page. ``strokes`` tells whether any note of the deck has
    drawings."""
    meta = deck.meta
    facts = (meta.title_zh, meta.title_en, meta.author_zh or meta.author_en, meta.date)
    first = " · ".join(filter(None, facts))
    return _lines([first], card_options, strokes=strokes)


def of_lesson(lines: Sequence[str], card_options: CardOptions, *, strokes: bool = False) -> Html:
    """Return what Anki shows on the page of a lesson's deck: ``lines`` of plain text, then as on
    every deck."""
    return _lines(lines, card_options, strokes=strokes)


def _lines(first: Iterable[str], card_options: CardOptions, *, strokes: bool) -> Html:
    shared = f"{OF_DECKS} {OF_DRAWINGS}" if strokes else OF_DECKS
    # Both of our own lines are HTML as they are; that of the card options is read back as it
    # stands. Credits come last: cards point to them
    lines = [*map(escape, first), Html(card_options.line()), Html(shared)]
    return join(filter(None, lines), Html("<br>"))


def has_strokes(notes: Iterable[Note]) -> bool:
    """Tell whether any of the notes has stroke order, whose licence must then be named."""
    return any(note.note_type == WORD and note.field("Strokes") for note in notes)


def kept_card_options(package: Path) -> CardOptions:
    """Return the card options of a package on disk; the defaults where there is none, or
    none that can be read.

    A package that cannot be read is no reason to stop: the build that asks is about to replace it.
    """
    try:
        with open_database(package) as connection:
            (written, models) = connection.execute("select decks, models from col").fetchone()
            decks = checked_table(written, "the list of decks")
            descriptions = [str(deck.get("desc", "")) for deck in decks.values()]
            found = CardOptions.parse("\n".join(descriptions))
            if found.cards != DEFAULT_CARDS:
                return found
            return found.but({}, _kinds_of_cards(connection, models))
    except (InputError, OSError):
        return CardOptions()


def _kinds_of_cards(connection: Connection, models: object) -> frozenset[str]:
    """Return the kinds of cards that a package has: the first release did not write them down.

    Where several decks lie in it, some cards may be another deck's; then none is told.
    """
    names = checked_table(models, "the list of note types")
    rows = connection.execute(
        "select distinct cards.did, notes.mid, cards.ord from cards join notes"
        " on notes.id = cards.nid"
    ).fetchall()
    if len({deck for deck, _, _ in rows}) != 1:
        return frozenset()
    found: set[str] = set()
    for _, number, place in rows:
        note_type = names.get(number, {}).get("name")
        kinds = [kind for kind, (one, _) in SWITCHES.items() if one == note_type]
        if isinstance(place, int):
            found.update(kinds[place : place + 1])
    return frozenset(found)

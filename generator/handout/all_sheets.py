"""All kinds of sheets of one book."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from generator.display import ChineseLookups
from generator.handout.character_sheet import character_sheet
from generator.handout.glossed_reader import ReaderOptions, glossed_reader
from generator.handout.paper_cards import paper_cards
from generator.handout.printed_book import Book, SheetOptions
from generator.handout.word_list_sheet import word_list_sheet
from generator.handout.worksheet import WorksheetOptions, worksheet

PLAIN_SHEETS: dict[str, Callable[[Book, SheetOptions, ChineseLookups], bytes]] = {
    "words": word_list_sheet,
    "characters": character_sheet,
    "cards": paper_cards,
}
"""Kinds of sheets that have no options of their own."""


@dataclass(frozen=True, slots=True)
class HandoutOptions:
    """Which sheets are wanted, and how."""

    kinds: Sequence[str]
    """Of ``SHEET_KINDS``, in their order."""
    style: SheetOptions
    reader: ReaderOptions
    worksheet: WorksheetOptions


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document to print."""

    kind: str
    """One of ``SHEET_KINDS``, or ``key``: the answers to the worksheet."""
    page: bytes
    missing: tuple[str, ...] = ()
    """Exercises of a worksheet that are left out, or shorter than was asked for, and why."""


def sheets_of(book: Book, options: HandoutOptions, lookups: ChineseLookups) -> Iterator[Sheet]:
    """Yield the documents that are wanted; a worksheet is followed by its key."""
    for kind in options.kinds:
        if kind == "worksheet":
            made = worksheet(book, options.style, lookups, options.worksheet)
            yield Sheet(kind="worksheet", page=made.sheets)
            yield Sheet(kind="key", page=made.key, missing=(*made.missing, *made.fewer))
        elif kind == "reader":
            page = glossed_reader(book, options.style, lookups, options.reader)
            yield Sheet(kind=kind, page=page)
        else:
            yield Sheet(kind=kind, page=PLAIN_SHEETS[kind](book, options.style, lookups))

"""All kinds of sheets of one book."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from generator.base.quiz import Quiz
from generator.display import ChineseLookups
from generator.handout.character_sheet import character_sheet
from generator.handout.class_test import class_test
from generator.handout.glossed_reader import ReaderOptions, glossed_reader
from generator.handout.item_sheets import WorksheetOptions
from generator.handout.paper_cards import paper_cards
from generator.handout.printed_book import Book, SheetOptions
from generator.handout.word_list_sheet import word_list_sheet
from generator.handout.word_test import word_test
from generator.handout.worksheet import worksheet

DOCX = "docx"
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
    """One of ``SHEET_KINDS``, or ``key``: the answers to the worksheet; of a test ``test``,
    ``test-key`` and ``test-aloud``."""
    page: bytes
    suffix: str = "html"
    """End of its file's name."""
    notes: tuple[str, ...] = ()
    """Exercises that are left out, or shorter than was asked for, and why; of a test how long it
    takes."""


def sheets_of(book: Book, options: HandoutOptions, lookups: ChineseLookups) -> Iterator[Sheet]:
    """Yield the documents that are wanted; a worksheet is followed by its key."""
    for kind in options.kinds:
        if kind == "worksheet":
            made = worksheet(book, options.style, lookups, options.worksheet)
            yield Sheet(kind="worksheet", page=made.sheets)
            yield Sheet(kind="key", page=made.key, notes=(*made.missing, *made.fewer))
        elif kind == "reader":
            page = glossed_reader(book, options.style, lookups, options.reader)
            yield Sheet(kind=kind, page=page)
        else:
            yield Sheet(kind=kind, page=PLAIN_SHEETS[kind](book, options.style, lookups))


def test_documents(
    book: Book,
    quiz: Quiz,
    options: HandoutOptions,
    lookups: ChineseLookups,
    students: Sequence[str],
    notes: Sequence[str],
) -> Iterator[Sheet]:
    """Yield a test and its key as Word documents."""
    sheets, key = word_test(book, quiz, options.style, lookups, students)
    yield Sheet(kind="test", page=sheets, suffix=DOCX)
    yield Sheet(kind="test-key", page=key, notes=tuple(notes), suffix=DOCX)


def test_sheets(
    book: Book,
    quiz: Quiz,
    options: HandoutOptions,
    lookups: ChineseLookups,
    students: Sequence[str],
    notes: Sequence[str],
) -> Iterator[Sheet]:
    """Yield the documents of a test: the sheets, the key, and what is read aloud, where something
    is."""
    made = class_test(book, quiz, options.style, lookups, students)
    yield Sheet(kind="test", page=made.sheets)
    yield Sheet(kind="test-key", page=made.key, notes=tuple(notes))
    if made.script:
        yield Sheet(kind="test-aloud", page=made.script)

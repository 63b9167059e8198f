"""Sheets to print: glossed readers, word lists, worksheets with their keys, practice of
characters."""

from generator.handout.character_sheet import character_sheet
from generator.handout.glossed_reader import ReaderOptions, glossed_reader
from generator.handout.paper_cards import paper_cards
from generator.handout.practice_page import PAGE_SUFFIX, practice_page
from generator.handout.printed_book import (
    Book,
    PrintedLesson,
    PrintedText,
    SheetOptions,
)
from generator.handout.questions import quiz
from generator.handout.shortfalls import too_little
from generator.handout.word_document import word_document
from generator.handout.word_list_sheet import word_list_sheet
from generator.handout.worksheet import (
    MAX_ITEMS,
    Worksheet,
    WorksheetOptions,
    worksheet,
)

__all__ = [
    "MAX_ITEMS",
    "PAGE_SUFFIX",
    "Book",
    "PrintedLesson",
    "PrintedText",
    "ReaderOptions",
    "SheetOptions",
    "Worksheet",
    "WorksheetOptions",
    "character_sheet",
    "glossed_reader",
    "paper_cards",
    "practice_page",
    "quiz",
    "too_little",
    "word_document",
    "word_list_sheet",
    "worksheet",
]

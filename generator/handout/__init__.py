"""Sheets to print: glossed readers, word lists, worksheets with their keys, practice of
characters."""

from generator.handout.character_sheet import character_sheet
from generator.handout.class_test import ClassTest, class_test, drawn_test, minutes
from generator.handout.glossed_reader import ReaderOptions, glossed_reader
from generator.handout.item_sheets import WorksheetOptions
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
from generator.handout.worksheet import MAX_ITEMS, Worksheet, worksheet

__all__ = [
    "MAX_ITEMS",
    "PAGE_SUFFIX",
    "Book",
    "ClassTest",
    "PrintedLesson",
    "PrintedText",
    "ReaderOptions",
    "SheetOptions",
    "Worksheet",
    "WorksheetOptions",
    "character_sheet",
    "class_test",
    "drawn_test",
    "glossed_reader",
    "minutes",
    "paper_cards",
    "practice_page",
    "quiz",
    "too_little",
    "word_document",
    "word_list_sheet",
    "worksheet",
]

"""Sheets to print: glossed readers, word lists, worksheets with their keys, practice of characters."""

from generator.handout.cards import cards
from generator.handout.characters import characters
from generator.handout.exercises import EXERCISES
from generator.handout.reader import Reading, reader
from generator.handout.records import Book, Lesson, Style, Text, word_key
from generator.handout.words import words
from generator.handout.worksheet import MOST_ITEMS, Task, Worksheet, worksheet

__all__ = [
    "EXERCISES", "MOST_ITEMS", "Book", "Lesson", "Reading", "Style", "Task", "Text", "Worksheet", "cards", "characters", "reader",
    "word_key", "words", "worksheet",
]  # fmt: skip

"""Sheets to print: glossed readers, word lists, worksheets with their keys, practice of characters."""

from generator.handout.reader import Reading, reader
from generator.handout.records import Book, Lesson, Style, Text, word_key

__all__ = ["Book", "Lesson", "Reading", "Style", "Text", "reader", "word_key"]

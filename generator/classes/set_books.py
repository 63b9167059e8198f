"""A class set as a book that handouts are printed from."""

from collections.abc import Set
from pathlib import Path

from generator import texts
from generator.base.words import WordKey
from generator.classes.set_study import EarlierDecks, selection_of, study_set
from generator.handout import Book
from generator.pipeline import BuildOptions, Resources
from generator.pipeline.handout_books import book


def book_of_set(
    resources: Resources, path: Path, options: BuildOptions, held: Set[WordKey]
) -> Book:
    """Read and study a class set, and put it together for handouts. ``held`` are keys of words that
    other decks teach. Raises InputError, naming the file, where something cannot be read."""
    class_set = texts.read_set(path)
    study = study_set(resources, class_set, options, earlier=EarlierDecks(held=held))
    return book(study, selection_of(resources, class_set, options.selection).known)

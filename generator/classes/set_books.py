"""A class set as a book that handouts are printed from."""

from collections.abc import Collection, Set
from dataclasses import replace

from generator.base.class_records import ClassSet
from generator.base.errors import InputError
from generator.base.text import number_ranges
from generator.base.words import WordKey
from generator.classes.set_plan import selection_of
from generator.classes.set_study import EarlierDecks, study_set
from generator.handout import Book
from generator.pipeline import BuildOptions, Resources
from generator.pipeline.handout_books import book


def book_of_set(
    resources: Resources,
    class_set: ClassSet,
    options: BuildOptions,
    held: Set[WordKey],
    lessons: Collection[int] = (),
) -> Book:
    """Study a class set, and put it together for handouts: all of it, or some lessons.

    ``held`` are keys of words that other decks teach. Raises InputError, naming the file, where
    something cannot be read, or there is no such lesson.
    """
    count = len(class_set.lessons)
    missing = [number for number in sorted(lessons) if number > count]
    if missing:
        raise InputError(
            f"{class_set.path}: there is no lesson {missing[0]}; the set has {count}. Name one of"
            " these."
        )
    some = replace(class_set, lessons=class_set.lessons[: max(lessons, default=count)])
    study = study_set(resources, some, options, earlier=EarlierDecks(held=held))
    known = selection_of(resources, class_set, options.selection).known
    made = replace(book(study, known), path=class_set.path)
    if not lessons:
        return made
    numbers = number_ranges(lessons).replace(", ", "_")
    wanted = tuple(lesson for lesson in made.lessons if lesson.number in lessons)
    return replace(made, name=f"{made.name}-lesson-{numbers}", lessons=wanted)

"""Versions of a test: what one has asked is asked again only where there is nothing else."""

from collections.abc import Hashable
from dataclasses import replace
from itertools import product

import pytest
from books import workshop
from test_class_test import course

from generator.base.choices import EXERCISES
from generator.base.quiz import Item, ItemSheet, Quiz
from generator.handout import Book, SheetOptions, WorksheetOptions, drawn_test
from generator.handout.class_test import lacking
from generator.handout.item_sheets import MAKERS
from generator.handout.sheet_material import Material
from generator.handout.twins import COMPARED, MAX_APART

LESSONS = range(5)
SEEDS = ("", "TERM1", "TERM2")


def things_of(book: Book, exercise: str) -> set[Hashable]:
    """The words or sentences that an exercise may ask."""
    material = Material(book.lessons, SheetOptions(), workshop().card_lookups, book.title)
    made = MAKERS[exercise](material)
    return {item.item.words or min(item.lines) for item in made}


def key_of(item: Item) -> str:
    return item.key


def hardness(sheet: ItemSheet) -> float:
    asked = [item.difficulty for item in sheet.items if item.is_asked]
    return sum(asked) / len(asked)


def two_versions(
    book: Book, exercises: tuple[str, ...], seed: str = ""
) -> tuple[Quiz, list[set[str]], list[str]]:
    """A test, the keys of what its versions ask, and what the report says of repeats."""
    task = WorksheetOptions(exercises, items=8, versions=2, seed=seed, is_test=True)
    quiz = drawn_test(book, SheetOptions(), workshop().card_lookups, task)
    keys = []
    for sheet in quiz.lessons:
        keys.append({item.key for item in sheet.items if item.is_asked})
    said = [line for line in lacking(quiz, task) if "in several versions" in line]
    return quiz, keys, said


@pytest.mark.parametrize("exercise", ["order", "translate", "cloze", "into-chinese", "pinyin"])
def test_an_item_is_repeated_only_where_there_is_no_other(exercise: str) -> None:
    """And versions are as hard all the same."""
    for at, seed in product(LESSONS, SEEDS):
        one = replace(course(), lessons=course().lessons[at : at + 1])
        things = things_of(one, exercise)
        if len(things) > 3:
            quiz, (first, second), said = two_versions(one, (exercise,), seed)
            again = len(first & second)
            assert again == max(0, 2 * len(first) - len(things))
            assert bool(said) == bool(again)
            is_few = len(first) < COMPARED
            assert is_few or abs(hardness(quiz.lessons[0]) - hardness(quiz.lessons[1])) <= MAX_APART


def test_all_exercises_together_repeat_next_to_nothing() -> None:
    quiz, (first, second), said = two_versions(course(), EXERCISES)
    assert len(first & second) <= len(first) // 20
    assert all(line.partition(":")[0] in EXERCISES for line in said)
    for exercise in ("translate", "into-chinese", "matching", "tones"):
        asked = [set(map(key_of, sheet.of(exercise))) for sheet in quiz.lessons]
        assert asked[0].isdisjoint(asked[1]), exercise

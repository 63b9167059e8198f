"""The list of a class: which students get which test."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.commands.output import show_notes

if TYPE_CHECKING:
    from generator.base.class_records import Student
    from generator.commands.named_books import NamedBook

SEVERAL_GROUPS = (
    "--class: the set has several groups of students, and each name would get the test of each"
    " group. Give the list a column 'group' with the group of each student; or make one test after"
    " the other, each with the list of its group: --group NAME."
)
Handed = list[tuple["NamedBook", tuple[str, ...]]]
"""Books, and the names of those who get the test of each; none where sheets bear no names."""


def handed_out(books: "Sequence[NamedBook]", path: Path | None) -> Handed:
    """Return the students of each book by the list of a class: those of its group where the set has
    groups. A group that nobody is in gets no test, and it is said. Raises InputError for a list
    that cannot be read, and UsageError for one that does not say who is in which group."""
    from generator.texts import read_class

    if path is None:
        return [(book, ()) for book in books]
    students = read_class(path)
    if not any(student.group for student in students):
        if _has_several_groups(books):
            raise click.UsageError(SEVERAL_GROUPS)
        return [(book, _names(students)) for book in books]
    found: Handed = []
    for book in books:
        names = _in_group(book, students, path)
        found += [(book, names)] if names else []
    return found


def _has_several_groups(books: "Sequence[NamedBook]") -> bool:
    sets = [book.class_set for book in books if book.class_set and book.class_set.group]
    return len({one.path for one in sets}) < len({one.name for one in sets})


def _in_group(book: "NamedBook", students: "Sequence[Student]", path: Path) -> tuple[str, ...]:
    """Return the students who get the test of a book; all where it has no groups."""
    from generator.classes.groups import students_by_group

    class_set = book.class_set
    if class_set is None or class_set.group is None:
        show_notes([f"{path.name}: the column 'group' is not used, since the set has no groups."])
        return _names(students)
    group = class_set.group.name
    names = students_by_group(students, class_set.groups, path)[group]
    if not names:
        show_notes([f"{path.name}: nobody is in the group {group}, so it gets no test."])
    return tuple(names)


def _names(students: "Sequence[Student]") -> tuple[str, ...]:
    return tuple(student.name for student in students)

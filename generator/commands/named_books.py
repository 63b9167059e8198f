"""Class sets, lessons of them, and texts that a person named, as books: for sheets, and for what is
made of sheets."""

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from generator.base.errors import CikaError

if TYPE_CHECKING:
    from generator.base.class_records import ClassSet
    from generator.base.words import WordKey
    from generator.commands.deck_memory import AsBuilt
    from generator.handout import Book
    from generator.pipeline import Resources, Source
    from generator.pipeline.sources import Failed


@dataclass(frozen=True, slots=True)
class SetPart:
    """What of a set is wanted."""

    lessons: Set[int] = frozenset()
    """Numbers; empty for all."""
    group: str | None = None
    """The name of one group of its students; None for each of them."""


@dataclass(frozen=True, slots=True)
class NamedBook:
    """A book that is not yet made: making it studies the texts."""

    make: "Callable[[], Book]"
    class_set: "ClassSet | None" = None
    """The set, or that of one group of its students; None for a text that stands alone."""


def books_of(
    resources: "Resources",
    sets: "Sequence[Path]",
    sources: "Sequence[Source]",
    options: "AsBuilt",
    held: "Set[WordKey]" = frozenset(),
    part: SetPart = SetPart(),
) -> "tuple[list[NamedBook], list[Failed]]":
    """Return the book of each set, one for each of its groups (a ``part`` of it, or all), and of
    each text, a text of a set as its lesson; and sets that cannot be read. ``held`` are keys of
    words that other decks teach."""
    from generator import texts
    from generator.classes.groups import by_group
    from generator.classes.set_books import book_of_set
    from generator.classes.set_members import by_set, lesson_of_text

    books: list[NamedBook] = []
    alone, of_sets, unread = by_set(sources)
    for path in sets:
        try:
            groups = by_group(texts.read_set(path), part.group)
        except CikaError as error:
            unread.append((path, error))
            continue
        for class_set in groups:
            make = partial(book_of_set, resources, class_set, options.named, held, part.lessons)
            books.append(NamedBook(make, class_set))
    for whole, named in of_sets:
        number_of = lesson_of_text(whole)
        for number in sorted({number_of[path] for path in named}):
            for class_set in by_group(whole, part.group):
                lesson = {number}
                make = partial(book_of_set, resources, class_set, options.named, held, lesson)
                books.append(NamedBook(make, class_set))
    for source in alone:
        books.append(NamedBook(partial(_book_of_text, resources, source, options, held)))
    return books, unread


def _book_of_text(
    resources: "Resources", source: "Source", options: "AsBuilt", held: "Set[WordKey]"
) -> "Book":
    from generator.pipeline.handout_books import book_of_text

    return book_of_text(resources, source, options.of(source), held)

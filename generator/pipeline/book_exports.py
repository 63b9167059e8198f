"""Class sets and texts as questions for other programs: what a worksheet asks, in a file."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.base.errors import InputError
from generator.export import QUIZ_FORMATS
from generator.handout import Book, SheetOptions, WorksheetOptions, quiz, too_little
from generator.pipeline import Resources


@dataclass(frozen=True, slots=True)
class BookFile:
    """A file for another program, and what a person should know of it."""

    suffix: str
    """End of the file's name."""
    content: bytes
    notes: tuple[str, ...] = ()


def book_files(
    format: str, book: Book, resources: Resources, style: SheetOptions, task: WorksheetOptions
) -> Iterator[BookFile]:
    """Yield the files of a format of ``QUIZ_FORMATS``. Raises InputError where nothing can be
    asked."""
    kind = QUIZ_FORMATS[format]
    asked = quiz(book, style, resources.card_lookups, task)
    if not any(lesson.questions for lesson in asked.lessons):
        raise InputError(
            f"{book.name}: too few words and sentences for questions. Take a longer text, or count"
            " fewer words as known."
        )
    missing = too_little(book, [lesson.missing for lesson in asked.lessons])
    notes = tuple(f"{why}." for why in missing)
    yield BookFile(suffix=kind.suffix, content=kind.write(asked), notes=notes)

"""Class sets and texts as documents to edit, as questions for other programs, and as pages to
practise with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.base.choices import PRACTICE, WORKSHEET_EXERCISES
from generator.base.errors import InputError
from generator.base.quiz import ItemSheet
from generator.export import QUIZ_FORMATS, QuizFormat
from generator.handout import PAGE_SUFFIX, Book, practice_page, quiz, too_little, word_document
from generator.handout.all_sheets import HandoutOptions
from generator.pipeline import Resources
from generator.pipeline.exports import DOCX


@dataclass(frozen=True, slots=True)
class BookFile:
    """A file for another program, and what a person should know of it."""

    suffix: str
    """End of the file's name."""
    content: bytes
    notes: tuple[str, ...] = ()


def book_files(
    format: str, book: Book, resources: Resources, options: HandoutOptions
) -> Iterator[BookFile]:
    """Yield the files of one of ``BOOK_FORMATS``. Raises InputError where nothing can be asked in a
    file of questions."""
    lookups, style = resources.card_lookups, options.style
    if format == PRACTICE:
        yield BookFile(suffix=PAGE_SUFFIX, content=practice_page(book, style, lookups))
        return
    asked = quiz(book, style, lookups, options.worksheet)
    if format == "docx":
        document = word_document(book, asked, style, lookups, options.reader.ruby)
        yield BookFile(suffix=DOCX, content=document, notes=_lacking(book, asked.lessons))
        return
    kind = QUIZ_FORMATS[format]
    if not any(lesson.items for lesson in asked.lessons):
        raise InputError(
            f"{book.name}: too few words and sentences for questions. Take a longer text, or count"
            " fewer words as known."
        )
    if not kind.by_lesson:
        notes = _lacking(book, asked.lessons)
        yield BookFile(suffix=kind.suffix, content=kind.write(asked), notes=notes)
        return
    for printed, lesson in zip(book.lessons, asked.lessons, strict=True):
        part = f"-lesson-{lesson.number}" if len(asked.lessons) > 1 else ""
        content = kind.write(replace(asked, lessons=(lesson,)))
        lacking = _lacking(replace(book, lessons=(printed,)), [lesson])
        notes = (*lacking, *_left_out(kind, lesson))
        yield BookFile(suffix=f"{part}{kind.suffix}", content=content, notes=notes)


def _lacking(book: Book, lessons: Sequence[ItemSheet]) -> tuple[str, ...]:
    """Say which exercises the lessons of a book have too little for."""
    why = too_little(book, [lesson.missing for lesson in lessons])
    return tuple(f"{one}." for one in why)


def _left_out(kind: QuizFormat, lesson: ItemSheet) -> Iterator[str]:
    """Say which questions a file cannot hold, and why: whole exercises by their names."""
    names: list[str] = []
    for exercise in WORKSHEET_EXERCISES:
        questions = lesson.of(exercise)
        unfit = [one for one in questions if kind.fits and not kind.fits(one)]
        if unfit and len(unfit) == len(questions):
            names.append(exercise)
        else:
            names += [f"{exercise} {one.number}" for one in unfit]
    if names:
        yield f"left out: {', '.join(names)} ({kind.limits})."

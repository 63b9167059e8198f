"""A test and its key as Word documents that a teacher can edit."""

from collections.abc import Iterator, Sequence

from generator.base.quiz import ItemSheet, Quiz
from generator.display import ChineseLookups
from generator.handout.class_test import lessons_of, summary, title_of, version_of
from generator.handout.docx_items import write_answers, write_items
from generator.handout.docx_parts import CHINESE, HINT, WordFile
from generator.handout.printed_book import Book, SheetOptions
from generator.handout.sheet_chinese import SheetChinese

LINE = "______________________"


def word_test(
    book: Book,
    quiz: Quiz,
    style: SheetOptions,
    lookups: ChineseLookups,
    students: Sequence[str] = (),
) -> tuple[bytes, bytes]:
    """Write a test, a sheet for each version or for each student, and its key with what is read
    aloud."""
    chinese = SheetChinese(book.lessons[0].script, style, lookups)
    title = chinese.title(title_of(book))
    sheets, key = WordFile(title, chinese.lang), WordFile(f"{title} · Key", chinese.lang)
    for number, (sheet, student) in enumerate(_handed(quiz, students)):
        above = " · ".join(filter(None, (lessons_of(book), "Test", version_of(quiz, sheet))))
        sheets.heading(f"{title} · {above}", 1, new_page=number > 0)
        name = student or LINE
        sheets.paragraph(f"Name: {name}   Date: __________   Points: ____ / {sheet.points}")
        write_items(sheets, sheet)
    key.heading(f"{title} · Key", 0)
    key.paragraph(summary(quiz), HINT)
    for place, sheet in enumerate(quiz.lessons):
        names = ", ".join(students[place :: len(quiz.lessons)])
        key.heading(" · ".join(filter(None, (version_of(quiz, sheet), names))) or "Answers", 2)
        write_answers(key, sheet)
        for item in sheet.items:
            if item.said:
                key.numbered(item.number, [(f"{item.said}", "")], CHINESE)
    return sheets.bytes(), key.bytes()


def _handed(quiz: Quiz, students: Sequence[str]) -> Iterator[tuple[ItemSheet, str]]:
    """Yield each sheet that is handed out, with the name of who gets it."""
    if not students:
        for sheet in quiz.lessons:
            yield sheet, ""
    for place, student in enumerate(students):
        yield quiz.lessons[place % len(quiz.lessons)], student

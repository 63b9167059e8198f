"""Games in a classroom in which each student taps one of four answers: Kahoot and Blooket.

Both read a table whose columns are those of their own template. Only questions with wrong answers
go into it. Kahoot's template says how long a text may be; a sentence that is too long with its
translation is shown with the meaning of the gap instead.
"""

import csv
import io
from collections.abc import Callable, Iterator

from generator.base.credits import OF_EXPORTS
from generator.base.quiz import CHOICES, Item, Quiz
from generator.base.steady_archives import without_clock
from generator.export.clean import cell, line

MAX_QUESTION, MAX_ANSWER = 120, 75
"""Characters of a text in Kahoot, by its template of 2024."""
SECONDS = {"cloze": 60, "matching": 20, "pinyin": 20}
"""Time for an answer: both programs allow these."""
KAHOOT_COLUMNS = (
    "",
    "Question - max 120 characters",
    "Answer 1 - max 75 characters",
    "Answer 2 - max 75 characters",
    "Answer 3 - max 75 characters",
    "Answer 4 - max 75 characters",
    "Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs",
    "Correct answer(s) - choose at least one",
)
KAHOOT_HEADER_ROW = 8
"""Above it the template has its title and explanations."""
BLOOKET_BANNER = "Blooket\nImport Template"
BLOOKET_COLUMNS = (
    "Question #",
    "Question Text",
    "Answer 1",
    "Answer 2",
    "Answer 3\n(Optional)",
    "Answer 4\n(Optional)",
    "Time Limit (sec)\n(Max: 300 seconds)",
    "Correct Answer(s)\n(Only include Answer #)",
)
ANSWERS = 4


def kahoot(quiz: Quiz) -> bytes:
    """Write the questions that fit as XLSX. A text is a text, also where it begins like a
    formula."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Sheet1"
    sheet["B2"] = "Quiz template"
    sheet["B3"] = OF_EXPORTS
    for column, title in enumerate(KAHOOT_COLUMNS, 1):
        sheet.cell(KAHOOT_HEADER_ROW, column, title)
    for number, row in enumerate(_rows(quiz, fits_kahoot, _short_text), 1):
        for column, value in enumerate((number, *row), 1):
            shown = sheet.cell(KAHOOT_HEADER_ROW + number, column, value)
            if isinstance(value, str):
                shown.data_type = "s"
    written = io.BytesIO()
    book.save(written)
    return without_clock(written.getvalue())


def blooket(quiz: Quiz) -> bytes:
    """Write all questions with answers to choose of as CSV."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow([BLOOKET_BANNER, *[""] * (len(BLOOKET_COLUMNS) - 1)])
    writer.writerow(BLOOKET_COLUMNS)
    for number, row in enumerate(_rows(quiz, has_choice, _text), 1):
        writer.writerow([cell(str(value)) for value in (number, *row)])
    return written.getvalue().encode("utf-8", "replace")


def has_choice(question: Item) -> bool:
    """Tell whether a question has answers to choose of."""
    return bool(question.wrong)


def fits_kahoot(question: Item) -> bool:
    """Tell whether Kahoot takes a question: it has answers to choose of, and no text is too
    long."""
    is_short = all(_length(option) <= MAX_ANSWER for option in question.options)
    return has_choice(question) and is_short and _length(_short_text(question)) <= MAX_QUESTION


def _rows(
    quiz: Quiz, fits: Callable[[Item], bool], text: Callable[[Item], str]
) -> Iterator[tuple[str | int, ...]]:
    """Yield the question, four answers, the seconds, and the number of the right answer."""
    for lesson in quiz.lessons:
        for question in filter(fits, lesson.items):
            options = [line(option) for option in question.options]
            empty = [""] * (ANSWERS - len(options))
            right = options.index(line(question.answers[0])) + 1
            yield (text(question), *options, *empty, SECONDS[question.exercise], right)


def _text(question: Item) -> str:
    task = "" if question.exercise == "cloze" else CHOICES[question.exercise]
    return line(f"{task} {question.zh} {question.hint}")


def _short_text(question: Item) -> str:
    whole = _text(question)
    is_short = _length(whole) <= MAX_QUESTION or not question.short_hint
    return whole if is_short else line(f"{question.zh} {question.short_hint}")


def _length(text: str) -> int:
    """Count as spreadsheets do: a rare character may be two."""
    return len(line(text).encode("utf-16-le")) // 2

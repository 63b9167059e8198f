"""A test: versions that ask equally much, with points, and a key.

It asks for the words of all its lessons, and for words of earlier ones that its texts take up.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.base.choices import EXERCISES, HEARD, TEST_EXERCISES
from generator.base.html import NOTHING, Html, join
from generator.base.quiz import TASKS, ItemSheet, Quiz
from generator.base.text import number_ranges, plural
from generator.display import ChineseLookups
from generator.handout.document import Section, document, heading
from generator.handout.interchangeable import Likeness
from generator.handout.item_sheets import WorksheetOptions, versions_of
from generator.handout.items_html import ItemsHtml
from generator.handout.printed_book import Book, SheetOptions
from generator.handout.sheet_chinese import SheetChinese
from generator.handout.sheet_html import element, escape, numbered
from generator.handout.sheet_material import Material
from generator.handout.shortfalls import LACKING, shorter
from generator.handout.worksheet import OTHER_ANSWERS

MINUTES = {
    "cloze": 1.0,
    "matching": 0.5,
    "order": 1.5,
    "pinyin": 0.75,
    "tones": 0.5,
    "translate": 2.0,
    "into-chinese": 2.5,
    "true-false": 0.5,
    "dictation": 1.0,
    "listening": 1.0,
}
"""Time that an item takes about: a guess, which the key prints as one."""
ROUNDED_TO = 5
"""Minutes."""
TEST = WorksheetOptions(exercises=TEST_EXERCISES, is_test=True)


@dataclass(frozen=True, slots=True)
class ClassTest:
    """All documents of a test; that of what is read aloud is empty where nothing is."""

    sheets: bytes
    key: bytes
    script: bytes = b""


def drawn_test(
    book: Book, style: SheetOptions, lookups: ChineseLookups, task: WorksheetOptions = TEST
) -> Quiz:
    """Draw a test of all lessons of a book, a sheet for each version."""
    material = Material(book.lessons, style, lookups, book.title, with_review=True)
    lang = SheetChinese(book.lessons[0].script, style, lookups).lang
    sheets = []
    for version, items in enumerate(versions_of(material, task, Likeness(lookups)), 1):
        present = {item.exercise for item in items}
        missing = tuple(name for name in task.exercises if name not in present)
        sheets.append(
            ItemSheet(number=0, title="", lang=lang, items=items, missing=missing, version=version)
        )
    return Quiz(title=book.title, lessons=tuple(sheets))


def class_test(
    book: Book,
    quiz: Quiz,
    style: SheetOptions,
    lookups: ChineseLookups,
    students: Sequence[str] = (),
) -> ClassTest:
    """Write a test: a sheet for each version, or for each student, versions in turn; the key of all
    versions; and what is read aloud."""
    writer = _TestWriter(book, quiz, style, lookups, students)
    script = writer.script()
    return ClassTest(
        sheets=document(book.title, writer.sheets(), style, "worksheet test", numbered=False),
        key=document(f"{book.title} · Key", [writer.keys()], style, "key"),
        script=document(f"{book.title} · Read aloud", script, style, "key") if script else b"",
    )


def minutes(sheet: ItemSheet) -> int:
    """Return the time that a test takes about."""
    time = sum(MINUTES[item.exercise] for item in sheet.items if item.is_asked)
    return ROUNDED_TO * math.ceil(time / ROUNDED_TO)


def test_notes(book: Book, quiz: Quiz, task: WorksheetOptions) -> Iterator[str]:
    """Say how many points each version has, how long it takes, and what is left out or shorter."""
    first = quiz.lessons[0]
    versions = plural(len(quiz.lessons), "version")
    yield f"{versions}, {first.points} points each, about {minutes(first)} minutes"
    for name in first.missing:
        yield f"exercise {name} left out: {LACKING[name]}"
    yield from shorter(first, task.exercises, task.items)


def lessons_of(book: Book) -> str:
    """Return which lessons a book has: ``Lessons 4–6``; empty for a text that stands alone."""
    numbers = [lesson.number for lesson in book.lessons if lesson.title]
    if not numbers:
        return ""
    return f"{'Lesson' if len(numbers) == 1 else 'Lessons'} {number_ranges(numbers, '–')}"


class _TestWriter:
    """The documents of one test."""

    def __init__(
        self,
        book: Book,
        quiz: Quiz,
        style: SheetOptions,
        lookups: ChineseLookups,
        students: Sequence[str],
    ) -> None:
        self._sheets, self._students = quiz.lessons, students
        chinese = SheetChinese(book.lessons[0].script, style, lookups)
        title = book.title
        if len(book.lessons) == 1:
            title = book.lessons[0].title or title
        self._title, self._lang = chinese.title(title), chinese.lang
        self._lessons = lessons_of(book)

    # -- what students get

    def sheets(self) -> Iterator[Section]:
        """Yield the sheets."""
        if not self._students:
            for sheet in self._sheets:
                yield self._sheet(sheet, "")
        for place, student in enumerate(self._students):
            yield self._sheet(self._sheets[place % len(self._sheets)], student)

    def _sheet(self, sheet: ItemSheet, student: str) -> Section:
        above = self._above("Test", sheet)
        head = heading(self._title, "", self._lang, above=above)
        exercises = ItemsHtml(sheet).asked(EXERCISES)
        running = " · ".join(filter(None, (above, student)))
        return Section(html=join([head, _who(sheet, student), exercises]), running=running)

    def _above(self, kind: str, sheet: ItemSheet | None = None) -> str:
        version = f"Version {sheet.version}" if sheet and len(self._sheets) > 1 else ""
        return " · ".join(filter(None, (self._lessons, kind, version)))

    # -- what the teacher gets

    def keys(self) -> Section:
        """Return the answers to all versions, and who has which."""
        above = self._above("Test")
        head = heading(self._title, "Key", self._lang, above=above)
        parts = [head, _summary(self._sheets), OTHER_ANSWERS, self._who_has_which()]
        for sheet in self._sheets:
            title = element("h2", "version", escape(self._name(sheet)))
            answers = ItemsHtml(sheet).answered(EXERCISES)
            parts.append(element("div", "answers", join([title, answers])))
        return Section(html=join(parts), running=f"{above} · Key")

    def _name(self, sheet: ItemSheet) -> str:
        return f"Version {sheet.version}" if len(self._sheets) > 1 else "Answers"

    def _who_has_which(self) -> Html:
        if not self._students or len(self._sheets) == 1:
            return NOTHING
        lines = []
        for place, sheet in enumerate(self._sheets):
            names = ", ".join(self._students[place :: len(self._sheets)])
            shown = f"<b>Version {sheet.version}</b> {escape(names)}"
            lines.append(element("p", "has", shown))
        return join(lines)

    def script(self) -> list[Section]:
        """Return what is read aloud, a section for each version that hears something."""
        found = []
        for sheet in self._sheets:
            heard = [name for name in HEARD if sheet.of(name)]
            parts = [self._read_aloud(sheet, name) for name in heard]
            if parts:
                above = self._above("Read aloud", sheet)
                head = heading(self._title, "", self._lang, above=above)
                note = element("p", "note", "Read each line twice, slowly; wait before the next.")
                found.append(Section(html=join([head, note, *parts]), running=above))
        return found

    def _read_aloud(self, sheet: ItemSheet, name: str) -> Html:
        lines = [element("p", "zh", escape(item.said), self._lang) for item in sheet.of(name)]
        title = element("h2", "", escape(TASKS[name]))
        return element("div", "exercise", join([title, numbered(lines)]))


def _who(sheet: ItemSheet, student: str) -> Html:
    """Return the line for name, date and points."""
    name = f"Name: <b>{escape(student)}</b>" if student else "Name"
    points = f"Points: ____ / {sheet.points}"
    return Html(f'<p class="who"><span>{name}</span><span>Date</span><span>{points}</span></p>')


def _summary(sheets: Sequence[ItemSheet]) -> Html:
    """Say how long a test takes about, and the points of each version."""
    first = sheets[0]
    asked = sum(item.is_asked for item in first.items)
    shown = f"{plural(asked, 'item')}, {first.points} points, about {minutes(first)} minutes."
    return element("p", "note", escape(shown))

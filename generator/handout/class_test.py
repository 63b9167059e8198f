"""A test: versions that ask equally much, with points, and a key.

It asks for the words of all its lessons, and for words of earlier ones that its texts take up.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.base.choices import EXERCISES, HEARD, TEST_EXERCISES
from generator.base.errors import InputError
from generator.base.html import NOTHING, Html, join
from generator.base.quiz import TASKS, Item, ItemSheet, Quiz, total
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
from generator.handout.shortfalls import LACKING, repeated, shorter
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
    """Draw a test of all lessons of a book, a sheet for each version. Raises InputError where
    something is to be left out that is not there, or nothing can be asked."""
    material = Material(book.lessons, style, lookups, book.title, with_review=True)
    versions = versions_of(material, task, Likeness(lookups))
    if not any(versions.items):
        raise InputError(
            f"{book.name}: too few words and sentences for a test. Take more lessons or a longer"
            " text, or count fewer words as known."
        )
    drawn = test_of(book, style, lookups, dict(enumerate(versions.items, 1)), task.exercises)
    return replace(drawn, left_out=versions.left_out)


def test_of(
    book: Book,
    style: SheetOptions,
    lookups: ChineseLookups,
    versions: Mapping[int, Sequence[Item]],
    exercises: Iterable[str] = (),
) -> Quiz:
    """Make a test of the items of its versions. ``exercises``: those that were asked for."""
    lang = SheetChinese(book.lessons[0].script, style, lookups).lang
    sheets = []
    for version, items in versions.items():
        present = {item.exercise for item in items}
        missing = tuple(name for name in exercises if name not in present)
        sheet = ItemSheet(0, "", lang, tuple(items), missing=missing, version=version)
        sheets.append(sheet)
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


def size_of(quiz: Quiz) -> str:
    """Say how many versions there are, their points, and how long a test takes about."""
    first = quiz.lessons[0]
    versions = plural(len(quiz.lessons), "version")
    sizes = [_size(sheet) for sheet in quiz.lessons]
    if all(size == sizes[0] for size in sizes):
        return f"{versions}, {first.points} points each, about {minutes(first)} minutes"
    points = ", ".join(f"{sheet.points}" for sheet in quiz.lessons)
    return f"{versions} that do not ask equally much: {points} points"


def _size(sheet: ItemSheet) -> dict[str, tuple[int, int]]:
    """Return how many items and points each exercise has."""
    return {name: (len(sheet.of(name)), total(sheet.of(name))) for name in EXERCISES}


def lacking(quiz: Quiz, task: WorksheetOptions) -> Iterator[str]:
    """Say what is left out of a drawn test, shorter than was asked for, or the same in several
    versions, and why."""
    first = quiz.lessons[0]
    for name in first.missing:
        yield f"exercise {name} left out: {LACKING[name]}"
    yield from shorter(first, task.exercises, task.items)
    yield from repeated(quiz.lessons)


def lessons_of(book: Book) -> str:
    """Return which lessons a book has: ``Lessons 4–6``; empty for a text that stands alone."""
    numbers = [lesson.number for lesson in book.lessons if lesson.title]
    if not numbers:
        return ""
    return f"{'Lesson' if len(numbers) == 1 else 'Lessons'} {number_ranges(numbers, '–')}"


def title_of(book: Book) -> str:
    """Return the title of a test: that of its lesson, of several that of the book."""
    is_alone = len(book.lessons) == 1
    return (book.lessons[0].title if is_alone else "") or book.title


def version_of(quiz: Quiz, sheet: ItemSheet) -> str:
    """Return which version a sheet is; empty where there is one."""
    return f"Version {sheet.version}" if len(quiz.lessons) > 1 else ""


def summary(quiz: Quiz) -> str:
    """Say how much a test asks, and how long it takes about."""
    first = quiz.lessons[0]
    asked = sum(item.is_asked for item in first.items)
    shown = f"{plural(asked, 'item')}, {first.points} points"
    return f"{shown}, about {minutes(first)} minutes."


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
        self._quiz, self._sheets, self._students = quiz, quiz.lessons, students
        chinese = SheetChinese(book.lessons[0].script, style, lookups)
        self._title, self._lang = chinese.title(title_of(book)), chinese.lang
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
        version = version_of(self._quiz, sheet) if sheet else ""
        return " · ".join(filter(None, (self._lessons, kind, version)))

    # -- what the teacher gets

    def keys(self) -> Section:
        """Return the answers to all versions, and who has which."""
        above = self._above("Test")
        head = heading(self._title, "Key", self._lang, above=above)
        note = element("p", "note", escape(summary(self._quiz)))
        parts = [head, note, OTHER_ANSWERS, self._who_has_which()]
        for sheet in self._sheets:
            name = version_of(self._quiz, sheet) or "Answers"
            title = element("h2", "version", escape(name))
            answers = ItemsHtml(sheet).answered(EXERCISES)
            parts.append(element("div", "answers", join([title, answers])))
        return Section(html=join(parts), running=f"{above} · Key")

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

"""The worksheet, and the key to it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.base.html import Html, join
from generator.base.quiz import ItemSheet
from generator.display import ChineseLookups
from generator.handout.document import Section, document, heading
from generator.handout.interchangeable import Likeness
from generator.handout.item_sheets import WorksheetOptions, versions_of
from generator.handout.items_html import ItemsHtml
from generator.handout.printed_book import Book, PrintedLesson, SheetOptions
from generator.handout.sheet_chinese import SheetChinese
from generator.handout.sheet_html import element, escape
from generator.handout.sheet_material import Material
from generator.handout.shortfalls import shorter, too_little

PLAIN = WorksheetOptions()
MAX_ITEMS = 20
"""Items of one exercise: the letters of a matching exercise are those of the alphabet."""
WHO = Html('<p class="who"><span>Name</span><span>Class</span><span>Date</span></p>')
OTHER_ANSWERS = Html(
    '<p class="note">Sentences are given as the text has them; another wording may be right,'
    " too.</p>"
)


@dataclass(frozen=True, slots=True)
class Worksheet:
    """Both documents, and what could not be asked for."""

    sheets: bytes
    key: bytes
    missing: tuple[str, ...]
    """Exercises that are left out, with the reason; of a set with the lessons: ``no cloze (lesson
    1, 4): …``."""
    fewer: tuple[str, ...] = ()
    """Exercises that are shorter in all versions than was asked for."""


def worksheet(
    book: Book,
    style: SheetOptions,
    lookups: ChineseLookups,
    task: WorksheetOptions = PLAIN,
) -> Worksheet:
    """Write the worksheets of all lessons in all versions as one document, and their keys as
    another."""
    asked: list[Section] = []
    answered: list[Section] = []
    made: list[list[ItemSheet]] = []
    likeness = Likeness(lookups)
    fewer: list[str] = []
    for lesson in book.lessons:
        sheets = lesson_sheets(book, lesson, style, lookups, task, likeness)
        writer = _Writer(book, lesson, style, lookups, task)
        asked += map(writer.sheet, sheets)
        answered.append(writer.keys(sheets))
        made.append(sheets)
        if task.versions > 1:
            where = f" (lesson {lesson.number})" if lesson.title else ""
            fewer += shorter(sheets[0], task.exercises, task.items, where)
    sheets_page = document(book.title, asked, style, "worksheet", numbered=task.versions == 1)
    key = document(f"{book.title} · Key", answered, style, "key")
    missing = too_little(book, [sheets[0].missing for sheets in made])
    return Worksheet(sheets_page, key, missing=tuple(missing), fewer=tuple(fewer))


def lesson_sheets(
    book: Book,
    lesson: PrintedLesson,
    style: SheetOptions,
    lookups: ChineseLookups,
    task: WorksheetOptions,
    likeness: Likeness,
) -> list[ItemSheet]:
    """Work out the versions of the worksheet of a lesson, which ask equally much."""
    material = Material([lesson], style, lookups, book.title + lesson.title)
    lang = SheetChinese(lesson.script, style, lookups).lang
    made = []
    for version, items in enumerate(versions_of(material, task, likeness).items, 1):
        present = {item.exercise for item in items}
        missing = tuple(name for name in task.exercises if name not in present)
        made.append(
            ItemSheet(
                number=lesson.number,
                title=lesson.title,
                lang=lang,
                items=items,
                missing=missing,
                version=version,
            )
        )
    return made


class _Writer:
    """The sheets of one lesson as HTML."""

    def __init__(
        self,
        book: Book,
        lesson: PrintedLesson,
        style: SheetOptions,
        lookups: ChineseLookups,
        task: WorksheetOptions,
    ) -> None:
        self._lesson, self._task = lesson, task
        chinese = SheetChinese(lesson.script, style, lookups)
        self._title = chinese.title(lesson.title or book.title)
        self._lang = chinese.lang

    def sheet(self, sheet: ItemSheet) -> Section:
        above = " · ".join(filter(None, (self._lesson.above, self._version(sheet))))
        head = heading(self._title, "", self._lang, above=above)
        exercises = ItemsHtml(sheet).asked(self._task.exercises)
        return Section(html=join([head, WHO, exercises]), running=above)

    def keys(self, sheets: Sequence[ItemSheet]) -> Section:
        """Return the answers to all versions."""
        above = self._lesson.above
        head = heading(self._title, "Key", self._lang, above=above)
        running = f"{above} · Key" if above else "Key"
        return Section(html=join([head, OTHER_ANSWERS, *self._answers(sheets)]), running=running)

    def _answers(self, sheets: Sequence[ItemSheet]) -> Iterator[Html]:
        for sheet in sheets:
            title = element("h2", "version", escape(self._version(sheet)))
            answers = ItemsHtml(sheet).answered(self._task.exercises)
            yield element("div", "answers", join([title, answers]))

    def _version(self, sheet: ItemSheet) -> str:
        seed = self._task.seed
        if self._task.versions == 1:
            return seed
        return " · ".join(filter(None, (seed, f"Version {sheet.version}")))

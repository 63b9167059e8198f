"""The worksheet, and the key to it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from string import ascii_lowercase

from generator.base.choices import EXERCISES
from generator.base.html import NOTHING, Html, join
from generator.display import ChineseLookups
from generator.handout.document import Section, document, heading
from generator.handout.equal_versions import equal_versions
from generator.handout.exercise_lines import Chunk, ExerciseLine
from generator.handout.exercises import ExerciseItem, Exercises, sheet
from generator.handout.printed_book import Book, PrintedLesson, SheetOptions
from generator.handout.sheet_chinese import SheetChinese
from generator.handout.sheet_html import element, escape, numbered
from generator.handout.shortfalls import shorter, too_little
from generator.handout.word_order import Puzzle

MAX_ITEMS = 20
"""Items of one exercise: the letters of a matching exercise are those of the alphabet."""
TITLES = {
    "cloze": "Fill each gap with a word from the box.",
    "matching": "Which meaning belongs to which word? Write its letter.",
    "order": "Put the words in order.",
    "pinyin": "Write the word in characters.",
    "translate": "Translate.",
}
CHARACTERS_A_LINE = 25
"""Characters of a sentence for which a line of translation is ruled."""
GAP = Html('<span class="gap"></span>')


@dataclass(frozen=True, slots=True)
class WorksheetOptions:
    """What a person may choose for a worksheet."""

    exercises: tuple[str, ...] = EXERCISES
    items: int = 6
    versions: int = 1
    seed: str = ""


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
    task: WorksheetOptions = WorksheetOptions(),
) -> Worksheet:
    """Write the worksheets of all lessons in all versions as one document, and their keys as
    another."""
    asked: list[Section] = []
    answered: list[Section] = []
    missing: list[set[str]] = []
    fewer: list[str] = []
    for lesson in book.lessons:
        writer = _Writer(book, lesson, style, lookups, task)
        keys: list[Html] = []
        left: set[str] = set()
        made = versions_of(book, lesson, task, task.versions)
        left |= set(task.exercises).intersection(made[0].missing)
        if task.versions > 1:
            fewer += shorter(made[0], task.exercises, task.items, lesson)
        asked += map(writer.sheet, made)
        keys += map(writer.key, made)
        answered.append(writer.all_keys(keys))
        missing.append(left)
    sheets = document(book.title, asked, style, "worksheet", numbered=task.versions == 1)
    key = document(f"{book.title} · Key", answered, style, "key")
    lacking = tuple(too_little(book, missing))
    return Worksheet(sheets=sheets, key=key, missing=lacking, fewer=tuple(fewer))


def versions_of(
    book: Book, lesson: PrintedLesson, task: WorksheetOptions, versions: int
) -> list[Exercises]:
    """Work out so many versions of the worksheet of a lesson, which ask equally much."""
    shown = book.title + lesson.title

    def draw(version: int, again: int) -> Exercises:
        seed = f"{task.seed}\0{again}" if again else task.seed
        return sheet(lesson, version, seed, task.exercises, task.items, shown)

    return equal_versions(draw, versions)


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
        self._chinese_of: dict[int, SheetChinese] = {}
        for text in lesson.texts:
            self._chinese_of[id(text)] = SheetChinese(text.script, style, lookups)
        chinese = SheetChinese(lesson.script, style, lookups)
        self._title = chinese.title(lesson.title or book.title)
        self._lang = chinese.lang

    # -- the sheet

    def sheet(self, made: Exercises) -> Section:
        above = " · ".join(filter(None, (self._lesson.above, self._version(made))))
        head = heading(self._title, "", self._lang, above=above)
        who = Html('<p class="who"><span>Name</span><span>Class</span><span>Date</span></p>')
        exercises = self._numbered(made, self._asked)
        return Section(html=join([head, who, exercises]), running=above)

    def _numbered(self, made: Exercises, write: Callable[[str, Exercises], Html]) -> Html:
        """Write all exercises that are not empty, each with its number."""
        found: list[Html] = []
        for name in self._task.exercises:
            if getattr(made, name):
                number = f"<h2><b>{len(found) + 1}</b> "
                found.append(Html(write(name, made).replace("<h2>", number, 1)))
        return join(found)

    def _asked(self, name: str, made: Exercises) -> Html:
        write = {
            "cloze": self._cloze,
            "matching": self._matching,
            "order": self._order,
            "pinyin": self._pinyin,
            "translate": self._translate,
        }
        return _exercise(name, TITLES[name], write[name](made))

    def _cloze(self, made: Exercises) -> Html:
        words = [self._form(item) for item in made.bank]
        bank = element("p", "bank", " ".join(words))
        return join([bank, numbered(map(self._gapped, made.cloze))])

    def _gapped(self, item: ExerciseItem) -> Html:
        chinese = self._chinese(item.line)
        shown: list[Html] = []
        for at, token in enumerate(item.line.passage.tokens):
            shown.append(GAP if at in item.gaps else escape(chinese.form(token)))
        hint = item.line.passage.en or f"gap: {item.word.token.gloss}"
        sentence = element("p", "zh", join(shown), chinese.lang)
        return join([sentence, element("p", "hint", escape(hint))])

    def _matching(self, made: Exercises) -> Html:
        rows = []
        for left, letter, right in zip(made.matching, ascii_lowercase, made.meanings, strict=False):
            word = f'<span class="blank"></span>{self._form(left)}'
            meaning = escape(right.word.token.gloss)
            row = f"{word}<span>{letter})</span><span>{meaning}</span>"
            rows.append(element("div", "pair", row))
        return numbered(rows)

    def _order(self, made: Exercises) -> Html:
        return numbered(map(self._puzzle, made.order))

    def _puzzle(self, puzzle: Puzzle) -> Html:
        line = puzzle.line
        chinese = self._chinese(line)
        words = [chinese.zh(self._text(line, chunk), "piece") for chunk in puzzle.chunks]
        end = max(end for _, end in puzzle.chunks)
        last = self._text(line, (end, len(line.passage.tokens)))
        pieces = element("p", "pieces", " ".join(words))
        hint = element("p", "hint", escape(line.passage.en))
        first = chinese.zh(self._text(line, puzzle.first), "first")
        return join([pieces, hint, _ruled(1, join([first, chinese.zh(last)]))])

    def _pinyin(self, made: Exercises) -> Html:
        return numbered(map(self._boxes, made.pinyin), "written")

    def _boxes(self, item: ExerciseItem) -> Html:
        chinese = self._chinese(item.line)
        shown, _ = chinese.word(item.word)
        boxes = '<span class="box"></span>' * len(shown)
        reading = f'<span class="py">{chinese.reading(item.word.token)}</span>'
        asked = f'<span class="said">{reading} {escape(item.word.token.gloss)}</span>'
        return Html(f'{asked}<span class="drawn">{boxes}</span>')

    def _translate(self, made: Exercises) -> Html:
        found = []
        for line in made.translate:
            ruled = _ruled(1 + line.length // CHARACTERS_A_LINE)
            found.append(join([self._whole(line, "p"), ruled]))
        return numbered(found)

    # -- the key

    def key(self, made: Exercises) -> Html:
        """Return the answers to one version."""
        title = element("h2", "version", escape(self._version(made)))
        answers = self._numbered(made, self._answered)
        return Html(f'<div class="answers">{title}{answers}</div>')

    def all_keys(self, keys: Iterable[Html]) -> Section:
        above = self._lesson.above
        head = heading(self._title, "Key", self._lang, above=above)
        note = Html(
            '<p class="note">Sentences are given as the text has them; another order or another'
            " wording may be right, too.</p>"
        )
        running = f"{above} · Key" if above else "Key"
        return Section(html=join([head, note, *keys]), running=running)

    def _answered(self, name: str, made: Exercises) -> Html:
        kind = "run" if name in ("cloze", "matching", "pinyin") else ""
        answers = numbered(self._answers(name, made), kind)
        return _exercise(name, name.capitalize(), answers)

    def _answers(self, name: str, made: Exercises) -> Iterator[str]:
        if name == "matching":
            letters = dict(zip(map(id, made.meanings), ascii_lowercase, strict=False))
            for item in made.matching:
                yield f"<b>{letters[id(item)]}</b> {self._form(item)}"
        elif name == "order":
            for puzzle in made.order:
                yield self._whole(puzzle.line, "span")
        elif name == "translate":
            for line in made.translate:
                yield escape(line.passage.en)
        else:
            for item in made.cloze if name == "cloze" else made.pinyin:
                yield f"{self._form(item)} {self._place(item)}"

    def _place(self, item: ExerciseItem) -> Html:
        place = self._lesson.place(item.line.text, item.line.passage.number)
        return Html(f'<span class="place">({place})</span>') if place else NOTHING

    # -- parts of both

    def _chinese(self, line: ExerciseLine) -> SheetChinese:
        return self._chinese_of[id(line.text)]

    def _form(self, item: ExerciseItem) -> Html:
        chinese = self._chinese(item.line)
        shown, _ = chinese.word(item.word)
        return chinese.zh(shown, "hz")

    def _text(self, line: ExerciseLine, chunk: Chunk) -> str:
        forms = map(self._chinese(line).form, line.tokens(chunk))
        return "".join(forms).strip()

    def _whole(self, line: ExerciseLine, tag: str) -> Html:
        chinese = self._chinese(line)
        return element(tag, "zh", escape(chinese.text(line.passage)), chinese.lang)

    def _version(self, made: Exercises) -> str:
        seed = self._task.seed
        if self._task.versions == 1:
            return seed
        return " · ".join(filter(None, (seed, f"Version {made.version}")))


def _exercise(name: str, title: str, content: Html) -> Html:
    return Html(f'<div class="exercise {name}"><h2>{title}</h2>{content}</div>')


def _ruled(lines: int, last: Html = NOTHING) -> Html:
    """Return empty lines to write on."""
    return Html(f'<p class="line">{last}</p>' * lines)

"""The worksheet, and the key to it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from string import ascii_lowercase

from generator.display import ChineseLookups
from generator.handout.document import Section, document, heading
from generator.handout.exercises import (
    EXERCISES,
    ExerciseItem,
    ExerciseLine,
    Exercises,
    Puzzle,
    sheet,
)
from generator.handout.printed_book import Book, PrintedLesson, SheetOptions
from generator.handout.sheet_chinese import SheetChinese
from generator.handout.sheet_html import element, escape, numbered

MOST_ITEMS = 20
"""Of one exercise: the letters of a matching exercise are those of the alphabet."""
TITLES = {
    "cloze": "Fill each gap with a word from the box.",
    "matching": "Which meaning belongs to which word? Write its letter.",
    "order": "Put the words in order.",
    "pinyin": "Write the word in characters.",
    "translate": "Translate.",
}
LINE = 25
"""Characters of a sentence for which a line of translation is ruled."""


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
    """Exercises that some version had to leave out; of a set with the lessons: ``cloze (lesson 1,
    4)``."""


def worksheet(
    book: Book,
    style: SheetOptions,
    lookups: ChineseLookups,
    task: WorksheetOptions = WorksheetOptions(),
) -> Worksheet:
    """The worksheets of all lessons in all versions as one document, and their keys as another."""
    asked, answered = [], []
    missing: dict[str, list[str]] = {name: [] for name in EXERCISES}
    for lesson in book.lessons:
        writer = _Writer(book, lesson, style, lookups, task)
        keys, left = [], set[str]()
        for version in range(1, task.versions + 1):
            made = sheet(
                lesson, version, task.seed, task.exercises, task.items, book.title + lesson.title
            )
            left |= set(made.missing) & set(task.exercises)
            asked.append(writer.sheet(made))
            keys.append(writer.key(made))
        answered.append(writer.all_keys(keys))
        for name in left:
            missing[name].append(str(lesson.number) if lesson.title else "")
    sheets = document(book.title, asked, style, "worksheet", numbered=task.versions == 1)
    key = document(f"{book.title} · Key", answered, style, "key")
    return Worksheet(
        sheets, key, tuple(_missing(name, where) for name, where in missing.items() if where)
    )


def _missing(name: str, lessons: list[str]) -> str:
    return f"{name} (lesson {', '.join(lessons)})" if all(lessons) else name


class _Writer:
    """Writes the sheets of one lesson."""

    def __init__(
        self,
        book: Book,
        lesson: PrintedLesson,
        style: SheetOptions,
        lookups: ChineseLookups,
        task: WorksheetOptions,
    ) -> None:
        self._lesson, self._task = lesson, task
        self._faces = {id(text): SheetChinese(text.script, style, lookups) for text in lesson.texts}
        face = SheetChinese(
            lesson.texts[0].script if lesson.texts else "simplified", style, lookups
        )
        self._title, self._lang = face.title(lesson.title or book.title), face.lang

    # -- the sheet

    def sheet(self, made: Exercises) -> Section:
        version = self._version(made)
        above = " · ".join(
            filter(None, (f"Lesson {self._lesson.number}" if self._lesson.title else "", version))
        )
        head = heading(self._title, "", self._lang, above)
        head += '<p class="who"><span>Name</span><span>Class</span><span>Date</span></p>'
        return Section(head + self._parts(made, self._asked), above)

    def _parts(self, made: Exercises, write: Callable[[str, Exercises], str]) -> str:
        out, number = "", 0
        for name in self._task.exercises:
            if getattr(made, name):
                number += 1
                out += write(name, made).replace("<h2>", f"<h2><b>{number}</b> ", 1)
        return out

    def _asked(self, name: str, made: Exercises) -> str:
        write = {
            "cloze": self._cloze,
            "matching": self._matching,
            "order": self._order,
            "pinyin": self._pinyin,
            "translate": self._translate,
        }
        return f'<div class="exercise {name}"><h2>{TITLES[name]}</h2>{write[name](made)}</div>'

    def _cloze(self, made: Exercises) -> str:
        bank = element("p", "bank", " ".join(self._form(item) for item in made.bank))
        return bank + numbered(map(self._gapped, made.cloze))

    def _gapped(self, item: ExerciseItem) -> str:
        face, out = self._face(item.line), ""
        for at, token in enumerate(item.line.passage.tokens):
            out += '<span class="gap"></span>' if at in item.gaps else escape(face.form(token))
        hint = item.line.passage.en or f"gap: {item.word.token.gloss}"
        return element("p", "zh", out, face.lang) + element("p", "hint", escape(hint))

    def _matching(self, made: Exercises) -> str:
        pairs = zip(made.matching, ascii_lowercase, made.meanings, strict=False)
        rows = []
        for left, letter, right in pairs:
            blank = '<span class="blank"></span>'
            answer = f"<span>{letter})</span><span>{escape(right.word.token.gloss)}</span>"
            rows.append(element("div", "pair", f"{blank}{self._form(left)}{answer}"))
        return numbered(rows)

    def _order(self, made: Exercises) -> str:
        return numbered(map(self._mixed, made.order))

    def _mixed(self, puzzle: Puzzle) -> str:
        face = self._face(puzzle.line)
        words = (face.zh(self._text(puzzle.line, piece), "piece") for piece in puzzle.pieces)
        end = max(end for _, end in puzzle.pieces)
        last = face.zh("".join(map(face.form, puzzle.line.passage.tokens[end:])).strip())
        return (
            element("p", "pieces", " ".join(words))
            + element("p", "hint", escape(puzzle.line.passage.en))
            + _rule(1, last)
        )

    def _pinyin(self, made: Exercises) -> str:
        return numbered(map(self._boxes, made.pinyin), "written")

    def _boxes(self, item: ExerciseItem) -> str:
        face = self._face(item.line)
        boxes = '<span class="box"></span>' * len(face.word(item.word)[0])
        said = (
            f'<span class="py">{face.reading(item.word.token)}</span>'
            f" {escape(item.word.token.gloss)}"
        )
        return f'<span class="said">{said}</span><span class="drawn">{boxes}</span>'

    def _translate(self, made: Exercises) -> str:
        return numbered(
            self._whole(line) + _rule(1 + len(line.passage.zh) // LINE) for line in made.translate
        )

    # -- the key

    def key(self, made: Exercises) -> str:
        """The answers to one version."""
        title = element("h2", "version", escape(self._version(made)))
        return f'<div class="answers">{title}{self._parts(made, self._answered)}</div>'

    def all_keys(self, keys: Iterable[str]) -> Section:
        above = f"Lesson {self._lesson.number}" if self._lesson.title else ""
        head = heading(self._title, "Key", self._lang, above)
        note = (
            '<p class="note">Sentences are given as the text has them; another order or another'
            " wording may be right, too.</p>"
        )
        return Section(head + note + "".join(keys), f"{above} · Key" if above else "Key")

    def _answered(self, name: str, made: Exercises) -> str:
        letters = {id(item): ascii_lowercase[at] for at, item in enumerate(made.meanings)}
        found: dict[str, Callable[[], Iterator[str]]] = {
            "cloze": lambda: (f"{self._form(item)} {self._place(item)}" for item in made.cloze),
            "matching": lambda: (
                f"<b>{letters[id(item)]}</b> {self._form(item)}" for item in made.matching
            ),
            "order": lambda: (self._whole(puzzle.line, "span") for puzzle in made.order),
            "pinyin": lambda: (f"{self._form(item)} {self._place(item)}" for item in made.pinyin),
            "translate": lambda: (escape(line.passage.en) for line in made.translate),
        }
        kind = "run" if name in ("cloze", "matching", "pinyin") else ""
        return (
            '<div class="exercise'
            f' {name}"><h2>{name.capitalize()}</h2>{numbered(found[name](), kind)}</div>'
        )

    def _place(self, item: ExerciseItem) -> str:
        number = item.line.passage.number
        several = sum(not text.listed for text in self._lesson.texts) > 1
        at = f"{self._lesson.texts.index(item.line.text) + 1}.{number}" if several else str(number)
        return "" if item.line.text.listed else f'<span class="place">({at})</span>'

    # -- pieces of HTML

    def _face(self, line: ExerciseLine) -> SheetChinese:
        return self._faces[id(line.text)]

    def _form(self, item: ExerciseItem) -> str:
        face = self._face(item.line)
        return face.zh(face.word(item.word)[0], "hz")

    def _text(self, line: ExerciseLine, piece: tuple[int, int]) -> str:
        return "".join(map(self._face(line).form, line.write(piece))).strip()

    def _whole(self, line: ExerciseLine, tag: str = "p") -> str:
        face = self._face(line)
        return element(tag, "zh", escape(face.text(line.passage)), face.lang)

    def _version(self, made: Exercises) -> str:
        if self._task.versions == 1:
            return self._task.seed
        return " · ".join(filter(None, (self._task.seed, f"Version {made.version}")))


def _rule(lines: int, last: str = "") -> str:
    """Empty lines to write on."""
    return f'<p class="line">{last}</p>' * lines

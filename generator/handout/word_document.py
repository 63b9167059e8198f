"""Reader, word list and worksheet as a Word document that a teacher can edit.

The questions are those of the printed worksheet (``questions.py``), the answers stand at the end.
"""

from collections.abc import Iterator, Sequence
from string import ascii_lowercase

from generator.base.choices import EXERCISES, Ruby
from generator.base.quiz import Item, ItemSheet, Quiz, total
from generator.base.records import Passage
from generator.display import ChineseLookups
from generator.handout.docx_parts import BANK, GLOSS, HINT, Part, WordFile
from generator.handout.glossed_reader import first_places
from generator.handout.items_html import task_of
from generator.handout.printed_book import Book, PrintedLesson, PrintedText, SheetOptions
from generator.handout.sheet_chinese import SheetChinese
from generator.handout.word_list_sheet import READING_TITLES

WORD_COLUMNS = ("", "Word", "", "Part of speech", "Meaning", "No.")
WORD_WIDTHS = (10.0, 28.0, 30.0, 30.0, 58.0, 14.0)
MATCHING_WIDTHS = (15.0, 45.0, 15.0, 95.0)
"""Millimetres."""
BETWEEN = " · "
CHARACTERS_A_LINE = 25
"""Characters of a sentence for which a line of translation is ruled."""


def word_document(
    book: Book, quiz: Quiz, style: SheetOptions, lookups: ChineseLookups, ruby: Ruby = "new"
) -> bytes:
    """Write all lessons as one DOCX. ``quiz``: what the worksheets ask."""
    lang = SheetChinese(book.lessons[0].script, style, lookups).lang if book.lessons else ""
    file = WordFile(book.title, lang)
    file.heading(book.title, 0)
    for number, (lesson, asked) in enumerate(zip(book.lessons, quiz.lessons, strict=True)):
        if lesson.title:
            file.heading(f"{lesson.above} {lesson.title}", 1, new_page=number > 0)
        for text in lesson.texts:
            if not text.listed:
                _Reader(file, text, SheetChinese(text.script, style, lookups), ruby).write()
        _word_list(file, lesson, style, lookups)
        if asked.items:
            file.heading("Worksheet", 2, new_page=True)
            file.paragraph("Name: ____________________   Date: ____________")
            _worksheet(file, asked)
    file.heading("Key", 1, new_page=True)
    for asked in quiz.lessons:
        _key(file, asked)
    return file.bytes()


class _Reader:
    """The reader of one text."""

    def __init__(
        self, file: WordFile, text: PrintedText, chinese: SheetChinese, ruby: Ruby
    ) -> None:
        self._file, self._text, self._chinese, self._ruby = file, text, chinese, ruby
        self._new = set(first_places(text).values())

    def write(self) -> None:
        self._file.heading(self._chinese.title(self._text.title_zh), 2)
        for line in filter(None, (self._text.title_en, self._text.byline)):
            self._file.paragraph(line, HINT)
        for passage in self._text.passages:
            self._file.numbered(passage.number, self._parts(passage))
            glosses = BETWEEN.join(self._glosses(passage))
            if glosses:
                self._file.paragraph(glosses, GLOSS)
        if any(passage.en for passage in self._text.passages):
            self._file.heading("Translation", 2)
        for passage in self._text.passages:
            if passage.en:
                self._file.paragraph(f"{passage.number}  {passage.en}")

    def _parts(self, passage: Passage) -> Iterator[Part]:
        for token in passage.tokens:
            is_new = (passage.number, token.start) in self._new
            is_over = self._ruby == "all" or (self._ruby == "new" and is_new)
            if is_over and token.kind != "speaker":
                yield from self._chinese.under_readings(token)
            else:
                yield self._chinese.form(token), ""

    def _glosses(self, passage: Passage) -> Iterator[str]:
        for token in passage.tokens:
            if (passage.number, token.start) in self._new:
                doubt = " ?" if token.doubts else ""
                gloss = token.gloss or "(a name)"
                reading = self._chinese.reading_text(token)
                yield f"{self._chinese.form(token)} {reading}: {gloss}{doubt}"


def _word_list(
    file: WordFile, lesson: PrintedLesson, style: SheetOptions, lookups: ChineseLookups
) -> None:
    rows = []
    for number, (text, word) in enumerate(lesson.words, 1):
        chinese = SheetChinese(text.script, style, lookups)
        shown, other = chinese.word(word)
        doubt = " ?" if word.token.doubts else ""
        rows.append(
            (
                str(number),
                f"{shown} ({other})" if other else shown,
                chinese.reading_text(word.token),
                word.part_of_speech,
                f"{word.token.gloss}{doubt}",
                lesson.place_of(text, word),
            )
        )
    if rows:
        header = list(WORD_COLUMNS)
        header[2] = READING_TITLES[style.phonetic]
        file.heading("Words", 2)
        file.table(header, rows, WORD_WIDTHS)


# -- the worksheet and its key


def _worksheet(file: WordFile, asked: ItemSheet) -> None:
    for number, (exercise, items) in enumerate(_exercises(asked), 1):
        file.heading(f"{number}. {task_of(asked, exercise)}{_points(items)}", 3)
        if exercise == "matching":
            file.table((), list(_pairs(asked, items)), MATCHING_WIDTHS)
            continue
        if exercise == "cloze":
            file.paragraph(BETWEEN.join(asked.box(exercise)), BANK)
        for item in items:
            _ask(file, item)


def _ask(file: WordFile, item: Item) -> None:
    room = "____  " if item.exercise == "true-false" else ""
    file.numbered(item.number, [(f"{room}{item.zh or item.hint}", "")])
    if item.zh and item.hint:
        file.paragraph(item.hint, HINT)
    if item.exercise == "listening":
        for letter, option in zip(ascii_lowercase, item.options, strict=False):
            file.paragraph(f"{letter}) {option}", HINT)
    elif item.exercise not in ("cloze", "true-false"):
        file.lines(1 + len(item.zh) // CHARACTERS_A_LINE)


def _exercises(asked: ItemSheet) -> Iterator[tuple[str, tuple[Item, ...]]]:
    for exercise in EXERCISES:
        items = asked.of(exercise)
        if items:
            yield exercise, items


def _points(items: Sequence[Item]) -> str:
    points = total(items)
    return f"  ____ / {points}" if points else ""


def _pairs(asked: ItemSheet, items: Sequence[Item]) -> Iterator[tuple[str, str, str, str]]:
    """Yield words and meanings side by side; the last may have no word."""
    letters = zip(ascii_lowercase, asked.box("matching"), strict=False)
    for at, (letter, meaning) in enumerate(letters):
        word = items[at].zh if at < len(items) else ""
        yield "____" if word else "", word, f"{letter})", meaning


def _key(file: WordFile, asked: ItemSheet) -> None:
    if asked.title:
        file.heading(f"Lesson {asked.number} {asked.title}", 2)
    box = asked.box("matching")
    for number, (_, items) in enumerate(_exercises(asked), 1):
        answers = [f"({item.number}) {_answer(item, box)}" for item in items]
        file.paragraph(f"{number}. {'  '.join(answers)}")


def _answer(item: Item, box: Sequence[str]) -> str:
    """Return what is right, where a letter is asked for the letter."""
    answer = item.answers[0]
    if item.exercise == "matching":
        return f"{item.zh} {ascii_lowercase[box.index(answer)]}"
    if item.exercise == "listening":
        return f"{ascii_lowercase[item.options.index(answer)]} {item.said}"
    return f"{item.zh} {answer}" if item.exercise == "tones" else answer

"""Reader, word list and worksheet as a Word document that a teacher can edit.

The questions are those of the printed worksheet (``questions.py``), the answers stand at the end.
"""

from collections.abc import Iterator

from generator.base.choices import Ruby
from generator.base.quiz import Quiz
from generator.base.records import Passage
from generator.display import ChineseLookups
from generator.handout.docx_items import write_answers, write_items
from generator.handout.docx_parts import GLOSS, HINT, Part, WordFile
from generator.handout.glossed_reader import first_places, gloss_in_text
from generator.handout.printed_book import Book, PrintedLesson, PrintedText, SheetOptions
from generator.handout.sheet_chinese import SheetChinese
from generator.handout.word_list_sheet import READING_TITLES

WORD_COLUMNS = ("", "Word", "", "Part of speech", "Meaning", "No.")
WORD_WIDTHS = (10.0, 28.0, 30.0, 30.0, 58.0, 14.0)
"""Millimetres."""
BETWEEN = " · "


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
            write_items(file, asked)
    file.heading("Key", 1, new_page=True)
    for asked in quiz.lessons:
        if asked.title:
            file.heading(f"Lesson {asked.number} {asked.title}", 2)
        write_answers(file, asked)
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
                reading = self._chinese.reading_text(token)
                yield f"{self._chinese.form(token)} {reading}: {gloss_in_text(token)}{doubt}"


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

"""The word list: what each lesson teaches, and what it takes up again."""

from collections.abc import Iterator

from generator.base.html import DOUBT_MARK
from generator.base.records import Word
from generator.display import HANT, ChineseLookups
from generator.handout.document import Section, document, heading
from generator.handout.printed_book import Book, PrintedLesson, SheetOptions
from generator.handout.sheet_chinese import SheetChinese
from generator.handout.sheet_html import cells, element, escape, items

READING = {"pinyin": "Pinyin", "zhuyin": "Zhuyin", "both": "Reading"}


def word_list_sheet(book: Book, style: SheetOptions, lookups: ChineseLookups) -> bytes:
    """The word list of all lessons as one document."""
    return document(
        book.title,
        [_section(book, lesson, style, lookups) for lesson in book.lessons],
        style,
        "words",
    )


def _section(
    book: Book, lesson: PrintedLesson, style: SheetOptions, lookups: ChineseLookups
) -> Section:
    above = f"Lesson {lesson.number}" if lesson.title else ""
    due = f"Due {lesson.due}" if lesson.due else ""
    title, subtitle = (
        (lesson.title, "")
        if lesson.title
        else (book.title, lesson.texts[0].title_en if lesson.texts else "")
    )
    face = SheetChinese(lesson.texts[0].script if lesson.texts else "simplified", style, lookups)
    rows = "".join(cells(*row) for row in _rows(lesson, style, lookups))
    names = (
        "",
        "Word",
        "Simplified" if face.lang == HANT else "Traditional",
        READING[style.phonetic],
        "",
        "Meaning",
        "Sentence",
    )
    head = element("thead", "", cells(*(f"<th>{name}</th>" for name in names)))
    table = (
        f"<table>{head}<tbody>{rows}</tbody></table>"
        if rows
        else '<p class="none">No new words.</p>'
    )
    return Section(
        heading(face.title(title), subtitle, face.lang, above, due)
        + table
        + _review(lesson, style, lookups),
        above,
    )


def _rows(
    lesson: PrintedLesson, style: SheetOptions, lookups: ChineseLookups
) -> Iterator[tuple[str, ...]]:
    number = 0
    for text in lesson.texts:
        face = SheetChinese(text.script, style, lookups)
        for word in text.words:
            number += 1
            yield _row(number, word, face, lesson.place(text, word))


def _row(number: int, word: Word, face: SheetChinese, sentence: str) -> tuple[str, ...]:
    shown, other = face.word(word)
    reading = face.reading(word.token)
    return (
        f'<td class="no">{number}</td>',
        f'<td class="hz{_whole(shown, 8)}" lang="{face.lang}">{escape(shown)}</td>',
        f'<td class="other{_whole(other, 8)}" lang="{face.other}">{escape(other)}</td>',
        f'<td class="py{_whole(reading, 24)}">{reading}</td>',
        f'<td class="pos">{escape(word.part_of_speech)}</td>',
        f"<td>{escape(word.token.gloss)}{DOUBT_MARK if word.token.doubts else ''}</td>",
        f'<td class="place">{sentence}</td>',
    )


def _whole(text: str, longest: int) -> str:
    """A class that keeps a text on one line where it is short."""
    return " whole" if len(text) <= longest else ""


def _review(lesson: PrintedLesson, style: SheetOptions, lookups: ChineseLookups) -> str:
    if not lesson.review:
        return ""
    face = SheetChinese(lesson.texts[0].script if lesson.texts else "simplified", style, lookups)
    found = (
        f'{face.zh(face.word(word)[0], "hz")} <span class="py">{face.reading(word.token)}</span>'
        f' {escape(word.token.gloss)} <span class="seen">seen in lesson {number}</span>'
        for word, number in lesson.review
    )
    return "<h2>To review</h2>" + items(found, "review")

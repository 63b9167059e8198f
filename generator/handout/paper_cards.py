"""Paper cards: fronts on one page, backs on the next, in mirrored columns, so that a printer that
turns the sheet puts them together."""

from collections.abc import Iterator, Sequence

from generator.base.records import Passage
from generator.display import ChineseLookups
from generator.handout.document import Section, document
from generator.handout.printed_book import Book, PrintedLesson, SheetOptions
from generator.handout.sheet_chinese import SheetChinese
from generator.handout.sheet_html import element, escape

COLUMNS, ROWS = 2, 5
LONG = 40
"""Characters of a sentence that still fits on the back of a card."""


def paper_cards(book: Book, style: SheetOptions, lookups: ChineseLookups) -> bytes:
    """The cards of all lessons as one document, for printing on both sides, turned over the long
    edge."""
    found = [card for lesson in book.lessons for card in _cards(lesson, style, lookups)]
    size = COLUMNS * ROWS
    sections = []
    for start in range(0, len(found), size):
        sheet = found[start : start + size]
        sheet += [("", "")] * (-len(sheet) % COLUMNS)
        sections += [
            Section(_grid([front for front, _ in sheet])),
            Section(_grid(_mirrored([back for _, back in sheet]))),
        ]
    return document(book.title, sections, style, "cards", numbered=False)


def _mirrored(cards: Sequence[str]) -> list[str]:
    """The backs of a page: each row the other way round."""
    return [
        card
        for start in range(0, len(cards), COLUMNS)
        for card in reversed(cards[start : start + COLUMNS])
    ]


def _grid(cards: Sequence[str]) -> str:
    return element("div", "grid", "".join(f'<div class="card">{card}</div>' for card in cards))


def _cards(
    lesson: PrintedLesson, style: SheetOptions, lookups: ChineseLookups
) -> Iterator[tuple[str, str]]:
    """Front and back of each card."""
    for text in lesson.texts:
        face = SheetChinese(text.script, style, lookups)
        for word in text.words:
            shown, other = face.word(word)
            source = " · ".join(
                filter(
                    None, (f"Lesson {lesson.number}" * bool(lesson.title), lesson.place(text, word))
                )
            )
            back = element("p", "py", face.reading(word.token)) + element(
                "p", "other", escape(other), face.other
            )
            back += element("p", "gl", escape(word.token.gloss)) + _sentence(
                text.passages[word.passage], face
            )
            yield element("p", "hz", escape(shown), face.lang) + element("p", "place", source), back


def _sentence(passage: Passage, face: SheetChinese) -> str:
    if len(passage.zh) > LONG:
        return ""
    return element("p", "zh", escape(face.text(passage)), face.lang)

"""Paper cards: fronts on one page, backs on the next, in mirrored columns, so that a printer that
turns the sheet puts them together."""

from collections.abc import Iterator, Sequence

from generator.base.html import NOTHING, Html, join
from generator.base.records import Passage, Word
from generator.display import ChineseLookups
from generator.handout.document import Section, document
from generator.handout.printed_book import Book, PrintedLesson, SheetOptions
from generator.handout.sheet_chinese import SheetChinese
from generator.handout.sheet_html import element, escape

COLUMNS, ROWS = 2, 5
MAX_SENTENCE = 40
"""Characters of a sentence that still fits on the back of a card."""


def paper_cards(book: Book, style: SheetOptions, lookups: ChineseLookups) -> bytes:
    """Write the cards of all lessons as one document, for printing on both sides, turned over the
    long edge."""
    cards: list[tuple[Html, Html]] = []
    for lesson in book.lessons:
        cards += _cards(lesson, style, lookups)
    sections = []
    for start in range(0, len(cards), COLUMNS * ROWS):
        page = cards[start : start + COLUMNS * ROWS]
        missing = -len(page) % COLUMNS
        page += [(NOTHING, NOTHING)] * missing
        fronts = [front for front, _ in page]
        backs = [back for _, back in page]
        sections.append(Section(_grid(fronts)))
        sections.append(Section(_grid(_mirrored(backs))))
    return document(book.title, sections, style, "cards", numbered=False)


def _mirrored(cards: Sequence[Html]) -> list[Html]:
    """Return the backs of a page: each row the other way round."""
    found: list[Html] = []
    for start in range(0, len(cards), COLUMNS):
        row = cards[start : start + COLUMNS]
        found += reversed(row)
    return found


def _grid(cards: Sequence[Html]) -> Html:
    boxes = [f'<div class="card">{card}</div>' for card in cards]
    return element("div", "grid", "".join(boxes))


def _cards(
    lesson: PrintedLesson, style: SheetOptions, lookups: ChineseLookups
) -> Iterator[tuple[Html, Html]]:
    """Yield front and back of each card."""
    for text in lesson.texts:
        chinese = SheetChinese(text.script, style, lookups)
        for word in text.words:
            place = lesson.place_of(text, word)
            source = " · ".join(filter(None, (lesson.above, place)))
            passage = text.passages[word.passage]
            yield _front(word, source, chinese), _back(word, passage, chinese)


def _front(word: Word, source: str, chinese: SheetChinese) -> Html:
    shown, _ = chinese.word(word)
    lines = (
        element("p", "hz", escape(shown), chinese.lang),
        element("p", "place", source),
    )
    return join(lines)


def _back(word: Word, passage: Passage, chinese: SheetChinese) -> Html:
    _, other = chinese.word(word)
    sentence = chinese.text(passage) if len(passage.zh) <= MAX_SENTENCE else ""
    lines = (
        element("p", "py", chinese.reading(word.token)),
        element("p", "other", escape(other), chinese.other),
        element("p", "gl", escape(word.token.gloss)),
        element("p", "zh", escape(sentence), chinese.lang),
    )
    return join(lines)

"""The word list: what each lesson teaches, and what it takes up again."""

from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width

from generator.base.html import DOUBT_MARK, NOTHING, Html, join
from generator.base.records import Word
from generator.display import HANT, ChineseLookups
from generator.handout.document import Section, document, heading
from generator.handout.printed_book import Book, PrintedLesson, SheetOptions
from generator.handout.sheet_chinese import SheetChinese
from generator.handout.sheet_html import cells, element, escape, items

READING_TITLES = {"pinyin": "Pinyin", "zhuyin": "Zhuyin", "both": "Reading"}
MAX_WHOLE_WORD, MAX_WHOLE_READING = 8, 14
"""Width of what is kept on one line, a hanzi or a sign of zhuyin being 2: the meaning needs the
room more than a long word does."""


def word_list_sheet(book: Book, style: SheetOptions, lookups: ChineseLookups) -> bytes:
    """Write the word list of all lessons as one document."""
    sections = [_section(book, lesson, style, lookups) for lesson in book.lessons]
    return document(book.title, sections, style, "words")


def _section(
    book: Book, lesson: PrintedLesson, style: SheetOptions, lookups: ChineseLookups
) -> Section:
    title, subtitle = lesson.title, ""
    if not title:
        title = book.title
        subtitle = lesson.texts[0].title_en if lesson.texts else ""
    due = f"Due {lesson.due}" if lesson.due else ""
    chinese = SheetChinese(lesson.script, style, lookups)
    head = heading(chinese.title(title), subtitle, chinese.lang, above=lesson.above, below=due)
    table = _table(lesson, style, lookups)
    review = NOTHING if style.hide else _review(lesson, chinese)
    return Section(html=join([head, table, review]), running=lesson.above)


def _table(lesson: PrintedLesson, style: SheetOptions, lookups: ChineseLookups) -> Html:
    rows = join(_rows(lesson, style, lookups))
    if not rows:
        return Html('<p class="none">No new words.</p>')
    is_traditional = SheetChinese(lesson.script, style, lookups).lang == HANT
    titles = (
        "",
        "Word",
        "Simplified" if is_traditional else "Traditional",
        READING_TITLES[style.phonetic],
        "",
        "Meaning",
        "Sentence",
    )
    head = element("thead", "", cells(*[f"<th>{title}</th>" for title in titles]))
    return Html(f"<table>{head}<tbody>{rows}</tbody></table>")


def _rows(lesson: PrintedLesson, style: SheetOptions, lookups: ChineseLookups) -> Iterator[Html]:
    number = 0
    for text in lesson.texts:
        chinese = SheetChinese(text.script, style, lookups)
        for word in text.words:
            number += 1
            yield _row(number, word, chinese, lesson.place_of(text, word), style.hide)


def _row(
    number: int, word: Word, chinese: SheetChinese, sentence: str, hide: Sequence[str]
) -> Html:
    shown, other = chinese.word(word)
    reading = chinese.reading(word.token)
    hz = _classes("hz", shown, MAX_WHOLE_WORD)
    other_hz = _classes("other", other, MAX_WHOLE_WORD)
    py = _classes("py", reading, MAX_WHOLE_READING)
    if _width(reading) > MAX_WHOLE_READING:
        reading = chinese.breakable_reading(word.token)
    doubt = DOUBT_MARK if word.token.doubts else NOTHING
    meaning = join([escape(word.token.gloss), doubt])
    if "characters" in hide:
        shown = other = ""
    if "pinyin" in hide:
        reading = NOTHING
    if "meaning" in hide:
        meaning = NOTHING
    return cells(
        f'<td class="no">{number}</td>',
        f'<td class="{hz}" lang="{chinese.lang}">{escape(shown)}</td>',
        f'<td class="{other_hz}" lang="{chinese.other}">{escape(other)}</td>',
        f'<td class="{py}">{reading}</td>',
        f'<td class="pos">{escape(word.part_of_speech)}</td>',
        f'<td class="gl">{meaning}</td>',
        f'<td class="place">{sentence}</td>',
    )


def _classes(name: str, text: str, max_whole: int) -> str:
    """Return the classes of a cell; ``whole`` keeps a short text on one line."""
    return f"{name} whole" if _width(text) <= max_whole else name


def _width(text: str) -> int:
    wide = [character for character in text if east_asian_width(character) in "WF"]
    return len(text) + len(wide)


def _review(lesson: PrintedLesson, chinese: SheetChinese) -> Html:
    if not lesson.review:
        return NOTHING
    found = []
    for word, number in lesson.review:
        shown, _ = chinese.word(word)
        reading = f'<span class="py">{chinese.reading(word.token)}</span>'
        seen = f'<span class="seen">seen in lesson {number}</span>'
        gloss = escape(word.token.gloss)
        found.append(f"{chinese.zh(shown, 'hz')} {reading} {gloss} {seen}")
    return Html(f"<h2>To review</h2>{items(found, 'review')}")

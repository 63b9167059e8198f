"""Practice sheets: each character as a model, stroke by stroke, in grey to trace, and room to write
it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.base.character_records import Stroke
from generator.base.han import HANZI
from generator.base.html import NOTHING, Html, join
from generator.base.pinyin import number
from generator.base.records import Word
from generator.base.text import plural
from generator.display import ChineseLookups
from generator.handout.document import Section, document, heading
from generator.handout.printed_book import Book, PrintedLesson, SheetOptions
from generator.handout.sheet_chinese import SheetChinese
from generator.handout.sheet_html import element, escape

BOXES = {"a4": 12, "letter": 13}
"""Boxes of a row, on each paper."""
TRACED = 3
"""Boxes of a row that hold the character in grey."""
MAX_WORDS = 3
"""Words of the lesson that are named with a character."""
GRID = (
    '<symbol id="tian" viewBox="0 0 256 256"><path class="cross" d="M128 0v256M0'
    ' 128h256"/></symbol>'
)
GRID_USED = '<use href="#tian" width="256" height="256"/>'
NO_CHARACTERS = Html('<p class="none">No new characters.</p>')


@dataclass(slots=True)
class Shape:
    """A character of a lesson."""

    text: str
    syllable: str
    """With its tone mark; empty where a word does not say it."""
    chinese: SheetChinese
    words: list[Word]


def character_sheet(book: Book, style: SheetOptions, lookups: ChineseLookups) -> bytes:
    """Write the practice sheets of all lessons as one document: every character in the first lesson
    that has it."""
    seen = set(book.known)
    lead = Html(f'<svg class="defined">{GRID}</svg>')
    sections = []
    for lesson in book.lessons:
        shapes = [shape for shape in _shapes(lesson, style, lookups) if shape.text not in seen]
        seen |= {shape.text for shape in shapes}
        chinese = SheetChinese(lesson.script, style, lookups)
        title = chinese.title(lesson.title or book.title)
        head = heading(title, "", chinese.lang, above=lesson.above)
        rows = join(_row(shape, lookups, BOXES[style.paper]) for shape in shapes)
        html = join([lead, head, rows or NO_CHARACTERS])
        sections.append(Section(html=html, running=lesson.above))
        lead = NOTHING
    return document(book.title, sections or [Section("")], style, "characters")


def _shapes(lesson: PrintedLesson, style: SheetOptions, lookups: ChineseLookups) -> list[Shape]:
    """Return the characters of the new words in their order, each with the words that have it."""
    found: dict[str, Shape] = {}
    for text in lesson.texts:
        chinese = SheetChinese(text.script, style, lookups)
        for word in text.words:
            form, _ = chinese.word(word)
            characters = HANZI.findall(form)
            syllables = word.token.pinyin or ()
            if len(syllables) != len(characters):
                syllables = ("",) * len(characters)
            for character, syllable in zip(characters, syllables, strict=True):
                shape = Shape(text=character, syllable=syllable, chinese=chinese, words=[])
                shape = found.setdefault(character, shape)
                if word not in shape.words:
                    shape.words.append(word)
    return list(found.values())


def _row(shape: Shape, lookups: ChineseLookups, count: int) -> Html:
    strokes = lookups.drawing(shape.text)
    name = f"c{ord(shape.text):x}"
    trace = Html(f'<use href="#{name}" class="trace"/>') if strokes else _glyph(shape, "trace")
    boxes = [_box(trace)] * TRACED + [_box(NOTHING)] * (count - TRACED)
    steps = [_step(name, at, len(strokes)) for at in range(1, len(strokes) + 1)]
    lines = join(
        [
            _info(shape, lookups, len(strokes)),
            element("p", "with", " · ".join(_words(shape))),
            Html(f'<p class="steps">{join(steps)}</p>'),
        ]
    )
    head = f'<div class="head">{_model(name, strokes, shape)}<div>{lines}</div></div>'
    defined = element("svg", "defined", join(_defined(name, strokes))) if strokes else ""
    return Html(
        f'<div class="character">{defined}{head}<div class="boxes">{join(boxes)}</div></div>'
    )


def _info(shape: Shape, lookups: ChineseLookups, strokes: int) -> Html:
    """Return reading, meaning and number of strokes of a character."""
    reading = number(shape.syllable) if shape.syllable else ""
    facts = lookups.character(shape.text, reading)
    syllable = f'<span class="py">{shape.chinese.syllable(shape.syllable)}</span>'
    meaning = f'<span class="gl">{escape(facts.meaning)}</span>'
    count = element("span", "count", plural(strokes, "stroke")) if strokes else ""
    return element("p", "info", f"{syllable} {meaning}{count}")


def _words(shape: Shape) -> Iterator[str]:
    for word in shape.words[:MAX_WORDS]:
        form, _ = shape.chinese.word(word)
        if form != shape.text:
            reading = f'<span class="py">{shape.chinese.reading(word.token)}</span>'
            yield f"{shape.chinese.zh(form, 'hz')} {reading} {escape(word.token.gloss)}"


def _defined(name: str, strokes: Sequence[Stroke]) -> Iterator[Html]:
    """Yield each stroke once, as a symbol to be used; and all of them."""
    for at, stroke in enumerate(strokes, 1):
        yield Html(f'<path id="{name}-{at}" d="{escape(stroke.outline)}"/>')
    yield Html(f'<g id="{name}">{_uses(name, 1, len(strokes))}</g>')


def _uses(name: str, first: int, last: int) -> Html:
    return join(Html(f'<use href="#{name}-{at}"/>') for at in range(first, last + 1))


def _model(name: str, strokes: Sequence[Stroke], shape: Shape) -> Html:
    drawn: str = _glyph(shape, "ink")
    if strokes:
        drawn = f'<use href="#{name}" class="ink"/>'
        for at, stroke in enumerate(strokes, 1):
            drawn += f'<text x="{stroke.x}" y="{stroke.y}" dy=".36em">{at}</text>'
    return Html(f'<svg class="model" viewBox="0 0 256 256">{GRID_USED}{drawn}</svg>')


def _glyph(shape: Shape, classes: str) -> Html:
    """Return a character that nobody has drawn, in the font of the page."""
    return Html(
        f'<text class="glyph {classes}" lang="{shape.chinese.lang}" x="128" y="128"'
        f' dy=".36em">{escape(shape.text)}</text>'
    )


def _step(name: str, at: int, of: int) -> Html:
    """Return the character after ``at`` strokes: the one that is new black, those before it grey,
    those to come very light."""
    after = element("g", "after", _uses(name, at + 1, of))
    before = element("g", "before", _uses(name, 1, at - 1))
    new = f'<use href="#{name}-{at}"/>'
    return Html(f'<svg class="step" viewBox="-6 -6 268 268">{after}{before}{new}</svg>')


def _box(content: Html) -> Html:
    return Html(f'<svg viewBox="0 0 256 256">{GRID_USED}{content}</svg>')

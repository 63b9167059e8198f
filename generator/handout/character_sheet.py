"""Practice sheets: each character as a model, stroke by stroke, in grey to trace, and room to write
it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.base.han import HANZI
from generator.base.pinyin import number
from generator.base.records import Stroke, Word
from generator.display import ChineseLookups
from generator.handout.document import Section, document, heading
from generator.handout.printed_book import Book, PrintedLesson, SheetOptions
from generator.handout.sheet_chinese import SheetChinese
from generator.handout.sheet_html import element, escape

BOXES = {"a4": 12, "letter": 13}
TRACED = 3
"""Boxes of a row, and how many of them hold the character in grey."""
WORDS = 3
"""Words of the lesson that are named with a character."""
GRID = (
    '<symbol id="tian" viewBox="0 0 256 256"><path class="cross" d="M128 0v256M0'
    ' 128h256"/></symbol>'
)


@dataclass(slots=True)
class Shape:
    """A character of a lesson."""

    text: str
    syllable: str
    """With its tone mark; empty where a word does not say it."""
    face: SheetChinese
    words: list[Word]


def character_sheet(book: Book, style: SheetOptions, lookups: ChineseLookups) -> bytes:
    """The practice sheets of all lessons as one document: every character in the first lesson that
    has it."""
    seen = set(book.known)
    sections = []
    for lesson in book.lessons:
        shapes = [shape for shape in _shapes(lesson, style, lookups) if shape.text not in seen]
        seen |= {shape.text for shape in shapes}
        above = f"Lesson {lesson.number}" if lesson.title else ""
        face = SheetChinese(
            lesson.texts[0].script if lesson.texts else "simplified", style, lookups
        )
        rows = (
            "".join(_row(shape, lookups, BOXES[style.paper]) for shape in shapes)
            or '<p class="none">No new characters.</p>'
        )
        sections.append(
            Section(
                heading(face.title(lesson.title or book.title), "", face.lang, above) + rows, above
            )
        )
    grid = f'<svg class="defined">{GRID}</svg>'
    first = Section(grid + sections[0].html, sections[0].running) if sections else Section("")
    return document(book.title, [first, *sections[1:]], style, "characters")


def _shapes(lesson: PrintedLesson, style: SheetOptions, lookups: ChineseLookups) -> list[Shape]:
    """The characters of the new words in their order, each with the words that have it."""
    found: dict[str, Shape] = {}
    for text in lesson.texts:
        face = SheetChinese(text.script, style, lookups)
        for word in text.words:
            shown = HANZI.findall(face.word(word)[0])
            syllables = word.token.pinyin or ()
            for at, character in enumerate(shown):
                said = syllables[at] if len(syllables) == len(shown) else ""
                shape = found.setdefault(character, Shape(character, said, face, []))
                if word not in shape.words:
                    shape.words.append(word)
    return list(found.values())


def _row(shape: Shape, lookups: ChineseLookups, count: int) -> str:
    strokes = lookups.drawing(shape.text)
    name = f"c{ord(shape.text):x}"
    defined = f'<svg class="defined">{"".join(_defined(name, strokes))}</svg>' if strokes else ""
    model = _model(name, strokes, shape)
    said = f"{len(strokes)} stroke{'s' if len(strokes) > 1 else ''}" if strokes else ""
    facts = lookups.character(shape.text, number(shape.syllable) if shape.syllable else "")
    info = (
        f'<span class="py">{shape.face.syllable(shape.syllable)}</span> <span'
        f' class="gl">{escape(facts.meaning)}</span>'
    )
    info = element("p", "info", info + element("span", "count", said)) + element(
        "p", "with", " · ".join(_words(shape))
    )
    steps = "".join(_step(name, at, len(strokes)) for at in range(1, len(strokes) + 1))
    trace = f'<use href="#{name}" class="trace"/>' if strokes else _glyph(shape, "trace")
    boxes = "".join(_box(trace if at < TRACED else "") for at in range(count))
    head = f'<div class="head">{model}<div>{info}<p class="steps">{steps}</p></div></div>'
    return f'<div class="character">{defined}{head}<div class="boxes">{boxes}</div></div>'


def _words(shape: Shape) -> Iterator[str]:
    for word in shape.words[:WORDS]:
        form = shape.face.word(word)[0]
        if form != shape.text:
            yield (
                f"{shape.face.zh(form, 'hz')} <span"
                f' class="py">{shape.face.reading(word.token)}</span> {escape(word.token.gloss)}'
            )


def _defined(name: str, strokes: Sequence[Stroke]) -> Iterator[str]:
    """Each stroke once, as a symbol to be used; and all of them."""
    for at, stroke in enumerate(strokes, 1):
        yield f'<path id="{name}-{at}" d="{escape(stroke.outline)}"/>'
    yield f'<g id="{name}">{"".join(_uses(name, 1, len(strokes)))}</g>'


def _uses(name: str, first: int, last: int) -> Iterator[str]:
    return (f'<use href="#{name}-{at}"/>' for at in range(first, last + 1))


def _model(name: str, strokes: Sequence[Stroke], shape: Shape) -> str:
    numbers = "".join(
        f'<text x="{s.x}" y="{s.y}" dy=".36em">{at}</text>' for at, s in enumerate(strokes, 1)
    )
    drawn = f'<use href="#{name}" class="ink"/>{numbers}' if strokes else _glyph(shape, "ink")
    return (
        '<svg class="model" viewBox="0 0 256 256"><use href="#tian" width="256"'
        f' height="256"/>{drawn}</svg>'
    )


def _glyph(shape: Shape, classes: str) -> str:
    """A character that nobody has drawn, in the font of the page."""
    return (
        f'<text class="glyph {classes}" lang="{shape.face.lang}" x="128" y="128"'
        f' dy=".36em">{escape(shape.text)}</text>'
    )


def _step(name: str, at: int, of: int) -> str:
    """The character after ``at`` strokes: the one that is new black, those before it grey, those to
    come very light."""
    before, after = "".join(_uses(name, 1, at - 1)), "".join(_uses(name, at + 1, of))
    groups = (f'<g class="after">{after}</g>' if after else "") + (
        f'<g class="before">{before}</g>' if before else ""
    )
    return f'<svg class="step" viewBox="-6 -6 268 268">{groups}<use href="#{name}-{at}"/></svg>'


def _box(content: str) -> str:
    return f'<svg viewBox="0 0 256 256"><use href="#tian" width="256" height="256"/>{content}</svg>'

"""The reader: a text with numbered sentences, its new words explained beside or under them, and the
translation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from generator.base.html import DOUBT_MARK, NOTHING, Html
from generator.base.records import Passage, Token
from generator.display import ChineseLookups
from generator.handout.document import Section, document, heading
from generator.handout.printed_book import (
    Book,
    Key,
    PrintedLesson,
    PrintedText,
    SheetOptions,
    word_key,
)
from generator.handout.sheet_chinese import SheetChinese
from generator.handout.sheet_html import element, escape, items

DENSE = 0.12
"""New words a character from which a column beside the text would be much longer than the text (2.7
lines of it fit to one of the text)."""


@dataclass(frozen=True, slots=True)
class ReaderOptions:
    """What a person may choose for a reader."""

    ruby: Literal["new", "all", "none"] = "new"
    """Readings over new words, over all words, or over none."""
    gloss: Literal["side", "below", "none"] | None = None
    """Where new words are explained: beside their sentence, or under it; None: below where they are
    many (``DENSE``)."""
    translation: Literal["end", "facing", "none"] = "end"
    lines: Literal["sentences", "paragraphs"] = "sentences"
    """What begins on a line of its own."""


def glossed_reader(
    book: Book,
    style: SheetOptions,
    lookups: ChineseLookups,
    choice: ReaderOptions = ReaderOptions(),
) -> bytes:
    """The reader of all lessons as one document."""
    texts = [(lesson, text) for lesson in book.lessons for text in lesson.texts if not text.listed]
    sections = [
        section
        for lesson, text in texts
        for section in _sections(lesson, text, style, lookups, choice)
    ]
    return document(book.title, sections, style, "reader")


def _sections(
    lesson: PrintedLesson,
    text: PrintedText,
    style: SheetOptions,
    lookups: ChineseLookups,
    choice: ReaderOptions,
) -> Iterator[Section]:
    face = SheetChinese(text.script, style, lookups)
    choice = replace(choice, gloss=choice.gloss or _place(text))
    above = f"Lesson {lesson.number}" if lesson.title else ""
    if text.title_zh not in lesson.title:
        above = " · ".join(filter(None, (above, lesson.title)))
    title = len(_title(text))
    rows = list(_Rows(face, text, choice).all(title))
    if title:
        head = heading("", "", "", above)
        rows.insert(title, element("p", "byline", escape(text.byline)))
    else:
        head = heading(face.title(text.title_zh), text.title_en, face.lang, above, text.byline)
    facing = " facing" if choice.translation == "facing" else ""
    yield Section(head + element("div", f"rows gloss-{choice.gloss}{facing}", "".join(rows)), above)
    if choice.translation == "end" and any(p.en for p in text.passages):
        yield Section(
            _translation(text, title),
            f"{above} · Translation" if above else "Translation",
            "translation",
        )


def _place(text: PrintedText) -> Literal["side", "below"]:
    explained = len(text.words) + len(text.names)
    return "below" if explained > DENSE * sum(len(p.zh) for p in text.passages) else "side"


def _title(text: PrintedText) -> Sequence[Passage]:
    """The first passages, as far as they are the title of the text, so that it is not printed
    twice."""
    rest, found = _bare(text.title_zh), []
    for passage in text.passages:
        if not (bare := _bare(passage.zh)) or not rest.startswith(bare):
            break
        found.append(passage)
        rest = rest[len(bare) :]
    return found if not rest else ()


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text))


class _Rows:
    """The rows of one text. A word is new where the text has it first."""

    def __init__(self, face: SheetChinese, text: PrintedText, choice: ReaderOptions) -> None:
        self._face, self._text, self._choice = face, text, choice
        wanted = {word_key(word.token) for word in text.words}
        self._first: dict[Key, tuple[int, int]] = {}
        for passage in text.passages:
            for token in passage.tokens:
                if (key := word_key(token)) in wanted or key in text.names:
                    self._first.setdefault(key, (passage.number, token.start))

    def all(self, title: int) -> Iterator[str]:
        """Every row; the first ``title`` passages are the title of the text."""
        at = 0
        for paragraph in self._text.paragraphs:
            whole = self._choice.lines == "paragraphs" and at >= title
            groups = [paragraph] if whole else [(passage,) for passage in paragraph]
            for number, group in enumerate(groups):
                classes = "row title" if at < title else "row first" if number == 0 else "row"
                yield self._row(group, classes)
                at += len(group)

    def _row(self, group: Sequence[Passage], classes: str) -> str:
        several = len(group) > 1
        zh = "".join(self._sentence(p, _number(p, several)) for p in group)
        out = (
            element("span", "no", str(group[0].number))
            if not several
            else '<span class="no"></span>'
        )
        out += element("p", "zh", zh, self._face.lang)
        if self._choice.translation == "facing":
            out += (
                f'<p class="en">{" ".join(_number(p, several) + escape(p.en) for p in group)}</p>'
            )
        if self._choice.gloss != "none":
            out += items(
                (self._gloss(token) for p in group for token in p.tokens if self._is_new(p, token)),
                "gloss",
            )
        return element("div", classes, out)

    def _sentence(self, passage: Passage, lead: Html) -> Html:
        ruby = self._choice.ruby

        def is_over(token: Token) -> bool:
            return ruby == "all" or (ruby == "new" and self._is_new(passage, token))

        def dress(token: Token, html: Html) -> Html:
            if not self._is_new(passage, token):
                return html
            return element("span", "name" if word_key(token) in self._text.names else "new", html)

        return self._face.sentence(passage.tokens, is_over, dress, lead)

    def _is_new(self, passage: Passage, token: Token) -> bool:
        return self._first.get(word_key(token)) == (passage.number, token.start)

    def _gloss(self, token: Token) -> str:
        said: str = self._face.zh(self._face.form(token), "hz")
        if self._choice.ruby == "none":
            said += f' <span class="py">{self._face.reading(token)}</span>'
        gloss = escape(token.gloss) + (DOUBT_MARK if token.doubts else "")
        return f'{said} <span class="en">{gloss or "(a name)"}</span>'


def _number(passage: Passage, several: bool) -> Html:
    return Html(f"<sup>{passage.number}</sup>") if several else NOTHING


def _translation(text: PrintedText, title: int) -> str:
    rows = []
    for paragraph in text.paragraphs:
        lines = [f"<sup>{p.number}</sup>{escape(p.en)}" for p in paragraph if p.en]
        rows.append(element("p", "", " ".join(lines)))
    return (
        heading("", text.title_en or text.title_zh, "") + "".join(rows)
        if not title
        else "<h2>Translation</h2>" + "".join(rows)
    )

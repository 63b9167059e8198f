"""The reader: a text with numbered sentences, its new words explained beside or under them, and the
translation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.base.choices import GlossPlace, Lines, Ruby, TranslationPlace
from generator.base.html import DOUBT_MARK, NOTHING, Html, join
from generator.base.records import Passage, Token
from generator.base.words import HeadwordKey, gloss_in_sentence, headword_key
from generator.display import ChineseLookups
from generator.handout.document import Section, document, heading
from generator.handout.exercise_lines import letters_of
from generator.handout.printed_book import (
    Book,
    PrintedLesson,
    PrintedText,
    SheetOptions,
)
from generator.handout.sheet_chinese import SheetChinese
from generator.handout.sheet_html import element, escape, items

MAX_GLOSSES_BESIDE = 0.12
"""New words a character above which a column beside the text would be much longer than the text
(2.7 lines of it fit to one of the text)."""


@dataclass(frozen=True, slots=True)
class ReaderOptions:
    """What a person may choose for a reader."""

    ruby: Ruby = "new"
    """Readings over new words, over all words, or over none."""
    gloss: GlossPlace | None = None
    """Where new words are explained: beside their sentence, or under it; None: below where they are
    many (``MAX_GLOSSES_BESIDE``)."""
    translation: TranslationPlace = "end"
    lines: Lines = "sentences"
    """What begins on a line of its own."""


def glossed_reader(
    book: Book,
    style: SheetOptions,
    lookups: ChineseLookups,
    options: ReaderOptions = ReaderOptions(),
) -> bytes:
    """Write the reader of all lessons as one document."""
    sections: list[Section] = []
    for lesson in book.lessons:
        for text in lesson.texts:
            if not text.listed:
                chinese = SheetChinese(text.script, style, lookups)
                sections += _sections(lesson, text, chinese, options)
    return document(book.title, sections, style, "reader")


def _sections(
    lesson: PrintedLesson, text: PrintedText, chinese: SheetChinese, options: ReaderOptions
) -> Iterator[Section]:
    gloss = options.gloss or _place_of_glosses(text)
    above = lesson.above
    if text.title_zh not in lesson.title:
        above = " · ".join(filter(None, (above, lesson.title)))
    title = len(_title(text))
    review = frozenset(headword_key(word.token) for word, _ in lesson.review)
    rows = list(_ReaderRows(chinese, text, replace(options, gloss=gloss), review).all(title))
    if title:
        head = heading("", "", "", above=above)
        rows.insert(title, element("p", "byline", escape(text.byline)))
    else:
        title_zh = chinese.title(text.title_zh)
        head = heading(title_zh, text.title_en, chinese.lang, above=above, below=text.byline)
    facing = " facing" if options.translation == "facing" else ""
    body = element("div", f"rows gloss-{gloss}{facing}", join(rows))
    yield Section(html=join([head, body]), running=above)
    if options.translation == "end" and any(passage.en for passage in text.passages):
        running = f"{above} · Translation" if above else "Translation"
        translation = _translation(text, has_title=bool(title))
        yield Section(html=translation, running=running, classes="translation")


def _place_of_glosses(text: PrintedText) -> GlossPlace:
    explained = len(text.words) + len(text.names)
    characters = sum(len(passage.zh) for passage in text.passages)
    return "below" if explained > MAX_GLOSSES_BESIDE * characters else "side"


def _title(text: PrintedText) -> Sequence[Passage]:
    """Return the first passages, as far as they are the title of the text, so that it is not
    printed twice."""
    rest = letters_of(text.title_zh)
    found = []
    for passage in text.passages:
        letters = letters_of(passage.zh)
        if not letters or not rest.startswith(letters):
            break
        found.append(passage)
        rest = rest.removeprefix(letters)
    return found if not rest else ()


def first_places(text: PrintedText) -> dict[HeadwordKey, tuple[int, int]]:
    """Return where each word that is explained stands first: number of the passage, offset in
    it."""
    explained = text.names.union([headword_key(word.token) for word in text.words])
    first: dict[HeadwordKey, tuple[int, int]] = {}
    for passage in text.passages:
        for token in passage.tokens:
            key = headword_key(token)
            if key in explained:
                first.setdefault(key, (passage.number, token.start))
    return first


class _ReaderRows:
    """The rows of one text. A word is new where the text has it first."""

    def __init__(
        self,
        chinese: SheetChinese,
        text: PrintedText,
        options: ReaderOptions,
        review: frozenset[HeadwordKey],
    ) -> None:
        """``review``: words of the lesson that an earlier one taught."""
        self._chinese, self._text, self._options = chinese, text, options
        self._first, self._review = first_places(text), review

    def all(self, title: int) -> Iterator[Html]:
        """Yield every row; the first ``title`` passages are the title of the text."""
        at = 0
        for paragraph in self._text.paragraphs:
            is_title = at < title
            if self._options.lines == "paragraphs" and not is_title:
                yield self._row(paragraph, "row first")
                at += len(paragraph)
                continue
            for number, passage in enumerate(paragraph):
                classes = "row" if number else "row first"
                yield self._row([passage], "row title" if at < title else classes)
                at += 1

    def _row(self, passages: Sequence[Passage], classes: str) -> Html:
        is_single = len(passages) == 1
        number = str(passages[0].number) if is_single else ""
        leads = [NOTHING if is_single else _raised_number(passage) for passage in passages]
        sentences = map(self._sentence, passages, leads)
        row = [
            Html(f'<span class="no">{number}</span>'),
            element("p", "zh", join(sentences), self._chinese.lang),
        ]
        if self._options.translation == "facing":
            english = [lead + escape(p.en) for lead, p in zip(leads, passages, strict=True)]
            row.append(Html(f'<p class="en">{" ".join(english)}</p>'))
        if self._options.gloss != "none":
            row.append(items(self._glosses(passages), "gloss"))
        return element("div", classes, join(row))

    def _sentence(self, passage: Passage, lead: Html) -> Html:
        ruby = self._options.ruby

        def is_over(token: Token) -> bool:
            return ruby == "all" or (ruby == "new" and self._is_new(passage, token))

        def dress(token: Token, html: Html) -> Html:
            if headword_key(token) in self._review:
                return element("span", "again", html)
            if not self._is_new(passage, token):
                return html
            is_name = headword_key(token) in self._text.names
            return element("span", "name" if is_name else "new", html)

        return self._chinese.sentence(passage.tokens, is_over, dress, lead)

    def _is_new(self, passage: Passage, token: Token) -> bool:
        return self._first.get(headword_key(token)) == (passage.number, token.start)

    def _glosses(self, passages: Sequence[Passage]) -> Iterator[str]:
        for passage in passages:
            for token in passage.tokens:
                if self._is_new(passage, token):
                    yield self._gloss(token)

    def _gloss(self, token: Token) -> str:
        word: str = self._chinese.zh(self._chinese.form(token), "hz")
        if self._options.ruby == "none":
            word += f' <span class="py">{self._chinese.reading(token)}</span>'
        gloss = escape(gloss_in_text(token))
        if token.doubts:
            gloss = join([gloss, DOUBT_MARK])
        return f'{word} <span class="en">{gloss}</span>'


def gloss_in_text(token: Token) -> str:
    """Return the gloss of a new word as a reader gives it. Empty where its meaning is not known."""
    return gloss_in_sentence(token) if token.gloss else "(a name)"


def _raised_number(passage: Passage) -> Html:
    return Html(f"<sup>{passage.number}</sup>")


def _translation(text: PrintedText, *, has_title: bool) -> Html:
    """Return the English, paragraph by paragraph; ``has_title``: its title is among them."""
    head = Html("<h2>Translation</h2>")
    if not has_title:
        head = heading("", text.title_en or text.title_zh, "")
    rows = [head]
    for paragraph in text.paragraphs:
        lines = [_raised_number(p) + escape(p.en) for p in paragraph if p.en]
        rows.append(element("p", "", " ".join(lines)))
    return join(rows)

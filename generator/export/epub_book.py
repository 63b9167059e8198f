"""The text as an EPUB 3: words are links to notes, which e-readers show as pop-ups.

Made with the standard library: a zip of XHTML (EPUB 3.3, W3C Recommendation of 2023). The notes are
``aside`` elements marked as footnotes in the file of their chapter, which is where Apple Books,
Kobo and KOReader look for what they pop up; elsewhere the link leads to the note at the chapter's
end. Each different note stands once a chapter.
"""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from generator.base.credits import OF_EXPORTS
from generator.base.errors import data_file
from generator.base.html import PAGE, Html, escape, join
from generator.base.records import Passage, Token
from generator.export.annotated_html import DOUBT, PINYIN, SPACE, AnnotatedHtml, is_heading
from generator.export.clean import line
from generator.export.edition import Edition
from generator.export.epub_package import CONTAINER, package_file, zipped

STYLE = Path(__file__).with_name("book.css")
MAX_PASSAGES = 150
"""Passages after which a chapter ends with its paragraph: e-readers are slow with long files."""
CHAPTER_HEADING = re.compile(
    r"^第[零〇一二三四五六七八九十百两\d]+[章回节節部卷]"
    r"|^(?:序言?|前言|引子|楔子|尾声|尾聲|后记|後記)$"
)
TAG = re.compile("<[^>]*>")
MIN_NOTE = 9
"""Characters that a note must have for Kobo to pop it up (kobolabs/epub-spec, Footnotes; at most
5,000)."""


@dataclass
class Chapter:
    """A file of the book."""

    title: str
    paragraphs: list[list[Passage]] = field(default_factory=list)

    def size(self) -> int:
        """Count the passages that it holds."""
        return sum(map(len, self.paragraphs))


@dataclass
class Notes:
    """What a chapter's words and sentences lead to."""

    ids: dict[str, str] = field(default_factory=dict)
    """Note -> its id, in order of use."""
    translations: list[str] = field(default_factory=list)

    def id_of(self, note: str) -> str:
        """Return the id of a note, a new one where the chapter does not have the note yet."""
        return self.ids.setdefault(note, f"n{len(self.ids) + 1}")

    def asides(self) -> list[str]:
        """Return all notes, then all translations."""
        return [*[_aside(name, note) for note, name in self.ids.items()], *self.translations]


def render(edition: Edition, ruby: str = "all") -> bytes:
    """Write the book. ``ruby``: readings over all words, over the new ones, or over none."""
    reader = AnnotatedHtml(edition)
    pages: dict[str, str] = {}
    titles: dict[str, str] = {}
    for number, chapter in enumerate(_chapters(edition), 1):
        name = f"c{number}.xhtml"
        titles[name] = chapter.title
        pages[name] = _chapter(reader, chapter, ruby)
    if edition.deck.words:
        titles["words.xhtml"] = "Words to learn"
        pages["words.xhtml"] = _word_list(reader)
    content = "".join([edition.title(), *pages.values()])
    identifier = uuid.UUID(bytes=sha256(content.encode()).digest()[:16], version=5)
    files: dict[str, bytes] = {
        "META-INF/container.xml": CONTAINER.encode(),
        "EPUB/package.opf": package_file(edition, list(pages), identifier).encode(),
        "EPUB/nav.xhtml": _contents(reader, titles).encode(),
        "EPUB/book.css": _style(),
    }
    for name, page in pages.items():
        files[f"EPUB/{name}"] = page.encode()
    return zipped(files)


def _style() -> bytes:
    with data_file(STYLE):
        return STYLE.read_bytes()


def _chapters(edition: Edition) -> Iterator[Chapter]:
    """Yield the text cut before chapter headings, and at a paragraph where a chapter is long."""
    current = Chapter(title=edition.deck.meta.title_zh or edition.title())
    for paragraph in edition.by_paragraph():
        first = paragraph[0]
        is_new = is_heading(paragraph) and CHAPTER_HEADING.search(first.zh)
        title = line(edition.text(first)) if is_new else f"{first.number} …"
        if current.paragraphs and (is_new or current.size() >= MAX_PASSAGES):
            yield current
            current = Chapter(title=title)
        elif is_new:
            current.title = title
        current.paragraphs.append(paragraph)
    if current.paragraphs:
        yield current


def _chapter(reader: AnnotatedHtml, chapter: Chapter, ruby: str) -> str:
    notes = Notes()
    body = []
    if not is_heading(chapter.paragraphs[0]):
        body.append(f"<h1>{escape(chapter.title)}</h1>")
    for paragraph in chapter.paragraphs:
        inside = " ".join(_sentence(reader, passage, notes, ruby) for passage in paragraph)
        body.append(f"<h2>{inside}</h2>" if is_heading(paragraph) else f'<p class="t">{inside}</p>')
    asides = notes.asides()
    if asides:
        body += ['<section class="notes" epub:type="footnotes">', *asides, "</section>"]
    return _xhtml(reader, chapter.title, "bodymatter chapter", body)


def _sentence(reader: AnnotatedHtml, passage: Passage, notes: Notes, ruby: str) -> str:
    def wrap(token: Token, shown: Html) -> Html:
        is_new = reader.word(token) is not None
        if ruby == "none" or (ruby == "new" and not is_new):
            shown = escape(reader.edition.form(token))
        note: str = reader.note(token, passage)
        if len(TAG.sub("", note)) < MIN_NOTE:
            note += f' <small lang="en">({token.kind})</small>'
        return _reference(notes.id_of(note), shown, "w new" if is_new else "w")

    text: str = reader.sentence(passage, wrap)
    if passage.en:
        name = f"s{passage.number}"
        notes.translations.append(_aside(name, _translation(reader, passage)))
        text += _reference(name, str(passage.number), "s")
    return text


def _translation(reader: AnnotatedHtml, passage: Passage) -> str:
    english = escape(passage.en).replace("\n", "<br/>")
    doubt = DOUBT if reader.edition.is_unsure(passage) else ""
    return f'{passage.number} <span lang="en">{english}{doubt}</span>'


def _reference(name: str, shown: str, kind: str) -> Html:
    return Html(
        f'<a class="{kind}" epub:type="noteref" role="doc-noteref" href="#{name}">{shown}</a>'
    )


def _aside(name: str, inside: str) -> str:
    return f'<aside epub:type="footnote" role="doc-footnote" id="{name}">{inside}</aside>'


def _word_list(reader: AnnotatedHtml) -> str:
    rows = ['<h1 lang="en">Words to learn</h1>']
    for word in reader.edition.deck.words:
        parts = (
            PAGE.element("b", escape(reader.edition.headword(word)), lang=reader.edition.lang),
            PAGE.element("i", reader.toned(word.token), lang=PINYIN),
            PAGE.element("span", escape(word.token.gloss), lang="en"),
        )
        rows.append(PAGE.element("p", join(parts, SPACE)))
    rows.append(f'<p class="credits" lang="en">{escape(OF_EXPORTS)}</p>')
    return _xhtml(reader, "Words to learn", "glossary", rows)


def _xhtml(reader: AnnotatedHtml, title: str, kind: str, body: list[str]) -> str:
    lang = reader.edition.lang
    kind_of_page = f' epub:type="{kind}"' if kind else ""
    tones = "" if reader.tones == "none" else f' class="{escape(reader.tones)}"'
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        "<!DOCTYPE html>",
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"',
        f'      lang="{lang}" xml:lang="{lang}">',
        (
            f'<head><title>{escape(title)}</title><link rel="stylesheet" type="text/css"'
            ' href="book.css"/></head>'
        ),
        f"<body{kind_of_page}{tones}>",
        *body,
        "</body></html>",
    ]
    return "\n".join(lines) + "\n"


def _contents(reader: AnnotatedHtml, titles: dict[str, str]) -> str:
    """Return the page of contents (``nav``)."""
    items = [f'<li><a href="{name}">{escape(title)}</a></li>' for name, title in titles.items()]
    body = [
        '<nav epub:type="toc" role="doc-toc" id="toc"><h1>目录</h1>',
        f"<ol>{''.join(items)}</ol></nav>",
    ]
    return _xhtml(reader, reader.edition.title(), "", body)

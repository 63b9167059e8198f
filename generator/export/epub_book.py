"""The text as an EPUB 3: words are links to notes, which e-readers show as pop-ups.

Made with the standard library: a zip of XHTML (EPUB 3.3, W3C Recommendation of 2023). The notes are
``aside`` elements marked as footnotes in the file of their chapter, which is where Apple Books,
Kobo and KOReader look for what they pop up; elsewhere the link leads to the note at the chapter's
end. Each different note stands once a chapter.
"""

import io
import re
import uuid
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from generator.base.credits import OF_EXPORTS
from generator.base.errors import data_file
from generator.base.html import Html, escape
from generator.base.records import Passage, Token
from generator.export.annotated_html import DOUBT, PINYIN, AnnotatedHtml, is_heading
from generator.export.clean import line
from generator.export.edition import Edition

STYLE = Path(__file__).with_name("book.css")
LONGEST = 150
"""Passages after which a chapter ends with its paragraph: e-readers are slow with long files."""
CHAPTER = re.compile(
    r"^第[零〇一二三四五六七八九十百两\d]+[章回节節部卷]|^(?:序言?|前言|引子|楔子|尾声|尾聲|后记|後記)$"
)
TAG = re.compile("<[^>]*>")
SHORTEST_NOTE = 9
"""Characters that a note must have for Kobo to pop it up (kobolabs/epub-spec, Footnotes; at most
5,000)."""
ISO_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
MODIFIED = "2000-01-01T00:00:00Z"
"""The format wants a time of change; a fixed one, so that the same text makes the same bytes. The
identifier changes with the content."""
ZIP_TIME = (2000, 1, 1, 0, 0, 0)
CONTAINER = (
    '<?xml version="1.0" encoding="utf-8"?>\n<container version="1.0"'
    ' xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile'
    ' full-path="EPUB/package.opf"'
    ' media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)


@dataclass
class Chapter:
    """A file of the book."""

    title: str
    paragraphs: list[list[Passage]] = field(default_factory=list)

    def size(self) -> int:
        """How many passages it holds."""
        return sum(map(len, self.paragraphs))


def render(edition: Edition, ruby: str = "all") -> bytes:
    """The book. ``ruby``: readings over all words, over the new ones, or over none."""
    reader = AnnotatedHtml(edition)
    chapters = list(_chapters(edition))
    pages = {
        f"c{number}.xhtml": _chapter(reader, chapter, ruby)
        for number, chapter in enumerate(chapters, 1)
    }
    if edition.deck.words:
        pages["words.xhtml"] = _word_list(reader)
    titles = [chapter.title for chapter in chapters] + (
        ["Words to learn"] if edition.deck.words else []
    )
    contents = dict(zip(pages, titles, strict=True))
    digest = sha256("".join((edition.title(), *pages.values())).encode()).digest()
    with data_file(STYLE):
        style = STYLE.read_bytes()
    files: dict[str, bytes] = {
        "META-INF/container.xml": CONTAINER.encode(),
        "EPUB/package.opf": (
            _package(edition, list(pages), uuid.UUID(bytes=digest[:16], version=5)).encode()
        ),
        "EPUB/nav.xhtml": _nav(edition, contents).encode(),
        "EPUB/book.css": style,
        **{f"EPUB/{name}": page.encode() for name, page in pages.items()},
    }
    return _zip(files)


def _chapters(edition: Edition) -> Iterator[Chapter]:
    """The text cut before chapter headings, and at a paragraph where a chapter is long."""
    current = Chapter(edition.deck.meta.title_zh or edition.title())
    for paragraph in edition.by_paragraph():
        heading = is_heading(paragraph) and CHAPTER.search(paragraph[0].zh)
        if current.paragraphs and (heading or current.size() >= LONGEST):
            yield current
            current = Chapter(
                line(edition.text(paragraph[0])) if heading else f"{paragraph[0].number} …"
            )
        elif heading:
            current.title = line(edition.text(paragraph[0]))
        current.paragraphs.append(paragraph)
    if current.paragraphs:
        yield current


def _chapter(reader: AnnotatedHtml, chapter: Chapter, ruby: str) -> str:
    notes: dict[str, str] = {}
    """Note -> its id."""
    english: list[str] = []
    body = []
    for paragraph in chapter.paragraphs:
        inside = " ".join(_sentence(reader, passage, notes, english, ruby) for passage in paragraph)
        body.append(f"<h2>{inside}</h2>" if is_heading(paragraph) else f'<p class="t">{inside}</p>')
    asides = [_aside(name, note) for note, name in notes.items()] + english
    if not any(is_heading(p) for p in chapter.paragraphs[:1]):
        body.insert(0, f"<h1>{escape(chapter.title)}</h1>")
    if asides:
        body += ['<section class="notes" epub:type="footnotes">', *asides, "</section>"]
    return _xhtml(reader.edition, chapter.title, "bodymatter chapter", body)


def _sentence(
    reader: AnnotatedHtml, passage: Passage, notes: dict[str, str], english: list[str], ruby: str
) -> str:
    def wrap(token: Token, shown: Html) -> Html:
        new = reader.word(token) is not None
        if ruby == "none" or (ruby == "new" and not new):
            shown = escape(reader.edition.form(token))
        note = reader.note(token, passage)
        if len(TAG.sub("", note)) < SHORTEST_NOTE:
            note += f' <small lang="en">({token.kind})</small>'
        name = notes.setdefault(note, f"n{len(notes) + 1}")
        return _reference(name, shown, "w new" if new else "w")

    text: str = reader.sentence(passage, wrap)
    if passage.en:
        name = f"s{passage.number}"
        doubt = DOUBT if reader.edition.is_unsure(passage) else ""
        english.append(
            _aside(
                name,
                f'{passage.number} <span lang="en">{escape(passage.en)}{doubt}</span>'.replace(
                    "\n", "<br/>"
                ),
            )
        )
        text += _reference(name, str(passage.number), "s")
    return text


def _reference(name: str, shown: str, kind: str) -> Html:
    return Html(
        f'<a class="{kind}" epub:type="noteref" role="doc-noteref" href="#{name}">{shown}</a>'
    )


def _aside(name: str, inside: str) -> str:
    return f'<aside epub:type="footnote" role="doc-footnote" id="{name}">{inside}</aside>'


def _word_list(reader: AnnotatedHtml) -> str:
    edition = reader.edition
    rows = [
        f'<p><b lang="{edition.lang}">{escape(edition.headword(word))}</b> <i'
        f' lang="{PINYIN}">{reader.toned(word.token)}</i> <span'
        f' lang="en">{escape(word.token.gloss)}</span></p>'
        for word in edition.deck.words
    ]
    credits = f'<p class="credits" lang="en">{escape(OF_EXPORTS)}</p>'
    return _xhtml(
        edition, "Words to learn", "glossary", ['<h1 lang="en">Words to learn</h1>', *rows, credits]
    )


def _xhtml(edition: Edition, title: str, kind: str, body: list[str]) -> str:
    tones = edition.looks.get("tones", "none")
    look = "" if tones == "none" else f' class="{escape(tones)}"'
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        "<!DOCTYPE html>",
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"',
        f'      lang="{edition.lang}" xml:lang="{edition.lang}">',
        (
            f'<head><title>{escape(title)}</title><link rel="stylesheet" type="text/css"'
            ' href="book.css"/></head>'
        ),
        f'<body epub:type="{kind}"{look}>' if kind else f"<body{look}>",
        *body,
        "</body></html>",
    ]
    return "\n".join(lines) + "\n"


def _nav(edition: Edition, contents: dict[str, str]) -> str:
    items = "".join(
        f'<li><a href="{name}">{escape(title)}</a></li>' for name, title in contents.items()
    )
    return _xhtml(
        edition,
        edition.title(),
        "",
        ['<nav epub:type="toc" role="doc-toc" id="toc"><h1>目录</h1>', f"<ol>{items}</ol></nav>"],
    )


def _package(edition: Edition, pages: list[str], identifier: uuid.UUID) -> str:
    meta = edition.deck.meta
    about = [
        f'<dc:identifier id="id">urn:uuid:{identifier}</dc:identifier>',
        (
            '<dc:title id="title"'
            f' xml:lang="{edition.lang}">{escape(meta.title_zh or edition.title())}</dc:title>'
        ),
        f"<dc:language>{edition.lang}</dc:language>",
        *(
            [f'<dc:description xml:lang="en">{escape(meta.title_en)}</dc:description>']
            if meta.title_en
            else []
        ),
        *(
            f"<dc:creator>{escape(author)}</dc:creator>"
            for author in (meta.author_zh, meta.author_en)
            if author
        ),
        *([f"<dc:date>{meta.date}</dc:date>"] if ISO_DATE.fullmatch(meta.date) else []),
        f"<dc:rights>{escape(OF_EXPORTS)}</dc:rights>",
        f'<meta property="dcterms:modified">{MODIFIED}</meta>',
    ]
    items = "".join(
        f'<item id="{name.removesuffix(".xhtml")}" href="{name}"'
        ' media-type="application/xhtml+xml"/>'
        for name in pages
    )
    spine = "".join(f'<itemref idref="{name.removesuffix(".xhtml")}"/>' for name in pages)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<package xmlns="http://www.idpf.org/2007/opf"'
        f' version="3.0" unique-identifier="id" xml:lang="{edition.lang}">\n<metadata'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/">{"".join(about)}</metadata>\n<manifest><item'
        ' id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/><item'
        ' id="css" href="book.css"'
        f' media-type="text/css"/>{items}</manifest>\n<spine>{spine}</spine>\n</package>\n'
    )


def _zip(files: dict[str, bytes]) -> bytes:
    """An archive with the media type first and stored, as the container format asks."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in {"mimetype": b"application/epub+zip", **files}.items():
            info = zipfile.ZipInfo(name, ZIP_TIME)
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            info.create_system = 3
            archive.writestr(info, content)
    return made.getvalue()

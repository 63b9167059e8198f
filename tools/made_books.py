"""EPUBs made of sentences, as plain as can be."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from html import escape

Chapters = Sequence[Sequence[str]]
"""The sentences of each chapter."""

SENTENCES = 4
"""Sentences of a paragraph."""
CONTAINER = '<container><rootfiles><rootfile full-path="p.opf"/></rootfiles></container>'


def book(chapters: Chapters, heading: str) -> bytes:
    """Make a book with a page for each chapter, and nothing else.

    ``heading`` has a place for the number of the chapter; none is written if it is empty.
    """
    content = io.BytesIO()
    names = [f"c{number}.xhtml" for number in range(len(chapters))]
    items = [
        f'<item id="{name}" href="{name}" media-type="application/xhtml+xml"/>' for name in names
    ]
    spine = [f'<itemref idref="{name}"/>' for name in names]
    manifest = f"<manifest>{''.join(items)}</manifest><spine>{''.join(spine)}</spine>"
    with zipfile.ZipFile(content, "w") as file:
        file.writestr("META-INF/container.xml", CONTAINER)
        file.writestr("p.opf", f"<package>{manifest}</package>")
        for number, (name, chapter) in enumerate(zip(names, chapters, strict=True), 1):
            title = f"<h1>{heading.format(number)}</h1>" if heading else ""
            body = title + "".join(_paragraphs(chapter))
            file.writestr(name, f"<html><body>{body}</body></html>")
    return content.getvalue()


def _paragraphs(chapter: Sequence[str]) -> Iterator[str]:
    for at in range(0, len(chapter), SENTENCES):
        yield f"<p>{escape(' '.join(chapter[at : at + SENTENCES]))}</p>"

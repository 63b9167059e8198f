"""Markdown: marks are taken off, the text stays. markdown-it-py reads it (CommonMark with tables,
kept up, small).

Headings that are underlined and indented code are not read as such: a line ``---`` under a
paragraph separates the languages, and an indented line is a paragraph.
"""

from generator.texts.draft import Draft
from generator.texts.encodings import decode
from generator.texts.html_text import html_text
from generator.texts.libraries import needed

MAX_NESTING = 20
"""Quotations and lists inside each other that are read as such. Brackets that are never closed take
time that grows with it."""


def read_markdown(data: bytes, where: str) -> Draft:
    """Read Markdown as plain text."""
    with needed("markdown-it-py", where):
        from markdown_it import MarkdownIt
    parser = MarkdownIt("commonmark", {"breaks": True, "maxNesting": MAX_NESTING})
    parser.enable("table")
    parser.disable(["lheading", "code"])
    text, _ = html_text(parser.render(decode(data, where)))
    return Draft(text)

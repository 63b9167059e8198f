"""HTML as tags and text, cut where browsers cut it (HTML standard, section 13.2.5, Tokenization).

No tree is built, since a text needs to know only where its paragraphs begin. Every pattern is
possessive or reads on to the end at most once, so that the time grows with the length of a page
and not faster, whatever does not end in it. One thing is as in XHTML, which the chapters of books
are: an element that ends at once, such as ``<script/>``, holds nothing. Libraries that were tried
in its place: docs/experiments.md, Reading files.
"""

import re
from collections.abc import Iterator
from typing import Literal

BLANK = r" \t\n\f\r"
VALUE = rf"""(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^{BLANK}"'>][^{BLANK}>]*+)"""
"""Of an attribute; one in quotation marks may hold ``>``."""
ATTRIBUTE = rf"[^{BLANK}/>][^{BLANK}/>=]*+(?:[{BLANK}]*+=[{BLANK}]*+{VALUE}?+)?+"
TAG = re.compile(rf"<(/?)([A-Za-z][^{BLANK}/>]*+)((?:[{BLANK}/]++|{ATTRIBUTE})*+)>")
TEXT = re.compile(r"[^<]++|<(?![A-Za-z/!?])|</\Z")
COMMENT = re.compile(r"<!--(?:-?>|.*?(?:--!?>|\Z))", re.DOTALL)
DECLARATION = re.compile(r"<(?:[!?]|/(?![A-Za-z]))[^>]*+>?+")
"""Also a closing tag without a name, which browsers leave out."""
RAW_END = {
    name: re.compile(rf"</{name}(?=[{BLANK}/>])", re.IGNORECASE)
    for name in ("script", "style", "textarea")
}
"""Elements in which ``<`` begins no tag, and how each ends."""

Kind = Literal["start", "end", "text"]
Token = tuple[Kind, str, str]
"""Kind; the name of the tag in small letters, or the text as it is written; the attributes."""


def tokens(html: str) -> Iterator[Token]:
    """Yield the tags and the text of a page in order, without comments and without scripts.

    What does not end (a comment, a tag, a script) reaches to the end of the page, as in browsers.
    """
    position = 0
    while position < len(html):
        if text := TEXT.match(html, position):
            yield "text", text[0], ""
            position = text.end()
            continue
        tag = TAG.match(html, position)
        if tag is None:
            position = _after_ignored(html, position)
            continue
        slash, written_name, attributes = tag.groups()
        name = written_name.lower()
        position = tag.end()
        if slash:
            yield "end", name, ""
            continue
        yield "start", name, attributes
        if attributes.endswith("/"):
            yield "end", name, ""
        elif name in RAW_END:
            position = _raw_end(name, html, position)


def _after_ignored(html: str, position: int) -> int:
    """Return where a comment or a declaration ends; the end of the page for a tag without end."""
    ignored = COMMENT.match(html, position) or DECLARATION.match(html, position)
    return ignored.end() if ignored else len(html)


def _raw_end(name: str, html: str, position: int) -> int:
    end = RAW_END[name].search(html, position)
    return end.start() if end else len(html)

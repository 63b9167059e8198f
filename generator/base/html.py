"""Text into HTML and XML for pages, sheets, books and cards: what no document may hold goes, and
nothing of a text can act.

``Html`` is the type of what may be put into a document as it is. Functions that join HTML take
``Html`` and give ``Html``, so that mypy finds text that nobody escaped. Cards have an escape of
their own, because Anki reads more than HTML into a field (``anki/field_html.py``).
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from html import escape as entities
from typing import NewType

Html = NewType("Html", str)
"""Text that is HTML already: markup, or text that was escaped."""
NOTHING = Html("")
OUR_MARK = Html('<meta name="generator" content="Cika">')
"""In the head of every page that Cika writes: by it a folder of texts knows its own pages."""

BROKEN = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]"
    "|[\U0001fffe\U0001ffff]"
)
"""Characters that XML 1.0 does not allow (section 2.2), surrogates too, and those of the first
plane that HTML calls noncharacters."""
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff]")
"""Characters that would turn the direction of all that follows, and byte order marks."""


def clean(text: str) -> str:
    """Return text in NFC, without what cannot be shown.

    >>> clean("a\\x00\\u202eb")
    'ab'
    """
    return TURNING.sub("", BROKEN.sub("", unicodedata.normalize("NFC", text)))


def escape(text: str) -> Html:
    """Return text as it stands in HTML and XML, also in attributes.

    >>> escape("<b>&\\x00")
    '&lt;b&gt;&amp;'
    """
    return Html(entities(clean(text)))


def join(parts: Iterable[Html], between: Html = NOTHING) -> Html:
    """Join pieces of HTML, with ``between`` between them."""
    return Html(between.join(parts))


@dataclass(frozen=True, slots=True, eq=False)
class Markup:
    """A way to write HTML: how text is escaped, and which quotes attributes stand in."""

    escape: Callable[[str], Html] = escape
    quote: str = '"'

    def element(self, tag: str, content: Html = NOTHING, **attributes: str) -> Html:
        """Return an element. Attributes are text, and escaped here; an empty one is left out.

        Their names are those of HTML with ``_`` for ``-``; a ``_`` at the end is dropped.

        >>> Markup().element("span", escape("<"), class_="hz", data_text="a & b", lang="")
        '<span class="hz" data-text="a &amp; b">&lt;</span>'
        """
        opening = _opening(self, tag, tuple(attributes.items()))
        return Html(f"<{opening}>{content}</{tag}>")


@lru_cache(maxsize=2_000)
def _opening(markup: Markup, tag: str, attributes: tuple[tuple[str, str], ...]) -> str:
    """Return what stands in the opening tag; a document has few that differ."""
    opening = tag
    for name, value in attributes:
        if value:
            written = name.rstrip("_").replace("_", "-")
            opening += f" {written}={markup.quote}{markup.escape(value)}{markup.quote}"
    return opening


PAGE = Markup()
"""HTML of pages and books, which is XML, too."""

DOUBT_MARK = Html(' <small class="doubt">?</small>')
"""Behind a gloss that a machine guessed, on sheets and pages."""

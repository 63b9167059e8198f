"""Text into HTML and CSS. Nothing of a text reaches a page but through ``escape`` or
``css_string``."""

import re
from collections.abc import Iterable

from generator.base import html
from generator.base.html import NOTHING, Html, clean


def escape(text: str) -> Html:
    """Return text as HTML that shows it as it is; a line break stays one."""
    return Html(html.escape(text).replace("\t", " ").replace("\n", "<br/>"))


def css_string(text: str) -> str:
    """Text as a string of a style sheet; it can neither end the string nor the sheet.

    >>> css_string('a"</style>')
    '"a\\\\22 \\\\3c /style\\\\3e "'
    """
    written = " ".join(clean(text).split())
    return '"' + re.sub(r"[\"'\\<>&{}]", lambda found: f"\\{ord(found[0]):x} ", written) + '"'


def element(tag: str, classes: str, content: str, lang: str = "") -> Html:
    """Return an element around HTML; nothing around nothing."""
    if not content:
        return NOTHING
    names = f' class="{classes}"' if classes else ""
    language = f' lang="{lang}"' if lang else ""
    return Html(f"<{tag}{names}{language}>{content}</{tag}>")


def cells(*columns: str) -> str:
    """A row of a table whose cells are HTML already."""
    return f"<tr>{''.join(columns)}</tr>"


def items(found: Iterable[str], classes: str = "") -> str:
    """A list of items that are HTML already; nothing for none."""
    return element("ul", classes, "".join(f"<li>{item}</li>" for item in found))


def numbered(found: Iterable[str], classes: str = "") -> str:
    """The same with numbers; each item in a box of its own, so that its first line stands on the
    line of its number."""
    return element(
        "ol",
        f"numbered {classes}".strip(),
        "".join(f"<li><div>{item}</div></li>" for item in found),
    )

"""Text into HTML and CSS. Nothing of a text reaches a page but through ``escape`` or
``css_string``."""

import re
from collections.abc import Iterable

from generator.base import html
from generator.base.html import NOTHING, Html, clean

CSS_SPECIAL = re.compile(r"[\"'\\<>&{}]")


def escape(text: str) -> Html:
    """Return text as HTML that shows it as it is; a line break stays one."""
    return Html(html.escape(text).replace("\t", " ").replace("\n", "<br/>"))


def css_string(text: str) -> str:
    """Return text as a string of a style sheet; it can neither end the string nor the sheet.

    >>> css_string('a"</style>')
    '"a\\\\22 \\\\3c /style\\\\3e "'
    """
    written = " ".join(clean(text).split())
    quoted = CSS_SPECIAL.sub(_css_escape, written)
    return f'"{quoted}"'


def _css_escape(found: re.Match[str]) -> str:
    return f"\\{ord(found[0]):x} "


def element(tag: str, classes: str, content: str, lang: str = "") -> Html:
    """Return an element around HTML; nothing around nothing."""
    if not content:
        return NOTHING
    names = f' class="{classes}"' if classes else ""
    language = f' lang="{lang}"' if lang else ""
    return Html(f"<{tag}{names}{language}>{content}</{tag}>")


def cells(*columns: str) -> Html:
    """Return a row of a table whose cells are HTML already."""
    return element("tr", "", "".join(columns))


def items(found: Iterable[str], classes: str = "") -> Html:
    """Return a list of items that are HTML already; nothing for none."""
    listed = [f"<li>{item}</li>" for item in found]
    return element("ul", classes, "".join(listed))


def numbered(found: Iterable[str], classes: str = "") -> Html:
    """Return a numbered list; each item in a box of its own, so that its first line stands on the
    line of its number."""
    names = f"numbered {classes}".strip()
    listed = [f"<li><div>{item}</div></li>" for item in found]
    return element("ol", names, "".join(listed))

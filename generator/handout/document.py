"""The page: one document of HTML that holds its own style, for one paper."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.base.html import OUR_MARK, Html, join
from generator.handout.printed_book import SheetOptions
from generator.handout.sheet_html import css_string, element, escape

TEMPLATES = Path(__file__).parent / "templates"
PAPERS = {"a4": "A4", "letter": "letter"}
MAX_RUNNING_TITLE = 40
"""Characters of a running title: one line."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a handout that begins on a page of its own and has its own running title."""

    html: str
    running: str = ""
    """What stands at the top right of its pages."""
    classes: str = ""


def document(
    title: str,
    sections: Iterable[Section],
    style: SheetOptions,
    kind: str,
    *,
    numbered: bool = True,
) -> bytes:
    """Write the whole handout, UTF-8, the same bytes for the same input.

    ``kind`` is a class of the body. Page numbers and running titles stand in the margins of the
    page, which Chromium and Edge print since release 131 (2024); other browsers leave them out.
    """
    sheet = (TEMPLATES / "handout.css").read_text(encoding="utf-8")
    rules = [_rule("", title, "", style, numbered)]
    body = []
    for number, section in enumerate(sections, 1):
        rules.append(_rule(f"p{number}", title, section.running, style, numbered))
        body.append(
            f'<section class="{section.classes}" style="page:p{number}">{section.html}</section>'
        )
    head = (
        f'<!doctype html>\n<html lang="en" class="{style.size} {style.paper}"><head><meta'
        ' charset="utf-8">'
    )
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    head += (
        f'<meta http-equiv="Content-Security-Policy" content="{policy}"><meta name="viewport"'
        f' content="width=device-width">{OUR_MARK}'
    )
    head += f"<title>{escape(title)}</title><style>\n{sheet}{''.join(rules)}</style></head>"
    lines = [head, f'<body class="{kind}">', *body, "</body></html>\n"]
    return "\n".join(lines).encode("utf-8", "replace")


def heading(zh: str, en: str, lang: str, *, above: str = "", below: str = "") -> Html:
    """Return the title of a section: a line above it, the Chinese, the English, a line below."""
    lines = (
        element("p", "above", escape(above)),
        element("h1", "", escape(zh), lang),
        element("p", "subtitle", escape(en)),
        element("p", "below", escape(below)),
    )
    return element("header", "", join(lines))


def _short(title: str) -> str:
    return title if len(title) <= MAX_RUNNING_TITLE else title[: MAX_RUNNING_TITLE - 1] + "…"


def _rule(name: str, title: str, running: str, style: SheetOptions, numbered: bool) -> str:
    left = css_string(_short(title))
    right = css_string(running)
    margins = f"@top-left{{content:{left}}}@top-right{{content:{right}}}"
    if numbered:
        margins += "@bottom-center{content:counter(page)}"
    return f"@page {name}{{size:{PAPERS[style.paper]};{margins}}}\n"

"""A page to practise with on a phone: one file, without Anki, and nothing of it is fetched or sent.

Python writes the data of the lessons and the policy, ``templates/practice-*.js`` make the
exercises. The data stand in the page as JSON in which no ``<`` is left, and the script puts them
into the page as text alone.
"""

import base64
import json
from hashlib import sha256

from generator.base.credits import OF_EXPORTS
from generator.base.errors import data_file
from generator.base.han import HANZI
from generator.base.html import OUR_MARK, escape
from generator.display import ChineseLookups
from generator.handout.document import TEMPLATES
from generator.handout.practice_data import practice_data
from generator.handout.printed_book import Book, SheetOptions

STYLE = "practice.css"
SCRIPTS = ("practice-basics.js", "practice-exercises.js", "practice-lessons.js")
"""Files that make one script, in this order."""
PAGE_SUFFIX = ".practice.html"
"""What follows the name of the book."""
NO_SCRIPT = (
    "This page needs JavaScript. If you see this inside a chat or a preview of files, save the file"
    " and open it with a browser such as Chrome, Firefox or Safari."
)


def practice_page(book: Book, style: SheetOptions, lookups: ChineseLookups) -> bytes:
    """Write the page, UTF-8, the same bytes for the same input."""
    script, css = "\n".join(map(_template, SCRIPTS)), _template(STYLE)
    policy = (
        f"default-src 'none'; script-src {_source(script)}; style-src {_source(css)};"
        " img-src data:; base-uri 'none'; form-action 'none'"
    )
    data = _json(practice_data(book, style, lookups))
    title = escape(book.title)
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{OUR_MARK}',
        # Browsers ask a server for an icon where a page names none
        '<link rel="icon" href="data:,">',
        f"<title>{title}</title>",
        f"<style>{css}</style></head>",
        f'<body><header><h1 lang="{_lang(book)}">{title}</h1></header>',
        f'<main id="main"><noscript><p class="note">{NO_SCRIPT}</p></noscript></main>',
        '<p id="said" role="status"></p>',
        f"<footer>{escape(OF_EXPORTS)}</footer>",
        f'<script type="application/json" id="data">{data}</script>',
        f"<script>{script}</script>",
        "</body></html>",
    ]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _json(data: object) -> str:
    """Return JSON that may stand in an element of HTML: nothing in it can end that."""
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return written.replace("<", "\\u003c")


def _lang(book: Book) -> str:
    return "zh" if HANZI.search(book.title) else "en"


def _template(name: str) -> str:
    path = TEMPLATES / name
    with data_file(path):
        return path.read_text(encoding="utf-8")


def _source(text: str) -> str:
    """Return how a policy names a script or a style that stands in the page."""
    return f"'sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}'"

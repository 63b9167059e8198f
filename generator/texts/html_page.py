"""Web pages, saved as HTML or MHTML: the main text only, without menus, side bars and comments.
readability-lxml finds it.

It was chosen over trafilatura, which drops headings and rules (they part the languages), and
justext, which wants to know the language. Where it leaves out too much of either language (two
columns side by side), the whole page is taken, and the report says so.
"""

import email
import email.policy
import logging
import re

from generator.base.errors import InputError
from generator.base.records import Issue, Metadata
from generator.texts.draft import Draft
from generator.texts.encodings import decode
from generator.texts.html_text import html_text
from generator.texts.languages import language_of, weigh
from generator.texts.libraries import needed

LARGEST = 20_000_000
"""Bytes of a page."""
ENOUGH = 0.4
"""Share of each language of a page that its main text must hold to be taken for it; menus and
comments are the rest."""
MIME = re.compile(
    rb"\A.{0,4000}?^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE | re.DOTALL
)
SITE = re.compile(r"\s+[-_|–—·]\s+[^-_|–—·]{1,40}$")
DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")


def read_page(data: bytes, where: str) -> Draft:
    """Read a saved web page as plain text; raises InputError if it is too large or holds no
    words."""
    if len(data) > LARGEST:
        raise InputError(
            f"{where}: larger than {LARGEST // 1_000_000} MB, which no page of text is. Copy the"
            " text into a text file."
        )
    html = DECLARATION.sub("", _unpacked(data, where))
    whole, title = html_text(html)
    main = _main(html, where)
    heading = SITE.sub("", title)
    meta = Metadata(**{f"title_{language_of(heading) or 'zh'}": heading}) if heading else Metadata()
    if _holds_enough(main, whole):
        return Draft(main, meta)
    issue = Issue(
        "whole-page",
        where,
        "The main text could not be told from the rest, so the whole page was read, with menus and"
        " notes.",
    )
    return Draft(whole, meta, (issue,))


def _main(html: str, where: str) -> str:
    with needed("readability-lxml", where):
        import readability
        from lxml.etree import LxmlError
    logging.getLogger("readability").setLevel(logging.CRITICAL)
    try:
        return html_text(readability.Document(html).summary())[0]
    except (readability.readability.Unparseable, LxmlError, ValueError, RecursionError):
        return ""


def _holds_enough(main: str, whole: str) -> bool:
    return all(
        part >= ENOUGH * of for part, of in zip(weigh(main), weigh(whole), strict=True)
    ) and bool(main)


def _unpacked(data: bytes, where: str) -> str:
    """The HTML of a page, out of the mail-like file (MHTML) that Chromium and Edge save."""
    if not MIME.match(data):
        return decode(data, where)
    message = email.message_from_bytes(data, policy=email.policy.default)
    part = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
    content = part.get_payload(decode=True) if part is not None else None
    if not isinstance(content, bytes):
        raise InputError(
            f"{where}: holds no page in HTML. Save the page again, or copy its text into a text"
            " file."
        )
    return decode(content, where)

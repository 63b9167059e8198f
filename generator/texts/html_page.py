"""Web pages, saved as HTML or MHTML: the main text only, without menus, side bars and comments.
readability-lxml finds it.

It was chosen over trafilatura, which drops headings and rules (they separate the languages), and
justext, which wants to know the language. Where it leaves out too much of either language (two
columns side by side), the whole page is taken, and the report says so.
"""

import logging
import re

from generator.base.errors import InputError
from generator.base.records import Issue, Metadata
from generator.texts.draft import Draft
from generator.texts.encodings import decode
from generator.texts.html_text import html_text
from generator.texts.languages import language_of, weigh
from generator.texts.libraries import needed

MAX_SIZE = 20_000_000
"""Bytes of a page."""
MIN_MAIN_SHARE = 0.4
"""Share of each language of a page that its main text must hold to be taken for it; menus and
comments are the rest."""
MIME = re.compile(
    rb"\A.{0,4000}?^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE | re.DOTALL
)
SITE_NAME = re.compile(r"\s+[-_|–—·]\s+[^-_|–—·]{1,40}$")
"""Behind the title of a page."""
NO_TITLES = ("- no title specified", "Untitled", "无标题", "无标题文档")
"""What programs write for a title where there is none."""
DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")


def read_page(data: bytes, where: str) -> Draft:
    """Read a saved web page as plain text.

    Raises InputError if it is too large or holds no HTML.
    """
    if len(data) > MAX_SIZE:
        raise InputError(
            f"{where}: larger than {MAX_SIZE // 1_000_000} MB, which no page of text is. Copy the"
            " text into a text file."
        )
    html = DECLARATION.sub("", _unpacked(data, where))
    whole, title = html_text(html)
    meta = _metadata(SITE_NAME.sub("", title))
    main = _main_text(html, where)
    if main and _holds_enough(main, whole):
        return Draft(main, meta)
    detail = "The main text was not found, so the whole page was read, with menus and notes."
    return Draft(whole, meta, (Issue("whole-page", where, detail),))


def _metadata(title: str) -> Metadata:
    if not title or title in NO_TITLES:
        return Metadata()
    return Metadata(title_en=title) if language_of(title) == "en" else Metadata(title_zh=title)


def _main_text(html: str, where: str) -> str:
    """Return the main text of a page; empty where it is not found."""
    with needed("readability-lxml", where):
        import readability
        from lxml.etree import LxmlError
    logging.getLogger("readability").setLevel(logging.CRITICAL)
    try:
        main = readability.Document(html).summary()
    except (readability.readability.Unparseable, LxmlError, ValueError, RecursionError):
        return ""
    text, _ = html_text(main)
    return text


def _holds_enough(main: str, whole: str) -> bool:
    """Tell whether the main text holds enough of either language of the whole page."""
    weights = zip(weigh(main), weigh(whole), strict=True)
    return all(in_main >= MIN_MAIN_SHARE * in_whole for in_main, in_whole in weights)


def _unpacked(data: bytes, where: str) -> str:
    """Return the HTML of a page, out of the mail-like file (MHTML) that Chromium and Edge save."""
    if not MIME.match(data):
        return decode(data, where)
    import email
    import email.policy

    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() != "text/html":
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            return decode(content, where)
        break
    raise InputError(
        f"{where}: holds no page in HTML. Save the page again, or copy its text into a text file."
    )

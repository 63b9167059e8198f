"""PDF with a text layer: the lines of its pages, without page numbers and running titles. pypdf
reads it.

pypdf was chosen over pdfminer.six, which separates lines of one paragraph and joins those of two
(tried on PDFs of LibreOffice and Chromium), and is slower. A scanned PDF has pictures only: it is
refused with advice.
"""

import io
import logging
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain, pairwise
from typing import Any

from generator.base.errors import InputError
from generator.texts.draft import Draft
from generator.texts.languages import language_of
from generator.texts.libraries import damage_told, needed
from generator.texts.paragraphs import SENTENCE_END, columns
from generator.texts.pinyin_parts import is_pinyin

MAX_PAGES = 3_000
MAX_CHARACTERS = 20_000_000
"""Characters of all pages."""
MIN_FULL, MIN_FULL_AFTER_STOP = 0.75, 0.93
"""Share of the usual width from which a line goes on in the next one, and from which it does so
even after a full stop."""
WIDTH_QUANTILE = 0.9
"""Of the widths of the lines, the usual one."""
EDGE_LINES = 2
"""Lines at either end of a page that may be running titles."""
MIN_REPEATED_SHARE, MIN_REPEATED_PAGES = 0.4, 3
"""Share of the pages that must have such a line, apart from its digits, and their number."""
PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|第|p\.)\s*)?\d{1,4}(?:\s*(?:/|of|共)\s*\d{1,4})?\s*页?\W*", re.IGNORECASE
)
PRINTED_ADDRESS = re.compile(r"(?:https?|file):///?\S+(?:\s+\d+/\d+)?")
PRINTED_DATE = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},?\s+\d{1,2}:\d{2}(?:\s*[AP]M)?.{0,200}")
"""Lines that browsers print at the ends of a page: its address, the date and its title."""


def read_pdf(data: bytes, where: str) -> Draft:
    """Read the text of a PDF; raises InputError if it is damaged, protected, or has no text."""
    with needed("pypdf", where):
        import pypdf
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    damaged = f"{where}: is a damaged PDF"
    remedy = "Print it to a new PDF, or copy its text into a text file."
    try:
        with damage_told(damaged, remedy, pypdf.errors.PyPdfError):
            pages = _read_pages(pypdf.PdfReader(io.BytesIO(data)), where)
    except ImportError as error:  # its ciphers are a library of their own
        raise InputError(
            f"{where}: this PDF is encrypted ({error}). Save it without protection."
        ) from None
    lines = [" ".join(line.split()) for line in chain(*_without_edges(pages))]
    if not lines:
        raise InputError(
            f"{where}: this PDF has no text, only pictures of it (a scan). Have the text recognised"
            " first (OCR), then give that."
        )
    return Draft("\n\n".join(_joined(lines)))


def _read_pages(reader: Any, where: str) -> list[list[str]]:
    """Return the lines of each page that are not blank."""
    if reader.is_encrypted and not reader.decrypt(""):
        raise InputError(f"{where}: this PDF is protected with a password. Save it without one.")
    if len(reader.pages) > MAX_PAGES:
        raise InputError(
            f"{where}: has {len(reader.pages):,} pages; at most {MAX_PAGES:,} are read. Split it."
        )
    pages = []
    size = 0
    for page in reader.pages:
        text = page.extract_text()
        size += len(text)
        if size > MAX_CHARACTERS:
            raise InputError(f"{where}: holds more than {MAX_CHARACTERS:,} characters. Split it.")
        pages.append([line for line in text.split("\n") if line.strip()])
    return pages


def _joined(lines: Sequence[str]) -> list[str]:
    """Join the lines of a paragraph: in a PDF every line was broken by the page, unless it is short
    or the language changes."""
    usual_widths = {language: _usual_width(lines, language) for language in ("zh", "en")}
    found = [lines[0]]
    for before, line in pairwise(lines):
        if not _goes_on(before, line, usual_widths):
            found.append(line)
        elif language_of(before) == "zh" and not (before[-1] + line[0]).isascii():
            found[-1] += line
        else:
            found[-1] += line if before.endswith("-") else f" {line}"
    return found


def _goes_on(before: str, line: str, usual_widths: Mapping[str, int]) -> bool:
    """Tell whether a paragraph goes on from one line to the next."""
    language = language_of(before)
    if not language or language != language_of(line) or is_pinyin(before) != is_pinyin(line):
        return False
    share = columns(before) / usual_widths[language]
    return share >= (MIN_FULL_AFTER_STOP if SENTENCE_END.search(before) else MIN_FULL)


def _usual_width(lines: Sequence[str], language: str) -> int:
    """Return the columns that a full line of a language takes; 1 without such lines."""
    widths = sorted(columns(line) for line in lines if language_of(line) == language)
    if not widths:
        return 1
    return max(1, widths[int(WIDTH_QUANTILE * (len(widths) - 1))])


def _without_edges(pages: Sequence[list[str]]) -> list[list[str]]:
    """Leave out page numbers, what browsers print, and lines that return at the ends of many
    pages."""
    pages_with: Counter[str] = Counter()
    for lines in pages:
        pages_with.update({_form(line) for line in (*lines[:EDGE_LINES], *lines[-EDGE_LINES:])})
    least = max(MIN_REPEATED_PAGES, MIN_REPEATED_SHARE * len(pages))
    cleaned = []
    for lines in pages:
        kept = list(lines)
        for _ in range(EDGE_LINES):
            if kept and (_is_printed(kept[0]) or pages_with[_form(kept[0])] >= least):
                del kept[0]
            if kept and (_is_printed(kept[-1]) or pages_with[_form(kept[-1])] >= least):
                del kept[-1]
        cleaned.append(kept)
    return cleaned


def _is_printed(line: str) -> bool:
    """Tell whether a line is a page number, or what browsers print at the ends of a page."""
    if PAGE_NUMBER.fullmatch(line):
        return True
    text = line.strip()
    return bool(PRINTED_ADDRESS.fullmatch(text) or PRINTED_DATE.fullmatch(text))


def _form(line: str) -> str:
    """Return a line without its digits, which change from page to page."""
    return re.sub(r"\d+", "#", " ".join(line.split()))

"""PDF with a text layer: the lines of its pages, without page numbers and running titles. pypdf
reads it.

pypdf was chosen over pdfminer.six, which parts lines of one paragraph and joins those of two (tried
on PDFs of LibreOffice and Chromium), and is slower. A scanned PDF has pictures only: it is refused
with advice.
"""

import io
import logging
import re
from collections import Counter

from generator.base.errors import InputError
from generator.texts.draft import Draft
from generator.texts.languages import language_of
from generator.texts.libraries import needed
from generator.texts.paragraphs import SENTENCE_END, columns

MOST_PAGES = 3_000
LARGEST_TEXT = 20_000_000
"""Characters of all pages."""
FULL, SURELY_FULL = 0.75, 0.93
"""Share of the usual width from which a line goes on in the next one, and from which it does so
even after a full stop."""
DAMAGE = (
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    RecursionError,
    AssertionError,
    OSError,
)
"""What pypdf raises for damaged files beside its own errors."""
EDGE = 2
"""Lines at either end of a page that may be running titles."""
REPEATED = 0.4
"""Share of the pages that must have such a line, apart from its digits."""
PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|第|p\.)\s*)?\d{1,4}(?:\s*(?:/|of|共)\s*\d{1,4})?\s*页?\W*", re.IGNORECASE
)
PRINTED = re.compile(
    r"(?:https?|file):///?\S+(?:\s+\d+/\d+)?|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},?\s+\d{1,2}:\d{2}(?:\s*[AP]M)?.{0,200}"
)
"""What browsers print at the ends of a page: its address, the date and its title."""


def read_pdf(data: bytes, where: str) -> Draft:
    """Read the text of a PDF; raises InputError if it is damaged, protected, or has no text."""
    with needed("pypdf", where):
        import pypdf
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError(
                f"{where}: this PDF is protected with a password. Save it without one."
            )
        if len(reader.pages) > MOST_PAGES:
            raise InputError(
                f"{where}: has {len(reader.pages):,} pages; at most {MOST_PAGES:,} are read."
                " Split it."
            )
        pages, size = [], 0
        for page in reader.pages:
            text = page.extract_text()
            size += len(text)
            if size > LARGEST_TEXT:
                raise InputError(f"{where}: holds more than {LARGEST_TEXT:,} characters. Split it.")
            pages.append([line for line in text.split("\n") if line.strip()])
    except (pypdf.errors.PyPdfError, *DAMAGE) as error:
        found = f"is a damaged PDF ({str(error)[:80]})"
        raise InputError(
            f"{where}: {found}. Print it to a new PDF, or copy its text into a text file."
        ) from None
    except ImportError as error:  # its ciphers are a library of their own
        raise InputError(
            f"{where}: this PDF is encrypted ({error}). Save it without protection."
        ) from None
    lines = [" ".join(line.split()) for page in _without_edges(pages) for line in page]
    if not lines:
        found = "this PDF has no text, only pictures of it (a scan)"
        raise InputError(f"{where}: {found}. Have the text recognised first (OCR), then give that.")
    return Draft("\n\n".join(_joined(lines)))


def _joined(lines: list[str]) -> list[str]:
    """Join the lines of a paragraph: in a PDF every line was broken by the page, unless it is short
    or the language changes."""
    wide = {
        language: _usual_width([line for line in lines if language_of(line) == language])
        for language in ("zh", "en")
    }
    found: list[str] = []
    for before, line in zip(["", *lines], lines, strict=False):
        language = language_of(before)
        full = (
            columns(before) / wide[language] if language and language == language_of(line) else 0.0
        )
        if full < FULL or (full < SURELY_FULL and SENTENCE_END.search(before)):
            found.append(line)
        elif language == "zh" and not (before[-1] + line[0]).isascii():
            found[-1] += line
        else:
            found[-1] += line if before.endswith("-") else f" {line}"
    return found


def _usual_width(lines: list[str]) -> int:
    widths = sorted(map(columns, lines))
    return max(1, widths[int(0.9 * (len(widths) - 1))]) if widths else 1


def _without_edges(pages: list[list[str]]) -> list[list[str]]:
    """Leave out page numbers, what browsers print, and lines that return at the ends of many
    pages."""
    edges = Counter(
        form for page in pages for form in {_form(line) for line in (*page[:EDGE], *page[-EDGE:])}
    )
    often = max(3.0, REPEATED * len(pages))

    def is_edge(line: str) -> bool:
        return (
            bool(PAGE_NUMBER.fullmatch(line) or PRINTED.fullmatch(line.strip()))
            or edges[_form(line)] >= often
        )

    cleaned = []
    for lines in pages:
        kept = list(lines)
        for _ in range(EDGE):
            kept = kept[1:] if kept and is_edge(kept[0]) else kept
            kept = kept[:-1] if kept and is_edge(kept[-1]) else kept
        cleaned.append(kept)
    return cleaned


def _form(line: str) -> str:
    """A line without its digits, which change from page to page."""
    return re.sub(r"\d+", "#", " ".join(line.split()))

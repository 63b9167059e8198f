"""What becomes known only when sheets are printed: how many pages each section takes.

A section that is a line or two over its page is set a little smaller, and a section begins on a
right-hand page: lessons and versions never share a leaf. The sheets are printed twice to measure
them, each section with a mark of its own in the margin, and then as they are.
"""

import io
import re
from collections import Counter
from collections.abc import Callable

Print = Callable[[bytes], bytes]
"""Makes a PDF of a page."""
SECTION = re.compile(r'<section class="([^"]*)" style="page:p(\d+)">')
PAGE_RULE = re.compile(r"@page p(\d+)\{")
TOGETHER = ("translation",)
"""Classes of sections that belong to the one before."""
SQUEEZED = "squeezed"
BLANK = '<section class="blank" style="page:blank">&#160;</section>'
UNFITTED = '<body class="cards">'
"""Fronts and backs of cards are pages already."""


def fitted(page: bytes, print_page: Print) -> bytes:
    """Return a document of sections as it is to be printed on both sides of the paper. Raises
    ImportError where no library reads PDF."""
    html = page.decode("utf-8")
    numbers = [int(number) for _, number in SECTION.findall(html)]
    if UNFITTED in html or not numbers:
        return page
    plain = _pages(html, print_page)
    if plain and max(plain.values()) > 1:
        tight = _pages(_squeezed(html, set(numbers)), print_page)
        saved = {number for number in numbers if 0 < tight[number] < plain[number]}
        html = _squeezed(html, saved)
        for number in saved:
            plain[number] = tight[number]
    return _on_leaves(html, plain).encode("utf-8")


def _pages(html: str, print_page: Print) -> Counter[int]:
    """Count the pages of each section."""
    import pypdf

    marked = PAGE_RULE.sub(
        r'@page p\1{@bottom-right{content:"(section-\1)";color:#fff;font-size:4pt}', html
    )
    found: Counter[int] = Counter()
    for sheet in pypdf.PdfReader(io.BytesIO(print_page(marked.encode("utf-8")))).pages:
        mark = re.search(r"section-\s*(\d+)", sheet.extract_text())
        if mark:
            found[int(mark[1])] += 1
    return found


def _squeezed(html: str, numbers: set[int]) -> str:
    """Return the document with some sections set smaller."""

    def squeeze(section: re.Match[str]) -> str:
        if int(section[2]) not in numbers:
            return section[0]
        classes = f"{section[1]} {SQUEEZED}".strip()
        return f'<section class="{classes}" style="page:p{section[2]}">'

    return SECTION.sub(squeeze, html)


def _on_leaves(html: str, pages: Counter[int]) -> str:
    """Return the document with an empty page before each section that would begin on the back of
    another one."""
    count = 0

    def begin(section: re.Match[str]) -> str:
        nonlocal count
        number = int(section[2])
        is_back = count % 2 == 1 and not set(TOGETHER).intersection(section[1].split())
        count += pages[number] + is_back
        return f"{BLANK}{section[0]}" if is_back else section[0]

    return SECTION.sub(begin, html)

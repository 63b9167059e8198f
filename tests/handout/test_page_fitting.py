"""Sections begin on a leaf of their own, and are squeezed where that saves a page."""

import io

import pytest

from generator.handout import SheetOptions
from generator.handout.browser_pdf import browser, pdf
from generator.handout.document import Section, document
from generator.handout.page_fitting import fitted

NO_BROWSER = pytest.mark.skipif(browser() is None, reason="no browser is there")


def _lines(name: str, count: int, classes: str = "") -> Section:
    return Section(f"<p>{name} line</p>" * count, running=name, classes=classes)


@pytest.mark.slow
@NO_BROWSER
def test_sections_begin_on_a_right_hand_page() -> None:
    pypdf = pytest.importorskip("pypdf")
    sections = [
        _lines("over", 54),
        _lines("short", 5),
        _lines("long", 100),
        _lines("last", 5),
        _lines("its translation", 5, "translation"),
    ]
    page = document("Sheets", sections, SheetOptions(), "worksheet")
    made = fitted(page, pdf)
    assert made.count(b'squeezed" style') == 1, "two lines over: one page is saved"
    found = [sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(pdf(made))).pages]
    names = ["" if " line" not in text else text.splitlines()[2][: -len(" line")] for text in found]
    assert names == ["over", "", "short", "", "long", "long", "last", "its translation"]
    assert "section-" not in "".join(found), "the marks are for measuring alone"


def test_cards_stay_front_and_back() -> None:
    page = document("Cards", [_lines("a", 1), _lines("b", 1)], SheetOptions(), "cards")
    assert fitted(page, pdf) == page

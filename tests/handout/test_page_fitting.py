"""Sections begin on a leaf of their own, and are squeezed where that saves a page."""

import io
from pathlib import Path

import pytest

from generator.handout import SheetOptions
from generator.handout.browser_pdf import browser, pdf
from generator.handout.document import Section, document
from generator.handout.page_fitting import fitted
from support.program import ROOT, run

RUNNING = 2
"""Lines of an empty page: the running title and the number."""
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


@pytest.mark.slow
@NO_BROWSER
@pytest.mark.parametrize("kind", ["reader", "words", "worksheet", "test"])
def test_no_last_page_of_a_set_has_a_few_lines(kind: str, tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    wanted = ("--test", "--versions", 2) if kind == "test" else ("--kinds", kind)
    said = run("handout", ROOT / "seeds" / "a-year-in-kunming", *wanted, "--pdf", "-o", tmp_path)
    assert said.exit_code == 0, said.stderr
    sheets = pypdf.PdfReader(tmp_path / f"a-year-in-kunming.{kind}.pdf").pages
    counts = []
    for sheet in sheets:
        lines = [line for line in sheet.extract_text().splitlines() if line.strip()]
        counts.append(len(lines))
    written = [count for count in counts if count > RUNNING]
    assert len(written) >= 5
    assert min(written) >= RUNNING + 3, "a page of a line or two is squeezed away"


def test_cards_stay_front_and_back() -> None:
    page = document("Cards", [_lines("a", 1), _lines("b", 1)], SheetOptions(), "cards")
    assert fitted(page, pdf) == page

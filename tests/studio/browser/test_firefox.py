"""A learner's way through the studio in Firefox: drop, paste, mend, choose, build, download."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.texts import read_aligned, read_corrections
from support.browser import served
from support.firefox import Visitor, firefox, needs_firefox
from support.river import RIVER

pytestmark = [pytest.mark.slow, needs_firefox]
ZH, _, EN = RIVER.partition("\n---\n")
PHONE = 390
LEAVE = """
const said = document.getElementById("said");
new MutationObserver(() => sessionStorage.setItem("said", said.textContent))
  .observe(said, { childList: true });
import("/static/studio.js").then(({ ask, tell }) => {
  for (let number = 0; number < 50; number += 1) tell(() => ask("/api/jobs"));
  location.href = "/?left";
});
"""


@pytest.fixture
def downloads(tmp_path: Path) -> Path:
    folder = tmp_path / "downloads"
    folder.mkdir()
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    return folder


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    with served(folder) as address:
        yield address


@pytest.fixture
def visitor(address: str, downloads: Path) -> Iterator[Visitor]:
    with firefox(downloads) as visitor:
        visitor.open(address)
        yield visitor


def fits_a_phone(visitor: Visitor, site: str) -> None:
    """Go through all pages of a text: nothing is wider than the screen."""
    visitor.narrow(PHONE)
    visitor.open(site)
    addresses = visitor.run("return [...document.querySelectorAll('.text a')].map((a) => a.href)")
    for address in {site, *addresses}:
        visitor.open(address)
        width, needed = visitor.run("return [innerWidth, document.documentElement.scrollWidth]")
        assert width == PHONE and needed <= PHONE, address


def mend_pairs(visitor: Visitor, text: Path) -> None:
    visitor.see(".pair", count=5)
    visitor.click(".pair button", "Join with the next pair")
    visitor.see(".pair", count=4)
    assert (read_aligned(text) or ())[0].zh == ("这条河很长。", "孩子长大了。")
    visitor.click("#undo")
    visitor.see(".pair", count=5)
    visitor.click(".pair[data-index='2'] .zh .sentence")  # the mark is set where one clicks
    visitor.see(".pair[data-index='2'] .zh .caret")
    visitor.type(".pair[aria-current]", "s")
    visitor.see(".pair", count=6)
    rows = read_aligned(text) or ()
    assert "".join(rows[2].zh + rows[3].zh) == "银行在左边。" and rows[2].zh and rows[3].zh


def choose_sense(visitor: Visitor, text: Path) -> str:
    visitor.click(".tabs a", "Words")
    visitor.click(".w", "还")
    visitor.see("#word h2", "还")
    other = visitor.see(".sense:not(:has(:checked))")
    gloss = str(other.text)
    other.click()
    visitor.see("#word .chip.good")
    assert [line.gloss for line in read_corrections(text)] == [gloss]
    return gloss


def build(visitor: Visitor) -> None:
    visitor.click(".tabs a", "Build")
    visitor.click("summary")
    visitor.see("#command", "cika build river.txt")
    before = visitor.see(".numbers:not(.busy) [data-number=words]").text
    visitor.choose("select[name=hsk]", "2")
    visitor.see("#command", "--hsk 2")
    left = visitor.see(".numbers:not(.busy) [data-number=words]").text
    assert 0 < int(left) < int(before)
    visitor.click("#start")
    visitor.see("#report", "new notes")


def test_a_learner_goes_all_the_way(
    visitor: Visitor, address: str, folder: Path, downloads: Path
) -> None:
    visitor.drop({"river.txt": ZH, "river.en.txt": EN})
    visitor.see("[data-text]", "river.en.txt", count=1)
    visitor.click("#open-paste")
    visitor.type("#paste [name=title]", "我的家")
    visitor.type("#paste [name=zh]", "我家有三口人。")
    visitor.type("#paste [name=en]", "There are three people in my family.")
    visitor.click("#paste [type=submit]")
    visitor.see("[data-text]", count=2)

    text = folder / "river.txt"
    visitor.see("[data-text]", "river.txt").find_element("css selector", "a").click()
    mend_pairs(visitor, text)
    gloss = choose_sense(visitor, text)
    build(visitor)
    deck = (folder / "decks" / "river.tsv").read_text("utf-8")
    assert gloss in deck and "银行在左边" not in deck

    visitor.click("a[download]")
    built, loaded = folder / "decks" / "river.apkg", downloads / "river.apkg"

    def is_whole(_client: Any) -> bool:
        return loaded.is_file() and loaded.read_bytes() == built.read_bytes()

    visitor.until(is_whole, "the deck was not downloaded")
    site = address.partition("?")[0]
    fits_a_phone(visitor, site)
    assert visitor.faults(site) == []


def test_who_leaves_a_page_is_not_told_that_no_answer_came(visitor: Visitor) -> None:
    visitor.run(LEAVE)

    def has_left(_client: Any) -> bool:
        return bool(visitor.run("return location.search === '?left'"))

    visitor.until(has_left, "the page was not left")
    assert visitor.run("return sessionStorage.getItem('said')") is None

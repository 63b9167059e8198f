"""A teacher's way through the studio: a folder becomes a set, lessons change places, sheets."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from support.browser import WAIT, browser, needs_browser, served, window
from support.program import FIRST_STEPS

pytestmark = [pytest.mark.slow, needs_browser]


def test_a_folder_becomes_a_set(tmp_path: Path) -> None:
    folder = tmp_path / "lessons"
    folder.mkdir()
    for path in FIRST_STEPS.glob("[123]*"):
        (folder / path.name).write_bytes(path.read_bytes())
    with served(tmp_path) as address, browser() as chromium:
        page = window(chromium, address).new_page()
        page.goto(address.partition("?")[0])
        page.get_by_role("button", name="class set").click()
        page.get_by_role("link", name="Open").click()
        expect(page.locator(".lesson")).to_have_count(3)

        first = page.get_by_label("Title of lesson 1").input_value()
        page.get_by_role("button", name="Lesson 1: one down").press("Enter")
        expect(page.get_by_label("Title of lesson 2")).to_have_value(first)
        page.get_by_label("Title of lesson 2").press("Alt+ArrowDown")
        expect(page.get_by_label("Title of lesson 3")).to_be_focused()
        page.get_by_role("button", name="Undo").click()
        expect(page.get_by_label("Title of lesson 2")).to_have_value(first)
        page.get_by_role("button", name="Undo").click()
        expect(page.get_by_label("Title of lesson 1")).to_have_value(first)
        page.locator(".number").nth(2).drag_to(page.locator(".number").nth(0))
        expect(page.get_by_label("Title of lesson 2")).to_have_value(first)

        words = tmp_path / "words.csv"
        words.write_text("猫,māo,cat\n", encoding="utf-8")
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="Add a word list to lesson 1").click()
        chooser.value.set_files(words)
        expect(page.get_by_label("word list").first).to_have_value("words.list.csv")
        page.get_by_label("due").first.fill("2027-03-01")
        page.get_by_label("due").first.press("Tab")
        expect(page.locator("#said")).to_have_text("Saved.")
        assert 'words = "words.list.csv"' in (folder / "set.toml").read_text("utf-8")
        assert "due = 2027-03-01" in (folder / "set.toml").read_text("utf-8")

        page.get_by_role("button", name="What would change?").click()
        expect(page.locator("#edition")).to_contain_text("every word is new", timeout=3 * WAIT)
        expect(page.locator(".teaches").first).to_contain_text("new words")
        page.get_by_label("Reader").uncheck()
        page.get_by_label("Worksheet").uncheck()
        page.get_by_role("button", name="Make the sheets").click()
        expect(page.get_by_role("link", name="lessons.words.html")).to_be_visible(timeout=3 * WAIT)
        with page.expect_popup() as popup:
            page.get_by_role("link", name="lessons.words.html").click()
        expect(popup.value.locator("body")).to_contain_text("māo")

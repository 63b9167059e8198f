"""A learner's way through the studio, in a real browser."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from support.browser import WAIT, browser, needs_browser, served, window
from support.program import SEED
from support.river import RIVER

pytestmark = [pytest.mark.slow, needs_browser]
ZH = "我家有三口人。爸爸是老师。妈妈是医生。"
EN = "There are three people in my family. My father is a teacher. My mother is a doctor."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("texts")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with served(folder) as address:
        yield address


@pytest.fixture
def visitor(chromium: Browser, address: str) -> Iterator[BrowserContext]:
    context = window(chromium, address)
    yield context
    context.close()


def import_into_anki(folder: Path) -> dict[str, int]:
    """Import the deck of a folder into the real Anki, where that is installed."""
    pytest.importorskip("anki.collection", reason="the real Anki is not installed")
    from support.learner import Learner

    learner = Learner(folder)
    try:
        return learner.load(folder / "letter.apkg")
    finally:
        learner.col.close()


def home(visitor: BrowserContext, address: str) -> Page:
    page = visitor.new_page()
    page.goto(address.partition("?")[0])
    return page


def texts_shown(page: Page, count: int) -> None:
    """Wait until the page shows so many texts, and its scripts listen again."""
    expect(page.locator("[data-text]")).to_have_count(count)
    page.wait_for_load_state()


def build_page(visitor: BrowserContext, address: str, name: str) -> Page:
    page = home(visitor, address)
    card = page.locator("[data-text]", has_text=name)
    card.get_by_role("link", name="Build").click()
    expect(page.locator("[data-number=words]")).not_to_have_text("…", timeout=WAIT)
    return page


def test_files_are_chosen_and_pasted(
    visitor: BrowserContext, address: str, folder: Path, tmp_path: Path
) -> None:
    page = home(visitor, address)
    for name, text in (("chinese.txt", ZH), ("english.txt", EN)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    page.locator("#files").set_input_files([tmp_path / "chinese.txt", tmp_path / "english.txt"])
    texts_shown(page, 1)
    assert (folder / "chinese.en.txt").is_file()

    page.get_by_role("button", name="Paste a text").click()
    page.get_by_label("Title").fill("我的家")
    page.get_by_label("Chinese", exact=True).fill(ZH.replace("三", "四"))
    page.get_by_label("English translation").fill(EN)
    page.get_by_role("button", name="Add this text").click()
    texts_shown(page, 2)
    expect(page.get_by_role("link", name="我的家")).to_be_visible()

    page.get_by_role("button", name="Try a sample").click()
    texts_shown(page, 3)
    assert (folder / "letter.txt").read_bytes() == SEED.read_bytes()
    expect(page.locator("[data-state]", has_text="new")).to_have_count(3)


def test_what_is_no_text_is_refused_with_a_reason(
    visitor: BrowserContext, address: str, tmp_path: Path
) -> None:
    page = home(visitor, address)
    (tmp_path / "song.mp3").write_bytes(b"ID3")
    page.locator("#files").set_input_files([tmp_path / "song.mp3"])
    expect(page.locator("#refused")).to_contain_text("song.mp3")


def test_numbers_change_and_the_deck_is_built(
    visitor: BrowserContext, address: str, folder: Path, tmp_path: Path
) -> None:
    if not (folder / "letter.txt").exists():
        (folder / "letter.txt").write_bytes(SEED.read_bytes())
    page = build_page(visitor, address, "letter.txt")
    before = page.locator("[data-number=words]").inner_text()
    page.get_by_label("Words of the HSK").select_option("3")
    expect(page.locator("[data-number=words]")).not_to_have_text(before)
    left = page.locator("[data-number=words]").inner_text()
    assert int(left) < int(before)
    page.reload()  # what was chosen stays in the address
    expect(page.get_by_label("Words of the HSK")).to_have_value("3")
    expect(page.locator("[data-number=words]")).to_have_text(left)
    page.get_by_text("The same in a terminal").click()
    expect(page.locator("#command")).to_have_text("cika build letter.txt --hsk 3")

    page.get_by_role("button", name="Build the deck").click()
    expect(page.locator("#report")).to_contain_text("new notes", timeout=3 * WAIT)
    assert (folder / "decks" / "letter.apkg").is_file()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the deck").click()
    assert download.value.suggested_filename == "letter.apkg"
    download.value.save_as(tmp_path / "letter.apkg")
    assert import_into_anki(tmp_path) == {"new": int(left) + 20}

    expect(page).to_have_url(re.compile(r"/build/\w+$"))
    page.reload()  # the deck remembers
    expect(page.get_by_label("Words of the HSK")).to_have_value("3")
    expect(page.locator("[data-number=words]")).to_have_text(left, timeout=WAIT)

    page.get_by_label("Cards of names").check()  # the next edition
    expect(page.locator("[data-number=words]")).not_to_have_text(left)
    page.get_by_role("button", name="Build the deck").click()
    expect(page.locator("#report")).to_contain_text("7 new notes", timeout=3 * WAIT)
    (tmp_path / "letter.apkg").write_bytes((folder / "decks" / "letter.apkg").read_bytes())
    assert import_into_anki(tmp_path)["new"] == 7


def test_a_reload_in_the_middle_of_a_build_finds_it_and_stop_stops_it(
    visitor: BrowserContext, address: str, folder: Path
) -> None:
    (folder / "long.txt").write_text(RIVER * 40, encoding="utf-8")
    page = build_page(visitor, address, "long.txt")
    page.get_by_label("Words of the HSK").select_option("2")
    page.get_by_role("button", name="Build the deck").click()
    expect(page.locator("#work")).to_be_visible()
    page.reload()
    expect(page.locator("#work")).to_be_visible()
    expect(page.get_by_label("Words of the HSK")).to_have_value("2")
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("#fault")).to_contain_text("as it was before")
    assert not (folder / "decks" / "long.apkg").exists()


def test_two_windows_see_the_same(visitor: BrowserContext, address: str, folder: Path) -> None:
    (folder / "river.txt").write_text(RIVER, encoding="utf-8")
    first, second = home(visitor, address), home(visitor, address)
    (folder / "new.txt").write_text(RIVER.replace("河", "江"), encoding="utf-8")
    first.reload()
    expect(first.get_by_text("new.txt")).to_be_visible()
    second.reload()
    expect(second.get_by_text("new.txt")).to_be_visible()


def test_a_removed_text_comes_back_after_a_reload(
    visitor: BrowserContext, address: str, folder: Path
) -> None:
    (folder / "unwanted.txt").write_text(RIVER, encoding="utf-8")
    page = home(visitor, address)
    page.get_by_role("button", name="Remove: unwanted").click()
    expect(page.get_by_text("its deck stays")).to_be_visible()
    assert not (folder / "unwanted.txt").exists()
    page.reload()
    page.locator(".removed summary").click()
    page.get_by_role("button", name="Bring back unwanted.txt").click()
    expect(page.get_by_role("button", name="Remove: unwanted")).to_be_visible()
    assert (folder / "unwanted.txt").exists()


def test_all_is_done_with_keys(visitor: BrowserContext, address: str) -> None:
    page = home(visitor, address)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "open-paste":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_without_the_cookie_nothing_is_shown(chromium: Browser, address: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(address.partition("?")[0])
    expect(page.get_by_role("heading")).to_have_text("That did not work")
    context.close()

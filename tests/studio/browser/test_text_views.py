"""A text on its pages in a real browser: mend a pair, choose a sense, cut a word, look at cards; by
mouse, by keys alone, and with a file that another program changes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.texts import read_aligned, read_corrections
from support.browser import WAIT, browser, needs_browser, served, window
from support.program import run
from support.river import RIVER, correct

pytestmark = [pytest.mark.slow, needs_browser]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("texts")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with served(folder) as address:
        yield address


@pytest.fixture
def text(folder: Path) -> Path:
    """Write the text anew, with no tables beside it."""
    for table in folder.glob("river.*.tsv"):
        table.unlink()
    path = folder / "river.txt"
    path.write_text(RIVER, encoding="utf-8")
    return path


@pytest.fixture
def page(chromium: Browser, address: str, text: Path) -> Iterator[Page]:
    context = window(chromium, address)
    page = context.new_page()
    page.goto(address.partition("?")[0])
    page.locator("[data-text]", has_text="river.txt").get_by_role("link", name="Pairs").click()
    expect(page.locator(".pair")).to_have_count(5)
    yield page
    context.close()


def view(page: Page, name: str) -> None:
    page.locator(".tabs").get_by_role("link", name=name).click()


def word(page: Page, row: int, text: str) -> None:
    """Open a word of a sentence."""
    line = page.locator(f".text-row[data-row='{row}']")
    line.get_by_role("button", name=f"{text},").click()
    expect(page.locator("#word h2")).to_have_text(text)


def test_a_pair_is_mended(page: Page, text: Path) -> None:
    first = page.locator(".pair").first
    first.hover()
    first.get_by_role("button", name="Join with the next pair").click()
    expect(page.locator(".pair")).to_have_count(4)
    assert (read_aligned(text) or ())[0].en == ("This river is very long.", "The child grew up.")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".pair")).to_have_count(5)
    assert read_aligned(text) is None
    page.locator(".pair .zh").nth(2).click()
    for _ in range(8):
        page.keyboard.press("ArrowLeft")
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("s")
    expect(page.locator(".pair")).to_have_count(6)
    assert (read_aligned(text) or ())[2].zh == ("银行",)
    expect(page.get_by_role("button", name="Undo")).to_be_enabled()


def test_pairs_by_keys_alone(page: Page, text: Path) -> None:
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className") == "pair":
            break
    for key in ("ArrowDown", "m", "ArrowDown", "x"):
        page.keyboard.press(key)
    expect(page.locator(".pair[data-state=out]")).to_have_count(1)
    rows = read_aligned(text) or ()
    assert [(len(row.zh), row.unsure) for row in rows[:3]] == [(1, False), (2, False), (1, True)]
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(page.locator(".pair")).to_have_count(5)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "pair"


def test_a_sense_is_chosen_and_a_word_cut(page: Page, text: Path) -> None:
    view(page, "Words")
    word(page, 4, "还")
    chosen = page.locator(".sense").nth(1)
    gloss = chosen.inner_text()
    chosen.click()
    expect(page.locator("#word .chip.good")).to_be_visible()
    assert [line.gloss for line in read_corrections(text)] == [gloss]
    word(page, 1, "孩子")
    page.get_by_role("button", name="Cut: 孩 | 子").click()
    expect(page.locator(".text-row[data-row='1'] .w")).to_have_count(4)
    page.keyboard.press("Control+z")
    expect(page.locator(".text-row[data-row='1'] .w")).to_have_count(3)
    page.keyboard.press("Control+Shift+z")
    expect(page.locator(".text-row[data-row='1'] .w")).to_have_count(4)
    word(page, 2, "银行")
    page.get_by_label("Your own meaning").fill("bank of money")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#word header")).to_contain_text("bank of money")
    built = run("build", text, "-o", text.parent / "decks", "--force")
    assert "corrections applied: 3" in built.stdout
    deck = (text.parent / "decks" / "river.tsv").read_text("utf-8")
    assert "bank of money" in deck and gloss in deck
    assert "孩|hai2" in deck and "孩子|hai2 zi5" not in deck


def test_words_by_keys_alone(page: Page, text: Path) -> None:
    view(page, "Words")
    expect(page.locator(".w[aria-current]")).to_be_focused()
    for key in ("ArrowDown", "ArrowUp", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("#word h2")).to_have_text("条")
    expect(page.locator("[data-first]")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#word .chip.good")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".w[aria-current]")).to_be_focused()
    page.keyboard.press("x")
    expect(page.locator(".w[aria-current]")).to_have_attribute("data-status", "skipped")
    page.keyboard.press("k")
    expect(page.locator("#said")).to_have_text("Added to known-words.txt.")
    page.keyboard.press("Control+z")
    expect(page.locator("#said")).to_have_text("Taken back: 条 is known.")
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(page.locator("#undo")).to_be_disabled()
    assert read_corrections(text) == ()


def test_a_file_that_changed_is_shown_beside_the_page(page: Page, text: Path) -> None:
    view(page, "Words")
    expect(page.locator(".text-row")).to_have_count(5)
    correct(text, "河//RIVER/")
    word(page, 2, "银行")
    correct(text, "河//STREAM/")
    page.get_by_label("Your own meaning").fill("BANK")
    page.get_by_role("button", name="Save").click()
    dialog = page.get_by_role("dialog", name="This table was changed elsewhere")
    expect(dialog).to_contain_text("RIVER")
    expect(dialog).to_contain_text("STREAM")
    dialog.get_by_role("button", name="Show the file as it is now").click()
    line = page.locator(".text-row[data-row='0']")
    expect(line.get_by_role("button", name="河,")).to_have_attribute("title", "hé STREAM")
    assert [line.gloss for line in read_corrections(text)] == ["STREAM"]


def test_cards_are_looked_at(page: Page) -> None:
    view(page, "Cards")
    card = page.frame_locator(".side-frame >> nth=1").locator("body")
    expect(card).to_contain_text("very long")
    expect(card).not_to_have_class("nightMode")
    page.get_by_label("At night").check()
    expect(card).to_have_class("card card1 isLin fancy nightMode night_mode")
    before = page.locator("#summary").inner_text()
    page.get_by_label("Words of the HSK").select_option("2")
    expect(page.locator("#summary")).not_to_have_text(before)
    page.get_by_label("Meaning → word").check()
    page.get_by_label("Which cards").select_option(label="Word: Production")
    expect(page.locator(".shown-card h3").first).to_contain_text("Production")


def test_choices_go_along_to_the_page_build(page: Page) -> None:
    view(page, "Cards")
    expect(page.locator(".shown-card").first).to_be_visible()
    page.get_by_label("Words of the HSK").select_option("1")
    page.get_by_label("Meaning → word").check()
    page.get_by_role("link", name="Go to Build").click()
    expect(page.get_by_label("Words of the HSK")).to_have_value("1")
    expect(page.get_by_label("Meaning → word")).to_be_checked()
    expect(page.locator("#command")).to_contain_text("--hsk 1")
    expect(page.locator("#command")).to_contain_text("production")


def test_sheets_are_made_and_found_again(page: Page) -> None:
    view(page, "Print")
    for kind in ("Reader", "Worksheet"):
        page.locator("#sheets").get_by_label(kind).uncheck()
    page.get_by_role("button", name="Make the sheets").click()
    made = page.locator("#made").get_by_role("link", name="Word list")
    expect(made).to_be_visible(timeout=4 * WAIT)
    page.reload()
    with page.expect_popup() as popup:
        made.click()
    expect(popup.value.locator("body")).to_contain_text("hé")

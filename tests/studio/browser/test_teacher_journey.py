"""A teacher's way through the studio, in a real browser: a folder becomes a set, lessons change
places, lists come from a spreadsheet, groups, what an edition changes, sheets and a test."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from generator.texts import read_set
from support.browser import WAIT, browser, needs_browser, served, window
from support.program import FIRST_STEPS, run

pytestmark = [pytest.mark.slow, needs_browser]
LONG = 4 * WAIT
"""Milliseconds that work on a set may take."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("texts") / "lessons"
    folder.mkdir()
    for path in FIRST_STEPS.glob("[1-5]*.txt"):
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


@pytest.fixture(scope="module")
def page(folder: Path) -> Iterator[Page]:
    with served(folder.parent) as address, browser() as chromium:
        page = window(chromium, address).new_page()
        page.goto(address.partition("?")[0])
        page.get_by_role("button", name="class set").click()
        page.get_by_role("link", name="Open").click()
        yield page


def title(page: Page, number: int) -> str:
    return page.get_by_label(f"Title of lesson {number}").input_value()


def written(page: Page) -> None:
    """Wait until all changes are in the file."""
    expect(page.locator(".set-page")).to_have_attribute("aria-busy", "false")


def test_lessons_change_places(page: Page, folder: Path) -> None:
    expect(page.locator(".lesson")).to_have_count(5)
    before = (folder / "set.toml").read_bytes()
    first = title(page, 1)
    page.get_by_role("button", name="Lesson 1: one down").press("Enter")
    expect(page.get_by_label("Title of lesson 2")).to_have_value(first)
    expect(page.get_by_role("button", name="Lesson 2: one down")).to_be_focused()
    page.get_by_label("Title of lesson 2").press("Alt+ArrowDown")
    expect(page.get_by_label("Title of lesson 3")).to_be_focused()
    expect(page.get_by_label("Title of lesson 3")).to_have_value(first)
    written(page)
    assert read_set(folder).lessons[2].title == first
    page.locator(".grip").nth(2).drag_to(page.locator(".grip").nth(0))
    expect(page.get_by_label("Title of lesson 1")).to_have_value(first)
    page.get_by_role("button", name="Take lesson 5 out").click()
    expect(page.locator(".lesson")).to_have_count(4)
    expect(page.get_by_role("button", name="5-the-doudou-library.txt")).to_be_visible()
    for _ in range(4):
        page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()
    assert (folder / "set.toml").read_bytes() == before


def test_a_list_comes_from_a_spreadsheet(page: Page, folder: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(("猫", "māo", "cat"))
    book.create_sheet("Lesson 2").append(("旧", "jiù", "worn"))
    book.save(tmp_path / "book.xlsx")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Add a word list to lesson 1").click()
    chooser.value.set_files(tmp_path / "book.xlsx")
    expect(page.get_by_label("Word list of lesson 1")).to_have_value("book.list.xlsx")
    page.get_by_label("Word list of lesson 2").select_option("book.list.xlsx#Lesson 2")
    page.get_by_label("Lesson 2 is due on").fill("2027-03-08")
    page.get_by_label("Lesson 2 is due on").press("Tab")
    written(page)
    found = read_set(folder).lessons[1]
    assert found.due == "2027-03-08" and [one.line.word for one in found.words] == ["旧"]
    page.get_by_label("Level: They know at the start").select_option("hsk:2")
    page.get_by_label("Title of the set").fill("春季课程")
    page.get_by_label("Title of the set").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("春季课程")
    written(page)
    assert read_set(folder).known == ("hsk:2",)


def test_an_edition_is_looked_at_before_it_is_built(page: Page, folder: Path) -> None:
    page.get_by_role("button", name="Show words and changes").click()
    expect(page.locator("#edition")).to_contain_text("every word counts as new", timeout=LONG)
    expect(page.locator(".teaches")).to_have_count(5)
    page.get_by_role("button", name="Build the package").click()
    page.get_by_role("button", name="Stop").wait_for()
    page.reload()  # in the middle of the work
    expect(page.get_by_role("link", name="Download")).to_be_visible(timeout=LONG)
    assert (folder.parent / "decks" / "lessons" / "lessons.apkg").is_file()
    page.get_by_role("button", name="Take lesson 1 out").click()
    expect(page.locator("#stale")).to_be_visible()
    page.get_by_role("button", name="Show words and changes").click()
    expect(page.locator("#edition")).to_contain_text("no lesson teaches any more", timeout=LONG)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".lesson")).to_have_count(5)


def test_sheets_and_a_test_are_made(page: Page, folder: Path) -> None:
    for kind in ("Reader", "Worksheet"):
        page.locator("#sheets").get_by_label(kind).uncheck()
    page.locator("#sheets").get_by_label("To lesson").select_option("2")
    page.get_by_role("button", name="Make the sheets").click()
    made = page.locator("#made").get_by_role("link", name="Word list")
    expect(made).to_be_visible(timeout=LONG)
    expect(page.locator("#made")).to_contain_text("lessons-lesson-1-2.words.html")
    with page.expect_popup() as popup:
        made.click()
    expect(popup.value.locator("body")).to_contain_text("jiù")
    popup.value.close()
    page.get_by_text("A test", exact=True).click()
    page.get_by_role("button", name="Make the test").click()
    expect(page.locator("#made a").first).to_have_text("Test", timeout=LONG)
    expect(page.locator("#made")).to_contain_text("Key of the test")
    page.get_by_text("For other programs and phones").click()
    page.get_by_role("button", name="Make the file").click()
    practice = page.locator("#made a").first
    expect(practice).to_contain_text("practice", timeout=LONG)
    with page.expect_download() as download:
        practice.click()
    assert "practice" in download.value.suggested_filename


def test_a_group_has_a_package_of_its_own(page: Page, folder: Path) -> None:
    page.get_by_label("Name of a group").fill("heritage")
    page.get_by_role("button", name="Add a group").click()
    group = page.get_by_role("group", name="Group heritage")
    group.get_by_label("Title").fill("Heritage speakers")
    group.get_by_label("Title").press("Tab")
    group = page.get_by_role("group", name="Group Heritage speakers")
    group.get_by_label("Level: Group Heritage speakers").select_option("hsk:4")
    expect(page.locator("#packages")).to_contain_text("Not built yet")
    written(page)
    (found,) = read_set(folder).groups
    assert (found.name, found.known) == ("heritage", ("hsk:4",))


def test_a_file_that_was_changed_elsewhere_is_shown_beside_the_page(
    page: Page, folder: Path
) -> None:
    file = folder / "set.toml"
    file.write_text(file.read_text("utf-8").replace("春季课程", "秋季课程"), encoding="utf-8")
    page.get_by_label("Title of lesson 1").fill("第一课")
    page.get_by_label("Title of lesson 1").press("Tab")
    expect(page.locator("#conflict-theirs")).to_contain_text("秋季课程")
    page.get_by_role("button", name="Show the file as it is now").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("秋季课程")
    assert "第一课" not in file.read_text("utf-8")


def test_a_set_in_a_spreadsheet(page: Page, folder: Path) -> None:
    sheet = folder.parent / "sheet"
    sheet.mkdir()
    for path in FIRST_STEPS.glob("[1-3]*.txt"):
        (sheet / path.name).write_bytes(path.read_bytes())
    assert run("set", "new", sheet, "--spreadsheet").exit_code == 0
    page.locator(".brand").click()
    page.locator(".card", has_text="sheet/set.xlsx").get_by_role("link", name="Open").click()
    expect(page.locator(".lesson")).to_have_count(3)
    page.get_by_role("button", name="Lesson 1: one down").click()
    page.get_by_label("Title of lesson 1").fill("Trousers")
    page.get_by_label("Title of lesson 1").press("Tab")
    written(page)
    shown = run("set", "show", sheet).stdout
    assert 0 < shown.index("Trousers") < shown.index("新家")

    book = openpyxl.load_workbook(sheet / "set.xlsx")
    book.create_sheet("Marks").append(("=1+1",))
    book.save(sheet / "set.xlsx")
    before = (sheet / "set.xlsx").read_bytes()
    page.reload()
    expect(page.locator("#why")).to_contain_text("formula")
    expect(page.get_by_label("Title of lesson 1")).to_be_disabled()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.get_by_label("Title of lesson 1")).to_have_value("Trousers")
    page.get_by_role("button", name="Show words and changes").click()  # all else works
    expect(page.locator(".teaches")).to_have_count(3, timeout=LONG)
    assert (sheet / "set.xlsx").read_bytes() == before

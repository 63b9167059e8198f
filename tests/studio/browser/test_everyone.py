"""The studio for everyone: axe finds nothing, nothing is cut off, in each language and look."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from generator.studio.routes.text_pages import VIEWS
from generator.studio.translation import LANG, LANGUAGES
from generator.studio.workspace import Workspace
from support.browser import SIZES, axe, browser, needs_browser, served, window
from support.program import FIRST_STEPS
from support.river import RIVER

pytestmark = [pytest.mark.slow, needs_browser]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("texts")
    (folder / "river.txt").write_text(RIVER, encoding="utf-8")
    shutil.copytree(FIRST_STEPS, folder / "lessons")
    return folder


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with served(folder) as address:
        yield address


@pytest.fixture(scope="module")
def paths(folder: Path) -> list[str]:
    """Return the addresses of all pages."""
    shelf = Workspace(folder).look()
    (id,), (set_id,) = shelf.texts, shelf.sets
    views = [f"/text/{id}/{view}" for view in VIEWS]
    return ["/", f"/build/{id}", f"/print/{id}", f"/set/{set_id}", "/nowhere", *views]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    chromium: Browser, address: str, paths: list[str], scheme: str, tmp_path: Path
) -> None:
    script = axe(tmp_path)
    if script is None:
        pytest.skip("axe-core cannot be fetched: npm or its registry is missing")
    context = window(chromium, address, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    for path in paths:
        page.goto(address.partition("/?")[0] + path)
        page.wait_for_load_state("networkidle")
        page.add_script_tag(path=script)
        found = page.evaluate("axe.run().then((found) => found.violations)")
        for one in found:
            pytest.fail(f"{path}: {one['help']}: {one['nodes'][0]['html']}")
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_wider_than_the_window(
    chromium: Browser, address: str, paths: list[str], size: str, language: str
) -> None:
    context = window(chromium, address, locale=LANG[language])
    page = context.new_page()
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    for path in paths:
        page.goto(address.partition("/?")[0] + path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        expect(page.locator("html")).to_have_attribute("lang", LANG[language])
    context.close()


def test_a_look_that_was_chosen_stays(chromium: Browser, address: str) -> None:
    context = window(chromium, address, color_scheme="light")
    page = context.new_page()
    page.goto(address.partition("?")[0])
    page.get_by_label("Colours").select_option("night")
    expect(page.locator("html")).to_have_attribute("data-theme", "night")
    page.wait_for_load_state()  # its scripts listen only then
    page.get_by_label("Language").select_option("zh")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "night")
    context.close()

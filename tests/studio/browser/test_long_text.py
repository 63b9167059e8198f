"""A novel of 10,000 pairs in a real browser: it opens at once, scrolling and edits do not wait."""

import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator import pipeline
from generator.base.records import Bead, Passage, Sentence
from generator.pipeline import Resources, Source
from generator.pipeline.stages import Aligned, Annotated
from generator.pipeline.understanding import annotate_source
from generator.studio.kept_text import keep
from generator.studio.open_texts import kept_path, keys_of
from generator.studio.workspace import Workspace
from support.browser import browser, needs_browser, served, window
from support.river import RIVER

pytestmark = [pytest.mark.slow, needs_browser]
PAIRS = 10_000
MAX_SECONDS = 3.0
"""Until the page of a text that is understood shows its first pairs."""


def write_novel(folder: Path, resources: Resources) -> None:
    """Write a text of 10,000 pairs, and what was understood of it: understanding it here would take
    minutes."""
    (folder / "river.txt").write_text(RIVER, encoding="utf-8")
    few = annotate_source(resources, Source(folder / "river.txt")).passages
    (folder / "river.txt").unlink()
    passages: list[Passage] = []
    for number in range(1, PAIRS + 1):
        one = few[number % len(few)]
        passages.append(replace(one, number=number, en=f"{one.en} {number}", terms=()))
    for language in ("zh", "en"):
        lines = [getattr(one, language) for one in passages]
        (folder / f"novel.{language}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    here = Workspace(folder)
    (source,) = here.look().texts.values()
    text = pipeline.read(source)
    zh = tuple(Sentence(0, 0, one.zh, 0) for one in passages)
    en = tuple(Sentence(0, 0, one.en, 0) for one in passages)
    beads = tuple(Bead((number,), (number,), 0.95) for number in range(PAIRS))
    aligned = Aligned(text=text, zh=zh, en=en, beads=beads)
    names = resources.annotator.names([(one.zh, one.en) for one in few])
    about = {**keys_of(resources, source), "cuts": []}
    keep(kept_path(here, source), Annotated(aligned, tuple(passages), ()), names, about)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def page(
    chromium: Browser, tmp_path_factory: pytest.TempPathFactory, resources: Resources
) -> Iterator[Page]:
    folder = tmp_path_factory.mktemp("texts")
    write_novel(folder, resources)
    with served(folder) as address:
        context = window(chromium, address)
        page = context.new_page()
        page.goto(address.partition("?")[0])
        yield page
        context.close()


def opened(page: Page, view: str, line: str) -> float:
    """Open a view; return the seconds until its first lines are seen."""
    link = page.get_by_role("link", name=view).first.get_attribute("href")
    start = time.monotonic()
    page.goto(re.sub(r"(//[^/]*)/.*", r"\1", page.url) + str(link))
    expect(page.locator(line).first).to_be_visible()
    return time.monotonic() - start


def test_pairs_open_scroll_and_change(page: Page) -> None:
    opened(page, "Pairs", ".pair")  # the program itself is loaded once
    assert opened(page, "Pairs", ".pair") < MAX_SECONDS
    page.locator(".pair").first.click(position={"x": 5, "y": 5})
    page.keyboard.press("End")
    last = page.locator(f".pair[data-index='{PAIRS - 1}']")
    expect(last).to_be_focused()
    expect(last).to_contain_text(str(PAIRS))
    assert page.locator(".pair").count() < 1_000  # the others have no elements
    page.keyboard.press("b")
    expect(page.locator("#summary")).to_contain_text(f"{PAIRS - 1} pairs")
    page.keyboard.press("Control+z")
    expect(page.locator("#summary")).to_contain_text(f"{PAIRS} pairs")


def test_words_open_and_are_corrected(page: Page) -> None:
    assert opened(page, "Words", ".w") < MAX_SECONDS
    page.locator(".text-row[data-row='1'] .w").first.click()
    page.get_by_label("Your own meaning").fill("a meaning")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#word header")).to_contain_text("a meaning")

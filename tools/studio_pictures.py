#!/usr/bin/env python3
"""Take pictures of the studio: that of the README, and all pages to look at.

    python tools/studio_pictures.py [--out docs] [--all FOLDER] [--folder WORKSPACE]

The studio runs in a workspace with the letter and the class set of ``seeds/`` (or in WORKSPACE) and
is shot in Chromium, driven by Playwright. Says so where Chromium is not there, and exits 0. With
--all it also fills a folder with each page at 360, 1280 and 2000 pixels, by day and by night, in
each language.
"""

from prelude import ROOT

import itertools
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from card_browser import chromium
from inputs import LETTER, command_line

Scheme = Literal["light", "dark"]
SET = ROOT / "seeds" / "first-steps"
WIDTHS = {360: 780, 1280: 900, 2000: 1200}
"""Width of a window -> its height."""
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
LOCALES = ("en", "zh-CN")
README = (1180, 720)
WAIT = 60_000
"""Milliseconds that a page may take: the first opens the dictionary."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a workspace while the block runs; give the start address."""
    command = [sys.executable, str(ROOT / "cli.py"), "studio", str(folder), "--no-open"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait()


def take(folder: Path, out: Path, everything: Path | None) -> None:
    """Take the pictures of a workspace."""
    from playwright.sync_api import sync_playwright

    with served(folder) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium()), args=["--no-sandbox"])
        page = opened(browser, address, *README)
        (build, *_) = links(page, "/build/")
        page.goto(address.partition("/?")[0] + build)
        page.wait_for_load_state("networkidle")
        page.get_by_label("HSK").first.select_option("3")
        page.wait_for_timeout(500)  # until the numbers are counted anew
        page.locator(".numbers.busy").first.wait_for(state="detached")
        page.screenshot(path=out / "studio-build.png")
        if everything:
            page.locator("#start").click()
            page.locator("#outcome").wait_for()
            for width, scheme, locale in itertools.product(WIDTHS, SCHEMES, LOCALES):
                file = everything / f"NAME.{width}.{scheme}.{locale}.png"
                look = {"color_scheme": scheme, "locale": locale}
                shown = opened(browser, address, width, WIDTHS[width], **look)
                take_views(shown, folder, file)
                shown.context.close()
        browser.close()


def opened(browser: Any, address: str, width: int, height: int, **look: Any) -> Any:
    """Open a window that came through the start address."""
    context = browser.new_context(viewport={"width": width, "height": height}, **look)
    context.set_default_timeout(WAIT)
    page = context.new_page()
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return page


def links(page: Any, beginning: str) -> list[str]:
    """Return where the links of the first page lead that begin in some way."""
    found = page.locator(f'.shelf a[href^="{beginning}"]').all()
    return [str(link.get_attribute("href")) for link in found]


def take_views(page: Any, folder: Path, file: Path) -> None:
    """Take each page of a studio as it opens, then what comes up on it."""
    base = page.url
    (text, *_), (a_set, *_) = links(page, "/build/"), links(page, "/set/")
    id = text.rpartition("/")[2]
    paths = {view: f"text/{id}/{view}" for view in ("pairs", "words", "cards")}
    paths |= {"home": "", "build": f"build/{id}", "print": f"print/{id}", "error": "nowhere"}
    paths["set"] = a_set.lstrip("/")
    for name, path in paths.items():
        page.goto(base + path)
        page.wait_for_load_state("networkidle")
        shoot(page, file, name)
    page.goto(base + paths["set"])
    page.locator("#look").click()
    page.locator(".teaches summary").first.click()
    shoot(page, file, "set-words")
    page.goto(base + paths["words"])
    page.locator(".w[data-doubt]").first.click()
    page.locator("#word h2").wait_for()
    shoot(page, file, "words-panel", full=False)
    page.goto(base + paths["pairs"])
    page.keyboard.press("?")
    shoot(page, file, "keys", full=False)
    page.keyboard.press("Escape")
    take_conflict(page, folder, file)


def take_conflict(page: Any, folder: Path, file: Path) -> None:
    """Take what a page of pairs shows when another program changed their table."""
    pairs = page.locator(".pair")
    pairs.nth(1).click()
    page.keyboard.press("x")
    page.locator(".pair[data-state=out]").wait_for()
    (table,) = folder.glob("*.aligned.tsv")
    lines = table.read_text("utf-8").splitlines()
    lines[3] += " (changed elsewhere)"
    table.write_text("\n".join([*lines, ""]), "utf-8")
    pairs.nth(3).click()
    page.keyboard.press("x")
    page.locator("#conflict").wait_for()
    shoot(page, file, "conflict", full=False)
    table.unlink()


def shoot(page: Any, file: Path, name: str, *, full: bool = True) -> None:
    """Take a picture of a page, whole or as far as its window goes."""
    page.screenshot(path=file.with_name(file.name.replace("NAME", name)), full_page=full)


def main() -> None:
    """Read the command line."""
    parser = command_line(__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "docs", help="where the picture goes")
    parser.add_argument("--all", type=Path, help="a folder for pictures of all pages")
    parser.add_argument("--folder", type=Path, help="a workspace that is there")
    arguments = parser.parse_args()
    if chromium() is None:
        print("Chromium is not installed: no pictures were taken.")
        return
    if arguments.all:
        arguments.all.mkdir(parents=True, exist_ok=True)
    if arguments.folder:
        take(arguments.folder, arguments.out, arguments.all)
        return
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(LETTER, Path(folder, "letter.txt"))
        shutil.copytree(SET, Path(folder, "first-steps"))
        take(Path(folder), arguments.out, arguments.all)


if __name__ == "__main__":
    main()

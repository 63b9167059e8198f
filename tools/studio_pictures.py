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
from typing import Literal

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
        width, height = README
        context = browser.new_context(viewport={"width": width, "height": height})
        context.set_default_timeout(WAIT)
        page = context.new_page()
        page.goto(address)
        page.wait_for_load_state("networkidle")
        paths = ["/"]
        for link in page.locator(".shelf a").all():
            paths.append(str(link.get_attribute("href")))
        page.goto(address.partition("/?")[0] + next(one for one in paths if "/build/" in one))
        page.wait_for_load_state("networkidle")
        page.get_by_label("HSK").first.select_option("3")
        page.wait_for_timeout(500)  # until the numbers are counted anew
        page.locator(".numbers.busy").first.wait_for(state="detached")
        page.screenshot(path=out / "studio-build.png")
        context.close()
        for width, scheme, locale in itertools.product(WIDTHS, SCHEMES, LOCALES):
            if everything is None:
                break
            context = browser.new_context(
                viewport={"width": width, "height": WIDTHS[width]},
                color_scheme=scheme,
                locale=locale,
            )
            context.set_default_timeout(WAIT)
            page = context.new_page()
            page.goto(address)
            for path in dict.fromkeys(paths):
                page.goto(address.partition("/?")[0] + path)
                page.wait_for_load_state("networkidle")
                name = path.strip("/").replace("/", "-") or "home"
                file = everything / f"{name}.{width}.{scheme}.{locale}.png"
                page.screenshot(path=file, full_page=True)
            context.close()
        browser.close()


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

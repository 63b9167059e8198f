"""A studio in a process of its own, and a real browser that looks at it."""

import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from support.program import start

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next((path for name in NAMES if (path := shutil.which(name))), None)
AXE = "axe-core@4.10.3"
WAIT = 20_000
"""Milliseconds that a page may take on a busy machine."""
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
SIZES = {"phone": (360, 780), "desktop": (1280, 900), "wide": (2000, 1100)}


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a workspace while the block runs, and give the address that opens it."""
    process = start("studio", folder, "--no-open")
    try:
        assert process.stdout
        yield process.stdout.readline().decode().strip()
    finally:
        process.terminate()
        process.communicate(timeout=20)


@contextmanager
def browser() -> Iterator[Browser]:
    """Start Chromium while the block runs."""
    expect.set_options(timeout=WAIT)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


def window(browser: Browser, address: str, **settings: Any) -> BrowserContext:
    """Open a window that came through the start address; errors of scripts fail the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, **settings)
    context.set_default_timeout(WAIT)
    context.on("weberror", fail)
    page = context.new_page()
    page.goto(address)
    page.close()
    return context


def fail(error: Any) -> None:
    raise AssertionError(f"a script failed: {error.error}")


def axe(folder: Path) -> Path | None:
    """Fetch axe-core, which looks for what keeps people out; None without npm or the network."""
    npm = shutil.which("npm")
    if npm is None:
        return None
    done = subprocess.run([npm, "pack", AXE], cwd=folder, capture_output=True, check=False)
    packed = next(folder.glob("*.tgz"), None)
    if done.returncode or packed is None:
        return None
    with tarfile.open(packed) as archive:
        archive.extract("package/axe.min.js", folder, filter="data")
    return folder / "package" / "axe.min.js"

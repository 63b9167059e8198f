"""PDF by a browser that is on the machine: it sets ruby and Chinese as no library does, and nearly
everybody has one."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from generator.base.errors import InputError, OutputError

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
    "brave-browser",
)
MAC = ("Google Chrome", "Chromium", "Microsoft Edge", "Brave Browser")
WINDOWS = (
    r"Google\Chrome\Application\chrome.exe",
    r"Microsoft\Edge\Application\msedge.exe",
    r"Chromium\Application\chrome.exe",
)
TIME = 300
"""Seconds after which a browser that does not end is given up."""
REMEDY = (
    "Install Chrome, Chromium or Edge, or name one in CIKA_BROWSER; or leave --pdf out, open the"
    " HTML in a browser, and print it."
)


def browser() -> Path | None:
    """The browser that ``CIKA_BROWSER`` names, else the first on the machine that can print without
    a window.

    Raises InputError where the one that is named is not there.
    """
    if named := os.environ.get("CIKA_BROWSER"):
        if found := shutil.which(named):
            return Path(found)
        raise InputError(f"CIKA_BROWSER is {named}, which is no program. {REMEDY}")
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return Path(found) if found else next((path for path in _installed() if path.is_file()), None)


def pdf(page: bytes) -> bytes:
    """Print a page. Nothing is fetched and no script runs: the page's own policy forbids both.

    The file holds the time at which it was made, so its bytes differ from run to run.
    Raises InputError where there is no browser, OutputError where it makes no PDF.
    """
    program = browser()
    if program is None:
        raise InputError(f"No browser was found that could make a PDF. {REMEDY}")
    with tempfile.TemporaryDirectory(prefix="cika-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, target = folder / "page.html", folder / "page.pdf"
        source.write_bytes(page)
        command = [
            str(program),
            "--headless",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-extensions",
            "--host-resolver-rules=MAP * ~NOTFOUND",
            f"--user-data-dir={folder / 'profile'}",
            "--no-pdf-header-footer",
        ]
        if sys.platform == "linux" and os.geteuid() == 0:  # Chromium refuses its sandbox to root
            command.append("--no-sandbox")
        try:
            done = subprocess.run(
                [*command, f"--print-to-pdf={target}", source.as_uri()],
                capture_output=True,
                check=False,
                timeout=TIME,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise OutputError(
                f"{program} could not be used to make a PDF: {error}. {REMEDY}"
            ) from error
        if not target.is_file() or not target.stat().st_size:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or [
                "it said nothing"
            ]
            raise OutputError(f"{program} made no PDF ({said[0]}). {REMEDY}")
        return target.read_bytes()


def _installed() -> Iterable[Path]:
    """Where browsers are on Windows and macOS, whose programs are not on the path."""
    if sys.platform == "darwin":
        return [
            home / f"Applications/{name}.app/Contents/MacOS/{name}"
            for home in (Path("/"), Path.home())
            for name in MAC
        ]
    roots = [os.environ.get(name) for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")]
    return [Path(root) / path for root in roots if root for path in WINDOWS]

"""PDF by a browser that is on the machine: it sets ruby and Chinese as no library does, and nearly
everybody has one."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from generator.base.errors import InputError, OutputError

PROGRAMS = (
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
MAC_PROGRAMS = ("Google Chrome", "Chromium", "Microsoft Edge", "Brave Browser")
WINDOWS_PROGRAMS = (
    r"Google\Chrome\Application\chrome.exe",
    r"Microsoft\Edge\Application\msedge.exe",
    r"Chromium\Application\chrome.exe",
)
MARK = b"%Made with Cika\n"
"""A comment behind the end of a PDF: by it a folder of texts knows its own sheets."""
MAX_SECONDS = 300
"""Time after which a browser that does not end is given up."""
REMEDY = (
    "Install Chrome, Chromium or Edge, or name one in CIKA_BROWSER; or leave --pdf out, open the"
    " HTML in a browser, and print it."
)


def browser() -> Path | None:
    """Find the browser that ``CIKA_BROWSER`` names, else the first on the machine that can print
    without a window.

    Raises InputError where the one that is named is not there.
    """
    named = os.environ.get("CIKA_BROWSER")
    if named:
        found = shutil.which(named)
        if not found:
            raise InputError(f"CIKA_BROWSER is {named}, which is no program. {REMEDY}")
        return Path(found)
    for program in PROGRAMS:
        found = shutil.which(program)
        if found:
            return Path(found)
    for path in _usual_places():
        if path.is_file():
            return path
    return None


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
        command = _command(program, folder / "profile", source, target)
        try:
            done = subprocess.run(command, capture_output=True, check=False, timeout=MAX_SECONDS)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise OutputError(
                f"{program} could not be used to make a PDF: {error}. {REMEDY}"
            ) from error
        if not target.is_file() or not target.stat().st_size:
            lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
            message = lines[-1] if lines else "it said nothing"
            raise OutputError(f"{program} made no PDF ({message}). {REMEDY}")
        return target.read_bytes() + MARK


def _command(program: Path, profile: Path, source: Path, target: Path) -> list[str]:
    command = [
        str(program),
        "--headless",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-extensions",
        "--host-resolver-rules=MAP * ~NOTFOUND",
        f"--user-data-dir={profile}",
        "--no-pdf-header-footer",
    ]
    if sys.platform == "linux" and os.geteuid() == 0:  # Chromium refuses its sandbox to root
        command.append("--no-sandbox")
    return [*command, f"--print-to-pdf={target}", source.as_uri()]


def _usual_places() -> Iterator[Path]:
    """Yield where browsers are on Windows and macOS, whose programs are not on the path."""
    if sys.platform == "darwin":
        for home in (Path("/"), Path.home()):
            for name in MAC_PROGRAMS:
                yield home / f"Applications/{name}.app/Contents/MacOS/{name}"
        return
    for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        folder = os.environ.get(variable)
        if folder:
            yield from (Path(folder) / path for path in WINDOWS_PROGRAMS)

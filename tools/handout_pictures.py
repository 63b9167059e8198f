#!/usr/bin/env python3
"""Print the handouts of seeds/first-steps and take pictures of their pages: docs/handout-KIND.png,
or every page into a folder.

    python tools/handout_pictures.py [--all FOLDER]

Needs a Chrome, Chromium or Edge, pdftoppm (Debian: poppler-utils), and fonts (Debian:
fonts-noto-cjk fonts-noto-core). Says so where one of the programs is not there, and exits 0.
"""

from prelude import ROOT

import shutil
import subprocess
import tempfile
from pathlib import Path

from generator.commands.handout import handout
from generator.handout.browser_pdf import browser
from inputs import LESSONS, command_line

PAGES = {"reader": 1, "words": 3, "worksheet": 1, "characters": 1}
"""The page of each kind that the README shows."""
DPI = 84
OPTIONS = "--pdf --kinds all --versions 30 --seed TERM1"


def main() -> None:
    """Read the command line and take the pictures."""
    parser = command_line(__doc__)
    parser.add_argument("--all", type=Path, help="folder for pictures of every page")
    out: Path | None = parser.parse_args().all
    if browser() is None or shutil.which("pdftoppm") is None:
        print("No browser, or no pdftoppm: no pictures of handouts were taken.")
        return
    with tempfile.TemporaryDirectory() as folder:
        arguments = [str(LESSONS), *OPTIONS.split(), "-o", folder]
        handout.main(arguments, standalone_mode=False)
        for path in sorted(Path(folder).glob("*.pdf")):
            kind = path.name.split(".")[1]
            if out:
                out.mkdir(parents=True, exist_ok=True)
                take_picture(path, out / kind)
            elif kind in PAGES:
                take_picture(path, ROOT / "docs" / f"handout-{kind}", PAGES[kind])


def take_picture(pdf: Path, target: Path, page: int = 0) -> None:
    """Take a grey picture of one page, or of each (0)."""
    pages = ["-f", str(page), "-l", str(page), "-singlefile"] if page else []
    command = ["pdftoppm", "-r", str(DPI), "-gray", "-png", *pages, str(pdf), str(target)]
    subprocess.run(command, check=True)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Print the handouts of seeds/first-steps and take pictures of their pages: docs/handout-KIND.png,
or every page into a folder.

Needs a Chrome, Chromium or Edge, pdftoppm (Debian: poppler-utils), and fonts (Debian:
fonts-noto-cjk fonts-noto-core). Says so where one of the programs is not there, and exits 0.

Usage: handout_pictures.py [--all FOLDER]
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from generator.commands.handout import handout
from generator.handout.browser_pdf import browser

SET = ROOT / "seeds" / "first-steps"
PAGES = {"reader": 1, "words": 3, "worksheet": 1, "characters": 1}
"""The page of each kind that the README shows."""
DPI = 84


def main() -> None:
    if browser() is None or shutil.which("pdftoppm") is None:
        print("No browser, or no pdftoppm: no pictures of handouts were taken.")
        return
    everything = Path(sys.argv[2]) if sys.argv[1:2] == ["--all"] else None
    with tempfile.TemporaryDirectory() as name:
        arguments = [
            str(SET),
            "--pdf",
            "--kinds",
            "all",
            "--versions",
            "30",
            "--seed",
            "TERM1",
            "-o",
            name,
        ]
        handout.main(arguments, standalone_mode=False)
        for path in sorted(Path(name).glob("*.pdf")):
            kind = path.name.split(".")[1]
            if everything:
                everything.mkdir(parents=True, exist_ok=True)
                picture(path, everything / kind)
            elif kind in PAGES:
                picture(path, ROOT / "docs" / f"handout-{kind}", PAGES[kind])


def picture(pdf: Path, target: Path, page: int = 0) -> None:
    """A grey picture of one page, or of each."""
    which = ["-f", str(page), "-l", str(page), "-singlefile"] if page else []
    subprocess.run(
        ["pdftoppm", "-r", str(DPI), "-gray", "-png", *which, str(pdf), str(target)], check=True
    )


if __name__ == "__main__":
    main()

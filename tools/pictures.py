#!/usr/bin/env python3
"""Take the pictures of the README: real cards of the letter, rendered by the real Anki, shot in Chromium.

    python tools/pictures.py [--shoot ../shared/tools/shoot_cards.py] [--out docs]

Needs the package anki, Chromium, and fonts (Debian: chromium fonts-noto-cjk fonts-noto-core). Says so where the shooting
tool or Chromium is not there, and exits 0.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHOOT = ROOT.parent / "shared" / "tools" / "shoot_cards.py"
LETTER = ROOT / "seeds" / "1953-12-19-letter-to-the-spark-collective-farm.txt"
WORD, SENTENCE = 'note:"Cika Word" Simplified:{}', 'note:"Cika Sentence" Number:{}'
SHEETS = {
    "cards-phone": (
        "android",
        [(WORD.format("稻田"), "front", "day"), (WORD.format("稻田"), "back", "day"), (SENTENCE.format("11"), "back", "night")],
    ),
    "cards-desktop": ("desktop", [(WORD.format("代表"), "back", "day"), (WORD.format("战友"), "back", "night")]),
}
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><include>/etc/fonts/fonts.conf</include>
<alias binding="strong"><family>system-ui</family><prefer><family>Noto Sans</family></prefer></alias>
<alias binding="strong"><family>sans-serif</family><prefer><family>Noto Sans</family></prefer></alias></fontconfig>"""


def shoot(tool: Path, deck: Path, folder: Path, search: str, side: str, device: str, mode: str) -> Path:
    target = folder / f"{len(list(folder.iterdir()))}"
    command = [sys.executable, str(tool), str(deck), str(target), "--n", "1", "--search", search]
    subprocess.run([*command, "--sides", side, "--devices", device, "--modes", mode], check=True, stdout=subprocess.DEVNULL)
    return next(target.glob("*.png"))


def sheet(chromium: str, pictures: list[Path], out: Path, width: int) -> None:
    """Put pictures side by side into one."""
    tags = "".join(f"<img src='{p.as_uri()}' width='{width}'>" for p in pictures)
    page = out.with_suffix(".html")
    page.write_text(
        f"<style>body{{margin:12px;background:#cfccc4;display:flex;gap:12px}}img{{border-radius:10px}}</style>{tags}", encoding="utf-8"
    )
    first = pictures[0].read_bytes()
    height = round(int.from_bytes(first[20:24], "big") * width / int.from_bytes(first[16:20], "big"))
    with tempfile.TemporaryDirectory() as profile:
        command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={profile}"]
        size = f"--window-size={len(pictures) * (width + 12) + 12},{height + 24}"
        subprocess.run([*command, size, f"--screenshot={out}", page.as_uri()], check=True, stderr=subprocess.DEVNULL)
    page.unlink()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shoot", type=Path, default=SHOOT)
    parser.add_argument("--out", type=Path, default=ROOT / "docs")
    options = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if not options.shoot.is_file() or not chromium:
        print(f"No pictures taken: {'Chromium' if not chromium else options.shoot} is not there.")
        return
    options.out.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "fonts.conf").write_text(FONTS, encoding="utf-8")
        os.environ["FONTCONFIG_FILE"] = str(folder / "fonts.conf")
        subprocess.run(
            [sys.executable, str(ROOT / "cli.py"), "build", str(LETTER), "-o", str(folder / "decks")], check=True, stdout=subprocess.DEVNULL
        )
        deck = next((folder / "decks").glob("*.apkg"))
        for name, (device, cards) in SHEETS.items():
            pictures = [shoot(options.shoot, deck, folder, search, side, device, mode) for search, side, mode in cards]
            sheet(chromium, pictures, options.out / f"{name}.png", 300 if device == "android" else 640)
            print(options.out / f"{name}.png")


if __name__ == "__main__":
    main()

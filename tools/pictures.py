#!/usr/bin/env python3
"""Take pictures of the letter's cards: those of the README, and all nine templates in every mode to
look at.

    python tools/pictures.py [--out docs] [--all FOLDER]

Cards are rendered by the real Anki and shot in Chromium. Needs the package anki, Chromium, and
fonts (Debian: chromium fonts-noto-cjk fonts-noto-core). Says so where Chromium is not there, and
exits 0. With --all it also fills a folder with one sheet for each of day and night, phone and
desktop, folded and unfolded, and some looks.
"""

from prelude import ROOT

import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from itertools import product
from pathlib import Path
from typing import NamedTuple

from card_browser import CardPicture, cards, chromium, frame, picture, sheet
from inputs import LETTER, command_line

WORD, SENTENCE = 'note:"Cika Word" Simplified:{}', 'note:"Cika Sentence" Number:{}'
"""Searches of Anki."""
RECOGNITION = "Cika Word Recognition"
SIZES = {"phone": (390, 720), "desktop": (640, 620)}
"""Width and height of a card in CSS pixels."""
GAP = 12
COLUMNS = {"phone": 6, "desktop": 4}
"""Cards side by side on a sheet of all."""
WORD_ON_SHEETS, SENTENCE_ON_SHEETS = "建立", "6"
SIDES = ("front", "back")
LOOKS: tuple[tuple[str, ...], ...] = (
    (),
    ("--tones", "pleco", "--phonetic", "both", "--script", "both"),
    ("--tones", "hanping", "--script", "traditional", "--phonetic", "zhuyin", "--size", "large"),
)
"""Options of the builds that sheets are made of."""


class Shot(NamedTuple):
    """A card of the README."""

    kind: str
    what: str
    """The word, or the number of the sentence."""
    side: str
    night: bool = False


README = {
    "phone": (
        Shot(RECOGNITION, "稻田", "front"),
        Shot(RECOGNITION, "稻田", "back"),
        Shot("Cika Word Writing", "机器", "back", night=True),
        Shot("Cika Sentence Reading", "11", "back", night=True),
    ),
    "desktop": (
        Shot(RECOGNITION, "代表", "back"),
        Shot(RECOGNITION, "战友", "back", night=True),
    ),
}
"""Device -> what is on its sheet."""


def build(folder: Path, *options: str) -> Path:
    """Build the letter with all cards; return the package."""
    command = [sys.executable, str(ROOT / "cli.py"), "build", str(LETTER), "-o", str(folder)]
    subprocess.run([*command, "--cards", "all", *options], check=True, stdout=subprocess.DEVNULL)
    return next(folder.glob("*.apkg"))


def shoot(frames: Sequence[str], target: Path, columns: int, size: tuple[int, int]) -> None:
    """Take a picture of frames side by side, and print its name."""
    rows = -(-len(frames) // columns)
    width, height = columns * (size[0] + GAP) + GAP, rows * (size[1] + GAP) + GAP
    picture(sheet(frames), target, width, height)
    print(target)


def shoot_readme(deck: Path, out: Path) -> None:
    """Take the pictures of the README."""
    for device, shots in README.items():
        frames = []
        for shot in shots:
            card = _card(deck, shot)
            page = card.page(shot.side, night=shot.night, device=device)
            frames.append(frame(page, *SIZES[device]))
        shoot(frames, out / f"cards-{device}.png", len(frames), SIZES[device])


def _card(deck: Path, shot: Shot) -> CardPicture:
    search = SENTENCE if "Sentence" in shot.kind else WORD
    return next(card for card in cards(deck, search.format(shot.what)) if card.kind == shot.kind)


def shoot_all(folder: Path, out: Path) -> None:
    """Take pictures of all templates of a word and a sentence, in every mode."""
    for number, looks in enumerate(LOOKS):
        deck = build(folder / str(number), *looks)
        found = cards(deck, WORD.format(WORD_ON_SHEETS))
        found += cards(deck, SENTENCE.format(SENTENCE_ON_SHEETS))
        for device, night, unfold in product(SIZES, (False, True), (False, True)):
            width, height = SIZES[device]
            size = (width, 2 * height if unfold else height)
            pages = _pages(found, night=night, device=device, unfold=unfold)
            frames = [frame(page, *size) for page in pages]
            time, state = "night" if night else "day", "unfolded" if unfold else "folded"
            target = out / f"{number}-{device}-{time}-{state}.png"
            shoot(frames, target, COLUMNS[device], size)


def _pages(found: Iterable[CardPicture], *, night: bool, device: str, unfold: bool) -> list[str]:
    """Return both sides of cards."""
    return [
        card.page(side, night=night, device=device, unfold=unfold)
        for card, side in product(found, SIDES)
    ]


def main() -> None:
    """Read the command line and take the pictures."""
    parser = command_line(__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "docs")
    parser.add_argument("--all", type=Path, help="folder for sheets of all templates")
    options = parser.parse_args()
    if chromium() is None:
        print("No pictures taken: Chromium is not there.")
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        options.out.mkdir(exist_ok=True)
        shoot_readme(build(folder / "readme", "--tones", "pleco"), options.out)
        if options.all:
            options.all.mkdir(parents=True, exist_ok=True)
            shoot_all(folder, options.all)


if __name__ == "__main__":
    main()

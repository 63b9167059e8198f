#!/usr/bin/env python3
"""Take pictures of the letter's cards: those of the README, and all nine templates in every mode to
look at.

    python tools/pictures.py [--out docs] [--all FOLDER]

Cards are rendered by the real Anki and shot in Chromium. Needs the package anki, Chromium, and
fonts (Debian: chromium fonts-noto-cjk fonts-noto-core). Says so where Chromium is not there, and
exits 0. With --all it also fills a folder with one sheet for each of day and night, phone and
desktop, folded and unfolded, and some looks.
"""

import argparse
import subprocess
import sys
import tempfile
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import card_browser

ROOT = Path(__file__).resolve().parent.parent
LETTER = ROOT / "seeds" / "1953-12-19-letter-to-the-spark-collective-farm.txt"
WORD, SENTENCE = 'note:"Cika Word" Simplified:{}', 'note:"Cika Sentence" Number:{}'
README = {
    "cards-phone": (
        ("Cika Word Recognition", "稻田", "front", False, False),
        ("Cika Word Recognition", "稻田", "back", False, False),
        ("Cika Word Writing", "机器", "back", True, False),
        ("Cika Sentence Reading", "11", "back", True, False),
    ),
    "cards-desktop": (
        ("Cika Word Recognition", "代表", "back", False, False),
        ("Cika Word Recognition", "战友", "back", True, False),
    ),
}
"""Sheet -> card, word or number of the sentence, side, night, unfolded."""
SIZES = {"phone": (390, 720), "desktop": (640, 620)}
LOOKS: tuple[tuple[str, ...], ...] = (
    (),
    ("--tones", "pleco", "--phonetic", "both", "--script", "both"),
    ("--tones", "hanping", "--script", "traditional", "--phonetic", "zhuyin", "--size", "large"),
)


def build(folder: Path, *options: str) -> Path:
    command = [
        sys.executable,
        str(ROOT / "cli.py"),
        "build",
        str(LETTER),
        "-o",
        str(folder),
        "--cards",
        "all",
        *options,
    ]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return next(folder.glob("*.apkg"))


def shoot(frames: list[str], target: Path, columns: int, device: str, height: int) -> None:
    width, _ = SIZES[device]
    rows = -(-len(frames) // columns)
    card_browser.picture(
        card_browser.sheet(frames), target, columns * (width + 12) + 12, rows * (height + 12) + 12
    )
    print(target)


def of_readme(deck: Path, out: Path) -> None:
    cards = {(card.kind, card.key): card for card in card_browser.cards(deck)}
    for name, wanted in README.items():
        device = name.removeprefix("cards-")
        frames = []
        for kind, what, side, night, unfold in wanted:
            search = (SENTENCE if "Sentence" in kind else WORD).format(what)
            card = next(c for c in card_browser.cards(deck, search) if c.kind == kind)
            frames.append(
                card_browser.frame(
                    cards[kind, card.key].page(side, night=night, device=device, unfold=unfold),
                    *SIZES[device],
                )
            )
        shoot(frames, out / f"{name}.png", len(frames), device, SIZES[device][1])


def of_everything(folder: Path, out: Path) -> None:
    for number, looks in enumerate(LOOKS):
        deck = build(folder / str(number), *looks)
        cards = card_browser.cards(deck, WORD.format("建立")) + card_browser.cards(
            deck, SENTENCE.format("6")
        )
        for device, night, unfold in product(SIZES, (False, True), (False, True)):
            width, height = SIZES[device]
            height = 2 * height if unfold else height
            pages = [
                c.page(side, night=night, device=device, unfold=unfold)
                for c in cards
                for side in ("front", "back")
            ]
            name = "-".join(
                (
                    str(number),
                    device,
                    "night" if night else "day",
                    "unfolded" if unfold else "folded",
                )
            )
            frames = [card_browser.frame(page, width, height) for page in pages]
            shoot(frames, out / f"{name}.png", 6 if device == "phone" else 4, device, height)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=ROOT / "docs")
    parser.add_argument("--all", type=Path, help="folder for sheets of all templates")
    options = parser.parse_args()
    if card_browser.chromium() is None:
        print("No pictures taken: Chromium is not there.")
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        options.out.mkdir(exist_ok=True)
        of_readme(build(folder / "readme", "--tones", "pleco"), options.out)
        if options.all:
            options.all.mkdir(parents=True, exist_ok=True)
            of_everything(folder, options.all)


if __name__ == "__main__":
    main()

"""What Cika makes of files that other programs made: the table of inputs, and the time that each takes.

    python tools/formats.py                      over tests/cases/formats, against the pairs in its pairs.tsv
    python tools/formats.py turns PAIRS.tsv.gz   languages in turn: texts made of pairs (zh, tab, en), some sentences left out

A bead is right if it holds the same pairs of pairs.tsv on both sides. Times are of one process, the second reading of each file.
"""

import gzip
import random
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from generator.pipeline import Source, Workshop
from generator.texts import find_texts
from generator.texts.plain import read_plain

FILES = ROOT / "tests" / "cases" / "formats"


def pieces(text: str, side: list[str]) -> set[int]:
    """The numbers of the sentences of ``side`` that ``text`` holds, spaces aside; not those inside a longer one that it holds."""
    solid = "".join(text.split())
    found = {number: "".join(side[number].split()) for number in range(len(side)) if "".join(side[number].split()) in solid}
    return {number for number, own in found.items() if not any(own != other and own in other for other in found.values())}


def turns(path: Path) -> None:
    """Print, for layouts and shares of sentences left out, how often the order is kept, and how many of its pairs are right."""
    layouts = {"lines": "{0}\n{1}\n", "blank lines": "{1}\n\n{0}\n\n", "one line": "{0} {1}\n", "tab": "{0}\t{1}\n"}
    with gzip.open(path, "rt", encoding="utf-8") as file:
        pairs = [tuple(line.rstrip("\n").split("\t")[:2]) for _, line in zip(range(20_000), file, strict=False)]
    chance = random.Random(1)
    print("| layout | left out | texts | kept | pairs right / all |\n|---|---|---|---|---|")
    for dropped in (0.0, 0.02, 0.05, 0.1):
        for label, layout in layouts.items():
            kept = right = every = 0
            for _ in range(100):
                size = chance.randrange(6, 60)
                at = chance.randrange(len(pairs) - size)
                chosen = pairs[at : at + size]
                chance.shuffle(chosen)
                sides = [(zh, en) if (r := chance.random()) >= dropped else (zh, "") if r < dropped / 2 else ("", en) for zh, en in chosen]
                text = read_plain("".join(layout.format(*pair) for pair in sides), "a", "a")
                gold = {("".join(zh.split()), "".join(en.split())) for zh, en in chosen}
                given = [row for row in text.rows or () if row.zh and row.en]
                rows = [("".join("".join(row.zh).split()), "".join("".join(row.en).split())) for row in given]
                kept += text.rows is not None
                right += len(gold.intersection(rows))
                every += len(rows)
            print(f"| {label} | {dropped:.0%} | 100 | {kept} | {right} / {every} |")


def main() -> None:
    if sys.argv[1:2] == ["turns"]:
        turns(Path(sys.argv[2]))
        return
    pairs = [line.split("\t") for line in (FILES / "pairs.tsv").read_text(encoding="utf-8").splitlines()]
    zh, en = ([pair[i] for pair in pairs] for i in (0, 1))
    workshop = Workshop()
    print("| file | sentences zh / en | given | beads with a known pair: right / all | read, ms |\n|---|---|---|---|---|")
    for path, english in find_texts([FILES]):
        if path.name == "pairs.tsv":
            continue
        source = Source(path, english)
        workshop.read(source)
        start = time.process_time()
        text = workshop.read(source)
        spent = 1000 * (time.process_time() - start)
        aligned = workshop.align_text(text)
        found = [(pieces("".join(row.zh), zh), pieces("".join(row.en), en)) for row in aligned.rows()]
        known = [(a, b) for a, b in found if a or b]
        right = sum(a == b for a, b in known)
        name = f"{path.name} + {english.name}" if english else path.name
        given = "yes" if aligned.given else ""
        print(f"| {name} | {len(aligned.zh)} / {len(aligned.en)} | {given} | {right} / {len(known)} | {spent:.1f} |")


if __name__ == "__main__":
    main()

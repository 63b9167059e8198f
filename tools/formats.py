"""What Cika makes of files that other programs made: the table of inputs, and the time that each takes.

    python tools/formats.py        over tests/cases/formats, against the pairs in its pairs.tsv

A bead is right if it holds the same pairs of pairs.tsv on both sides. Times are of one process, the second reading of each file.
"""

import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from generator.pipeline import Source, Workshop  # noqa: E402

FILES = ROOT / "tests" / "cases" / "formats"


def pieces(text: str, side: list[str]) -> set[int]:
    """The numbers of the sentences of ``side`` that ``text`` holds, spaces aside; not those inside a longer one that it holds."""
    solid = "".join(text.split())
    found = {number: "".join(side[number].split()) for number in range(len(side)) if "".join(side[number].split()) in solid}
    return {number for number, own in found.items() if not any(own != other and own in other for other in found.values())}


def main() -> None:
    pairs = [line.split("\t") for line in (FILES / "pairs.tsv").read_text(encoding="utf-8").splitlines()]
    zh, en = ([pair[i] for pair in pairs] for i in (0, 1))
    workshop = Workshop()
    print("| file | sentences zh / en | given | beads with a known pair: right / all | read, ms |\n|---|---|---|---|---|")
    from generator.texts import find_texts

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
        print(f"| {name} | {len(aligned.zh)} / {len(aligned.en)} | {'yes' if aligned.given else ''} | {right} / {len(known)} | {spent:.1f} |")


if __name__ == "__main__":
    main()

"""What Cika makes of files that other programs made: the table of inputs, and the time that each
takes.

    python tools/check_formats.py                      files of other programs, then hostile files
    python tools/check_formats.py people               files as people have them
    python tools/check_formats.py hostile              files made to do harm, and what each got
    python tools/check_formats.py turns PAIRS.tsv.gz   languages in turn, made of pairs
    python tools/check_formats.py books PAIRS.tsv.gz   two EPUBs, made of pairs

The files of other programs lie in tests/cases/formats and hold the pairs of its pairs.tsv; those of
people in its folder people, whose files.toml says what each holds; hostile ones are made by
tests/texts/hostile.py. PAIRS.tsv.gz has Chinese, tab, English; of the texts made
of it some sentences are left out, of the books chapters are left out, joined, moved. A bead is
right if it holds the same pairs on both sides. Times are of one process, the second reading of each
file.
"""

from prelude import ROOT

import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from pathlib import Path

from generator import pipeline
from generator.base.errors import CikaError
from generator.base.records import AlignedRow
from generator.pipeline import Resources, Source
from generator.texts import find_texts, read_text
from generator.texts.plain import read_plain
from inputs import CASES, Pair, read_pairs
from made_books import Chapters, book
from people_files import PEOPLE, print_people

FILES = CASES / "formats"
SHOWN = 110
"""Characters of a message that the table has."""
MOST_PAIRS = 20_000
"""Pairs that texts are made of."""
LAYOUTS = {
    "lines": "{0}\n{1}\n",
    "blank lines": "{1}\n\n{0}\n\n",
    "one line": "{0} {1}\n",
    "tab": "{0}\t{1}\n",
}
"""How Chinese and English stand in turn."""
SHARES = (0.0, 0.02, 0.05, 0.1)
"""Shares of pairs of which a sentence is left out."""
TEXTS = 100
"""Texts of each layout and share."""
CHAPTERS, CHAPTER_PAIRS = 8, 60
PREFACE_PAIRS = 120


def solid(text: str) -> str:
    """Leave out spaces."""
    return "".join(text.split())


# -- files of other programs


def print_inputs() -> None:
    """Print what becomes of the files of other programs."""
    lines = (FILES / "pairs.tsv").read_text(encoding="utf-8").splitlines()
    zh_known, en_known = zip(*(line.split("\t")[:2] for line in lines), strict=True)
    resources = Resources()
    made_by = makers()
    print("| file | made by | sentences zh / en | alignment ", end="")
    print("| beads with a known pair: right / all | read, ms |\n|---|---|---|---|---|---|")
    for path, english in find_texts([FILES]):
        if path.name == "pairs.tsv" or path.parent == PEOPLE:
            continue
        source = Source(path, english)
        pipeline.read(source)
        start = time.process_time()
        text = pipeline.read(source)
        spent = 1000 * (time.process_time() - start)
        aligned = pipeline.align_text(resources, text)
        right, known = _known_beads(aligned.rows(), zh_known, en_known)
        name = f"{path.name} + {english.name}" if english else path.name
        counts = f"{len(aligned.zh)} / {len(aligned.en)}"
        way = "given" if aligned.given else "found"
        beads = f"{right} / {known}"
        print(f"| {name} | {made_by[path.name]} | {counts} | {way} | {beads} | {spent:.1f} |")


def makers() -> dict[str, str]:
    """Return which program made a file, as the README of the files says."""
    readme = (FILES / "README.md").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for names, maker in re.findall(r"^\| (.+\.\w+) \| (.+) \|$", readme, re.MULTILINE):
        program = re.sub(r" from .*|, printed from .*|, as players .*", "", maker)
        found |= dict.fromkeys(names.split(", "), program)
    return found


def _known_beads(
    rows: Iterable[AlignedRow], zh_known: Sequence[str], en_known: Sequence[str]
) -> tuple[int, int]:
    """Count the beads that hold the same known pairs on both sides, and those that hold any."""
    right = known = 0
    for row in rows:
        zh, en = held("".join(row.zh), zh_known), held("".join(row.en), en_known)
        if zh or en:
            known += 1
            right += zh == en
    return right, known


def held(text: str, sentences: Sequence[str]) -> set[int]:
    """Return the numbers of the sentences that a text holds, spaces aside.

    Those are left out that lie inside a longer one that it holds.
    """
    whole = solid(text)
    found: dict[int, str] = {}
    for number, sentence in enumerate(sentences):
        if solid(sentence) in whole:
            found[number] = solid(sentence)
    longest = {one for one in found.values() if not _is_inside(one, found.values())}
    return {number for number, own in found.items() if own in longest}


def _is_inside(text: str, others: Iterable[str]) -> bool:
    return any(text in other and text != other for other in others)


# -- hostile files


def print_hostile() -> None:
    """Print what files get that were made to do harm (tests/texts/hostile.py)."""
    sys.path.insert(0, str(ROOT / "tests" / "texts"))
    from hostile import CASES as HOSTILE

    print("| file | bytes | what it got | CPU, s |\n|---|---|---|---|")
    for label, case in HOSTILE.items():
        data = case.data()
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / case.name
            path.write_bytes(data)
            start = time.process_time()
            got = _outcome(path)[:SHOWN].replace("|", "")
            spent = time.process_time() - start
        print(f"| {label} | {len(data):,} | {got} | {spent:.2f} |")


def _outcome(path: Path) -> str:
    """Read a file; return how much Chinese it holds, or the message."""
    try:
        size = sum(len(read_text(zh).zh) for zh, _ in find_texts([path]))
    except CikaError as error:
        return str(error).replace(str(path), "").lstrip(":, ")
    return f"read: {size:,} characters of Chinese"


# -- languages in turn


def print_turns(path: Path) -> None:
    """Print how often the order of languages in turn is kept, and how many pairs are right."""
    pairs = list(read_pairs(path, MOST_PAIRS))
    dice = random.Random(1)
    print("| layout | left out | texts | kept | pairs right / all |\n|---|---|---|---|---|")
    for dropped in SHARES:
        for label, layout in LAYOUTS.items():
            kept = right = every = 0
            for _ in range(TEXTS):
                chosen = _some(pairs, dice)
                text = read_plain(_in_turn(chosen, layout, dropped, dice), "a", "a")
                kept += text.rows is not None
                found = _found_pairs(text.rows or ())
                right += len(_solid_pairs(chosen).intersection(found))
                every += len(found)
            print(f"| {label} | {dropped:.0%} | {TEXTS} | {kept} | {right} / {every} |")


def _some(pairs: Sequence[Pair], dice: random.Random) -> list[Pair]:
    """Draw a stretch of pairs, and shuffle it."""
    size = dice.randrange(6, 60)
    at = dice.randrange(len(pairs) - size)
    chosen = list(pairs[at : at + size])
    dice.shuffle(chosen)
    return chosen


def _in_turn(pairs: Iterable[Pair], layout: str, dropped: float, dice: random.Random) -> str:
    """Write pairs in turn, a share of them without one of the sides."""
    written = []
    for zh, en in pairs:
        number = dice.random()
        has_zh, has_en = not dropped / 2 <= number < dropped, number >= dropped / 2
        written.append(layout.format(zh if has_zh else "", en if has_en else ""))
    return "".join(written)


def _found_pairs(rows: Iterable[AlignedRow]) -> list[Pair]:
    """Return the beads with two sides, spaces aside."""
    both = [row for row in rows if row.zh and row.en]
    return [(solid("".join(row.zh)), solid("".join(row.en))) for row in both]


def _solid_pairs(pairs: Iterable[Pair]) -> set[Pair]:
    return {(solid(zh), solid(en)) for zh, en in pairs}


# -- books


def print_books(path: Path) -> None:
    """Print how many pairs of two books are found.

    They have 8 chapters of 60 pairs, and what publishers and translators do to them.
    """
    pairs = [(zh, en) for zh, en in read_pairs(path, MOST_PAIRS) if zh[-1] in "。？！"]
    size = CHAPTERS * CHAPTER_PAIRS
    drawn = random.Random(2).sample(pairs, size + PREFACE_PAIRS)
    chosen, rest = drawn[:size], drawn[size:]
    starts = range(0, size, CHAPTER_PAIRS)
    zh_lines, en_lines = [one for one, _ in chosen], [one for _, one in chosen]
    zh = [zh_lines[at : at + CHAPTER_PAIRS] for at in starts]
    en = [en_lines[at : at + CHAPTER_PAIRS] for at in starts]
    preface = [one for _, one in rest[:CHAPTER_PAIRS]]
    resources = Resources()
    print(f"| two books of {CHAPTERS} chapters, {size} pairs ", end="")
    print("| pairs in both | found | beads right / all |\n|---|---|---|---|")
    for label, (zh_book, en_book) in _books(zh, en, preface).items():
        headings = ("", "") if label == "without headings" else ("第{}章", "Chapter {}")
        found = _aligned_books(resources, book(zh_book, headings[0]), book(en_book, headings[1]))
        here = set(chain.from_iterable(zh_book))
        there = set(chain.from_iterable(en_book))
        both = [(one, other) for one, other in chosen if one in here and other in there]
        gold = _solid_pairs(both)
        right = len(gold.intersection(found))
        print(f"| {label} | {len(gold)} | {right / len(gold):.1%} | {right} / {len(found)} |")


def _books(
    zh: Chapters, en: Chapters, preface: Sequence[str]
) -> dict[str, tuple[Chapters, Chapters]]:
    """Return both books as each case has them."""
    return {
        "as they are": (zh, en),
        "without headings": (zh, en),
        "a preface of 60 sentences in English only": (zh, [preface, *en]),
        "a chapter left out in English": (zh, [*en[:3], *en[4:]]),
        "a chapter left out in Chinese, another in English": (
            [*zh[:2], *zh[3:]],
            [*en[:5], *en[6:]],
        ),
        "two chapters in one in English": (zh, [[*en[0], *en[1]], *en[2:]]),
        "two neighbouring chapters change places in English": (
            zh,
            [*en[:2], en[3], en[2], *en[4:]],
        ),
        "the last chapter first in English": (zh, [en[7], *en[:7]]),
    }


def _aligned_books(resources: Resources, zh: bytes, en: bytes) -> list[Pair]:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "a.zh.epub").write_bytes(zh)
        Path(folder, "a.en.epub").write_bytes(en)
        ((first, second),) = find_texts([Path(folder)])
        return _found_pairs(pipeline.align_source(resources, Source(first, second)).rows())


def main() -> None:
    """Read the command line and print what it asks for."""
    modes: dict[str, Callable[[Path], None]] = {"turns": print_turns, "books": print_books}
    match sys.argv[1:]:
        case []:
            print_inputs()
            print()
            print_people()
            print()
            print_hostile()
        case ["hostile"]:
            print_hostile()
        case ["people"]:
            print_people()
        case [("turns" | "books") as mode, path]:
            modes[mode](Path(path))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()

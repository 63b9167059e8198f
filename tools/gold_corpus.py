"""The gold corpus of running text: every token with cut, reading, sense and counterpart.

``tests/gold/gold.jsonl`` holds what may be passed on (Tatoeba, texts of our own); ``labels.jsonl``
holds labels of news and novels, whose sentences lie in ../shared and are found by a hash. A quarter
of the texts that were drawn first is the test part: fits never see it, and it is looked at for
final figures only. What was drawn later is for fits alone.
"""

import prelude

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gold_texts import read_mac

GOLD = prelude.ROOT / "tests" / "gold"
SHARED = prelude.ROOT.parent / "shared" / "data"
PAIRS_OF_A_TEXT = 10
"""Pairs of one text stand together; so many in a row go to the same part."""
TEST_SHARE = 0.25
FIT_ONLY = "k"
"""First letter of the pairs that were drawn for fits, none of them near a test pair of its
text."""

SenseKey = tuple[str, str, str]
"""Reading, part of speech and gloss of a sense of the learner's dictionary."""


@dataclass(frozen=True, slots=True)
class GoldToken:
    """A token as a reader annotated it."""

    start: int
    end: int
    headword: str
    reading: str
    kind: str
    sense: SenseKey | None
    """None where the dictionary has no sense that fits, or where nobody chose one."""
    english: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class GoldPair:
    """A sentence with its translation, annotated."""

    id: str
    genre: str
    zh: str
    en: str
    tokens: tuple[GoldToken, ...]
    text: str
    """Name of the text that it belongs to."""

    @property
    def is_test(self) -> bool:
        """Tell whether the pair belongs to the test part."""
        if self.id.startswith(FIT_ONLY):
            return False
        drawn = hashlib.sha256(f"gold 2026 {self.text}".encode()).digest()[0]
        return drawn < 256 * TEST_SHARE


def read_gold() -> list[GoldPair]:
    """Read the corpus; without ../shared the part that may be passed on."""
    pairs = list(_read(GOLD / "gold.jsonl", {}))
    if SHARED.is_dir():
        sentences = {hash_of(*both): both for both in _shared_sentences()}
        pairs += _read(GOLD / "labels.jsonl", sentences)
    return pairs


def hash_of(zh: str, en: str) -> str:
    """Return what the labels of a pair are kept under."""
    return hashlib.sha256(f"{zh}\t{en}".encode()).hexdigest()[:16]


def _shared_sentences() -> Iterator[tuple[str, str]]:
    """Yield the pairs of ../shared whose labels may be passed on, though they may not."""
    for line in (SHARED / "gold" / "gold.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        yield row["zh"], row["en"]
    for line in (SHARED / "news" / "news.dev.tsv").read_text("utf-8").splitlines():
        zh, en = line.split("\t")
        yield " ".join(zh.split()), " ".join(en.split())
    for text in read_mac(SHARED):
        for zh_numbers, en_numbers in text.gold:
            zh = "".join(text.zh[number].text for number in zh_numbers)
            en = " ".join(text.en[number].text for number in en_numbers)
            yield " ".join(zh.split()), " ".join(en.split())


def _read(path: Path, sentences: dict[str, tuple[str, str]]) -> Iterator[GoldPair]:
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        if "zh" in row:
            zh, en = row["zh"], row["en"]
        else:
            zh, en = sentences[row["hash"]]
        yield GoldPair(
            id=row["id"],
            genre=row["genre"],
            zh=zh,
            en=en,
            tokens=tuple(_token(one, zh) for one in row["tokens"]),
            text=_text_of(row["id"], row["genre"]),
        )


def _text_of(id_: str, genre: str) -> str:
    """Return the text of a pair: sentences of Tatoeba stand alone, others in runs."""
    if genre == "tatoeba":
        return id_
    return f"{id_[0]}{genre}{int(id_[1:]) // PAIRS_OF_A_TEXT}"


def _token(row: dict[str, Any], zh: str) -> GoldToken:
    """Read a token. What goes without saying is left out: a headword that is the text itself, the
    kind ``word``, and what there is none of."""
    sense = row.get("sense")
    return GoldToken(
        start=row["start"],
        end=row["end"],
        headword=row.get("headword") or zh[row["start"] : row["end"]],
        reading=row["reading"],
        kind=row.get("kind", "word"),
        sense=tuple(sense) if sense else None,
        english=tuple((start, end) for start, end in row.get("english", ())),
    )

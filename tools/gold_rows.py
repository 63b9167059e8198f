"""A pair of the gold corpus, and the row of JSON that it stands in (docs/annotating-gold.md).

A row says only what does not go without saying. A pair that may not be passed on has a hash instead
of its sentences.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

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
    """A token as a reader annotated it. A row names its fields in this order."""

    start: int
    end: int
    headword: str
    reading: str
    kind: str
    sense: SenseKey | None
    """None where the dictionary has no sense that fits, or where nobody chose one."""
    own: str | None
    """``class: gloss`` where no sense fits."""
    english: tuple[tuple[int, int], ...]
    checked: bool
    """False where nobody looked at it after a new cut."""


@dataclass(frozen=True, slots=True)
class GoldPair:
    """A sentence with its translation, annotated."""

    id: str
    genre: str
    zh: str
    en: str
    tokens: tuple[GoldToken, ...]

    @property
    def text(self) -> str:
        """Return the text of the pair: sentences of Tatoeba stand alone, others in runs."""
        if self.genre == "tatoeba":
            return self.id
        return f"{self.id[0]}{self.genre}{int(self.id[1:]) // PAIRS_OF_A_TEXT}"

    @property
    def is_test(self) -> bool:
        """Tell whether the pair belongs to the test part."""
        if self.id.startswith(FIT_ONLY):
            return False
        drawn = hashlib.sha256(f"gold 2026 {self.text}".encode()).digest()[0]
        return drawn < 256 * TEST_SHARE


def read_row(line: str, sentences: Mapping[str, tuple[str, str]]) -> GoldPair:
    """Read a row. ``sentences``: hash -> Chinese and English, for the rows that have a hash."""
    row = json.loads(line)
    zh, en = sentences[row["hash"]] if "hash" in row else (row["zh"], row["en"])
    tokens = tuple(_token(said, zh) for said in row["tokens"])
    return GoldPair(id=row["id"], genre=row["genre"], zh=zh, en=en, tokens=tokens)


def write_row(pair: GoldPair, *, hashed: bool) -> str:
    """Write a pair as a row, with its line feed. ``hashed``: with a hash instead of sentences."""
    row: dict[str, Any] = {"id": pair.id, "genre": pair.genre}
    row |= {"hash": hash_of(pair.zh, pair.en)} if hashed else {"zh": pair.zh, "en": pair.en}
    row["tokens"] = [_said(token, pair.zh) for token in pair.tokens]
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"


def hash_of(zh: str, en: str) -> str:
    """Return what the labels of a pair are kept under."""
    return hashlib.sha256(f"{zh}\t{en}".encode()).hexdigest()[:16]


def _unsaid(text: str) -> dict[str, Any]:
    """Return what goes without saying of a token that stands so in its sentence."""
    none = {"sense": None, "own": None, "english": ()}
    return {"headword": text, "kind": "word", **none, "checked": True}


def _token(said: dict[str, Any], zh: str) -> GoldToken:
    labels = _unsaid(zh[said["start"] : said["end"]]) | said
    labels["sense"] = labels["sense"] and tuple(labels["sense"])
    labels["english"] = tuple((start, end) for start, end in labels["english"])
    return GoldToken(**labels)


def _said(token: GoldToken, zh: str) -> dict[str, Any]:
    unsaid = _unsaid(zh[token.start : token.end])
    said = {}
    for field in fields(token):
        value = getattr(token, field.name)
        if field.name not in unsaid or value != unsaid[field.name]:
            said[field.name] = value
    return said

"""Gold readings: sentences with one marked character and its reading beside it."""

import prelude

import gzip
from dataclasses import dataclass
from pathlib import Path

GOLD = ("cpp.dev", "g2pl.train", "g2pl.dev")
"""The sets, in the folder ``pinyin`` of the gold data."""
MARK = "▁"
"""Stands before the marked character, and sometimes after it."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence with one marked character and its reading, ``lu:4`` for lǜ."""

    text: str
    at: int
    reading: str

    @property
    def character(self) -> str:
        """Return the marked character."""
        return self.text[self.at]


def load_gold(data: Path, name: str) -> list[Marked]:
    """Read one gold set; readings in the form of the dictionary."""
    sentences = _lines(data / "pinyin" / f"{name}.sent.gz")
    readings = _lines(data / "pinyin" / f"{name}.lb.gz")
    found = []
    for sentence, reading in zip(sentences, readings, strict=True):
        if sentence and reading:
            text = sentence.replace(MARK, "")
            found.append(Marked(text, sentence.index(MARK), normal(reading)))
    return found


def _lines(path: Path) -> list[str]:
    return gzip.decompress(path.read_bytes()).decode("utf-8").split("\n")


def normal(reading: str) -> str:
    """Write ``lv4``, ``lü4``, ``r5`` as the model has them: ``lu:4``, ``er5``."""
    plain = reading.strip().lower().replace("u:", "v").replace("ü", "v").replace("v", "u:")
    return "er5" if plain == "r5" else plain

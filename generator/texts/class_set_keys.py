"""The keys of ``set.toml``, and what may stand under each."""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from generator.base.choices import CARD_CHOICES

DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
HSK = re.compile(r"hsk(?:-(2\.0|2021|2025))?:([1-9])", re.IGNORECASE)
"""A level as ``known`` names it: ``hsk:3``, ``hsk-2.0:3``."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A kind of value that a key of TOML may have."""

    fits: Callable[[object], bool]
    """Tell whether a value is such."""
    description: str
    """In words, for messages."""


def iso_date(value: object) -> str:
    """Return a date of TOML, or one in quotation marks, as ISO 8601; empty for anything else."""
    written = str(value)
    if not DATE.fullmatch(written):
        return ""
    try:
        return str(tomllib.loads(f"day = {written}")["day"])
    except tomllib.TOMLDecodeError:
        return ""


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_switch(value: object) -> bool:
    return isinstance(value, bool)


def _is_date(value: object) -> bool:
    return iso_date(value) != ""


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_file(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _is_file_or_pair(value: object) -> bool:
    if isinstance(value, dict):
        return value.keys() == {"zh", "en"} and all(map(_is_file, value.values()))
    return _is_file(value)


def _are_files(value: object) -> bool:
    if isinstance(value, list):
        return bool(value) and all(map(_is_file_or_pair, value))
    return _is_file(value)


def _is_table(value: object) -> bool:
    return isinstance(value, dict)


def _are_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _one_of(choices: Sequence[str]) -> Expected:
    return Expected(choices.__contains__, f"one of {', '.join(choices)}")


TEXT = Expected(_is_text, 'text in quotation marks, such as "First steps"')
SWITCH = Expected(_is_switch, "true or false")
TEXTS = Expected(_are_texts, 'a list of texts, such as ["a", "b"]')
DAY = Expected(_is_date, "a date, such as 2026-09-14")
FILES = Expected(
    _are_files,
    'one file or a list of files, such as ["lesson-1.txt", {zh = "dialogue.zh.txt", en ='
    ' "dialogue.en.txt"}]',
)
TABLE = Expected(_is_table, 'pairs, such as tones = "pleco"')
TABLES = Expected(_are_tables, "[[lesson]]")
GROUPS = Expected(_are_tables, "[[group]]")

SET_KEYS: Mapping[str, Expected] = {
    "title": TEXT,
    "known": TEXTS,
    "stop": TEXTS,
    "names": SWITCH,
    "skip_guessable": SWITCH,
    "cards": TEXTS,
    "looks": TABLE,
    "only_listed": SWITCH,
    "sentences": SWITCH,
    "lesson": TABLES,
    "group": GROUPS,
}
LOOK_KEYS: Mapping[str, Expected] = {
    **{name: _one_of(choices) for name, choices in CARD_CHOICES.items()},
    "audio": TEXT,
}
GROUP_KEYS: Mapping[str, Expected] = {"name": TEXT, "title": TEXT, "known": TEXTS}
LESSON_KEYS: Mapping[str, Expected] = {
    "title": TEXT,
    "texts": FILES,
    "due": DAY,
    "words": TEXT,
    "only_listed": SWITCH,
    "sentences": SWITCH,
}

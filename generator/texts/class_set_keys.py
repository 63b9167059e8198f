"""The keys of ``set.toml``, and what may stand under each."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
LOOSE_DATE = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})\b")
"""A date as people write it."""
CURLY = re.compile("[“”„‟‘’「」＂]")
MAX_FOUND = 60
"""Characters of a line that a message repeats."""


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


def toml_fault(text: str, error: str) -> str:
    """Say why a text is no TOML, given what the parser said, and what to do."""
    found = re.search(r"line (\d+)", error)
    number = int(found[1]) if found else 0
    lines = text.split("\n")
    line = lines[number - 1] if 0 < number <= len(lines) else ""
    place = f"line {number} ({line.strip()[:MAX_FOUND]})"
    if CURLY.search(line):
        return f'{place} has curly quotation marks. Write straight ones: "…".'
    day = LOOSE_DATE.search(line)
    if day:
        written = f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}"
        return f"{place}: {day[0]} is no date in TOML. Write {written}."
    return f"is not TOML ({error}). Mend that place; texts stand in quotation marks."


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


def _is_table_of_texts(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())


def _are_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


TEXT = Expected(_is_text, 'text in quotation marks, such as "First steps"')
SWITCH = Expected(_is_switch, "true or false")
TEXTS = Expected(_are_texts, 'a list of texts, such as ["a", "b"]')
DAY = Expected(_is_date, "a date, such as 2026-09-14")
FILES = Expected(
    _are_files,
    'one file or a list of files, such as ["lesson-1.txt", {zh = "dialogue.zh.txt", en ='
    ' "dialogue.en.txt"}]',
)
TABLE = Expected(_is_table_of_texts, 'pairs, such as tones = "pleco"')
TABLES = Expected(_are_tables, "[[lesson]]")

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
}
LESSON_KEYS: Mapping[str, Expected] = {
    "title": TEXT,
    "texts": FILES,
    "due": DAY,
    "words": TEXT,
    "only_listed": SWITCH,
    "sentences": SWITCH,
}

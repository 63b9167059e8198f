"""TOML as people write it: usual slips are told and mended, and each key knows its line, so that
all that is wrong with a file is said at once."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.base.errors import Faults
from generator.texts.keyed_file import KeyedFile

LOOSE_DATE = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})\b")
"""A date as people write it."""
CURLY = re.compile("[“”„‟‘’「」＂]")
HEADING = re.compile(r"\s*(\[\[?)\s*([\w-]+)\s*\]")
KEY = re.compile(r"""\s*["']?([\w-]+)["']?\s*[.=]""")
MAX_FOUND = 60
"""Characters of a line that a message repeats."""
MAX_SLIPS = 20
"""Slips that are mended before the rest is read."""


def parse_toml(text: str, path: Path, faults: Faults) -> KeyedFile:
    """Parse a file, and keep what is wrong with it. Where a slip is mended the rest is read; for
    any other fault of the form InputError is raised with all that was found."""
    lines = text.replace("\r\n", "\n").split("\n")
    told: set[int] = set()
    while True:
        try:
            values = tomllib.loads("\n".join(lines))
            return KeyedFile(path, values, dict(_lines_of_keys(lines)))
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            number = _line_of(error)
            slip, mended = _slip(lines[number - 1]) if number else ("", "")
            if slip and number not in told:
                faults.add(f"{path}, line {number}: {slip}")
            elif number not in told:
                what = f"is not TOML ({error}). Mend that place; texts stand in quotation marks."
                faults.add(f"{path}: {what}")
            if not slip or number in told or len(told) >= MAX_SLIPS:
                faults.raise_all()
            told.add(number)
            lines[number - 1] = mended


def _line_of(error: Exception) -> int:
    """Return the line that the parser names; 0 where it names none."""
    found = re.search(r"line (\d+)", str(error))
    return int(found[1]) if found else 0


def _slip(line: str) -> tuple[str, str]:
    """Say what a usual slip in a line is, and return the line without it; nothing where there is
    none."""
    shown = line.strip()[:MAX_FOUND]
    if CURLY.search(line):
        what = f'{shown} has curly quotation marks. Write straight ones: "…".'
        return what, CURLY.sub('"', line)
    day = LOOSE_DATE.search(line)
    if day:
        written = f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}"
        return f"{day[0]} is no date in TOML. Write {written}.", line.replace(day[0], written)
    return "", line


def _lines_of_keys(lines: Sequence[str]) -> Iterator[tuple[tuple[str, str], int]]:
    """Yield each key with its table, and each table, with their lines."""
    table = ""
    counts: dict[str, int] = {}
    seen: set[tuple[str, str]] = set()
    for number, line in enumerate(lines, 1):
        heading, key = HEADING.match(line), KEY.match(line)
        if heading:
            name = heading[2]
            counts[name] = counts.get(name, 0) + 1
            table = f"{name} {counts[name]}" if heading[1] == "[[" else name
        place = (table, key[1] if key else "")
        if (heading or key) and place not in seen:
            seen.add(place)
            yield place, number

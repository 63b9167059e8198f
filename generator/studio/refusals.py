"""What the stages refuse, in the language of the page. They say it in English, for the command
line; a table of patterns says it in another language, and in English what to do on a page."""

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache

from generator.base.errors import data_file
from generator.studio.translation import STRINGS

BETWEEN = ". "
MAX_LINE = 1_000
"""Characters of a line that is looked up; no sentence of the table is nearly as long."""
FIELD = re.compile(r"\{(\w+)\}")


def translated(message: str, language: str) -> str | None:
    """Return a message as a language has it, line by line; None where a line has no translation, so
    that nobody reads half a sentence in each language."""
    found = [_line(line.strip(), language) for line in message.splitlines() if line.strip()]
    known = [line for line in found if line is not None]
    return "\n".join(known) if len(known) == len(found) else None


def _line(line: str, language: str) -> str | None:
    if len(line) > MAX_LINE:
        return None
    for pattern, translation in _patterns(language):
        found = pattern.fullmatch(line)
        values = _values(found.groupdict(), translation, language) if found else None
        if values is not None:
            return translation.format(**values)
    return _in_two(line, language)


def _in_two(line: str, language: str) -> str | None:
    """Return two sentences that each have a translation of their own."""
    end = line.find(BETWEEN)
    while end >= 0:
        first = _line(line[: end + 1], language)
        second = _line(line[end + len(BETWEEN) :], language) if first else None
        if first and second:
            return first + second
        end = line.find(BETWEEN, end + 1)
    return None


def _values(found: dict[str, str], translation: str, language: str) -> dict[str, str] | None:
    """Return what is put into a translation; None where a sentence among it has none."""
    values = {}
    for name in FIELD.findall(translation):
        value = _line(found[name], language) if name.isupper() else found[name]
        if value is None:
            return None
        values[name] = value
    return values


@lru_cache
def _patterns(language: str) -> Sequence[tuple[re.Pattern[str], str]]:
    """Return the patterns of a language with their translations; those that say most come first."""
    table = refusals(language)
    sentences = sorted(table, key=_written, reverse=True)
    return [(pattern_of(sentence), table[sentence]) for sentence in sentences]


def refusals(language: str) -> dict[str, str]:
    """Return the table of a language: an English sentence with fields -> its translation."""
    path = STRINGS / f"{language}.refusals.toml"
    with data_file(path):
        return tomllib.loads(path.read_text(encoding="utf-8"))


def _written(sentence: str) -> int:
    return len(FIELD.sub("", sentence))


def pattern_of(sentence: str) -> re.Pattern[str]:
    """Return what finds a sentence of the table, with a group for each of its fields."""
    written = ""
    for number, one in enumerate(FIELD.split(sentence)):  # text and names in turn
        is_name = number % 2 == 1
        few = "" if one.isupper() else "?"  # a sentence may hold what stands behind it
        written += f"(?P<{one}>.+{few})" if is_name else re.escape(one)
    return re.compile(written)

"""CC-CEDICT as a text: entries by simplified headword, and how characters are simplified."""

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

LINE = re.compile(r"(\S+) (\S+) \[([^\]]*)\] /(.*)/\s*$")
UMLAUT = re.compile(r"\b([NnLl]u) : ([1-5])")
"""A slip of the dictionary of 2026-05-20 in references: ``lu : 3`` for ``lu:3``."""
CLASSIFIERS = re.compile(r"^CL:(.*)$|\s*\(CL:([^()]*)\)")
CLASSIFIER = re.compile(r"(?:([^,|\[\s]+)\|)?([^,|\[\s]+)(?:\[[^\]]*\])?")


class CedictEntry(NamedTuple):
    """An entry of a headword, as the table of the program has it."""

    traditional: str
    reading: str
    senses: str
    """Separated by slashes."""
    classifiers: str
    """Separated by commas."""


@dataclass
class Cedict:
    """The dictionary as parsed."""

    entries: defaultdict[str, list[CedictEntry]] = field(default_factory=lambda: defaultdict(list))
    """By simplified headword."""
    simplify: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """How often each traditional character stands for a simplified one."""

    def forms(self) -> list[tuple[str, str]]:
        """List (traditional, simplified) of headwords that differ."""
        found: set[tuple[str, str]] = set()
        for simplified, entries in self.entries.items():
            written = {entry.traditional for entry in entries}
            found |= {(traditional, simplified) for traditional in written - {simplified}}
        return sorted(found)

    def character_map(self) -> Iterator[tuple[str, str]]:
        """Yield the usual simplified form of each traditional character, where it is another one.

        A character that is its own simplified form in most words (著, 乾) is mapped only if it
        hardly ever stays.
        """
        for old, counts in sorted(self.simplify.items()):
            new, count = min(counts.items(), key=lambda item: (-item[1], item[0]))
            if new != old and count > counts[old]:
                yield old, new


def parse_cedict(text: str) -> Cedict:
    """Read the dictionary; exit with a sentence if a line cannot be read."""
    found = Cedict()
    for line in UMLAUT.sub(r"\1:\2", text).splitlines():
        if line.startswith("#"):
            continue
        match = LINE.match(line)
        if not match:
            sys.exit(f"CC-CEDICT: cannot read the line {line!r}")
        traditional, simplified, reading, body = match.groups()
        senses, classifiers = split_body(body)
        entry = CedictEntry(traditional, reading, "/".join(senses), ",".join(classifiers))
        found.entries[simplified].append(entry)
        if len(traditional) == len(simplified):
            for old, new in zip(traditional, simplified, strict=True):
                found.simplify[old][new] += 1
    return found


def split_body(body: str) -> tuple[list[str], list[str]]:
    """Return the senses of an entry, and its classifiers, each once."""
    senses: list[str] = []
    classifiers: dict[str, None] = {}
    for definition in body.split("/"):
        for match in CLASSIFIERS.finditer(definition):
            classifiers |= dict.fromkeys(split_classifiers(match[1] or match[2]))
        sense = CLASSIFIERS.sub("", definition).strip()
        if sense:
            senses.append(sense)
    return senses, list(classifiers)


def split_classifiers(definition: str) -> list[str]:
    """Return simplified classifiers: ``個|个[ge4],家[jia1]`` -> ``["个", "家"]``."""
    matches = [CLASSIFIER.match(part.strip()) for part in definition.split(",")]
    return [match[2] for match in matches if match]

"""What students of a class know at the start, as ``set.toml`` names it."""

import re
from pathlib import Path

from generator import texts
from generator.chinese.script import simplify
from generator.errors import InputError
from generator.lexicon.dictionary import Dictionary
from generator.records import ClassSet
from generator.study import Known

HSK = re.compile(r"hsk(?:-(2\.0|2021|2025))?:([1-9])", re.IGNORECASE)


def known_of(class_set: ClassSet, dictionary: Dictionary) -> Known:
    """Read levels and lists of ``known``. Raises InputError for a list that is not there."""
    words: set[str] = set()
    for entry in class_set.known:
        if level := HSK.fullmatch(entry.strip()):
            words |= dictionary.levelled(level[1] or "2025", int(level[2]))
        else:
            words |= words_of(class_set.path.parent / entry, f'{class_set.path}: known names {entry!r}; expected "hsk:2" or a word list')
    return Known(frozenset(words))


def words_of(path: Path, where: str) -> frozenset[str]:
    """The words of a list, simplified. Raises InputError, beginning with ``where``, if there is no such file."""
    if not texts.exists(path):
        raise InputError(f"{where}, but {path} is not there. Correct the name; it is relative to set.toml.")
    return frozenset(simplify(line.strip()) for line in texts.read_lines(path) if line.strip())

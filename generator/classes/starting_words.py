"""Reads what students of a class know at the start, as ``set.toml`` names it."""

import re
from pathlib import Path

from generator import texts
from generator.base.choices import MATURE_DAYS
from generator.base.class_records import ClassSet
from generator.base.errors import InputError
from generator.lexicon.dictionary import Dictionary
from generator.pipeline import known_words
from generator.study import Known

HSK = re.compile(r"hsk(?:-(2\.0|2021|2025))?:([1-9])", re.IGNORECASE)


def known_of(class_set: ClassSet, dictionary: Dictionary) -> Known:
    """Read levels and lists of ``known``. Raises InputError for a list that is not there."""
    sources = []
    for entry in class_set.known:
        level = HSK.fullmatch(entry.strip())
        if level:
            standard = level[1] or "2025"
            sources.append(known_words.of_level(int(level[2]), standard, dictionary))
        else:
            where = f'{class_set.path}: known names {entry!r}; expected "hsk:2" or a word list'
            sources.append(_of_file(class_set.path.parent / entry, where, MATURE_DAYS, dictionary))
    return known_words.together(sources)


def words_of(path: Path, where: str, dictionary: Dictionary) -> frozenset[str]:
    """Read the words of a list, simplified. Raises InputError, beginning with ``where``, if there
    is no such file."""
    return _of_file(path, where, 0, dictionary).known.all


def _of_file(path: Path, where: str, days: int, dictionary: Dictionary) -> known_words.Knowledge:
    if not texts.exists(path):
        raise InputError(
            f"{where}, but {path} is not there. Correct the name; it is relative to set.toml."
        )
    return known_words.of_file(path, days, dictionary)

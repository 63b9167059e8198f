"""Reads what students of a class know at the start, as ``set.toml`` names it."""

from pathlib import Path

from generator.base.choices import MATURE_DAYS
from generator.base.class_records import ClassSet
from generator.lexicon.dictionary import Dictionary
from generator.pipeline import known_words
from generator.study import Known
from generator.texts.class_set_keys import HSK


def known_of(class_set: ClassSet, dictionary: Dictionary) -> Known:
    """Read levels and lists of ``known``."""
    sources = []
    for entry in class_set.known:
        level = HSK.fullmatch(entry.strip())
        if level:
            standard = level[1] or "2025"
            sources.append(known_words.of_level(int(level[2]), standard, dictionary))
        else:
            path = class_set.path.parent / entry
            sources.append(known_words.of_file(path, MATURE_DAYS, dictionary))
    return known_words.together(sources)


def words_of(path: Path, dictionary: Dictionary) -> frozenset[str]:
    """Read the words of a list, simplified."""
    return known_words.of_file(path, 0, dictionary).known.all

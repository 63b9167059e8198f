"""Tables that lie beside a text, known by their names: ``NAME.words.tsv``, ``NAME.aligned.tsv``,
``NAME.list.tsv``, ``NAME.test.tsv``, and ``glossary.tsv`` for a whole folder.

Spreadsheets save such a table under another ending (``NAME.words.xlsx``), and Windows hides one
that it adds (``NAME.words.tsv.txt``): all of these are the table.
"""

import re
from pathlib import Path

from generator.texts.file_names import CHINESE_SUFFIX
from generator.texts.paths import exists

WORDS, ALIGNED, LIST, LESSONS, TEST = "words", "aligned", "list", "lessons", "test"
"""Kinds of tables: corrections of words, sentence pairs, a teacher's word list; the words of a set
by lessons, which is only written; the items of a test."""
GLOSSARY = "glossary"
WRITTEN = ".tsv"
"""The ending that Cika itself writes."""
SAVED = (WRITTEN, ".csv", ".xlsx", ".txt", ".tab")
"""Endings that spreadsheets and editors give a table."""
ENDINGS = (*SAVED, *(f"{WRITTEN}{ending}" for ending in SAVED))
"""The same, and behind the ending that Cika wrote."""
KINDS = f"{WORDS}|{ALIGNED}|{LIST}|{LESSONS}|{TEST}"
OLD_FORMATS = r"\.xls|\.ods"
"""Endings of spreadsheets that are not read: their tables are no texts either."""
ANY_ENDING = rf"(?:\.tsv|\.csv|\.xlsx|\.txt|\.tab|{OLD_FORMATS})+"
SIDE_TABLE = re.compile(rf"(.+)\.({KINDS}){ANY_ENDING}", re.IGNORECASE)
GLOSSARY_FILE = re.compile(rf"{GLOSSARY}{ANY_ENDING}", re.IGNORECASE)


def table_path(text: Path, kind: str) -> Path:
    """Return where the table of a text is written."""
    return text.parent / f"{text.stem}.{kind}{WRITTEN}"


def tables_beside(text: Path, kind: str) -> tuple[Path, ...]:
    """Return the tables of one kind that lie beside a text, whatever program saved them; the one
    that Cika writes comes first."""
    found: list[Path] = []
    for stem in stems_of(text):
        found += _existing(text.parent / f"{stem}.{kind}")
    return tuple(found)


def stems_of(text: Path) -> tuple[str, ...]:
    """Return the names that tables of a text may begin with: its own, and for ``story.zh.txt``
    that of its deck, ``story``, too."""
    return tuple(dict.fromkeys((text.stem, CHINESE_SUFFIX.sub("", text.stem))))


def glossaries_beside(text: Path) -> tuple[Path, ...]:
    """Return the tables of corrections for all texts of a text's folder."""
    return _existing(text.parent / GLOSSARY)


def text_of_table(path: Path) -> str | None:
    """Return the stem of the text to which a table of that name belongs; nothing for a table of a
    whole folder or set, None for what has not the name of a table."""
    found = SIDE_TABLE.fullmatch(path.name)
    if found:
        return "" if found[2].lower() in (LESSONS, TEST) else found[1]
    return "" if GLOSSARY_FILE.fullmatch(path.name) else None


def _existing(beginning: Path) -> tuple[Path, ...]:
    candidates = (beginning.with_name(beginning.name + ending) for ending in ENDINGS)
    return tuple(path for path in candidates if exists(path))

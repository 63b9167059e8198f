"""What a person corrected: ``NAME.words.tsv`` beside the text ``NAME.txt``, and ``glossary.tsv``
for all texts of the folder.

A table with tabs between its columns and a first line that names them, in any order: ``word``, and
any of ``reading`` (or ``pinyin``), ``gloss`` (or ``meaning``), ``skip`` (x, yes or 1: no card),
``machine``. A word may have several lines with different readings. Under ``word``, ``更加|劲`` says
where the text is cut and ``劳动+模范`` that it is one word. ``machine`` holds reading and gloss as
the program proposed them, so that a later version of the program may propose better ones where a
person changed nothing. Other columns are ignored: the table that ``cli.py words`` writes can be
edited and saved.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from generator.base.errors import InputError
from generator.base.han import HANZI
from generator.base.records import Correction, ListedWord
from generator.texts.encodings import decode, tidy
from generator.texts.paths import exists, read_bytes
from generator.texts.tsv import read_table

SUFFIX = ".words.tsv"
GLOSSARY = "glossary.tsv"
COLUMNS = {
    "word": "word",
    "词": "word",
    "reading": "reading",
    "pinyin": "reading",
    "拼音": "reading",
    "gloss": "gloss",
    "meaning": "gloss",
    "释义": "gloss",
    "skip": "skip",
    "machine": "machine",
}
LIST_COLUMNS = COLUMNS | {
    "sentence": "sentence",
    "example": "sentence",
    "句子": "sentence",
    "例句": "sentence",
    "translation": "translation",
    "english": "translation",
    "译文": "translation",
}
"""Names of columns of a teacher's list."""
YES = {"x", "yes", "y", "1", "skip", "true", "是"}
NO = {"", "no", "n", "0", "false", "-", "否"}
CUT = re.compile(r"\s*[|｜]\s*")
JOIN = re.compile(r"\s*[+＋]\s*")
ASIDE = " · "
"""Between reading and gloss in the column ``machine``."""


def corrections_path(text: Path) -> Path:
    """Return where the corrections of a text are looked for."""
    return text.parent / (text.stem + SUFFIX)


def glossary_path(text: Path) -> Path:
    """Return where the corrections for all texts of a text's folder are looked for."""
    return text.parent / GLOSSARY


def read_corrections(text_path: Path, listed: Sequence[Correction] = ()) -> tuple[Correction, ...]:
    """Return the corrections that lie beside a text, in the order of the file, then those of the
    folder that it does not overrule.

    ``listed`` is what a list of the class says: it overrules the folder, and the table of the text
    overrules it. Empty if there is no such file. Raises InputError, with the line, for a table that
    cannot be understood or contradicts itself.
    """
    found = _read_file(corrections_path(text_path))
    for more in (listed, _read_file(glossary_path(text_path))):
        said = {(line.word, line.reading) for line in found} | {(line.word, "") for line in found}
        shared = (replace(line, shared=True) for line in more)
        found += tuple(
            line for line in shared if not {(line.word, line.reading), (line.word, "")} & said
        )
    return found


def read_class_list(path: Path) -> tuple[ListedWord, ...]:
    """Return the words of a teacher's list: a table as for corrections, perhaps with the columns
    ``sentence`` and ``translation``.

    Lines that say where to cut, or that are marked ``skip``, speak of no word to learn; they are
    left out. Raises InputError, with the line, for a table that is missing or cannot be understood,
    and for a list without words.
    """
    read_bytes(path)  # a list that is named must be there
    rows = _rows(path, LIST_COLUMNS)
    words = {
        (line.word, line.reading): ListedWord(
            replace(line, shared=True, file=str(path)),
            row.get("sentence", ""),
            row.get("translation", ""),
        )
        for line, row in rows
        if not line.is_cut and not line.skip
    }
    if strange := next(
        (one.line for one in words.values() if not HANZI.search(one.line.word)), None
    ):
        raise InputError(
            f"{path}, line {strange.line}: {strange.word!r} has no Chinese character. Write the"
            " word in Chinese."
        )
    if not words:
        raise InputError(
            f"{path}: there is no word in this list. Expected a column named 'word' with a word on"
            " each line."
        )
    return tuple(words.values())


def machine_cell(reading: str, gloss: str) -> str:
    """Return what the column ``machine`` says of a word that no person has corrected."""
    return f"{reading}{ASIDE}{gloss}"


def written(line: Correction) -> str:
    """Return what a line has in the column ``word``."""
    return ("+" if line.joined else "|").join(line.parts) or line.word


def _read_file(path: Path) -> tuple[Correction, ...]:
    return tuple(line for line, _ in _rows(path, COLUMNS))


def _rows(path: Path, columns: Mapping[str, str]) -> list[tuple[Correction, dict[str, str]]]:
    """The lines of a table that say something, each once, with all their cells; none if there is no
    such file."""
    if not exists(path):
        return []
    text, _ = tidy(decode(read_bytes(path), str(path)), str(path))
    found: dict[tuple[str, str], Correction] = {}
    rows: dict[tuple[str, str], dict[str, str]] = {}
    for number, row in read_table(text, str(path), columns, ("word",)):
        if _is_untouched(row):
            continue
        made = _read_row(row, number, f"{path}, line {number}")
        known = found.setdefault((made.word, made.reading), made)
        if (known.gloss, known.skip, known.parts) != (made.gloss, made.skip, made.parts):
            raise InputError(
                f"{path}, line {number}: {made.word} is corrected otherwise in line {known.line}."
                " Delete one of the two."
            )
        rows.setdefault((made.word, made.reading), row)
    return [(found[key], row) for key, row in rows.items()]


def _is_untouched(row: dict[str, str]) -> bool:
    """Whether a line still says what the program proposed in it."""
    said = machine_cell(row.get("reading", ""), row.get("gloss", ""))
    return bool(row.get("machine")) and row["machine"] == said and row.get("skip", "").lower() in NO


def _read_row(row: dict[str, str], number: int, where: str) -> Correction:
    cell = row.get("word", "")
    if not cell:
        raise InputError(
            f"{where}: the column 'word' is empty. Write the word that is corrected, or delete the"
            " line."
        )
    skip = row.get("skip", "").lower()
    if skip not in YES | NO:
        raise InputError(
            f"{where}: 'skip' is {row['skip']!r}; expected x for a word that gets no card, or"
            " nothing."
        )
    reading, gloss = row.get("reading", ""), row.get("gloss", "")
    cut, joined = CUT.split(cell), JOIN.split(cell)
    if not all(cut) or not all(joined) or (len(cut) > 1 and len(joined) > 1):
        raise InputError(
            f"{where}: {cell!r} is not understood. Write 更加|劲 to cut a word there, 劳动+模范 to"
            " make one word of two."
        )
    if len(cut) > 1:
        if reading or gloss or skip in YES:
            raise InputError(
                f"{where}: {cell} only says where to cut. Write reading, gloss and skip of its"
                " parts in lines of their own."
            )
        return Correction("".join(cut), number, parts=tuple(cut))
    if gloss == row.get("machine", "").partition(ASIDE)[2]:
        gloss = ""
    is_join = len(joined) > 1
    return Correction(
        "".join(joined),
        number,
        reading,
        gloss,
        skip in YES,
        tuple(joined) if is_join else (),
        is_join,
    )

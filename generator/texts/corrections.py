"""What a person corrected: ``NAME.words.tsv`` beside the text ``NAME.txt``.

A table with tabs between its columns and a first line that names them, in any order: ``word``, and any of ``reading``
(or ``pinyin``), ``gloss``, ``skip`` (x, yes or 1: no card). A word may have several lines with different readings. Other
columns are ignored, so that the table which ``cli.py words`` prints can be edited and saved.
"""

from pathlib import Path

from generator.errors import InputError
from generator.records import Correction
from generator.texts.encodings import decode, tidy
from generator.texts.files import read_bytes
from generator.texts.tables import read_table

SUFFIX = ".words.tsv"
COLUMNS = {"word": "word", "词": "word", "reading": "reading", "pinyin": "reading", "gloss": "gloss", "skip": "skip"}
YES = {"x", "yes", "y", "1", "skip", "true", "是"}
NO = {"", "no", "n", "0", "false", "-", "否"}


def corrections_path(text: Path) -> Path:
    """Return where the corrections of a text are looked for."""
    return text.with_name(text.stem + SUFFIX)


def read_corrections(text_path: Path) -> tuple[Correction, ...]:
    """Return the corrections that lie beside a text, in the order of the file; empty if there is no such file.

    Raises InputError, with the line, for a table that cannot be understood or contradicts itself.
    """
    path = corrections_path(text_path)
    if not path.exists() and not path.is_symlink():
        return ()
    text, _ = tidy(decode(read_bytes(path), str(path)), str(path))
    found: dict[tuple[str, str], Correction] = {}
    for number, row in read_table(text, str(path), COLUMNS, ("word",)):
        made = _read_row(row, number, f"{path}, line {number}")
        known = found.setdefault((made.word, made.reading), made)
        if (known.gloss, known.skip) != (made.gloss, made.skip):
            raise InputError(f"{path}, line {number}: {made.word} is corrected otherwise in line {known.line}. Delete one of the two.")
    return tuple(found.values())


def _read_row(row: dict[str, str], number: int, where: str) -> Correction:
    word = row.get("word", "")
    if not word:
        raise InputError(f"{where}: the column 'word' is empty. Write the word that is corrected, or delete the line.")
    skip = row.get("skip", "").lower()
    if skip not in YES | NO:
        raise InputError(f"{where}: 'skip' is {row['skip']!r}; expected x for a word that gets no card, or nothing.")
    return Correction(word, number, row.get("reading", ""), row.get("gloss", ""), skip in YES)

"""What a person corrected: ``NAME.words.tsv`` beside the text ``NAME.txt``.

A table with tabs between its columns and a first line that names them, in any order: ``word``, and any of ``reading``
(or ``pinyin``), ``gloss``, ``skip`` (x, yes or 1: no card). A word may have several lines with different readings. Other
columns are ignored, so that the table which ``cli.py words`` prints can be edited and saved. Blank lines and lines that
begin with ``#`` are ignored too.
Excel and LibreOffice save it as "Text (tab delimited)" or "Unicode Text"; both are read.
"""

from pathlib import Path

from generator.errors import InputError
from generator.records import Correction
from generator.texts.encodings import decode, tidy
from generator.texts.files import read_bytes

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
    rows = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip() and not line.startswith("#")]
    if not rows:
        return ()
    columns = _read_columns(rows[0][1], f"{path}, line {rows[0][0]}")
    found: dict[tuple[str, str], Correction] = {}
    for number, line in rows[1:]:
        made = _read_row(line, columns, number, f"{path}, line {number}")
        known = found.setdefault((made.word, made.reading), made)
        if (known.gloss, known.skip) != (made.gloss, made.skip):
            raise InputError(f"{path}, line {number}: {made.word} is corrected otherwise in line {known.line}. Delete one of the two.")
    return tuple(found.values())


def _read_columns(line: str, where: str) -> list[str]:
    """Return the field that each column fills; empty for a column that is ignored."""
    names = [cell.lower() for cell in _cells(line, where)]
    columns = [COLUMNS.get(name, "") for name in names]
    if "word" not in columns:
        hint = "" if "\t" in line else " Its columns are not parted by tabs: save it as tab-delimited text."
        raise InputError(f"{where}: expected the names of the columns, one of them 'word', but found {', '.join(names)[:80]!r}.{hint}")
    if twice := next((column for column in columns if column and columns.count(column) > 1), ""):
        raise InputError(f"{where}: two columns are named {twice!r}. Delete one of them.")
    return columns


def _read_row(line: str, columns: list[str], number: int, where: str) -> Correction:
    cells = _cells(line, where)
    if any(cells[len(columns) :]):
        raise InputError(f"{where}: has {len(cells)} columns, but the first line names {len(columns)}. Remove the surplus tabs.")
    row = {column: cell for column, cell in zip(columns, cells, strict=False) if column}
    word = row.get("word", "")
    if not word:
        raise InputError(f"{where}: the column 'word' is empty. Write the word that is corrected, or delete the line.")
    skip = row.get("skip", "").lower()
    if skip not in YES | NO:
        raise InputError(f"{where}: 'skip' is {row['skip']!r}; expected x for a word that gets no card, or nothing.")
    return Correction(word, number, row.get("reading", ""), row.get("gloss", ""), skip in YES)


def _cells(line: str, where: str) -> list[str]:
    """Split a line at its tabs, and take off the quotation marks that spreadsheets put around a cell."""
    cells = [cell.strip() for cell in line.split("\t")]
    for i, cell in enumerate(cells):
        if cell.startswith('"') and cell.count('"') % 2:
            raise InputError(f"{where}: a quotation mark opens and does not close. Remove it, or the line break inside the cell.")
        if len(cell) > 1 and cell[0] == cell[-1] == '"' and '"' not in cell[1:-1].replace('""', ""):
            cells[i] = cell[1:-1].replace('""', '"').strip()
    return cells

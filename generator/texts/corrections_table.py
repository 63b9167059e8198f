"""Corrections of a person: ``NAME.words.tsv`` beside the text ``NAME.txt``, and ``glossary.tsv``
for all texts of the folder, or what a spreadsheet made of them (``side_tables``).

A table whose first line names its columns, in any order: ``word``, and any of ``reading`` (or
``pinyin``), ``gloss`` (or ``meaning``), ``skip`` (x, yes or 1: no card), ``only``, ``machine``. A
word may have several lines with different readings. Under ``only`` stands a piece of a sentence:
the line holds for the word in it, and goes before those that hold everywhere. Under ``word``,
``更加|劲`` says where the text is cut and ``劳动+模范`` that it is one word. ``machine`` holds
reading and gloss as the program proposed them, so that a later version of the program may propose
better ones where a person changed nothing. Other columns are ignored: the table that ``cli.py
words`` writes can be edited and saved.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from generator.base.errors import Faults, InputError
from generator.base.records import Correction
from generator.texts.named_table import TableRow, read_table
from generator.texts.side_tables import WORDS, glossaries_beside, table_path, tables_beside

COLUMN_OF_NAME = {
    "word": "word",
    "词": "word",
    "reading": "reading",
    "pinyin": "reading",
    "拼音": "reading",
    "gloss": "gloss",
    "meaning": "gloss",
    "释义": "gloss",
    "skip": "skip",
    "only": "only",
    "只在": "only",
    "machine": "machine",
}
YES = {"x", "yes", "y", "1", "skip", "true", "是"}
NO = {"", "no", "n", "0", "false", "-", "否"}
LOST = re.compile(r"[?\ufffd]+")
"""As old spreadsheets save Chinese in an encoding that has none."""
CUT = re.compile(r"\s*[|｜]\s*")
JOIN = re.compile(r"\s*[+＋]\s*")
MACHINE_SEPARATOR = " · "
"""Between reading and gloss in the column ``machine``."""


def corrections_path(text: Path) -> Path:
    """Return where the corrections of a text are written."""
    return table_path(text, WORDS)


def read_corrections(
    text_path: Path, listed: Sequence[Correction] = (), content: bytes | None = None
) -> tuple[Correction, ...]:
    """Return the corrections that lie beside a text, in the order of the file, then those of the
    folder that it does not overrule.

    ``listed`` is what a list of the class says: it overrules the folder, and the table of the text
    overrules it. ``content`` stands for what is in the table of the text, if it is given. Empty if
    there is no such file. Raises InputError, with all lines that cannot be understood, or
    contradict each other.
    """
    if content is None:
        found = _read_files(tables_beside(text_path, WORDS))
    else:
        rows = read_table(corrections_path(text_path), COLUMN_OF_NAME, ("word",), content)
        found = [line for line, _ in correction_rows(rows)]
    found += _not_overruled(listed, found)
    found += _not_overruled(_read_files(glossaries_beside(text_path)), found)
    return tuple(found)


def read_shared(text_path: Path) -> tuple[Correction, ...]:
    """Return the corrections of the table that is named after a file, for all texts that it speaks
    of: that of a class set beside ``set.toml``."""
    lines = _read_files(tables_beside(text_path, WORDS))
    return tuple(replace(line, shared=True) for line in lines)


def _not_overruled(shared: Iterable[Correction], own: Iterable[Correction]) -> list[Correction]:
    """Return the shared corrections of words of which a text's own say nothing.

    A line without a reading speaks of all readings of its word.
    """
    covered: set[tuple[str, str]] = set()
    for line in own:
        if line.only:
            continue
        covered |= {(line.word, line.reading), (line.word, "")}
    return [
        replace(line, shared=True)
        for line in shared
        if covered.isdisjoint({(line.word, line.reading), (line.word, "")})
    ]


def machine_cell(reading: str, gloss: str) -> str:
    """Return what the column ``machine`` holds for a word that no person has corrected; no gloss
    where the machine could not tell."""
    return f"{reading}{MACHINE_SEPARATOR}{gloss}" if gloss else reading


def word_cell(line: Correction) -> str:
    """Return what a line has in the column ``word``."""
    mark = "+" if line.joined else "|"
    return mark.join(line.parts) or line.word


def _read_files(paths: Sequence[Path]) -> list[Correction]:
    rows: list[TableRow] = []
    for path in paths:
        rows += read_table(path, COLUMN_OF_NAME, required=("word",))
    return [line for line, _ in correction_rows(rows)]


def correction_rows(table: Iterable[TableRow]) -> list[tuple[Correction, TableRow]]:
    """Return the rows of tables that correct something, each once.

    Raises InputError, with all lines that cannot be understood or contradict another.
    """
    rows: dict[tuple[str, ...], tuple[Correction, TableRow]] = {}
    faults = Faults()
    for row in table:
        if _is_untouched(row.cells):
            continue
        with faults.kept():
            line = replace(_read_row(row), file=row.file)
            key = (line.word, line.only) if line.only else (line.word, "", line.reading)
            known, first = rows.setdefault(key, (line, row))
            _refuse_contradiction(line, row, known, first)
    faults.raise_all()
    return list(rows.values())


def _refuse_contradiction(
    line: Correction, row: TableRow, known: Correction, first: TableRow
) -> None:
    """Raise InputError where a word is corrected in two ways."""
    if known == replace(line, line=known.line, file=known.file):
        return
    place = f"line {known.line}" if known.file == line.file else first.where
    raise InputError(
        f"{row.where}: {line.word} is corrected otherwise in {place}. Delete one of the two."
    )


def _is_untouched(cells: Mapping[str, str]) -> bool:
    """Tell whether a line still holds what the program proposed in it."""
    machine = cells.get("machine", "")
    if not machine or cells.get("skip", "").lower() not in NO:
        return False
    return machine == machine_cell(cells.get("reading", ""), cells.get("gloss", ""))


def _read_row(row: TableRow) -> Correction:
    where, cells = row.where, row.cells
    word = cells.get("word", "")
    if not word:
        raise InputError(
            f"{where}: the column 'word' is empty. Write the word that is corrected, or delete the"
            " line."
        )
    if LOST.fullmatch(word):
        raise InputError(
            f"{where}: the Chinese of this table was lost ({word}). Save it from the spreadsheet"
            " again, as XLSX or as CSV UTF-8."
        )
    skip = _skip(cells.get("skip", ""), where)
    reading, gloss = cells.get("reading", ""), cells.get("gloss", "")
    cut, joined = CUT.split(word), JOIN.split(word)
    is_cut, is_joined = len(cut) > 1, len(joined) > 1
    if not all(cut) or not all(joined) or (is_cut and is_joined):
        raise InputError(
            f"{where}: {word!r} is not understood. Write 更加|劲 to cut a word there, 劳动+模范 to"
            " make one word of two."
        )
    only = cells.get("only", "")
    if only and (is_cut or is_joined or skip):
        raise InputError(
            f"{where}: {word} has something under 'only', but where a word is cut or joined, and"
            " which word gets no card, holds for the whole text. Clear that cell."
        )
    if is_cut:
        if reading or gloss or skip:
            raise InputError(
                f"{where}: {word} only says where to cut. Write reading, gloss and skip of its"
                " parts in lines of their own."
            )
        return Correction("".join(cut), row.line, parts=tuple(cut))
    _, _, machine_gloss = cells.get("machine", "").partition(MACHINE_SEPARATOR)
    return Correction(
        word="".join(joined),
        line=row.line,
        reading=reading,
        gloss="" if gloss == machine_gloss else gloss,
        skip=skip,
        parts=tuple(joined) if is_joined else (),
        joined=is_joined,
        only=only,
    )


def _skip(cell: str, where: str) -> bool:
    if cell.lower() not in YES | NO:
        raise InputError(
            f"{where}: 'skip' is {cell!r}; expected x for a word that gets no card, or nothing."
        )
    return cell.lower() in YES

"""Lists of words in the forms that people have them: one word a line, tables, XLSX, Pleco's
exports, Anki's text export."""

import codecs
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from generator.base.errors import InputError
from generator.base.han import HANZI
from generator.texts.bilingual_table import Row, parse_rows
from generator.texts.formats import tidied
from generator.texts.languages import LATIN, script_of
from generator.texts.paths import read_bytes
from generator.texts.recognise import format_of
from generator.texts.word_cells import cell_words, plain
from generator.texts.word_columns import is_head, words_of
from generator.texts.xlsx import read_sheets
from generator.texts.xml import parse_xml

EXPECTED = (
    "Expected a list of Chinese words: one a line, a table (CSV, tabs, XLSX) with a column of"
    " words, or an export of Pleco or Anki (text, .apkg, .colpkg)."
)
SEPARATORS = "\t;,|"
WORD_SEPARATOR = re.compile(r"[\s,，、;；]+")
"""Between words that stand in one line."""
MIN_SEPARATED_SHARE = 0.6
"""Share of the lines that must have a separator before it separates columns."""
MIN_LINES_WITH_WORDS = 0.6
"""Share of the lines with Chinese that must begin with a word."""
MIN_CELLS_WITH_WORDS = 0.9
"""Share of the cells that must hold words before they are words in a row, not columns."""
COMMENT = re.compile(r"(?:^|\s)(?:#|//).*")
SAMPLE_LINES = 500
"""Lines by which the separator of the columns is found."""
PLECO = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<(?:\?xml|!DOCTYPE)(?s:.{0,2000}?))?<plecoflash\b")
ANKI_SEPARATORS = {
    "tab": "\t",
    "comma": ",",
    "semicolon": ";",
    "pipe": "|",
    "space": " ",
    "colon": ":",
}
ANKI_HEADER = re.compile(r"#([a-z ]+):(.*)")
ANKI_HEADER_LINES = 20
ANKI_NOTE_TYPE = "notetype column"
ANKI_OTHER_COLUMNS = ("guid column", ANKI_NOTE_TYPE, "deck column", "tags column")
"""Columns that say what a note is, and hold no field."""
NO_HEADER: Mapping[str, str] = {}
MAX_FOUND = 20
"""Characters of what was found that a message repeats."""

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class WordList:
    """The words of a list."""

    words: tuple[str, ...]
    """As they are written there, each once."""
    traditional: bool
    """Whether the list as a whole is in traditional characters."""
    column: str = ""
    """Name or number of the column that was read, for messages; empty where there was no choice."""
    from_anki: bool = False
    """Whether Anki exported it."""


def read_word_list(path: Path, no_words: frozenset[str] = frozenset()) -> WordList:
    """Read a list of words.

    ``no_words`` are names of Anki's note types that teach no word. Raises InputError where the file
    cannot be read, or is no such list. A list of nothing but remarks (``#``) has no words yet.
    """
    data = read_bytes(path)
    if not data.strip():
        raise InputError(f"{path}: the file is empty. {EXPECTED}")
    if PLECO.match(data):
        return word_list(_pleco_words(data, path))
    if format_of(data, path) == "xlsx":
        sheets = [_cells_of(rows) for rows in read_sheets(data, str(path))]
        return _joined([_table_words(rows) for rows in sheets if rows], path, sheets)
    text, _ = tidied(data, path)
    lines = text.split("\n")
    anki_header = _anki_header(lines[:ANKI_HEADER_LINES])
    filled = [line for line in lines if line.strip()]
    lines = [line for line in filled if not line.startswith(("#", "//"))]
    if filled and not lines and not anki_header:
        return word_list([])
    made = _read_table(lines, anki_header, path, no_words)
    if made is None:
        made = _joined([_running_words(lines)], path, [[lines]])
    return replace(made, from_anki="html" in anki_header)


def _cells_of(rows: Sequence[Row]) -> list[Sequence[str]]:
    """Return the cells of rows without the numbers of their lines."""
    return [cells for _, cells in rows]


def word_list(words: Sequence[str], column: str = "") -> WordList:
    """Return a list of some words, each once."""
    is_traditional = script_of("".join(words)) == "traditional"
    return WordList(tuple(dict.fromkeys(words)), traditional=is_traditional, column=column)


def _joined(lists: Sequence[WordList | None], path: Path, tables: Sequence[Rows]) -> WordList:
    """Return all words of the lists in a file; raise InputError where there are none.

    ``tables`` is where they were looked for.
    """
    filled = [one for one in lists if one and one.words]
    if not filled:
        raise InputError(f"{path}: {_found(tables)}. {EXPECTED}")
    columns = dict.fromkeys(one.column for one in filled if one.column)
    words = chain.from_iterable(one.words for one in filled)
    return word_list(list(words), ", ".join(columns))


def _found(tables: Sequence[Rows]) -> str:
    """Say what was found in tables without words."""
    for row in chain.from_iterable(tables):
        for cell in row:
            if HANZI.search(cell):
                return f"found Chinese ({cell.strip()[:MAX_FOUND]!r}), but no list of words"
    return "found no Chinese"


def _pleco_words(data: bytes, path: Path) -> list[str]:
    """Return the headwords of Pleco's XML export, simplified ones where a card has them."""
    root = parse_xml(data, str(path), "Export it again from Pleco.")
    words: list[str] = []
    for entry in root.iter("entry"):
        heads = {head.get("charset", "sc"): head.text or "" for head in entry.findall("headword")}
        words += cell_words(heads.get("sc") or heads.get("tc") or "")
    if not words:
        raise InputError(f"{path}: this export of Pleco has no Chinese flashcard. {EXPECTED}")
    return words


def _anki_header(lines: Sequence[str]) -> dict[str, str]:
    """Return what the first lines of a text export of Anki state: ``#separator:tab``."""
    found = filter(None, map(ANKI_HEADER.fullmatch, lines))
    return {header[1]: header[2].strip() for header in found}


def _read_table(
    lines: Sequence[str], anki_header: Mapping[str, str], path: Path, no_words: frozenset[str]
) -> WordList | None:
    """Read lines with separators as a table; None if they have none, or separate words in a row."""
    separator = separator_of(lines, anki_header)
    if not separator:
        return None
    rows = _cells_of(parse_rows("\n".join(lines), separator, str(path)))
    if separator != "\t" and _are_words_in_a_row(rows):
        return None
    names = anki_header.get("columns", "")
    head = names.split(separator) if names else ()
    lists = [
        _table_words(table, head, note_type)
        for note_type, table in _note_types(rows, anki_header).items()
        if note_type not in no_words
    ]
    return _joined(lists, path, [rows])


def is_anki_export(data: bytes) -> bool:
    """Tell whether a file is a text export of Anki."""
    return data.removeprefix(codecs.BOM_UTF8).startswith(b"#separator:")


def separator_of(lines: Sequence[str], anki_header: Mapping[str, str] = NO_HEADER) -> str:
    """Return what separates the columns; empty where each line is one cell."""
    given = anki_header.get("separator")
    if given:
        return ANKI_SEPARATORS.get(given.lower(), given[:1])
    least = MIN_SEPARATED_SHARE * max(1, len(lines))
    usable = [mark for mark in SEPARATORS if _lines_with(mark, lines) >= least]
    if len(usable) <= 1:
        return "".join(usable)
    return max(usable, key=lambda mark: _evenness(lines[:SAMPLE_LINES], mark))


def _lines_with(mark: str, lines: Sequence[str]) -> int:
    return sum(mark in line for line in lines)


def _evenness(lines: Sequence[str], separator: str) -> float:
    """Return the share of rows that have as many cells as most have; 0 where no column holds
    words."""
    try:
        rows = _cells_of(parse_rows("\n".join(lines), separator, ""))
    except InputError:
        return 0.0
    if not words_of(rows):
        return 0.0
    return max(Counter(map(len, rows)).values()) / len(rows)


def _are_words_in_a_row(rows: Rows) -> bool:
    """Tell whether the cells are words that stand in a row, rather than columns."""
    if rows and is_head(rows[0]):
        return False
    cells = [cell for cell in chain.from_iterable(rows) if cell.strip()]
    with_words = sum(bool(cell_words(cell)) for cell in cells)
    return with_words >= MIN_CELLS_WITH_WORDS * len(cells)


def _running_words(lines: Sequence[str]) -> WordList | None:
    """Return words one a line or in a row; what follows them on the line (pinyin, a translation) is
    left out. None where too few lines begin with a word."""
    chinese = [line for line in lines if HANZI.search(line)]
    found = [_line_words(COMMENT.sub("", line)) for line in chinese]
    if sum(map(bool, found)) < MIN_LINES_WITH_WORDS * len(chinese):
        return None
    return word_list(list(chain.from_iterable(found)))


def _line_words(line: str) -> tuple[str, ...]:
    text = plain(line)
    parts = [part for part in WORD_SEPARATOR.split(text) if part]
    if len(parts) > 1 and not LATIN.search(text):
        found = list(map(cell_words, parts))
        if all(found):
            return tuple(chain.from_iterable(found))
    return cell_words(line)


def _note_types(rows: Rows, anki_header: Mapping[str, str]) -> dict[str, list[Sequence[str]]]:
    """Return the rows of an Anki export by note type, the columns that hold no field made empty.

    Other tables stay as they are, under one empty name.
    """
    columns = {
        name: int(anki_header[name]) - 1
        for name in ANKI_OTHER_COLUMNS
        if anki_header.get(name, "").isdigit()
    }
    note_type_column = columns.get(ANKI_NOTE_TYPE, -1)
    others = set(columns.values())
    tables: dict[str, list[Sequence[str]]] = {}
    for cells in rows:
        is_named = 0 <= note_type_column < len(cells)
        note_type = cells[note_type_column] if is_named else ""
        fields = ["" if i in others else cell for i, cell in enumerate(cells)]
        tables.setdefault(note_type, []).append(fields)
    return tables


def _table_words(rows: Rows, head: Sequence[str] = (), note_type: str = "") -> WordList | None:
    """Return the words of a table whose first row may be its head; None without a column of
    words."""
    body = rows
    if not head and is_head(rows[0]):
        head, body = rows[0], rows[1:]
    found = words_of(body, head)
    if found is None:
        return None
    column = ""
    if found.name:
        column = f"column {found.name}"
    elif max(map(len, body)) > 1:
        column = f"column {found.column + 1}"
    if column and note_type:
        column += f" of {note_type}"
    return word_list(list(chain.from_iterable(found.words)), column)

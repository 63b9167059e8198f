"""Lists of words in the forms that people have them: one word a line, tables, XLSX, Pleco's exports, Anki's text export."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.errors import InputError
from generator.texts.archive import refuse_entities
from generator.texts.columns import parse_rows
from generator.texts.files import read_bytes
from generator.texts.formats import recognise, tidied
from generator.texts.script import HAN, script_of
from generator.texts.word_columns import cell_words, is_head, plain, words_of

EXPECTED = (
    "Expected a list of Chinese words: one a line, a table (CSV, tabs, XLSX) with a column of words, or an export of Pleco or Anki "
    "(text, .apkg, .colpkg)."
)
SEPARATORS = "\t;,|"
RUNNING = re.compile(r"[\s,，、;；]+")
"""What parts words that stand in one line."""
MANY = 0.6
"""Share of the lines that must have a separator before it parts columns; and of those with Chinese, share that must begin with a word."""
COMMENT = re.compile(r"(?:^|\s)(?:#|//).*")
PLECO = re.compile(rb"\s*(?:\xef\xbb\xbf)?(?:<\?xml[^>]*>\s*)?<plecoflash\b")
NAMES = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "space": " ", "colon": ":"}
ANKI = re.compile(r"#([a-z ]+):(.*)")
APART = ("guid column", "notetype column", "deck column", "tags column")


@dataclass(frozen=True, slots=True)
class WordList:
    """The words of a list."""

    words: tuple[str, ...]
    """As they are written there, each once."""
    traditional: bool
    """Whether the list as a whole is in traditional characters."""
    column: str = ""
    """Name or number of the column that was read, for messages; empty where there was no choice."""


def read_word_list(path: Path) -> WordList:
    """Read a list of words. Raises InputError where the file cannot be read, or is no such list."""
    data = read_bytes(path)
    if PLECO.match(data):
        return word_list(_pleco(data, path))
    if recognise(data, path) == "xlsx":
        from generator.texts.sheets import read_sheets

        sheets = [[cells for _, cells in rows] for rows in read_sheets(data, str(path))]
        return _best([_of_table(rows) for rows in sheets], path)
    text, _ = tidied(data, path)
    facts = {found[1]: found[2].strip() for line in text.split("\n")[:20] if (found := ANKI.fullmatch(line))}
    lines = [line for line in text.split("\n") if line.strip() and not line.startswith(("#", "//"))]
    if separator := _separator(lines, facts):
        rows = [cells for _, cells in parse_rows("\n".join(lines), separator, str(path))]
        if separator == "\t" or not _is_running(rows):
            return _best([_of_table(table) for table in _note_types(rows, facts)], path)
    return _best([_running(lines)], path)


def word_list(words: Sequence[str], column: str = "") -> WordList:
    """Put words together, each once."""
    return WordList(tuple(dict.fromkeys(words)), script_of("".join(words)) == "traditional", column)


def _best(found: Sequence[WordList | None], path: Path) -> WordList:
    """All words of the parts of a file; an error where there are none."""
    parts = [one for one in found if one and one.words]
    if not parts:
        raise InputError(f"{path}: found no Chinese words in it. {EXPECTED}")
    column = ", ".join(dict.fromkeys(filter(None, (one.column for one in parts))))
    return word_list([word for one in parts for word in one.words], column)


def _pleco(data: bytes, path: Path) -> list[str]:
    """The headwords of Pleco's XML export, simplified ones where a card has them."""
    refuse_entities(data, f"{path}:")
    try:
        root = ET.fromstring(data.strip())
    except ET.ParseError as error:
        raise InputError(f"{path}: is a damaged export of Pleco (line {error.position[0]}). Export it again.") from None
    words: list[str] = []
    for entry in root.iter("entry"):
        heads = {head.get("charset", "sc"): head.text or "" for head in entry.iter("headword")}
        words += cell_words(heads.get("sc") or heads.get("tc") or "")
    if not words:
        raise InputError(f"{path}: this export of Pleco has no Chinese flashcard. {EXPECTED}")
    return words


def _separator(lines: Sequence[str], facts: dict[str, str]) -> str:
    """What parts the columns; empty where each line is one cell."""
    if given := facts.get("separator"):
        return NAMES.get(given.lower(), given[:1])
    return next((s for s in SEPARATORS if sum(s in line for line in lines) >= MANY * max(1, len(lines))), "")


def _is_running(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the cells are words that stand in a row, rather than columns."""
    cells = [cell for row in rows for cell in row if cell.strip()]
    return not (rows and is_head(rows[0])) and sum(bool(cell_words(cell)) for cell in cells) >= 0.9 * len(cells)


def _running(lines: Sequence[str]) -> WordList | None:
    """Words one a line or in a row; what follows them on the line (pinyin, a translation) is left out."""
    chinese = [line for line in lines if HAN.search(line)]
    words = [_line_words(COMMENT.sub("", line)) for line in chinese]
    if sum(map(bool, words)) < MANY * len(chinese):
        return None
    return word_list([word for own in words for word in own])


def _line_words(line: str) -> tuple[str, ...]:
    pieces = [piece for piece in RUNNING.split(plain(line)) if piece]
    if len(pieces) > 1 and all(map(cell_words, pieces)):
        return tuple(word for piece in pieces for word in cell_words(piece))
    return cell_words(line)


def _note_types(rows: Sequence[Sequence[str]], facts: dict[str, str]) -> Iterator[list[Sequence[str]]]:
    """The rows of an Anki export by note type, without the columns that say what a note is; other tables as they are."""
    apart = {int(facts[name]) - 1 for name in APART if facts.get(name, "").isdigit()}
    kind = int(facts["notetype column"]) - 1 if facts.get("notetype column", "").isdigit() else -1
    tables: dict[str, list[Sequence[str]]] = {}
    for cells in rows:
        named = cells[kind] if 0 <= kind < len(cells) else ""
        tables.setdefault(named, []).append([cell for i, cell in enumerate(cells) if i not in apart])
    yield from tables.values()


def _of_table(rows: Sequence[Sequence[str]]) -> WordList | None:
    head = rows[0] if rows and is_head(rows[0]) else ()
    body = rows[1:] if head else rows
    found = words_of(body, head)
    if found is None:
        return None
    several = max(map(len, body)) > 1
    column = (found.name and f"column {found.name}") or (f"column {found.column + 1}" if several else "")
    return word_list([word for words in found.words for word in words], column)

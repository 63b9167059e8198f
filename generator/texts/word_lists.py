"""Lists of words in the forms that people have them: one word a line, tables, XLSX, Pleco's
exports, Anki's text export."""

import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.base.errors import InputError
from generator.texts.archive import refuse_entities
from generator.texts.bilingual_table import parse_rows
from generator.texts.formats import tidied
from generator.texts.languages import HAN, LATIN, script_of
from generator.texts.paths import read_bytes
from generator.texts.recognise import format_of
from generator.texts.word_columns import cell_words, is_head, plain, words_of

EXPECTED = (
    "Expected a list of Chinese words: one a line, a table (CSV, tabs, XLSX) with a column of"
    " words, or an export of Pleco or Anki (text, .apkg, .colpkg)."
)
SEPARATORS = "\t;,|"
RUNNING = re.compile(r"[\s,，、;；]+")
"""What parts words that stand in one line."""
MANY = 0.6
"""Share of the lines that must have a separator before it parts columns; and of those with Chinese,
share that must begin with a word."""
COMMENT = re.compile(r"(?:^|\s)(?:#|//).*")
SAMPLE = 500
"""Lines by which it is told what parts the columns."""
PLECO = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<(?:\?xml|!DOCTYPE)(?s:.{0,2000}?))?<plecoflash\b")
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
    from_anki: bool = False
    """Whether Anki exported it."""


def read_word_list(path: Path, no_words: frozenset[str] = frozenset()) -> WordList:
    """Read a list of words. Raises InputError where the file cannot be read, or is no such list.

    ``no_words`` are names of Anki's note types that teach no word.
    """
    data = read_bytes(path)
    if not data.strip():
        raise InputError(f"{path}: the file is empty. {EXPECTED}")
    if PLECO.match(data):
        return word_list(_pleco(data, path))
    if format_of(data, path) == "xlsx":
        from generator.texts.xlsx import read_sheets

        sheets = [[cells for _, cells in rows] for rows in read_sheets(data, str(path))]
        return _best([_of_table(rows) for rows in sheets if rows], path, sheets)
    text, _ = tidied(data, path)
    facts = {
        found[1]: found[2].strip()
        for line in text.split("\n")[:20]
        if (found := ANKI.fullmatch(line))
    }
    lines = [line for line in text.split("\n") if line.strip() and not line.startswith(("#", "//"))]
    if separator := _separator(lines, facts):
        rows = [cells for _, cells in parse_rows("\n".join(lines), separator, str(path))]
        if separator == "\t" or not _is_running(rows):
            head = facts.get("columns", "").split(separator) if facts.get("columns") else ()
            tables = _note_types(rows, facts)
            made = _best(
                [
                    _of_table(table, head, kind)
                    for kind, table in tables.items()
                    if kind not in no_words
                ],
                path,
                [rows],
            )
            return replace(made, from_anki="html" in facts)
    return replace(_best([_running(lines)], path, [[lines]]), from_anki="html" in facts)


def word_list(words: Sequence[str], column: str = "") -> WordList:
    """Put words together, each once."""
    return WordList(tuple(dict.fromkeys(words)), script_of("".join(words)) == "traditional", column)


def _best(
    found: Sequence[WordList | None], path: Path, tables: Sequence[Sequence[Sequence[str]]]
) -> WordList:
    """All words of the parts of a file; an error where there are none: ``tables`` is what was
    searched."""
    parts = [one for one in found if one and one.words]
    if not parts:
        chinese = next(
            (cell.strip() for table in tables for row in table for cell in row if HAN.search(cell)),
            "",
        )
        seen = (
            f"found Chinese ({chinese[:20]!r}), but no list of words"
            if chinese
            else "found no Chinese"
        )
        raise InputError(f"{path}: {seen}. {EXPECTED}")
    column = ", ".join(dict.fromkeys(filter(None, (one.column for one in parts))))
    return word_list([word for one in parts for word in one.words], column)


def _pleco(data: bytes, path: Path) -> list[str]:
    """The headwords of Pleco's XML export, simplified ones where a card has them."""
    refuse_entities(data, f"{path}:")
    try:
        root = ET.fromstring(data.strip())
    except ET.ParseError as error:
        raise InputError(
            f"{path}: is a damaged export of Pleco (line {error.position[0]}). Export it again."
        ) from None
    words: list[str] = []
    for entry in root.iter("entry"):
        heads = {head.get("charset", "sc"): head.text or "" for head in entry.findall("headword")}
        words += cell_words(heads.get("sc") or heads.get("tc") or "")
    if not words:
        raise InputError(f"{path}: this export of Pleco has no Chinese flashcard. {EXPECTED}")
    return words


def _separator(lines: Sequence[str], facts: dict[str, str]) -> str:
    """What parts the columns; empty where each line is one cell."""
    if given := facts.get("separator"):
        return NAMES.get(given.lower(), given[:1])
    able = [s for s in SEPARATORS if sum(s in line for line in lines) >= MANY * max(1, len(lines))]
    return (
        max(able, key=lambda s: _evenness(lines[:SAMPLE], s), default="")
        if len(able) > 1
        else "".join(able)
    )


def _evenness(lines: Sequence[str], separator: str) -> float:
    """The share of rows that have as many cells as most have; 0 where no column holds words."""
    try:
        rows = [cells for _, cells in parse_rows("\n".join(lines), separator, "")]
    except InputError:
        return 0.0
    return max(Counter(map(len, rows)).values()) / len(rows) if words_of(rows) else 0.0


def _is_running(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the cells are words that stand in a row, rather than columns."""
    cells = [cell for row in rows for cell in row if cell.strip()]
    return not (rows and is_head(rows[0])) and sum(
        bool(cell_words(cell)) for cell in cells
    ) >= 0.9 * len(cells)


def _running(lines: Sequence[str]) -> WordList | None:
    """Words one a line or in a row; what follows them on the line (pinyin, a translation) is left
    out."""
    chinese = [line for line in lines if HAN.search(line)]
    words = [_line_words(COMMENT.sub("", line)) for line in chinese]
    if sum(map(bool, words)) < MANY * len(chinese):
        return None
    return word_list([word for own in words for word in own])


def _line_words(line: str) -> tuple[str, ...]:
    text = plain(line)
    pieces = [piece for piece in RUNNING.split(text) if piece]
    if len(pieces) > 1 and not LATIN.search(text) and all(map(cell_words, pieces)):
        return tuple(word for piece in pieces for word in cell_words(piece))
    return cell_words(line)


def _note_types(
    rows: Sequence[Sequence[str]], facts: dict[str, str]
) -> dict[str, list[Sequence[str]]]:
    """The rows of an Anki export by note type, the columns that say what a note is made empty;
    other tables as they are."""
    apart = {int(facts[name]) - 1 for name in APART if facts.get(name, "").isdigit()}
    kind = int(facts["notetype column"]) - 1 if facts.get("notetype column", "").isdigit() else -1
    tables: dict[str, list[Sequence[str]]] = {}
    for cells in rows:
        named = cells[kind] if 0 <= kind < len(cells) else ""
        tables.setdefault(named, []).append(
            ["" if i in apart else cell for i, cell in enumerate(cells)]
        )
    return tables


def _of_table(
    rows: Sequence[Sequence[str]], head: Sequence[str] = (), kind: str = ""
) -> WordList | None:
    body = rows
    if not head and is_head(rows[0]):
        head, body = rows[0], rows[1:]
    found = words_of(body, head)
    if found is None:
        return None
    several = max(map(len, body)) > 1
    column = (found.name and f"column {found.name}") or (
        f"column {found.column + 1}" if several else ""
    )
    column += f" of {kind}" if column and kind else ""
    return word_list([word for words in found.words for word in words], column)

"""Tables of a text and its translation: the script tells which column is which, not its place or
name.

The Chinese column is the one with most Chinese, the English one that with most English; columns of
pinyin, numbers and remarks are left out. A first row of names is recognised, and decides where two
columns are of one language (simplified and traditional).
"""

import csv
import re
from collections.abc import Sequence
from dataclasses import replace
from operator import ne

from generator.base.errors import InputError
from generator.base.records import BilingualText, Issue
from generator.texts.html_text import html_text
from generator.texts.languages import amounts, language_of
from generator.texts.paired import TextPair, from_pairs
from generator.texts.pinyin_parts import is_pinyin, left_out, without_pinyin

COLUMN_NAMES = {
    "zh": frozenset(
        (
            "zh cn chs chinese hanzi simplified mandarin original source text 中文 汉语 漢語 原文"
            " 汉字 简体 華語 zh-cn zh-hans zh_cn"
        ).split()
    ),
    "en": frozenset(
        (
            "en eng english translation target meaning 英文 英语 英語 译文 譯文 翻译 英译 en-us"
            " en-gb en_us"
        ).split()
    ),
}
SEPARATORS = "\t,;|"
MIN_FILLED_SHARE = 0.6
"""Share of the rows that must have both languages before lines of text count as a table; what is
named a table needs no share."""
MIN_ROWS = 2
"""Rows with both languages that lines of text must have to count as a table, where anything but
tabs separates the columns."""
MIN_EVEN_SHARE = 0.8
"""Share of the rows that must be of one width, where anything but tabs separates the columns."""
MIN_SHARE_OF_MOST = 0.5
"""A column with this share of the most that any column has of a language may be chosen for its
name."""
MAX_PINYIN_SHARE = 0.5
"""Share of the cells with pinyin beyond which a column counts as pinyin."""
SAMPLE = 200_000
"""Characters by which the separator is found."""
ADDRESS = ("http://", "https://")
ANKI_HEADER = re.compile(
    r"#(?:separator|html|tags?|columns?|notetype|deck|guid|if matches)\b[^\n]*:", re.IGNORECASE
)

ANKI_HTML = re.compile("^#html:true", re.MULTILINE)
ANKI_SOUND = re.compile(r"\[sound:[^\[\]]*\]")

Row = tuple[int, Sequence[str]]
"""One-based line of the file, and its cells."""


def is_table(text: str) -> bool:
    """Tell whether text is a table with a Chinese and an English column, separated by tabs, commas,
    semicolons or bars."""
    return _separator(text) is not None


def read_delimited(text: str, name: str, where: str) -> BilingualText:
    """Read lines with separators (CSV, TSV) as a table.

    Raises InputError if no column holds Chinese, or the table is damaged.
    """
    separator = _separator(text) or max(SEPARATORS, key=text[:SAMPLE].count)
    return read_rows(parse_rows(text, separator, where), name, where)


def read_rows(rows: Sequence[Row], name: str, where: str) -> BilingualText:
    """Make a text of the rows of a table; raises InputError if no column holds Chinese."""
    columns = find_columns(rows)
    if columns is None:
        raise InputError(
            f"{where}: no column of this table holds Chinese. Expected a column with Chinese and"
            " one with English."
        )
    zh, en = columns
    first = _first_cells(rows)
    if _is_head(first, zh, en):
        rows = [row for row in rows if row[1] is not first]
    width = max((len(cells) for _, cells in rows), default=0)
    used = [zh] if en < 0 else [zh, en]
    issues = [_columns_taken(zh, en, width, where)] if width > len(used) else []
    pairs = [_pair(line, cells, zh, en) for line, cells in rows]
    bare = [replace(pair, zh=without_pinyin(pair.zh, where)[0]) for pair in pairs]
    if bare != pairs:
        issues.append(left_out(sum(map(ne, pairs, bare)), where))
    return from_pairs(bare, name, where, issues=issues)


def _columns_taken(zh: int, en: int, width: int, where: str) -> Issue:
    english = "none for English"
    if en >= 0:
        others = ", ".join(str(i + 1) for i in range(width) if i not in (zh, en))
        english = f"column {en + 1} for the English; left out: {others}"
    detail = f"Column {zh + 1} was taken for the Chinese, {english}."
    return Issue("columns", where, detail)


def find_columns(rows: Sequence[Row]) -> tuple[int, int] | None:
    """Return the indices of the Chinese and the English column (-1 without one); None if no column
    holds Chinese."""
    width = max((len(cells) for _, cells in rows), default=0)
    names = [_bare_name(cell) for cell in _first_cells(rows)]
    zh_amounts, en_amounts = [], []
    for i in range(width):
        zh_amount, en_amount = _column_amounts(rows, i)
        zh_amounts.append(zh_amount if zh_amount > en_amount else 0)
        en_amounts.append(en_amount if en_amount > zh_amount else 0)
    zh = _choose(zh_amounts, names, "zh")
    if zh < 0:
        return None
    return zh, _choose(en_amounts, names, "en")


def _choose(amounts: list[int], names: list[str], language: str) -> int:
    """Return the index of the column with most of a language; a name in the first row is decisive
    among those with much. -1 if all have nothing."""
    most = max(amounts, default=0)
    if not most:
        return -1
    for i, (amount, name) in enumerate(zip(amounts, names, strict=False)):
        if amount >= MIN_SHARE_OF_MOST * most and name in COLUMN_NAMES[language]:
            return i
    return amounts.index(most)


def _column_amounts(rows: Sequence[Row], index: int) -> tuple[int, int]:
    """Return how much Chinese and English a column holds, pinyin and web addresses not counted."""
    cells = [cells[index] for _, cells in rows if index < len(cells)]
    filled = sum(bool(cell.strip()) for cell in cells)
    if sum(map(is_pinyin, cells)) > MAX_PINYIN_SHARE * filled:
        return 0, 0
    return amounts(cell for cell in cells if not cell.startswith(ADDRESS))


def _is_head(cells: Sequence[str], zh: int, en: int) -> bool:
    """Tell whether a row names the Chinese or the English column."""
    if _bare_name(_cell(cells, zh)) in COLUMN_NAMES["zh"]:
        return True
    return en >= 0 and _bare_name(_cell(cells, en)) in COLUMN_NAMES["en"]


def _first_cells(rows: Sequence[Row]) -> Sequence[str]:
    """Return the first row that has columns, since a heading may stand above the table; nothing
    without one."""
    return next((cells for _, cells in rows if len(cells) > 1), ())


def _pair(line: int, cells: Sequence[str], zh: int, en: int) -> TextPair:
    """Return what a row says in both languages; a row of one cell, such as a heading, in its
    own."""
    if len(cells) > 1:
        return TextPair(line, zh=_cell(cells, zh), en=_cell(cells, en))
    text = cells[0].lstrip("# ")
    if language_of(text) == "zh":
        return TextPair(line, zh=text, en="")
    return TextPair(line, zh="", en=text)


def _bare_name(cell: str) -> str:
    return cell.strip().lower().replace(" ", "")


def _cell(cells: Sequence[str], index: int) -> str:
    return cells[index] if 0 <= index < len(cells) else ""


def _separator(text: str) -> str | None:
    """Return what separates the columns, if lines of text are a table of both languages."""
    sample = text[:SAMPLE]
    least = sample.count("\n") / 2
    for separator in SEPARATORS:
        if sample.count(separator) >= least and _separates(sample, separator):
            return separator
    return None


def _separates(text: str, separator: str) -> bool:
    """Tell whether a separator cuts lines into a table of both languages."""
    try:
        rows = parse_rows(text, separator, "")
    except InputError:
        return False
    columns = find_columns(rows)
    if columns is None or columns[1] < 0:
        return False
    filled = sum(_has_both(cells, *columns) for _, cells in rows)
    if filled < MIN_FILLED_SHARE * len(rows):
        return False
    if separator == "\t":
        return True
    if filled < MIN_ROWS:
        return False
    width = max(len(cells) for _, cells in rows)
    even = sum(len(cells) == width for _, cells in rows)
    return even >= MIN_EVEN_SHARE * len(rows)


def _has_both(cells: Sequence[str], zh: int, en: int) -> bool:
    """Tell whether a row has Chinese in the one column and English in the other."""
    zh_cell, _ = without_pinyin(_cell(cells, zh), "")
    return language_of(zh_cell) == "zh" and language_of(_cell(cells, en)) == "en"


def parse_rows(text: str, separator: str, where: str) -> list[Row]:
    """Split lines into cells. Quotation marks count as such only where a cell opens and closes with
    them, as programs write them.

    Raises InputError for a table that is damaged.
    """
    is_html = ANKI_HTML.search(text[:SAMPLE]) is not None
    lines = [line for line in text.split("\n") if not ANKI_HEADER.match(line)]
    skipped = text.count("\n") + 1 - len(lines)
    rows: list[Row]
    if '"' not in text:
        rows = _unquoted_rows(lines, separator, skipped)
    else:
        reader = csv.reader([f"{line}\n" for line in lines], delimiter=separator, strict=True)
        try:
            rows = [(reader.line_num + skipped, cells) for cells in reader]
        except csv.Error as error:
            if separator != "\t":
                raise InputError(
                    f"{where}: is a damaged table ({error}). Save it again from the spreadsheet."
                ) from None
            # Quotation marks of the text itself, as in tables that no spreadsheet wrote
            rows = _unquoted_rows(lines, separator, skipped)
    if is_html:
        rows = [(number, list(map(_without_markup, cells))) for number, cells in rows]
    return [(number, cells) for number, cells in rows if any(map(str.strip, cells))]


def _without_markup(cell: str) -> str:
    """Return a field of Anki as text: without HTML and sounds."""
    text, _ = html_text(ANKI_SOUND.sub("", cell))
    return text.strip()


def _unquoted_rows(lines: Sequence[str], separator: str, skipped: int) -> list[Row]:
    return [(number, line.split(separator)) for number, line in enumerate(lines, 1 + skipped)]

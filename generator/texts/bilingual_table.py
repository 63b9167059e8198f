"""Tables of a text and its translation: which column is which is told by the script, not by its
place or name.

The Chinese column is the one with most Chinese, the English one that with most English; columns of
pinyin, numbers and remarks are left out. A first row of names is recognised, and decides where two
columns are of one language (simplified and traditional).
"""

import csv
import re
from collections.abc import Sequence

from generator.base.errors import InputError
from generator.base.records import BilingualText, Issue
from generator.texts.languages import language_of, weigh
from generator.texts.paired import TextPair, from_pairs
from generator.texts.pinyin_lines import is_pinyin

NAMES = {
    "zh": (
        "zh cn chs chinese hanzi simplified mandarin original source text 中文 汉语 漢語 原文 汉字"
        " 简体 華語 zh-cn zh-hans zh_cn"
    ),
    "en": (
        "en eng english translation target meaning 英文 英语 英語 译文 譯文 翻译 英译 en-us en-gb"
        " en_us"
    ),
}
NAMED = {side: frozenset(names.split()) for side, names in NAMES.items()}
SEPARATORS = "\t,;|"
FILLED = 0.6
"""Share of the rows that must have both languages before lines of text count as a table; what is
named a table needs no share."""
MUCH = 0.5
"""A column with this share of the most that any column has of a language may be chosen for its
name."""
ANKI_HEADER = re.compile(
    r"#(?:separator|html|tags?|columns?|notetype|deck|guid|if matches)\b[^\n]*:", re.IGNORECASE
)

Row = tuple[int, Sequence[str]]
"""One-based line of the file, and its cells."""


def is_table(text: str) -> bool:
    """Whether text is a table with a Chinese and an English column, by tabs, commas, semicolons or
    bars."""
    return _separator(text) is not None


def read_delimited(text: str, name: str, where: str) -> BilingualText:
    """Read lines with separators (CSV, TSV) as a table. Raises InputError if no column holds
    Chinese."""
    separator = _separator(text) or _most_frequent(text)
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
    first = _first(rows)
    if first is not None and _is_head(first, zh, en):
        rows = [row for row in rows if row[1] is not first]
    width = max((len(cells) for _, cells in rows), default=0)
    pairs = [_pair(line, cells, zh, en) for line, cells in rows]
    issues = []
    if width > 1 + (en >= 0):
        others = ", ".join(str(i + 1) for i in range(width) if i not in (zh, en))
        english = (
            f"column {en + 1} for the English; left out: {others}"
            if en >= 0
            else "none for English"
        )
        issues.append(
            Issue("columns", where, f"Column {zh + 1} was taken for the Chinese, {english}.")
        )
    return from_pairs(pairs, name, where, issues=issues)


def find_columns(rows: Sequence[Row]) -> tuple[int, int] | None:
    """Return the indices of the Chinese and the English column (-1 without one); None if no column
    holds Chinese."""
    width = max((len(cells) for _, cells in rows), default=0)
    weights = [_column_weight(rows, i) for i in range(width)]
    head = [_name(cell) for cell in _first(rows) or ()]
    zh = _choose([han if han > latin else 0 for han, latin in weights], head, "zh")
    if zh < 0:
        return None
    en = _choose(
        [latin if latin > han and i != zh else 0 for i, (han, latin) in enumerate(weights)],
        head,
        "en",
    )
    return zh, en


def _choose(amounts: list[int], head: list[str], side: str) -> int:
    """Index of the column with most; a name in the first row is decisive among those with much. -1
    if all have nothing."""
    most = max(amounts, default=0)
    if not most:
        return -1
    large = [i for i, amount in enumerate(amounts) if amount >= MUCH * most]
    named = [i for i in large if i < len(head) and head[i] in NAMED[side]]
    return named[0] if named else amounts.index(most)


def _column_weight(rows: Sequence[Row], index: int) -> tuple[int, int]:
    """How much Chinese and English a column holds, pinyin and web addresses not counted."""
    cells = [cells[index] for _, cells in rows if index < len(cells)]
    if sum(map(is_pinyin, cells)) > 0.5 * sum(bool(cell.strip()) for cell in cells):
        return 0, 0
    weights = [weigh(cell) for cell in cells if not cell.startswith(("http://", "https://"))]
    return sum(han for han, _ in weights), sum(latin for _, latin in weights)


def _is_head(cells: Sequence[str], zh: int, en: int) -> bool:
    return _name(_cell(cells, zh)) in NAMED["zh"] or (
        en >= 0 and _name(_cell(cells, en)) in NAMED["en"]
    )


def _first(rows: Sequence[Row]) -> Sequence[str] | None:
    """The first row that has columns: a heading may stand above the table."""
    return next((cells for _, cells in rows if len(cells) > 1), None)


def _pair(line: int, cells: Sequence[str], zh: int, en: int) -> TextPair:
    """What a row says in both languages; a row of one cell, such as a heading, in its own."""
    if len(cells) == 1:
        text = cells[0].lstrip("# ")
        return TextPair(line, text, "") if language_of(text) == "zh" else TextPair(line, "", text)
    return TextPair(line, _cell(cells, zh), _cell(cells, en))


def _name(cell: str) -> str:
    return cell.strip().lower().replace(" ", "")


def _cell(cells: Sequence[str], index: int) -> str:
    return cells[index] if 0 <= index < len(cells) else ""


def _separator(text: str) -> str | None:
    """Return what parts the columns, if lines of text are a table of both languages."""
    sample = text[:200_000]
    for separator in SEPARATORS:
        if sample.count(separator) * 2 < sample.count("\n"):
            continue
        try:
            rows = parse_rows(sample, separator, "")
        except InputError:
            continue
        columns = find_columns(rows)
        if columns is None or columns[1] < 0 or len(rows) < 2:
            continue
        full = sum(
            all(_is_side(_cell(cells, i), chinese=i == columns[0]) for i in columns)
            for _, cells in rows
        )
        width = max(len(cells) for _, cells in rows)
        even = sum(len(cells) == width for _, cells in rows)
        if (
            full > 1
            and full >= FILLED * len(rows)
            and (separator == "\t" or even >= 0.8 * len(rows))
        ):
            return separator
    return None


def _is_side(cell: str, *, chinese: bool) -> bool:
    han, latin = weigh(cell)
    return han > latin if chinese else latin > han


def _most_frequent(text: str) -> str:
    return max(SEPARATORS, key=text[:200_000].count)


def parse_rows(text: str, separator: str, where: str) -> list[Row]:
    """Split lines into cells. Quotation marks count as such only where a cell opens and closes with
    them, as programs write them.

    Raises InputError for a table that is damaged.
    """
    lines = [line for line in text.split("\n") if not ANKI_HEADER.match(line)]
    skipped = text.count("\n") + 1 - len(lines)
    reader = csv.reader(lines, delimiter=separator, strict=True)
    plain = [
        (n, line.split(separator)) for n, line in enumerate(lines, 1 + skipped) if line.strip()
    ]
    if '"' not in text:
        return [(n, cells) for n, cells in plain if any(map(str.strip, cells))]
    try:
        quoted: list[Row] = [
            (reader.line_num + skipped, cells) for cells in reader if any(map(str.strip, cells))
        ]
    except csv.Error as error:
        # Quotation marks of the text itself, as in tables that no spreadsheet wrote
        if separator == "\t":
            return [(n, cells) for n, cells in plain if any(map(str.strip, cells))]
        raise InputError(
            f"{where}: is a damaged table ({error}). Save it again from the spreadsheet."
        ) from None
    return quoted

"""The column of a table that holds words to learn: for word lists, and for the notes of other
programs.

The column with the most different words is taken; among columns with many, names decide, then
simplified before traditional characters, then places.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from generator.base.han import HANZI
from generator.texts.languages import KANA, script_of
from generator.texts.pinyin_parts import is_pinyin
from generator.texts.word_cells import cell_words, plain

SAMPLE_ROWS = 2_000
"""Rows, evenly spread, by which the column is chosen."""
MIN_WORD_SHARE = 0.5
"""A column of words has one in this share of its cells with Chinese; a name decides among columns
with this share of the most words."""
SAME_WORDS_SHARE = 0.8
"""Columns with this share of the most words hold the same ones: the other script, or a second
form."""
MAX_KANA_SHARE = 0.2
"""Share of the rows with kana beyond which a table is not Chinese."""


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


SIMPLIFIED_NAMES = _names(
    "simplified simp simplifiedchinese simplifiedhanzi chs sc 简体 简体字 简体中文 简化字 簡體"
    " 簡體字"
)
WORD_NAMES = _names(
    "word words hanzi chinese mandarin vocabulary vocab headword character characters term"
    " expression target targetword zh traditional trad cht tc 汉字 漢字 词 詞 词语 詞語 生词 生詞"
    " 词汇 詞彙 单词 單詞 中文 汉语 漢語 字词 繁体 繁體 繁体字 繁體字 正體 正體字"
)
OTHER_CHINESE_NAMES = _names(
    "sentence sentences example examples examplesentence compounds classifier classifiers"
    " measureword mw radical radicals components synonyms antonyms pos partofspeech tags deck"
    " notetype 例句 例子 量词 量詞 词性 詞性 近义词 反义词 部首 标签"
)
"""Names of columns that hold Chinese, but not the word."""
OTHER_NAMES = _names(
    "编号 編號 序号 序號 拼音 pīnyīn 英文 英语 英語 意思 翻译 翻譯 释义 釋義 解释 解釋 等级 级别 课"
    " 课文 备注"
)
"""Names, in Chinese, of columns that stand beside words."""
KNOWN_NAMES = SIMPLIFIED_NAMES | WORD_NAMES | OTHER_CHINESE_NAMES | OTHER_NAMES


@dataclass(frozen=True, slots=True)
class WordColumn:
    """The words of a table."""

    column: int
    """Zero-based."""
    name: str
    """As the table names it; empty where it names nothing."""
    words: tuple[tuple[str, ...], ...]
    """Of each row, as they are written there."""


def words_of(rows: Sequence[Sequence[str]], names: Sequence[str] = ()) -> WordColumn | None:
    """Find the column of words, and its words row by row.

    None where no column holds words, or the table is Japanese. ``names`` are those of the columns,
    as far as they are known. Cells may be HTML. Where the column has no Chinese in a row (notes of
    one type with the sides exchanged), the row's first word counts.
    """
    sample = rows[:: max(1, len(rows) // SAMPLE_ROWS)]
    if _is_japanese(sample):
        return None
    column = _find_column(sample, [bare_name(name) for name in names])
    if column is None:
        return None
    return WordColumn(
        column=column,
        name=_cell(names, column).strip(),
        words=tuple(_row_words(cells, column) for cells in rows),
    )


def is_head(cells: Sequence[str]) -> bool:
    """Tell whether a row holds the names of columns; beside a reading, 英文 and 中文 are words."""
    unnamed = [cell for cell in cells if bare_name(cell) not in KNOWN_NAMES]
    if len(unnamed) == len(cells):
        return False
    return not any(cell_words(cell) or is_pinyin(plain(cell)) for cell in unnamed)


def _is_japanese(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether many rows have kana and none pinyin: Japanese explanations of Chinese words
    stand beside pinyin."""
    with_kana = sum(any(map(KANA.search, cells)) for cells in rows)
    return with_kana > MAX_KANA_SHARE * len(rows) and not any(map(_has_pinyin, rows))


def _has_pinyin(cells: Iterable[str]) -> bool:
    return any(is_pinyin(plain(cell)) for cell in cells)


def _row_words(cells: Sequence[str], column: int) -> tuple[str, ...]:
    """Return the words of a row: those of its column, or of the first cell with any if the column
    has no Chinese there."""
    cell = _cell(cells, column)
    if HANZI.search(cell):
        return cell_words(cell)
    return next(filter(None, map(cell_words, cells)), ())


def _find_column(rows: Sequence[Sequence[str]], names: Sequence[str]) -> int | None:
    """Return the index of the column of words; None without one."""
    width = max(map(len, rows), default=0)
    words = {column: _different_words(rows, column) for column in range(width)}
    with_words = [column for column in words if words[column]]
    usable = [column for column in with_words if _cell(names, column) not in OTHER_CHINESE_NAMES]
    usable = usable or with_words
    if not usable:
        return None
    most = max(len(words[column]) for column in usable)
    for wanted in (SIMPLIFIED_NAMES, WORD_NAMES):
        for column in usable:
            if _cell(names, column) in wanted and len(words[column]) >= MIN_WORD_SHARE * most:
                return column
    best = [column for column in usable if len(words[column]) >= SAME_WORDS_SHARE * most]
    for column in best:
        if script_of("".join(words[column])) == "simplified":
            return column
    return best[0]


def _different_words(rows: Sequence[Sequence[str]], column: int) -> set[str]:
    """Return the different words of a column; none where most of its cells with Chinese hold
    something else."""
    cells = [_cell(cells, column) for cells in rows]
    chinese = [cell for cell in cells if HANZI.search(cell)]
    found = [words for words in map(cell_words, chinese) if words]
    if len(found) < MIN_WORD_SHARE * len(chinese):
        return set()
    return set(chain.from_iterable(found))


def bare_name(cell: str) -> str:
    """Return the name of a column in small letters, without spaces and hyphens."""
    return re.sub(r"[\s_\-]+", "", cell.lower())


def _cell(cells: Sequence[str], index: int) -> str:
    return cells[index] if index < len(cells) else ""

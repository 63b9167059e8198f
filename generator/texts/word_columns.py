"""Which column of a table holds words to learn, and the words of its cells: for word lists, and for
the notes of other programs.

A cell that holds a word begins with one: ``银行``, ``打（电话）``, ``银行[銀行] yínháng``,
``<b>银行</b>[sound:a.mp3]``. The column with the most different words is taken; among columns with
many, names decide, then simplified before traditional characters, then places.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

from generator.texts.languages import HAN, KANA, script_of
from generator.texts.pinyin_lines import is_pinyin

LONGEST = 10
"""Characters of a word: the longest that people list are names and sayings (全国人民代表大会)."""
MOST = 4
"""Words of a cell, as in 爸爸/爸; more are a sentence cut into pieces."""
SAMPLE = 2_000
"""Rows, evenly spread, by which the column is chosen."""
SHARE = 0.5
"""A column of words has one in this share of its cells with Chinese; a name decides among columns
with this share of the most words."""
NEARLY = 0.8
"""Columns with this share of the most words hold the same ones: the other script, or a second
form."""
JAPANESE = 0.2
"""Share of the rows with kana from which on a table is not Chinese."""

SIMPLIFIED = frozenset(
    "simplified simp simplifiedchinese simplifiedhanzi chs sc 简体 简体字 简体中文 简化字"
    " 簡體 簡體字".split()
)
WORDS = frozenset(
    "word words hanzi chinese mandarin vocabulary vocab headword character characters term"
    " expression target targetword zh traditional trad cht tc 汉字 漢字 词 詞 词语 詞語 生词 生詞"
    " 词汇 詞彙 单词 單詞 中文 汉语 漢語 字词 繁体 繁體 繁体字 繁體字 正體 正體字".split()
)
OTHERS = frozenset(
    "sentence sentences example examples examplesentence compounds classifier classifiers"
    " measureword mw radical radicals components synonyms antonyms pos partofspeech tags deck"
    " notetype 例句 例子 量词 量詞 词性 詞性 近义词 反义词 部首 标签".split()
)
"""Names of columns that hold Chinese, but not the word."""
BESIDE = frozenset(
    "编号 編號 序号 序號 拼音 pīnyīn 英文 英语 英語 意思 翻译 翻譯 释义 釋義 解释 解釋 等级 级别 课"
    " 课文 备注".split()
)
NAMES = SIMPLIFIED | WORDS | OTHERS | BESIDE

# None of these looks beyond the next sign of its own kind, so that no cell takes more than its
# length.
HIDDEN = re.compile(r"<(rt|rp|script|style)\b[^<>]*>[^<]*</\1>", re.IGNORECASE)
INLINE = re.compile(
    r"</?(?:a|b|big|em|font|i|rb|ruby|small|span|strong|su[bp]|u)\b[^<>]*>", re.IGNORECASE
)
TAG = re.compile(r"<[^<>]*>")
CLOZE = re.compile(r"\{\{c\d{1,3}::([^{}:]*(?::[^{}:]+)*)(?:::[^{}]*)?\}\}")
BRACKETS = re.compile(r"\s?\[[^\[\]]*\]|【[^【】]*】")
FURIGANA = re.compile(rf"(?<=\])\s+(?=(?:{HAN.pattern})+\[)")
"""The space by which Anki parts characters with their readings: 天[tiān] 气[qì]."""
NUMBER = re.compile(r"\s*(?:\d+\s*[.．、:：)）]\s*|[-*•·]\s+|\d+\s+(?=[^\d\s]))")
APART = re.compile(r"[\s/／|｜、;；,，…~～—–\-=＝:：→]+|\.{2,}")
ASIDE = re.compile(r"[（(]([^（()）]*)[)）]")
REMARK = re.compile(rf"[（(](?:(?!{HAN.pattern})[^（()）])*[)）]")
GLUED = re.compile(rf"(?<={HAN.pattern})(?=[a-zà-ÿāēīōūǎěǐǒǔǖǘǚǜ]{{2}})")
"""Between a word and its pinyin."""
PART_OF_SPEECH = re.compile(r"[名动動形副介连連助叹嘆量代数數拟声后缀前头词詞、，/ ]+")
WORD = re.compile(
    rf"[A-Za-z0-9]{{0,3}}(?:{HAN.pattern}|[·○])+(?:[A-Z]{{1,3}}(?:{HAN.pattern})*)?[0-9¹²³]?"
)
DIGIT = re.compile(r"[0-9¹²³]$")


@dataclass(frozen=True, slots=True)
class WordColumn:
    """The words of a table."""

    column: int
    name: str
    """As the table names it; empty where it names nothing."""
    words: tuple[tuple[str, ...], ...]
    """Of each row, as they are written there."""


def words_of(rows: Sequence[Sequence[str]], names: Sequence[str] = ()) -> WordColumn | None:
    """Find the column of words, and its words row by row; None where no column holds words, or the
    table is Japanese.

    ``names`` are those of the columns, as far as they are known. Cells may be HTML. Where the
    column has no Chinese in a row (notes of one type with the sides exchanged), the row's first
    word counts.
    """
    sample = rows[:: max(1, len(rows) // SAMPLE)]
    if _is_japanese(sample):
        return None
    column = _column(sample, [_name(name) for name in names])
    if column is None:
        return None
    found = tuple(cell_words(_cell(cells, column)) or _first(cells, column) for cells in rows)
    return WordColumn(column, _cell(names, column).strip(), found)


def _is_japanese(rows: Sequence[Sequence[str]]) -> bool:
    """Whether many rows have kana and none pinyin: Japanese explanations of Chinese words stand
    beside pinyin."""
    kana = sum(any(map(KANA.search, cells)) for cells in rows)
    return kana > JAPANESE * len(rows) and not any(
        is_pinyin(plain(cell)) for cells in rows for cell in cells
    )


def cell_words(cell: str) -> tuple[str, ...]:
    """Return the words that a cell begins with; empty where it begins with something else, or is a
    sentence.

    >>> cell_words("打（电话） dǎ to call"), cell_words("爸爸 | 爸"), cell_words("我们去公园。")
    (('打', '打电话'), ('爸爸', '爸'), ())
    """
    if not HAN.search(cell):
        return ()
    found: list[str] = []
    for piece in APART.split(plain(cell)):
        if not HAN.search(piece):
            if found or re.search(r"[^\W\d_]", piece):
                break
            continue
        forms = _forms(piece)
        if not all(map(_is_word, forms)):
            return () if not found or _is_sentence(piece) else tuple(found)
        found += [DIGIT.sub("", form) for form in forms]
    return tuple(dict.fromkeys(found)) if len(found) <= 2 * MOST else ()


def plain(cell: str) -> str:
    """The text of a cell without markup, sounds, readings in brackets, and a number or bullet
    before it."""
    text = cell
    if "{{" in text:
        text = CLOZE.sub(r"\1", text)
    if "[" in text or "【" in text:
        text = BRACKETS.sub("", FURIGANA.sub("", text))
    if "<" in text:
        text = TAG.sub(" ", INLINE.sub("", HIDDEN.sub("", text)))
    text = unescape(text).replace("\xa0", " ").replace("\u200b", "").strip()
    text = GLUED.sub(" ", REMARK.sub(" ", text).strip())
    return NUMBER.sub("", text, count=1) if text[:1] in "0123456789-*•·" else text


def _forms(piece: str) -> tuple[str, ...]:
    """A piece with what stands in round brackets and without it: 打（电话）. Remarks such as （名）
    go."""
    asides = ASIDE.findall(piece)
    without = ASIDE.sub("", piece)
    if (
        not asides
        or not without
        or any(PART_OF_SPEECH.fullmatch(a) or not HAN.search(a) for a in asides)
    ):
        return (without or piece.strip("（()）"),)
    return (without, ASIDE.sub(r"\1", piece))


def _is_word(text: str) -> bool:
    return len(text) <= LONGEST and WORD.fullmatch(text) is not None


def _is_sentence(piece: str) -> bool:
    return re.search("[。！？!?：:“”]", piece) is not None


def _first(cells: Sequence[str], column: int) -> tuple[str, ...]:
    """The first word of a row whose own column has no Chinese."""
    if HAN.search(_cell(cells, column)):
        return ()
    return next(filter(None, map(cell_words, cells)), ())


def _column(rows: Sequence[Sequence[str]], names: Sequence[str]) -> int | None:
    width = max(map(len, rows), default=0)
    different = [_words(rows, column) for column in range(width)]
    usable = {
        c: words for c, words in enumerate(different) if words and _cell(names, c) not in OTHERS
    }
    usable = usable or {c: words for c, words in enumerate(different) if words}
    most = max(map(len, usable.values()), default=0)
    if not most:
        return None
    for wanted in (SIMPLIFIED, WORDS):
        for column, words in usable.items():
            if _cell(names, column) in wanted and len(words) >= SHARE * most:
                return column
    near = [column for column, words in usable.items() if len(words) >= NEARLY * most]
    return next((c for c in near if script_of("".join(usable[c])) == "simplified"), near[0])


def _words(rows: Sequence[Sequence[str]], column: int) -> set[str]:
    """The different words of a column; none where most of its cells with Chinese hold something
    else."""
    cells = [cell for cells in rows if HAN.search(cell := _cell(cells, column))]
    found = [words for cell in cells if (words := cell_words(cell))]
    return (
        {word for words in found for word in words} if len(found) >= SHARE * len(cells) else set()
    )


def is_head(cells: Sequence[str]) -> bool:
    """Whether a row holds the names of columns; beside a reading, 英文 and 中文 are words."""
    unnamed = [cell for cell in cells if _name(cell) not in NAMES]
    return len(unnamed) < len(cells) and not any(
        cell_words(cell) or is_pinyin(plain(cell)) for cell in unnamed
    )


def _name(cell: str) -> str:
    return re.sub(r"[\s_\-]+", "", cell.lower())


def _cell(cells: Sequence[str], index: int) -> str:
    return cells[index] if index < len(cells) else ""

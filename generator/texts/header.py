"""The header of a side: what lines at its top say about the text.

A header line is a field (``Author: Liu Dezhen``), a heading (``### 标题``), or a line of a block
whose other lines show by their form what they are: a date, a page, a column. The values are kept as
written; titles and authors go by the language that they are in, whichever side they stand on.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.texts.languages import language_of
from generator.texts.paragraphs import HEADING, is_rule

FIELD_NAMES = {
    "title": "title headline heading 标题 標題 题目 題目 篇名",
    "author": "author authors writer by 作者 著者 撰文",
    "date": "date published 日期 时间 時間 发表日期 發表日期 发布日期",
    "page": "page pages 版次 版面 页 頁 页码",
    "column": "column section 专栏 專欄 栏目 欄目",
    "source": "source newspaper publication 来源 來源 出处 出處 报刊",
    "unused": (
        "subtitle translator url link tags keywords lang language 译者 譯者 翻译 编辑 編輯 责任编辑"
        " 链接 关键词"
    ),
}
"""Names of fields. ``unused`` ones are known as header lines but have no place on a card: they are
reported."""
FIELD_OF_NAME: dict[str, str] = {}
for _field, _names in FIELD_NAMES.items():
    FIELD_OF_NAME |= dict.fromkeys(_names.split(), _field)
FIELD = re.compile(
    r"[*_]{0,3}([A-Za-z]{2,12}|[\u4e00-\u9fff]{1,4})[*_]{0,3}[ \t\u3000]*[:：][*_]{0,3}(.*)"
)
LABELS = (
    r"original|source text|translation|english|chinese"
    r"|(?:english|chinese) (?:text|version|translation|original)"
    r"|原文|译文|譯文|英译|英譯|中文|英文|汉语|英语|中文原文|英文译文|英文翻译|翻译"
)
LABEL = re.compile(rf"[#*_\s\[【(（]*(?:{LABELS})[*_\s\]】)）]*[:：]?[*_\s]*", re.IGNORECASE)
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
NUMERAL = r"[\d一二三四五六七八九十]"
DATE = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"
    rf"|[\d〇○零一二三四五六七八九]{{4}}年{NUMERAL}{{1,3}}月(?:{NUMERAL}{{1,3}}[日号])?"
    rf"|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}} {MONTH},? \d{{4}}"
)
PAGE = re.compile(rf"第\s?({NUMERAL}{{1,4}})\s?版\s?(?:[(（](.{{0,40}})[)）])?")
"""A page of a newspaper, perhaps with its section: 第1版（要闻）."""
TITLE_GAP = re.compile(r"[ \t]{2,}|\s*\u3000\s*")
"""Between the titles of one line."""

MAX_BLOCK_LINES = 8
"""Lines that a header without field names may have."""
MAX_UNKNOWN_LINES = 2
"""Lines of such a header whose form does not show what they are: title and author."""
MAX_TITLE = 80
"""Characters of a title."""
NOT_IN_TITLES = '。！？.!?…”"，,；;：:'
"""Marks with which no title ends."""
MAX_LENGTH = 300
"""Characters of a header line; longer ones are text."""


@dataclass(slots=True)
class Header:
    """The header of a side, filled in line by line."""

    meta: dict[str, str] = field(default_factory=dict)
    titles: tuple[str, ...] = ()
    """The titles of the heading, one by one, to find them again in the body."""
    has_heading: bool = False
    """Whether one of the lines was a heading; a second one belongs to the body."""
    unused: list[str] = field(default_factory=list)
    """Lines that have no place on a card."""


def is_label(line: str) -> bool:
    """Tell whether a line only says which language follows."""
    return len(line) <= MAX_LENGTH and LABEL.fullmatch(line.strip()) is not None


def is_layout(line: str) -> bool:
    """Tell whether a line is blank, a rule or a label: never text."""
    return not line.strip() or is_rule(line) or is_label(line)


def read_header(lines: list[str]) -> tuple[Header, int]:
    """Return what the header says, and the index of the first line of the body."""
    header = Header()
    index = 0
    while index < len(lines):
        line = lines[index]
        if is_layout(line) or read_field(line, header):
            index += 1
        elif block_length := _block_length(lines, index):
            _take_block(lines[index : index + block_length], header)
            index += block_length
        elif _is_heading(line) and not header.has_heading:
            _take_title(line, header)
            index += 1
        else:
            break
    return header, index


def mark_titles(zh_lines: list[str], en_lines: list[str]) -> tuple[list[str], list[str]]:
    """Return both sides of a text with marks of headings before their titles: where both begin with
    a line of its own without a full stop. One side alone proves nothing."""
    sides = []
    for lines in (zh_lines, en_lines):
        first = next((i for i, line in enumerate(lines) if not is_layout(line)), -1)
        if first < 0 or not _stands_as_title(lines[first : first + 2]):
            return zh_lines, en_lines
        sides.append([*lines[:first], f"# {lines[first].strip()}", *lines[first + 1 :]])
    return sides[0], sides[1]


def _stands_as_title(lines: list[str]) -> bool:
    """Tell whether the first of two lines may be a title that the second, a blank one, parts from
    the text."""
    is_apart = len(lines) > 1 and not lines[1].strip()
    return is_apart and may_be_title(lines[0]) and not read_header(lines)[1]


def may_be_title(line: str) -> bool:
    """Tell whether a line is short and ends with no mark with which no title ends."""
    text = line.strip()
    return 0 < len(text) <= MAX_TITLE and text[-1] not in NOT_IN_TITLES


def read_field(line: str, header: Header) -> bool:
    """Take a line ``name: value`` into the header; return False if it is none."""
    if len(line) > MAX_LENGTH:
        return False
    found = FIELD.fullmatch(line.strip())
    key = read_field_name(found[1]) if found else ""
    if found is None or not key:
        return False
    value = _unquoted(found[2].strip())
    if key == "unused":
        header.unused.append(line.strip())
    elif key == "title":
        _take_title(value, header)
    else:
        _take(header, key, value)
    return True


def read_field_name(name: str) -> str:
    """Return the field that a name stands for; empty if for none."""
    return FIELD_OF_NAME.get(name.lower(), "")


def card_fields(meta: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of a header as cards have them: the source before the column."""
    fields = dict(meta)
    source = fields.pop("source", "")
    column = fields.get("column", "")
    if source:
        fields["column"] = f"{source}, {column}" if column else source
    return fields


def _unquoted(value: str) -> str:
    """Take off the quotation marks around a value, as YAML has them."""
    is_quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if is_quoted else value


def _is_heading(line: str) -> bool:
    return len(line) <= MAX_LENGTH and HEADING.match(line.strip()) is not None


def _block_length(lines: list[str], start: int) -> int:
    """Return how many lines from an index on are a header by their form; 0 if none.

    Such a header reaches to the last date, page or column in the lines up to the next blank one.
    Without a heading a date alone proves nothing: letters and diaries begin with one.
    """
    block: list[str] = []
    for line in lines[start : start + MAX_BLOCK_LINES]:
        if not line.strip() or len(line) > MAX_LENGTH:
            break
        block.append(line.strip())
    known = [i for i, line in enumerate(block) if _shows_what_it_is(line)]
    if not known:
        return 0
    if not _is_heading(block[0]) and not any(PAGE.fullmatch(line) for line in block):
        return 0
    length = known[-1] + 1
    return length if length - len(known) <= MAX_UNKNOWN_LINES else 0


def _shows_what_it_is(line: str) -> bool:
    if DATE.fullmatch(line) or PAGE.fullmatch(line):
        return True
    return read_field(line, Header())


def _take_block(block: list[str], header: Header) -> None:
    """Take the lines of a header by their form: those that show what they are, then title and
    author."""
    for line in map(str.strip, block):
        if page := PAGE.fullmatch(line):
            _take(header, "page", page[1])
            _take(header, "column", page[2] or "")
        elif DATE.fullmatch(line):
            _take(header, "date", line)
        elif read_field(line, header):
            continue
        elif _is_heading(line) or not header.titles:
            _take_title(line, header)
        else:
            _take(header, "author", line)


def _take_title(line: str, header: Header) -> None:
    """Take the titles of a heading or field; the text has the first of each language, the body is
    searched for the most."""
    text = line.strip()
    heading = HEADING.match(text)
    if heading:
        header.has_heading = True
        text = text[heading.end() :].rstrip("# ")
    titles = tuple(filter(None, TITLE_GAP.split(text)))
    _take(header, "title", " ".join(titles))
    header.titles = max(header.titles, titles, key=len)


def _take(header: Header, key: str, value: str) -> None:
    """Note a value under a key, titles and authors under their language; the first value stays."""
    if key in ("title", "author"):
        key += "_" + (language_of(value) or "zh")
    if value:
        header.meta.setdefault(key, value)

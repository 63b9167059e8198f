"""The words that a cell of a list begins with.

A cell that holds a word begins with one: ``银行``, ``打（电话）``, ``银行[銀行] yínháng``,
``<b>银行</b>[sound:a.mp3]``.
"""

import re
from html import unescape

from generator.base.han import HAN, HANZI

MAX_WORD = 10
"""Characters of a word: the longest that people list are names and sayings (全国人民代表大会)."""
MAX_WORDS = 4
"""Words of a cell, as in 爸爸/爸; more are a sentence cut into parts."""

# None of these looks beyond the next character of its own kind, so that no cell takes more than its
# length.
HIDDEN = re.compile(r"<(rt|rp|script|style)\b[^<>]*>[^<]*</\1>", re.IGNORECASE)
INLINE_TAG = re.compile(
    r"</?(?:a|b|big|em|font|i|rb|ruby|small|span|strong|su[bp]|u)\b[^<>]*>", re.IGNORECASE
)
TAG = re.compile(r"<[^<>]*>")
CLOZE = re.compile(r"\{\{c\d{1,3}::([^{}:]*(?::[^{}:]+)*)(?:::[^{}]*)?\}\}")
BRACKETS = re.compile(r"\s?\[[^\[\]]*\]|【[^【】]*】")
FURIGANA_SPACE = re.compile(rf"(?<=\])\s+(?=(?:[{HAN}])+\[)")
"""The space by which Anki separates characters with their readings: 天[tiān] 气[qì]."""
BULLET_START = "0123456789-*•·"
BULLET = re.compile(r"\s*(?:\d+\s*[.．、:：)）]\s*|[-*•·]\s+|\d+\s+(?=[^\d\s]))")
SEPARATOR = re.compile(r"[\s/／|｜、;；,，…~～—–\-=＝:：→]+|\.{2,}")
ASIDE = re.compile(r"[（(]([^（()）]*)[)）]")
REMARK = re.compile(rf"[（(](?:(?![{HAN}])[^（()）])*[)）]")
"""An aside without Chinese."""
PINYIN_JOINT = re.compile(rf"(?<=[{HAN}])(?=[a-zà-ÿāēīōūǎěǐǒǔǖǘǚǜ]{{2}})")
"""Between a word and its pinyin."""
PART_OF_SPEECH = re.compile(r"[名动動形副介连連助叹嘆量代数數拟声后缀前头词詞、，/ ]+")
WORD = re.compile(rf"[A-Za-z0-9]{{0,3}}(?:[{HAN}]|[·○])+(?:[A-Z]{{1,3}}(?:[{HAN}])*)?[0-9¹²³]?")
FINAL_DIGIT = re.compile(r"[0-9¹²³]$")
"""By which lists tell words of one form from each other: 和1."""
LETTER = re.compile(r"[^\W\d_]")
SENTENCE_MARK = re.compile("[。！？!?：:“”]")


def cell_words(cell: str) -> tuple[str, ...]:
    """Return the words that a cell begins with; none where it begins with something else, or is a
    sentence.

    >>> cell_words("打（电话） dǎ to call"), cell_words("爸爸 | 爸"), cell_words("我们去公园。")
    (('打', '打电话'), ('爸爸', '爸'), ())
    """
    if not HANZI.search(cell):
        return ()
    found: list[str] = []
    for part in SEPARATOR.split(plain(cell)):
        if not HANZI.search(part):
            if found or LETTER.search(part):
                break
            continue
        forms = _forms(part)
        if not all(map(_is_word, forms)):
            if SENTENCE_MARK.search(part):
                return ()
            return tuple(found)
        found += [FINAL_DIGIT.sub("", form) for form in forms]
    return tuple(dict.fromkeys(found)) if len(found) <= 2 * MAX_WORDS else ()


def plain(cell: str) -> str:
    """Return the text of a cell without markup, sounds, readings in brackets, and a number or
    bullet before it."""
    text = cell
    if "{{" in text:
        text = CLOZE.sub(r"\1", text)
    if "[" in text or "【" in text:
        text = FURIGANA_SPACE.sub("", text)
        text = BRACKETS.sub("", text)
    if "<" in text:
        text = HIDDEN.sub("", text)
        text = INLINE_TAG.sub("", text)
        text = TAG.sub(" ", text)
    text = unescape(text).replace("\xa0", " ").replace("\u200b", "").strip()
    text = REMARK.sub(" ", text).strip()
    text = PINYIN_JOINT.sub(" ", text)
    return BULLET.sub("", text, count=1) if text[:1] in BULLET_START else text


def _forms(part: str) -> tuple[str, ...]:
    """Return a word without what stands in round brackets, and with it: 打（电话）.

    Remarks such as （名） go.
    """
    without = ASIDE.sub("", part)
    if not without:
        return (part.strip("（()）"),)
    asides = ASIDE.findall(part)
    if not asides or any(map(_is_remark, asides)):
        return (without,)
    return (without, ASIDE.sub(r"\1", part))


def _is_remark(aside: str) -> bool:
    return PART_OF_SPEECH.fullmatch(aside) is not None or not HANZI.search(aside)


def _is_word(text: str) -> bool:
    return len(text) <= MAX_WORD and WORD.fullmatch(text) is not None

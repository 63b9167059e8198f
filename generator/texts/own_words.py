"""The word list that a textbook prints under its text: 生词, then a word a line with pinyin, part
of speech and meaning. It says what the words of the text mean, and is no text itself."""

import re
from collections.abc import Sequence

from generator.base.han import HAN, HANZI
from generator.base.records import Correction, Issue
from generator.texts.header import is_layout
from generator.texts.languages import LATIN
from generator.texts.line_parts import without_label
from generator.texts.pinyin_parts import WORD, has_tone, syllable_count

NAMES = (
    "生词表?|生詞表?|生字表?|新词语?|新詞語?|词汇表?|詞彙表?|词语表?|词语注释|單詞表?|单词表?"
    "|重点词语|专有名词|專有名詞"
)
NAMES_EN = r"new words|vocabulary(?: list)?|word list|words and expressions|key words|proper nouns"
HEADING = re.compile(
    rf"[#*\s【\[(（]*(?:[一二三四五六七八九十\d]{{1,2}}[、.．]\s?)?"
    rf"(?:(?:{NAMES})(?![{HAN}])|(?i:{NAMES_EN})\b)[^，。！？!?]{{0,30}}"
)
"""A line that says that a word list follows."""
COLUMNS = re.compile(
    r"(?:^|\t)[ \u3000]*(?:拼音|pinyin|词性|詞性)[ \u3000]*(?:\t|$)", re.IGNORECASE
)
"""In the first row of a table of words."""
MIN_WORDS = 2
"""Words that must follow a heading."""
ENTRY = re.compile(rf"([{HAN}…·]{{1,10}}(?:儿)?)(?=[\s(（\[【:：=–—-]|[A-Za-zÀ-ɏ]|$)")
NOT_GLOSS = " \t\u3000:：=-–—,，;；/|.．、"
CLASS_EN = (
    "adj|adv|aux|conj|interj|int|meas|mw|m|n|num|on|part|p|pn|pref|prep|pron|prop|propn|q|qv|s|suf"
    "|v|vo|v\\.?o|v\\.?c|vc|vt|vi|idiom|phr|noun|verb|adjective|adverb|pronoun|conjunction"
    "|preposition|particle|numeral|measure word"
)
CLASS_NAME = rf"(?:(?i:{CLASS_EN})\b\.?|[名动動形副代数數量介连連助叹嘆拟声词詞]{{1,3}}(?![{HAN}]))"
CLASS = re.compile(
    rf"\s*[(（\[【]?\s*{CLASS_NAME}(?:\s?[,/、]\s?{CLASS_NAME})*\s*[)）\]】]?(?=\s|$)"
)
"""The part of speech, in English or Chinese."""
MAX_HEAD = 10
"""Lines from the heading of a list to its first word."""
READ_OTHERWISE = "一不"
"""Characters whose tone depends on what follows: textbooks write the tone that is heard."""


def own_words(
    lines: Sequence[str], where: str
) -> tuple[list[str], tuple[Correction, ...], tuple[Issue, ...]]:
    """Take the word lists out of a text; return the other lines, the words, and what was done.

    A file that is nothing but such a list is a table of words and meanings.
    """
    kept: list[str] = []
    words: list[Correction] = []
    number = 0
    while number < len(lines):
        found, end = _list_at(lines, number, where)
        if found:
            words += found
            number = end
        else:
            kept.append(lines[number])
            number += 1
    if not words:
        return list(lines), (), ()
    if not any(map(HANZI.search, kept)):
        return [f"{one.word}\t{one.gloss}" for one in words], (), ()
    detail = (
        f"The text has a word list of its own, with {len(words)} words. Where they stand in the"
        " text they mean what it says; its lines are no sentences."
    )
    return kept, tuple(words), (Issue("own-words", where, detail),)


def _list_at(lines: Sequence[str], start: int, where: str) -> tuple[list[Correction], int]:
    """Return the words of a list whose heading is at a line, and where it ends; nothing if there is
    none."""
    line = lines[start]
    if not COLUMNS.search(line) and not HEADING.fullmatch(line.strip()):
        return [], start
    found: list[Correction] = []
    number = end = start + 1
    while number < len(lines):
        line = lines[number]
        number += 1
        if not found and number > start + MAX_HEAD:
            break
        if is_layout(line) or COLUMNS.search(line) or HEADING.fullmatch(line.strip()):
            continue
        word = _entry(line, number, where)
        if word is None:
            break
        found.append(word)
        end = number
    return (found, end) if len(found) >= MIN_WORDS else ([], start)


def _entry(line: str, number: int, where: str) -> Correction | None:
    """Read a line of a list."""
    parts = entry_parts(without_label(line.strip()).strip())
    if parts is None:
        return None
    word, reading, meaning = parts
    is_needed = len(word) == 1 and word not in READ_OTHERWISE
    return Correction(
        word=word.strip("…·"),
        line=number,
        reading=reading if is_needed else "",
        gloss=meaning,
        shared=True,
        file=where,
    )


def entry_parts(text: str) -> tuple[str, str, str] | None:
    """Read a line of a list: the word, its pinyin, its part of speech, its meaning, in this order;
    all but the word may be missing, but not all of them.

    >>> entry_parts("裁判 cáipàn n. referee")
    ('裁判', 'cáipàn', 'referee')
    """
    word = ENTRY.match(text)
    if word is None:
        return None
    rest = text[word.end() :]
    traditional = re.match(rf"\s*[(（\[【/]?\s*[{HAN}]{{1,10}}[)）\]】]?(?=\s)", rest)
    if traditional and not CLASS.match(rest):
        rest = rest[traditional.end() :]
    reading, rest = _reading(rest, len(word[1]))
    class_ = CLASS.match(rest)
    if not reading and class_:
        reading, rest = _reading(rest[class_.end() :], len(word[1]))
    elif class_:
        rest = rest[class_.end() :]
    meaning = re.split(f"[{HAN}]", rest)[0].strip(NOT_GLOSS)
    if not reading and not class_ and not LATIN.search(meaning):
        return None
    if HANZI.search(rest) and not reading:
        return None
    return word[1], reading, meaning if LATIN.search(meaning) else ""


def _reading(text: str, characters: int) -> tuple[str, str]:
    """Return the pinyin that a text begins with, of so many characters at most, and what follows
    it; empty without any."""
    at = syllables = 0
    for word in WORD.finditer(text):
        count = syllable_count(word[0])
        is_near = not text[at : word.start()].strip(" \t\u3000()（）[]【】/-–—,，·…")
        if not is_near or not count or syllables + count > characters:
            break
        if not at and not has_tone(word[0]):
            break
        syllables += count
        at = word.end()
    rest = text[at:].lstrip(" )）]】/") if at else text
    return text[:at].strip(" \t\u3000(（[【/-–—"), rest

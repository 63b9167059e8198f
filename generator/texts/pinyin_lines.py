"""Pinyin that stands between the lines or columns of a text: neither Chinese nor English, and the
program makes its own."""

import re

from generator.base.records import Issue

TONED = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]")
DISTINCT = re.compile("[āǎēěīǐōǒūǔǖǘǚǜ]")
"""Letters that no European language but pinyin has in every other word."""
NUMBERED = re.compile(r"(?:[a-zü:]{1,6}[1-5])+", re.IGNORECASE)
WORD = re.compile(r"[^\W_]+(?::[^\W_]+)*")
MAX_WORDS = 200
"""Words at the beginning of a line by which it is judged."""
MIN_TONED_SHARE = 0.6
"""Share of the words of a line of pinyin that have tones."""
MIN_LINES = 2
"""Lines of pinyin from which on they are left out; a single one may be a title or a word that the
text speaks of."""


def is_pinyin(line: str) -> bool:
    """Tell whether a line is pinyin with tone marks or tone numbers."""
    words = WORD.findall(line)[:MAX_WORDS]
    if not words:
        return False
    numbered = [NUMBERED.fullmatch(word) is not None for word in words]
    marked = [TONED.search(word) is not None for word in words]
    if not any(numbered) and not DISTINCT.search(line):
        return False
    toned = sum(a or b for a, b in zip(numbered, marked, strict=True))
    return toned >= MIN_TONED_SHARE * len(words)


def without_pinyin(lines: list[str], where: str) -> tuple[list[str], tuple[Issue, ...]]:
    """Return the lines that are no pinyin, and an issue if any were left out."""
    kept = [line for line in lines if not is_pinyin(line)]
    dropped = len(lines) - len(kept)
    if dropped < MIN_LINES:
        return lines, ()
    detail = f"{dropped} lines of pinyin were left out: Cika writes its own."
    return kept, (Issue("pinyin-lines", where, detail),)

"""Pinyin that stands between the lines or columns of a text: neither Chinese nor English, and the
program makes its own."""

import re

from generator.base.records import Issue

TONED = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]")
DISTINCT = re.compile("[āǎēěīǐōǒūǔǖǘǚǜ]")
"""Letters that no European language but pinyin has in every other word."""
NUMBERED = re.compile(r"(?:[a-zü:]{1,6}[1-5])+", re.IGNORECASE)
WORD = re.compile(r"[^\W_]+(?::[^\W_]+)*")
FEWEST = 2
"""Lines of pinyin from which on they are left out; a single one may be a title or a word that the
text speaks of."""


def is_pinyin(line: str) -> bool:
    """Tell whether a line is pinyin with tone marks or tone numbers."""
    words = WORD.findall(line)[:200]
    if not words or not line.strip():
        return False
    toned = sum(
        TONED.search(word) is not None or NUMBERED.fullmatch(word) is not None for word in words
    )
    certain = DISTINCT.search(line) or any(NUMBERED.fullmatch(word) for word in words)
    return bool(certain) and toned >= 0.6 * len(words)


def without_pinyin(lines: list[str], where: str) -> tuple[list[str], tuple[Issue, ...]]:
    """Leave out lines of pinyin, and say so."""
    kept = [line for line in lines if not is_pinyin(line)]
    dropped = len(lines) - len(kept)
    if dropped < FEWEST:
        return lines, ()
    return kept, (
        Issue(
            "pinyin-lines", where, f"{dropped} lines of pinyin were left out: Cika writes its own."
        ),
    )

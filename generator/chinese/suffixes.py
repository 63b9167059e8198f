"""What belongs to the segment before it: 们 to its noun, the unit of a date to its number."""

import re
from collections.abc import Callable

from generator.base.records import Kind
from generator.chinese import numbers

PLURAL = "们"
DATE_UNITS = frozenset("年月日")
ENDS = DATE_UNITS | {PLURAL}
JOINING = re.compile(f"{PLURAL}|^[年月日]|[一二三四五六七八九零〇]年")
"""Without these in a run of hanzi no segment of it is joined to another."""
YEAR = re.compile("[12][0-9]{3}|[１２][０-９]{3}|[一二][一二三四五六七八九零〇]{3}")
MONTHS = "一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月".split()
DAYS = range(1, 32)


def join(
    text: str, kind: Kind, end: str, is_word: Callable[[str], bool]
) -> tuple[Kind, str] | None:
    """Return kind and base of ``text`` and ``end`` as one segment; None where they stay apart.

    A year is a number with its unit (一九五四年, 1998年), and so is a day in digits (31日); a month
    in digits is the word for it.

    >>> join("同志", "word", "们", lambda word: True)
    ('word', '同志')
    >>> join("12", "number", "月", lambda word: True)
    ('word', '十二月')
    >>> join("三", "number", "年", lambda word: True)
    """
    if end == PLURAL:
        return ("word", text) if kind == "word" and is_word(text) else None
    if kind != "number":
        return None
    if end == "年":
        return ("number", "") if YEAR.fullmatch(text) else None
    worth = numbers.value(text) if text[0].isdigit() else None
    if worth is None:
        return None
    if end == "日":
        return ("number", "") if worth in DAYS else None
    is_month = worth in range(1, len(MONTHS) + 1)
    return ("word", MONTHS[int(worth) - 1]) if is_month else None

"""What belongs to the piece before it: 们 to its noun, the unit of a date to its number."""

import re
from collections.abc import Callable

from generator.base.records import Kind
from generator.chinese import numbers

PLURAL = "们"
DATE_UNITS = frozenset("年月日")
ENDS = DATE_UNITS | {PLURAL}
JOINING = re.compile(f"{PLURAL}|^[年月日]|[一二三四五六七八九零〇]年")
"""Without these in a run of hanzi no piece of it is joined to another."""
YEAR = re.compile("[12][0-9]{3}|[１２][０-９]{3}|[一二][一二三四五六七八九零〇]{3}")
MONTHS = "一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月".split()


def join(
    text: str, kind: Kind, end: str, is_word: Callable[[str], bool]
) -> tuple[Kind, str] | None:
    """Return kind and base of ``text`` and ``end`` as one piece; None where they stay apart.

    A year is a number with its unit (一九五四年, 1998年), and so is a day in digits (31日); a month
    in digits is the word for it.

    >>> known = {"同志"}.__contains__
    >>> join("同志", "word", "们", known), join("12", "number", "月", known), join("三", "number", "年", known)
    (('word', '同志'), ('word', '十二月'), None)
    """
    if end == PLURAL:
        return ("word", text) if kind == "word" and is_word(text) else None
    if kind != "number":
        return None
    if end == "年":
        return ("number", "") if YEAR.fullmatch(text) else None
    worth = numbers.value(text) if text[0].isdigit() else None
    if worth is None or worth not in range(1, 13 if end == "月" else 32):
        return None
    return ("word", MONTHS[int(worth) - 1]) if end == "月" else ("number", "")

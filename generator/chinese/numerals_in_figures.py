"""How a number in figures is said: 3月 is 三月, 20% is 百分之二十, 1953年 is 一九五三年.

It is written as it would be in characters, and these are read by a table of their own.
"""

import re
from collections.abc import Callable

from generator.base.pinyin import write_number

FIGURES = "零一二三四五六七八九"
UNITS = ("", "十", "百", "千")
LARGE_UNITS = ((10**8, "亿"), (10**4, "万"), (1, ""))
SYLLABLES = dict(
    zip(
        "零一二三四五六七八九十百千万亿两幺点分之比第年月日号多余来几",
        "líng yī èr sān sì wǔ liù qī bā jiǔ shí bǎi qiān wàn yì liǎng yāo diǎn fēn zhī bǐ dì nián"
        " yuè rì hào duō yú lái jǐ".split(),
        strict=True,
    )
)
LONGEST_NUMBER = 7
"""Digits from which figures without commas are a telephone number, an account or the like."""
YEARS = ("年", "年代", "年度", "年级")
DIGIT_BY_DIGIT = {"路": 3, "室": 3, "房间": 3, "房": 3, "号房": 3, "后": 2}
"""What follows a number that is said digit by digit if it has so many: 302房间, 80后."""
ROUTES = ("路", "房间")
"""What follows numbers whose 一 is called 幺, as that of telephone numbers is."""
COUNTED_BY_TWO = frozenset("点 年 天 周 岁 小时 分钟 秒 倍 次 米 公里 公斤 斤 块 元 万 亿".split())
"""What 2 before it is 两, beside measure words."""
COUNTED_PEOPLE = frozenset("人 名 位 户 家 岁".split())
RANKED = frozenset("月 号 日 路 楼 层 班 级 年级 室 线 比 中 小".split())
"""What 2 before it is 二, as it says which."""

DATE_UNITS = frozenset("年月日号")

_WIDE = str.maketrans("０１２３４５６７８９．，：／％", "0123456789.,:/%")
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_COUNT = re.compile(rf"(第?)({_NUMBER})([十百千万亿]*[多余来]?[万亿]?)([年月日号]?)")
OUR_TIME = re.compile("19[0-9]{2}|20[0-9]{2}")
_YEAR = re.compile("[12][0-9]{3}|0[0-9]")


def has_figures(text: str) -> bool:
    """Tell whether a text has a decimal digit, narrow or wide."""
    return any(map(str.isdecimal, text))


def read_figures(text: str, after: str = "", *, is_counted: bool = False) -> str:
    """Return the pinyin of a number that has figures, as GB/T 16159 writes it; empty where nobody
    can say how it is said.

    ``after`` is the word that follows; ``is_counted`` tells whether it is a measure word.

    >>> read_figures("3月"), read_figures("1953年"), read_figures("20%")
    ('sān yuè', 'yī jiǔ wǔ sān nián', 'bǎi fēnzhī èrshí')
    >>> read_figures("2", "个", is_counted=True), read_figures("2", "月")
    ('liǎng', 'èr')
    """
    written = in_characters(text, after, is_counted=is_counted)
    unit = written[-1:] if written[-1:] in DATE_UNITS else ""
    number = written.removesuffix(unit)
    syllables = [SYLLABLES[character] for character in number]
    said = write_number(number, syllables) if number else ""
    return f"{said} {SYLLABLES[unit]}" if unit else said


def in_characters(text: str, after: str = "", *, is_counted: bool = False) -> str:
    """Write a number that has figures as it is said, in characters; empty where that is not
    known."""
    plain = text.translate(_WIDE)
    for pattern, write in _WRITERS:
        match = pattern.fullmatch(plain)
        if match:
            return write(match)
    match = _COUNT.fullmatch(plain)
    return _count(match, after, is_counted=is_counted) if match else ""


def _time(match: re.Match[str]) -> str:
    hour, minutes = match.groups()
    written = "两点" if hour == "2" else _number(hour) + "点"
    if minutes == "00":
        return written
    return written + (_digits(minutes) if minutes[0] == "0" else _number(minutes))


def _ratio(match: re.Match[str]) -> str:
    return f"{_number(match[1])}比{_number(match[2])}"


def _fraction(match: re.Match[str]) -> str:
    """Write a fraction; nothing where the first number is the larger one, which is a season
    (2019/20), or hours and days (24/7)."""
    above, below = match.groups()
    return f"{_number(below)}分之{_number(above)}" if int(above) < int(below) else ""


def _share(match: re.Match[str]) -> str:
    whole = "百" if match[2] == "%" else "千"
    return f"{whole}分之{_number(match[1])}"


_WRITERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"([01]?\d|2[0-4]):([0-5]\d)"), _time),
    (re.compile(rf"({_NUMBER}):({_NUMBER})"), _ratio),
    (re.compile(r"(\d+)/(\d+)"), _fraction),
    (re.compile(rf"({_NUMBER})([%‰])"), _share),
)


def _count(match: re.Match[str], after: str, *, is_counted: bool) -> str:
    """Write a number with what belongs to it: 第, a large unit, the unit of a date."""
    ordinal, number, large, unit = match.groups()
    follows = unit or after
    has_digits_alone = number.isdigit() and not large
    if has_digits_alone and not ordinal:
        if follows in YEARS and _YEAR.fullmatch(number):
            return _digits(number) + unit
        if number[0] == "0" or len(number) == DIGIT_BY_DIGIT.get(follows):
            return _digits(number, "幺" if follows in ROUTES else "一") + unit
        if not is_counted and _is_bare_year(number, follows):
            return _digits(number)
        if _is_telephone(number) and not is_counted:
            return _digits(number, "幺")
    is_amount = is_counted or follows in COUNTED_BY_TWO or bool(large)
    if number == "2" and is_amount and not ordinal and follows not in RANKED:
        return f"两{large}{unit}"
    return f"{ordinal}{_number(number)}{large}{unit}"


def _is_bare_year(number: str, follows: str) -> bool:
    """Tell whether a number that nothing counts by is a year of our time (2020毕业生艺术展); round
    ones are as often amounts."""
    is_counting = follows in COUNTED_BY_TWO or follows in COUNTED_PEOPLE
    return bool(OUR_TIME.fullmatch(number)) and not number.endswith("00") and not is_counting


def _is_telephone(number: str) -> bool:
    """Tell whether figures are a telephone number, an account or the like."""
    return number.isdigit() and len(number) >= LONGEST_NUMBER and not number.endswith("000")


def _number(number: str) -> str:
    """Write a number with its units; the digits after a decimal point follow one by one."""
    whole, _, decimals = number.replace(",", "").partition(".")
    written = _integer(int(whole))
    return f"{written}点{_digits(decimals)}" if decimals else written


def _digits(number: str, one: str = "一") -> str:
    return "".join([FIGURES[int(digit)] for digit in number]).replace("一", one)


def _integer(number: int) -> str:
    """Write a whole number below ten to the sixteenth; a larger one digit by digit."""
    if number == 0:
        return FIGURES[0]
    if number >= 10**16:
        return _digits(str(number))
    written = ""
    for place, unit in LARGE_UNITS:
        upper, number = divmod(number, place)
        if not upper:
            continue
        if written and upper < 1000:
            written += FIGURES[0]
        written += (_section(upper) if upper < 10**4 else _integer(upper)) + unit
    if written.startswith("一十"):
        return written[1:]
    return "两" + written[1:] if written[:2] in ("二千", "二万", "二亿") else written


def _section(number: int) -> str:
    """Write a number from 1 to 9999, with one 零 for any zeros inside."""
    written = ""
    for place in reversed(range(len(UNITS))):
        digit = number // 10**place % 10
        if digit:
            written += FIGURES[digit] + UNITS[place]
        elif written and number % 10**place and not written.endswith(FIGURES[0]):
            written += FIGURES[0]
    return written

"""Chinese numerals: where they stand in a text and what they are worth.

A numeral here is one expression of a number: 一九五四 (1954), 一万二千 (12000), 二百一十七亿
(21.7e9), 12.5万, 百分之九 (0.09), 第一 (1). ``find`` looks at signs alone. It does not know that
一定, 一样, 万一 or 三心二意 are words: the caller does, and should take a numeral only where its
span is made of whole words of the segmentation, or where no dictionary word reaches across its
border. A numeral of two signs or more that is no dictionary word is safe to join to one token.
"""

import re

_DIGITS = dict(zip("零一二三四五六七八九", range(10), strict=True))
_DIGITS |= {"〇": 0, "○": 0, "两": 2, "兩": 2, "贰": 2, "貳": 2, "陆": 6, "陸": 6}
_DIGITS |= dict(zip("壹叁肆伍柒捌玖", (1, 3, 4, 5, 7, 8, 9), strict=True))
_TENS = {"廿": 20, "卅": 30}
_SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_WIDE = str.maketrans("０１２３４５６７８９．，％", "0123456789.,%")

_D, _L = "".join(_DIGITS), "".join(_LARGE)
_ARABIC = r"\d+(?:,\d{3})*(?:\.\d+)?"
_NUMBER = (
    rf"(?:{_ARABIC}(?:[多余餘来來]?[{''.join(_SMALL)}{_L}])*"
    rf"|[{_D}{''.join(_TENS)}{''.join(_SMALL)}{_L}]+(?:[点點][{_D}]+(?![分十刻])[{_L}]*|[多余餘来來][{_L}]+)?)"
)
_NUMERAL = re.compile(
    rf"第{_NUMBER}|{_NUMBER}分之{_NUMBER}|一半|(?<![几幾数數]){_NUMBER}(?![几幾])%?"
)
_DATE = re.compile(rf"(\d{{1,4}}|[{_D}]{{4}})[年月日]")
_APPROXIMATE = str.maketrans("", "", "多余餘来來")


def find(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of ``text`` that read as one number, in order, without overlap; every one of them
    has a ``value``.

    多, 余 and 来 belong to a span only inside it (二百多万). Traps that are left out: two digits
    without a unit (五四, 三四个, 三三两两), which are more often an abbreviation or "three or four"
    than a number; 千万 and 万一, which have no digit; 几十 and 十几. Single numerals (一, 十) are
    found: the caller decides.
    """
    plain = text.translate(_WIDE)
    return tuple(match.span() for match in _NUMERAL.finditer(plain) if value(match[0]) is not None)


def value(text: str) -> float | None:
    """What a numeral is worth, or None where ``text`` is not one numeral. Ordinals count as their
    number, a year (1998年) as its number, a share is a fraction of 1."""
    plain = text.translate(_WIDE).removeprefix("第").translate(_APPROXIMATE)
    if date := _DATE.fullmatch(plain):
        plain = date[1]
    if plain in {"半", "一半"}:
        return 0.5
    if plain.endswith("%"):
        return _scaled(value(plain[:-1]), 0.01)
    whole, _, share = plain.partition("分之")
    if share:
        return _fraction(whole, value(share))
    if plain[:1].isascii():
        return _arabic(plain)
    return _written(plain)


def _scaled(number: float | None, factor: float) -> float | None:
    return None if number is None else round(number * factor, 12)


def _fraction(whole: str, share: float | None) -> float | None:
    base = float({"百": 100, "千": 1000, "万": 10000}.get(whole, 0)) or value(whole)
    return share / base if base and share is not None else None


def _arabic(text: str) -> float | None:
    match = re.match(_ARABIC, text)
    if match is None:
        return None
    number = float(match[0].replace(",", ""))
    for unit in text[match.end() :]:
        factor = _SMALL.get(unit) or _LARGE.get(unit)
        if factor is None:
            return None
        number *= factor
    return round(number, 6)


def _written(text: str) -> float | None:
    """A numeral in Chinese signs: by unit (一万二千), digit by digit (一九五四), with a decimal
    point (三点五)."""
    whole, _, decimals = text.replace("點", "点").partition("点")
    scale = 1
    while decimals and decimals[-1] in _LARGE:
        decimals, scale = decimals[:-1], scale * _LARGE[decimals[-1]]
    base = _digits(whole) if all(sign in _DIGITS for sign in whole) else _units(whole)
    if base is None or any(sign not in _DIGITS for sign in decimals):
        return None
    digits = "".join(str(_DIGITS[sign]) for sign in decimals)
    return round(float(f"{base}.{digits or 0}") * scale, 6)


def _digits(text: str) -> int | None:
    if (
        not text
        or (len(text) == 2 and text[0] not in "〇零○")
        or (len(text) > 1 and set(text) & set("两兩"))
    ):
        return None
    return int("".join(str(_DIGITS[sign]) for sign in text))


def _units(text: str) -> int | None:
    """Sum of sections of ten thousand; None where two digits meet (四五十), or a unit other than 十
    begins."""
    total = section = 0
    digit: int | None = None
    unit = 0
    for at, sign in enumerate(text):
        if sign in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[sign]
            unit = 0 if digit == 0 else unit
        elif sign in _TENS:
            section, digit, unit = section + _TENS[sign], None, 0
        elif sign in _SMALL:
            if digit is None and not (_SMALL[sign] == 10 and (at == 0 or text[at - 1] in _LARGE)):
                return None
            section, digit, unit = (
                section + (1 if digit is None else digit) * _SMALL[sign],
                None,
                _SMALL[sign],
            )
        elif sign in _LARGE:
            amount = section + (digit or 0)
            if not amount and not total:
                return None
            if _LARGE[sign] > 10**4 or not amount:
                total = (total + amount) * _LARGE[sign]
            else:
                total += amount * _LARGE[sign]
            section, digit, unit = 0, None, _LARGE[sign]
        else:
            return None
    if digit and unit >= 100:  # 一百五 is 150, 一万二 is 12000; 一百零五 is 105
        digit *= unit // 10
    return total + section + (digit or 0)

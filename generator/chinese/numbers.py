"""Chinese numerals: where they stand in a text and what they are worth.

A numeral here is one expression of a number: 一九五四 (1954), 一万二千 (12000), 二百一十七亿
(21.7e9), 12.5万, 百分之九 (0.09), 第一 (1). ``find`` looks at characters alone. It does not know
that 一定, 一样, 万一 or 三心二意 are words: the caller does, and should take a numeral only where
its span is made of whole words of the segmentation, or where no dictionary word reaches across its
border. A numeral of two characters or more that is no dictionary word is safe to join to one token.
"""

import re

_DIGITS = dict(zip("零一二三四五六七八九", range(10), strict=True))
_DIGITS |= {"〇": 0, "○": 0, "两": 2, "兩": 2, "贰": 2, "貳": 2, "陆": 6, "陸": 6}
_DIGITS |= dict(zip("壹叁肆伍柒捌玖", (1, 3, 4, 5, 7, 8, 9), strict=True))
_TENS = {"廿": 20, "卅": 30}
_SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_SHARES = {"百": 100, "千": 1000, "万": 10000}
_WIDE = str.maketrans("０１２３４５６７８９．，％", "0123456789.,%")

_D, _S, _L = "".join(_DIGITS), "".join(_SMALL), "".join(_LARGE)
_ARABIC = r"\d+(?:,\d{3})*(?:\.\d+)?"
_DECIMALS = rf"[点點][{_D}]+(?![分十刻])[{_L}]*"
_MORE = rf"[多余餘来來][{_L}]+"
_NUMBER = (
    rf"(?:{_ARABIC}(?:[多余餘来來]?[{_S}{_L}])*"
    rf"|[{_D}{''.join(_TENS)}{_S}{_L}]+(?:{_DECIMALS}|{_MORE})?)"
)
_NUMERAL = re.compile(
    rf"第{_NUMBER}|{_NUMBER}分之{_NUMBER}|一半|(?<![几幾数數]){_NUMBER}(?![几幾])%?"
)
_DATE = re.compile(rf"(\d{{1,4}}|[{_D}]{{4}})[年月日]")
_APPROXIMATE = str.maketrans("", "", "多余餘来來")


def find(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of ``text`` that read as one number, in order, without overlap; every one of
    them has a ``value``.

    多, 余 and 来 belong to a span only inside it (二百多万). Traps that are left out: two digits
    without a unit (五四, 三四个, 三三两两), which are more often an abbreviation or "three or four"
    than a number; 千万 and 万一, which have no digit; 几十 and 十几. Single numerals (一, 十) are
    found: the caller decides.
    """
    plain = text.translate(_WIDE)
    return tuple(match.span() for match in _NUMERAL.finditer(plain) if value(match[0]) is not None)


def value(text: str) -> float | None:
    """Return what a numeral is worth, or None where ``text`` is not one numeral. Ordinals count as
    their number, a year (1998年) as its number, a share is a fraction of 1."""
    plain = text.translate(_WIDE).removeprefix("第").translate(_APPROXIMATE)
    date = _DATE.fullmatch(plain)
    if date:
        plain = date[1]
    if plain in {"半", "一半"}:
        return 0.5
    if plain.endswith("%"):
        number = value(plain[:-1])
        return None if number is None else round(number * 0.01, 12)
    whole, _, share = plain.partition("分之")
    if share:
        return _fraction(whole, value(share))
    if plain[:1].isascii():
        return _arabic(plain)
    return _written(plain)


def _fraction(whole: str, share: float | None) -> float | None:
    base = float(_SHARES.get(whole, 0)) or value(whole)
    return share / base if base and share is not None else None


def _arabic(text: str) -> float | None:
    """Return the worth of a numeral that begins with Arabic digits: 12.5万."""
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
    """Return the worth of a numeral in Chinese characters: by unit (一万二千), digit by digit
    (一九五四), with a decimal point (三点五)."""
    whole, _, decimals = text.replace("點", "点").partition("点")
    scale = 1
    while decimals and decimals[-1] in _LARGE:
        scale *= _LARGE[decimals[-1]]
        decimals = decimals[:-1]
    base = _digits(whole) if _are_digits(whole) else _with_units(whole)
    if base is None or not _are_digits(decimals):
        return None
    digits = _as_digits(decimals)
    return round(float(f"{base}.{digits or 0}") * scale, 6)


def _are_digits(text: str) -> bool:
    return all(character in _DIGITS for character in text)


def _as_digits(text: str) -> str:
    return "".join([str(_DIGITS[character]) for character in text])


def _digits(text: str) -> int | None:
    """Return the worth of a numeral that is written digit by digit; None of two digits, unless the
    first is zero, and where 两 is one of several."""
    if not text or (len(text) == 2 and text[0] not in "〇零○"):
        return None
    if len(text) > 1 and not set(text).isdisjoint("两兩"):
        return None
    return int(_as_digits(text))


class _Sum:
    """The worth of a numeral with units while its characters are read, a sum of sections of ten
    thousand."""

    def __init__(self) -> None:
        self._total = self._section = self._unit = 0
        self._digit: int | None = None

    def add(self, character: str, before: str) -> bool:
        """Read a character, which follows ``before``; tell whether it can stand there."""
        if character in _DIGITS:
            return self._add_digit(_DIGITS[character])
        if character in _TENS:
            self._section += _TENS[character]
            self._digit, self._unit = None, 0
            return True
        if character in _SMALL:
            return self._add_small(_SMALL[character], before)
        return character in _LARGE and self._add_large(_LARGE[character])

    def result(self) -> int:
        """Return the sum; the unit of a last digit is the one below the last unit."""
        digit = self._digit or 0
        if digit and self._unit >= 100:  # 一百五 is 150, 一万二 is 12000; 一百零五 is 105
            digit *= self._unit // 10
        return self._total + self._section + digit

    def _add_digit(self, digit: int) -> bool:
        if self._digit:  # two digits meet: 四五十
            return False
        self._digit = digit
        if digit == 0:
            self._unit = 0
        return True

    def _add_small(self, unit: int, before: str) -> bool:
        begins_section = not before or before in _LARGE
        if self._digit is None and not (unit == 10 and begins_section):
            return False
        self._section += (1 if self._digit is None else self._digit) * unit
        self._digit, self._unit = None, unit
        return True

    def _add_large(self, unit: int) -> bool:
        amount = self._section + (self._digit or 0)
        if not amount and not self._total:
            return False
        if unit > 10**4 or not amount:
            self._total = (self._total + amount) * unit
        else:
            self._total += amount * unit
        self._section, self._digit, self._unit = 0, None, unit
        return True


def _with_units(text: str) -> int | None:
    """Return the worth of a numeral with units; None where two digits meet, or a unit other than 十
    begins."""
    total = _Sum()
    before = ""
    for character in text:
        if not total.add(character, before):
            return None
        before = character
    return total.result()

"""Pinyin: numbered and marked syllables, words as GB/T 16159-2012 writes them, zhuyin, and readings for what no dictionary has.

Dictionary readings are citation tones (不 bù, 一 yī), which is what GB/T 16159 writes and what learners look up.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

VOWELS = "aeiouü"
MARKS = {"a": "āáǎàa", "e": "ēéěèe", "i": "īíǐìi", "o": "ōóǒòo", "u": "ūúǔùu", "ü": "ǖǘǚǜü", "n": "nńňǹn", "m": "mḿm̌m̀m"}
NUMBERED = re.compile(r"([A-Za-zü:]+)([1-5])")
HAN = re.compile("[㐀-䶿一-鿿豈-﫿〇\U00020000-\U0003ffff]")
PLAIN_TONE = {("一", "yí"): "yī", ("一", "yì"): "yī", ("不", "bú"): "bù"}
"""pypinyin bakes spoken tones of 一 and 不 into some phrases; these are the citation tones."""


def mark(syllable: str) -> str:
    """Turn a numbered syllable into one with a tone mark; what is not a numbered syllable stays as it is.

    >>> [mark(s) for s in ("lu:3", "xing2", "Bei3", "men5", "r5", "C")]
    ['lǚ', 'xíng', 'Běi', 'men', 'r', 'C']
    """
    match = NUMBERED.fullmatch(syllable.replace("u:", "ü").replace("U:", "Ü").replace("v", "ü"))
    if not match:
        return syllable
    letters, tone = match[1], int(match[2])
    at = _marked_letter(letters.lower())
    if tone == 5 or at is None:
        return letters
    marked = MARKS[letters[at].lower()][tone - 1]
    return letters[:at] + (marked.upper() if letters[at].isupper() else marked) + letters[at + 1 :]


def _marked_letter(letters: str) -> int | None:
    """Where the tone mark goes: a or e, the o of ou, else the last vowel (GB/T 16159 5.2)."""
    for letter in ("a", "e"):
        if letter in letters:
            return letters.index(letter)
    if "ou" in letters:
        return letters.index("o")
    vowels = [i for i, letter in enumerate(letters) if letter in VOWELS]
    if vowels:
        return vowels[-1]
    return next((i for i, letter in enumerate(letters) if letter in "nm"), None)


def number(syllable: str) -> str:
    """The reverse of :func:`mark`, lower case, neutral tone 5.

    >>> number("lǚ"), number("Běi"), number("men")
    ('lu:3', 'bei3', 'men5')
    """
    letters, tone = "", 5
    for letter in syllable.lower():
        plain, found = _unmark(letter)
        letters, tone = letters + plain, found or tone
    return letters.replace("ü", "u:") + str(tone)


def _unmark(letter: str) -> tuple[str, int]:
    for plain, marks in MARKS.items():
        if letter in marks[:4] and letter != plain:
            return plain, marks.index(letter) + 1
    return letter, 0


SYLLABLE = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ueng|ang|eng|ing|ong|iao|ian|uai|uan|üan|ai|ei|ao|ou|an|en|in|un|ün|ia|ie|iu|ua|uo|ui|ue"
    r"|üe|er|a|o|e|i|u|ü)(?![aeiouü])|(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:ia|ie|iu|ua|uo|ui|ue|üe|a|o|e|i|u|ü)|r|ng|n|m"
)


def syllables(written: str) -> tuple[str, ...]:
    """Cut pinyin that a person wrote into marked syllables; numbers, marks, spaces, apostrophes and hyphens are understood.

    Joined pinyin is cut greedily, a consonant going with the vowel after it; an apostrophe settles the rest.

    >>> syllables("yin2hang2"), syllables("qīn'ài"), syllables("fādiànchǎng"), syllables("nv3 er2")
    (('yín', 'háng'), ('qīn', 'ài'), ('fā', 'diàn', 'chǎng'), ('nǚ', 'ér'))
    """
    found: list[str] = []
    for part in re.findall(r"[^\W\d_:]+:?[1-5]?", written.replace("u:", "ü").replace("v", "ü")):
        if part[-1].isdigit():
            found.append(mark(part))
            continue
        letters = "".join(_unmark(letter)[0] for letter in part.lower())
        at = 0
        for match in SYLLABLE.finditer(letters):
            found.append(part[at : match.end()])
            at = match.end()
    return tuple(found)


def of_characters(text: str, reading: str) -> tuple[str, ...] | None:
    """Give each hanzi of a word its syllable of a dictionary reading; None if the two do not fit.

    >>> of_characters("花儿", "hua1 r5")
    ('huā', 'r')
    >>> of_characters("卡拉OK", "ka3 la1 O K")
    ('kǎ', 'lā')
    """
    parts = [p for p in reading.split() if p not in {"·", ",", "，"}]
    count = len(HAN.findall(text))
    syllables = [mark(p) for p in parts if NUMBERED.fullmatch(p.replace("u:", "ü").replace("U:", "Ü"))]
    return tuple(syllables) if len(syllables) == count else None


def write(syllables: Sequence[str], breaks: Sequence[int] = (), hyphens: Sequence[int] = ()) -> str:
    """Join syllables as GB/T 16159 asks: one word, apostrophe before a, e, o inside it (6.1.3), ``r`` of erhua appended.

    ``breaks`` and ``hyphens`` number the syllables before which the parts of a longer expression begin.

    >>> write(["Xī", "ān"]), write(["huā", "r"]), write(["shè", "huì", "zhǔ", "yì"], breaks=[2])
    ("Xī'ān", 'huār', 'shèhuì zhǔyì')
    """
    written = ""
    for index, syllable in enumerate(syllables):
        if index in breaks:
            written += " "
        elif index in hyphens:
            written += "-"
        elif index and _unmark(syllable[0])[0] in "aeo":
            written += "'"
        written += syllable
    return written


def has_unit(numeral: str) -> bool:
    """Whether a numeral is written with units (三十八), not digit by digit (一九五四)."""
    return bool(re.search("[十百千万亿萬億]", numeral))


def write_number(numeral: str, syllables: Sequence[str]) -> str:
    """Write a numeral's pinyin (GB/T 16159 6.1.7): hundreds and thousands with their digit, digits of a year apart, 第 with a hyphen.

    >>> write_number("二百一十七亿", ["èr", "bǎi", "yī", "shí", "qī", "yì"])
    'èrbǎi yīshíqī yì'
    >>> write_number("一九五四", ["yī", "jiǔ", "wǔ", "sì"]), write_number("第一", ["dì", "yī"])
    ('yī jiǔ wǔ sì', 'dì-yī')
    """
    ordinal = numeral[0] == "第"
    breaks: list[int] = []
    start = int(ordinal)
    for index in range(start + 1, len(numeral)):
        after_unit = numeral[index - 1] in "百千万亿萬億"
        before_large = numeral[index] in "万亿萬億" and index - start > 1
        if after_unit or before_large or not has_unit(numeral):
            breaks.append(index)
            start = index
    return write(syllables, breaks, hyphens=[1] if ordinal else [])


def is_capital(syllable: str) -> bool:
    """Whether a syllable begins a proper noun in the dictionary's spelling."""
    return syllable[:1].isupper()


@lru_cache(maxsize=50_000)
def guess(text: str) -> tuple[str, ...]:
    """Read a string that no dictionary has, one marked syllable a hanzi, by pypinyin's phrases and commonest readings."""
    found = _pypinyin().pinyin(text, style=_pypinyin().Style.TONE, errors="ignore")
    hanzi = HAN.findall(text)
    syllables = [item[0] for item in found]
    if len(syllables) != len(hanzi):  # a rare hanzi that pypinyin lacks: read one by one, so that the others keep theirs
        syllables = [next(iter(_pypinyin().pinyin(c, style=_pypinyin().Style.TONE, errors="ignore")), [""])[0] for c in hanzi]
    return tuple(PLAIN_TONE.get((c, s), s) for c, s in zip(hanzi, syllables, strict=True))


@lru_cache(maxsize=50_000)
def zhuyin(syllable: str) -> str:
    """Write a marked syllable in zhuyin.

    >>> zhuyin("lǚ"), zhuyin("men"), zhuyin("r")
    ('ㄌㄩˇ', '˙ㄇㄣ', 'ㄦ')
    """
    if syllable == "r":
        return "ㄦ"
    from pypinyin.style.bopomofo import BopomofoConverter

    written: str = BopomofoConverter().to_bopomofo(syllable.lower())
    return "˙" + written.removesuffix("˙") if written.endswith("˙") else written


@lru_cache(maxsize=1)
def _pypinyin() -> Any:
    import pypinyin  # heavy: 0.2 s

    return pypinyin

"""Pinyin as people write it: tone marks and numbers, syllables, and words as GB/T 16159-2012 spells
them.

Knows spelling only, no hanzi and no dictionary, and like ``records`` it may be imported by every
stage. Dictionary readings are citation tones (不 bù, 一 yī), which is what GB/T 16159 writes and
what learners look up.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby

from generator.base.han import HANZI

TONE_MARKS = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0300": 4}
NEUTRAL = 5
NUMBERED = re.compile(r"([A-Za-zü]+)([1-5])")


def tone(syllable: str) -> int:
    """Return 1 to 4, or 5 for a syllable without tone mark."""
    return next(
        (TONE_MARKS[c] for c in unicodedata.normalize("NFD", syllable) if c in TONE_MARKS), NEUTRAL
    )


def plain(syllables: str) -> str:
    """Take the tone marks off.

    >>> plain("lǚ"), plain("Běi")
    ('lü', 'Bei')
    """
    letters = "".join(c for c in unicodedata.normalize("NFD", syllables) if c not in TONE_MARKS)
    return unicodedata.normalize("NFC", letters)


def number(syllable: str) -> str:
    """Write a marked syllable as the dictionary does, in lower case, neutral tone 5.

    >>> number("lǚ"), number("Běi"), number("men")
    ('lu:3', 'bei3', 'men5')
    """
    return plain(syllable.lower()).replace("ü", "u:") + str(tone(syllable))


@lru_cache(maxsize=5_000)
def mark(syllable: str) -> str:
    """Turn a numbered syllable into one with a tone mark; what is not a numbered syllable stays as
    it is.

    >>> [mark(s) for s in ("lu:3", "xing2", "Bei3", "men5", "r5", "C")]
    ['lǚ', 'xíng', 'Běi', 'men', 'r', 'C']
    """
    found = NUMBERED.fullmatch(_umlauts(syllable))
    if not found:
        return syllable
    letters, wanted = found[1], int(found[2])
    # The mark goes on a or e, on the o of ou, else on the last vowel (GB/T 16159 5.2), on n or m
    # where there is none.
    places = (
        re.search(pattern, letters, re.IGNORECASE)
        for pattern in ("[ae]", "o(?=u)", "[iouü](?=[^iouü]*$)", "[nm]")
    )
    place = next(filter(None, places), None)
    if wanted == NEUTRAL or not place:
        return letters
    accent = next(accent for accent, of in TONE_MARKS.items() if of == wanted)
    return unicodedata.normalize("NFC", letters[: place.end()] + accent + letters[place.end() :])


def respelled(written: str, old: Sequence[str], new: Sequence[str]) -> str:
    """Write a word with other tones: spaces, apostrophes, hyphens and capitals stay. Only syllables
    that differ are looked for.

    >>> respelled("Nǐhǎo ma", ("nǐ", "hǎo", "ma"), ("ní", "hǎo", "ma"))
    'Níhǎo ma'
    """
    at = 0
    for before, after in zip(old, new, strict=True):
        found = written.lower().find(before.lower(), at)
        if found < 0:  # erhua is written as r alone; its tone never changes
            continue
        end = found + len(before)
        if before != after:
            said = after.capitalize() if is_capital(written[found]) else after
            written = written[:found] + said + written[end:]
        at = end
    return written


def _umlauts(written: str) -> str:
    return written.replace("u:", "ü").replace("U:", "Ü").replace("v", "ü")


_INITIAL = "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
_CLOSED_FINAL = "iang|iong|uang|ueng|ang|eng|ing|ong|iao|ian|uai|uan|üan|ai|ei|ao|ou|an|en|in|un|ün"
_OPEN_FINAL = "ia|ie|iu|ua|uo|ui|ue|üe"
_VOWEL = "a|o|e|i|u|ü"
SYLLABLE = re.compile(
    f"{_INITIAL}(?:{_CLOSED_FINAL}|{_OPEN_FINAL}|er|{_VOWEL})(?![aeiouü])"
    f"|{_INITIAL}(?:{_OPEN_FINAL}|{_VOWEL})|r|ng|n|m"
)
"""A syllable in small letters without its tone mark; the first that fits is the longest that leaves
no vowel alone."""


def syllables(written: str) -> tuple[str, ...]:
    """Cut pinyin that a person wrote into marked syllables; numbers, marks, spaces, apostrophes and
    hyphens are understood.

    Joined pinyin is cut greedily, a consonant going with the vowel after it; an apostrophe settles
    the rest.

    >>> syllables("yin2hang2"), syllables("qīn'ài"), syllables("fādiànchǎng"), syllables("nv3 er2")
    (('yín', 'háng'), ('qīn', 'ài'), ('fā', 'diàn', 'chǎng'), ('nǚ', 'ér'))
    """
    found: list[str] = []
    for part in re.findall(r"[^\W\d_:]+:?[1-5]?", _umlauts(written)):
        if part[-1].isdigit():
            found.append(mark(part))
            continue
        letters = plain(part.lower())
        at = 0
        for match in SYLLABLE.finditer(letters):
            found.append(part[at : match.end()])
            at = match.end()
    return tuple(found)


def is_pinyin(written: str) -> bool:
    """Tell whether a person's pinyin is nothing but whole syllables, each with one tone at most.

    >>> [is_pinyin(written) for written in ("yin2hang2", "qīn'ài", "nv3 ér")]
    [True, True, True]
    >>> [is_pinyin(written) for written in ("hé2", "hangx", "xyz1", "chang9", "河")]
    [False, False, False, False, False]
    """
    found = [plain(s.lower()) for s in syllables(written)]
    letters = sum(c.isalpha() or c in "06789" for c in plain(written))
    return (
        bool(found)
        and letters == sum(map(len, found))
        and all(SYLLABLE.fullmatch(s) for s in found)
    )


def of_characters(text: str, reading: str) -> tuple[str, ...] | None:
    """Give each hanzi of a word its syllable of a dictionary reading; None if the two do not fit.

    >>> of_characters("花儿", "hua1 r5")
    ('huā', 'r')
    >>> of_characters("卡拉OK", "ka3 la1 O K")
    ('kǎ', 'lā')
    """
    parts = [p for p in reading.split() if p not in {"·", ",", "，"}]
    count = len(HANZI.findall(text))
    syllables = [mark(p) for p in parts if _is_numbered(p)]
    return tuple(syllables) if len(syllables) == count else None


def write_mixed(reading: str) -> str:
    """Write a dictionary reading that has letters: these stand apart.

    >>> write_mixed("ka3 la1 O K"), write_mixed("T xu4"), write_mixed("jiu3 wu3 hou4")
    ('kǎlā OK', 'T xù', 'jiǔwǔhòu')
    """
    written = []
    for is_syllable, group in groupby(reading.split(), _is_numbered):
        parts = list(group)
        written.append(write([mark(one) for one in parts]) if is_syllable else "".join(parts))
    return " ".join(written)


def _is_numbered(part: str) -> bool:
    return NUMBERED.fullmatch(_umlauts(part)) is not None


def write(syllables: Sequence[str], breaks: Sequence[int] = (), hyphens: Sequence[int] = ()) -> str:
    """Join syllables as GB/T 16159 asks: one word, apostrophe before a, e, o inside it (6.1.3),
    ``r`` of erhua appended.

    ``breaks`` and ``hyphens`` number the syllables before which the parts of a longer expression
    begin.

    >>> write(["Xī", "ān"]), write(["huā", "r"]), write(["shè", "huì", "zhǔ", "yì"], breaks=[2])
    ("Xī'ān", 'huār', 'shèhuì zhǔyì')
    """
    written = ""
    for index, syllable in enumerate(syllables):
        if index in breaks:
            written += " "
        elif index in hyphens:
            written += "-"
        elif index and plain(syllable[:1]) in tuple("aeo"):
            written += "'"
        written += syllable
    return written


def has_unit(numeral: str) -> bool:
    """Tell whether a numeral is written with units (三十八), not digit by digit (一九五四)."""
    return bool(re.search("[十百千万亿萬億]", numeral))


def write_number(numeral: str, syllables: Sequence[str]) -> str:
    """Write a numeral's pinyin (GB/T 16159 6.1.7): hundreds and thousands with their digit, digits
    of a year apart, 第 with a hyphen, the parts of a fraction, of a decimal and of a ratio apart.

    >>> write_number("二百一十七亿", ["èr", "bǎi", "yī", "shí", "qī", "yì"])
    'èrbǎi yīshíqī yì'
    >>> write_number("一九五四", ["yī", "jiǔ", "wǔ", "sì"]), write_number("第一", ["dì", "yī"])
    ('yī jiǔ wǔ sì', 'dì-yī')
    >>> write_number("百分之二十", ["bǎi", "fēn", "zhī", "èr", "shí"])
    'bǎi fēnzhī èrshí'
    """
    parts = []
    for match in re.finditer("分之|[点比]|(?:(?!分之)[^点比])+", numeral):
        own = syllables[match.start() : match.end()]
        is_sign = match[0] in {"分之", "点", "比"}
        parts.append(write(own) if is_sign else _write_part(match[0], own))
    return " ".join(parts)


def _write_part(numeral: str, syllables: Sequence[str]) -> str:
    """Write the pinyin of a whole number."""
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
    """Tell whether a syllable begins a proper noun in the dictionary's spelling."""
    return syllable[:1].isupper()

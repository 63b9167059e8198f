"""Pinyin syllables in zhuyin (bopomofo)."""

import re
from functools import lru_cache

from generator.base.pinyin import plain, tone

INITIALS = dict(
    zip(
        "b p m f d t n l g k h j q x zh ch sh r z c s".split(),
        "ㄅㄆㄇㄈㄉㄊㄋㄌㄍㄎㄏㄐㄑㄒㄓㄔㄕㄖㄗㄘㄙ",
        strict=True,
    )
)
_FINALS = (
    "a:ㄚ o:ㄛ e:ㄜ ê:ㄝ ai:ㄞ ei:ㄟ ao:ㄠ ou:ㄡ an:ㄢ en:ㄣ ang:ㄤ eng:ㄥ ong:ㄨㄥ er:ㄦ i:ㄧ"
    " ia:ㄧㄚ io:ㄧㄛ ie:ㄧㄝ iai:ㄧㄞ iao:ㄧㄠ iou:ㄧㄡ iu:ㄧㄡ ian:ㄧㄢ in:ㄧㄣ iang:ㄧㄤ"
    " ing:ㄧㄥ iong:ㄩㄥ u:ㄨ ua:ㄨㄚ uo:ㄨㄛ uai:ㄨㄞ uei:ㄨㄟ ui:ㄨㄟ uan:ㄨㄢ uen:ㄨㄣ"
    " un:ㄨㄣ uang:ㄨㄤ ueng:ㄨㄥ ü:ㄩ üe:ㄩㄝ üan:ㄩㄢ ün:ㄩㄣ"
)
FINALS = dict(pair.split(":") for pair in _FINALS.split())
WITHOUT_VOWEL = {"r": "ㄦ", "m": "ㄇ", "n": "ㄋ", "ng": "ㄫ", "hm": "ㄏㄇ", "hng": "ㄏㄫ", "xx": ""}
TONES = {1: "", 2: "ˊ", 3: "ˇ", 4: "ˋ"}
NEUTRAL_TONE = "˙"
SYLLABLE = re.compile("(zh|ch|sh|[bpmfdtnlgkhjqxrzcs])?([aeêiouü][a-zü]*)")
SPELLINGS = (
    ("^yu", "ü"),
    ("^yi", "i"),
    ("^y", "i"),
    ("^wu", "u"),
    ("^w", "u"),
    ("^([jqx])u", r"\1ü"),
    ("^(zh|ch|sh|[rzcs])i$", r"\1"),
)
"""Spellings of pinyin and the sounds that they stand for: y and w stand where a syllable begins
with i, u or ü (GB/T 16159-2012, table of finals)."""


@lru_cache(maxsize=5_000)
def zhuyin(syllable: str) -> str:
    """Write a marked syllable in zhuyin; what is no syllable stays as it is. The neutral tone's dot
    leads; the r of erhua has none.

    >>> zhuyin("lǚ"), zhuyin("men"), zhuyin("r"), zhuyin("shì"), zhuyin("yuán")
    ('ㄌㄩˇ', '˙ㄇㄣ', 'ㄦ', 'ㄕˋ', 'ㄩㄢˊ')
    """
    letters = plain(syllable.lower())
    if letters == "r":
        return WITHOUT_VOWEL[letters]
    sounds = WITHOUT_VOWEL.get(letters) or _sounds(letters)
    if not sounds:
        return syllable
    mark = TONES.get(tone(syllable))
    return NEUTRAL_TONE + sounds if mark is None else sounds + mark


def _sounds(letters: str) -> str:
    """Return the symbols of a syllable without its tone; empty where it is none."""
    for pattern, sound in SPELLINGS:
        letters, changed = re.subn(pattern, sound, letters)
        if changed:
            break
    if letters in INITIALS:  # zhi, chi, shi, ri, zi, ci, si: the initial alone
        return INITIALS[letters]
    found = SYLLABLE.fullmatch(letters)
    if not found or found[2] not in FINALS:
        return ""
    initial = INITIALS[found[1]] if found[1] else ""
    return initial + FINALS[found[2]]

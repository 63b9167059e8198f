"""Readings for what no dictionary has, and zhuyin: the only door to pypinyin."""

from functools import lru_cache
from typing import Any

from generator.pinyin import HAN

PLAIN_TONE = {("一", "yí"): "yī", ("一", "yì"): "yī", ("不", "bú"): "bù"}
"""pypinyin bakes spoken tones of 一 and 不 into some phrases; these are the citation tones."""


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

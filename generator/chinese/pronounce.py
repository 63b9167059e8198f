"""Readings for what no dictionary has, and zhuyin: the only door to pypinyin."""

from functools import lru_cache
from typing import Any

from generator import pinyin

@lru_cache(maxsize=1_000)
def guess(character: str) -> str:
    """The commonest reading of a character that no dictionary of ours has, numbered; empty where pypinyin lacks it, too."""
    found: list[list[str]] = _pypinyin().pinyin(character, style=_pypinyin().Style.TONE, errors="ignore")
    return pinyin.number(found[0][0]) if found else ""


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

"""Which script: Han or Latin, simplified or traditional.

The codecs hold the answer for single characters: GB 2312 was made for simplified Chinese and Big5
for traditional, so a character that only one of them has belongs to that script. The few exceptions
(a rare surname that neither reform touched) are outvoted by the rest of a text.
"""

import re
from collections import Counter
from functools import lru_cache

from generator.base.records import Script

HAN = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
LATIN = re.compile("[A-Za-zÀ-ɏ]")
KANA = re.compile("[ぁ-ヺ]")
LETTERS_PER_HAN = 3
"""Letters of English that say as much as one Chinese character (2.8 in the Tatoeba pairs)."""
MIXED = 0.1
"""Share of the rarer script from which a text counts as mixed."""


def script_of(text: str) -> Script:
    """Tell whether Chinese ``text`` is simplified, traditional or mixed; simplified where nothing
    speaks against it."""
    counts = Counter(HAN.findall(text))
    simplified = sum(n for char, n in counts.items() if _belongs(char) == "simplified")
    traditional = sum(n for char, n in counts.items() if _belongs(char) == "traditional")
    share = traditional / max(1, simplified + traditional)
    if share <= MIXED:
        return "simplified"
    return "traditional" if share >= 1 - MIXED else "mixed"


def weigh(text: str) -> tuple[int, int]:
    """Return how much Chinese and how much English ``text`` holds, both counted in Latin
    letters."""
    return LETTERS_PER_HAN * len(HAN.findall(text)), len(LATIN.findall(text))


def language_of(text: str) -> str:
    """Return ``zh`` or ``en``, whichever prevails in ``text``; empty where it has neither."""
    zh, en = weigh(text)
    return "" if zh == en == 0 else "zh" if zh >= en else "en"


@lru_cache(maxsize=30_000)
def _belongs(char: str) -> Script:
    gb2312, big5 = _encodes(char, "gb2312"), _encodes(char, "big5")
    if gb2312 == big5:
        return "mixed"
    return "simplified" if gb2312 else "traditional"


def _encodes(char: str, codec: str) -> bool:
    try:
        char.encode(codec)
    except UnicodeEncodeError:
        return False
    return True

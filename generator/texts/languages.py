"""The language of a text, and the script of its Chinese: simplified or traditional.

The codecs hold the answer for single characters: GB 2312 was made for simplified Chinese and Big5
for traditional, so a character that only one of them has belongs to that script. The few exceptions
(a rare surname that neither reform touched) are outvoted by the rest of a text.
"""

import re
from collections import Counter
from functools import lru_cache

from generator.base.han import HANZI
from generator.base.records import Script

LATIN = re.compile("[A-Za-zÀ-ɏ]")
KANA = re.compile("[ぁ-ヺ]")
LETTERS_PER_HAN = 3
"""Letters of English that say as much as one Chinese character (2.8 in the Tatoeba pairs)."""
MIXED_SHARE = 0.1
"""Share of the rarer script from which a text counts as mixed."""


def script_of(text: str) -> Script:
    """Tell whether Chinese text is simplified, traditional or mixed; simplified where no character
    belongs to one script only."""
    counts: Counter[Script] = Counter()
    for character, count in Counter(HANZI.findall(text)).items():
        counts[_script_of_character(character)] += count
    certain = counts["simplified"] + counts["traditional"]
    share = counts["traditional"] / max(1, certain)
    if share <= MIXED_SHARE:
        return "simplified"
    return "traditional" if share >= 1 - MIXED_SHARE else "mixed"


def weigh(text: str) -> tuple[int, int]:
    """Return how much Chinese and how much English a text holds, both counted in Latin letters."""
    return LETTERS_PER_HAN * len(HANZI.findall(text)), len(LATIN.findall(text))


def language_of(text: str) -> str:
    """Return ``zh`` or ``en``, whichever prevails in a text; empty where it has neither."""
    zh, en = weigh(text)
    if not zh and not en:
        return ""
    return "zh" if zh >= en else "en"


@lru_cache(maxsize=30_000)
def _script_of_character(character: str) -> Script:
    """Return the script that alone has a character; ``mixed`` where both or neither have it."""
    simplified = _encodes(character, "gb2312")
    traditional = _encodes(character, "big5")
    if simplified == traditional:
        return "mixed"
    return "simplified" if simplified else "traditional"


def _encodes(character: str, codec: str) -> bool:
    try:
        character.encode(codec)
    except UnicodeEncodeError:
        return False
    return True

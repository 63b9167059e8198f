"""The language of a text, and the script of its Chinese: simplified or traditional.

The codecs hold the answer for single characters: GB 2312 was made for simplified Chinese and Big5
for traditional, so a character that only one of them has belongs to that script. The few exceptions
(a rare surname that neither reform touched) are outvoted by the rest of a text.
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from generator.base.han import HANZI
from generator.base.records import Script

LATIN = re.compile("[A-Za-zÀ-ɏ]")
LATIN_WORD = re.compile("[A-Za-zÀ-ɏ]+(?:['’-][A-Za-zÀ-ɏ]+)*")
KANA = re.compile("[ぁ-ヺ]")
LETTERS_PER_HAN = 3
"""Letters of English that say as much as one Chinese character (2.8 in the Tatoeba pairs)."""
MIXED_SHARE = 0.1
"""Share of the rarer script from which a text counts as mixed."""
CODE = re.compile(
    r"<[^<>]*>|\{\{[^{}]*\}\}|\[[a-z]+:[^\[\]]*\]|(?:https?://|www\.)[!-~]+"
    r"|(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]+"
)
"""Markup and addresses: of no language."""
ASIDE = re.compile(
    r"“[^“”]*”|\"[^\"]*\"|「[^「」]*」|『[^『』]*』|《[^《》]*》|【[^【】]*】|\[[^\[\]]*\]"
    r"|（[^（）]*）|\([^()]*\)"
)
"""Quotations, titles and brackets, which may be in the other language."""
CHINESE_END = re.compile('[。！？][”’」』）)》】"]*$')
WEIGHT_OF_END = 15
"""Of a Chinese full stop at the end, in Latin letters: no English sentence ends so."""
NAME_SHARE = 3
"""A capitalised word may be a name in either language, so its letters count as a third."""
MAX_JUDGED = 2_000
"""Characters of a line up to which its grammar is looked at; beyond, amounts decide."""


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
    """Return ``zh`` or ``en``, whichever a text is in; empty where it has neither.

    A line is in the language of its grammar, not of most of its letters: names, addresses, markup
    and quotations may be foreign. Of several lines, the language of more is taken.

    >>> [language_of(line) for line in ("作者是George Orwell。", "The word 你好 is a greeting.")]
    ['zh', 'en']
    """
    if "\n" in text:
        zh, en = amounts(text.split("\n"))
    else:
        zh, en = _line_weights(text)
    if not zh and not en:
        return ""
    return "zh" if zh >= en else "en"


def amounts(lines: Iterable[str]) -> tuple[int, int]:
    """Return how much of some lines is Chinese and how much English, counted in Latin letters, a
    line belonging to one language as a whole."""
    zh = en = 0
    for line in lines:
        amount = sum(weigh(line))
        if language_of(line) == "zh":
            zh += amount
        else:
            en += amount
    return zh, en


def share_of_chinese(lines: Iterable[str]) -> float:
    """Return which share of some lines is in Chinese characters, from 0 to 1: what tells the two
    sides of a text from each other, however much of one is foreign."""
    zh, en = weigh("".join(lines))
    return zh / max(1, zh + en)


def _line_weights(line: str) -> tuple[int, int]:
    """Return how much speaks for Chinese and for English as the language of a line."""
    zh, en = weigh(line)
    if not zh or not en or len(line) > MAX_JUDGED:
        return zh, en
    bare = CODE.sub(" ", line)
    frame = ASIDE.sub(" ", bare)
    zh, en = weigh(frame)
    if not zh and not en:
        frame = bare
        zh, en = weigh(frame)
    if not zh or not en:
        return zh, en
    if CHINESE_END.search(line.rstrip()[-WEIGHT_OF_END:]):
        zh += WEIGHT_OF_END
    words = LATIN_WORD.findall(frame)
    return zh, sum(len(word) // (1 if word.islower() else NAME_SHARE) for word in words)


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

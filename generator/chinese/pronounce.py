"""How a sentence sounds: spoken tones of 一, 不 and third tones; and readings of what no dictionary
has (the only door to pypinyin).

Everything else in Cika is in citation tones, as dictionaries and GB/T 16159 write them.
"""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Any

from generator.base import pinyin

Spoken = tuple[str, tuple[str, ...]]
"""A word and its marked syllables, one a character; none for punctuation, which ends a phrase."""
DIGITS = frozenset("零〇一二三四五六七八九十两百千万亿")
UNITS = frozenset("百千万亿")
ORDINAL_BEFORE = frozenset("第初")
ORDINAL_AFTER = frozenset("月号")
"""一月 and 一号 name the first; they keep the first tone."""
FOURTH = frozenset("个")
"""Characters that are toneless after 一 and yet change it, as the fourth tone that they come from
(一个 yí ge)."""
BEFORE_FINAL_ONE = frozenset("统唯万之周期专")
"""Characters after which 一 ends a word (统一, 唯一, 万一, 之一, 周一, 星期一, 专一)."""
ACCENTS = {2: "\u0301", 4: "\u0300"}
NEUTRAL = 5


@lru_cache(maxsize=1_000)
def guess(character: str) -> str:
    """Return the commonest reading of a character that no dictionary of ours has, numbered; empty
    where pypinyin lacks it, too."""
    style = _pypinyin().Style.TONE
    found: list[list[str]] = _pypinyin().pinyin(character, style=style, errors="ignore")
    return pinyin.number(found[0][0]) if found else ""


@cache
def _pypinyin() -> Any:
    import pypinyin  # heavy: 0.2 s

    return pypinyin


def spoken(words: Sequence[Spoken], is_word: Callable[[str], bool]) -> tuple[tuple[str, ...], ...]:
    """Change the syllables of a sentence to the tones that are spoken; ``is_word`` separates long
    words (展览+馆, 小+老虎).

    一 is yí before a fourth tone, yì before others, toneless in 看一看, and stays in numbers,
    ordinals and at the end of a word; 不 is bú before a fourth tone and toneless in 好不好; of two
    third tones in one foot the first becomes a second. A foot is a word, two words of one syllable,
    or one such word with the word that follows. (Chao, A Grammar of Spoken Chinese, 1.3.)
    """
    found: list[tuple[str, ...]] = []
    phrase: list[Spoken] = []
    for word, syllables in [*words, ("", ())]:
        if syllables and len(word) == len(syllables):
            phrase.append((word, syllables))
            continue
        found += _phrase(phrase, is_word)
        phrase = []
        found.append(syllables)
    return tuple(found[:-1])


def _phrase(words: Sequence[Spoken], is_word: Callable[[str], bool]) -> list[tuple[str, ...]]:
    """Return the spoken syllables of words without punctuation between them."""
    text = "".join([word for word, _ in words])
    syllables: list[str] = []
    for _, own in words:
        syllables += own
    written = [pinyin.tone(syllable) for syllable in syllables]
    tones = list(written)
    ends = {start - 1 for start in _starts(words)}
    for n, character in enumerate(text[:-1]):
        if character == "不":
            tones[n] = _tone_of_not(text, n, written)
        elif character == "一" and written[n] == 1 and _is_plain_one(text, n, n in ends):
            tones[n] = _tone_of_one(text, n, written)
    for first, last in _feet(words, is_word):
        for n in range(first, last):
            if tones[n] == tones[n + 1] == 3:
                tones[n] = 2
    found: list[tuple[str, ...]] = []
    at = 0
    for word, own in words:
        wanted = tones[at : at + len(word)]
        found.append(tuple(map(_with_tone, own, wanted)))
        at += len(word)
    return found


def _tone_of_not(text: str, n: int, tones: Sequence[int]) -> int:
    """Return the tone of the 不 at ``n``."""
    if _repeats(text, n):
        return NEUTRAL
    return 2 if tones[n + 1] == 4 else tones[n]


def _tone_of_one(text: str, n: int, tones: Sequence[int]) -> int:
    """Return the tone of the 一 at ``n``, which stands before what it counts."""
    if _repeats(text, n):
        return NEUTRAL
    return 2 if tones[n + 1] == 4 or text[n + 1] in FOURTH else 4


def _starts(words: Sequence[Spoken]) -> Iterator[int]:
    """Yield where each word begins."""
    at = 0
    for word, _ in words:
        yield at
        at += len(word)


def _repeats(text: str, n: int) -> bool:
    """Tell whether the same character stands on both sides (看一看, 好不好)."""
    return 0 < n < len(text) - 1 and text[n - 1] == text[n + 1]


def _is_plain_one(text: str, n: int, ends_word: bool) -> bool:
    """Tell whether 一 is "one" before what it counts: no digit of a number, no ordinal, not the end
    of a word (统一的)."""
    before, after = text[n - 1 : n], text[n + 1]
    if before in ORDINAL_BEFORE or before in DIGITS or after in ORDINAL_AFTER:
        return False
    if after in DIGITS and after not in UNITS:
        return False
    return not ends_word or n == 0 or before not in BEFORE_FINAL_ONE


def _feet(words: Sequence[Spoken], is_word: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """Yield the first and last syllable of each foot; inner feet first."""
    sizes = [len(word) for word, _ in words]
    starts = [*_starts(words), sum(sizes)]
    n = 0
    while n < len(words):
        last = n
        if sizes[n] == 1 and n + 1 < len(words):
            last = n + 1
            if sizes[n:] == [1, 1, 1]:
                last = n + 2  # three words of one syllable at the end of a phrase: 我很好
        for k in range(n, last + 1):
            yield from _inner(words[k][0], starts[k], is_word)
        yield starts[n], starts[last + 1] - 1
        n = last + 1


def _inner(word: str, start: int, is_word: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """Yield the feet inside a word: its parts where they are words, the later one first (小+老虎:
    xiǎo láohǔ)."""
    if len(word) == 3 and is_word(word[1:]) and not is_word(word[:2]):
        yield start + 1, start + 2
    elif len(word) == 4:
        yield start, start + 1
        yield start + 2, start + 3


def _with_tone(syllable: str, wanted: int) -> str:
    """Return the syllable in another tone; its mark stands where it stood."""
    if pinyin.tone(syllable) == wanted:
        return syllable
    accent = ACCENTS.get(wanted, "")
    changed = ""
    for character in unicodedata.normalize("NFD", syllable):
        changed += accent if character in pinyin.TONE_MARKS else character
    return unicodedata.normalize("NFC", changed)

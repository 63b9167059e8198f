"""How a word or a sentence is read: pinyin, zhuyin or both. No HTML here."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from generator.base.pinyin import tone
from generator.base.records import Token
from generator.base.words import all_syllables

Syllable = tuple[str, int]
"""Text and tone of a syllable; tone 0 for what stands between syllables."""
T = TypeVar("T")

GAP = " '’-"
"""Characters that may stand between the syllables of a written word."""
# Chinese punctuation mark -> Western one. A space is wanted after closing marks, before opening
# ones, around dashes (GB/T 16159 part 6).
CLOSING = {
    "，": ",",
    "。": ".",
    "、": ",",
    "；": ";",
    "：": ":",
    "？": "?",
    "！": "!",
    "”": "”",
    "’": "’",
    "）": ")",
    "》": "”",
    "〉": "’",
    "」": "”",
    "』": "’",
    "】": "]",
    "…": "…",
    "%": "%",
    "％": "%",
}
OPENING = {"“": "“", "‘": "‘", "（": "(", "《": "“", "〈": "‘", "「": "“", "『": "‘", "【": "["}
DASHES = "—–―"
MARK = re.compile(rf"…+|[{DASHES}]+|\S")
ENDING = frozenset(".?!…")
"""Marks after which a sentence begins with a capital letter."""


def syllables(reading: str, marked: Iterable[str]) -> Iterator[Syllable]:
    """Cut a written word into its syllables, and what stands between them.

    The cut follows the known syllables and is never guessed from the letters (``rèao`` for 热闹 is
    what guessing gives); where they do not fit, the rest comes as one piece of tone 0.
    """
    at = 0
    for syllable in marked:
        start = at
        while start < len(reading) and reading[start] in GAP:
            start += 1
        size = _fit(reading[start:], syllable)
        if not size:
            break
        if start > at:
            yield reading[at:start], 0
        yield reading[start : start + size], tone(syllable)
        at = start + size
    if at < len(reading):
        yield reading[at:], 0


def _fit(written: str, syllable: str) -> int:
    """Return how many letters of the written word the syllable takes; 0 where it does not stand
    there."""
    if written.lower().startswith(syllable.lower()):
        return len(syllable)
    # erhua is written as r alone, whatever the syllable of 儿 is called
    is_erhua = syllable.lower() in {"ér", "er", "r"} and written.startswith("r")
    return int(is_erhua)


def pinyin_of(token: Token) -> tuple[Syllable, ...]:
    """Return the pinyin of a word in its syllables."""
    return tuple(syllables(token.reading, all_syllables(token)))


def zhuyin_of(token: Token, zhuyin: Callable[[str], str]) -> tuple[Syllable, ...]:
    """Return the zhuyin of a word in its syllables, with spaces between them; empty where it has
    none. ``zhuyin`` gives that of a marked syllable."""
    found: list[Syllable] = []
    for syllable in all_syllables(token):
        written = zhuyin(syllable) if syllable else ""
        if written:
            found += [(" ", 0), (written, tone(syllable))]
    return tuple(found[1:])


def as_text(pieces: Iterable[Syllable]) -> str:
    """Return the syllables of a word as one string."""
    return "".join(text for text, _ in pieces)


def wanted(phonetic: str, pinyin: T, zhuyin: T) -> tuple[T, ...]:
    """Choose from the two readings those that a person wants (``pinyin``, ``zhuyin`` or ``both``).

    What zhuyin cannot write is in pinyin. Both readings may be of any type, empty ones false.
    """
    if zhuyin and phonetic == "zhuyin":
        return (zhuyin,)
    if zhuyin and phonetic == "both":
        return (pinyin, zhuyin)
    return (pinyin,)


def sentence_pinyin(tokens: Iterable[Token]) -> str:
    """Return the words' readings as one line: spaced and capitalised as GB/T 16159 asks, with
    Western punctuation marks."""
    line = ""
    clings, starts_sentence = True, True
    for token in tokens:
        for text, is_opening, is_closing in _pieces(token):
            has_letters = any(c.isalpha() for c in text)
            shown = _capitalised(text) if starts_sentence and has_letters else text
            line += shown if clings or is_closing else " " + shown
            clings = is_opening
            ends_sentence = is_closing and text in ENDING
            starts_sentence = ends_sentence or (starts_sentence and not has_letters)
    return line


def sentence_zhuyin(tokens: Iterable[Token], zhuyin: Callable[[str], str]) -> str:
    """Return the words' zhuyin as one line; what has none stands as in the text."""
    shown: list[str] = []
    for token in tokens:
        written = as_text(zhuyin_of(token, zhuyin)) if token.reading else ""
        shown.append(written or token.text.strip())
    return " ".join(filter(None, shown))


def _pieces(token: Token) -> Iterator[tuple[str, bool, bool]]:
    """Yield text, whether it clings to what follows, whether it clings to what precedes."""
    if token.kind == "speaker":
        return
    if token.kind != "punctuation":
        text = token.reading or token.text.strip()
        if text:
            yield text, False, False
        return
    for mark in MARK.findall(token.text):
        yield _western(mark), mark in OPENING, mark[0] in CLOSING


def _western(mark: str) -> str:
    if mark[0] in CLOSING:
        return CLOSING[mark[0]]
    if mark in OPENING:
        return OPENING[mark]
    return "—" if mark[0] in DASHES else mark


def _capitalised(text: str) -> str:
    at = next(i for i, c in enumerate(text) if c.isalpha())
    return text[:at] + text[at].upper() + text[at + 1 :]

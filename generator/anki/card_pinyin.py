"""Pinyin for cards: a word cut into its syllables, a sentence's words joined into a line. No HTML
here."""

import re
from collections.abc import Iterable, Iterator

from generator.base.pinyin import mark, tone
from generator.base.records import Token

GAP = " '’-"
"""What may stand between the syllables of a written word."""

# Chinese sign -> Western sign; a space is wanted after closing signs, before opening ones, around
# dashes (GB/T 16159 part 6).
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
ENDING = frozenset(".?!…")


def syllables(reading: str, spoken: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Cut a written word into its syllables.

    Yields (text, tone), tone 0 for what stands between syllables. The cut follows the known
    syllables and is never guessed from the letters (``rèao`` for 热闹 is what guessing gives);
    where they do not fit, the rest comes as one piece of tone 0.
    """
    at = 0
    for syllable in spoken:
        gap = at
        while gap < len(reading) and reading[gap] in GAP:
            gap += 1
        size = _fit(reading[gap:], syllable)
        if not size:
            break
        if gap > at:
            yield reading[at:gap], 0
        yield reading[gap : gap + size], tone(syllable)
        at = gap + size
    if at < len(reading):
        yield reading[at:], 0


def spelled(sense: str, traditional: bool) -> str:
    """A dictionary's cross-reference as people write it: ``石景山區|石景山区[Shi2 jing3 shan1
    qu1]`` -> ``石景山区 (Shí jǐng shān qū)``."""
    one_script = re.sub(r"([^\s|,;()]+)\|([^\s|,;()\[\]]+)", r"\1" if traditional else r"\2", sense)
    return re.sub(
        r" ?\[((?:(?:[A-Za-zü:]+[1-5]|[·,])[ ]?)+)\]",
        lambda m: f" ({' '.join(mark(s) for s in m[1].split())})",
        one_script,
    )


def sentence_pinyin(tokens: Iterable[Token]) -> str:
    """The words' readings as one line: spaced and capitalised as GB/T 16159 asks, with Western
    signs."""
    out = ""
    glue, capital = True, True
    for token in tokens:
        for piece, opens, closes in _pieces(token):
            text = piece
            if capital and any(c.isalpha() for c in piece):
                text, capital = _capitalised(piece), False
            out += text if glue or closes else " " + text
            glue = opens
            capital = capital or (closes and text in ENDING)
    return out


def _fit(written: str, syllable: str) -> int:
    """How many letters of the written word the syllable takes; 0 where it does not stand there."""
    if written.lower().startswith(syllable.lower()):
        return len(syllable)
    # erhua is written as r alone, whatever the syllable of 儿 is called
    return 1 if syllable.lower() in {"ér", "er", "r"} and written.startswith("r") else 0


def _pieces(token: Token) -> Iterator[tuple[str, bool, bool]]:
    """Text, whether it clings to what follows, whether it clings to what precedes."""
    if token.reading and token.kind != "punctuation":
        yield token.reading, False, False
    elif token.kind == "punctuation":
        for sign in re.findall(r"…+|[—–―]+|\S", token.text):
            yield (
                CLOSING.get(sign[0], OPENING.get(sign, "—" if sign[0] in "—–―" else sign)),
                sign in OPENING,
                sign[0] in CLOSING,
            )
    elif token.text.strip():
        yield token.text.strip(), False, False


def _capitalised(text: str) -> str:
    at = next(i for i, c in enumerate(text) if c.isalpha())
    return text[:at] + text[at].upper() + text[at + 1 :]

"""Which line of a person's tables speaks of a token."""

import re
from collections.abc import Callable, Sequence

from generator.base import pinyin
from generator.base.records import Correction, Token
from generator.chinese.script import simplify

Find = Callable[[Token, str], Correction | None]
"""Returns the line for a token of a sentence."""


def speaks_of(line: Correction, token: Token) -> bool:
    """Tell whether a line is about a (corrected) token wherever it stands: its word in either
    script, and its reading where the line gives one."""
    is_as_written = line.word in (token.text, token.headword)
    in_simplified = (token.headword, simplify(token.text))
    if line.only or (not is_as_written and simplify(line.word) not in in_simplified):
        return False
    return not line.reading or plain_reading(line.reading) == plain_reading(shown_reading(token))


def word_and_reading(token: Token) -> tuple[str, str]:
    """Return the headword, and its reading however it is spelled."""
    return token.headword, plain_reading(shown_reading(token))


def is_form(token: Token) -> bool:
    """Tell whether the text has a form of the headword (干起活来 of 干活)."""
    return len(token.headword) != len(token.text)


def shown_reading(token: Token) -> str:
    """Return the reading of the headword, which is what tables show."""
    return token.entry.reading if token.entry is not None and is_form(token) else token.reading


def plain_reading(reading: str) -> str:
    """Return a reading in numbers, without spaces, capitals, hyphens: for comparing what two
    spellings say."""
    numbered = " ".join(pinyin.number(one) for one in pinyin.syllables(reading))
    return numbered or re.sub(r"\W", "", reading.lower())


def finder(corrections: Sequence[Correction], tokens: Sequence[Token]) -> Find:
    """Return a function that finds the line for a token, by the word as the text writes it, or in
    simplified characters. ``tokens`` are those of the text.

    A line that holds in one sentence only goes first. A line whose reading the word has somewhere
    in the text (长 cháng, 长 zhǎng) is for the word as it is read so. A line without reading is for
    the word in its other readings, and so is one with a reading that is new to the text: it
    corrects them. A text of both scripts (a list in traditional characters, its sentences in
    simplified ones) has the word in either.
    """
    written = {token.text for token in tokens}
    read = set()
    for token in tokens:
        reading = plain_reading(shown_reading(token))
        read |= {(token.text, reading), (token.headword, reading)}
    words = {form for form, _ in read}
    here: dict[str, list[Correction]] = {}
    exact: dict[tuple[str, str], Correction] = {}
    others: dict[str, Correction] = {}
    for line in corrections:
        simplified = simplify(line.word)
        for word in {line.word if line.word in words else simplified, *({simplified} & written)}:
            key = word, plain_reading(line.reading)
            if line.only:
                here.setdefault(word, []).append(line)
            elif line.reading and key in read:
                exact.setdefault(key, line)
            else:
                others.setdefault(word, line)

    def find(token: Token, sentence: str) -> Correction | None:
        for line in [*here.get(token.text, []), *here.get(token.headword, [])]:
            if stands_in(token, sentence, line.only):
                return line
        reading = plain_reading(shown_reading(token))
        return (
            exact.get((token.text, reading))
            or exact.get((token.headword, reading))
            or others.get(token.text)
            or others.get(token.headword)
        )

    return find


def stands_in(token: Token, sentence: str, piece: str) -> bool:
    """Tell whether a token of a sentence stands inside a piece of it."""
    at = sentence.find(piece)
    while 0 <= at <= token.start:
        if token.end <= at + len(piece):
            return True
        at = sentence.find(piece, at + 1)
    return False

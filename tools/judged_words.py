"""Words in their places as the program has them, to be compared with what a person wrote."""

import prelude

import re
import unicodedata
from dataclasses import dataclass

from generator.base.han import HANZI
from generator.base.records import Passage, Token


@dataclass(frozen=True)
class FoundWord:
    """A stretch of a passage: its cut, its syllables, the glosses of its tokens."""

    cut: str
    """Tokens, separated by ``|``."""
    read: str
    gloss: str
    """Glosses, joined by `` + ``."""


def found_word(passage: Passage, start: int, length: int) -> FoundWord:
    """Return what the program makes of a stretch of characters."""
    end = start + length
    tokens = [token for token in passage.tokens if token.end > start and token.start < end]
    return FoundWord(
        cut="|".join(token.text for token in tokens),
        read="".join(_syllables(tokens, start, end)),
        gloss=" + ".join(token.gloss for token in tokens),
    )


def _syllables(tokens: list[Token], start: int, end: int) -> list[str]:
    """List the syllables of the characters in a stretch."""
    found: list[str] = []
    for token in tokens:
        places = [token.start + at for at, one in enumerate(token.text) if HANZI.fullmatch(one)]
        syllables = zip(places, token.pinyin or (), strict=False)
        found += [syllable for place, syllable in syllables if start <= place < end]
    return found


def plain(reading: str) -> str:
    """Leave out spaces, capitals, apostrophes and hyphens, to compare readings."""
    return re.sub(r"[\s'’\-]", "", unicodedata.normalize("NFC", reading)).lower()

"""Words of a deck that could be taken for each other: what a prompt must exclude, and what is worth
hearing side by side."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from generator.base.pinyin import plain
from generator.base.records import Token, Word
from generator.base.text import bare_gloss
from generator.base.words import WordKey, word_key

KINDS = {
    "both": "same sound, near in meaning",
    "meaning": "near in meaning",
    "near": "near in meaning",
    "sound": "same sound",
    "tone": "other tones",
    "hanzi": "same characters, other reading",
}
"""Kinds of likeness, in the order of the list on cards. The names are classes: style.css shows on
each prompt only what keeps that prompt unambiguous. ``near``: same meaning, different length. The
gap on the card shows the length, so such words need no warning there."""
MAX_OF_KIND = 6
"""Words of one kind that a card lists."""
BETWEEN_LETTERS = re.compile(r"[\W_]")


class Traits(NamedTuple):
    """What a word shares with words that are like it, each in a fixed order."""

    meaning: tuple[str, ...]
    sound: tuple[str, ...]
    tone: tuple[str, ...]
    """Its sound without tones."""
    hanzi: tuple[str, ...]


class ConfusableWords:
    """Finds the words of a deck that are like a word, in order of study."""

    def __init__(self, words: Iterable[Word]) -> None:
        by_trait = (defaultdict[str, dict[WordKey, Token]](dict) for _ in Traits._fields)
        self._by_trait = tuple(by_trait)
        for word in words:
            key = word_key(word.token)
            for by_value, values in zip(self._by_trait, _traits(word.token), strict=True):
                for value in values:
                    by_value[value][key] = word.token

    def of(self, token: Token) -> list[tuple[str, Token]]:
        """Return (kind, other word), each word once under the first kind that fits."""
        found = self._by_kind(token)
        listed: dict[WordKey, tuple[str, Token]] = {}
        for kind in KINDS:
            for key, other in list(found[kind].items())[:MAX_OF_KIND]:
                listed.setdefault(key, (kind, other))
        return list(listed.values())

    def _by_kind(self, token: Token) -> dict[str, Mapping[WordKey, Token]]:
        own = word_key(token)
        sharing: list[dict[WordKey, Token]] = []
        for by_value, values in zip(self._by_trait, _traits(token), strict=True):
            others: dict[WordKey, Token] = {}
            for value in values:
                others |= by_value[value]
            others.pop(own, None)
            sharing.append(others)
        same_meaning, same_sound, same_but_tones, same_hanzi = sharing
        both: dict[WordKey, Token] = {}
        meaning: dict[WordKey, Token] = {}
        near: dict[WordKey, Token] = {}
        for key, other in same_meaning.items():
            if key in same_sound:
                both[key] = other
            is_as_long = len(other.headword) == len(token.headword)
            (meaning if is_as_long else near)[key] = other
        return {
            "both": both,
            "meaning": meaning,
            "near": near,
            "sound": same_sound,
            "tone": same_but_tones,
            "hanzi": same_hanzi,
        }


def _traits(token: Token) -> Traits:
    sound = BETWEEN_LETTERS.sub("", token.reading.lower())
    sounds = (sound,) if sound else ()
    toneless = tuple(map(plain, sounds))
    return Traits(meanings(token.gloss), sounds, toneless, (token.headword,))


def meanings(gloss: str) -> tuple[str, ...]:
    """Return the single glosses of a gloss, without labels and ``to``: each may prompt for the
    word.

    >>> meanings("to build (a house); construction")
    ('build', 'construction')
    """
    found = dict.fromkeys(filter(None, map(bare_gloss, gloss.split(";"))))
    if not found and gloss:
        return (gloss.lower(),)
    return tuple(found)

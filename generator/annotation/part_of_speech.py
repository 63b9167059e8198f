"""The part of speech of a word on its card: jieba's tag, or its gloss where that says otherwise."""

import re
from collections.abc import Callable

PARTS_OF_SPEECH = {
    "n": "noun",
    "v": "verb",
    "a": "adjective",
    "d": "adverb",
    "p": "preposition",
    "c": "conjunction",
    "r": "pronoun",
    "m": "numeral",
    "q": "measure word",
    "u": "particle",
    "y": "particle",
    "e": "interjection",
    "o": "onomatopoeia",
    "t": "time word",
    "s": "place word",
    "f": "direction word",
    "i": "idiom",
    "l": "set phrase",
    "j": "abbreviation",
    "b": "adjective",
    "z": "adjective",
    "k": "suffix",
    "h": "prefix",
}
"""jieba's tags by their first letter."""
OPEN_CLASSES = {"noun", "verb", "adjective", "adverb"}
OF_ENGLISH = {"n": "noun", "v": "verb", "a": "adjective", "r": "adverb"}
AUXILIARIES = frozenset(
    "can may must should will would shall need be is are have has let do don't won't cannot unable"
    " not no there while".split()
)
"""Beginnings of glosses that tell no part of speech."""


def part_of_speech(tag: str, gloss: str, of_english: Callable[[str], str]) -> str:
    """Return the English name of a word's part of speech; empty where it is not known.

    ``tag`` is jieba's, which has one for all senses: 还 huán "to return" is no adverb, 邻居
    "neighbor" no verb, 美丽 "beautiful" no noun. ``of_english`` returns the letters of an English
    word's parts of speech (``Dictionary.english_pos``).
    """
    tagged = PARTS_OF_SPEECH.get(tag[:1], "")
    if tagged and tagged not in OPEN_CLASSES:
        return tagged
    first = re.sub(r"\(.*?\)", " ", gloss).partition(";")[0].split()
    if not first or first[0].lower() in AUXILIARIES:
        return tagged
    if first[0] in {"to", "classifier"} and len(first) > 1:
        return "verb" if first[0] == "to" else "measure word"
    letters = of_english(first[0].lower()) if len(first) == 1 else ""
    # The gloss of a verb has "to"
    found = [OF_ENGLISH[letter] for letter in letters if letter != "v"]
    if not found:
        return "" if tagged == "verb" else tagged
    return tagged if tagged in found else found[0]

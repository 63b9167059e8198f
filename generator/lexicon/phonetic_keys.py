"""Foreign names by their sound: 斯塔夫罗金 and Stavrogin, 德米特里 and Dmitri, as keys made of
their consonants.

Chinese writes a foreign name syllable by syllable and gives a vowel to every consonant that has
none. So vowels say little, and of consonants only the class does: b and p, d and t, g, k and h, l
and r, f, v and w, and all that hiss are one each; l and r that close a syllable are written or not.
What is left is the name's skeleton. The classes are ours, chosen by ear and not tuned.
"""

import re
from functools import lru_cache

MIN_CONSONANTS = 2
MAX_CONSONANTS = 3
"""Consonants that a skeleton must have, and that count: segmentation often cuts a long name after
the first syllables."""

_LETTERS = "bpdtgkhcqlrfvwmnzsjx"
_CLASSES = dict(zip(_LETTERS, "PPTTKKKKKLLFFFMNSSSS", strict=True))
"""The class of each consonant."""
_HISSES_EN = re.compile(r"t?s?ch|sh|zh|ts|tz|cz|sz|[cg](?=[eiy])|x")
_HISSES_ZH = re.compile(r"^(?:[zcs]h?|[jqx])")
_MUTE_EN = re.compile(r"[lr](?![aeiouylr])|(?<=[aeiou])w(?![aeiou])|h(?![aeiouy])")
_NASAL = re.compile(r"ng?$")


@lru_cache(maxsize=65536)
def of_english(word: str) -> str:
    """Return the skeleton of an English word in small letters; empty where it is too short to say
    anything.

    >>> of_english("moscow"), of_english("stavrogin"), of_english("tom")
    ('MSK', 'STF', 'TM')
    """
    plain = word.replace("ph", "f").replace("th", "t").replace("ck", "k")
    plain = _HISSES_EN.sub("s", plain)
    plain = _MUTE_EN.sub("", plain)
    return _skeleton("".join(_CLASSES.get(letter, "-") for letter in plain))


def of_chinese(syllables: tuple[str, ...]) -> str:
    """Return the skeleton of a Chinese word by its syllables in toneless pinyin.

    >>> of_chinese(("mo", "si", "ke")), of_chinese(("tang", "mu"))
    ('MSK', 'TM')
    """
    found = ""
    for syllable in syllables:
        plain = _HISSES_ZH.sub("s", syllable)
        if plain != "er":
            found += _CLASSES.get(plain[0], "-")
            found += "-N" if _NASAL.search(plain[1:]) else "-"
    return _skeleton(found)


def _skeleton(classes: str) -> str:
    """Return doubled consonants once, n before m not at all, vowels dropped, and the beginning of
    what is left."""
    once = re.sub(r"(.)\1+", r"\1", classes)
    bare = re.sub(r"N-*M", "M", once).replace("-", "")
    return bare[:MAX_CONSONANTS] if len(bare) >= MIN_CONSONANTS else ""

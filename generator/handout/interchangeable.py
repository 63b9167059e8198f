"""Words of which each could be taken for the other: such a pair never stands in one exercise."""

import re

from generator.base.records import Word
from generator.base.text import bare_gloss

LABEL = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
LEADING = ("to be ", "to ", "a ", "an ", "the ")
"""Words at the beginning of a gloss that say nothing about a meaning."""
STEM_LETTERS = 5
"""Letters that make two English words one: produce and production."""
COMMON = frozenset(
    "about after again being every general other their there these thing things which while with"
    " word words have".split()
)
"""Words of five letters and less that say nothing about a meaning."""


def has_meaning(word: Word) -> bool:
    """Tell whether a gloss says what a word means, and not only what it does: ``(links a modifier
    to a noun); 's``."""
    return bool(plain_gloss(word)) and not word.token.gloss.startswith("(")


def plain_gloss(word: Word) -> str:
    """Return the gloss without what stands in brackets."""
    return LABEL.sub("", word.token.gloss).strip(" ;,'")


def meanings(word: Word) -> frozenset[str]:
    """Return all that a word may mean, in small letters and without labels and ``to``; and the
    stems of its gloss."""
    found: set[str] = set()
    for glosses in (word.token.gloss, *word.token.senses, *word.definition):
        for gloss in re.split("[;,]", LABEL.sub("", glosses)):
            found.add(bare_gloss(gloss, LEADING).strip(" .'"))
    for english in re.findall(r"[a-z]{4,}", plain_gloss(word).lower()):
        if english not in COMMON:
            found.add(f"{english[:STEM_LETTERS]}-")
    found.discard("")
    return frozenset(found or {word.token.gloss.lower()})


def alike(one: Word, other: Word) -> bool:
    """Tell whether one could be given as the answer for the other: the same characters, or a
    meaning in common."""
    if one.token.headword == other.token.headword:
        return True
    return not meanings(one).isdisjoint(meanings(other))

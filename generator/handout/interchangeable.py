"""Words of which each could be taken for the other: such a pair never stands in one exercise."""

import re

from generator.base.records import Word
from generator.base.text import bare_gloss
from generator.handout.printed_book import word_key

LABEL = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
LEADING = ("to be ", "to ", "a ", "an ", "the ")
"""Words at the beginning of a gloss that say nothing about a meaning."""
STEM = 5
"""Letters that make two English words one: produce and production."""
COMMON = frozenset(
    "about after again being every general other their there these thing things which while with"
    " word words have".split()
)
"""Words of five letters and less that say nothing about a meaning."""


def has_meaning(word: Word) -> bool:
    """Whether a gloss says what a word means, and not only what it does: ``(links a modifier to a
    noun); 's``."""
    return bool(plain_gloss(word)) and not word.token.gloss.startswith("(")


def plain_gloss(word: Word) -> str:
    """The gloss without what stands in brackets."""
    return LABEL.sub("", word.token.gloss).strip(" ;,'")


def meanings(word: Word) -> frozenset[str]:
    """All that a word may mean, in small letters and without labels and ``to``; and the stems of
    its gloss."""
    said = (word.token.gloss, *word.token.senses, *word.definition)
    glosses = {part for one in said for part in re.split("[;,]", LABEL.sub("", one))}
    parts = {bare_gloss(part, LEADING).strip(" .'") for part in glosses}
    stems = {
        w[:STEM] + "-"
        for w in re.findall(r"[a-z]{4,}", plain_gloss(word).lower())
        if w not in COMMON
    }
    return frozenset(filter(None, parts | stems)) or frozenset({word.token.gloss.lower()})


def alike(one: Word, other: Word) -> bool:
    """Whether one could be given as the answer for the other: the same characters, or a meaning in
    common."""
    return (
        word_key(one.token) == word_key(other.token)
        or one.token.headword == other.token.headword
        or not meanings(one).isdisjoint(meanings(other))
    )

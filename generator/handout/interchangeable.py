"""Words of which each could be taken for the other: such a pair never stands in one exercise; and
words that nobody who understands would take for the right one."""

import re
from collections.abc import Callable, Iterable

from generator.base.records import Word
from generator.base.text import bare_gloss

LABEL = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
LEADING = ("to be ", "to ", "a ", "an ", "the ")
"""Words at the beginning of a gloss that say nothing about a meaning."""
STEM_LETTERS = 5
"""Letters that make two English words one: produce and production."""
MAX_DISTRACTORS = 3
"""Wrong answers of a question: most programs show four answers."""
MIN_DISTRACTORS = 2
"""Wrong answers under which a choice is none."""
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
    found |= _stems(plain_gloss(word))
    found.discard("")
    return frozenset(found or {word.token.gloss.lower()})


def _stems(english: str) -> set[str]:
    """Return the stems of the words that say something about a meaning."""
    words = re.findall(r"[a-z]{4,}", english.lower())
    return {f"{word[:STEM_LETTERS]}-" for word in words if word not in COMMON}


def alike(one: Word, other: Word) -> bool:
    """Tell whether one could be given as the answer for the other: the same characters, or a
    meaning in common."""
    if one.token.headword == other.token.headword:
        return True
    return not meanings(one).isdisjoint(meanings(other))


def distractors(word: Word, pool: Iterable[Word], hint: str, sentence: str) -> tuple[Word, ...]:
    """Choose wrong answers for a word: those of its part of speech and its length first, none that
    could be right. ``hint``: English that is shown, which no wrong answer may say; ``sentence``:
    Chinese that is shown, in which no wrong answer may stand. None where there are too few."""
    said = _stems(hint)
    chosen: list[Word] = []
    for other in sorted(pool, key=_misfit_of(word)):
        if len(chosen) == MAX_DISTRACTORS:
            break
        is_shown = other.token.headword in sentence or other.token.text in sentence
        is_said = not said.isdisjoint(_stems(plain_gloss(other)))
        if is_shown or is_said or any(alike(other, one) for one in (word, *chosen)):
            continue
        chosen.append(other)
    return tuple(chosen) if len(chosen) >= MIN_DISTRACTORS else ()


def _misfit_of(word: Word) -> Callable[[Word], tuple[bool, int]]:
    """Return the function that says how little another word fits in class and form."""
    length = len(word.token.headword)

    def misfit(other: Word) -> tuple[bool, int]:
        is_other_class = other.part_of_speech != word.part_of_speech
        return is_other_class, abs(len(other.token.headword) - length)

    return misfit

"""Words of which each could be taken for the other: such a pair never stands in one exercise; and
words that nobody who understands would take for the right one."""

import re
from collections.abc import Callable, Iterable

from generator.base.records import Word
from generator.base.text import bare_gloss
from generator.display import ChineseLookups

LABEL = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
LEADING = ("to be ", "to ", "a ", "an ", "the ")
"""Words at the beginning of a gloss that say nothing about a meaning."""
STEM_LETTERS = 5
"""Letters that make two English words one: produce and production."""
SOUNDS = frozenset({"interjection", "onomatopoeia"})
"""Parts of speech of what means nothing that could be asked for."""
MAX_DISTRACTORS = 3
"""Wrong answers of a question: most programs show four answers."""
MIN_DISTRACTORS = 2
"""Wrong answers under which a choice is none."""
DIRECTIONS = frozenset("来去到进出回上下起过开")
"""Last characters of verbs that say where somebody or something goes."""
NEGATIONS = frozenset("不没别")
"""First characters of words that deny something."""
COMMON = frozenset(
    "about after again being every general other their there these thing things which while with"
    " word words have".split()
)
"""Words of five letters and less that say nothing about a meaning."""


def has_meaning(word: Word) -> bool:
    """Tell whether a gloss says what a word means, and not only what it does: ``(links a modifier
    to a noun); 's``."""
    return bool(plain_gloss(word)) and not word.token.gloss.startswith("(")


def is_askable(word: Word) -> bool:
    """Tell whether a word may be asked for, or be a wrong answer: it says what it means, and is no
    name or surname, no sound (哈哈, 喂), and no form of which the text has another (谢 in 谢谢)."""
    token = word.token
    is_sound = word.part_of_speech in SOUNDS or token.part_of_speech in SOUNDS
    is_name = "name" in (token.kind, word.part_of_speech) or "(surname)" in token.gloss
    is_form = token.text not in (token.headword, word.traditional)
    return has_meaning(word) and not is_sound and not is_name and not is_form


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
    found |= stems(plain_gloss(word))
    found.discard("")
    return frozenset(found or {word.token.gloss.lower()})


def stems(english: str) -> set[str]:
    """Return the stems of the words that say something about a meaning."""
    words = re.findall(r"[a-z]{4,}", english.lower())
    return {f"{word[:STEM_LETTERS]}-" for word in words if word not in COMMON}


class Likeness:
    """Compares words; what was worked out once is remembered."""

    def __init__(self, lookups: ChineseLookups) -> None:
        self._near = lookups.near
        self._meanings: dict[Word, frozenset[str]] = {}

    def alike(self, one: Word, other: Word) -> bool:
        """Tell whether one could be given as the answer for the other: the same characters, a
        meaning in common, or glosses that say nearly the same."""
        if one.token.headword == other.token.headword:
            return True
        if not self._all_meanings(one).isdisjoint(self._all_meanings(other)):
            return True
        return self._near(plain_gloss(one), plain_gloss(other))

    def both_fit(self, one: Word, other: Word) -> bool:
        """Tell whether one could stand in a sentence where the other does: they are alike, or both
        say where somebody goes (走进 and 来到), or what is not so (不能 and 不用)."""
        if self.alike(one, other) or (is_directed(one) and is_directed(other)):
            return True
        return all(word.token.headword[0] in NEGATIONS for word in (one, other))

    def is_wrong(self, other: Word, word: Word, hint: str, sentence: str) -> bool:
        """Tell whether another word is surely no answer where one is asked for. ``hint``: English
        that is shown, which no wrong answer may say; ``sentence``: Chinese that is shown, in which
        no wrong answer may stand."""
        if other.token.headword in sentence or other.token.text in sentence:
            return False
        return not self.both_fit(other, word) and not is_said(other, hint)

    def distractors(
        self, word: Word, pool: Iterable[Word], hint: str, sentence: str
    ) -> tuple[Word, ...]:
        """Choose wrong answers for a word: those of its part of speech and its length first, none
        that could be right (``is_wrong``). None where there are too few."""
        chosen: list[Word] = []
        for other in sorted(pool, key=_misfit_of(word)):
            if len(chosen) == MAX_DISTRACTORS:
                break
            is_like = any(self.both_fit(other, one) for one in chosen)
            if not is_like and self.is_wrong(other, word, hint, sentence):
                chosen.append(other)
        return tuple(chosen) if len(chosen) >= MIN_DISTRACTORS else ()

    def _all_meanings(self, word: Word) -> frozenset[str]:
        found = self._meanings.get(word)
        if found is None:
            found = self._meanings[word] = meanings(word)
        return found


def is_directed(word: Word) -> bool:
    """Tell whether a word is a verb that says where somebody or something goes: 走进, 来到."""
    headword = word.token.headword
    is_verb = "verb" in word.part_of_speech
    return is_verb and len(headword) > 1 and headword[-1] in DIRECTIONS


def is_said(word: Word, english: str) -> bool:
    """Tell whether English has a word of the gloss."""
    return not stems(english).isdisjoint(stems(plain_gloss(word)))


def _misfit_of(word: Word) -> Callable[[Word], tuple[bool, int]]:
    """Return the function that says how little another word fits in class and form."""
    length = len(word.token.headword)

    def misfit(other: Word) -> tuple[bool, int]:
        is_other_class = other.part_of_speech != word.part_of_speech
        return is_other_class, abs(len(other.token.headword) - length)

    return misfit

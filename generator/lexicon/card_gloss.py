"""What is shown of ranked senses: one short gloss for the card, and all of them in order."""

import re
from collections.abc import Sequence

from generator.lexicon.english import EnglishWord
from generator.lexicon.glosses import MAX_GLOSS, Gloss, join
from generator.lexicon.search_terms import stems
from generator.lexicon.senses import Ranked, confidence

SURE = 0.85
"""Confidence from which one sense is shown alone."""


def gloss(ranked: Sequence[Ranked], here: str = "") -> str:
    """Write the short gloss: the best sense with its synonyms; the next sense of the same reading
    where in doubt.

    ``here`` is what the translation says for the word, where none of its glosses says that; it is
    added if there is room.
    """
    best = ranked[0].part
    same = [
        r.part.text for r in ranked if r.part.entry is best.entry and r.part.sense == best.sense
    ]
    if confidence(ranked) < SURE:
        same[1:1] = [r.part.text for r in ranked if _may_join(r.part, best)][:1]
    added = f"; here: {here}" if here else ""
    if len(same[0]) + len(added) > MAX_GLOSS:
        added = ""
    return join(list(dict.fromkeys(same)), MAX_GLOSS - len(added)) + added


def says(parts: Sequence[Gloss], words: Sequence[EnglishWord]) -> bool:
    """Whether some gloss shares a word with the English, in whatever form."""
    wanted = {w.stem for w in words}
    said = {_american(w.text) for w in words}
    return any(
        wanted.intersection(stems(p.core)) or said.intersection(map(_american, p.core.split()))
        for p in parts
    )


def _american(word: str) -> str:
    """An English word in American spelling, as far as its letters tell: neighbour is neighbor. Both
    sides of a comparison go through it."""
    plain = re.sub(r"(?<=[a-z]{2})our", "or", word.lower())
    return re.sub(
        r"(?<=[a-z])([iy])s(?=(?:e[drs]?|ing|ation)$)",
        r"\1z",
        re.sub(r"(?<=[a-z]t)re$", "er", plain),
    )


def _may_join(part: Gloss, best: Gloss) -> bool:
    return (
        part.entry.reading == best.entry.reading
        and part.sense != best.sense
        and part.role in {"sense", "reference"}
    )


def short_glosses(ranked: Sequence[Ranked]) -> tuple[str, ...]:
    """Return the glosses of a word, best first: the best one of each definition, then the rest; no
    remarks, no surnames."""
    kept = [r.part for r in ranked if r.part.role not in {"note", "surname"}] or [
        r.part for r in ranked
    ]
    first = {(p.entry, p.sense): p.text for p in reversed(kept)}
    leading = [p.text for p in kept if first[p.entry, p.sense] == p.text]
    return tuple(dict.fromkeys((*leading, *(p.text for p in kept))))

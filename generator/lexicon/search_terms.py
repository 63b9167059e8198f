"""What a Chinese word may be in English, prepared so that a passage can be searched for it quickly.

Evidence is the dictionary: glosses of the word, of its parts (劳动模范: 劳动, 模范), and of its
characters; a derivation of a gloss ("enthusiastic" for "enthusiasm"); and for names the sound, as
pinyin or as the consonants of a foreign name.
"""

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from generator.lexicon import phonetic_keys
from generator.lexicon.english import STOP_WORDS, words
from generator.lexicon.glosses import Gloss, Role

ROLE_WEIGHT: dict[Role, float] = {
    "sense": 1.0,
    "reference": 1.0,
    "rare": 0.9,
    "usage": 0.5,
    "surname": 0.0,
    "note": 0.0,
}
ASIDE = 0.2
"""Weight of a word that stands in parentheses beside a gloss."""
INCOMPLETE = 0.75
"""Factor for a gloss of several words of which only some are there."""
KIN = 0.6
"""Score of a word of the same family (enthusiastic, enthusiasm)."""
KIN_LETTERS, KIN_SHARE = 5, 0.7
"""Letters that two stems must share at least, and the share of the longer one."""
LONGEST_NAME = 6
"""Characters up to which a word is compared by its sound."""
MOST_READINGS = 8
"""Combinations of readings of a word's characters that are tried."""

Phrase = tuple[tuple[str, ...], float]
"""The stems of a gloss of several words, and its weight."""


@dataclass(frozen=True, slots=True)
class SearchTerms:
    """What is looked for. Words are stems, weights between 0 and 1."""

    glosses: Mapping[str, float]
    """Glosses of one word."""
    phrases: Mapping[str, tuple[Phrase, ...]]
    """Glosses of several words, under each of their stems."""
    families: Mapping[str, tuple[str, ...]]
    """The glosses of one word under their first letters."""
    parts: Mapping[str, float]
    """Glosses of parts of two or more characters."""
    characters: Mapping[str, float]
    """Glosses of single characters of a longer word."""
    spellings: frozenset[str]
    """Toneless pinyin, joined, ``v`` and ``u`` for ü."""
    skeletons: frozenset[str]
    """Keys of ``sounds``."""


NO_SEARCH_TERMS = SearchTerms({}, {}, {}, {}, {}, frozenset(), frozenset())


@lru_cache(maxsize=100_000)
def stems(gloss: str) -> tuple[str, ...]:
    """Return the content stems of a gloss.

    >>> stems("to take possession of")
    ('take', 'possess')
    """
    return tuple(w.stem for w in words(gloss) if w.text.lower() not in STOP_WORDS and w.stem)


def kin(stem: str, stems_there: Iterable[str]) -> list[str]:
    """Return the stems that are another derivation of the same word: long common beginning, other
    ending.

    >>> kin("enthusiast", ["enthusiasm", "enter", "enthusiast"])
    ['enthusiasm']
    """
    if len(stem) < KIN_LETTERS:
        return []
    return [
        s
        for s in stems_there
        if s != stem
        and s[:KIN_LETTERS] == stem[:KIN_LETTERS]
        and _common(s, stem) >= KIN_SHARE * max(len(s), len(stem))
    ]


def _common(a: str, b: str) -> int:
    """Length of the common beginning."""
    return next(
        (i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b))
    )


def search_terms_of(
    word: str, parts_of: Callable[[str], Sequence[Gloss]], syllables: Callable[[str], Iterable[str]]
) -> SearchTerms:
    """Prepare a word. ``parts_of`` gives the glosses of a word, none where it has no entry;
    ``syllables`` a character's readings."""
    glosses, phrases = _said(parts_of(word))
    families: dict[str, tuple[str, ...]] = {}
    for stem, weight in glosses.items():
        if len(stem) >= KIN_LETTERS and weight >= ROLE_WEIGHT["usage"]:
            families[stem[:KIN_LETTERS]] = (*families.get(stem[:KIN_LETTERS], ()), stem)
    pieces: tuple[dict[str, float], dict[str, float]] = {}, {}
    for piece in _pieces(word):
        single, several = _said(parts_of(piece))
        found = pieces[len(piece) == 1]
        for stem, weight in itertools.chain(
            single.items(), ((s, INCOMPLETE * w) for phrase, w in several for s in phrase)
        ):
            found[stem] = max(found.get(stem, 0.0), weight)
    runs = list(_readings(word, syllables)) if len(word) <= LONGEST_NAME else []
    spellings = (
        {form for run in runs for form in ("".join(run), "".join(run).replace("v", "u"))}
        if len(word) > 1
        else set[str]()
    )
    skeletons = {key for run in runs if len(word) > 1 and (key := phonetic_keys.of_chinese(run))}
    under: dict[str, tuple[Phrase, ...]] = {}
    for phrase in phrases:
        for stem in set(phrase[0]):
            under[stem] = (*under.get(stem, ()), phrase)
    return SearchTerms(
        glosses, under, families, *pieces, frozenset(spellings), frozenset(skeletons)
    )


def _said(parts: Sequence[Gloss]) -> tuple[dict[str, float], list[Phrase]]:
    """Glosses of one word with their weights, and glosses of several."""
    single: dict[str, float] = {}
    several: dict[tuple[str, ...], float] = {}
    for part in parts:
        weight = ROLE_WEIGHT[part.role]
        if not weight:
            continue
        for gloss in part.core.split(","):
            found = stems(gloss)
            if len(found) == 1:
                single[found[0]] = max(single.get(found[0], 0.0), weight)
            elif found:
                several[found] = max(several.get(found, 0.0), weight)
        for aside in re.findall(r"\(([^)]*)\)", part.text):
            for stem in stems(aside):
                single.setdefault(stem, ASIDE * weight)
    return single, sorted(several.items())


def _pieces(word: str) -> Iterator[str]:
    """All shorter stretches of a word's characters."""
    for start, end in itertools.combinations(range(len(word) + 1), 2):
        if end - start < len(word):
            yield word[start:end]


def _readings(word: str, syllables: Callable[[str], Iterable[str]]) -> Iterator[tuple[str, ...]]:
    choices = [sorted(set(syllables(character))) for character in word]
    return itertools.islice(itertools.product(*choices), MOST_READINGS)

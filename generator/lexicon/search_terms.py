"""The English that a Chinese word may have, prepared so that a passage can be searched for it.

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
ASIDE_WEIGHT = 0.2
"""Weight of a word that stands in parentheses beside a gloss."""
INCOMPLETE = 0.75
"""Factor for a gloss of several words of which only some are there."""
KIN_LETTERS, KIN_SHARE = 5, 0.7
"""Letters that two stems must share at least, and the share of the longer one."""
MAX_NAME = 6
"""Characters up to which a word is compared by its sound."""
MAX_READINGS = 8
"""Combinations of readings of a word's characters that are tried."""

Phrase = tuple[tuple[str, ...], float]
"""The stems of a gloss of several words, and its weight."""


@dataclass(frozen=True, slots=True)
class SearchTerms:
    """Words that are looked for, as stems with weights between 0 and 1."""

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
    """See ``phonetic_keys``."""


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
    beginning = stem[:KIN_LETTERS]
    found = []
    for other in stems_there:
        if other == stem or not other.startswith(beginning):
            continue
        if _common(other, stem) >= KIN_SHARE * max(len(other), len(stem)):
            found.append(other)
    return found


def _common(a: str, b: str) -> int:
    """Return the length of the common beginning."""
    for at, (letter, other) in enumerate(zip(a, b, strict=False)):
        if letter != other:
            return at
    return min(len(a), len(b))


def search_terms_of(
    word: str,
    glosses_of: Callable[[str], Sequence[Gloss]],
    syllables: Callable[[str], Iterable[str]],
) -> SearchTerms:
    """Prepare a word. ``glosses_of`` gives the glosses of a word, none where it has no entry;
    ``syllables`` a character's readings."""
    glosses, phrases = _stated(glosses_of(word))
    families: dict[str, tuple[str, ...]] = {}
    for stem, weight in glosses.items():
        if len(stem) >= KIN_LETTERS and weight >= ROLE_WEIGHT["usage"]:
            beginning = stem[:KIN_LETTERS]
            families[beginning] = (*families.get(beginning, ()), stem)
    by_stem: dict[str, tuple[Phrase, ...]] = {}
    for phrase in phrases:
        for stem in set(phrase[0]):
            by_stem[stem] = (*by_stem.get(stem, ()), phrase)
    parts: dict[str, float] = {}
    characters: dict[str, float] = {}
    for part in _parts(word):
        _keep_all(characters if len(part) == 1 else parts, _stated(glosses_of(part)))
    spellings, skeletons = _sounds(word, syllables)
    return SearchTerms(
        glosses=glosses,
        phrases=by_stem,
        families=families,
        parts=parts,
        characters=characters,
        spellings=spellings,
        skeletons=skeletons,
    )


def _keep_all(found: dict[str, float], stated: tuple[dict[str, float], list[Phrase]]) -> None:
    """Add the stems of glosses of one word and of several, each with its highest weight."""
    single, several = stated
    for stem, weight in single.items():
        _keep(found, stem, weight)
    for phrase, weight in several:
        for stem in phrase:
            _keep(found, stem, INCOMPLETE * weight)


def _keep(found: dict[str, float], stem: str, weight: float) -> None:
    found[stem] = max(found.get(stem, 0.0), weight)


def _stated(glosses: Sequence[Gloss]) -> tuple[dict[str, float], list[Phrase]]:
    """Return glosses of one word with their weights, and glosses of several."""
    single: dict[str, float] = {}
    several: dict[tuple[str, ...], float] = {}
    for gloss in glosses:
        weight = ROLE_WEIGHT[gloss.role]
        if not weight:
            continue
        for one in gloss.core.split(","):
            found = stems(one)
            if len(found) == 1:
                _keep(single, found[0], weight)
            elif found:
                several[found] = max(several.get(found, 0.0), weight)
        for aside in re.findall(r"\(([^)]*)\)", gloss.text):
            for stem in stems(aside):
                single.setdefault(stem, ASIDE_WEIGHT * weight)
    return single, sorted(several.items())


def _parts(word: str) -> Iterator[str]:
    """Yield all shorter stretches of a word's characters."""
    for start, end in itertools.combinations(range(len(word) + 1), 2):
        if end - start < len(word):
            yield word[start:end]


def _sounds(
    word: str, syllables: Callable[[str], Iterable[str]]
) -> tuple[frozenset[str], frozenset[str]]:
    """Return the spellings and skeletons of a word; none of a single character."""
    if not 1 < len(word) <= MAX_NAME:
        return frozenset(), frozenset()
    spellings, skeletons = set(), set()
    for reading in _readings(word, syllables):
        spelling = "".join(reading)
        spellings |= {spelling, spelling.replace("v", "u")}
        skeletons.add(phonetic_keys.of_chinese(reading))
    return frozenset(spellings), frozenset(skeletons - {""})


def _readings(word: str, syllables: Callable[[str], Iterable[str]]) -> Iterator[tuple[str, ...]]:
    choices = [sorted(set(syllables(character))) for character in word]
    return itertools.islice(itertools.product(*choices), MAX_READINGS)

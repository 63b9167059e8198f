"""The English words of a passage that each Chinese word may be, found by gloss, number, name and
sound."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.base.records import Kind
from generator.lexicon import phonetic_keys
from generator.lexicon.english import STOP_WORDS, EnglishWord
from generator.lexicon.search_terms import (
    INCOMPLETE,
    KIN_LETTERS,
    NO_SEARCH_TERMS,
    Phrase,
    SearchTerms,
    kin,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Singles = NDArray[np.float32]

FOUND = ("gloss", "phrase", "kin", "part", "character", "same", "sound", "skeleton")
"""The ways in which a pair is found, one layer of ``evidence_layers`` each."""
GLOSS, PHRASE, KIN, PART, CHARACTER, SAME, SOUND, SKELETON = range(len(FOUND))
MAX_WORDS_OF_SPELLING = 4
"""English words that the pinyin of one Chinese word may be separated into."""
_CONTRACTED = re.compile(r"n't$|'(?:s|m|d|ll|re|ve)$")
_LIGHT = STOP_WORDS | {"ca", "wo", "let", "cannot", "s", "t"}
"""With the rest of can't, won't, let's, and of endings that stand alone."""
_NO_LETTER = re.compile("[^a-z]")


@dataclass(frozen=True, slots=True)
class LinkItem:
    """A Chinese token as far as linking needs it."""

    kind: Kind
    text: str = ""
    term: SearchTerms = NO_SEARCH_TERMS
    value: float | None = None
    spelling: str = ""
    """English spelling of a name."""
    content: bool = True
    """Function words are not linked: their counterparts are everywhere and nowhere."""
    light: bool = False
    """Adverbs, measure words and the like say less, and are often translated freely."""


def rows(items: Sequence[LinkItem]) -> list[int]:
    """Return the tokens that may be linked."""
    return [i for i, item in enumerate(items) if item.content and item.kind != "punctuation"]


def columns(english: Sequence[EnglishWord]) -> list[int]:
    """Return the English words that may be linked to: no function words, nor what is contracted of
    two ("didn't", "there's")."""
    return [
        j
        for j, word in enumerate(english)
        if _CONTRACTED.sub("", word.text.lower().replace("’", "'")) not in _LIGHT
    ]


class _Places:
    """The English words that may be linked to, by what they are looked for with; places count
    within ``columns``."""

    def __init__(self, english: Sequence[EnglishWord], candidates: Sequence[int]) -> None:
        self.words = [english[j] for j in candidates]
        self.numbers = candidates
        self.plain = [_NO_LETTER.sub("", word.text.lower()) for word in self.words]
        self.stems: dict[str, list[int]] = {}
        self.beginnings: dict[str, list[str]] = {}
        self.lower: dict[str, list[int]] = {}
        self.skeletons: dict[str, list[int]] = {}
        self.spellings: dict[str, list[int]] = {}
        for place, word in enumerate(self.words):
            if word.stem not in self.stems and len(word.stem) >= KIN_LETTERS:
                self.beginnings.setdefault(word.stem[:KIN_LETTERS], []).append(word.stem)
            self.stems.setdefault(word.stem, []).append(place)
            self.lower.setdefault(word.text.lower(), []).append(place)
            self._add_sounds(place)

    def _add_sounds(self, place: int) -> None:
        """Remember a word by its consonants, and the words from it on by their joined letters."""
        plain = self.plain[place]
        if not plain:
            return
        key = phonetic_keys.of_english(plain) if len(plain) > 2 else ""
        if key:
            self.skeletons.setdefault(key, []).append(place)
        joined = ""
        for end in range(place, min(place + MAX_WORDS_OF_SPELLING, len(self.plain))):
            joined += self.plain[end]
            self.spellings.setdefault(joined, []).extend(range(place, end + 1))


def evidence_layers(
    items: Sequence[LinkItem],
    chosen: Sequence[int],
    english: Sequence[EnglishWord],
    candidates: Sequence[int],
) -> "Singles":
    """Return how strongly each token was found in the English in each way: (FOUND, tokens,
    words)."""
    import numpy as np

    layers = np.zeros((len(FOUND), len(chosen), len(candidates)), np.float32)
    places = _Places(english, candidates)
    first: dict[tuple[int, str, str], int] = {}
    for row, i in enumerate(chosen):
        item = items[i]
        twin = first.setdefault((id(item.term), item.text, item.spelling), row)
        if twin != row:
            layers[:, row] = layers[:, twin]
            continue
        for layer, place, strength in _search(item, places):
            layers[layer, row, place] = max(layers[layer, row, place], strength)
    return layers


def _search(item: LinkItem, places: _Places) -> Iterator[tuple[int, int, float]]:
    """Yield (layer, place, strength)."""
    term = item.term
    offers = ((GLOSS, term.glosses), (PART, term.parts), (CHARACTER, term.characters))
    for layer, offered in offers:
        for stem in places.stems.keys() & offered.keys():
            for place in places.stems[stem]:
                yield layer, place, offered[stem]
    for place, strength in _phrases(term, places):
        yield PHRASE, place, strength
    for place, strength in _families(term, places):
        yield KIN, place, strength
    for place in _same(item, places):
        yield SAME, place, 1.0
    if item.value is None:
        yield from _sounds(term, places)


def _sounds(term: SearchTerms, places: _Places) -> Iterator[tuple[int, int, float]]:
    """Yield (layer, place, strength) of words that sound like the Chinese one."""
    for spelling in term.spellings & places.spellings.keys():
        for place in places.spellings[spelling]:
            yield SOUND, place, 1.0
    for key in term.skeletons & places.skeletons.keys():
        strength = len(key) / phonetic_keys.MAX_CONSONANTS
        for place in places.skeletons[key]:
            yield SKELETON, place, strength


def _families(term: SearchTerms, places: _Places) -> Iterator[tuple[int, float]]:
    """Yield places and strengths of other derivations of glosses."""
    for beginning in places.beginnings.keys() & term.families.keys():
        for stem in term.families[beginning]:
            for other in kin(stem, places.beginnings[beginning]):
                for place in places.stems[other]:
                    yield place, term.glosses[stem]


def _phrases(term: SearchTerms, places: _Places) -> Iterator[tuple[int, float]]:
    """Yield places and strengths of glosses of several words: how much of one stands within its own
    length of each of its words."""
    sought: set[Phrase] = set()
    for stem in places.stems.keys() & term.phrases.keys():
        sought.update(term.phrases[stem])
    for stems, weight in sorted(sought):
        different = set(stems)
        hits = _hits(different, places)
        for number, place, _ in hits:
            near = {stem for other, _, stem in hits if abs(other - number) <= len(stems)}
            cover = len(near) / len(different)
            strength = weight * cover
            yield place, strength if cover == 1 else strength * INCOMPLETE


def _hits(stems: Iterable[str], places: _Places) -> list[tuple[int, int, str]]:
    """Return where stems stand, in order: number of the English word, place, stem."""
    found = []
    for stem in stems:
        for place in places.stems.get(stem, ()):
            found.append((places.numbers[place], place, stem))
    return sorted(found)


def _same(item: LinkItem, places: _Places) -> Iterator[int]:
    """Yield the places of the same number, of the same word in Latin letters, and of the spelling
    that the text itself gives a name."""
    yield from places.lower.get(item.text.lower(), ())
    if item.value is not None:
        for place, word in enumerate(places.words):
            if word.value is not None and math.isclose(word.value, item.value):
                yield place
    names = [_NO_LETTER.sub("", name) for name in re.split("[ -]", item.spelling.lower())]
    if not names:
        return
    for place in range(len(places.plain) - len(names) + 1):
        if places.plain[place : place + len(names)] == names:
            yield from range(place, place + len(names))

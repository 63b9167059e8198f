"""What speaks for each pair of a Chinese and an English word of a passage, as numbers: dictionary,
sound, value, vectors, place."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.base.records import Kind
from generator.lexicon import phonetic_keys
from generator.lexicon.english import STOP_WORDS, EnglishWord
from generator.lexicon.search_terms import (
    INCOMPLETE,
    KIN_LETTERS,
    NO_SEARCH_TERMS,
    SearchTerms,
    kin,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Singles = NDArray[np.float32]

FOUND = ("gloss", "phrase", "kin", "part", "character", "same", "sound", "skeleton")
"""How a pair was found, one layer of ``found`` each."""
WORTH = (1.0, 0.9, 0.6, 0.6, 0.3, 1.0, 0.95, 0.7)
"""How much each says, by eye; the models learn the rest."""
FEATURES = (
    *FOUND,
    "cosine",
    "attention",
    "log attention",
    "said",
    "said - rivals of the Chinese word",
    "said - rivals of the English word",
    "both",
    "both - rivals of the Chinese word",
    "both - rivals of the English word",
    "said x attention",
    "off the diagonal",
    "words off the diagonal",
    "one character",
    "letters",
    "English word occurs again",
    "light",
)
SHARPNESS = 0.08
LONGEST_SPELLING = 4
"""English words that the pinyin of one Chinese word may be parted into."""
FAR = 12.0
"""Words off the diagonal that are not told apart."""
_CONTRACTED = re.compile(r"n't$|'(?:s|m|d|ll|re|ve)$")
_LIGHT = STOP_WORDS | {"ca", "wo", "let", "cannot", "s", "t"}
"""Also what is left of can't, won't, let's, and of endings that stand alone."""
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
    """Adverbs, measure words and the like say less, and are often said otherwise."""


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
        self.stems: dict[str, list[int]] = {}
        self.beginnings: dict[str, list[str]] = {}
        for place, word in enumerate(self.words):
            if word.stem not in self.stems and len(word.stem) >= KIN_LETTERS:
                self.beginnings.setdefault(word.stem[:KIN_LETTERS], []).append(word.stem)
            self.stems.setdefault(word.stem, []).append(place)
        self.lower: dict[str, list[int]] = {}
        self.skeletons: dict[str, list[int]] = {}
        self.spellings: dict[str, list[int]] = {}
        for place, word in enumerate(self.words):
            self.lower.setdefault(word.text.lower(), []).append(place)
        self.plain = [_NO_LETTER.sub("", word.text.lower()) for word in self.words]
        for place, plain in enumerate(self.plain):
            key = phonetic_keys.of_english(plain) if len(plain) > 2 else ""
            if key:
                self.skeletons.setdefault(key, []).append(place)
            joined = ""
            for end in range(
                place, min(place + LONGEST_SPELLING, len(self.plain)) if plain else place
            ):
                joined += self.plain[end]
                self.spellings.setdefault(joined, []).extend(range(place, end + 1))


def found(
    items: Sequence[LinkItem],
    chosen: Sequence[int],
    english: Sequence[EnglishWord],
    candidates: Sequence[int],
) -> "Singles":
    """Search the English for what each token may be: strengths (FOUND, tokens, words)."""
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
    for layer, offered in ((0, term.glosses), (3, term.parts), (4, term.characters)):
        for stem in places.stems.keys() & offered.keys():
            for place in places.stems[stem]:
                yield layer, place, offered[stem]
    yield from ((1, place, strength) for place, strength in _phrases(term, places))
    yield from ((2, place, strength) for place, strength in _families(term, places))
    yield from ((5, place, 1.0) for place in _same(item, places))
    if item.value is None:
        for spelling in term.spellings & places.spellings.keys():
            yield from ((6, place, 1.0) for place in places.spellings[spelling])
        for key in term.skeletons & places.skeletons.keys():
            yield from (
                (7, place, len(key) / phonetic_keys.MOST) for place in places.skeletons[key]
            )


def _families(term: SearchTerms, places: _Places) -> Iterator[tuple[int, float]]:
    for beginning in places.beginnings.keys() & term.families.keys():
        for stem in term.families[beginning]:
            for other in kin(stem, places.beginnings[beginning]):
                yield from ((place, term.glosses[stem]) for place in places.stems[other])


def _phrases(term: SearchTerms, places: _Places) -> Iterator[tuple[int, float]]:
    """Glosses of several words: how much of one stands within its own length of each of its
    words."""
    sought = {
        phrase
        for stem in places.stems.keys() & term.phrases.keys()
        for phrase in term.phrases[stem]
    }
    for stems, weight in sorted(sought):
        kinds = set(stems)
        hits = sorted(
            (places.numbers[p], p, stem) for stem in kinds for p in places.stems.get(stem, ())
        )
        for number, place, _ in hits:
            cover = len(
                {stem for other, _, stem in hits if abs(other - number) <= len(stems)}
            ) / len(kinds)
            yield place, weight * cover * (1 if cover == 1 else INCOMPLETE)


def _same(item: LinkItem, places: _Places) -> Iterator[int]:
    """The same number, the same word in Latin letters, or the spelling that the text itself gives a
    name."""
    yield from places.lower.get(item.text.lower(), ())
    if item.value is not None:
        yield from (
            p
            for p, word in enumerate(places.words)
            if word.value is not None and math.isclose(word.value, item.value)
        )
    names = [_NO_LETTER.sub("", name) for name in item.spelling.lower().split()]
    for place in range(len(places.plain) - len(names) + 1):
        if names and places.plain[place : place + len(names)] == names:
            yield from range(place, place + len(names))


def rivals(values: "Singles", axis: int) -> "Singles":
    """For each value of a matrix the highest other one along an axis; 0 where there is none."""
    import numpy as np

    if values.shape[axis] < 2:
        return np.zeros_like(values)
    order = np.partition(values, -2, axis=axis)
    best, second = np.take(order, [-1], axis), np.take(order, [-2], axis)
    return np.asarray(np.where(values >= best, second, best), np.float32)


def attention(cosines: "Singles") -> "Singles":
    """Geometric mean of the softmaxes along both axes (Jalili Sabet et al. 2020, "SimAlign")."""
    import numpy as np

    weights = np.exp(cosines / np.float32(SHARPNESS))
    return np.asarray(
        weights / np.sqrt(weights.sum(1, keepdims=True) * weights.sum(0, keepdims=True)), np.float32
    )


def features(
    items: Sequence[LinkItem],
    english: Sequence[EnglishWord],
    chosen: Sequence[int],
    candidates: Sequence[int],
    cosines: "Singles | None",
) -> "Singles":
    """Return FEATURES of all pairs, (features, tokens, words); without ``cosines`` (tokens, words)
    those of the vectors are 0."""
    import numpy as np

    layers = found(items, chosen, english, candidates)
    said = (layers * np.array(WORTH, np.float32)[:, None, None]).max(0)
    blank = np.zeros_like(said)
    chosen_by_vectors = blank if cosines is None else attention(cosines)
    both = np.float32(0.6) * said + chosen_by_vectors
    at_zh = (np.array(chosen, np.float32) + 0.5) / len(items)
    at_en = (np.array(candidates, np.float32) + 0.5) / len(english)
    off = np.abs(at_zh[:, None] - at_en[None, :])
    stems = [english[j].stem for j in candidates]
    return np.stack(
        [
            *layers,
            blank if cosines is None else cosines,
            chosen_by_vectors,
            blank if cosines is None else np.log(chosen_by_vectors + np.float32(1e-4)),
            said,
            said - rivals(said, 1),
            said - rivals(said, 0),
            both,
            both - rivals(both, 1),
            both - rivals(both, 0),
            said * chosen_by_vectors,
            off,
            np.minimum(off * len(items), FAR),
            blank + np.array([len(items[i].text) == 1 for i in chosen], np.float32)[:, None],
            blank + np.array([len(english[j].text) for j in candidates], np.float32),
            blank + np.array([stems.count(stem) > 1 for stem in stems], np.float32),
            blank + np.array([items[i].light for i in chosen], np.float32)[:, None],
        ]
    ).astype(np.float32)

"""Chinese word to English words: which words of the translation say a word of the original.

Evidence is the dictionary: a gloss of the word, found in the English by its stems; numbers by value; names by spelling.
Then the words compete: each English word is given away once, best score first, and a second round favours candidates
that agree with their neighbours' links (competitive linking, Melamed 2000). ``DESIGN.md`` has the figures.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from generator.lexicon.english import STOP_WORDS, EnglishWord, words
from generator.lexicon.glosses import Part, Role
from generator.records import Kind

ROLE_WEIGHT: dict[Role, float] = {"sense": 1.0, "reference": 1.0, "rare": 0.9, "usage": 0.5, "surname": 0.0, "note": 0.0}
INCOMPLETE = 0.75
"""Factor for a gloss of several words of which only some are there (tuned on 225 newswire pairs)."""
LEAST_COVER = 0.5
KIN = 0.6
"""Score of a word of the same family (enthusiastic, enthusiasm)."""
KIN_LETTERS, KIN_SHARE = 5, 0.7
"""Letters that two stems must share at least, and the share of the longer one."""
DIAGONAL = 0.5
"""How much of its score a link far off the diagonal loses at most."""
NEIGHBOUR = 0.25
REACH = 4
"""Tokens on either side whose links may vouch for one."""
MOST_PLACES = 50
"""Places that a token competes for: far more than a passage of prose offers, and a bound for what is none."""
THRESHOLD = 0.30
"""Least score of a link (tuned on 225 newswire pairs)."""
CONFIDENCE = (-0.706, 1.671, 4.113, 0.642)
"""Intercept and weights of ``features``."""


@dataclass(frozen=True, slots=True)
class Item:
    """A Chinese token as far as linking needs it."""

    kind: Kind
    parts: tuple[Part, ...] = ()
    """Short glosses of all its entries."""
    value: float | None = None
    spelling: str = ""
    """English spelling of a name."""
    content: bool = True
    """Function words are not linked: their counterparts are everywhere and nowhere."""


@dataclass(frozen=True, slots=True)
class Link:
    """The English words ``first`` to ``last`` (inclusive) say the token."""

    token: int
    first: int
    last: int
    score: float
    margin: float
    """How far the best rival place of the same token lies behind; 1.0 where there is none."""
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Match:
    """A place in the English where a gloss is found."""

    first: int
    last: int
    score: float
    part: int
    """Index of the gloss among the token's parts; -1 for names and numbers."""


@lru_cache(maxsize=100_000)
def stems(gloss: str) -> tuple[str, ...]:
    """Return the content stems of a gloss.

    >>> stems("to take possession of")
    ('take', 'possess')
    """
    return tuple(w.stem for w in words(gloss) if w.text.lower() not in STOP_WORDS and w.stem)


@lru_cache(maxsize=100_000)
def phrase(gloss: str) -> tuple[str, ...]:
    """Return all stems of a gloss that has function words beside content words ("on behalf of"), else nothing."""
    found = tuple(w.stem for w in words(gloss.removeprefix("to ")))
    return found if len(found) > len(stems(gloss)) > 0 else ()


def matches(item: Item, english: Sequence[EnglishWord], index: Mapping[str, Sequence[int]]) -> list[Match]:
    """Find every place where the English may say the token."""
    if item.kind == "number":
        return [Match(j, j, 1.0, -1) for j, w in enumerate(english) if item.value is not None and w.value == item.value]
    found = _spelled(item.spelling, english) if item.spelling else []
    spoken = [w.stem for w in english]
    for number, part in enumerate(item.parts):
        weight = ROLE_WEIGHT[part.role]
        if weight:
            found += [Match(a, b, weight * s, number) for a, b, s in _places(stems(part.core), index)]
            found += [Match(a, b, weight, number) for a, b in _phrases(phrase(part.core), spoken)]
    return found


def _phrases(wanted: tuple[str, ...], spoken: Sequence[str]) -> list[tuple[int, int]]:
    """Find where a whole phrase stands, function words and all."""
    size = len(wanted)
    return [(j, j + size - 1) for j in range(len(spoken) - size + 1) if tuple(spoken[j : j + size]) == wanted] if size else []


def kin(stem: str, stems_there: Iterable[str]) -> list[str]:
    """Return the stems that are another derivation of the same word: long common beginning, other ending.

    >>> kin("enthusiast", ["enthusiasm", "enter", "enthusiast"])
    ['enthusiasm']
    """
    if len(stem) < KIN_LETTERS:
        return []
    return [
        s
        for s in stems_there
        if s != stem and s[:KIN_LETTERS] == stem[:KIN_LETTERS] and _common(s, stem) >= KIN_SHARE * max(len(s), len(stem))
    ]


def _common(a: str, b: str) -> int:
    """Length of the common beginning."""
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _spelled(spelling: str, english: Sequence[EnglishWord]) -> list[Match]:
    names = spelling.lower().split()
    texts = [w.text.lower().replace("'", "").replace("’", "") for w in english]
    return [Match(j, j + len(names) - 1, 1.0, -1) for j in range(len(texts) - len(names) + 1) if texts[j : j + len(names)] == names]


def _places(wanted: tuple[str, ...], index: Mapping[str, Sequence[int]]) -> Iterable[tuple[int, int, float]]:
    """Yield (first, last, share of the gloss found) for a gloss's stems in a sentence."""
    if len(wanted) == 1:
        yield from ((j, j, 1.0) for j in index.get(wanted[0], ()))
        yield from ((j, j, KIN) for stem in kin(wanted[0], index) for j in index[stem])
        return
    hits = sorted((j, stem) for stem in set(wanted) for j in index.get(stem, ()))
    kinds = len(set(wanted))
    for at, (start, _) in enumerate(hits):
        end = at
        while end < len(hits) and hits[end][0] - start <= len(wanted):
            end += 1
        window = hits[at:end]
        cover = len({stem for _, stem in window}) / kinds
        if cover >= LEAST_COVER:
            yield start, window[-1][0] if cover > 1 / kinds else start, cover if cover == 1 else cover * INCOMPLETE


def english_index(english: Sequence[EnglishWord]) -> dict[str, list[int]]:
    """Map each content stem to its positions."""
    index: dict[str, list[int]] = {}
    for j, word in enumerate(english):
        if word.text.lower() not in STOP_WORDS:
            index.setdefault(word.stem, []).append(j)
    return index


def link(items: Sequence[Item], english: Sequence[EnglishWord]) -> dict[int, Link]:
    """Link tokens to English words. A token that is not linked has no entry in the result."""
    index = english_index(english)
    known: dict[tuple[int, str, float | None], list[Match]] = {}  # the same word has the same parts, and need be sought once
    scored = []
    for i, item in enumerate(items):
        if not item.content:
            continue
        key = id(item.parts), item.spelling, item.value
        if key not in known:
            known[key] = _best_places(matches(item, english, index))
        weighed = [(i, m, m.score * _diagonal(i, m, len(items), len(english))) for m in known[key]]
        scored += weighed if len(weighed) <= MOST_PLACES else sorted(weighed, key=lambda place: -place[2])[:MOST_PLACES]
    anchors = _compete(scored, {})
    final = _compete(scored, anchors)
    return {i: _with_confidence(found) for i, found in final.items() if found.score >= THRESHOLD}


def _best_places(found: list[Match]) -> list[Match]:
    """Keep the best match of each place."""
    best: dict[tuple[int, int], Match] = {}
    for match in found:
        place = (match.first, match.last)
        if place not in best or match.score > best[place].score:
            best[place] = match
    return list(best.values())


def _diagonal(token: int, match: Match, tokens: int, english: int) -> float:
    offset = abs((token + 0.5) / tokens - (match.first + match.last + 1) / 2 / english)
    return 1 - DIAGONAL * min(1.0, 1.5 * offset)


def _compete(scored: Sequence[tuple[int, Match, float]], anchors: Mapping[int, Link]) -> dict[int, Link]:
    near = {token: _neighbours(token, anchors) for token in {token for token, _, _ in scored}}
    weighed = ((score + _support(token, match, near[token]), token, match) for token, match, score in scored)
    ranked = sorted(weighed, key=lambda c: (-c[0], c[2].first - c[2].last, c[1], c[2].first))
    places: dict[int, list[tuple[float, Match]]] = {}
    for score, token, match in ranked:
        places.setdefault(token, []).append((score, match))
    taken: set[int] = set()
    links: dict[int, Link] = {}
    for score, token, match in ranked:
        span = range(match.first, match.last + 1)
        if token in links or not taken.isdisjoint(span):
            continue
        taken.update(span)
        links[token] = Link(token, match.first, match.last, score, _margin(score, match, places[token]))
    return links


def _neighbours(token: int, anchors: Mapping[int, Link]) -> list[Link]:
    return [a for i in range(token - REACH, token + REACH + 1) if i != token and (a := anchors.get(i))]


def _support(token: int, match: Match, near: Sequence[Link]) -> float:
    """The bonus for lying where the neighbours' links say it should."""
    if not near:
        return 0.0
    distance = min(max(0, match.first - a.last, a.first - match.last) / abs(a.token - token) for a in near)
    return NEIGHBOUR * math.exp(-max(0.0, distance - 1) / 3)


def _margin(score: float, match: Match, places: Sequence[tuple[float, Match]]) -> float:
    rivals = [s for s, m in places if m.last < match.first or m.first > match.last]
    return 1.0 if not rivals else max(0.0, score - max(rivals)) / score


def features(found: Link) -> tuple[float, ...]:
    """What the confidence of a link is computed from: score, margin, and whether it has several words."""
    return min(found.score, 1.25), min(found.margin, 0.5), float(found.last > found.first)


def _with_confidence(found: Link) -> Link:
    """Logistic regression on 225 newswire pairs (``tools/words.py links --fit``, 2026-11-23; DESIGN.md, links)."""
    z = CONFIDENCE[0] + sum(w * f for w, f in zip(CONFIDENCE[1:], features(found), strict=True))
    return replace(found, confidence=1 / (1 + math.exp(-z)))

"""Which of two cuts is meant: likelihood, the tagger's borders, and what the English says of the
words of either."""

import itertools
import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from generator.base.errors import data_file
from generator.chinese.rivals import Rival
from generator.chinese.segments import Segment
from generator.lexicon.passage_english import PassageEnglish
from generator.lexicon.word_senses import Sense

WEIGHTS = Path(__file__).resolve().parent.parent / "data" / "cuts.json"
MARGIN = 1.0
"""Log odds from which a rival is taken: cross-validated on the fit part of the gold corpus it mends
26 places and breaks 7; at 0 it is 43 and 30 (tools/fit_cuts.py, 2026-11-28)."""
MAX_ODDS = 4.0
"""Log odds of the tagger for a border count up to this."""
GRAMMAR = frozenset(
    "particle preposition conjunction auxiliary pronoun direction measure numeral suffix prefix"
    " interjection".split()
)
FEATURES = (
    "bias",
    "gain",
    "borders",
    "said",
    "unsaid",
    "characters said",
    "words",
    "rival said, ours not",
    "ours said, rival not",
    "rival said",
    "ours said",
    "joins",
    "splits",
    "counted",
    "ours proper, unsaid",
)

TIME_UNITS = frozenset("天年月日周岁点分秒夜".strip())
"""Nouns that a numeral counts without a measure word."""
SensesOf = Callable[[str], Sequence[Sense]]


@dataclass(frozen=True, slots=True)
class CutEvidence:
    """What speaks for words of one cut."""

    said: float
    """Words that the English says."""
    unsaid: float
    """Content words that it does not say."""
    characters: float
    """Characters of the words that it says."""
    proper: float
    """Names that it does not say."""

    @property
    def is_whole(self) -> bool:
        """Tell whether it says every content word, and one at least."""
        return self.said > 0 and self.unsaid == 0


def evidence(words: Sequence[str], english: PassageEnglish, senses_of: SensesOf) -> CutEvidence:
    """Return what the English says of some words."""
    said = unsaid = characters = proper = 0.0
    for word in words:
        senses = senses_of(word)
        is_grammar = all(sense.pos in GRAMMAR for sense in senses)
        if any(_is_said(sense, english) for sense in senses):
            said += 1
            characters += len(word)
        elif senses and not is_grammar:
            unsaid += 1
            proper += all(sense.reading[:1].isupper() for sense in senses)
    return CutEvidence(said=said, unsaid=unsaid, characters=characters, proper=proper)


def _is_said(sense: Sense, english: PassageEnglish) -> bool:
    matches = itertools.chain.from_iterable(map(english.matches, sense.phrases))
    return any(match.content for match in matches)


def features(
    rival: Rival,
    segments: Sequence[Segment],
    border_odds: Sequence[float],
    english: PassageEnglish,
    senses_of: SensesOf,
) -> tuple[float, ...]:
    """Return what speaks for a rival and against the segments that it replaces, in the order of
    ``FEATURES``."""
    replaced = segments[rival.first : rival.last + 1]
    ours = [segment.text for segment in replaced]
    start = replaced[0].start
    odds = _borders(rival.words, start, border_odds) - _borders(ours, start, border_odds)
    counted = float(_is_counted(rival, segments, senses_of))
    shape = (
        float(len(rival.words) < len(ours)),
        float(len(rival.words) > len(ours)),
        counted,
    )
    more = float(len(rival.words) - len(ours))
    if not english.words:
        return (1.0, rival.gain, odds, 0.0, 0.0, 0.0, more, 0.0, 0.0, 0.0, 0.0, *shape, 0.0)
    theirs, own = evidence(rival.words, english, senses_of), evidence(ours, english, senses_of)
    only_theirs = theirs.is_whole and own.unsaid > 0
    only_ours = own.is_whole and theirs.unsaid > 0
    proper = own.proper > 0 and theirs.proper == 0
    values = (
        theirs.said - own.said,
        theirs.unsaid - own.unsaid,
        theirs.characters - own.characters,
        more,
        only_theirs,
        only_ours,
        theirs.is_whole,
        own.is_whole,
        *shape,
        proper,
    )
    return (1.0, rival.gain, odds, *map(float, values))


def _is_counted(rival: Rival, segments: Sequence[Segment], senses_of: SensesOf) -> bool:
    """Tell whether a numeral stands before a rival whose first word may be counted by it, while
    none of the words that it replaces may (三|天后 -> 三|天|后)."""
    if not rival.first or segments[rival.first - 1].kind != "number":
        return False
    if _may_be_counted(segments[rival.first].text, senses_of):
        return False
    return _may_be_counted(rival.words[0], senses_of)


def _may_be_counted(word: str, senses_of: SensesOf) -> bool:
    if word in TIME_UNITS:
        return True
    return any(sense.pos == "measure" for sense in senses_of(word))


def _borders(words: Sequence[str], start: int, border_odds: Sequence[float]) -> float:
    """Return the tagger's log odds for the borders inside a cut."""
    total = 0.0
    at = start
    for word in words:
        for place in range(at, at + len(word)):
            odds = max(-MAX_ODDS, min(MAX_ODDS, border_odds[place]))
            total += odds if place == at + len(word) - 1 else -odds
        at += len(word)
    return total / 2


@lru_cache(maxsize=1)
def weights() -> tuple[float, ...]:
    """Read the fitted weights, in the order of ``FEATURES``."""
    with data_file(WEIGHTS):
        read = json.loads(WEIGHTS.read_text("utf-8"))
        return tuple(read[name] for name in FEATURES)


def better_cut(
    segments: Sequence[Segment],
    found: Sequence[Rival],
    score: Callable[[Rival], float],
    segment: Callable[[int, str], Segment],
) -> tuple[Segment, ...]:
    """Return the cut with those rivals that are better, the best first, none over another."""
    taken: set[int] = set()
    chosen: dict[int, Rival] = {}
    scored = [(score(rival), -number, rival) for number, rival in enumerate(found)]
    for value, _, rival in sorted(scored, reverse=True, key=lambda one: one[:2]):
        places = set(range(rival.first, rival.last + 1))
        if value <= MARGIN or places & taken:
            continue
        taken |= places
        chosen[rival.first] = rival
    made: list[Segment] = []
    index = 0
    while index < len(segments):
        replacement = chosen.get(index)
        if replacement is None:
            made.append(segments[index])
            index += 1
            continue
        at = segments[index].start
        for word in replacement.words:
            made.append(segment(at, word))
            at += len(word)
        index = replacement.last + 1
    return tuple(made)


def weighted(values: Sequence[float]) -> float:
    """Return the weighted sum of a rival's features: its log odds."""
    return math.fsum(w * v for w, v in zip(weights(), values, strict=True))

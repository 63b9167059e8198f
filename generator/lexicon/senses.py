"""Which entry and which sense of a word is meant in a passage: the translation says it.

Every short gloss of every entry gets a score: a weighted sum of several kinds of evidence
(``table``). What each is worth: docs/experiments.md, senses; ``tools/eval_senses.py``
measures and fits them.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from generator.lexicon import grammar_cues
from generator.lexicon.english import EnglishWord, stem
from generator.lexicon.glosses import Gloss, Role
from generator.lexicon.grammar_cues import Surroundings
from generator.lexicon.links import Link
from generator.lexicon.search_terms import KIN, kin, stems

AWAY = 0.25
"""Weight of a gloss word that the English has somewhere else than at the word's link."""
TAKEN = 0.05
"""Weight of a gloss word that the English has, but for another Chinese word."""
FAR, FAR_WORDS = 0.5, 10
"""What a gloss word loses at most, and from which distance, where it does not stand where the
word's neighbours are linked to."""
OTHER_POS = 0.7
"""Factor for a gloss that is another part of speech than the counterpart (a study, where the
English has "I'll study")."""
SAME_STEM = 0.9
"""Weight of a gloss word whose stem alone is there: "cultural" is 1 for cultural, .9 for
culture."""
READING_AGREES, READING_DIFFERS = 0.15, -0.25
READING, READING_ALONE = 0.06, 2.5
"""Weight of the log probability of a reading: beside an English passage (whose link weighs 1), and
without any."""
UNLIKELY = 0.001
NEUTRAL = 0.05
"""Between a full and a neutral tone the neutral one is nearly always the commoner word (东西,
地方)."""
ORDER = 0.02
SIZE, LARGE = 0.02, 4
"""Among entries of one spelling the one with more senses is the commoner word (局: office,
situation; not "narrow")."""
PROPER = 0.3
"""Cost of a proper noun (元, "Yuan dynasty") where nothing says that the word is a name."""
EMPTY = frozenset({"to", "a", "an", "the", "sth", "sb", "be", "of"})
ROLE_COST: dict[Role, float] = {
    "sense": 0.0,
    "reference": 0.05,
    "usage": 0.0,
    "rare": 0.25,
    "surname": 1.0,
    "note": 2.0,
}
CONFIDENCE, MOST_MARGIN = (0.13, 6.86), 0.5
"""Intercept and slope of the confidence; larger margins say no more."""
FEATURES = ("overlap", "prior", "base", "reading", "chinese", "english", "cue", "common")
WEIGHTS = (0.8, 0.2, 0.85, 0.8, 0.15, 0.1, 0.45, 0.42)


@dataclass(frozen=True, slots=True)
class Spoken:
    """What the English of a passage says, as far as it may speak for a word of the original."""

    stems: Mapping[str, float] = field(default_factory=dict)
    """Weight of each stem: 1 at the word's link, little where another Chinese word is linked or far
    away."""
    forms: Mapping[str, float] = field(default_factory=dict)
    """The same for the words as they are written, lower case, function words among them."""
    pos: str = ""
    """What the counterpart is in its sentence (letters of ``nvar``), see ``cues.in_english``."""


@dataclass(frozen=True, slots=True)
class SenseEvidence:
    """What a passage and the lists say about one word of it."""

    spoken: Spoken
    related: Callable[[str], Mapping[str, float]]
    """Stems near a stem, see ``Dictionary.related``."""
    pos: grammar_cues.Pos
    shares: Mapping[str, float] = field(default_factory=dict)
    """Counted translations: p(stem | word)."""
    expected: str = ""
    """The reading that the sentence suggests: numbered pinyin in the dictionary's form, lower case;
    empty if unknown."""
    tag: str = ""
    """jieba's part-of-speech tag."""
    name: bool = False
    """Whether the word was found as a name."""
    odds: Mapping[str, float] = field(default_factory=dict)
    """How likely the sentence makes each reading (``expected`` is the likeliest); empty where the
    word has no entry."""
    place: Surroundings = field(default_factory=Surroundings)
    common: Mapping[tuple[str, str], float] = field(default_factory=dict)
    """How common the senses are, see ``common.common_senses``."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A gloss with its score."""

    part: Gloss
    score: float
    said: float
    """How far the English says its words, 0 to 1."""


def rank(parts: Sequence[Gloss], evidence: SenseEvidence) -> tuple[Ranked, ...]:
    """Order the glosses of a word, best first."""
    rows = table(parts, evidence)
    scored = [
        Ranked(part, sum(w * f for w, f in zip(WEIGHTS, values, strict=True)), values[0])
        for part, values in zip(parts, rows, strict=True)
    ]
    return tuple(sorted(scored, key=lambda r: -r.score))


def table(parts: Sequence[Gloss], evidence: SenseEvidence) -> list[tuple[float, ...]]:
    """Return the kinds of evidence for each gloss, in the order of ``FEATURES``."""
    return [_features(p, evidence) for p in parts]


def spoken(
    english: Sequence[EnglishWord],
    links: Mapping[int, Link],
    token: int,
    tokens: int,
    pos: grammar_cues.Pos,
) -> Spoken:
    """Weigh the English of a passage for one of its ``tokens``."""
    own = links.get(token)
    owned = {j for found in links.values() for j in range(found.first, found.last + 1)}
    at = _expected_place(links, token, tokens, len(english))
    by_stem: dict[str, float] = {}
    by_form: dict[str, float] = {}
    for j, word in enumerate(english):
        if own and own.first <= j <= own.last:
            weight = 1.0
        else:
            weight = (TAKEN if j in owned else AWAY) * (1 - FAR * min(1.0, abs(j - at) / FAR_WORDS))
        form = word.text.lower()
        by_form[form] = max(by_form.get(form, 0.0), weight)
        by_stem[word.stem] = max(by_stem.get(word.stem, 0.0), weight)
    return Spoken(
        by_stem, by_form, grammar_cues.in_english(english, own.first, own.last, pos) if own else ""
    )


def _expected_place(links: Mapping[int, Link], token: int, tokens: int, english: int) -> float:
    """Where the counterpart of a token should stand: at its link, else between those of the nearest
    linked tokens."""
    left = next((i for i in range(token, -1, -1) if i in links), None)
    right = next((i for i in range(token, tokens) if i in links), None)
    a, start = (left, links[left].last) if left is not None else (-1, -1)
    b, end = (right, links[right].first) if right is not None else (tokens, english)
    if (left is None and right is None) or b == a:
        return (token + 0.5) / tokens * english if b != a else float(start)
    return start + (end - start) * (token - a) / (b - a)


def _features(part: Gloss, evidence: SenseEvidence) -> tuple[float, ...]:
    definition = part.entry.senses[part.sense]
    cue = grammar_cues.fits(definition, evidence.place)
    pos = "" if cue else grammar_cues.of_gloss(part.core, evidence.pos)
    return (
        _overlap(part, evidence) * (OTHER_POS if _agreement(pos, evidence.spoken.pos) < 0 else 1.0),
        _prior(part, evidence.shares),
        _base(part, evidence),
        _reading_score(part.entry.reading.lower(), evidence),
        _agreement(pos, grammar_cues.in_chinese(evidence.place, evidence.tag)),
        _agreement(pos, evidence.spoken.pos),
        cue,
        evidence.common.get((part.entry.reading, definition), 0.0),
    )


def _base(part: Gloss, evidence: SenseEvidence) -> float:
    """What speaks for a gloss in any text: the dictionary's order, the size of its entry, no label
    such as "archaic"."""
    score = SIZE * min(len(part.entry.senses), LARGE) - ORDER * part.sense - ROLE_COST[part.role]
    return score - PROPER if part.entry.reading[:1].isupper() and not evidence.name else score


def _overlap(part: Gloss, evidence: SenseEvidence) -> float:
    """How far the English says the words of the gloss."""
    said = evidence.spoken
    wanted = stems(part.core)
    if not wanted:
        words = part.core.lower().split()
        return min((said.forms.get(w, 0.0) for w in words), default=0.0)
    weights = [_weight(s, evidence) for s in wanted]
    # The last word is mostly the head and counts twice
    total = (sum(weights) + weights[-1]) / (len(weights) + 1)
    if (
        len(wanted) == 1
        and said.forms.get(part.core.lower().removeprefix("to ").removeprefix("a "), 0.0) < total
    ):
        total *= SAME_STEM
    return total


def _weight(stem: str, evidence: SenseEvidence) -> float:
    """How far the English says a stem: itself, a word of its family, or one that means nearly the
    same."""
    said = evidence.spoken.stems
    near = evidence.related(stem)
    best = max((near[s] * said[s] for s in near.keys() & said.keys()), default=0.0)
    best = max(best, KIN * max((said[k] for k in kin(stem, said)), default=0.0))
    return max(best, said.get(stem, 0.0))


def _prior(part: Gloss, shares: Mapping[str, float]) -> float:
    """How often the gloss's words translate the word in general."""
    own = {stem(w) for w in part.core.lower().split()} - EMPTY
    return min(1.0, sum(shares.get(s, 0.0) for s in own))


def _agreement(pos: str, wanted: str) -> float:
    """1 where a gloss is the wanted part of speech, .5 where it can be, -1 where it cannot, 0 where
    either is not known."""
    if not pos or not wanted:
        return 0.0
    return 1.0 if pos[0] in wanted else 0.5 if set(pos) & set(wanted) else -1.0


def _reading_score(reading: str, evidence: SenseEvidence) -> float:
    expected = evidence.expected
    if evidence.odds:
        score = (READING if evidence.spoken.stems else READING_ALONE) * math.log(
            max(UNLIKELY, evidence.odds.get(reading, 0.0))
        )
        variants = (
            other
            for other in evidence.odds
            if other != reading and _same_but_neutral(reading, other)
        )
        return score + sum(
            NEUTRAL if reading.count("5") > other.count("5") else -NEUTRAL for other in variants
        )
    if not expected:
        return 0.0
    if reading == expected:
        return READING_AGREES
    if _same_but_neutral(reading, expected):
        return READING_AGREES + (NEUTRAL if "5" in reading else -NEUTRAL)
    return READING_DIFFERS


def _same_but_neutral(reading: str, expected: str) -> bool:
    """Whether two readings differ only where one of them has a neutral tone, or in the r of
    erhua."""
    a, b = (r.replace(" er", " r").split() for r in (reading, expected))
    return len(a) == len(b) > 1 and all(
        x == y or (x[:-1] == y[:-1] and "5" in (x[-1], y[-1])) for x, y in zip(a, b, strict=True)
    )


def margin(ranked: Sequence[Ranked]) -> float:
    """How far the best gloss of another definition lies behind the best one; 1.0 where there is no
    other."""
    best = ranked[0]
    others = [
        r.score
        for r in ranked
        if (r.part.entry, r.part.sense) != (best.part.entry, best.part.sense)
    ]
    return best.score - max(others) if others else 1.0


def sure(distance: float) -> float:
    """Probability that the first sense is right, by its margin: a logistic curve
    (``tools/eval_senses.py --fit``)."""
    return 1 / (1 + math.exp(-(CONFIDENCE[0] + CONFIDENCE[1] * min(distance, MOST_MARGIN))))


def confidence(ranked: Sequence[Ranked]) -> float:
    """Probability that the first sense is right."""
    return sure(margin(ranked)) if ranked else 0.0

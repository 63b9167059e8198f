"""Which entry and which sense of a word is meant in a passage: the translation says it.

Every short gloss of every entry gets a score out of several kinds of evidence: its words in the English (most where the
word is linked), the reading expected in this sentence, the part of speech, and the order of the dictionary, whose first
senses are the commonest within an entry. The figures behind the weights are in ``DESIGN.md`` (senses).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from generator.lexicon.english import EnglishWord, stem
from generator.lexicon.glosses import Part, Role, join
from generator.lexicon.links import KIN, Link, kin, stems
from generator.records import Entry

AWAY = 0.25
"""Weight of a gloss word that the English has somewhere else than at the word's link."""
TAKEN = 0.05
"""Weight of a gloss word that the English has, but for another Chinese word."""
READING_AGREES, READING_DIFFERS = 0.15, -0.25
READING, READING_ALONE = 0.1, 2.0
"""Weight of the log probability of a reading: beside an English passage (whose link weighs 1), and without any."""
UNLIKELY = 0.01
NEUTRAL = 0.05
"""Between a full and a neutral tone the neutral one is nearly always the commoner word (东西, 地方)."""
TAG_AGREES = 0.12
ORDER = 0.02
SIZE, LARGE = 0.02, 4
"""Among entries of one spelling the one with more senses is the commoner word (局: office, situation; not "narrow")."""
PRIOR = 0.5
"""Weight of the counted translations (.15 to .5 do equally well on 152 occurrences)."""
PROPER = 0.3
"""Cost of a proper noun (元, "Yuan dynasty") where nothing says that the word is a name."""
CLASSIFIER = 0.4
"""Bonus of a classifier sense right after a numeral."""
EMPTY = frozenset({"to", "a", "an", "the", "sth", "sb", "be", "of"})
ROLE_COST: dict[Role, float] = {"sense": 0.0, "reference": 0.05, "usage": 0.0, "rare": 0.25, "surname": 1.0, "note": 2.0}
SURE = 0.20
"""Margin from which one gloss is shown alone (nine in ten of 152 occurrences are right there)."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a passage and the lists say about one word of it."""

    weights: Mapping[str, float]
    """English stems of the passage, see :func:`word_weights`."""
    function_words: frozenset[str] = frozenset()
    """Function words of the English near the word, lower case."""
    shares: Mapping[str, float] = field(default_factory=dict)
    """Counted translations: p(stem | word)."""
    expected: str = ""
    """The reading that the sentence suggests: numbered pinyin in the dictionary's form, lower case; empty if unknown."""
    tag: str = ""
    """jieba's part-of-speech tag."""
    name: bool = False
    """Whether the word was found as a name."""
    counted: bool = False
    """Whether a numeral or a demonstrative stands right before the word."""
    odds: Mapping[str, float] = field(default_factory=dict)
    """How likely the sentence makes each reading (``expected`` is the likeliest); empty where the word has no entry."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A gloss with its score."""

    part: Part
    score: float


def rank(parts: Sequence[Part], evidence: Evidence) -> tuple[Ranked, ...]:
    """Order the glosses of a word, best first."""
    scored = [Ranked(p, _score(p, evidence)) for p in parts]
    return tuple(sorted(scored, key=lambda r: -r.score))


def passage_weights(english: Sequence[EnglishWord], links: Mapping[int, Link]) -> dict[str, float]:
    """How much each English stem speaks for a gloss of any token: hardly where a link has given it to one."""
    weights: dict[str, float] = {}
    owned = {j for found in links.values() for j in range(found.first, found.last + 1)}
    for j, word in enumerate(english):
        weights[word.stem] = max(weights.get(word.stem, 0.0), TAKEN if j in owned else AWAY)
    return weights


def word_weights(passage: Mapping[str, float], english: Sequence[EnglishWord], found: Link | None) -> Mapping[str, float]:
    """The weights of a passage as they are for one token: what its own link holds speaks fully for it."""
    if found is None:
        return passage
    return {**passage, **{word.stem: 1.0 for word in english[found.first : found.last + 1]}}


def _score(part: Part, evidence: Evidence) -> float:
    score = SIZE * min(len(part.entry.senses), LARGE) - ORDER * part.sense - ROLE_COST[part.role]
    if part.entry.reading[:1].isupper() and not evidence.name:
        score -= PROPER
    if evidence.counted and part.core.startswith("classifier"):
        score += CLASSIFIER
    wanted = stems(part.core)
    if wanted:
        score += sum(_weight(s, evidence.weights) for s in wanted) / len(wanted)
    elif part.core.lower() in evidence.function_words:
        score += AWAY
    score += PRIOR * _prior(part, evidence.shares)
    score += _reading_score(part.entry.reading.lower(), evidence)
    return score + _tag_score(part, evidence.tag)


def _prior(part: Part, shares: Mapping[str, float]) -> float:
    """How often the gloss's words translate the word in general."""
    own = {stem(w) for w in part.core.lower().split()} - EMPTY
    return min(1.0, sum(shares.get(s, 0.0) for s in own))


def _weight(stem: str, weights: Mapping[str, float]) -> float:
    found = weights.get(stem)
    return found if found is not None else KIN * max((weights[k] for k in kin(stem, weights)), default=0.0)


def _reading_score(reading: str, evidence: Evidence) -> float:
    expected = evidence.expected
    if evidence.odds:
        score = (READING if evidence.weights else READING_ALONE) * math.log(max(UNLIKELY, evidence.odds.get(reading, 0.0)))
        variants = (other for other in evidence.odds if other != reading and _same_but_neutral(reading, other))
        return score + sum(NEUTRAL if reading.count("5") > other.count("5") else -NEUTRAL for other in variants)
    if not expected:
        return 0.0
    if reading == expected:
        return READING_AGREES
    if _same_but_neutral(reading, expected):
        return READING_AGREES + (NEUTRAL if "5" in reading else -NEUTRAL)
    return READING_DIFFERS


def _same_but_neutral(reading: str, expected: str) -> bool:
    """Whether two readings differ only where one of them has a neutral tone, or the r of erhua, beyond the first syllable."""
    a, b = (r.replace(" er", " r").split() for r in (reading, expected))
    return (
        len(a) == len(b) > 1
        and a[0] == b[0]
        and all(x == y or (x[:-1] == y[:-1] and "5" in (x[-1], y[-1])) for x, y in zip(a, b, strict=True))
    )


def _tag_score(part: Part, tag: str) -> float:
    """Verbs are glossed "to …" in CC-CEDICT; nouns and adjectives are not."""
    is_verb_gloss = part.core.startswith("to ")
    if tag.startswith("v"):
        return TAG_AGREES if is_verb_gloss else 0.0
    if tag[:1] in {"n", "a", "d", "p", "c", "t"}:
        return 0.0 if is_verb_gloss else TAG_AGREES
    return 0.0


def margin(ranked: Sequence[Ranked]) -> float:
    """How far the best gloss of another definition lies behind the best one; 1.0 where there is no other."""
    best = ranked[0]
    others = [r.score for r in ranked if (r.part.entry, r.part.sense) != (best.part.entry, best.part.sense)]
    return best.score - max(others) if others else 1.0


def confidence(ranked: Sequence[Ranked]) -> float:
    """Probability that the first sense is right: logistic in the margin, after 152 occurrences (0.1 → .85, 0.3 → .92)."""
    return 1 / (1 + math.exp(-(0.9 + 5.5 * min(margin(ranked), 0.5)))) if ranked else 0.0


def gloss(ranked: Sequence[Ranked]) -> str:
    """Write the short gloss: the best sense with its synonyms; the next sense of the same reading where in doubt."""
    best = ranked[0].part
    same = [r.part.text for r in ranked if r.part.entry is best.entry and r.part.sense == best.sense]
    if margin(ranked) < SURE:
        same += [r.part.text for r in ranked if _may_join(r.part, best)][:1]
    return join(list(dict.fromkeys(same)))


def _may_join(part: Part, best: Part) -> bool:
    return part.entry.reading == best.entry.reading and part.sense != best.sense and part.role in {"sense", "reference"}


def short_glosses(ranked: Sequence[Ranked], entry: Entry) -> tuple[str, ...]:
    """Return the glosses of one entry's reading, best first, without remarks."""
    kept = [r.part.text for r in ranked if r.part.entry.reading == entry.reading and r.part.role not in {"note", "surname"}]
    return tuple(dict.fromkeys(kept))

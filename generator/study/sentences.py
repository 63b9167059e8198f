"""The sentence that a word is shown in: of all that have it, one that is short and sure and brings
little else that is new."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from generator.base.records import Passage, Token
from generator.base.words import HeadwordKey
from generator.study.order import Plan
from generator.study.vocabulary import RUNNING, Occurrence, Vocabulary

ENDS = tuple('。！？!?…”"』」;；')
"""How a sentence ends; titles and signatures do not."""

# What a sentence costs, in unknown words: how many of them a learner would rather see. All of it is
# judgement, not tuned.
LONG_SENTENCE = 12
"""Running words from which on each further one costs."""
SHORT_SENTENCE = 4
"""Running words under which each missing one costs: a sentence of two words shows no use."""
COST_OF_EXTRA_WORD = 0.1
COST_OF_MISSING_WORD = 0.5
COST_OF_NAME = 0.5
"""A reader need not know a name, but stumbles over it."""
COST_OF_UNSURE_PAIR = 2.0
"""Of a pair of confidence 0."""
COST_OF_UNSURE_SENSE = 2.0
"""Of a sense of confidence 0."""
COST_OF_NO_TRANSLATION = 3.0
"""In a text that has a translation elsewhere."""
COST_OF_NO_LINK = 1.0
"""Nothing in the English is marked as the word's counterpart."""
COST_OF_DOUBT = 1.0
COST_OF_FRAGMENT = 3.0
"""The passage does not end as a sentence does."""
COST_OF_OTHER_FORM = 1.0
"""The word is longer or shorter there than its headword."""
COST_OF_OTHER_SENTENCE = 1.0
"""Another sentence than the one that the word is learnt for: that one follows right after the
card."""
COST_OF_OTHER_READING = 100.0
"""Another reading of the word stands there, too, which may need that sentence itself."""


class Sentences:
    """The sentences of a text, chosen one word after the other, so that two readings of a headword
    are never asked for in the same one."""

    def __init__(self, passages: Sequence[Passage], vocabulary: Vocabulary, plan: Plan) -> None:
        self._passages = passages
        self._vocabulary = vocabulary
        self._plan = plan
        self._rank = {key: rank for rank, key in enumerate(plan.words)}
        self._translated = any(passage.en for passage in passages)
        self._asked: defaultdict[str, dict[int, HeadwordKey]] = defaultdict(dict)
        self._readings: defaultdict[str, set[HeadwordKey]] = defaultdict(set)
        for key in plan.words:
            self._readings[key[0]].add(key)
        self._kinds: dict[int, Counter[str]] = {}

    def choose(self, shown: Mapping[HeadwordKey, Collection[int]]) -> dict[HeadwordKey, Occurrence]:
        """Choose a place for each word of the plan that has one, in the plan's order.

        ``shown`` are the passages on the cards that learners have already: they stay, so that an
        update does not overwrite the learner's own edits.
        """
        ranked = {key: self._ranked(key) for key in self._plan.words}
        kept: dict[HeadwordKey, Occurrence | None] = {}
        for key, places in ranked.items():
            on_cards = shown.get(key, ())
            kept[key] = self._ask(key, [place for place in places if place.passage in on_cards])
        found: dict[HeadwordKey, Occurrence] = {}
        for key, places in ranked.items():
            place = kept[key] or self._ask(key, places)
            if place:
                found[key] = place
        return found

    def _ask(self, key: HeadwordKey, places: Sequence[Occurrence]) -> Occurrence | None:
        """Return the first place whose sentence does not ask for another reading."""
        asked = self._asked[key[0]]
        for place in places:
            if asked.setdefault(place.passage, key) == key:
                return place
        return None

    def _ranked(self, key: HeadwordKey) -> list[Occurrence]:
        """Return where the word has the sense that it is learnt for, best first; then the rest, for
        want of anything else."""
        places = _best_of_each_passage(self._vocabulary.places[key])
        before = self._plan.words[key]
        needed = next((place for place in places if place.passage == before), None)
        model = needed or places[0]

        def cost(place: Occurrence) -> tuple[bool, float]:
            total = self._cost(key, place)
            if needed is not None and place is not needed:
                total += COST_OF_OTHER_SENTENCE
            return not _have_one_sense(place.token, model.token), total

        return sorted(places, key=cost)  # of equals the earlier one: sorting is stable

    def _cost(self, key: HeadwordKey, place: Occurrence) -> float:
        """Return what speaks against a sentence, in unknown words."""
        passage, token = self._passages[place.passage], place.token
        kinds = self._kinds_of(place.passage)
        length = kinds.total()
        # Always in the same order: so floating point gives the same sum.
        cost: float = self.unknown(key, place.passage)
        cost += COST_OF_EXTRA_WORD * max(0, length - LONG_SENTENCE)
        cost += COST_OF_MISSING_WORD * max(0, SHORT_SENTENCE - length)
        cost += COST_OF_NAME * kinds["name"]
        cost += COST_OF_UNSURE_PAIR * (1 - passage.confidence)
        cost += _cost_of_token(token)
        if self._translated and not passage.en:
            cost += COST_OF_NO_TRANSLATION
        if passage.zh[-1:] not in ENDS:
            cost += COST_OF_FRAGMENT
        if self._has_other_reading(key, place.passage):
            cost += COST_OF_OTHER_READING
        return cost

    def unknown(self, key: HeadwordKey, passage: int) -> int:
        """Count the other words of a passage that the learner has not met when this word comes."""
        own = self._rank[key]
        needs = self._vocabulary.needs[passage]
        later = sum(self._rank[other] > own for other in needs)
        return self._vocabulary.lacks[passage] + later

    def _has_other_reading(self, key: HeadwordKey, passage: int) -> bool:
        others = self._readings[key[0]] - {key}
        return not others.isdisjoint(self._vocabulary.needs[passage])

    def _kinds_of(self, index: int) -> Counter[str]:
        """Return the running words of a passage by their kinds."""
        if index not in self._kinds:
            tokens = self._passages[index].tokens
            self._kinds[index] = Counter(token.kind for token in tokens if token.kind in RUNNING)
        return self._kinds[index]


def _have_one_sense(one: Token, other: Token) -> bool:
    """Tell whether a word means the same in two places: the best gloss of each is on the card of
    the other ("my; I; me" and "me; I; my")."""
    if one.entry != other.entry:
        return False
    glosses, others = one.gloss.split("; "), other.gloss.split("; ")
    return glosses[0] in others and others[0] in glosses


def _cost_of_token(token: Token) -> float:
    """Return what speaks against showing a word as it stands here, in unknown words."""
    cost = COST_OF_UNSURE_SENSE * (1 - token.sense_confidence) + COST_OF_DOUBT * len(token.doubts)
    if not token.english:
        cost += COST_OF_NO_LINK
    if len(token.text) != len(token.headword):
        cost += COST_OF_OTHER_FORM
    return cost


def _best_of_each_passage(places: Sequence[Occurrence]) -> list[Occurrence]:
    """Return one place for each passage, whatever the order of study: a card that keeps its
    sentence must keep the word in it, too."""
    best: dict[int, Occurrence] = {}
    for place in places:
        other = best.get(place.passage)
        if other is None or _cost_of_token(place.token) < _cost_of_token(other.token):
            best[place.passage] = place
    return list(best.values())

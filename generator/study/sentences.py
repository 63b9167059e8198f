"""The sentence that a word is shown in: of all that have it, one that is short and sure and brings
little else that is new."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from generator.base.choices import MIN_MARKED_LINK
from generator.base.records import Passage, Token
from generator.study.order import Plan
from generator.study.vocabulary import RUNNING, Key, Occurrence, Vocabulary

LONG = 12
"""Words from which on each further one costs; and SHORT, under which each missing one does: a
sentence of two words shows no use."""
SHORT = 4
ENDS = tuple('。！？!?…”"』」;；')
"""How a sentence ends; titles and signatures do not."""
NAME = 0.5
"""What a name costs that a reader need not know, but stumbles over."""
FIRST = 1.0
"""What it costs to show a word in another sentence than the one that it is learnt for: that one
follows right after the card."""
BOTH = 100.0
"""What it costs to show a word where another reading of it stands, which may need that sentence
itself."""


class Sentences:
    """Chooses sentences, one word after the other, so that two readings of a headword are never
    asked for in the same one.

    What cards cost is counted in unknown words: how many of them a learner would rather see. All of
    it is judgement, not tuned.
    """

    def __init__(self, passages: Sequence[Passage], vocabulary: Vocabulary, plan: Plan) -> None:
        self._passages = passages
        self._vocabulary = vocabulary
        self._plan = plan
        self._rank = {key: rank for rank, key in enumerate(plan.words)}
        self._translated = any(passage.en for passage in passages)
        self._asked: defaultdict[str, dict[int, Key]] = defaultdict(dict)
        self._readings: defaultdict[str, set[Key]] = defaultdict(set)
        for key in plan.words:
            self._readings[key[0]].add(key)
        self._kinds: dict[int, Counter[str]] = {}

    def choose(self, shown: Mapping[Key, Collection[int]]) -> dict[Key, Occurrence]:
        """A place for each word of the plan that has one, in the plan's order.

        ``shown`` are the passages on the cards that learners have already: they stay, so that an
        update does not overwrite the learner's own edits.
        """
        ranked = {key: self._ranked(key) for key in self._plan.words}
        kept = {
            key: self._ask(key, [place for place in places if place.passage in shown.get(key, ())])
            for key, places in ranked.items()
        }
        found = {key: kept[key] or self._ask(key, places) for key, places in ranked.items()}
        return {key: place for key, place in found.items() if place}

    def _ask(self, key: Key, places: Sequence[Occurrence]) -> Occurrence | None:
        """The first place whose sentence does not ask for another reading."""
        asked = self._asked[key[0]]
        for place in places:
            if asked.setdefault(place.passage, key) == key:
                return place
        return None

    def _ranked(self, key: Key) -> list[Occurrence]:
        """Where the word has the sense that it is learnt for, best first; then the rest, for want
        of anything else."""
        places = self._vocabulary.places[key]
        before = self._plan.words[key]
        needed = next((place for place in places if place.passage == before), None)

        def cost(place: Occurrence) -> tuple[bool, float]:
            other = not _have_one_sense(place.token, (needed or places[0]).token)
            return other, self._cost(key, place) + FIRST * (
                needed is not None and place is not needed
            )

        return sorted(places, key=cost)  # of equals the earlier one: sorting is stable

    def _cost(self, key: Key, place: Occurrence) -> float:
        """What speaks against a sentence, in unknown words."""
        passage, token = self._passages[place.passage], place.token
        kinds = self._kinds_of(place.passage)
        length = kinds.total()
        return (
            self.unknown(key, place.passage)
            + 0.1 * max(0, length - LONG)
            + 0.5 * max(0, SHORT - length)
            + NAME * kinds["name"]
            + 2.0 * (1 - passage.confidence)
            + 2.0 * (1 - token.sense_confidence)
            + 3.0 * (self._translated and not passage.en)
            + 1.0 * (token.link_confidence < MIN_MARKED_LINK)
            + 1.0 * len(token.doubts)
            + 3.0 * (passage.zh[-1:] not in ENDS)
            + 1.0 * (len(token.text) != len(token.headword))
            + BOTH
            * any(
                other in self._vocabulary.needs[place.passage]
                for other in self._readings[key[0]]
                if other != key
            )
        )

    def unknown(self, key: Key, passage: int) -> int:
        """How many other words of a passage the learner has not met when this word comes."""
        own = self._rank[key]
        return self._vocabulary.lacks[passage] + sum(
            self._rank[other] > own for other in self._vocabulary.needs[passage]
        )

    def _kinds_of(self, index: int) -> Counter[str]:
        """The running words of a passage by their kinds."""
        if index not in self._kinds:
            self._kinds[index] = Counter(
                token.kind for token in self._passages[index].tokens if token.kind in RUNNING
            )
        return self._kinds[index]


def _have_one_sense(one: Token, other: Token) -> bool:
    """Whether a word means the same in two places: the best gloss of each is on the card of the
    other ("my; I; me" and "me; I; my")."""
    glosses = [token.gloss.split("; ") for token in (one, other)]
    return one.entry == other.entry and glosses[0][0] in glosses[1] and glosses[1][0] in glosses[0]

"""The English counterpart of each token, made whole with what its sense says.

Links are found before senses. Now the sense is known, and with it the English that translators
write for it: a word that was not linked is looked for among the words that nobody took, a phrase
("get up", "wait for") is taken whole, and what belongs to a neighbour is given back.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.base.records import Token
from generator.lexicon.english import STOP_WORDS
from generator.lexicon.passage_english import Match, PassageEnglish
from generator.lexicon.word_senses import Sense

MIN_LINK_CONFIDENCE = 0.6
"""Links below this are not stored on the token. At 0.6 two of three are right, and 85 % of the
words with a counterpart have a link (tools/fit_links.py)."""
BY_SENSE_CONFIDENCE = 0.8
"""Confidence of a counterpart that was found by the sense."""
MIN_SENSE_PROBABILITY = 0.5
MAX_DISTANCE = 12
"""English words between a match and the place where the counterpart should stand."""
UNMARKED_CLASSES = frozenset({"particle", "measure", "suffix", "prefix", "interjection"})
"""Classes whose English is grammar: a match would be chance."""


@dataclass(frozen=True, slots=True)
class SensedToken:
    """A token with the sense that was chosen for it."""

    token: Token
    sense: Sense | None
    probability: float


class Counterparts:
    """The English words of one passage, each given to one token at most."""

    def __init__(self, english: PassageEnglish) -> None:
        self._english = english
        self._taken: dict[int, int] = {}
        self._spans: dict[int, tuple[int, int, float]] = {}
        for index, link in english.links.items():
            if link.confidence >= MIN_LINK_CONFIDENCE:
                self._take(index, link.first, link.last, link.confidence)

    def _take(self, index: int, first: int, last: int, confidence: float) -> None:
        self._spans[index] = first, last, confidence
        for at in range(first, last + 1):
            self._taken[at] = index

    def _release(self, index: int) -> None:
        first, last, _ = self._spans.pop(index)
        for at in range(first, last + 1):
            if self._taken.get(at) == index:
                del self._taken[at]

    def complete(self, found: Sequence[SensedToken]) -> tuple[Token, ...]:
        """Return the tokens of a passage with their counterparts."""
        for index, one in enumerate(found):
            if index in self._spans and one.sense:
                self._adjust(index, one.sense)
        missing = [
            (index, one.sense)
            for index, one in enumerate(found)
            if one.sense and index not in self._spans and self._is_marked(one)
        ]
        self._give(missing, len(found))
        return tuple(self._with_counterpart(one.token, at) for at, one in enumerate(found))

    def _is_marked(self, one: SensedToken) -> bool:
        if one.sense is None or one.probability < MIN_SENSE_PROBABILITY:
            return False
        return one.token.kind != "punctuation" and one.sense.pos not in UNMARKED_CLASSES

    def _adjust(self, index: int, sense: Sense) -> None:
        """Take the phrase of the sense whole, and give back what does not belong to it."""
        first, last, confidence = self._spans[index]
        best: Match | None = None
        for phrase in sense.phrases:
            for match in self._english.matches(phrase):
                if match.last < first or last < match.first or not match.content:
                    continue
                if best is None or match.words > best.words:
                    best = match
        if best is None or (best.first, best.last) == (first, last):
            return
        wanted = range(best.first, best.last + 1)
        if any(self._taken.get(at, index) != index for at in wanted):
            return
        is_whole = best.first <= first and last <= best.last
        extra = [at for at in range(first, last + 1) if at not in wanted]
        gives_back = any(self._is_content(at) for at in extra)
        if is_whole or gives_back:
            self._release(index)
            self._take(index, best.first, best.last, confidence)

    def _is_content(self, at: int) -> bool:
        return self._english.words[at].text.lower() not in STOP_WORDS

    def _give(self, missing: Sequence[tuple[int, Sense]], tokens: int) -> None:
        """Give free words to the tokens whose senses they say, the nearest match first."""
        offers: list[tuple[float, int, Match]] = []
        for index, sense in missing:
            expected = self._english.expected_place(index, tokens)
            for phrase in sense.phrases:
                for match in self._english.matches(phrase):
                    distance = abs((match.first + match.last) / 2 - expected)
                    if match.content and distance <= MAX_DISTANCE:
                        offers.append((distance - 2 * match.words, index, match))
        for _, index, match in sorted(offers, key=lambda one: one[:2]):
            places = range(match.first, match.last + 1)
            if index not in self._spans and not any(at in self._taken for at in places):
                self._take(index, match.first, match.last, BY_SENSE_CONFIDENCE)

    def _with_counterpart(self, token: Token, index: int) -> Token:
        found = self._spans.get(index)
        if found is None:
            return replace(token, english=(), link_confidence=0.0) if token.english else token
        first, last, confidence = found
        span = self._english.words[first].start, self._english.words[last].end
        if token.english == (span,):
            return token
        return replace(token, english=(span,), link_confidence=confidence)

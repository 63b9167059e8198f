"""The English of a passage, prepared so that it can be asked what it says of each word."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.lexicon.english import STOP_WORDS, EnglishWord
from generator.lexicon.english_phrases import Phrase
from generator.lexicon.links import Link

MAX_GAP = 2
"""Words that may stand between the words of a phrase (take it off)."""


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase that stands in the English."""

    first: int
    last: int
    """Indices of English words, both in it."""
    content: int
    """How many of its words say more than grammar does."""
    words: int
    at: tuple[int, ...]
    """Indices of its words; others may stand between them."""


class PassageEnglish:
    """English words with their stems, and which of them each Chinese word is linked to."""

    def __init__(self, english: Sequence[EnglishWord], links: Mapping[int, Link]) -> None:
        self.words = english
        self.links = links
        self._places: dict[str, list[int]] = {}
        for at, word in enumerate(english):
            self._places.setdefault(word.stem, []).append(at)
        self.owner: dict[int, int] = {}
        for token, link in links.items():
            for at in range(link.first, link.last + 1):
                self.owner[at] = token

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """Return the different stems, in the order of the text."""
        return tuple(self._places)

    @cached_property
    def content_stems(self) -> frozenset[str]:
        """Return the stems of words that say more than grammar does."""
        return frozenset(w.stem for w in self.words if w.text.lower() not in STOP_WORDS)

    def places(self, stem: str) -> Sequence[int]:
        """Return where a stem stands."""
        return self._places.get(stem, ())

    def said(self, phrases: Sequence[Phrase]) -> Iterator[tuple[int, Phrase, list[Match]]]:
        """Yield the phrases whose first word is there, each with its number and where it stands."""
        for number, phrase in enumerate(phrases):
            if phrase.stems and phrase.stems[0] in self._places:
                yield number, phrase, self.matches(phrase)

    def matches(self, phrase: Phrase) -> list[Match]:
        """Find a phrase: its words in order, close together."""
        starts = self.places(phrase.stems[0]) if phrase.stems else ()
        if not starts:
            return []
        content = sum(phrase.content)
        found = []
        for start in starts:
            at = [start]
            for stem in phrase.stems[1:]:
                following = self._next(stem, at[-1])
                if following < 0:
                    break
                at.append(following)
            if len(at) < len(phrase.stems):
                continue
            end = at[-1]
            if phrase.stems[-1] == "of" and end - 1 >= start:
                end -= 1
                at.pop()
            found.append(Match(start, end, content, len(phrase.stems), tuple(at)))
        return found

    def _next(self, stem: str, after: int) -> int:
        """Return the next place of a stem within reach, -1 where there is none."""
        for place in self.places(stem):
            if after < place <= after + 1 + MAX_GAP:
                return place
        return -1

    def expected_place(self, token: int, tokens: int) -> float:
        """Return where the counterpart of a token should stand: at its link, else between those of
        the nearest linked tokens."""
        links = self.links
        own = links.get(token)
        if own:
            return (own.first + own.last) / 2
        left, right = token - 1, token + 1
        while left >= 0 and left not in links:
            left -= 1
        while right < tokens and right not in links:
            right += 1
        start = links[left].last if left >= 0 else -1
        end = links[right].first if right < tokens else len(self.words)
        return start + (end - start) * (token - left) / (right - left)

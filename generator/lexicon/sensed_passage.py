"""Passages whose words have their senses, before their counterparts are found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from generator.base.records import Token
from generator.lexicon.passage_english import PassageEnglish
from generator.lexicon.word_senses import Sense


@dataclass(frozen=True, slots=True)
class SensedToken:
    """A token with the senses that it was chosen from."""

    token: Token
    senses: Sequence[Sense]
    """The likeliest first; none for a name or number that no dictionary has."""
    probability: float
    """Of the first."""

    @property
    def sense(self) -> Sense | None:
        """Return the sense that was chosen."""
        return self.senses[0] if self.senses else None


@dataclass(frozen=True, slots=True)
class SensedPassage:
    """A passage whose tokens have their senses."""

    english: PassageEnglish
    chances: Mapping[tuple[int, int], float]
    """See ``links.PassageLinks``."""
    tokens: Sequence[SensedToken]


@dataclass(frozen=True, slots=True)
class Rates:
    """How often words have a counterpart, English function words are in one, and a word is said by
    a stem."""

    zh: Mapping[str, float]
    en: Mapping[str, float]
    usual_zh: float
    """Of words that are not listed."""
    usual_en: float
    pairs: Mapping[str, str]
    """How often English stems that stand beside a word say it: word -> ``stem share stem share …``.
    Shares are read when a text has their word: a text has few of them."""

    def of_pairs(self, word: str) -> Mapping[str, float]:
        """Return how often English stems that stand beside a word say it; empty for a word that was
        seen too seldom.

        >>> Rates({}, {}, 0.6, 1.0, {"书": "book 0.8 the 0.03"}).of_pairs("书")
        {'book': 0.8, 'the': 0.03}
        """
        return _shares(self.pairs.get(word, ""))


@lru_cache(maxsize=10_000)
def _shares(written: str) -> Mapping[str, float]:
    parts = written.split()
    return dict(zip(parts[::2], map(float, parts[1::2]), strict=True))

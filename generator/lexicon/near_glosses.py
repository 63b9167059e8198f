"""Glosses that say nearly the same: to walk into, and to come to."""

from collections.abc import Callable, Mapping

from generator.lexicon.english import STOP_WORDS, words

MIN_LETTERS = 3
"""Letters of a stem that says something about a meaning."""


class NearGlosses:
    """Compares glosses by the words of WordNet; what was looked up is remembered."""

    def __init__(self, related: Callable[[str], Mapping[str, float]]) -> None:
        """``related``: the stem of an English word -> stems that say nearly the same."""
        self._related = related
        self._stems: dict[str, frozenset[str]] = {}

    def near(self, gloss: str, other: str) -> bool:
        """Tell whether a word of one gloss is a word of the other, its synonym, its derivation or
        its next broader word. That is more than near synonyms have: nobody who asks for words that
        cannot be taken for each other misses those that are left out."""
        return self._reaches(gloss, other) or self._reaches(other, gloss)

    def _reaches(self, gloss: str, other: str) -> bool:
        others = self._content(other)
        return any(
            stem in others or not others.isdisjoint(self._related(stem))
            for stem in self._content(gloss)
        )

    def _content(self, gloss: str) -> frozenset[str]:
        """Return the stems of the words that say something."""
        found = self._stems.get(gloss)
        if found is None:
            said = [word for word in words(gloss) if word.text.lower() not in STOP_WORDS]
            found = frozenset(word.stem for word in said if len(word.stem) >= MIN_LETTERS)
            self._stems[gloss] = found
        return found

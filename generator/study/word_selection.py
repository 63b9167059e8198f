"""What a learner knows, and which words are wanted: the one record that says so to every
command."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256


@dataclass(frozen=True)
class Known:
    """What a learner knows already."""

    words: frozenset[str] = frozenset()
    """Simplified headwords out of lists, levels and frequencies: they get no card."""
    studied: frozenset[str] = frozenset()
    """Simplified headwords that the learner's Anki knows. A deck keeps those that it taught
    itself."""

    @cached_property
    def all(self) -> frozenset[str]:
        """Return all known words."""
        return self.words | self.studied

    @cached_property
    def characters(self) -> frozenset[str]:
        """Return the characters of the known words."""
        return frozenset("".join(self.all))

    def __contains__(self, headword: str) -> bool:
        return headword in self.all

    def is_guessable(self, headword: str) -> bool:
        """Tell whether an unknown word is made of known characters alone, so that a reader may
        guess it."""
        is_single = len(headword) == 1
        if is_single or headword in self.all:
            return False
        return self.characters.issuperset(headword)


KNOWS_NOTHING = Known()


@dataclass(frozen=True)
class WordSelection:
    """Which words of a text are to be learnt."""

    known: Known = KNOWS_NOTHING
    stop: frozenset[str] = frozenset()
    """Simplified headwords that get no card although nobody knows them."""
    names: bool = False
    """Make cards of names, too; else of those alone that an HSK syllabus has."""
    max_words: int | None = None
    """The most words that one text may bring."""
    coverage: float | None = None
    """Share of the running words, between 0 and 1, that the reader is to know after study: no more
    words than that takes."""
    skip_guessable: bool = False
    """No cards of words that are made of known characters alone."""
    wanted: frozenset[str] = frozenset()
    """Simplified headwords that a teacher lists: guessable or not."""

    def leaves_to_guess(self, headword: str) -> bool:
        """Tell whether a word gets no card because readers can guess it."""
        if not self.skip_guessable or headword in self.wanted:
            return False
        return self.known.is_guessable(headword)

    def fingerprint(self) -> str:
        """Return a hash of all that is asked for."""
        return self._hash

    @cached_property
    def _hash(self) -> str:
        """Hash once, however many texts are built: sorting the lists takes time."""
        lists = [sorted(words) for words in (self.known.words, self.known.studied, self.stop)]
        selection = (*lists, self.names, self.max_words, self.coverage)
        if self.skip_guessable:
            selection = (*selection, sorted(self.wanted))
        return sha256(repr(selection).encode()).hexdigest()


EVERY_WORD = WordSelection()

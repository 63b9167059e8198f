"""Coverage: the share of the running words of a text that a reader knows, and the fewest words that
raise it so far."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from generator.base.words import HeadwordKey
from generator.study.vocabulary import Vocabulary

ROUNDING = 1e-9
"""A share of 7 % of 100 words is 7 of them, not the 8 that 7.000000000000001 would ask for."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a text is known."""

    running: int = 0
    """Running words: words, names and numbers, each as often as it stands in the text."""
    before: int = 0
    """Those known before study."""
    after: int = 0
    """Those known after it."""

    def share(self, known: int) -> float:
        """Return a number of running words as a share of all, between 0 and 1; 1 for a text without
        words."""
        return known / self.running if self.running else 1.0


NO_COVERAGE = Coverage()


def by_use(vocabulary: Vocabulary, rank: Callable[[HeadwordKey], Any]) -> list[HeadwordKey]:
    """Sort the words to learn by what they add to coverage, most first; ``rank`` decides between
    equals, then the order of the text.

    Each word adds as many running words as it stands in the text, whatever else is known. So of any
    n words no others add more than the first n of this list, and no shorter list reaches what its
    beginning reaches.
    """
    return sorted(vocabulary.places, key=lambda key: (-vocabulary.counts[key], rank(key)))


def fewest(
    vocabulary: Vocabulary,
    rank: Callable[[HeadwordKey], Any],
    max_words: int | None = None,
    coverage: float | None = None,
) -> frozenset[HeadwordKey]:
    """Return the fewest words that take the reader to ``coverage`` (all that help, if it cannot be
    reached), but ``max_words`` at most."""
    wanted: list[HeadwordKey] = []
    known = vocabulary.known
    goal: float = vocabulary.running
    if coverage is not None:
        goal = coverage * vocabulary.running - ROUNDING
    for key in by_use(vocabulary, rank)[:max_words]:
        if known >= goal:
            break
        wanted.append(key)
        known += vocabulary.counts[key]
    return frozenset(wanted)


def reached(vocabulary: Vocabulary, words: Iterable[HeadwordKey]) -> Coverage:
    """Return how much of the text is known when some of its words were learnt."""
    learnt = sum(vocabulary.counts[key] for key in words)
    return Coverage(
        running=vocabulary.running,
        before=vocabulary.known,
        after=vocabulary.known + learnt,
    )

"""The words of a text: where each stands, and whether it is to be learnt, known, or nobody's
business."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.base.records import Passage, Token

Key = tuple[str, str]
"""A word: its headword and how it is read, in lower case."""
Status = Literal["wanted", "known", "skipped", "held", "stopped", "name"]
"""What becomes of a word. ``wanted``: it gets a card, if anything can be said of it. ``known``: the
learner knows it. ``skipped``: a person wants no card for it, because it needs none. ``held``:
another deck teaches it. ``stopped``: no card, although nobody knows it. ``name``: no card, because
a reader needs none."""
RUNNING = frozenset({"word", "name", "number"})
"""Kinds of tokens that count as running words. Signs do not, nor do words in Latin letters, which
are not read as Chinese."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A word where it stands."""

    passage: int
    """Zero-based index of the passage."""
    token: Token


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a text, those of passages that may be on cards by their places."""

    places: Mapping[Key, tuple[Occurrence, ...]]
    """Words to learn, in the order of the text, each with the places where it could be shown."""
    others: Mapping[Status, tuple[Occurrence, ...]]
    """Words that get no card, as they stand first, in the order of the text."""
    unexplained: tuple[Occurrence, ...]
    """Words to learn of which nothing can be said, as they stand first."""
    needs: Mapping[int, tuple[Key, ...]]
    """Passage that may be on a card -> the words to learn that stand in it, each once, in the order
    of the sentence."""
    lacks: Mapping[int, int]
    """The same passages -> how many of their words stay unknown whatever is learnt."""
    counts: Mapping[Key, int]
    """How often each word to learn stands in the text, passages that make no cards included."""
    running: int
    """Running words of the text."""
    known: int
    """Those of them that need no card: known words, names, numbers."""


def key_of(token: Token) -> Key:
    """The word of a token: taking it for a name cannot change it."""
    return token.headword, token.entry.reading.lower() if token.entry else token.reading.lower()


def survey(
    passages: Sequence[Passage], usable: Collection[int], standing: Callable[[Token], Status]
) -> Vocabulary:
    """Read off a text what is to be learnt. ``usable`` are the indices of passages that may be on
    cards, in order."""
    found: defaultdict[Key, list[Occurrence]] = defaultdict(list)
    needs: dict[int, dict[Key, None]] = {index: {} for index in usable}
    others: defaultdict[Status, dict[Key, Occurrence]] = defaultdict(dict)
    occurring: Counter[Key] = Counter()
    stopped: defaultdict[int, set[Key]] = defaultdict(set)
    running = unknown = 0
    for index, passage in enumerate(passages):
        for token in passage.tokens:
            running += token.kind in RUNNING
            if token.kind not in ("word", "name"):
                continue
            key, what = key_of(token), standing(token)
            if what == "wanted":
                occurring[key] += 1
            elif what == "stopped":
                unknown += 1
                stopped[index].add(key)
            if index not in needs:
                continue
            if what == "wanted":
                needs[index][key] = None
                found[key].append(Occurrence(index, token))
            else:
                others[what].setdefault(key, Occurrence(index, token))
    explained = {
        key: tuple(place for place in places if place.token.gloss) for key, places in found.items()
    }
    places = {key: own for key, own in explained.items() if own}
    return Vocabulary(
        places,
        {what: tuple(own.values()) for what, own in others.items()},
        tuple(found[key][0] for key, own in explained.items() if not own),
        {index: tuple(key for key in keys if key in places) for index, keys in needs.items()},
        {
            index: len(stopped[index]) + sum(key not in places for key in keys)
            for index, keys in needs.items()
        },
        {key: occurring[key] for key in places},
        running,
        running - unknown - occurring.total(),
    )

"""The words of a text: where each stands, and whether it is to be learnt, known, or nobody's
business."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.base.records import Passage, Token
from generator.base.words import HeadwordKey, headword_key

Status = Literal["wanted", "untaught", "known", "skipped", "held", "stopped", "name"]
"""What becomes of a word. ``wanted``: it gets a card, if the dictionary explains it. ``untaught``:
not here, where its meaning is too unsure to be taught. ``known``: the learner knows it.
``skipped``: a person wants no card for it, because it needs none. ``held``: another deck teaches
it. ``stopped``: no card, although nobody knows it. ``name``: no card, because a reader needs
none."""
RUNNING = frozenset({"word", "name", "number"})
"""Kinds of tokens that count as running words. Punctuation marks do not, nor do words in Latin
letters, which are not read as Chinese."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A word where it stands."""

    passage: int
    """Zero-based index of the passage."""
    token: Token


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a text, those of passages that may be on cards by their places."""

    places: Mapping[HeadwordKey, tuple[Occurrence, ...]]
    """Words to learn, in the order of the text, each with the places where it could be shown."""
    others: Mapping[Status, tuple[Occurrence, ...]]
    """Words that get no card, as they stand first, in the order of the text."""
    unexplained: tuple[Occurrence, ...]
    """Words to learn that nothing explains, as they stand first."""
    needs: Mapping[int, tuple[HeadwordKey, ...]]
    """Passage that may be on a card -> the words to learn that stand in it, each once, in the order
    of the sentence."""
    lacks: Mapping[int, int]
    """The same passages -> how many of their words stay unknown whatever is learnt."""
    counts: Mapping[HeadwordKey, int]
    """How often each word to learn stands in the text, passages that make no cards included."""
    running: int
    """Running words of the text."""
    known: int
    """Those of them that need no card: known words, names, numbers."""


def survey(
    passages: Sequence[Passage], usable: Collection[int], status_of: Callable[[Token], Status]
) -> Vocabulary:
    """Read off a text what is to be learnt. ``usable`` are the indices of passages that may be on
    cards, in order."""
    found: defaultdict[HeadwordKey, list[Occurrence]] = defaultdict(list)
    wanted: dict[int, dict[HeadwordKey, None]] = {index: {} for index in usable}
    others: defaultdict[Status, dict[HeadwordKey, Occurrence]] = defaultdict(dict)
    counts: Counter[HeadwordKey] = Counter()
    stopped: defaultdict[int, set[HeadwordKey]] = defaultdict(set)
    running = unknown = 0
    for index, token in _running_words(passages):
        running += 1
        if token.kind == "number":
            continue
        key, status = headword_key(token), status_of(token)
        is_lacking = status in ("wanted", "untaught")
        if is_lacking:
            counts[key] += 1
            unknown += 1
        elif status == "stopped":
            stopped[index].add(key)
            unknown += 1
        if index not in wanted:
            continue
        place = Occurrence(passage=index, token=token)
        if is_lacking:
            wanted[index][key] = None
        if status == "wanted":
            found[key].append(place)
        else:
            others[status].setdefault(key, place)
    places, unexplained = _explained(found)
    others["untaught"] = {key: at for key, at in others["untaught"].items() if key not in places}
    needs: dict[int, tuple[HeadwordKey, ...]] = {}
    lacks: dict[int, int] = {}
    for index, keys in wanted.items():
        needs[index] = tuple(key for key in keys if key in places)
        lacks[index] = len(stopped[index]) + len(keys) - len(needs[index])
    return Vocabulary(
        places=places,
        others={status: tuple(first.values()) for status, first in others.items()},
        unexplained=unexplained,
        needs=needs,
        lacks=lacks,
        counts={key: counts[key] for key in places},
        running=running,
        known=running - unknown,
    )


def _running_words(passages: Sequence[Passage]) -> Iterator[tuple[int, Token]]:
    """Yield each running word of a text with the index of its passage."""
    for index, passage in enumerate(passages):
        for token in passage.tokens:
            if token.kind in RUNNING:
                yield index, token


def _explained(
    found: Mapping[HeadwordKey, Sequence[Occurrence]],
) -> tuple[dict[HeadwordKey, tuple[Occurrence, ...]], tuple[Occurrence, ...]]:
    """Return the places where each word can be explained, and the first place of those words that
    nowhere can."""
    places: dict[HeadwordKey, tuple[Occurrence, ...]] = {}
    unexplained: list[Occurrence] = []
    for key, all_places in found.items():
        explained = tuple(place for place in all_places if place.token.gloss)
        if explained:
            places[key] = explained
        else:
            unexplained.append(all_places[0])
    return places, tuple(unexplained)

"""The order of study: which word comes when, and before which sentence."""

import heapq
import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.base.words import HeadwordKey

PRICE_OF_RARE_WORD = 1_000_000
"""Price of a word that one passage alone has; prices are whole numbers, so that a sum does not
depend on the order of its terms."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Words and sentences in order of study."""

    words: Mapping[HeadwordKey, int]
    """Each word, and the passage that its card comes before."""
    passages: tuple[int, ...]
    """Indices of all passages that may be on cards."""


def sentence_by_sentence(
    order: Sequence[int], needs: Mapping[int, Collection[HeadwordKey]]
) -> Plan:
    """Put passages in a given order, each after the words that it brings, these as they stand in
    it."""
    words: dict[HeadwordKey, int] = {}
    for index in order:
        for key in needs[index]:
            words.setdefault(key, index)
    return Plan(words=words, passages=tuple(order))


def word_by_word(
    order: Sequence[HeadwordKey], needs: Mapping[int, Collection[HeadwordKey]]
) -> Plan:
    """Put words in a given order, and each passage as soon as all its words were learnt."""
    rank = {key: place for place, key in enumerate(order)}
    ready: dict[int, int] = {}
    for index, keys in needs.items():
        ready[index] = max([rank[key] for key in keys], default=-1)
    passages = sorted(needs, key=lambda index: (ready[index], index))
    words: dict[HeadwordKey, int] = {}
    waiting = iter(order)
    for index in passages:
        while len(words) <= ready[index]:
            words[next(waiting)] = index
    return Plan(words=words, passages=tuple(passages))


def reading_order(
    needs: Mapping[int, Collection[HeadwordKey]], lacks: Mapping[int, int], power: float = 0.5
) -> list[int]:
    """Sort passages so that sentences become readable after as few words as possible.

    Greedy: always the passage whose new words cost least, the earlier one of equals. A word that n
    passages have costs 1 / n ** power, since all of them gain by it. So a sentence with one new
    word comes before one with two of which that word is one, and of two with one new word each the
    one whose word the text needs more. ``lacks`` is how many words of a passage nobody will learn;
    each costs 1.

    O((n + w) log n) for n passages with w words: a passage is put into the heap anew whenever one
    of its words was learnt. How near this comes to the best order there is: docs/study.md, and
    ``tools/eval_order.py``.
    """
    having = _passages_with(needs)
    price: dict[HeadwordKey, int] = {}
    for key, places in having.items():
        price[key] = round(PRICE_OF_RARE_WORD / len(places) ** power)
    cost: dict[int, int] = {}
    for index, keys in needs.items():
        cost[index] = PRICE_OF_RARE_WORD * lacks[index] + sum(price[key] for key in keys)
    heap = [(own, index) for index, own in cost.items()]
    heapq.heapify(heap)
    learnt: set[HeadwordKey] = set()
    ordered: dict[int, None] = {}
    while heap:
        own, index = heapq.heappop(heap)
        if index in ordered or own != cost[index]:
            continue
        ordered[index] = None
        saved: Counter[int] = Counter()
        for key in needs[index]:
            if key not in learnt:
                learnt.add(key)
                for other in having[key]:
                    saved[other] += price[key]
        for other, less in saved.items():
            if other not in ordered:
                cost[other] -= less
                heapq.heappush(heap, (cost[other], other))
    return list(ordered)


def _passages_with(needs: Mapping[int, Collection[HeadwordKey]]) -> dict[HeadwordKey, list[int]]:
    """Return the passages that have each word."""
    found: defaultdict[HeadwordKey, list[int]] = defaultdict(list)
    for index, keys in needs.items():
        for key in keys:
            found[key].append(index)
    return found


def plan(
    order: str,
    needs: Mapping[int, Collection[HeadwordKey]],
    lacks: Mapping[int, int],
    frequency: Callable[[HeadwordKey], Any],
    level: Callable[[HeadwordKey], Any],
) -> Plan:
    """Put the words of ``needs`` and its passages, which come in the order of the text, into an
    order of study.

    ``order`` is ``text``, ``reading``, ``frequency`` or ``level``; the functions give what words
    are sorted by for the latter two.
    """
    if order == "text":
        return sentence_by_sentence(list(needs), needs)
    if order == "reading":
        return sentence_by_sentence(reading_order(needs, lacks), needs)
    words = dict.fromkeys(itertools.chain.from_iterable(needs.values()))
    rank = frequency if order == "frequency" else level
    return word_by_word(sorted(words, key=rank), needs)

"""The order of study: as the text goes, or so that every card brings as little new as the text allows."""

import heapq
from collections import defaultdict
from collections.abc import Callable, Sequence

from generator.records import Passage, Token
from generator.study.choose import is_studied


def reading_order(passages: Sequence[tuple[int, Passage]], is_known: Callable[[Token], bool]) -> list[tuple[int, Passage]]:
    """Passages (with their index in the text) in an order in which each, when its turn comes, has few words that are new.

    Greedy: always the passage with the fewest words that no passage before it had, the earlier one of equals. So a sentence with one
    new word comes before a sentence with two of which that word is one. ``is_known`` are words that need no card.

    O((n + w) log n) for n passages with w words: a passage is put into the heap anew whenever one of its words was learnt.
    """
    new = [{_key(t) for t in p.tokens if is_studied(t) and not is_known(t)} for _, p in passages]
    having: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, words in enumerate(new):
        for word in words:
            having[word].append(place)
    heap = [(len(words), place) for place, words in enumerate(new)]
    heapq.heapify(heap)
    done: set[int] = set()
    ordered = []
    while heap:
        count, place = heapq.heappop(heap)
        if place in done or count != len(new[place]):
            continue
        done.add(place)
        ordered.append(passages[place])
        touched = {other for word in new[place] for other in having[word]} - done
        for other in touched:
            new[other] -= new[place]
            heapq.heappush(heap, (len(new[other]), other))
    return ordered


def _key(token: Token) -> tuple[str, str]:
    return token.headword, token.entry.reading.lower() if token.entry else token.reading.lower()

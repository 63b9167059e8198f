"""All pairs of words of a passage that may be linked, with the evidence for each."""

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from generator.lexicon.english import EnglishWord, is_break
from generator.lexicon.link_evidence import LinkItem, columns, rows
from generator.lexicon.link_features import features
from generator.lexicon.link_weights import models

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Singles = NDArray[np.float32]
    Ints = NDArray[np.int64]
    WordVectors = Callable[[Sequence[str]], Singles]
    """Returns unit vectors (words, size) of words of either language, each for itself."""

Passage = tuple[Sequence[LinkItem], Sequence[EnglishWord]]
MAX_WORDS_AT_ONCE = 200
"""Words of one side that are linked at once: more than a passage of prose has."""
MAX_GAP = 2
"""English words that stand at most so far apart are neighbours: one function word may lie
between."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The words of a passage that may be linked, and all pairs of them."""

    passage: int
    """Number of the passage."""
    rows: "Ints"
    """Numbers of the Chinese tokens."""
    columns: "Ints"
    """Numbers of the English words."""
    numbers: "NDArray[np.bool_]"
    """(tokens,): whether the Chinese token is a number."""
    joined: "NDArray[np.bool_]"
    """(words - 1,): whether an English word and the next may belong to one term, by what lies
    between them."""
    texts: tuple[tuple[str, ...], tuple[str, ...]]
    """The Chinese tokens, and the stems of the English words."""
    features: "Singles"
    """(FEATURES, tokens, words)."""

    @property
    def shape(self) -> tuple[int, int]:
        """Return the numbers of tokens and words."""
        return len(self.rows), len(self.columns)


class _Block(NamedTuple):
    """The tokens and English words of one grid."""

    passage: int
    tokens: list[int]
    words: list[int]


def grids_of(passages: Sequence[Passage], vectors: "WordVectors | None") -> list[Grid]:
    """Return all pairs of words that may be linked, with the evidence for each: one grid a passage,
    several for one that is no prose."""
    blocks = list(_blocks_of(passages))
    if not blocks:
        return []
    cosines: Iterable[Singles | None] = [None] * len(blocks)
    if vectors is not None:
        cosines = _cosines(passages, blocks, vectors)
    return [_grid(passages, block, own) for block, own in zip(blocks, cosines, strict=True)]


def _grid(passages: Sequence[Passage], block: _Block, cosines: "Singles | None") -> Grid:
    import numpy as np

    items, english = passages[block.passage]
    tokens = [items[i] for i in block.tokens]
    numbers = [item.value is not None for item in tokens]
    joined = [_are_joined(english[a : b + 1]) for a, b in itertools.pairwise(block.words)]
    stems = [english[j].stem for j in block.words]
    return Grid(
        passage=block.passage,
        rows=np.array(block.tokens, np.int64),
        columns=np.array(block.words, np.int64),
        numbers=np.array(numbers, bool),
        joined=np.array(joined, bool),
        texts=(tuple(item.text for item in tokens), tuple(stems)),
        features=features(items, english, block.tokens, block.words, cosines),
    )


def _are_joined(english: Sequence[EnglishWord]) -> bool:
    """Tell whether no more than one word lies between the first and the last, and no punctuation
    but a hyphen or the full stop of an abbreviation."""
    if len(english) - 1 > MAX_GAP:
        return False
    return not any(itertools.starmap(is_break, itertools.pairwise(english)))


def _blocks_of(passages: Sequence[Passage]) -> Iterator[_Block]:
    """Yield the words of all passages, cut into as many blocks of equal size as it takes, so that
    work and memory grow with the length alone."""
    for number, (items, english) in enumerate(passages):
        tokens, words = rows(items), columns(english)
        count = math.ceil(max(len(tokens), len(words)) / MAX_WORDS_AT_ONCE)
        for k in range(count):
            block = _Block(number, _share(tokens, k, count), _share(words, k, count))
            if block.tokens and block.words:
                yield block


def _share(numbers: list[int], k: int, count: int) -> list[int]:
    """Return the ``k``-th of ``count`` equal shares."""
    size = len(numbers)
    return numbers[size * k // count : size * (k + 1) // count]


def _cosines(
    passages: Sequence[Passage], blocks: Sequence[_Block], vectors: "WordVectors"
) -> "Iterator[Singles]":
    """Yield the cosines of the words of each block, the mean of each language taken off."""
    import numpy as np

    texts = []
    for block in blocks:
        items, english = passages[block.passage]
        zh = [items[i].text for i in block.tokens]
        texts.append((zh, [english[j].text for j in block.words]))
    # All words at once: the network costs less.
    different = sorted(set(itertools.chain.from_iterable(itertools.chain.from_iterable(texts))))
    number = {text: k for k, text in enumerate(different)}
    made = vectors(different)
    zh_mean, en_mean = (np.array(mean, np.float32) for mean in models()["means"])
    for zh, en in texts:
        tokens = made[[number[text] for text in zh]] - zh_mean
        words = made[[number[text] for text in en]] - en_mean
        yield tokens @ words.T

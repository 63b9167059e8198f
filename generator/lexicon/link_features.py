"""The evidence for each pair of a Chinese and an English word of a passage, as numbers: dictionary,
sound, value, vectors, place."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from generator.lexicon.english import EnglishWord
from generator.lexicon.link_evidence import FOUND, LinkItem, evidence_layers

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Singles = NDArray[np.float32]

WORTH = (1.0, 0.9, 0.6, 0.6, 0.3, 1.0, 0.95, 0.7)
"""Weights of FOUND, chosen by eye; the models learn the rest."""
FEATURES = (
    *FOUND,
    "cosine",
    "attention",
    "log attention",
    "stated",
    "stated - rivals of the Chinese word",
    "stated - rivals of the English word",
    "both",
    "both - rivals of the Chinese word",
    "both - rivals of the English word",
    "stated x attention",
    "off the diagonal",
    "words off the diagonal",
    "one character",
    "letters",
    "English word occurs again",
    "light",
)
STATED_WEIGHT = 0.6
"""Of the evidence in words beside that of the vectors."""
SHARPNESS = 0.08
"""Temperature of the softmax over cosines."""
MAX_DISTANCE = 12.0
"""Words off the diagonal; more are not told apart."""


def rivals(values: "Singles", axis: int) -> "Singles":
    """Return for each value of a matrix the highest other one along an axis; 0 where there is
    none."""
    import numpy as np

    if values.shape[axis] < 2:
        return np.zeros_like(values)
    order = np.partition(values, -2, axis=axis)
    best, second = np.take(order, [-1], axis), np.take(order, [-2], axis)
    return np.asarray(np.where(values >= best, second, best), np.float32)


def attention(cosines: "Singles") -> "Singles":
    """Return the geometric mean of the softmaxes along both axes (Jalili Sabet et al. 2020,
    "SimAlign")."""
    import numpy as np

    weights = np.exp(cosines / np.float32(SHARPNESS))
    by_row, by_column = weights.sum(1, keepdims=True), weights.sum(0, keepdims=True)
    return np.asarray(weights / np.sqrt(by_row * by_column), np.float32)


def features(
    items: Sequence[LinkItem],
    english: Sequence[EnglishWord],
    chosen: Sequence[int],
    candidates: Sequence[int],
    cosines: "Singles | None",
) -> "Singles":
    """Return FEATURES of all pairs, (features, tokens, words); without ``cosines`` (tokens, words)
    those of the vectors are 0."""
    import numpy as np

    layers = evidence_layers(items, chosen, english, candidates)
    worth = np.array(WORTH, np.float32)
    stated = (layers * worth[:, None, None]).max(0)
    of_vectors = np.zeros((3, *stated.shape), np.float32)
    if cosines is not None:
        softmax = attention(cosines)
        of_vectors = np.stack([cosines, softmax, np.log(softmax + np.float32(1e-4))])
    attended = of_vectors[1]
    both = np.float32(STATED_WEIGHT) * stated + attended
    distance = _off_diagonal(chosen, len(items), candidates, len(english))
    pairs = [
        *layers,
        *of_vectors,
        *_with_leads(stated),
        *_with_leads(both),
        stated * attended,
        distance,
        np.minimum(distance * len(items), MAX_DISTANCE),
    ]
    zh, en = [items[i] for i in chosen], [english[j] for j in candidates]
    return np.stack([*pairs, *_of_single_words(zh, en)]).astype(np.float32)


def _with_leads(values: "Singles") -> "tuple[Singles, Singles, Singles]":
    """Return values, and how far each lies before its rivals in its row and in its column."""
    return values, values - rivals(values, 1), values - rivals(values, 0)


def _off_diagonal(
    chosen: Sequence[int], tokens: int, candidates: Sequence[int], words: int
) -> "Singles":
    """Return how far apart the places of token and word in their sentences are, as shares of 1."""
    import numpy as np

    zh = (np.array(chosen, np.float32) + 0.5) / tokens
    en = (np.array(candidates, np.float32) + 0.5) / words
    return np.abs(zh[:, None] - en[None, :])


def _of_single_words(zh: Sequence[LinkItem], en: Sequence[EnglishWord]) -> "Iterator[Singles]":
    """Yield the last four FEATURES: what a token or a word says for itself."""
    import numpy as np

    count = Counter(word.stem for word in en)
    is_short = [len(item.text) == 1 for item in zh]
    is_repeated = [count[word.stem] > 1 for word in en]
    letters = [len(word.text) for word in en]
    shape = len(zh), len(en)
    yield np.broadcast_to(np.array(is_short, np.float32)[:, None], shape)
    yield np.broadcast_to(np.array(letters, np.float32), shape)
    yield np.broadcast_to(np.array(is_repeated, np.float32), shape)
    yield np.broadcast_to(np.array([item.light for item in zh], np.float32)[:, None], shape)

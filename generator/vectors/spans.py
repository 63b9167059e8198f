"""Vectors of sentences and of any run of sentences."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.vectors.network import SIZE, Singles, model
from generator.vectors.tokens import batches, tokenizer


@dataclass(frozen=True, slots=True)
class SpanVectors:
    """The sentences of one side, ready for vectors of any run of them."""

    sums: NDArray[np.float16]
    """(5, sentences, SIZE): summed features of the sentence's own tokens, of its begin mark, of its
    end mark, of the tokens of its first clause, and of its last."""
    tokens: Singles
    """(3, sentences): tokens of each sentence without the marks, of its first clause, of its
    last."""
    head: Callable[[Singles, Singles], Singles]
    """``EmbeddingNetwork.head``"""

    def __len__(self) -> int:
        return int(self.tokens.shape[1])

    def only(self, sentences: Sequence[int]) -> "SpanVectors":
        """Return some of the sentences, as if there were no others."""
        chosen = list(sentences)
        return SpanVectors(self.sums[:, chosen], self.tokens[:, chosen], self.head)

    def vectors(self, first: int, end: int, length: int) -> Singles:
        """Return unit vectors (end - first, SIZE) of the runs of ``length`` sentences that begin at
        ``first`` to ``end - 1``.

        Runs that reach past the last sentence have zeros. Marks between the sentences of a run are
        left out, as if it were one sentence (cosine to encoding the run as one text: .976 to .997).
        """
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

    def clauses(self, first: int, end: int, *, last: bool) -> Singles:
        """Return unit vectors (end - first, SIZE) of the first or last clause of the sentences
        ``first`` to ``end - 1``."""
        total = self.sums[4 if last else 3, first:end].astype(np.float32)
        total += self.sums[1, first:end]
        total += self.sums[2, first:end]
        return self.head(total, self.tokens[2 if last else 1, first:end] + 2)


def encode(texts: Sequence[str]) -> SpanVectors:
    """Encode the sentences of one side. Raises ModuleNotFoundError where the package of the model
    is not installed."""
    tokens_of = tokenizer().tokens
    sums = np.empty((5, len(texts), SIZE), np.float16)
    tokens = np.empty((3, len(texts)), np.float32)
    first = 0
    for batch in batches([tokens_of(text) for text in texts]):
        end = first + len(batch)
        sums[:, first:end], tokens[:, first:end] = model().sums(batch)
        first = end
    return SpanVectors(sums, tokens, model().head)

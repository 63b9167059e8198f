"""Labels of the elements of sequences under a linear chain: the best path, and how likely each
label is over all paths (Lafferty, McCallum and Pereira 2001).

``scores`` are (rows, labels), packed; ``transitions`` are (labels, labels), from the label of one
element to that of the next. Both are logarithms.
"""

from itertools import pairwise
from typing import TYPE_CHECKING

from generator.chinese.packed import PackedRows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Doubles = NDArray[np.float64]


def best_labels(scores: "Doubles", transitions: "Doubles", rows: PackedRows) -> "Ints":
    """Return the label of each row on the best path of its sequence (Viterbi 1967)."""
    import numpy as np

    best = scores.copy()
    for before, after in pairwise(rows.steps):
        here = best[after]
        reached = best[before][: len(here), :, None] + transitions
        here += reached.max(axis=1)
    labels = np.empty(len(scores), np.int64)
    chosen = labels[:0]
    for step in reversed(rows.steps):
        # ``best`` holds paths up to here; what follows is fixed where the sequence goes on.
        here = best[step]
        here[: len(chosen)] += transitions.T[chosen]
        chosen = here.argmax(axis=1)
        labels[step] = chosen
    return labels


def likelihoods(scores: "Doubles", transitions: "Doubles", rows: PackedRows) -> "Doubles":
    """Return how likely each label is in each row, over all paths (forward-backward; Rabiner
    1989)."""
    import numpy as np

    own = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights = np.exp(transitions)
    follow = np.stack([weights, weights.T])
    there = np.stack([own, own[rows.mirrors]])
    state = there[:, rows.steps[0]]
    for step in rows.steps[1:]:
        here = there[:, step]
        here *= state[:, : here.shape[1]] @ follow
        here /= here.sum(axis=2, keepdims=True)
        state = here
    found: Doubles = there[0] * there[1][rows.mirrors]
    found /= own
    found /= found.sum(axis=1, keepdims=True)
    return found

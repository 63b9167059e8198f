"""The context of a pair of words: how likely its neighbours are, how far it agrees with the links
nearby, and whether the two words go together elsewhere in the text."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from generator.lexicon.link_features import FEATURES, rivals
from generator.lexicon.link_grid import Grid

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Singles = NDArray[np.float32]
    Ints = NDArray[np.int64]
    Where = tuple[NDArray[Any], ...]
    """Rows and columns of some pairs."""

ANCHOR_PROBABILITY = 0.5
"""From here on a word's best pair vouches for its neighbours."""
MAX_STEP = 5
"""Tokens on either side that vouch."""
MAX_DISTANCE = 12.0
"""Words between a pair and where its neighbours expect it; more is not told apart."""
NEARNESS_SCALE = 4
"""Words over which nearness falls to 1/e."""
MAX_SUPPORT = 4
"""Sum of the neighbours' weights; more is not told apart."""
DAMPING = 1.5
"""Added to the counts of a word's other occurrences."""
MAX_OCCURRENCES = 5
"""Other occurrences of a word; more are not told apart."""
KEPT_NAMES = (
    "phrase",
    "cosine",
    "attention",
    "stated",
    "stated - rivals of the Chinese word",
    "stated - rivals of the English word",
    "both",
    "both - rivals of the Chinese word",
    "both - rivals of the English word",
    "words off the diagonal",
    "one character",
    "letters",
    "English word occurs again",
    "light",
)
"""Evidence that the later rounds see again."""
KEPT = tuple(FEATURES.index(name) for name in KEPT_NAMES)
CONTEXT = (
    "log odds",
    "rivals of the Chinese word",
    "rivals of the English word",
    "share among the Chinese word's",
    "share among the English word's",
    "English word before",
    "English word after",
    "Chinese word before or after",
    "nearest neighbour",
    "neighbours",
    "neighbours there",
    "sum of the Chinese word's",
    "sum of the English word's",
    "together elsewhere, of the Chinese word",
    "together elsewhere, of the English word",
    "together elsewhere, of the rarer",
    "elsewhere",
)


def contexts(
    grids: Sequence[Grid], found: "Sequence[Singles]", picked: "Sequence[Where]"
) -> "list[Singles]":
    """Return KEPT and CONTEXT of the picked pairs of each grid, (features, pairs), by the
    probabilities of the round before."""
    import numpy as np

    sizes = [len(rows) for rows, _ in picked]
    elsewhere = np.split(_elsewhere(grids, found, picked), np.cumsum(sizes)[:-1], axis=1)
    made = []
    for grid, chances, where, far in zip(grids, found, picked, elsewhere, strict=True):
        near = _context(grid, chances, where)
        made.append(np.concatenate([near, far]))
    return made


def _elsewhere(
    grids: Sequence[Grid], found: "Sequence[Singles]", picked: "Sequence[Where]"
) -> "Singles":
    """Return how often the words of each pair translate each other in the other passages: a text is
    a dictionary of its own."""
    import numpy as np

    sizes = [len(rows) for rows, _ in picked]
    passage = np.repeat(np.arange(len(grids)), sizes)
    share = np.concatenate([p[where] for p, where in zip(found, picked, strict=True)])
    zh_word, zh = _occurrences(grids, picked, 0)
    en_word, en = _occurrences(grids, picked, 1)
    keys = zh_word * (en_word.max(initial=0) + 1) + en_word
    _, pair = np.unique(keys, return_inverse=True)
    _, local = np.unique(pair * len(grids) + passage, return_inverse=True)
    everywhere, here = np.bincount(pair, share)[pair], np.bincount(local, share)[local]
    together = everywhere - here
    rarer = np.minimum(zh, en)
    counts = [
        together / (zh + DAMPING),
        together / (en + DAMPING),
        together / (rarer + DAMPING),
        np.minimum(zh, MAX_OCCURRENCES),
    ]
    return np.stack(counts).astype(np.float32)


def _occurrences(
    grids: Sequence[Grid], picked: "Sequence[Where]", side: int
) -> "tuple[Ints, Singles]":
    """Return of one side of all picked pairs the numbers of the words, and how often each word
    occurs in the other grids."""
    import numpy as np

    numbers: dict[str, int] = {}
    all_words, own, here = [], [], []
    for grid, where in zip(grids, picked, strict=True):
        words = _numbered(grid.texts[side], numbers)
        chosen = words[where[side]]
        all_words.append(words)
        own.append(chosen)
        here.append(np.bincount(words, minlength=1)[chosen])
    count = np.bincount(np.concatenate(all_words), minlength=len(numbers))
    word = np.concatenate(own)
    elsewhere = count[word] - np.concatenate(here)
    return word, elsewhere.astype(np.float32)


def _numbered(texts: Sequence[str], numbers: dict[str, int]) -> "Ints":
    """Return the numbers of words; new words get the next free ones."""
    import numpy as np

    found = [numbers.setdefault(text, len(numbers)) for text in texts]
    return np.array(found, np.int64)


def _context(grid: Grid, found: "Singles", where: "Where") -> "Singles":
    import numpy as np

    row, column = where
    own = found[where]
    by_row, by_column = rivals(found, 1)[where], rivals(found, 0)[where]
    clipped = np.clip(own, 1e-4, 1 - 1e-4)
    log_odds = np.log(clipped / (1 - clipped))
    share_of_row = own / (own + by_row + 0.01)
    share_of_column = own / (own + by_column + 0.01)
    evidence = [grid.features[k][where] for k in KEPT]
    context = [log_odds, by_row, by_column, share_of_row, share_of_column]
    context += _beside(grid, found, where)
    context += _agreement(grid, found, where)
    context += [found.sum(1)[row], found.sum(0)[column]]
    return np.stack([*evidence, *context]).astype(np.float32)


def _beside(grid: Grid, found: "Singles", where: "Where") -> "tuple[Singles, Singles, Singles]":
    """Return the probabilities of the pairs next to each pair: with the English word before, with
    the one after, and the likelier one of the Chinese words before and after."""
    import numpy as np

    row, column = where
    bordered = _bordered(found)
    near_columns = _bordered(grid.joined)
    near_rows = _bordered(np.diff(grid.rows) <= 1)
    before = bordered[row + 1, column] * near_columns[column]
    after = bordered[row + 1, column + 2] * near_columns[column + 1]
    above = bordered[row, column + 1] * near_rows[row]
    below = bordered[row + 2, column + 1] * near_rows[row + 1]
    return before, after, np.maximum(above, below)


def _bordered(values: "NDArray[Any]") -> "NDArray[Any]":
    """Return values with a border of zeros (``np.pad`` takes ten times as long)."""
    import numpy as np

    made = np.zeros([size + 2 for size in values.shape], values.dtype)
    made[(slice(1, -1),) * values.ndim] = values
    return made


def _agreement(grid: Grid, found: "Singles", where: "Where") -> "tuple[Singles, Singles, Singles]":
    """Return how far pairs lie from where the links of the tokens nearby expect them: the least
    distance, the weighted mean nearness, the sum of the weights."""
    import numpy as np

    zh, en = grid.rows[where[0]], grid.columns[where[1]]
    if not found.size:
        nothing = np.zeros(0, np.float32)
        return nothing, nothing, nothing
    best = found.argmax(1)
    sure = found[np.arange(len(found)), best]
    anchors = sure > ANCHOR_PROBABILITY
    step = zh[:, None] - grid.rows[anchors]
    steps = np.abs(step)
    close = (step != 0) & (steps <= MAX_STEP)
    distance = np.abs(en[:, None] - grid.columns[best[anchors]] - step).astype(np.float32)
    weight = np.where(close, sure[anchors] / np.maximum(steps, 1), 0).astype(np.float32)
    total = weight.sum(1)
    weighted = weight * np.exp(-distance / NEARNESS_SCALE)
    nearness = weighted.sum(1) / (total + np.float32(1e-6))
    least = np.where(close, distance, MAX_DISTANCE).min(1, initial=MAX_DISTANCE)
    return least, nearness, np.minimum(total, MAX_SUPPORT)

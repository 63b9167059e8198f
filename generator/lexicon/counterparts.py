"""The English counterpart of each token, found once its sense is known.

Links are found before senses, word by word. Now the sense is known, and with it the English that
translators write for it: boosted trees over both (``counterpart_features``) say of each English
word how likely it belongs to the counterpart of a token, in two rounds, the second with what the
first found for the neighbours. Then the tokens compete for the words, the likeliest pair first.
``tools/fit_counterparts.py`` fits the trees on the gold corpus.
"""

import itertools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from generator.base.errors import data_file
from generator.base.records import Span, Token
from generator.lexicon.boosted_trees import Forest, boosted, read_trees, scattered
from generator.lexicon.counterpart_features import (
    PairEvidence,
    evidence,
    later,
)
from generator.lexicon.english import EnglishWord, is_break
from generator.lexicon.sensed_passage import Rates, SensedPassage
from generator.lexicon.word_classes import EnglishClasses

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Singles = NDArray[np.float32]

WEIGHTS = Path(__file__).resolve().parent.parent / "data" / "counterparts.json"
MIN_PROBABILITY = 0.45
"""Probability that the likeliest word of a counterpart must have. Cross-validated, from .3 on 6.4 %
of the counterparts are missed, 1.7 % stand elsewhere and 4.1 % more marks stand where none should,
from .45 on 8.2, 1.4 and 2.9 %: half of the marks between are wrong, and a wrong mark teaches
something wrong (tools/fit_counterparts.py)."""
MIN_FURTHER = 0.4
"""Probability from which another word belongs to the same counterpart. From .35 to .45 hardly
anything changes (tools/fit_counterparts.py)."""
MAX_GAP = 3
"""Words that may stand between two words of a counterpart (take it off)."""


@dataclass(frozen=True, slots=True)
class CounterpartModel:
    """The trees of each round, and how often words have counterparts."""

    rounds: tuple[Forest, ...]
    rates: Rates


@cache
def model() -> CounterpartModel:
    """Read the fitted model."""
    with data_file(WEIGHTS):
        read = json.loads(WEIGHTS.read_text("utf-8"))
        return CounterpartModel(
            rounds=tuple(map(read_trees, read["rounds"])), rates=Rates(**read["rates"])
        )


def with_counterparts(
    passages: Sequence[SensedPassage], classes: EnglishClasses
) -> list[tuple[Token, ...]]:
    """Return the tokens of passages with their counterparts: many at once cost less than one by
    one."""
    fitted = model()
    translated = [one for one in passages if one.english.words]
    found = [evidence(one, fitted.rates, classes) for one in translated]
    chances = iter(probabilities(found, fitted.rounds))
    made = []
    for passage in passages:
        spans: Mapping[int, Sequence[int]] = {}
        given: Singles | None = None
        if passage.english.words:
            given = next(chances)
            spans = compete(given, passage.english.words)
        tokens = []
        for index, one in enumerate(passage.tokens):
            words = spans.get(index, ())
            sure = float(given[index, list(words)].max()) if given is not None and words else 0.0
            places = _spans(passage.english.words, words)
            tokens.append(replace(one.token, english=places, link_confidence=sure))
        made.append(tuple(tokens))
    return made


def probabilities(found: Sequence[PairEvidence], rounds: Sequence[Forest]) -> list["Singles"]:
    """Return for each passage how likely each English word belongs to each token (tokens, words);
    0 for pairs that were not looked at."""
    import numpy as np

    if not found:
        return []
    bounds = np.cumsum([one.features.shape[1] for one in found])[:-1]
    features = [one.features for one in found]
    made: list[Singles] = []
    for forest in rounds:
        values = np.split(boosted(np.concatenate(features, axis=1), forest), bounds)
        made = [
            scattered(one.shape, one.where, own) for one, own in zip(found, values, strict=True)
        ]
        features = [with_later(one, chances) for one, chances in zip(found, made, strict=True)]
    return made


def with_later(one: PairEvidence, chances: "Singles") -> "Singles":
    """Return the features of a later round: those of the first, and what the round before found for
    each pair and around it."""
    import numpy as np

    return np.concatenate([one.features, later(chances, one.where)])


def compete(chances: "Singles", english: Sequence[EnglishWord]) -> dict[int, list[int]]:
    """Give each English word to one token at most, the likeliest pair first; return the words of
    each token, in order. The words of one counterpart stand near each other, no punctuation between
    them."""
    import numpy as np

    breaks = [0, *itertools.accumulate(itertools.starmap(is_break, itertools.pairwise(english)))]
    given: dict[int, list[int]] = {}
    taken: set[int] = set()
    rows, columns = np.nonzero(chances >= min(MIN_PROBABILITY, MIN_FURTHER))
    for at in np.argsort(-chances[rows, columns], kind="stable").tolist():
        row, column = int(rows[at]), int(columns[at])
        if column in taken:
            continue
        own = given.get(row)
        least = MIN_PROBABILITY if own is None else MIN_FURTHER
        if chances[row, column] < least:
            continue
        if own is None:
            given[row] = [column]
        elif _is_near(own, column) and breaks[column] == breaks[own[0]]:
            own.append(column)
        else:
            continue
        taken.add(column)
    return {row: sorted(words) for row, words in given.items()}


def _is_near(own: Sequence[int], column: int) -> bool:
    return min(own) - MAX_GAP - 1 <= column <= max(own) + MAX_GAP + 1


def _spans(english: Sequence[EnglishWord], words: Sequence[int]) -> tuple[Span, ...]:
    """Return the places of some words, neighbours in one."""
    spans: list[Span] = []
    last = -2
    for at in words:
        start, end = english[at].start, english[at].end
        if at == last + 1 and spans:
            spans[-1] = spans[-1][0], end
        else:
            spans.append((start, end))
        last = at
    return tuple(spans)

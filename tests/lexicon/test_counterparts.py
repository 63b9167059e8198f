"""Which English words are given to which token."""

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from generator.annotation.annotator import Annotator
from generator.lexicon import english
from generator.lexicon.counterparts import MAX_GAP, MIN_PROBABILITY, compete
from generator.lexicon.dictionary import Dictionary
from generator.vectors import word_vectors

ANNOTATOR = Annotator(Dictionary(), word_vectors.alone)
WORDS = english.words('He took his hat off, then "went home" in a hurry; nobody saw him.')
CHANCES = arrays(
    np.float32,
    st.tuples(st.integers(1, 8), st.just(len(WORDS))),
    elements=st.floats(0, 1, width=32),
)


@given(CHANCES)
def test_each_word_is_given_once_to_neighbours_in_one_clause(chances: np.ndarray) -> None:
    made = compete(chances, WORDS)
    words = list(itertools.chain.from_iterable(made.values()))
    assert len(words) == len(set(words))
    for row, own in made.items():
        assert max(chances[row, at] for at in own) >= MIN_PROBABILITY
        for before, after in itertools.pairwise(own):
            assert before < after <= before + MAX_GAP + 1
            assert not any(
                map(english.is_break, WORDS[before:after], WORDS[before + 1 : after + 1])
            )


@given(CHANCES)
def test_the_surest_pair_is_always_taken(chances: np.ndarray) -> None:
    made = compete(chances, WORDS)
    row, column = np.unravel_index(chances.argmax(), chances.shape)
    ties = int((chances == chances.max()).sum())
    if ties == 1 and chances.max() >= MIN_PROBABILITY:
        assert column in made[int(row)]


def said(zh: str, en: str) -> dict[str, str]:
    """Return the words of a passage with the English that says them."""
    tokens = ANNOTATOR.tokens(zh, en, ANNOTATOR.names([(zh, en)]))
    found = {}
    for token in tokens:
        parts = [en[start:end] for start, end in token.english]
        if parts:
            found[token.text] = " … ".join(parts)
    return found


def test_phrases_are_whole() -> None:
    assert said("我每天六点起床。", "I get up at six every day.")["起床"] == "get up"
    assert said("我每天六点起床。", "I get up at six every day.")["起床"] == "get up"


def test_words_that_links_leave_out_are_found_by_their_sense() -> None:
    found = said("我只想当医生，就这样。", "I only want to be a doctor, that's all.")
    assert found["只"] == "only"
    assert said("三天后他又来了。", "Three days later he came again.")["又"] == "again"

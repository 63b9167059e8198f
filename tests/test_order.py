"""The order of study that brings little new at a time."""

from hypothesis import given
from hypothesis import strategies as st

from generator.records import Passage, Token
from generator.study import reading_order


def passage(number: int, words: str) -> tuple[int, Passage]:
    tokens = tuple(Token(i, i + 1, w, "word", None, w, w, None, w, (w,), 1.0, (), 0.0) for i, w in enumerate(words))
    return number, Passage(number + 1, words, "", tokens, 1.0)


def numbers(words: list[str], known: str = "") -> list[int]:
    texts = [passage(i, w) for i, w in enumerate(words)]
    return [index for index, _ in reading_order(texts, lambda token: token.headword in known)]


def test_few_new_words_come_first() -> None:
    assert numbers(["abcd", "a", "ab", "abc"]) == [1, 2, 3, 0]
    assert numbers(["ab", "cd", "c"]) == [2, 1, 0]
    assert numbers(["ab", "c"], known="ab") == [0, 1]
    assert numbers(["a", "b", "", "c"]) == [2, 0, 1, 3]


@given(st.lists(st.text("abcdefg", max_size=5), max_size=12))
def test_every_passage_once_and_the_next_is_never_harder_than_another(texts: list[str]) -> None:
    order = numbers(texts)
    assert sorted(order) == list(range(len(texts)))
    met: set[str] = set()
    for at, index in enumerate(order):
        new = len(set(texts[index]) - met)
        assert all((new, index) <= (len(set(texts[other]) - met), other) for other in order[at + 1 :])
        met |= set(texts[index])

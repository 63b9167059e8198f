"""Orders of study: which word comes when, and before which sentence."""

from fractions import Fraction
from itertools import chain, combinations

from hypothesis import given
from hypothesis import strategies as st

from generator.base.words import HeadwordKey
from generator.study.coverage import fewest, reached
from generator.study.order import Plan, plan, reading_order
from generator.study.vocabulary import Vocabulary

TEXTS = st.lists(st.text("abcdefg", max_size=5), max_size=12)


def needs_of(texts: list[str]) -> dict[int, tuple[HeadwordKey, ...]]:
    found: dict[int, tuple[HeadwordKey, ...]] = {}
    for index, text in enumerate(texts):
        found[index] = tuple((one, "") for one in dict.fromkeys(text))
    return found


def order_of(*texts: str, lacks: tuple[int, ...] = ()) -> list[int]:
    return reading_order(needs_of(list(texts)), dict(enumerate(lacks or (0,) * len(texts))))


def planned(order: str, texts: list[str]) -> Plan:
    return plan(
        order,
        needs_of(texts),
        dict.fromkeys(range(len(texts)), 0),
        lambda key: key[0] not in "ace",
        lambda key: key[0],
    )


def test_few_new_words_come_first_and_of_these_the_ones_that_the_text_needs_more() -> None:
    assert order_of("abcd", "a", "ab", "abc") == [1, 2, 3, 0]
    assert order_of("a", "b", "", "c") == [2, 0, 1, 3]
    assert order_of("x", "ab", "b", "bc") == [2, 0, 1, 3]  # b opens two more sentences, x none
    assert order_of("ab", "c", lacks=(0, 2)) == [0, 1]  # c's sentence stays half understood


@given(TEXTS, st.sampled_from(["text", "reading", "frequency", "level"]))
def test_every_word_once_and_before_every_sentence_that_has_it(
    texts: list[str], order: str
) -> None:
    found = planned(order, texts)
    assert sorted(found.passages) == list(range(len(texts)))
    assert set(found.words) == set(chain.from_iterable(needs_of(texts).values()))
    turn = {index: at for at, index in enumerate(found.passages)}
    for index, keys in needs_of(texts).items():
        assert all(turn[found.words[key]] <= turn[index] for key in keys)
    assert [turn[index] for index in found.words.values()] == sorted(
        turn[index] for index in found.words.values()
    )


@given(TEXTS)
def test_words_by_frequency_and_each_sentence_as_soon_as_it_can_be_read(texts: list[str]) -> None:
    found = planned("frequency", texts)
    words = list(found.words)
    assert words == sorted(words, key=lambda key: key[0] not in "ace")
    turn = {index: at for at, index in enumerate(found.passages)}
    for index, keys in needs_of(texts).items():
        learnt = sum(turn[before] <= turn[index] for before in found.words.values())
        assert learnt == max((words.index(key) + 1 for key in keys), default=0)


def vocabulary(counts: dict[str, int], known: int) -> Vocabulary:
    words = {(sign, ""): count for sign, count in counts.items()}
    return Vocabulary(
        dict.fromkeys(words, ()), {}, (), {}, {}, words, known + sum(counts.values()), known
    )


@given(
    st.dictionaries(st.sampled_from("abcdefg"), st.integers(1, 9), min_size=1),
    st.integers(0, 20),
    st.integers(1, 100),
)
def test_no_fewer_words_reach_the_coverage_that_is_wanted(
    counts: dict[str, int], known: int, percent: int
) -> None:
    text = vocabulary(counts, known)
    goal = Fraction(percent, 100) * text.running
    chosen = fewest(text, lambda key: key, coverage=percent / 100)
    assert reached(text, chosen).after >= goal
    for words in combinations(counts, max(0, len(chosen) - 1)):
        assert not chosen or known + sum(counts[word] for word in words) < goal


@given(st.dictionaries(st.sampled_from("abcdefg"), st.integers(1, 9)), st.integers(1, 8))
def test_no_other_words_of_the_same_number_cover_more(counts: dict[str, int], most: int) -> None:
    text = vocabulary(counts, 3)
    chosen = fewest(text, lambda key: key, max_words=most)
    assert len(chosen) == min(most, len(counts))
    best = max(sum(some) for some in combinations(counts.values(), len(chosen)))
    assert reached(text, chosen).after == 3 + best

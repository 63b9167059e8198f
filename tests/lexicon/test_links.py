"""Which English words say a Chinese word: whole terms, the right one of two, nothing where
unsure."""

import pytest

from generator.annotation.annotator import Annotator
from generator.lexicon import english
from generator.lexicon.dictionary import Dictionary
from generator.lexicon.link_evidence import columns
from generator.lexicon.link_grid import MAX_WORDS_AT_ONCE
from generator.lexicon.links import NO_LINKS, link_all
from generator.vectors import PACKAGE, available, word_vectors

ALONE = Annotator(Dictionary())
BOTH = Annotator(ALONE.dictionary, word_vectors.alone)
needs_vectors = pytest.mark.skipif(not available(), reason=f"{PACKAGE} is not installed")


def linked(annotator: Annotator, zh: str, en: str) -> list[tuple[str, str]]:
    """Return the words and their counterparts, in order, where sure."""
    found = []
    for token in annotator.tokens(zh, en, annotator.names([(zh, en)])):
        if token.english:
            found.append((token.text, " ".join(en[start:end] for start, end in token.english)))
    return found


def test_without_vectors_the_dictionary_links_alone() -> None:
    found = dict(
        linked(
            ALONE, "工人和农民共同建设社会主义。", "Workers and peasants build socialism together."
        )
    )
    assert found == {
        "工人": "Workers",
        "农民": "peasants",
        "建设": "build",
        "社会主义": "socialism",
        "共同": "together",
    }


@needs_vectors
@pytest.mark.parametrize(
    ("zh", "en", "word", "counterpart"),
    [
        (
            "他是全国工业劳动模范。",
            "He is a National Industrial Labor Model.",
            "劳动模范",
            "Labor Model",
        ),
        (
            "他们是血肉相连的兄弟。",
            "They are brothers with flesh and blood connections.",
            "血肉相连",
            "flesh and blood connections",
        ),
        ("汤姆喜欢快餐。", "Tom likes fast food.", "快餐", "fast food"),
        (
            "她有大量的书。",
            "She has plenty of books.",
            "大量",
            "plenty",
        ),  # no gloss of 大量 has the word
        # Not across the quotation mark
        (
            "他在“五一”劳动节时去了北京。",
            'He went to Beijing during the "May Day" Labor Day.',
            "五一",
            "May Day",
        ),
        # 700 million: another number is no counterpart
        ("一年花了七亿元。", "It cost 7 billion yuan a year.", "七亿", ""),
    ],
)
def test_terms_are_whole_and_end_where_they_end(
    zh: str, en: str, word: str, counterpart: str
) -> None:
    assert dict(linked(BOTH, zh, en)).get(word, "") == counterpart


@needs_vectors
def test_of_two_equal_words_each_gets_its_own() -> None:
    en = "A red car met a blue car."
    zh = "红色的车遇到了蓝色的车。"
    tokens = BOTH.tokens(zh, en, BOTH.names([(zh, en)]))
    cars = [t.english for t in tokens if t.text == "车"]
    assert cars == [((6, 9),), ((21, 24),)][: len(cars)]
    assert len({t.english for t in tokens if t.english}) == sum(bool(t.english) for t in tokens)


@needs_vectors
def test_nothing_is_linked_in_what_says_something_else() -> None:
    assert linked(BOTH, "他们昨天在图书馆学习。", "The price of oil rose sharply.") == []


def test_contractions_are_function_words() -> None:
    words = english.words("I'm sure he didn't, can’t, won't; there's Tom's cat, let's go.")
    assert [words[j].text for j in columns(words)] == ["sure", "Tom's", "cat", "go"]


@needs_vectors
def test_a_link_does_not_depend_on_other_texts_of_the_process() -> None:
    zh, en = "猫在桌子上睡觉。", "The cat sleeps on the table."
    before = linked(BOTH, zh, en)
    linked(BOTH, "狗叫了。", "The dog barked.")
    fresh = Annotator(ALONE.dictionary, word_vectors.alone)
    assert linked(BOTH, zh, en) == before
    assert linked(fresh, zh, en) == before


def test_more_words_than_a_passage_has_are_linked_in_blocks() -> None:
    count = MAX_WORDS_AT_ONCE + 10
    segments = ALONE.cut("猫，狗，" * count, ALONE.names([]))
    items = ALONE.items(segments, ALONE.names([]))
    (found,) = link_all([(items, english.words("cat, dog, " * count))])
    assert len({(link.first, link.last) for link in found.links.values()}) == len(found.links)
    assert all(items[i].kind == "word" for i in found.links)
    assert list(link_all([([], ()), ([], english.words("cat"))])) == [NO_LINKS, NO_LINKS]

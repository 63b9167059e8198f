"""Short glosses out of dictionary definitions: what users of other tools complain about must not
come back."""

import pytest

from generator.lexicon.dictionary import Dictionary
from generator.lexicon.glosses import MAX_GLOSS, glosses_of, is_reference, join, tidy

DICTIONARY = Dictionary()


def texts(word: str, reading: str) -> list[str]:
    entries = [e for e in DICTIONARY.entries(word) if e.reading.lower() == reading]
    found: list[str] = []
    for entry in entries:
        glosses = glosses_of(entry, DICTIONARY.entries)
        found += [gloss.text for gloss in glosses if gloss.role not in ("note", "surname")]
    return found


@pytest.mark.parametrize(
    ("word", "reading", "expected"),
    [
        ("人材", "ren2 cai2", "talent"),  # "variant of 人才" is followed
        # "see 石景山区" too
        ("石景山", "shi2 jing3 shan1", "Shijingshan, an inner district of west Beijing"),
        ("也", "ye3", "also"),  # not "surname Ye"
        ("银行", "yin2 hang2", "bank"),
        ("电", "dian4", "electric"),  # label "(bound form)" dropped
    ],
)
def test_a_gloss_says_what_the_word_means(word: str, reading: str, expected: str) -> None:
    assert expected in texts(word, reading)


def test_classifiers_are_no_senses() -> None:
    assert DICTIONARY.entries("银行")[0].classifiers == ("家", "个")
    assert DICTIONARY.entries("猫")[0].classifiers == ("只",)
    for word in ("银行", "猫", "地方"):
        assert not any("CL:" in str(entry.senses) for entry in DICTIONARY.entries(word))


def test_tidy_drops_pinyin_and_the_traditional_twin() -> None:
    assert tidy("see 石景山區|石景山区[Shi2 jing3 shan1 Qu1]") == "see 石景山区"
    assert tidy("that; the (colloquial pr. [nei4])") == "that; the"


def test_a_joined_gloss_is_short_and_never_empty() -> None:
    assert join(["to practise strict economy"]) == "to practise strict economy"
    long = join(
        ["classifier for slices, tablets, tract of land, area of water, CDs, movies, DVDs etc"]
    )
    assert long == "classifier for slices"
    assert len(join(["a" * 90])) <= MAX_GLOSS


def test_references_are_recognised() -> None:
    assert is_reference("variant of 人才[ren2 cai2]")
    assert is_reference("old variant of 挪[nuo2]")
    assert is_reference("used in 自個兒|自个儿[zi4 ge3 r5]")
    assert not is_reference("to see a doctor")
    assert not is_reference("seedling")

"""English words, numbers and stems."""

import itertools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.lexicon import english, phonetic_keys

NUMBERS = [
    ("digits", "in 1953", [("1953", 1953.0)], ""),
    ("thousands", "over 12,000 jin", [("12,000", 12000.0)], ""),
    (
        "list of years",
        "1953, 1954",
        [("1953", 1953.0), ("1954", 1954.0)],
        "a comma between digits alone joins",
    ),
    ("scale", "saved 21.7 billion yuan", [("21.7 billion", 21.7e9)], "letter"),
    (
        "words",
        "two million six hundred thousand cubic meters",
        [("two million six hundred thousand", 2.6e6)],
        "letter",
    ),
    ("hyphen", "thirty-eight floors", [("thirty-eight", 38.0)], "letter"),
    ("and", "two hundred and five", [("two hundred and five", 205.0)], ""),
    ("article", "a hundred men and a man", [("a hundred", 100.0)], ""),
    ("ordinal", "the twenty-first, the 19th", [("twenty-first", 21.0), ("19th", 19.0)], ""),
    ("ordinal with article", "a second time", [("second", 2.0)], ""),
    ("ordinal in a name", "first Five-Year Plan", [("first", 1.0), ("Five", 5.0)], "letter"),
    ("decade", "the 1950s", [("1950s", 1950.0)], ""),
    ("year in words", "nineteen fifty-three", [("nineteen fifty-three", 1953.0)], ""),
    (
        "share",
        "9 percent, 9%, two thirds, half",
        [("9 percent", 0.09), ("9%", 0.09), ("two thirds", 2 / 3), ("half", 0.5)],
        "",
    ),
    ("enumeration", "one, two", [("one", 1.0), ("two", 2.0)], ""),
    ("no number", "hundreds of them", [], ""),
]


@pytest.mark.parametrize(
    ("label", "text", "expected", "comment"), NUMBERS, ids=[case[0] for case in NUMBERS]
)
def test_numbers(label: str, text: str, expected: list[tuple[str, float]], comment: str) -> None:
    found = [
        (word.text, round(word.value, 9)) for word in english.words(text) if word.value is not None
    ]
    assert found == [(words, round(value, 9)) for words, value in expected]


@pytest.mark.parametrize(
    ("word", "same"),
    [
        ("went", "go"),
        ("Men", "man"),
        ("workers", "worker"),
        ("father’s", "father"),
        ("studied", "study"),
        ("goes", "go"),
        ("Largest", "large"),
        ("bigger", "big"),
        ("earliest", "early"),
        ("slower", "slow"),
        ("lower", "lowers"),
    ],
)
def test_forms_of_a_word_share_a_stem(word: str, same: str) -> None:
    assert english.stem(word) == english.stem(same)


@pytest.mark.parametrize(
    ("word", "base", "is_form"),
    [
        ("represents", "represent", True),
        ("Studied", "study", True),
        ("stopped", "stop", True),
        ("making", "make", True),
        ("went", "go", True),
        ("children", "child", True),
        ("child’s", "child", True),
        ("development", "develop", False),
        ("danger", "dangerous", False),
        ("worker", "work", False),
        ("easier", "easy", True),
        ("cleaner", "clean", False),
    ],
)
def test_a_form_is_told_from_another_word_of_the_stem(word: str, base: str, is_form: bool) -> None:
    assert english.is_form_of(word, base) is is_form


def test_terms() -> None:
    assert english.terms("The Liu of 1953 went to Xi'an.") == (
        "liu",
        "^liu",
        "#1953",
        "go",
        "xian",
        "^xian",
        "~SN",
    )


@pytest.mark.parametrize(
    ("english_name", "syllables"),
    [
        ("moscow", "mo si ke"),
        ("tom", "tang mu"),
        ("stavrogin", "si ta fu luo jin"),
        ("dmitri", "de mi te li"),
        ("hamlet", "ha mu lei te"),
    ],
)
def test_foreign_names_sound_alike(english_name: str, syllables: str) -> None:
    skeleton = phonetic_keys.of_english(english_name)
    assert skeleton
    assert phonetic_keys.of_chinese(tuple(syllables.split())) == skeleton


PARTS = (
    "a T hundred one two 1 2.5 1,234 , . % ' ’ third thirds million - 3rd percent cent per and ②"
    " ½ ² é".split()
)


@given(st.lists(st.sampled_from([*PARTS, " ", " "])).map("".join))
@example("the 3rd per cent'and more")
@example("② of ½")
def test_words_stand_where_they_say(text: str) -> None:
    words = english.words(text)
    assert all(text[word.start : word.end] == word.text for word in words)
    assert all(before.end <= after.start for before, after in itertools.pairwise(words))

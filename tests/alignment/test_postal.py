"""Old spellings of places: the table holds what no rule of sound gives. They, dates and numbers are
found in the other language."""

from generator.chinese import numbers
from generator.lexicon import translations
from generator.lexicon.dictionary import Dictionary
from generator.lexicon.english import terms


def test_each_place_is_a_word_and_each_spelling_is_needed() -> None:
    dictionary = Dictionary()
    rows = [
        line.split("\t")
        for line in translations.POSTAL.read_text("utf-8").splitlines()
        if not line.startswith("#")
    ]
    assert len({place for place, _ in rows}) == len(rows), "a place stands twice"
    for place, spellings in rows:
        assert dictionary.entries(place), f"{place} is in no dictionary"
        by_sound = translations._sounds(place, dictionary.syllables)
        for spelling in spellings.split():
            assert spelling.isascii() and spelling.istitle(), f"{place}: {spelling}"
            assert "^" + spelling.lower() not in by_sound, (
                f"{place}: {spelling} is what its sound gives"
            )


def test_an_old_spelling_and_a_month_are_found_in_the_other_language() -> None:
    dictionary = Dictionary()
    english = {
        *terms(
            "In August 1953, on a Monday, she left Tsingtao for Soochow with 30 percent and two"
            " thirds of the second lot."
        )
    }
    for word in (
        "八月",
        "8",
        "一九五三",
        "星期一",
        "青岛",
        "苏州",
        "百分之三十",
        "三分之二",
        "第二",
    ):
        found = translations.translations(
            word, dictionary.entries, dictionary.syllables, numbers.value
        )
        assert english & found.keys(), word


def test_may_is_a_month_beside_a_number_only() -> None:
    assert "#5" in terms("On May 4 we marched.")
    assert "#5" in terms("on the 4th May")
    assert not {"#5", "#3"} & {*terms("May he march. March!")}

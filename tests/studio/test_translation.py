"""The strings of the interface."""

import re

import pytest

from generator.studio.translation import LANGUAGES, Strings, table

FIELD = re.compile(r"\{\w+\}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_languages_say_the_same_things(language: str) -> None:
    english, other = table("en"), table(language)
    assert english.keys() == other.keys()
    for key in english:
        assert set(FIELD.findall(english[key])) == set(FIELD.findall(other[key])), key
        assert other[key].strip(), key


def test_each_form_of_a_number_has_its_other() -> None:
    for key in table("en"):
        if key.endswith(".one"):
            assert f"{key[:-4]}.other" in table("en")


def test_a_missing_string_is_an_error() -> None:
    with pytest.raises(KeyError):
        Strings("en")("nothing.such")

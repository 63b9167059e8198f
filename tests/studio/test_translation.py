"""The strings of the interface."""

import re
from itertools import product
from pathlib import Path

import pytest

import generator
from generator.studio.translation import LANGUAGES, Strings, table
from generator.texts.set_change import ADD, GROUP, LESSON, LOOKS, MOVE, PUT, REMOVE

STAGE = re.compile(r"\bprogress\(\"(\w+)\"")
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


def test_each_stage_of_long_work_has_a_name() -> None:
    root = Path(generator.__file__).parent
    stages: set[str] = set()
    for path in root.rglob("*.py"):
        stages |= set(STAGE.findall(path.read_text("utf-8")))
    assert "understanding" in stages
    assert {f"jobs.stage_{stage}" for stage in stages} <= table("en").keys()


def test_each_change_of_a_set_has_a_name() -> None:
    kinds = [f"{do}_{one}" for do, one in product((PUT, ADD, REMOVE, MOVE), (LESSON, GROUP))]
    kinds += ["put_set", f"put_{LOOKS}"]
    assert {f"set.act_{kind}" for kind in kinds} <= table("en").keys()

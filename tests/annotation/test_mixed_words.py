"""Words with letters or figures in them: cut, reading and gloss (tests/cases/mixed_words.tsv)."""

import pytest

from generator.annotation.annotator import Annotator
from generator.annotation.text_names import NO_NAMES
from generator.chinese.text_words import TextWords
from generator.lexicon.dictionary import Dictionary
from support.cases import read_cases

ANNOTATOR = Annotator(Dictionary())


@pytest.mark.parametrize("case", read_cases("mixed_words.tsv"), ids=lambda case: case["zh"])
def test_words_with_letters_or_figures(case: dict[str, str]) -> None:
    tokens = ANNOTATOR.tokens(case["zh"], case["en"], NO_NAMES)
    assert f"|{case['cut']}|" in "".join(["|", *[f"{token.text}|" for token in tokens]])
    if case["reading"]:
        (word,) = [token for token in tokens if token.text == case["cut"]]
        assert word.kind == "word"
        assert word.reading == case["reading"]
        assert case["gloss"] in word.gloss


def test_a_person_cuts_them() -> None:
    found = ANNOTATOR.segmenter.cut("90后", TextWords(cuts=frozenset({"90|后"})))
    assert [segment.text for segment in found] == ["90", "后"]

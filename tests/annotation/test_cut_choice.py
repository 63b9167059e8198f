"""Two cuts of the same characters: what the English says decides."""

from pathlib import Path

import pytest

from generator.annotation.annotator import Annotator
from generator.annotation.cut_features import FEATURES
from generator.annotation.text_names import NO_NAMES
from generator.chinese.text_words import TextWords
from generator.lexicon import cut_model
from generator.lexicon.dictionary import Dictionary

ANNOTATOR = Annotator(Dictionary())
CASES = Path(__file__).resolve().parent.parent / "cases"


def cut(zh: str, en: str) -> list[str]:
    tokens = ANNOTATOR.tokens(zh, en, ANNOTATOR.names([(zh, en)]))
    return [token.text for token in tokens if token.kind != "punctuation"]


@pytest.mark.parametrize(
    ("zh", "en", "words"),
    [
        ("三天后他出院了。", "Three days later he left the hospital.", ["三", "天", "后"]),
        ("学生会写汉字。", "Students can write Chinese characters.", ["学生", "会", "写"]),
        ("他会说汉语。", "He can speak Chinese.", ["他", "会", "说"]),
        ("两个人走了。", "Two people left.", ["两", "个", "人"]),
        ("800多个孩子来了。", "Over 800 children came.", ["800", "多", "个"]),
        ("新华社报道了。", "Xinhua reported it.", ["新华社"]),
    ],
)
def test_the_words_that_the_english_says(zh: str, en: str, words: list[str]) -> None:
    assert cut(zh, en)[: len(words)] == words


def test_the_model_was_fitted_with_the_features_that_there_are() -> None:
    assert cut_model.model().features == FEATURES


def test_what_a_person_cut_has_no_rivals() -> None:
    zh = "学生会写汉字。"
    words = TextWords(cuts=frozenset({"学生会|写"}))
    segments = ANNOTATOR.segmenter.cut(zh, words)
    for rival in ANNOTATOR.segmenter.rivals(segments, words):
        replaced = segments[rival.first : rival.last + 1]
        assert "".join(one.text for one in replaced) == "".join(one.text for one in rival.segments)
        assert not {"学生会", "写"} & {one.text for one in replaced}


def test_words_that_only_the_learners_dictionary_has() -> None:
    tokens = ANNOTATOR.tokens(
        "黄河流经九个省区。", "The Yellow River flows through nine provinces.", NO_NAMES
    )
    found = {token.text: token.gloss for token in tokens}
    assert "flow through" in found["流经"]


@pytest.mark.parametrize(("table", "least"), [("two_cuts.tsv", 0.66), ("two_cuts_new.tsv", 0.5)])
def test_most_of_the_disputed_places_stay_right(table: str, least: float) -> None:
    """Of sentences in pairs, each pair with two cuts of the same characters; the likeliest cut
    alone would be right in one of each pair at most. Half of the first table was fitted on."""
    right = 0
    rows = CASES.joinpath(table).read_text("utf-8").splitlines()[1:]
    for row in rows:
        characters, zh, en, words = row.split("\t")[:4]
        found = "|".join(cut(zh, en))
        right += f"|{words}|" in f"|{found}|"
        assert characters in zh
    assert right > least * len(rows)

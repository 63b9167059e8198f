"""Cuts that learners can look up. Each case is glossed, so that a reader without Chinese can review
it."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.chinese.segment import Segmenter
from generator.chinese.text_words import TextWords
from generator.lexicon.dictionary import Dictionary

SEGMENTER = Segmenter(Dictionary())

CASES = [
    # First / measure word / five / year / plan: jieba's own phrase is in no dictionary
    ("第一个五年计划", "第一|个|五|年|计划"),
    ("它有三十八层", "它|有|三十八|层"),  # it / has / thirty-eight / floors: not 三|十八层
    # ... / 21.7 billion / yuan
    ("为国家增产节约二百一十七亿元", "为|国家|增产|节约|二百一十七亿|元"),
    ("一九五四年即将到来", "一九五四年|即将|到来"),  # the year 1954 / soon / arrive
    ("在“五一”劳动节时", "在|“|五一|”|劳动节|时"),  # May Day stays a word
    ("十二月到了", "十二月|到|了"),  # a word that begins with numerals
    ("他万一不来", "他|万一|不|来"),  # 万一 "just in case" is no number
    ("这是做不到的", "这|是|做不到|的"),  # a verb with its complement stays whole
    ("用了12.5万元", "用|了|12.5万|元"),
    ("他叫王崇伦。", "他|叫|王崇伦|。"),  # a person whom no dictionary has
]


CUTS = Path(__file__).resolve().parent.parent / "cases" / "cuts.tsv"
"""Cuts that were once wrong, with comments."""


def read_cuts() -> list[dict[str, str]]:
    with CUTS.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


@pytest.mark.parametrize("case", read_cuts(), ids=lambda case: case["text"])
def test_cuts_that_were_wrong(case: dict[str, str]) -> None:
    assert "|".join(p.text for p in SEGMENTER.cut(case["text"])) == case["cut"], case["comment"]


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[c[0] for c in CASES])
def test_cut(sentence: str, expected: str) -> None:
    assert "|".join(p.text for p in SEGMENTER.cut(sentence)) == expected


def test_kinds() -> None:
    kinds = {p.text: p.kind for p in SEGMENTER.cut("王崇伦在2024年用Windows写了三十八封信！")}
    assert kinds["王崇伦"] == "name"
    assert kinds["2024年"] == kinds["三十八"] == "number"
    assert kinds["Windows"] == "foreign"
    assert kinds["！"] == "punctuation"
    assert kinds["信"] == "word"


def test_names_and_words_of_the_text_are_kept_whole() -> None:
    extra = TextWords(names=frozenset({"北大荒"}), words=frozenset({"庄员"}))
    assert [p.text for p in SEGMENTER.cut("北大荒的庄员", extra)] == ["北大荒", "的", "庄员"]


def test_what_a_text_repeats_is_a_word_of_it() -> None:
    assert "村官" in SEGMENTER.proposals(
        ["学习村官的经验", "村官有经验"]
    )  # "village official": in no dictionary
    assert not SEGMENTER.proposals(["学习村官的经验"])


def test_a_person_cuts_and_joins() -> None:
    """What a person wrote goes before the dictionary, wherever the characters stand."""
    extra = TextWords(words=frozenset({"劳动模范"}), cuts=frozenset({"发电|厂"}))
    assert [p.text for p in SEGMENTER.cut("发电厂的劳动模范", extra)] == [
        "发电",
        "厂",
        "的",
        "劳动模范",
    ]


def test_forms_name_their_word() -> None:
    bases = {
        p.text: p.base
        for p in SEGMENTER.cut("同志们，大家干起活来吧，12月再研究研究，试试，我们见过面！")
    }
    assert {t: b for t, b in bases.items() if b} == {
        "同志们": "同志",
        "干起活来": "干活",
        "12月": "十二月",
        "研究研究": "研究",
        "试试": "试",
        "见过面": "见面",
    }


@pytest.mark.parametrize(
    ("sentence", "word", "base"),
    [
        ("给你道个歉", "道个歉", "道歉"),
        ("他们明年结个婚", "结个婚", "结婚"),
        ("我帮了个忙", "帮了个忙", "帮忙"),
        ("把饭热一热", "热一热", "热"),
        ("它红一红", "红一红", "红"),
        ("上个月", "上个月", ""),
        ("两人一人一半", "人", ""),
        ("他的一的确好", "的", ""),
        ("一天一天地好", "天", ""),
    ],
)
def test_verbs_that_are_mostly_something_else_have_forms(
    sentence: str, word: str, base: str
) -> None:
    """道 is mostly a measure word, 热 hot; what is counted with 一 has no form."""
    found = [(one.text, one.base) for one in SEGMENTER.cut(sentence)]
    assert (word, base) in found


@given(
    st.text(st.sampled_from("我们的第一个五年计划三十八层，。“”北京Ab 12.5%\n龘𠮷"), max_size=40)
)
def test_pieces_cover_any_sentence(sentence: str) -> None:
    at = 0
    for piece in SEGMENTER.cut(sentence):
        assert piece.start == at
        assert piece.text
        at += len(piece.text)
    assert at == len(sentence)
    assert "".join(p.text for p in SEGMENTER.cut(sentence)) == sentence

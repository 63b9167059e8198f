"""Sentences: where they end, and that their offsets hold."""

import itertools
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.alignment.split import split_chinese, split_english
from generator.base.records import Sentence

Splitter = Callable[[str], tuple[Sentence, ...]]

CHINESE = [
    ("stop", "他来了。我走了。", ["他来了。", "我走了。"], ""),
    ("semicolon", "他来了；我走了。", ["他来了；我走了。"], "；is no end"),
    ("question and exclamation", "你去吗？！我去！", ["你去吗？！", "我去！"], ""),
    (
        "closing quote",
        "他说：“走。”然后他走了。",
        ["他说：“走。”", "然后他走了。"],
        "the quote stays with its sentence",
    ),
    ("inside a quotation", "他说：“走。我不去。”", ["他说：“走。", "我不去。”"], "as MAC has it"),
    ("who spoke", "“走吗？”他问。我没动。", ["“走吗？”他问。", "我没动。"], ""),
    (
        "next speaker",
        "他问：“走吗？”韦小宝道：“走！”",
        ["他问：“走吗？”", "韦小宝道：“走！”"],
        "道： begins a speech",
    ),
    ("book title", "我看了《摔跤吧！爸爸》。很好！", ["我看了《摔跤吧！爸爸》。", "很好！"], ""),
    ("bracket", "他（真可怜！）走了。", ["他（真可怜！）走了。"], ""),
    ("bracket alone", "（他走了。）我来了。", ["（他走了。）", "我来了。"], ""),
    ("stammer", "“我……我不知道。”", ["“我……我不知道。”"], ""),
    (
        "trailing off",
        "灯火不规则地闪烁着……汪淼看着它们。",
        ["灯火不规则地闪烁着……", "汪淼看着它们。"],
        "",
    ),
    ("half-width", "他来了!你呢?好.", ["他来了!", "你呢?", "好."], ""),
    ("decimal", "圆周率是3.14，约等于3.1。", ["圆周率是3.14，约等于3.1。"], ""),
    ("line", "标题\n  正文。", ["标题", "正文。"], "a line always ends a sentence"),
    ("blank", " \n\n　", [], ""),
]

ENGLISH = [
    ("stop", "He came. I left.", ["He came.", "I left."], ""),
    (
        "titles",
        "Mr. Smith met Dr. Wu on St. John Street. He left.",
        ["Mr. Smith met Dr. Wu on St. John Street.", "He left."],
        "",
    ),
    (
        "country",
        "He lives in the U.S. The rest stay.",
        ["He lives in the U.S.", "The rest stay."],
        "an abbreviation may end a sentence",
    ),
    ("country inside", "The U.S. Army came.", ["The U.S. Army came."], ""),
    (
        "initials",
        "J. K. Rowling wrote it. I read it.",
        ["J. K. Rowling wrote it.", "I read it."],
        "",
    ),
    ("hour", "At 5 p.m. we left. It rained.", ["At 5 p.m. we left.", "It rained."], ""),
    ("for example", "Some (e.g. Wang) came.", ["Some (e.g. Wang) came."], ""),
    ("number", "See No. 5. It is good.", ["See No. 5.", "It is good."], ""),
    ("decimal", "It grew by 3.5 percent. Good.", ["It grew by 3.5 percent.", "Good."], ""),
    ("list number", "1. Industry grows.", ["1. Industry grows."], ""),
    ("quote", 'He said "Go." Then he left.', ['He said "Go."', "Then he left."], ""),
    (
        "who spoke",
        "“Really?” he asked. “Yes!” Wang said.",
        ["“Really?” he asked.", "“Yes!” Wang said."],
        "",
    ),
    ("ellipsis", "I . . . don't know. You...", ["I . . . don't know.", "You..."], ""),
    ("pronoun", "It was I. He knew.", ["It was I.", "He knew."], "I is no initial"),
    ("colon", "Comrades: go on!", ["Comrades: go on!"], ""),
]


@pytest.mark.parametrize(
    ("label", "text", "expected", "comment"), CHINESE, ids=[case[0] for case in CHINESE]
)
def test_chinese(label: str, text: str, expected: list[str], comment: str) -> None:
    assert [sentence.text for sentence in split_chinese(text)] == expected


@pytest.mark.parametrize(
    ("label", "text", "expected", "comment"), ENGLISH, ids=[case[0] for case in ENGLISH]
)
def test_english(label: str, text: str, expected: list[str], comment: str) -> None:
    assert [sentence.text for sentence in split_english(text)] == expected


def test_every_line_is_a_paragraph() -> None:
    assert [s.paragraph for s in split_chinese("一。二。\n三。\n\n四。")] == [0, 0, 1, 2]


@pytest.mark.parametrize("split", [split_chinese, split_english])
@given(text=st.text(alphabet="我他。！？…：“”‘’\"'《》（）() \n　Aa.!?U.S1"))
def test_sentences_hold_every_sign_once(split: Splitter, text: str) -> None:
    sentences = split(text)
    assert all(text[s.start : s.end] == s.text == s.text.strip() != "" for s in sentences)
    assert all(
        a.end <= b.start and a.paragraph <= b.paragraph for a, b in itertools.pairwise(sentences)
    )
    assert "".join("".join(s.text for s in sentences).split()) == "".join(text.split())
    assert not any("\n" in s.text for s in sentences)

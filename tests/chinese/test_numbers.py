"""Chinese numerals: spans and values."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.chinese import numbers

VALUES = [
    ("digits", "一九五四", 1954.0, "a year is read digit by digit"),
    ("digits with zero", "二〇二六", 2026.0, "〇 is a digit"),
    ("zero sign", "二零零八", 2008.0, ""),
    ("ten", "十", 10.0, ""),
    ("teen", "十五", 15.0, "十 needs no digit before it"),
    ("tens", "三十八", 38.0, ""),
    ("hundred", "一百零五", 105.0, "零 keeps the last digit a unit"),
    ("short hundred", "一百五", 150.0, "without 零 it is the next lower unit"),
    ("short ten thousand", "一万二", 12000.0, ""),
    ("thousands", "一万二千", 12000.0, "letter"),
    ("approximate", "二百多万", 2_000_000.0, "多 is not counted"),
    ("hundred million", "二百一十七亿", 21.7e9, "letter"),
    ("million", "二百六十万", 2.6e6, "letter"),
    ("mixed large", "一亿三千万", 1.3e8, ""),
    ("ten thousand times ten thousand", "一万亿", 1e12, ""),
    ("liang", "两千", 2000.0, ""),
    ("twenty", "廿三", 23.0, ""),
    ("formal", "叁佰贰拾", 320.0, ""),
    ("traditional", "三萬兩千", 32000.0, ""),
    ("ordinal", "第一", 1.0, ""),
    ("ordinal tens", "第二十一", 21.0, ""),
    ("percent", "百分之九", 0.09, ""),
    ("percent sign", "9%", 0.09, ""),
    ("full-width percent", "１２．５％", 0.125, ""),
    ("fraction", "三分之二", 2 / 3, ""),
    ("decimal", "三点五", 3.5, ""),
    ("decimal large", "三点五亿", 3.5e8, ""),
    ("half", "一半", 0.5, ""),
    ("arabic", "1,954", 1954.0, ""),
    ("full-width", "５", 5.0, ""),
    ("arabic and unit", "12.5万", 125_000.0, ""),
    ("arabic and large unit", "3亿", 3e8, ""),
    ("two digits", "五四", None, "May Fourth, an abbreviation"),
    ("pair", "三四", None, "three or four"),
    ("reduplicated", "三三两两", None, "in twos and threes"),
    ("about forty", "四五十", None, "forty or fifty"),
    ("no digit", "千万", None, "an adverb more often than ten million"),
    ("word", "万一", None, "in case"),
    ("not a number", "工业", None, ""),
    ("empty", "", None, ""),
]


@pytest.mark.parametrize(
    ("label", "text", "expected", "comment"), VALUES, ids=[case[0] for case in VALUES]
)
def test_value(label: str, text: str, expected: float | None, comment: str) -> None:
    assert numbers.value(text) == (expected if expected is None else pytest.approx(expected))


FOUND = [
    ("year", "在一九五三年你们", ["一九五三"], ""),
    ("more than", "每垧一万二千多斤", ["一万二千"], "多 at the end is a word of its own"),
    ("two", "由一百六十二万斤到一百八十六万斤", ["一百六十二万", "一百八十六万"], "letter"),
    ("ordinal", "第一个五年计划", ["第一", "五"], ""),
    ("words", "三心二意", ["三", "二"], "inside a word: the segmenter says no"),
    ("trap", "三三两两地来，万一不行", [], "neither is a number"),
    ("share", "占百分之九十", ["百分之九十"], ""),
    ("clock", "三点五分", ["三", "五"], "a time, no decimal"),
    ("few", "几十个，十几个", [], "no number"),
]


@pytest.mark.parametrize(
    ("label", "text", "expected", "comment"), FOUND, ids=[case[0] for case in FOUND]
)
def test_find(label: str, text: str, expected: list[str], comment: str) -> None:
    assert [text[start:end] for start, end in numbers.find(text)] == expected


@given(st.text(alphabet="〇零一二三五九十百千万亿两廿第半点分之多第%0123.,，几年 "))
def test_every_span_found_has_a_value(text: str) -> None:
    spans = numbers.find(text)
    assert all(numbers.value(text[start:end]) is not None for start, end in spans)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))

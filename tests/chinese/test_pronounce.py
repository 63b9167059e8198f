"""Spoken tones and zhuyin."""

import re
from itertools import chain

import pytest
from pypinyin.style.bopomofo import BopomofoConverter

from generator.annotation.annotator import Annotator
from generator.annotation.text_names import NO_NAMES
from generator.base import pinyin
from generator.chinese.pronounce import spoken
from generator.chinese.zhuyin import zhuyin
from generator.lexicon.dictionary import Dictionary

DICTIONARY = Dictionary()
ANNOTATOR = Annotator(DICTIONARY)


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("一样", "yí yàng"),
        ("一天", "yì tiān"),
        ("一起去", "yì qǐ qù"),
        ("一个人", "yí ge rén"),
        ("第一次", "dì yī cì"),
        ("一九五四年", "yī jiú wǔ sì nián"),
        ("二十一岁", "èr shí yī suì"),
        ("一百人", "yì bǎi rén"),
        ("一万人", "yí wàn rén"),
        ("一月", "yī yuè"),
        ("统一的国家", "tǒng yī de guó jiā"),
        ("看一看", "kàn yi kàn"),
        ("一心一意", "yì xīn yí yì"),
        ("不是", "bú shì"),
        ("不好", "bù hǎo"),
        ("好不好", "hǎo bu hǎo"),
        ("不断", "bú duàn"),
        ("不，不去", "bù bú qù"),
        ("你好", "ní hǎo"),
        ("我很好", "wó hén hǎo"),
        ("展览馆", "zhán lán guǎn"),
        ("纸老虎", "zhǐ láo hǔ"),
        ("了解", "liáo jiě"),
        ("花儿", "huā r"),
    ],
)
def test_spoken_tones(sentence: str, said: str) -> None:
    words = [(t.text, t.pinyin or ()) for t in ANNOTATOR.tokens(sentence, "", NO_NAMES)]
    assert " ".join(chain.from_iterable(spoken(words, ANNOTATOR.segmenter.is_word))) == said


def test_citation_tones_are_the_default() -> None:
    assert [t.reading for t in ANNOTATOR.tokens("一样不断了解", "", NO_NAMES)] == [
        "yīyàng",
        "bùduàn",
        "liǎojiě",
    ]


def test_zhuyin_agrees_with_pypinyin_on_every_syllable_of_the_dictionary() -> None:
    readings: set[str] = set()
    for (reading,) in DICTIONARY._rows("select reading from entry"):
        readings.update(reading.lower().split())
    syllables = {
        pinyin.mark(s) for s in readings if re.fullmatch(r"[a-z:]*[aeiou:][a-z:]*[1-5]", s)
    } - {"hm", "xx"}
    assert len(syllables) > 1400
    theirs = {s: BopomofoConverter().to_bopomofo(s) for s in syllables}
    differ = {
        s: (zhuyin(s), t)
        for s, t in theirs.items()
        if zhuyin(s) != ("˙" + t.removesuffix("˙") if t.endswith("˙") else t)
    }
    assert differ == {}


@pytest.mark.parametrize(
    ("syllable", "written"),
    [
        ("r", "ㄦ"),
        ("ér", "ㄦˊ"),
        ("ế", "ㄝˊ"),
        ("ḿ", "ㄇˊ"),
        ("ng", "˙ㄫ"),
        ("hm", "˙ㄏㄇ"),
        ("hng", "˙ㄏㄫ"),
        ("Lǚ", "ㄌㄩˇ"),
    ],
)
def test_zhuyin_of_rare_syllables(syllable: str, written: str) -> None:
    assert zhuyin(syllable) == written

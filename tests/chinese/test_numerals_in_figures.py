"""Numbers in figures as they are said: alone, in sentences, in zhuyin, to a voice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.annotation.annotator import Annotator
from generator.annotation.text_names import NO_NAMES
from generator.audio.utterance import of_word
from generator.base.pinyin import syllables
from generator.base.words import all_syllables
from generator.chinese import numbers
from generator.chinese.numerals_in_figures import in_characters, read_figures
from generator.chinese.zhuyin import zhuyin
from generator.display.reading_forms import as_text, pinyin_of, sentence_pinyin, zhuyin_of
from generator.lexicon.dictionary import Dictionary

ANNOTATOR = Annotator(Dictionary())


@pytest.mark.parametrize(
    ("text", "after", "said"),
    [
        ("3月", "", "三月"),
        ("12日", "", "十二日"),
        ("1953年", "", "一九五三年"),
        ("08年", "", "零八年"),
        ("10年", "", "十年"),
        ("1950", "年代", "一九五零"),
        ("20%", "", "百分之二十"),
        ("3.5%", "", "百分之三点五"),
        ("5‰", "", "千分之五"),
        ("3.05", "", "三点零五"),
        ("12.5万", "", "十二点五万"),
        ("14亿", "", "十四亿"),
        ("第3", "名", "第三"),
        ("1,200", "元", "一千二百"),
        ("10005", "人", "一万零五"),
        ("1000000", "人", "一百万"),
        ("300多万", "", "三百多万"),
        ("2", "点", "两"),
        ("2", "月", "二"),
        ("2", "楼", "二"),
        ("22", "点", "二十二"),
        ("8:30", "", "八点三十"),
        ("2:05", "", "两点零五"),
        ("14:00", "", "十四点"),
        ("3:2", "", "三比二"),
        ("1/3", "", "三分之一"),
        ("2019/20", "赛季", ""),
        ("24/7", "", ""),
        ("１０：３０", "", "十点三十"),
        ("302", "房间", "三零二"),
        ("110", "路", "幺幺零"),
        ("110", "人", "一百一十"),
        ("90", "后", "九零"),
        ("2020", "毕业生", "二零二零"),
        ("1998", "", "一九九八"),
        ("1950", "人", "一千九百五十"),
        ("2000", "", "两千"),
        ("007", "", "零零七"),
        ("13812345678", "", "幺三八幺二三四五六七八"),
        ("3.1.2", "", ""),
    ],
)
def test_figures_are_written_as_they_are_said(text: str, after: str, said: str) -> None:
    assert in_characters(text, after) == said


@given(st.integers(min_value=0, max_value=10**16 - 1))
def test_a_number_keeps_its_worth_and_every_character_its_syllable(number: int) -> None:
    written = in_characters(f"{number:,}")
    assert len(syllables(read_figures(f"{number:,}"))) == len(written)
    if number >= 100:
        assert numbers.value(written) == float(number)


@pytest.mark.parametrize(
    ("zh", "pinyin"),
    [
        ("3月12日是植树节。", "Sān yuè shí'èr rì shì Zhíshùjié."),
        ("我有2个孩子。", "Wǒ yǒu liǎng gè háizi."),
        ("价格上涨了20%。", "Jiàgé shàngzhǎng le bǎi fēnzhī èrshí."),
        ("百分之二十的人", "Bǎi fēnzhī èrshí de rén"),
        ("三分之一的学生", "Sān fēnzhī yī de xuésheng"),
        ("他得了第3名。", "Tā dé le dì sān míng."),
        ("我们2点见面。", "Wǒmen liǎng diǎn jiànmiàn."),
    ],
)
def test_a_sentence_has_no_figures_in_its_pinyin(zh: str, pinyin: str) -> None:
    assert sentence_pinyin(ANNOTATOR.tokens(zh, "", NO_NAMES)) == pinyin


def test_a_month_in_figures_is_learnt_as_its_word_and_read_out_whole() -> None:
    month, day, *_ = ANNOTATOR.tokens("3月12日", "March 12", NO_NAMES)
    word = ANNOTATOR.word(month, 0)
    assert (word.token.headword, word.token.reading) == ("三月", "sānyuè")
    assert of_word(month).spoken == "san1yue4"
    assert all_syllables(day) == ("shí", "èr", "rì")
    assert as_text(zhuyin_of(month, zhuyin)) == "ㄙㄢ ㄩㄝˋ"
    assert [tone for _, tone in pinyin_of(month)] == [1, 0, 4]

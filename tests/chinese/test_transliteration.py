"""Characters are compared with foreign words by sound."""

import pytest

from generator.chinese.transliteration import NOTHING_ALIKE, letters_of, sound_model, sound_odds

ALIKE = """
哈特菲尔德 Hatfield
梅普尔顿 Mapleton
奥利维娅 Olivia
伯纳姆 Burnham
昆汀 Quentin
汤姆 Tom
夏普 Sharpe
里奇兰 Richland
""".split()
STRANGERS = "客户端 client 退欧 Brexit 小雨 Xiaoyu 时间 Tom 一个 Eager 朋友 Paul 他们 Women".split()


@pytest.mark.parametrize(("zh", "en"), list(zip(ALIKE[::2], ALIKE[1::2], strict=True)))
def test_names_sound_like_their_english(zh: str, en: str) -> None:
    assert sound_odds(zh, en) > 4
    # Half of the characters, or another name, are less alike
    assert sound_odds(zh[:-1], en) < sound_odds(zh, en)
    assert sound_odds(zh, "Gustav") < 0


@pytest.mark.parametrize(("zh", "en"), list(zip(STRANGERS[::2], STRANGERS[1::2], strict=True)))
def test_words_do_not(zh: str, en: str) -> None:
    assert sound_odds(zh, en) < 0


@pytest.mark.parametrize("zh", ["", "㐀", "abc", "·"])
def test_anything_can_be_asked(zh: str) -> None:
    assert NOTHING_ALIKE <= sound_odds(zh, "Hatfield") < 0
    assert NOTHING_ALIKE <= sound_odds(zh, "…") <= 0


def test_names_are_found_in_a_sentence() -> None:
    found = sound_model().matches("他们搬到梅普尔顿镇去了", letters_of("Mapleton"))
    start, end, _ = max(found, key=lambda one: one[2])
    assert (start, end) == (4, 8)


def test_letters_are_plain() -> None:
    assert letters_of("São Paulo-Guarulhos") == "saopauloguarulhos"
    assert letters_of("Zürich") == "zurich"
    assert letters_of("Willy") == letters_of("Wily")

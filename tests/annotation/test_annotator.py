"""Words in their sentences: reading, sense and counterpart, over real data. Each case is a
complaint about another tool or a trap."""

from itertools import chain

import pytest

from generator.annotation.annotator import Annotator
from generator.base.records import Token
from generator.lexicon.dictionary import Dictionary

ANNOTATOR = Annotator(Dictionary())


def tokens(zh: str, en: str = "") -> dict[str, Token]:
    pairs = [(zh, en)]
    return {t.text: t for t in ANNOTATOR.tokens(zh, en, ANNOTATOR.names(pairs))}


@pytest.mark.parametrize(
    ("zh", "en", "word", "reading", "gloss"),
    [
        ("他高兴地说。", "He said happily.", "地", "de", "-ly"),  # pypinyin: dì
        ("我得走了。", "I have to go.", "得", "děi", "have to"),  # pypinyin: dé
        (
            "我买了很多东西。",
            "I bought many things.",
            "东西",
            "dōngxi",
            "thing",
        ),  # pypinyin: dōngxī
        ("这件衣服很便宜。", "This dress is very cheap.", "便宜", "piányi", "cheap"),
        (
            "他还了我的钱。",
            "He returned my money.",
            "还",
            "huán",
            "return",
        ),  # the translation says which
        ("他还没来。", "He has not come yet.", "还", "hái", "still"),
        ("这只猫很小。", "This cat is small.", "只", "zhī", "measure word"),
        ("他也去。", "He goes too.", "也", "yě", "also"),  # others: "surname Ye"
        ("技术人材", "technical talents", "人材", "réncái", "talent"),  # others: "variant of 人才"
        ("花了七亿元", "spent 700 million yuan", "元", "yuán", "yuan"),  # others: "surname Yuan"
        ("她很热闹", "", "热闹", "rènao", "bustling"),  # others: rèn + ao
        ("一点儿", "", "一点儿", "yīdiǎnr", "a little"),  # others: yì diǎn ér
        ("亲爱的朋友", "Dear friend", "亲爱", "qīn'ài", "dear"),
    ],
)
def test_reading_and_sense_in_context(
    zh: str, en: str, word: str, reading: str, gloss: str
) -> None:
    token = tokens(zh, en)[word]
    assert token.reading == reading
    assert gloss in token.gloss


def test_names_are_read_and_spelled_by_the_translation() -> None:
    found = tokens(
        "刘德珍代表北京石景山发电厂。", "Liu Dezhen, for the Beijing Shijingshan Power Plant."
    )
    assert (found["刘德珍"].kind, found["刘德珍"].reading, found["刘德珍"].gloss) == (
        "name",
        "Liú Dézhēn",
        "Liu Dezhen",
    )
    assert found["石景山"].reading == "Shíjǐngshān"
    assert found["北京"].reading == "Běijīng"


def test_a_sound_alike_is_no_name() -> None:
    assert tokens("我们都来。", "Women came too.")["我们"].kind == "word"  # wǒmen, not Women


def test_counterparts_are_spans_of_the_english() -> None:
    en = "It has thirty-eight floors and a paddy field."
    found = tokens("它有三十八层和稻田。", en)
    assert [en[a:b] for a, b in found["三十八"].english] == ["thirty-eight"]
    assert [en[a:b] for a, b in found["稻田"].english] == ["paddy field"]
    assert not found["和"].english  # function words are not linked


def test_a_word_without_entry_gets_its_counterpart_or_its_parts() -> None:
    pairs = [("这里的村官很多", "there are many village officials here"), ("村官同志", "Comrades")]
    names = ANNOTATOR.names(pairs)
    tokens = chain.from_iterable(ANNOTATOR.tokens(zh, en, names) for zh, en in pairs)
    first, second = (token for token in tokens if token.text == "村官")
    assert first.gloss == "here: officials"
    assert "+ 官" in second.gloss
    assert "no-entry" in first.doubts


def test_traditional_text_keeps_its_characters_and_finds_its_words() -> None:
    found = tokens(
        "發展農業，提高幹部的覺悟。",
        "Develop agriculture and raise the consciousness of the cadres.",
    )
    assert found["農業"].headword == "农业"
    assert found["幹部"].reading == "gànbù"
    assert found["農業"].entry is not None
    assert found["農業"].entry.traditional == "農業"


def test_forms_of_a_word_are_written_with_its_traditional_characters() -> None:
    found = tokens(
        "人们把房子打扫得干干净净，又干起活来。",
        "People clean the house thoroughly and start working again.",
    )
    assert ANNOTATOR.traditional(found["干干净净"]) == "乾乾淨淨"
    assert ANNOTATOR.traditional(found["干起活来"]) == "幹起活來"


def test_traditional_words_are_told_apart_by_their_own_spelling() -> None:
    found = tokens("他著急地看著頭髮乾了。", "Anxiously he watched his hair dry.")
    assert [found[w].headword for w in ("著急", "看", "著", "頭髮", "乾")] == [
        "着急",
        "看",
        "着",
        "头发",
        "干",
    ]
    assert found["乾"].reading == "gān"


def test_a_form_is_read_as_it_stands_and_learnt_as_its_word() -> None:
    found = tokens("我们干起活来，12月再研究研究。", "We work, and look into it again in December.")
    form = found["干起活来"]
    assert (form.headword, form.reading) == ("干活", "gàn qǐ huó lái")
    card = ANNOTATOR.word(form, 0).token
    assert (card.reading, card.pinyin) == ("gànhuó", ("gàn", "huó"))
    assert found["研究研究"].reading == "yánjiū yánjiū"
    assert found["12月"].headword == "十二月"


@pytest.mark.parametrize(
    "zh",
    [
        "他1953年用Windows写了三十八封信！",
        "",
        "  ",
        "！？",
        "𠮷野家{{c1::x}}[b]",
        "一九五四年——“五一”",
    ],
)
def test_tokens_cover_the_sentence_and_every_han_character_is_read(zh: str) -> None:
    found = ANNOTATOR.tokens(zh, "A letter.", ANNOTATOR.names([(zh, "A letter.")]))
    assert "".join(t.text for t in found) == zh
    assert all(zh[t.start : t.end] == t.text for t in found)
    for token in found:
        han = sum("㐀" <= c <= "鿿" or c == "〇" or ord(c) > 0x1FFFF for c in token.text)
        assert len(token.pinyin or ()) == han
        # No source knows how it is read: an empty syllable, and a doubt
        assert all(token.pinyin or ()) or token.text == "𠮷"


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("他于 1985 年 3 月 9 日出生。", "He was born on March 9, 1985."),
        ("过去 10 年里，他买了 3 台电脑。", "Over the past 10 years he bought 3 computers."),
        ("把软件和 Windows 捆绑在一起", "bundle the software with Windows"),
        ("占 20% 的时间", ""),
    ],
)
def test_spaces_that_set_figures_and_letters_off_change_nothing(zh: str, en: str) -> None:
    spaced = ANNOTATOR.tokens(zh, en, ANNOTATOR.names([(zh, en)]))
    bare = zh.replace(" ", "")
    whole = ANNOTATOR.tokens(bare, en, ANNOTATOR.names([(bare, en)]))
    assert "".join(token.text for token in spaced) == zh
    assert all(zh[token.start : token.end] == token.text for token in spaced)
    read = [token for token in spaced if token.text != " "]
    assert [one.text.replace(" ", "") for one in read] == [one.text for one in whole]
    assert [(one.reading, one.gloss, one.english) for one in read] == [
        (one.reading, one.gloss, one.english) for one in whole
    ]


def test_years_that_have_passed_are_no_miles() -> None:
    assert tokens("过去10年里，他走了三千里路。")["里"].gloss == "Chinese mile (half a kilometer)"
    assert tokens("过去 10 年里，他买了电脑。")["里"].gloss == "in; inside"
    assert tokens("两个小时里他没说一句话。")["里"].gloss == "in; inside"


def test_long_terms_have_the_words_of_the_translation_or_none() -> None:
    pairs = [
        ("这是第一个五年计划。", "This is the first Five-Year Plan."),
        ("一个人来了。", "A person has come."),
    ]
    names = ANNOTATOR.names(pairs)
    found = ANNOTATOR.terms_of([(en, ANNOTATOR.tokens(zh, en, names)) for zh, en in pairs])
    assert [len(terms) for terms in found] == [1, 0]
    (term,) = found[0]
    assert (term.text, term.gloss) == ("五年计划", "Five-Year Plan")
    assert pairs[0][0][term.start : term.end] == term.text


def test_spoken_tones_change_sentences_and_keep_the_spelling() -> None:
    (found,) = (
        ANNOTATOR.spoken(ANNOTATOR.tokens(zh, "", ANNOTATOR.names([(zh, "")])))
        for zh in ("你好，这不是一个老虎。",)
    )
    assert " ".join(t.reading for t in found if t.reading) == "níhǎo zhè búshì yíge láohǔ"
    assert all(t.entry is None or t.entry.reading for t in found)


@pytest.mark.parametrize(
    ("zh", "en", "word", "pos", "gloss"),
    [
        ("我的邻居来了。", "My neighbour has come.", "邻居", "noun", "neighbor"),
        ("这里很美丽。", "It is beautiful here.", "美丽", "adjective", "beautiful"),
        ("他还了书。", "He returned the book.", "还", "verb", "to return"),
        ("他有两件大衣。", "He has two coats.", "件", "measure word", "measure word"),
        (
            "他长得像爸爸。",
            "He looks like his father.",
            "长得",
            "verb",
            "to look",
        ),  # jieba lacks it
    ],
)
def test_the_part_of_speech_is_that_of_the_gloss(
    zh: str, en: str, word: str, pos: str, gloss: str
) -> None:
    token = tokens(zh, en)[word]
    assert ANNOTATOR.word(token, 0).part_of_speech == pos
    assert token.gloss.startswith(gloss) and "here:" not in token.gloss

"""Keys, fields and order of notes."""

import unicodedata
from dataclasses import replace
from html import unescape
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample import letter, strange, with_gloss

from generator.anki import make_notes, repeats, sentence_key, word_key
from generator.anki.chinese_html import write_references
from generator.anki.field_html import TARGET, escape, mark
from generator.anki.level_names import frequency, level
from generator.anki.note import Note
from generator.anki.note_types import SENTENCE, WORD, note_type
from generator.base import pinyin
from generator.base.errors import InputError
from generator.base.records import Levels
from generator.display import sentence_pinyin


def by_field(note: Note) -> dict[str, str]:
    return dict(
        zip((name for name, _ in note_type(note.note_type).fields), note.fields, strict=True)
    )


def word(headword: str) -> dict[str, str]:
    return next(
        f
        for n in make_notes(letter())
        if n.note_type == WORD and (f := by_field(n))["Simplified"] == headword
    )


def test_words_come_before_their_sentence() -> None:
    order = [by_field(n).get("Simplified") or by_field(n)["Number"] for n in make_notes(letter())]
    assert order == [
        "亲爱",
        "星火",
        "集体",
        "庄员",
        "1",
        "地方",
        "创造",
        "丰收",
        "2",
        "工业",
        "不行",
        "3",
    ]


def test_word_note() -> None:
    fields = word("地方")
    assert fields["Key"] == "地方|di4 fang5"
    assert "的<b class='target'>地方</b>，" in fields["Sentence"]
    assert "的<b class='blank'>＿＿</b>，" in fields["SentenceBlank"]
    assert fields["Pinyin"] == "<span class='t4'>dì</span><span class='t5'>fang</span>"
    assert fields["SentencePinyin"].startswith("Cóngqián rénchēng “Běidàhuāng” de dìfang, jīngguò")
    assert fields["Level"] == "HSK 1 (2025, 2021) · 2 (2.0)"
    assert fields["Source"].endswith(
        "写信</span> · </span><span class='where'>1953-12-19 · No. 2</span>"
    )
    assert "<b class='counterpart'>creating</b>" in word("创造")["SentenceEnglish"]
    assert word("集体")["Traditional"] == "集體"


def test_fields_keep_the_twin_plain() -> None:
    fields = chain.from_iterable(note.fields for note in make_notes(letter()))
    assert not any(set(field) & set('\t\n\r"') for field in fields)


@pytest.mark.slow
@given(st.text())
def test_escaped_text_shows_as_itself(text: str) -> None:
    made = escape(text).replace("<br>", "\n")
    shown = "".join(
        c
        for c in unicodedata.normalize("NFC", text)
        if c in "\n\t" or unicodedata.category(c) != "Cc"
    )
    assert not set(made) & set("<>\"'{}[]\\\t")
    assert unescape(made) == shown.replace("\t", " ")


@given(st.text(alphabet="银行<&[{ab"), st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9))))
def test_marking_changes_no_text(text: str, spans: list[tuple[int, int]]) -> None:
    inside = [(min(a, b, len(text)), min(max(a, b), len(text))) for a, b in spans]
    marked = mark(text, inside, TARGET)
    assert marked.replace(TARGET.opening, "").replace(TARGET.closing, "") == escape(text)


def test_numbers_and_marks() -> None:
    for numbered, marked in (
        ("lu:3", "lǚ"),
        ("xiong2", "xióng"),
        ("gui4", "guì"),
        ("liu2", "liú"),
        ("hao3", "hǎo"),
        ("kou3", "kǒu"),
        ("ma5", "ma"),
        ("hua1", "huā"),
        ("jue2", "jué"),
    ):
        assert (pinyin.mark(numbered), pinyin.number(marked)) == (marked, numbered)
    district = "see 石景山區|石景山区[Shi2 jing3 shan1 Qu1]"
    assert write_references(district, traditional=False) == "see 石景山区 (Shí jǐng shān Qū)"
    assert write_references(district, traditional=True) == "see 石景山區 (Shí jǐng shān Qū)"
    assert write_references("a note [sic]", traditional=False) == "a note [sic]"


def test_sentence_pinyin_of_the_last_passage() -> None:
    line = sentence_pinyin(letter().passages[2].tokens)
    assert (
        line
        == "Gōngyè hé nóngyè shì bùkě fēnlí de, jiù xiàng yī gè rén de liǎng tiáo tuǐ, quē le nǎ"
        " tiáo yě bùxíng."
    )


def test_keys_outlive_corrections() -> None:
    deck = letter()
    assert [n.guid for n in make_notes(deck)] == [
        n.guid for n in make_notes(with_gloss(deck, "地方", "spot"))
    ]
    assert sentence_key("你好，\n世界！") == sentence_key("你好, 世界!") == "你好,世界!"
    unknown = next(w.token for w in deck.words if w.token.headword == "庄员")
    assert word_key(unknown).written == "庄员|zhuang1 yuan2"


def test_repeated_sentence_gives_one_note_and_is_reported() -> None:
    deck = letter()
    twice = replace(
        deck, passages=(*deck.passages, replace(deck.passages[0], number=4)), sentences=(0, 1, 2, 3)
    )
    assert len(make_notes(twice)) == len(make_notes(deck))
    assert [(i.kind, i.where[:5]) for i in repeats(twice)] == [("repeated", "No. 4")]
    assert not repeats(deck)


def test_alike_names_words_with_the_same_gloss() -> None:
    notes = make_notes(with_gloss(letter(), "创造", "Industry"))
    assert "工业" in next(
        by_field(n)["Alike"] for n in notes if by_field(n).get("Simplified") == "创造"
    )


def test_order_pieces_are_shuffled_but_listed_in_order() -> None:
    words = next(by_field(n)["Words"] for n in make_notes(letter()) if n.note_type == SENTENCE)
    places = [int(part.split("'")[0]) for part in words.split("order:")[1:]]
    assert sorted(places) == list(range(9)) != places
    assert words.index("亲爱") < words.index("星火") < words.index("同志们")


def test_tags_hold_no_spaces() -> None:
    notes = make_notes(replace(strange("词", gloss="measure word"), name="a b"))
    assert {"text::a-b", "pos::measure-word"} <= set(notes[0].tags)


def test_unknown_card_is_named() -> None:
    with pytest.raises(InputError, match="no card named 'recogntion'"):
        make_notes(letter(), frozenset({"recogntion"}))


def test_levels_and_frequencies() -> None:
    assert level(Levels(3, 3, 3)) == "HSK 3"
    assert level(Levels(None, 7, 7)) == "HSK 7–9 (2025, 2021)"
    assert (level(Levels()), frequency(0.0)) == ("", "")
    assert frequency(5.2) == "common (5.2)"

"""A teacher's own list of words."""

from html import unescape

import pytest

from generator import anki
from generator.anki.twin import read_notes
from generator.classes import study_set
from generator.texts import read_set
from support.course import FIELDS, Course, taught, word_notes
from support.verify import verify

LIST = """word\treading\tgloss\tsentence\ttranslation
银行\t\tbank (for money)\t\t
图书馆\t\t\t我在图书馆看书。\tI read in the library.
王小明\tWáng Xiǎomíng\tXiaoming, a pupil\t王小明很高。\tXiaoming is tall.
打扫+干净\t\tto clean up\t\t
T恤\t\tT-shirt\t\t
你好吗？\t\tHow are you?\t\t
爸爸\t\t\t\t
"""


@pytest.mark.slow
def test_words_of_a_list_win_over_the_machine_and_get_a_card_though_no_text_has_them(
    course: Course,
) -> None:
    course.write("list.tsv", LIST)
    course.write("known.txt", "爸爸\n便宜\n")
    course.lessons(
        "bank", "shop", "rain", head='known = ["known.txt", "hsk:1"]', bank='words = "list.tsv"'
    )
    course.edit("rain.txt", "老师", "王小明")
    built = course.build()
    assert built.study is not None
    first, second, third = built.study.lessons
    glosses = {word.token.headword: word.token.gloss for word in first.words}
    assert glosses["银行"] == "bank (for money)"
    assert glosses["王小明"] == "Xiaoming, a pupil"
    assert glosses["打扫干净"] == "to clean up"
    assert "爸爸" in glosses, "what a teacher lists is wanted even if it is known"
    for lesson in built.study.lessons:
        assert not {"是", "我", "便宜"} & {word.token.headword for word in lesson.words}
    assert first.listed is not None
    assert [p.zh for p in first.listed.passages] == [
        "我在图书馆看书。",
        "王小明很高。",
        "打扫干净",
        "T恤",
        "你好吗？",
    ]
    assert {word.token.headword: number for word, number in second.review} == {"银行": 1}
    assert {word.token.headword for word, _ in third.review} == {"王小明"}, (
        "later lessons know what no dictionary has"
    )
    notes = {
        unescape(note.fields[0]): dict(zip(FIELDS, note.fields, strict=True))
        for note in word_notes(built)
    }
    assert notes["图书馆|tu2 shu1 guan3"]["Sentence"].count("图书馆") == 1
    assert (notes["图书馆|tu2 shu1 guan3"]["Before"], notes["图书馆|tu2 shu1 guan3"]["After"]) == (
        "",
        "",
    )
    sentences = {
        unescape(note.fields[0])
        for note in read_notes(built.package.with_suffix(".tsv"))
        if note.note_type == anki.SENTENCE
    }
    assert "我在图书馆看书。" in sentences
    assert "打扫干净" not in sentences, "a word alone is no sentence"
    verify(built.package)


def test_cards_of_listed_words_alone(course: Course) -> None:
    course.write("list.tsv", "word\n银行\n公共汽车\n")
    course.lessons("bank", "shop", shop='words = "list.tsv"\nonly_listed = true')
    built = course.build()
    assert {word for word, lesson in taught(built).items() if lesson == 2} == {"公共汽车"}
    assert built.sentences == (3, 0)
    course.lessons("bank", "shop", shop='words = "list.tsv"\nonly_listed = true\nsentences = true')
    assert course.build().sentences == (3, 3)


def test_a_word_of_a_list_in_the_other_script_than_its_sentence_keeps_its_gloss(
    course: Course,
) -> None:
    course.write(
        "list.tsv",
        "word\tgloss\tsentence\n"
        "討價還價\thaggling\t爸爸跟老板讨价还价。\n"
        "讨厌\tyuck\t小狗很討厭。\n",
    )
    course.lessons("bank", bank='words = "list.tsv"')
    built = course.build()
    assert built.study is not None
    glosses = {word.token.headword: word.token.gloss for word in built.study.lessons[0].words}
    assert glosses["讨价还价"] == "haggling"
    assert glosses["讨厌"] == "yuck"


def test_a_sentence_of_a_list_that_lacks_its_word_is_said(course: Course) -> None:
    course.write("list.tsv", "word\tsentence\n图书馆\t我看书。\n")
    course.lessons("bank", bank='words = "list.tsv"')
    study = study_set(course.resources, read_set(course.folder))
    assert [issue.kind for issue in study.issues] == ["listed-sentence"]
    assert study.issues[0].where.endswith("list.tsv, line 2: 图书馆")
    assert study.lessons[0].listed is not None
    assert [(p.zh, p.en) for p in study.lessons[0].listed.passages] == [("图书馆", "library")]


BLOWING = """外面吹风了。
我还有一个苹果。
他们打扫干净了。
他觉得很有意思。
他喜欢大学生活。
他在看书。
---
The wind blew outside.
I still have an apple.
They cleaned up.
He finds it very interesting.
He likes life at university.
He is reading.
"""


@pytest.mark.parametrize(
    ("word", "gloss", "shown"),
    [
        ("吹", "to blow", "外面吹风了。"),
        ("还", "still", "还"),
        ("书", "book", "他在看书。"),
        ("大", "big", "大"),
        ("学生", "student", "学生"),
        ("意思", "meaning", "意思"),
        ("有意思", "", "他觉得很有意思。"),
    ],
)
def test_a_list_cuts_the_text_or_says_where_its_word_hides(
    course: Course, word: str, gloss: str, shown: str
) -> None:
    course.write("bank.txt", BLOWING)
    course.write("list.tsv", f"word\tgloss\n{word}\t{gloss}\n")
    course.lessons("bank", bank='words = "list.tsv"')
    study = study_set(course.resources, read_set(course.folder))
    lesson = study.lessons[0]
    found: dict[str, str] = {}
    for part in lesson.parts:
        for one in part.words:
            found[one.token.headword] = part.passages[one.passage].zh
    assert found[word] == shown
    hidden = [issue.detail for issue in study.issues if issue.kind == "listed-hidden"]
    assert bool(hidden) == (shown == word)
    if word == "意思":
        assert "only within 有意思 (bank, sentence 4), so its card shows it alone" in hidden[0]


@pytest.mark.parametrize(
    ("gloss", "is_said"), [("bank (for money)", False), ("row (of seats)", True), ("", False)]
)
def test_another_meaning_of_a_word_that_was_taught_is_said(
    course: Course, gloss: str, is_said: bool
) -> None:
    course.write("first.tsv", "word\tgloss\n银行\tbank (for money)\n")
    course.write("list.tsv", f"word\tgloss\n银行\t{gloss}\n")
    course.lessons("bank", "shop", bank='words = "first.tsv"', shop='words = "list.tsv"')
    study = study_set(course.resources, read_set(course.folder))
    said = [one for one in study.issues if one.kind == "listed-meaning"]
    assert bool(said) == is_said
    if said:
        assert said[0].where.endswith("list.tsv, line 2: 银行")
        assert 'Lesson 1 teaches it as "bank (for money)"' in said[0].detail

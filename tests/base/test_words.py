"""Keys of words and notes, and the small helpers of the ground floor."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.anki import SWITCHES
from generator.base import choices
from generator.base.records import Entry, Token
from generator.base.text import bare_gloss, plural, shuffled
from generator.base.words import NoteKey, WordKey, sentence_key, word_key
from generator.export import FORMATS


@given(st.text(), st.text().filter(lambda reading: "|" not in reading))
def test_keys_are_read_as_they_are_written(headword: str, reading: str) -> None:
    word = WordKey(headword, reading)
    assert WordKey.parse(word.written) == word
    note = NoteKey("w", word.written)
    assert NoteKey.parse(note.written) == note
    assert (note.is_word, note.word) == (True, word)
    assert NoteKey.parse("s" + headword) == NoteKey("s", headword)


def test_a_word_is_the_same_however_it_stands_in_the_text() -> None:
    token = Token(
        start=2,
        end=4,
        text="星火",
        kind="name",
        pinyin=("Xīng", "huǒ"),
        headword="星火",
        reading="Xīnghuǒ",
        entry=Entry("星火", "星火", "Xing1 huo3", ("Spark",)),
        gloss="Spark",
        senses=("Spark",),
        sense_confidence=1.0,
        english=(),
        link_confidence=0.0,
    )
    assert word_key(token) == WordKey("星火", "xing1 huo3")
    assert word_key(replace(token, text="星星之火", reading="xīngxīng zhī huǒ")) == word_key(token)
    assert word_key(replace(token, entry=None)) == word_key(token)
    assert word_key(replace(token, entry=None, pinyin=None)) == WordKey("星火", "xīnghuǒ")
    assert NoteKey.of_word(token).written == "w星火|xing1 huo3"


def test_a_sentence_is_the_same_with_another_line_break() -> None:
    assert sentence_key("你好，\n世界！") == sentence_key("你好, 世界!") == "你好,世界!"
    assert NoteKey.of_sentence("你 好") == NoteKey("s", "你好")


@pytest.mark.parametrize(
    ("number", "noun", "said"),
    [(0, "word", "0 words"), (1, "word", "1 word"), (2, "card", "2 cards")],
)
def test_plural(number: int, noun: str, said: str) -> None:
    assert plural(number, noun) == said


def test_a_shuffle_is_the_same_each_time_and_for_each_seed_another() -> None:
    order = shuffled(range(9), str, "a", 1)
    other = shuffled(range(9), str, "a", 2)
    assert order != other
    assert sorted(order) == sorted(other) == list(range(9))
    assert order == shuffled(range(9), str, "a", 1)
    assert shuffled("cab", lambda letter: "") == ["c", "a", "b"]


@pytest.mark.parametrize(
    ("gloss", "leading", "bare"),
    [
        ("(coll.) Here: to build (a house)", ("to ",), "build"),
        ("To be tall", ("to be ", "to "), "tall"),
        ("the sun", ("to ",), "the sun"),
        ("(measure word)", ("to ",), ""),
    ],
)
def test_bare_gloss(gloss: str, leading: tuple[str, ...], bare: str) -> None:
    assert bare_gloss(gloss, leading) == bare


def test_choices_are_what_there_is() -> None:
    """The command line takes its lists from ``choices``, which loads nothing."""
    assert tuple(SWITCHES) == choices.CARD_KINDS
    assert set(choices.DEFAULT_CARDS) == {
        name for name, (_, field) in SWITCHES.items() if not field
    }
    assert {*FORMATS, "tmx", *choices.BOOK_FORMATS} == set(choices.EXPORT_FORMATS)

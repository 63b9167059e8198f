"""The sense that a translation supports: real sentences, each for one kind of evidence."""

import json
from pathlib import Path

import pytest

from generator.annotation.annotator import Annotator
from generator.base.records import Token
from generator.chinese.script import simplify
from generator.lexicon import word_classes
from generator.lexicon.dictionary import Dictionary
from generator.lexicon.english import words
from generator.lexicon.english_phrases import phrase
from generator.lexicon.glosses import MAX_GLOSS
from generator.lexicon.learner import LearnerDictionary
from generator.lexicon.sense_frames import Around, score

DICTIONARY = Dictionary()
ANNOTATOR = Annotator(DICTIONARY)
JUDGED = Path(__file__).resolve().parent.parent / "cases" / "senses.jsonl"


def token(word: str, zh: str, en: str) -> Token:
    tokens = ANNOTATOR.tokens(zh, en, ANNOTATOR.names([(zh, en)]))
    return next(one for one in tokens if simplify(one.text) == word)


@pytest.mark.parametrize(
    ("word", "zh", "en", "pos", "first"),
    [
        ("等", "我等了他一个小时。", "I waited for him for an hour.", "verb", "to wait"),
        (
            "等",
            "他买了苹果、梨等水果。",
            "He bought fruit such as apples.",
            "particle",
            "and so on",
        ),
        (
            "教育",
            "他给了孩子们良好的教育。",
            "He gave his children a good education.",
            "noun",
            "edu",
        ),
        ("工作", "你工作太努力了。", "You work too hard.", "verb", "to work"),
        ("工作", "他找到了新工作。", "He found a new job.", "noun", "work; job"),
        ("精神", "今天我沒有精神。", "I have no energy today.", "noun", "energy"),
        ("还", "他还了我的钱。", "He returned my money.", "verb", "to return"),
        ("花", "他花了很多钱。", "He spent a lot of money.", "verb", "to spend"),
        ("打", "别打孩子。", "Don't hit the child.", "verb", "to hit"),
        ("把", "请把门关上。", "Please close the door.", "preposition", "(marks the object"),
        ("把", "他带了一把伞。", "He took an umbrella.", "measure", "measure word"),
        ("左右", "他走了一个小时左右。", "He walked for about an hour.", "", "about"),
    ],
)
def test_the_sense_that_the_sentence_has_comes_first(
    word: str, zh: str, en: str, pos: str, first: str
) -> None:
    found = token(word, zh, en)
    assert found.gloss.startswith(first)
    assert pos in ("", found.part_of_speech)


@pytest.mark.slow
def test_judged_occurrences_stay_right() -> None:
    """Those whose sentences come with Cika (``tools/eval_senses.py`` has all)."""
    rows = [json.loads(line) for line in JUDGED.read_text("utf-8").splitlines()]
    rows = [row for row in rows if row["zh"]]
    right = 0
    for row in rows:
        names = ANNOTATOR.names([(row["zh"], row["en"])])
        tokens = ANNOTATOR.tokens(row["zh"], row["en"], names)
        found = [one for one in tokens if simplify(one.text) == simplify(row["word"])]
        wanted = {tuple(one[1:]) for one in row["right"]}
        right += bool(found) and (found[0].part_of_speech, found[0].gloss) in wanted
    assert right >= 0.88 * len(rows)


def test_a_gloss_is_whole_and_short() -> None:
    learner = LearnerDictionary()
    for word in ("工作", "的", "提高", "代表", "起来"):
        for sense in learner.senses(word):
            assert 0 < len(sense.gloss) <= MAX_GLOSS
            assert not sense.gloss.endswith("…")


def test_frames_and_neighbours() -> None:
    sentence = [Around("三", "m", "number"), Around("把", "q", "word"), Around("刀", "n", "word")]
    assert score(("NUM~",), sentence, 1).classes == 1
    assert score(("~刀",), sentence, 1).frames == 1
    assert score(("~N",), sentence, 1).classes == 1
    assert score(("刀",), sentence, 1).near == 1
    assert score(("~V", "椅子"), sentence, 1) == score((), sentence, 1)


@pytest.mark.parametrize(
    ("en", "at", "pos"),
    [
        ("I'll study your report", 1, "v"),
        ("a study of it", 1, "n"),
        ("they are cultural", 2, "a"),
        ("it represents peace", 1, "v"),
        ("two companies", 1, "n"),
    ],
)
def test_the_class_of_a_counterpart(en: str, at: int, pos: str) -> None:
    assert word_classes.in_english(words(en), at, at, DICTIONARY.english_pos)[0] == pos


def test_a_phrase_is_looked_for_without_to_and_articles() -> None:
    assert phrase("to take off").stems == ("take", "off")
    assert phrase("a lot").stems == ("lot",)

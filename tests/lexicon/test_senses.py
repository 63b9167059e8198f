"""The sense that a translation supports: real sentences, each for one kind of evidence."""

import csv
from pathlib import Path

import pytest

from generator.annotation.annotator import Annotator
from generator.base.records import Token
from generator.chinese.script import simplify
from generator.lexicon import grammar_cues
from generator.lexicon.common_senses import COMMON_SENSES, common_senses
from generator.lexicon.dictionary import Dictionary
from generator.lexicon.english import words
from generator.lexicon.glosses import MAX_GLOSS
from generator.lexicon.grammar_cues import Neighbour, Surroundings
from generator.lexicon.senses import sure

DICTIONARY = Dictionary()
ANNOTATOR = Annotator(DICTIONARY)
JUDGED = Path(__file__).resolve().parent.parent / "cases" / "senses.tsv"


def token(word: str, zh: str, en: str) -> Token:
    return next(
        t for t in ANNOTATOR.tokens(zh, en, ANNOTATOR.names([(zh, en)])) if simplify(t.text) == word
    )


@pytest.mark.parametrize(
    ("word", "zh", "en", "first"),
    [
        # Not "to educate"
        (
            "教育",
            "他给了他的孩子们良好的教育。",
            "He gave his children a good education.",
            "education",
        ),
        ("工作", "你工作太努力了。", "You work too hard.", "to work"),  # verb twin, by its place
        ("精神", "今天我没有精神。", "I have no energy today.", "vigor"),  # a synonym
        ("东西", "我买了很多东西。", "I bought many things.", "thing"),  # a neutral tone
        (
            "道",
            "那男孩略一迟疑，道：“我叫小玄子。”",
            "After a moment the boy replied: 'They call me Misty.'",
            "to say",
        ),
        ("起来", "现在我想起来了。", "I remember now.", "indicating "),
        (
            "条",
            "我以前在这条河里游泳。",
            "I used to swim in this river.",
            "classifier for long thin things",
        ),
        ("通过", "他通过了考试。", "He passed the examination.", "to pass (a test)"),
        ("还", "他还了我的钱。", "He returned my money.", "to return"),
    ],
)
def test_the_sense_that_the_sentence_has_comes_first(
    word: str, zh: str, en: str, first: str
) -> None:
    assert token(word, zh, en).senses[0].startswith(first)


@pytest.mark.slow
def test_judged_occurrences_stay_right() -> None:
    """54 of these 66 came first on 2026-11-23 (``tools/eval_senses.py`` has all sources)."""
    with JUDGED.open(encoding="utf-8", newline="") as lines:
        rows = [r for r in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE) if r["zh"]]
    right = 0
    for row in rows:
        tokens = ANNOTATOR.tokens(row["zh"], row["en"], ANNOTATOR.names([(row["zh"], row["en"])]))
        found = [t.senses[0] for t in tokens if simplify(t.text) == row["word"]]
        right += bool(
            found and found[0] in row["senses"].replace("(", "").replace(")", "") + row["senses"]
        )
    assert right >= 48


def test_what_the_translation_says_in_other_words_is_added() -> None:
    shown = token("精神", "他的崇高精神鼓舞了我们。", "His noble attitude inspired us.").gloss
    assert len(shown) <= MAX_GLOSS
    text = "你的热情鼓舞了我们的生产。"
    shown = token("热情", text, "Your enthusiasm has inspired our production.").gloss
    assert shown.endswith("here: enthusiasm")  # the dictionary has "enthusiastic"
    assert "here" not in token("生产", text, "Your enthusiasm has inspired what we produce.").gloss


def test_senses_name_each_definition_before_synonyms() -> None:
    found = token("通过", "他通过了考试。", "He passed the examination.").senses
    assert len(set(found)) == len(found)
    assert found.index("by means of") < found.index("via")  # two glosses of one definition


def test_listed_common_senses_are_in_the_dictionary() -> None:
    with COMMON_SENSES.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows:
        assert any(
            e.reading == row["reading"] and row["definition"] in e.senses
            for e in DICTIONARY.entries(row["word"])
        ), row
    for row in rows:
        assert all(0 < share <= 1 for share in common_senses(row["word"]).values())


def test_a_remark_on_the_place_of_a_sense_is_heeded() -> None:
    after_numeral = Surroundings((Neighbour("三", "m"),), (Neighbour("书", "n"),), counted=True)
    assert grammar_cues.fits("classifier for books", after_numeral) == 1
    assert grammar_cues.fits("classifier for books", Surroundings((Neighbour("的", "uj"),))) == -1
    assert grammar_cues.fits("book", after_numeral) == 0


@pytest.mark.parametrize(
    ("en", "at", "pos"),
    [("I'll study your report", 1, "v"), ("a study of it", 1, "n"), ("they are cultural", 2, "a")],
)
def test_the_part_of_speech_of_a_counterpart(en: str, at: int, pos: str) -> None:
    assert grammar_cues.in_english(words(en), at, at, DICTIONARY.english_pos)[0] == pos


def test_confidence_grows_with_the_margin() -> None:
    values = [sure(m / 10) for m in range(11)]
    assert values == sorted(values)
    assert 0.5 < values[0] < 0.6
    assert values[-1] > 0.95

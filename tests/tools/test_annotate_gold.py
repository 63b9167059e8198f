"""Gold by correction (docs/annotating-gold.md): what a line does, and what is refused."""

from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from support.tool import load

DICTIONARY = """\
他\tta1\tpronoun\t100\the; him\the|him\t\t
把\tba3\tpreposition\t80\t(marks the object)\tthe\t把~\t
把\tba3\tmeasure\t20\thandful\thandful\t一~\t
窗\tchuang1\tnoun\t100\twindow\twindow\t\t
窗帘\tchuang1 lian2\tnoun\t100\tcurtain\tcurtain\t\t
挂\tgua4\tverb\t90\tto hang\thang|hang up\t\t
挂\tgua4\tverb\t10\tto hang up (a phone)\thang up\t\t
"""
ZH, EN = "他把窗帘挂上。", "He hung up the curtain, the heavy one."
WORDS = (
    ("他", "ta1", ()),
    ("把", "ba3", ()),
    ("窗", "chuang1", ()),
    ("帘", "lian2", ()),
    ("挂上", "gua4 shang4", ((3, 10),)),
)
"""Words as proposed, their readings, and where their English stands."""


@pytest.fixture(scope="module")
def gold() -> ModuleType:
    return load("gold_pairs")


@pytest.fixture
def dictionary(tmp_path: Path) -> Any:
    path = tmp_path / "learner.tsv"
    path.write_text(DICTIONARY, encoding="utf-8")
    return load("learner_senses").LearnerDictionary(path)


@pytest.fixture
def pair(gold: ModuleType) -> Any:
    """Propose a cut, readings and a counterpart as the program might."""
    tokens, at = [], 0
    for number, (text, reading, english) in enumerate(WORDS, 1):
        token = gold.LabelledToken(at, at + len(text), text, reading, "word", "", list(english))
        tokens.append(replace(token, original=number))
        at += len(text)
    syllables = [*" ".join(reading for _, reading, _ in WORDS).split(), ""]
    return gold.LabelledPair("a1", "test", ZH, EN, tokens, syllables)


def correct(pair: Any, dictionary: Any, tmp_path: Path, *lines: str) -> tuple[list[str], list[str]]:
    """Apply lines of corrections; return faults and notes."""
    tool = load("gold_corrections")
    path = tmp_path / "corrections.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    report = tool.CorrectionReport()
    tool.correct([pair], tool.parse(path, report), dictionary, report)
    tool.note_doubts([pair], report)
    return report.faults, report.notes


def test_what_lines_say_is_in_the_gold(
    gold: ModuleType, pair: Any, dictionary: Any, tmp_path: Path
) -> None:
    lines = (
        "# a comment",
        "a1 cut 他|把|窗帘|挂上",
        "a1.1 > He",
        "a1 把 =2",
        "1 窗帘 > curtain",
        "a1 挂上 =? verb: to hang up",
        "a1 挂上 r gua4 shang5",
    )
    assert correct(pair, dictionary, tmp_path, *lines) == ([], [])
    tokens = gold.as_gold(pair).tokens
    assert [ZH[one.start : one.end] for one in tokens] == ["他", "把", "窗帘", "挂上"]
    assert [one.english for one in tokens] == [((0, 2),), (), ((15, 22),), ((3, 10),)]
    assert [one.sense for one in tokens][1:3] == [
        ("ba3", "measure", "handful"),
        ("chuang1 lian2", "noun", "curtain"),
    ]
    assert (tokens[2].reading, tokens[3].reading) == ("chuang1 lian2", "gua4 shang5")
    assert tokens[3].own == "verb: to hang up"
    assert all(one.checked for one in tokens)


def test_a_new_word_without_a_line_is_unchecked(pair: Any, dictionary: Any, tmp_path: Path) -> None:
    assert correct(pair, dictionary, tmp_path, "a1 cut 他|把|窗帘|挂|上") == ([], [])
    assert [token.checked for token in pair.tokens] == [True, True, False, False, False]
    assert pair.tokens[3].sense == ["gua4", "verb", "to hang"]


def test_several_places_are_noted_and_chosen_by_number(
    pair: Any, dictionary: Any, tmp_path: Path
) -> None:
    faults, notes = correct(pair, dictionary, tmp_path, "a1.2 > the", "a1.1 > the@2")
    assert faults == []
    assert len(notes) == 1 and "“the” occurs 2 times, number 1 is taken" in notes[0]
    assert [EN[a:b] for a, b in (*pair.tokens[0].english, *pair.tokens[1].english)] == ["the"] * 2
    assert pair.tokens[0].english != pair.tokens[1].english


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("a2.1 =1", "no such block"),
        ("a1.9 =1", "no such word"),
        ("a1 他 =2", "他 has 1 senses"),
        ("a1.1 =? word: he", "not “class: gloss”"),
        ("a1.1 r ta", "not numbered pinyin"),
        ("a1.1 noname", "it is no name"),
        ("a1.1 > she", "“she” is not in EN"),
        ("a1.1 > urta", "“urta” is not in EN as whole words"),
        ("a1 cut 他|窗帘", "the sentence goes on “把窗帘挂上。”, not “窗帘”"),
        ("a1 cut 他|把", "“窗帘挂上。” is left over"),
        ("a1.1 bad", "bad takes no word"),
        ("a1 =1", "= needs a word"),
        ("what is this", "not a correction"),
    ],
)
def test_what_cannot_be_applied_is_said(
    line: str, fault: str, pair: Any, dictionary: Any, tmp_path: Path
) -> None:
    (said,), _ = correct(pair, dictionary, tmp_path, line)
    assert said.startswith("line 1: ") and fault in said


def test_a_sense_of_another_reading_is_noted(pair: Any, dictionary: Any, tmp_path: Path) -> None:
    faults, (note,) = correct(pair, dictionary, tmp_path, "a1.2 =1", "a1.2 r ba4")
    assert faults == []
    assert note == "a1.2 把 is read ba4, its sense ba3"

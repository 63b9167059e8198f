"""What the letter and the lessons must show, by the tools that anyone can run
(tools/eval_letter.py, tools/eval_lessons.py)."""

from types import ModuleType

import pytest

from generator import pipeline
from generator.base.words import HeadwordKey, headword_key
from generator.pipeline import Resources, Source, Study
from support.cases import read_cases
from support.program import SEED
from support.river import tokens_of
from support.tool import load


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    return load("eval_letter")


@pytest.fixture(scope="module")
def study(resources: Resources) -> Study:
    return pipeline.study_text(resources, Source(SEED))


def test_sentences_pair_as_in_the_gold(study: Study) -> None:
    gold = [list(row.values()) for row in read_cases("letter.alignment.tsv")]
    aligned = study.aligned
    found = []
    for bead in aligned.beads:
        zh = "".join(aligned.zh[i].text for i in bead.zh)
        en = " ⏎ ".join(aligned.en[j].text for j in bead.en)
        found.append([zh, en])
    assert found == gold


def test_words_are_read_and_glossed_right(tool: ModuleType, study: Study) -> None:
    results = tool.measure(study)
    assert len(results) == 117
    assert sum(r.reading_right for r in results) >= 111
    assert sum(r.reading_right and bool(r.fits) for r in results) >= 95


@pytest.mark.slow
def test_the_lessons_are_aligned_read_and_glossed_right() -> None:
    lessons = load("eval_lessons")
    found = lessons.read()
    assert list(found) == ["1", "2", "3", "4", "5"]
    for number, lesson in found.items():
        assert lessons.pairs(lesson.aligned) == lessons.gold_pairs(number)
    results = lessons.measure(found)
    wrong = [r for r in results if not r.reading_right]
    assert not wrong
    assert sum(r.fits for r in results) >= len(results) - 5, [r for r in results if not r.fits]


def test_no_card_is_empty_or_a_mere_reference_or_contradicts_itself(
    tool: ModuleType, study: Study
) -> None:
    for word in study.words:
        token = word.token
        assert token.gloss
        assert not tool.is_reference(token.gloss)
        assert tool.plain("".join(token.pinyin or ())) == tool.plain(token.reading)


def test_nearly_every_word_can_be_looked_up(study: Study) -> None:
    tokens = [token for token in tokens_of(study) if token.kind == "word"]
    assert sum(t.entry is not None for t in tokens) / len(tokens) >= 0.97


def test_each_word_is_learnt_once_in_text_order_and_stands_where_it_is_shown(study: Study) -> None:
    keys = [headword_key(word.token) for word in study.words]
    assert len(keys) == len(set(keys))
    first: dict[HeadwordKey, int] = {}
    for at, token in enumerate(tokens_of(study)):
        first.setdefault(headword_key(token), at)
    assert [first[key] for key in keys] == sorted(first[key] for key in keys)
    assert all(
        w.token.text == study.passages[w.passage].zh[w.token.start : w.token.end]
        for w in study.words
    )

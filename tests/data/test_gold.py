"""The gold corpus and the learner's dictionary fit each other; its rows have one form."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.lexicon.learner import LearnerDictionary
from support.tool import load

GOLD = Path(__file__).resolve().parent.parent / "gold"


@pytest.mark.slow
def test_every_label_of_the_gold_corpus_is_a_sense_of_the_dictionary() -> None:
    learner = LearnerDictionary()
    lost = []
    for pair in load("gold_corpus").read_gold():
        for token in pair.tokens:
            assert pair.zh[token.start : token.end], token
            for start, end in token.english:
                assert pair.en[start:end].strip(), token
            senses = learner.senses(token.headword)
            keys = [(sense.reading, sense.pos, sense.gloss) for sense in senses]
            if token.sense and token.sense not in keys:
                lost.append((pair.id, token.headword, token.sense))
    assert not lost


def test_what_may_not_be_passed_on_is_not_there() -> None:
    for line in (GOLD / "labels.jsonl").read_text("utf-8").splitlines():
        assert not {"zh", "en"} & json.loads(line).keys()


@pytest.mark.slow
def test_rows_that_are_read_and_written_are_the_same_bytes() -> None:
    rows = load("gold_rows")
    for line in (GOLD / "gold.jsonl").read_text("utf-8").splitlines(keepends=True):
        assert rows.write_row(rows.read_row(line, {}), hashed=False) == line


@pytest.mark.slow
def test_labels_that_are_read_and_written_are_the_same_bytes() -> None:
    rows, corpus = load("gold_rows"), load("gold_corpus")
    if not corpus.FIRST_DRAWN.is_file():
        pytest.skip("the sentences of the labels lie in ../shared")
    made = [rows.write_row(pair, hashed=True) for pair in corpus.read_labels()]
    assert "".join(made) == (GOLD / "labels.jsonl").read_text("utf-8")


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ({"headword": "看"}, {"headword": "看"}),
        ({"headword": "看看"}, {}),
        ({"kind": "name"}, {"kind": "name"}),
        ({"sense": ("kan4", "verb", "to look")}, {"sense": ["kan4", "verb", "to look"]}),
        ({"own": "verb: to look"}, {"own": "verb: to look"}),
        ({"english": ((0, 4),)}, {"english": [[0, 4]]}),
        ({"checked": False}, {"checked": False}),
    ],
)
def test_a_row_says_only_what_does_not_go_without_saying(
    label: dict[str, Any], said: dict[str, Any]
) -> None:
    rows = load("gold_rows")
    least = {"start": 0, "end": 2, "reading": "kan4 kan5"}
    row = {"id": "a1", "genre": "story", "zh": "看看！", "en": "Look!", "tokens": [least]}
    pair = rows.read_row(json.dumps(row), {})
    labelled = replace(pair, tokens=(replace(pair.tokens[0], **label),))
    for hashed in (False, True):
        written = rows.write_row(labelled, hashed=hashed)
        assert json.loads(written)["tokens"] == [least | said]
        sentences = {rows.hash_of(pair.zh, pair.en): (pair.zh, pair.en)}
        assert rows.read_row(written, sentences) == labelled

"""The gold corpus and the learner's dictionary fit each other."""

import json
from pathlib import Path

from generator.lexicon.learner import LearnerDictionary

GOLD = Path(__file__).resolve().parent.parent / "gold"


def test_every_label_of_the_gold_corpus_is_a_sense_of_the_dictionary() -> None:
    learner = LearnerDictionary()
    lost = []
    for line in (GOLD / "gold.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        for token in row["tokens"]:
            assert row["zh"][token["start"] : token["end"]], token
            for start, end in token.get("english", ()):
                assert row["en"][start:end].strip(), token
            word = token.get("headword") or row["zh"][token["start"] : token["end"]]
            keys = [[sense.reading, sense.pos, sense.gloss] for sense in learner.senses(word)]
            if "sense" in token and token["sense"] not in keys:
                lost.append((row["id"], word, token["sense"]))
    assert not lost


def test_what_may_not_be_passed_on_is_not_there() -> None:
    for line in (GOLD / "labels.jsonl").read_text("utf-8").splitlines():
        assert not {"zh", "en"} & json.loads(line).keys()

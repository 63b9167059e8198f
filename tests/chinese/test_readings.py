"""Words that other tools read wrong, in sentences: the whole annotator, without a translation.

What is still wrong has its fault in the table.
"""

import csv
from itertools import chain
from pathlib import Path

import pytest

from generator.annotation.annotator import Annotator
from generator.annotation.text_names import NO_NAMES
from generator.chinese.tagger import Tagger
from generator.lexicon.dictionary import Dictionary

CASES = Path(__file__).resolve().parent.parent / "cases" / "readings.tsv"
ANNOTATOR = Annotator(Dictionary())


def read(sentence: str, word: str) -> str:
    """The syllables of the first occurrence of a word, wherever the cut falls."""
    syllables: list[str] = []
    for token in ANNOTATOR.tokens(sentence, "", NO_NAMES):
        syllables += token.pinyin or ("",) * len(token.text)
    start = sentence.index(word)
    return " ".join(syllables[start : start + len(word)])


ROWS = list(csv.DictReader(CASES.open(encoding="utf-8"), delimiter="\t"))


@pytest.mark.parametrize("row", [r for r in ROWS if not r["fault"]], ids=lambda r: r["sentence"])
def test_reading_in_a_sentence(row: dict[str, str]) -> None:
    assert read(row["sentence"], row["word"]) == row["reading"], row["comment"]


@pytest.mark.parametrize("row", [r for r in ROWS if r["fault"]], ids=lambda r: r["sentence"])
def test_what_is_still_wrong_is_listed_as_it_is(row: dict[str, str]) -> None:
    assert read(row["sentence"], row["word"]) == row["fault"] != row["reading"]


def test_every_character_has_a_syllable_and_rare_ones_come_from_pypinyin() -> None:
    tokens = ANNOTATOR.tokens("丆在曾国藩的日记里说行长长大了", "", NO_NAMES)
    found = list(chain.from_iterable(token.pinyin or () for token in tokens))
    assert len(found) == 15
    assert all(found)


def test_odds_are_probabilities_over_the_readings_of_the_dictionary() -> None:
    sentence = "银行行长还没还钱"
    pieces = ANNOTATOR.cut(sentence, NO_NAMES)
    expected = ANNOTATOR.reader.expected(pieces, Tagger().tag([sentence])[0])
    for piece, found in zip(pieces, expected, strict=True):
        readings = {e.reading.lower() for e in ANNOTATOR.dictionary.entries(piece.text)}
        assert set(found.odds) == readings
        assert abs(sum(found.odds.values()) - 1) < 1e-9
        assert found.odds[found.reading] == max(found.odds.values())

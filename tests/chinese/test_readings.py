"""Words that other tools read wrong, in sentences: the whole annotator, without a translation.

What is still wrong has its fault in the table.
"""

import csv
from pathlib import Path

import pytest

from generator.annotate import NO_NAMES, Annotator
from generator.lexicon.dictionary import Dictionary

CASES = Path(__file__).resolve().parent.parent / "cases" / "readings.tsv"
ANNOTATOR = Annotator(Dictionary())


def read(sentence: str, word: str) -> str:
    """The syllables of the first occurrence of a word, wherever the cut falls."""
    syllables = [s for t in ANNOTATOR.tokens(sentence, "", NO_NAMES) for s in (t.pinyin or ("",) * len(t.text))]
    start = sentence.index(word)
    return " ".join(syllables[start : start + len(word)])


ROWS = list(csv.DictReader(CASES.open(encoding="utf-8"), delimiter="\t"))


@pytest.mark.parametrize("row", [r for r in ROWS if not r["fault"]], ids=lambda r: r["sentence"])
def test_reading_in_a_sentence(row: dict[str, str]) -> None:
    assert read(row["sentence"], row["word"]) == row["reading"], row["comment"]


@pytest.mark.xfail(reason="known faults of the model")
@pytest.mark.parametrize("row", [r for r in ROWS if r["fault"]], ids=lambda r: r["sentence"])
def test_reading_that_is_still_wrong(row: dict[str, str]) -> None:
    assert read(row["sentence"], row["word"]) == row["reading"], row["comment"]

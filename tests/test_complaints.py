"""What users of other tools complain about (tests/cases/complaints.tsv): cut, read and understood
right, in a sentence with its English.

``word``, ``reading``, ``gloss`` and ``not`` are patterns: of the token, its pinyin, and what its
gloss must and must not say.
"""

import csv
import re
from pathlib import Path

import pytest

from generator import pipeline
from generator.pipeline import Resources

with (Path(__file__).parent / "cases" / "complaints.tsv").open(
    encoding="utf-8", newline=""
) as lines:
    CASES = list(csv.DictReader(lines, delimiter="\t"))


@pytest.fixture(scope="module")
def workshop() -> Resources:
    return Resources()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["zh"] + case["word"])
def test_what_others_get_wrong(workshop: Resources, case: dict[str, str]) -> None:
    (tokens,) = pipeline.annotate_lines(workshop, [(case["zh"], case["en"])])
    token = next((t for t in tokens if re.fullmatch(case["word"], t.text)), None)
    assert token, [t.text for t in tokens]
    assert re.fullmatch(case["reading"] or ".*", token.reading)
    assert re.search(case["gloss"], token.gloss, re.IGNORECASE)
    assert not case["not"] or not re.search(case["not"], token.gloss)
    assert len(token.gloss) <= 48

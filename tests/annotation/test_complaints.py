"""What users of other tools complain about (tests/cases/complaints.tsv), and what was once wrong in
everyday sentences (tests/cases/everyday.tsv): cut, read and understood right, in a sentence with
its English.

``word``, ``reading``, ``gloss`` and ``not`` are patterns: of the token, its pinyin, and what its
gloss must and must not say.
"""

import re

import pytest

from generator import pipeline
from generator.pipeline import Resources
from support.cases import read_cases

CASES = [*read_cases("complaints.tsv"), *read_cases("everyday.tsv")]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["zh"] + case["word"])
def test_what_others_get_wrong(resources: Resources, case: dict[str, str]) -> None:
    (tokens,) = pipeline.annotate_lines(resources, [(case["zh"], case["en"])])
    token = next((t for t in tokens if re.fullmatch(case["word"], t.text)), None)
    assert token, [t.text for t in tokens]
    assert re.fullmatch(case["reading"] or ".*", token.reading)
    assert re.search(case["gloss"], token.gloss, re.IGNORECASE)
    assert not case["not"] or not re.search(case["not"], token.gloss)
    assert len(token.gloss) <= 48

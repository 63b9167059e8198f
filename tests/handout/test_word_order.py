"""Orders: pieces end where a learner feels a border, and no other order is right."""

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from books import of_text, workshop

from generator.handout import SheetOptions
from generator.handout.exercise_lines import Chunk, ExerciseLine
from generator.handout.sheet_material import Material
from generator.handout.word_order import puzzle_of
from support.program import ROOT

NONE = "-"
with (ROOT / "tests" / "cases" / "order.tsv").open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file, delimiter="\t"))


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ExerciseLine]:
    return {line.passage.zh: line for line in _read(tmp_path_factory.mktemp("order"))}


def _read(folder: Path) -> Iterator[ExerciseLine]:
    chinese = [case["chinese"] for case in CASES]
    english = [case["english"] for case in CASES]
    book = of_text(folder, "\n".join([*chinese, "---", *english]))
    yield from Material(book.lessons, SheetOptions(), workshop().card_lookups).lines


def cut(line: ExerciseLine) -> str:
    """What is printed, and the pieces in the order of the sentence; none where it is not asked."""

    def text(chunk: Chunk) -> str:
        return "".join(token.text for token in line.tokens(chunk))

    puzzle = puzzle_of(line, "")
    if puzzle is None:
        return NONE
    return f"{text(puzzle.first)} | {' / '.join(map(text, sorted(puzzle.chunks)))}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["chinese"])
def test_pieces_end_at_borders(case: dict[str, str], lines: dict[str, ExerciseLine]) -> None:
    assert cut(lines[case["chinese"]]) == case["pieces"]


@cache
def asked() -> list[str]:
    return [case["pieces"] for case in CASES if case["pieces"] != NONE]


def test_there_are_both_kinds() -> None:
    assert len(CASES) > 20
    assert 8 <= len(asked()) < len(CASES)
    for pieces in asked():
        assert pieces.count("/") >= 2, "with the beginning, four pieces or more"

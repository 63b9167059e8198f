"""What is known of single characters, out of the real data files."""

import re
from pathlib import Path

import pytest

from generator.base.character_records import Stroke
from generator.base.errors import DataError
from generator.lexicon.characters import COMPONENTS, Characters
from generator.lexicon.dictionary import Dictionary


@pytest.fixture(scope="module")
def characters() -> Characters:
    return Characters(Dictionary())


@pytest.mark.parametrize(
    ("character", "reading", "meaning", "parts"),
    [
        ("银", "yin2", "silver", "钅 metal, 艮 to stop"),
        ("长", "zhang3", "chief", ""),
        ("長", "chang2", "long", ""),
        ("动", "dong4", "to move", "云 cloud, 力 strength"),
        ("林", "lin2", "woods", "木 tree, 木 tree"),
        ("不", "bu4", "no", ""),
        ("𠮷", "", "", ""),
    ],
)
def test_facts(
    characters: Characters, character: str, reading: str, meaning: str, parts: str
) -> None:
    facts = characters.facts(character, reading)
    assert facts.meaning.startswith(meaning)
    assert ", ".join(f"{c.text} {c.meaning}" for c in facts.components) == parts


@pytest.mark.parametrize(
    ("character", "strokes"),
    [("一", 1), ("永", 5), ("我", 7), ("繁", 17), ("農", 13), ("𠮷", 0), ("a", 0)],
)
def test_drawings(characters: Characters, character: str, strokes: int) -> None:
    drawn = characters.drawing(character)
    assert len(drawn) == strokes
    for stroke in drawn:
        assert re.fullmatch(r"M[-\d]+ [-\d]+(?:[lqcM][-\d ]+)+z", stroke.outline)
        assert re.fullmatch(r"M[-\d]+ [-\d]+(?:l[-\d ]+|h1)", stroke.middle)
        assert -8 <= stroke.x <= 264
        assert -8 <= stroke.y <= 264


def test_numbers_of_strokes_stand_apart(characters: Characters) -> None:
    """Check that nearly all numbers of strokes are readable: less than half of one is covered by
    another."""
    table = COMPONENTS.read_text(encoding="utf-8").splitlines()[1::40]
    crowded = total = 0
    for line in table:
        strokes = characters.drawing(line[0])
        total += len(strokes)
        for at, stroke in enumerate(strokes):
            crowded += any(_overlap(stroke, earlier) for earlier in strokes[:at])
    assert total > 1000
    assert crowded <= 0.01 * total


def _overlap(one: Stroke, other: Stroke) -> bool:
    return abs(one.x - other.x) < 6 and abs(one.y - other.y) < 8


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"no\.sqlite"):
        Characters(Dictionary(), tmp_path / "no.sqlite").drawing("一")

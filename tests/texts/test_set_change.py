"""A class set is changed in place: what is written is read as wanted, and all else stays."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from generator.base.errors import InputError
from generator.texts import new_workbook, read_set
from generator.texts.set_change import (
    ADD,
    GROUP,
    LESSON,
    LOOKS,
    MOVE,
    PUT,
    REMOVE,
    SetChange,
    applied,
    checked,
    is_same,
)
from generator.texts.set_sheets import changed_workbook, why_not_changed, workbook_values
from generator.texts.set_toml import changed_toml, toml_values
from support.program import ROOT

SEEDS = [path.read_bytes() for path in sorted((ROOT / "seeds").glob("*/set.toml"))]
ODD = "\r\n".join(
    """title = "x"

# About A
[[lesson]]
texts = [ # one
 "a.txt", # two
] # end
# of A, too

# About B
  [[lesson]]
  title = "b # no" # yes
 texts = 'b.txt'
due="2027-01-01"
[looks]
tones = "pleco"
[[lesson]]
texts = [\'\'\'
[[lesson]]
\'\'\']""".split("\n")
).encode()
BOM = '\ufefftitle = "x"\n[[lesson]]\n"title" = "y"'.encode()
HEADLESS = b'[[lesson]]\ntexts = ["a.txt"]\n# end'
TOML = [*SEEDS, ODD, BOM, HEADLESS]
PATH = Path("set.xlsx")
WORKBOOK = new_workbook(
    "A course",
    [
        ("新家", "1.txt", "", "a.list.tsv"),
        ("B", "2.zh.txt + 2.en.txt", "", ""),
        ("C", "3.txt", "", ""),
    ],
)
TITLES = ("", 'a"b', "第一课 # x", "[[lesson]]", "\\", "x\ny = 1", "\u2028é", "=1+1", "2027-01-01")


def random_change(chance: random.Random, values: dict[str, Any]) -> SetChange:
    """Return a change that fits a set."""
    lessons, groups = len(values["lesson"]), len(values.get("group", ()))
    at, to = chance.randrange(lessons), chance.randrange(lessons)
    choices = [
        SetChange(PUT, LESSON, at, key="title", value=chance.choice(TITLES)),
        SetChange(PUT, LESSON, at, key="due", value=chance.choice(["", "2028-02-29"])),
        SetChange(PUT, LESSON, at, key="words", value=chance.choice(["", "w.xlsx#Lesson 3"])),
        SetChange(PUT, LESSON, at, key="texts", value=["a.txt", {"zh": "b", "en": "c"}]),
        SetChange(MOVE, LESSON, at, to),
        SetChange(ADD, LESSON, value={"title": "new", "texts": ["n.txt"]}),
        SetChange(PUT, key="known", value=chance.choice([[], ["hsk:3", "k.txt"]])),
        SetChange(PUT, key="title", value="T"),
        SetChange(PUT, key="skip_guessable", value=chance.choice([True, None])),
        SetChange(PUT, LOOKS, key="tones", value=chance.choice(["mdbg", None])),
        SetChange(ADD, GROUP, value={"name": f"g{to}", "known": ["hsk:1"]}),
    ]
    if lessons > 1:
        choices.append(SetChange(REMOVE, LESSON, at))
    if groups:
        choices.append(SetChange(REMOVE, GROUP, chance.randrange(groups)))
        choices.append(SetChange(PUT, GROUP, chance.randrange(groups), key="title", value="Q"))
    return chance.choice(choices)


def comments(content: bytes) -> list[str]:
    lines = content.decode().split("\n")
    return sorted(line.strip() for line in lines if line.strip().startswith("#"))


@pytest.mark.parametrize("seed", range(40))
def test_toml_says_what_was_wanted_and_keeps_comments(seed: int) -> None:
    chance = random.Random(seed)
    content = chance.choice(TOML)
    for _ in range(12):
        values = toml_values(content)
        change = random_change(chance, values)
        after = changed_toml(content, change)
        assert is_same(toml_values(after), applied(values, checked(change, values)))
        if change.do != REMOVE:
            assert comments(after) == comments(content)
        content = after


@pytest.mark.parametrize("content", TOML)
def test_a_lesson_that_goes_and_comes_back_leaves_the_file_as_it_was(content: bytes) -> None:
    last = len(toml_values(content)["lesson"]) - 1
    moved = changed_toml(content, SetChange(MOVE, LESSON, 0, last))
    assert (moved == content) == (last == 0)
    assert changed_toml(moved, SetChange(MOVE, LESSON, last, 0)).split() == content.split()
    assert changed_toml(content, SetChange(MOVE, LESSON, last, last)) == content


@pytest.mark.parametrize("content", SEEDS)
def test_only_the_line_of_a_value_changes(content: bytes) -> None:
    change = SetChange(PUT, LESSON, 1, key="title", value="Another")
    before, after = content.splitlines(), changed_toml(content, change).splitlines()
    assert [new for old, new in zip(before, after, strict=True) if old != new] == [
        b'title = "Another"'
    ]


def test_a_comment_moves_with_its_lesson() -> None:
    after = changed_toml(ODD, SetChange(MOVE, LESSON, 1, 0)).decode()
    assert after.index("# About B") < after.index("b # no") < after.index("# About A")
    assert after.index("# yes") < after.index("# of A, too")


def test_a_key_comes_behind_the_comment_that_offers_it() -> None:
    without = changed_toml(SEEDS[0], SetChange(PUT, key="known", value=[]))
    again = changed_toml(without, SetChange(PUT, key="stop", value=["s.txt"])).decode()
    assert again.split("# stop = ")[1].splitlines()[1] == 'stop = ["s.txt"]'


@pytest.mark.parametrize(
    "content",
    [
        b'title = "x"\nlesson = [{title = "a", texts = ["a.txt"]}]\n',
        b'title = "x"\n[[lesson]]\ntitle = "a"\n[lesson.more]\na = 1\n',
        b'title = "x"\nlooks.tones = "mdbg"\n[[lesson]]\ntitle = "a"\n',
    ],
)
def test_toml_that_is_written_otherwise_is_left_alone(content: bytes) -> None:
    changes = [
        SetChange(PUT, LESSON, 0, key="title", value="b"),
        SetChange(PUT, LOOKS, key="tones", value="pleco"),
    ]
    for change in changes:
        try:
            after = changed_toml(content, change)
        except InputError:
            continue
        values = toml_values(content)
        assert is_same(toml_values(after), applied(values, change))


@pytest.mark.parametrize("content", [b"title = ", b"\xff\xfe", b'title = "x"\nlesson = "y"\n'])
def test_what_is_no_set_is_refused(content: bytes) -> None:
    with pytest.raises(InputError):
        changed_toml(content, SetChange(PUT, LESSON, 0, key="title", value="b"))


@pytest.mark.parametrize(
    "change",
    [
        SetChange("drop", LESSON),
        SetChange(PUT, "lessons"),
        SetChange(PUT, LESSON, 99, key="title", value="x"),
        SetChange(PUT, LESSON, -1, key="title", value="x"),
        SetChange(PUT, LESSON, 0, key="tite", value="x"),
        SetChange(PUT, LESSON, 0, key="due", value="2027-02-30"),
        SetChange(PUT, LESSON, 0, key="due", value="x\n[evil]"),
        SetChange(PUT, LESSON, 0, key="title", value="x" * 1000),
        SetChange(PUT, LESSON, 0, key="title", value={"a": 1}),
        SetChange(PUT, key="title", value=" "),
        SetChange(PUT, key="lesson", value=[]),
        SetChange(MOVE, LESSON, 0, 99),
        SetChange(MOVE),
        SetChange(REMOVE, GROUP, 0),
        SetChange(ADD, LESSON, value={}),
        SetChange(ADD, LESSON, value=["x"]),
        SetChange(ADD, LESSON, value={"texts": ["a.txt"], "x": 1}),
    ],
)
def test_what_a_set_cannot_be_is_refused(change: SetChange) -> None:
    for content in SEEDS:
        with pytest.raises(InputError):
            changed_toml(content, change)
    with pytest.raises(InputError):
        changed_workbook(WORKBOOK, PATH, change)


# -- in a spreadsheet


@pytest.mark.parametrize("seed", range(4))
def test_a_workbook_says_what_was_wanted(seed: int) -> None:
    chance = random.Random(seed)
    content = WORKBOOK
    for _ in range(8):
        values = dict(workbook_values(content, PATH).values)
        change = random_change(chance, values)
        content = changed_workbook(content, PATH, change)
        after = workbook_values(content, PATH).values
        assert is_same(after, applied(values, checked(change, values)))


def sheets(tmp_path: Path, name: str = "set.xlsx") -> Iterator[Any]:
    """Yield a workbook whose second lesson has a sheet called by its number; save it after."""
    book = openpyxl.Workbook()
    book.active.title = "Lessons"
    for row in [("title", "texts", "words"), ("A", "a.txt"), ("B", "b.txt"), ("C", "c.txt")]:
        book.active.append(row)
    book.create_sheet("Set").append(("title", "Course"))
    book.create_sheet("Lesson 2").append(("银行", "bank"))
    yield book
    book.save(tmp_path / name)


def test_a_sheet_that_is_called_by_number_goes_with_its_lesson(tmp_path: Path) -> None:
    for book in sheets(tmp_path):
        book["Lessons"]["A3"].font = openpyxl.styles.Font(bold=True)
    path = tmp_path / "set.xlsx"
    path.write_bytes(changed_workbook(path.read_bytes(), path, SetChange(MOVE, LESSON, 1, 2)))
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text("银行。\n\n---\n\nA bank.", encoding="utf-8")
    found = read_set(tmp_path)
    assert [lesson.title for lesson in found.lessons] == ["A", "C", "B"]
    assert [len(lesson.words) for lesson in found.lessons] == [0, 0, 1]
    assert openpyxl.load_workbook(path)["Lessons"]["A4"].font.bold


def test_a_workbook_that_would_lose_something_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "set.xlsx"
    for book in sheets(tmp_path):
        book["Set"]["C1"] = "=1+1"
    assert "formulas" in why_not_changed(path.read_bytes(), path)
    for book in sheets(tmp_path):
        chart = openpyxl.chart.BarChart()
        book["Set"].add_chart(chart)
    assert "chart" in why_not_changed(path.read_bytes(), path)
    with pytest.raises(InputError):
        changed_workbook(path.read_bytes(), path, SetChange(PUT, key="title", value="x"))
    for book in sheets(tmp_path):
        book["Lessons"].merge_cells("A2:A3")
    with pytest.raises(InputError):
        changed_workbook(path.read_bytes(), path, SetChange(MOVE, LESSON, 0, 1))

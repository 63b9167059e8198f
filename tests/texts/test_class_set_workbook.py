"""A class set in a spreadsheet is read as one in TOML."""

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl
import pytest

from generator.base.class_records import Lesson
from generator.base.errors import InputError
from generator.texts import find_sets, find_texts, read_set
from support.course import LESSONS
from support.program import run

Sheets = Mapping[str, Sequence[Sequence[object]]]
ROWS: Sheets = {
    "Lessons": [
        ("Title", "Texts", "Due date", "Words"),
        ("Bank", "bank.txt", datetime.datetime(2027, 3, 1), "Money"),
        (),
        ("Shop", "shop.zh.txt + shop.en.txt; rain.txt", "2027-03-08", None),
    ],
    "Set": [
        ("key", "value"),
        ("title", "A course"),
        ("known", "hsk:1; known.txt"),
        ("Skip guessable", "yes"),
        ("cards", "production; listening"),
        ("tones", "pleco"),
    ],
    "Money": [("word", "gloss"), ("银行", "bank")],
    "Lesson 2": [("苹果", "apple"), ("便宜", "cheap")],
}
TOML = """
title = "A course"
known = ["hsk:1", "known.txt"]
skip_guessable = true
cards = ["production", "listening"]
[looks]
tones = "pleco"
[[lesson]]
title = "Bank"
texts = ["bank.txt"]
due = 2027-03-01
words = "lists.xlsx#Money"
[[lesson]]
title = "Shop"
texts = [{zh = "shop.zh.txt", en = "shop.en.txt"}, "rain.txt"]
due = 2027-03-08
words = "lists.xlsx#Lesson 2"
"""


def save(path: Path, sheets: Sheets) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)


def words_of(lesson: Lesson) -> list[str]:
    return [listed.line.word for listed in lesson.words]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "course"
    made.mkdir()
    zh, en = LESSONS["shop"].split("---\n")
    files = {"bank.txt": LESSONS["bank"], "rain.txt": LESSONS["rain"], "known.txt": "我\n"}
    for name, text in (files | {"shop.zh.txt": zh, "shop.en.txt": en}).items():
        (made / name).write_text(text, encoding="utf-8")
    return made


def test_a_workbook_says_what_toml_says(folder: Path) -> None:
    save(folder / "set.xlsx", ROWS)
    of_workbook = read_set(folder)
    assert find_sets([folder]) == (folder / "set.xlsx",)
    assert run("build", folder, "-o", folder.parent / "decks").exit_code == 0
    (folder / "set.xlsx").rename(folder / "lists.xlsx")
    (folder / "set.toml").write_text(TOML, encoding="utf-8")
    of_toml = read_set(folder)
    for name in ("title", "known", "skip_guessable", "cards", "looks", "name"):
        assert getattr(of_workbook, name) == getattr(of_toml, name), name
    for one, other in zip(of_workbook.lessons, of_toml.lessons, strict=True):
        assert (one.title, one.texts, one.due) == (other.title, other.texts, other.due)
        assert words_of(one) == words_of(other) != []


def test_a_new_workbook_is_a_set(folder: Path) -> None:
    """What ``set new`` writes has the lessons that it finds, opens, and builds."""
    (folder / "known.txt").unlink()
    said = run("set", "new", folder, "--spreadsheet")
    assert said.exit_code == 0
    assert "set.xlsx: 3 lessons." in said.stdout
    made = read_set(folder)
    assert [lesson.title for lesson in made.lessons] == ["bank", "rain", "shop"]
    texts = ["bank.txt", "rain.txt", "shop.zh.txt"]
    assert [lesson.texts[0][0].name for lesson in made.lessons] == texts
    assert made.title == "Course"
    before = (folder / "set.xlsx").read_bytes()
    assert run("set", "new", folder, "--spreadsheet").exit_code == 1
    assert run("set", "new", folder).exit_code == 1
    assert run("set", "new", folder, "--spreadsheet", "--force").exit_code == 0
    assert (folder / "set.xlsx").read_bytes() == before
    assert not find_texts([folder / "bank.txt"])[0][0].name.startswith("set")


@pytest.mark.parametrize(
    ("sheets", "message"),
    [
        ({"Lessons": [("title", "name")]}, "no sheet has a lesson a row"),
        (
            {"Lessons": [("title", "texts"), ("A", "no.txt")], "Set": [("title", "C")]},
            r"row 2, lesson 1: texts names .*no\.txt, and there is no such file",
        ),
        ({"Lessons": [("title", "texts"), ("A", "bank.txt")]}, r"the set has no title"),
        (
            {"L": [("texts", "due"), ("bank.txt", "in March")], "Set": [("title", "C")]},
            r"row 2, lesson 1: due is 'in March'; expected a date",
        ),
        (
            {"L": [("texts",), ("bank.txt",)], "Set": [("title", "C"), ("knwon", "hsk:1")]},
            r"row 2: there is no key 'knwon'\. Did you mean known\?",
        ),
    ],
)
def test_what_is_wrong_with_a_workbook_is_said(folder: Path, sheets: Sheets, message: str) -> None:
    save(folder / "set.xlsx", sheets)
    with pytest.raises(InputError, match=message):
        read_set(folder)


def test_two_files_that_describe_a_set_are_told(folder: Path) -> None:
    save(folder / "set.xlsx", ROWS)
    (folder / "set.toml").write_text(TOML, encoding="utf-8")
    with pytest.raises(InputError, match=r"set\.xlsx lies beside it, and each describes the set"):
        read_set(folder)

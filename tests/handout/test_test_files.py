"""Tests on the command line: the table that a teacher edits, Word documents, sound."""

import re
import shutil
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from support.program import ROOT, run

SET = ROOT / "seeds" / "first-steps"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A copy of a set, which a test may write into."""
    return Path(shutil.copytree(SET, tmp_path / "course"))


def make(course: Path, *arguments: object) -> Any:
    out = ["-o", course.parent / "out"]
    return run("handout", course, "--test", "--lessons", "3-4", *out, *arguments)


def rows_of(table: Path) -> list[list[str]]:
    text = table.read_text(encoding="utf-8-sig")
    return [line.split("\t") for line in text.splitlines()]


@pytest.mark.slow
def test_the_table_is_the_test(course: Path) -> None:
    """What is dropped is gone and stays dropped, what is edited is printed, whatever program saved
    the table."""
    said = make(course, "--write", "--versions", 2)
    assert said.exit_code == 0, said.stderr
    table = course / "course-lesson-3-4.test.tsv"
    head, *rows = rows_of(table)
    assert head[:7] == ["drop", "version", "kind", "points", "question", "hint", "answer"]
    assert {row[1] for row in rows} == {"1", "2"}
    assert "2 versions of " in said.stdout and "answers that are left over" in said.stdout
    given = ("--seed", "X", "--items", 6, "--kinds", "cloze", "--without", "灰")
    plain = make(course, "--versions", 3, *given)
    assert "the table has 2 versions; --versions 3 is not used" in plain.stderr
    for option in given[::2]:
        assert f"{option} is not used" in plain.stderr
    plain = make(course)
    assert "the test is as this table says" in plain.stdout and "not used" not in plain.stderr
    assert "2 versions" in plain.stdout and "points each" in plain.stdout
    gone, edited = rows[0], rows[-1]
    translated = next(row for row in rows if row[2] == "translate")
    gone[0], translated[6], translated[3] = "x", "A better translation.", "5"
    book = openpyxl.Workbook()
    for row in [head, *rows]:
        book.active.append(row)
    book.save(table.with_suffix(".xlsx"))
    table.unlink()
    again = make(course)
    assert again.exit_code == 0, again.stderr
    assert "do not ask equally much" in again.stdout
    key = (course.parent / "out" / "course-lesson-3-4.test-key.html").read_text(encoding="utf-8")
    assert "A better translation." in key and gone[11] not in key and edited[11]
    assert make(course, "--write", "--versions", 2).exit_code == 0
    kept = rows_of(table)
    assert [row[11] for row in kept if row[0] == "x"] == [gone[11]]
    assert sum(row[11] == gone[11] for row in kept) == 1
    assert any(row[6] == "A better translation." and row[3] == "5" for row in kept)


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ("\t1\tcloze\t1\t房____\t\t", "the column 'answer' is empty"),
        ("\t1\tquiz\t1\t房\t\t子", "there is no exercise named 'quiz'"),
        ("maybe\t1\tcloze\t1\t房\t\t子", "'drop' is 'maybe'"),
        ("\t1\tcloze\tmany\t房\t\t子", "'points' is 'many'"),
    ],
)
def test_slips_in_a_table_are_said(cells: str, why: str, course: Path) -> None:
    table = course / "course-lesson-3-4.test.tsv"
    head = "drop\tversion\tkind\tpoints\tquestion\thint\tanswer"
    table.write_text(f"{head}\n{cells}\n", encoding="utf-8")
    said = make(course)
    assert said.exit_code == 1 and "line 2" in said.stderr and why in said.stderr


def text_of(path: Path) -> str:
    return "\n".join(one.text for one in docx.Document(str(path)).paragraphs)


@pytest.mark.slow
def test_word_documents_have_names_points_and_the_key(course: Path) -> None:
    names = course.parent / "names.txt"
    names.write_text("Anna\nBen\n王小明\n", encoding="utf-8")
    arguments = ("--docx", "--class", names, "--versions", 2, "--kinds", "all")
    assert make(course, *arguments).exit_code == 0
    out = course.parent / "out"
    paths = [out / f"course-lesson-3-4.{kind}.docx" for kind in ("test", "test-key")]
    before = [path.read_bytes() for path in paths]
    shown = list(map(text_of, paths))
    assert all(f"Name: {name} " in shown[0] for name in ("Anna", "Ben", "王小明"))
    assert shown[0].count("Points: ____ / ") == 3 and "Version 1 · Anna, 王小明" in shown[1]
    assert "✗" in shown[1] and "false" not in shown[1] and "Put the words in order." in shown[1]
    assert re.search(r"\(\d:\d+ · [0-9a-f]{6}\)", shown[1])
    assert re.search(r"\S ____+ [。！？]", shown[0])
    make(course, *arguments)
    assert [path.read_bytes() for path in paths] == before


@pytest.mark.slow
def test_what_is_read_aloud_has_a_sound_for_each_version(course: Path) -> None:
    soundfile = pytest.importorskip("soundfile")
    pytest.importorskip("espeakng_loader")
    arguments = ("--kinds", "dictation,listening", "--items", 2, "--versions", 2)
    said = make(course, *arguments, "--audio", "espeak")
    assert said.exit_code == 0, said.stderr
    sounds = sorted((course.parent / "out").glob("*.mp3"))
    assert [path.name[-11:] for path in sounds] == ["-aloud-1.mp3"[-11:], "-aloud-2.mp3"[-11:]]
    for path in sounds:
        samples, rate = soundfile.read(path)
        assert 60 < len(samples) / rate < 200 and abs(samples).max() > 0.1


def test_a_number_leaves_out_its_item_in_all_versions(course: Path) -> None:
    arguments = ("--kinds", "tones", "--items", 3, "--versions", 2)
    table = course / "course-lesson-3-4.test.tsv"
    make(course, *arguments, "--write")
    keys = [row[11] for row in rows_of(table)[1:]]
    table.unlink()
    make(course, *arguments, "--write", "--without", "1.2")
    left = {row[11] for row in rows_of(table)[1:]}
    assert len(left) == len(keys) == 6 and left.isdisjoint({keys[1], keys[4]})
    table.unlink()
    said = make(course, *arguments, "--without", "7.7")
    assert said.exit_code == 1 and "the test has no item of this number" in said.stderr

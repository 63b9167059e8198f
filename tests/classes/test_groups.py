"""One set for students who know more and others who know less."""

from pathlib import Path

import pytest

from generator.anki.note import Note
from generator.anki.twin import read_notes
from generator.base.class_records import Student
from generator.base.errors import InputError
from generator.classes.groups import by_group
from generator.texts import read_class, read_set
from support.course import FIELDS, Course
from support.program import run

GROUPS = """
[[group]]
name = "book"
known = ["hsk:1"]

[[group]]
name = "Heritage speakers"
title = "At home"
known = ["family.txt"]
"""
WORD, MEANING = FIELDS.index("Simplified"), FIELDS.index("Meaning")


@pytest.fixture
def grouped(course: Course) -> Course:
    course.lessons("bank", "shop")
    toml = course.folder / "set.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + GROUPS, encoding="utf-8")
    course.write("family.txt", "爸爸\n妈妈\n弟弟\n")
    return course


def notes_of(course: Course, name: str) -> dict[str, Note]:
    table = course.decks / name / f"{name}.tsv"
    return {note.guid: note for note in read_notes(table)}


def words_of(notes: dict[str, Note]) -> set[str]:
    return {note.fields[WORD] for note in notes.values() if len(note.fields) == len(FIELDS)}


def test_each_group_has_a_package_without_what_it_knows(grouped: Course) -> None:
    said = run("build", grouped.folder, "-o", grouped.decks)
    assert said.exit_code == 0
    assert "2 of 2 texts and sets are in" in said.stdout
    assert "family.txt" not in said.stdout, "a list of another group is no text without a lesson"
    book, home = notes_of(grouped, "course-book"), notes_of(grouped, "course-Heritage-speakers")
    assert "爸爸" not in words_of(home)
    assert "苹果" not in words_of(book)
    assert "苹果" in words_of(home)
    shared = book.keys() & home.keys()
    assert shared, "what both learn is the same note"
    assert (grouped.decks / "course-book" / "course-book.lessons.tsv").is_file()
    shown = run("set", "show", grouped.folder, "--group", "book").stdout
    assert "(book)" in shown
    assert "At home" not in shown


def test_each_group_has_sheets(grouped: Course) -> None:
    out = grouped.folder.parent / "sheets"
    said = run("handout", grouped.folder, "--kinds", "words", "-o", out)
    assert said.exit_code == 0
    pages = {path.name: path.read_text(encoding="utf-8") for path in out.iterdir()}
    assert set(pages) == {"course-book.words.html", "course-Heritage-speakers.words.html"}
    assert "苹果" not in pages["course-book.words.html"]
    assert "苹果" in pages["course-Heritage-speakers.words.html"]


def test_what_is_wrong_with_groups_is_said(grouped: Course) -> None:
    with pytest.raises(InputError, match=r"has no group 'others'\. Its groups are: book, Heritage"):
        by_group(read_set(grouped.folder), "others")
    (grouped.folder / "family.txt").unlink()
    toml = grouped.folder / "set.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + '[[group]]\nname = "book"\n', "utf-8")
    with pytest.raises(InputError) as raised:
        read_set(grouped.folder)
    said = str(raised.value)
    assert "group 2: known names 'family.txt'" in said
    assert "group 3: known is missing" in said
    assert "there is a group book already" in said


CLASS = """\
Name,Group
Anna,book
Ben,at home
王小明,BOOK
"""


def test_each_student_gets_the_test_of_her_group(grouped: Course) -> None:
    names = grouped.folder.parent / "class.csv"
    names.write_text(CLASS, encoding="utf-8")
    out = grouped.folder.parent / "tests"
    arguments = ("handout", grouped.folder, "--test", "--class", names, "-o", out)
    said = run(*arguments)
    assert said.exit_code == 0, said.stderr
    book = (out / "course-book.test.html").read_text(encoding="utf-8")
    home = (out / "course-Heritage-speakers.test.html").read_text(encoding="utf-8")
    assert book.count('<p class="who">') == 2 and "Anna" in book and "王小明" in book
    assert home.count('<p class="who">') == 1 and "Ben" in home and "Anna" not in home

    names.write_text("group,student\nbook,Anna\n", encoding="utf-8")
    said = run(*arguments[:-1], grouped.folder.parent / "again")
    assert "nobody is in the group Heritage-speakers, so it gets no test" in said.stderr
    assert not list((grouped.folder.parent / "again").glob("course-Heritage*"))


def test_students_of_no_group_are_named(grouped: Course) -> None:
    names = grouped.folder.parent / "class.csv"
    names.write_text(CLASS + "Carla,\nDan,boook\n", encoding="utf-8")
    said = run("handout", grouped.folder, "--test", "--class", names, "-o", grouped.folder.parent)
    shown = " ".join(said.stderr.split())
    assert said.exit_code and "Carla (no group), Dan (boook)" in shown
    assert "its groups beside each name: book, Heritage-speakers" in shown
    toml = grouped.folder / "set.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace(GROUPS, ""), encoding="utf-8")
    said = run("handout", grouped.folder, "--test", "--class", names, "-o", grouped.folder.parent)
    assert "the column 'group' is not used, since the set has no groups" in said.stderr


@pytest.mark.parametrize(
    "written",
    ["姓名\t组\n王小明\ta\nBen\t\n", "Group;Name\na;王小明\n;Ben\n", "group,\na,王小明\n,Ben\n"],
)
def test_a_list_of_a_class_has_a_column_of_groups(written: str, tmp_path: Path) -> None:
    path = tmp_path / "class.csv"
    path.write_text(written, encoding="utf-8")
    assert read_class(path) == (Student("王小明", "a"), Student("Ben"))

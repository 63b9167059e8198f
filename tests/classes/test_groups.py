"""One set for students who know more and others who know less."""

import pytest

from generator.anki.note import Note
from generator.anki.twin import read_notes
from generator.base.errors import InputError
from generator.classes.groups import by_group
from generator.texts import read_set
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

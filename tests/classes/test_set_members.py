"""Commands that take the texts of a set one by one know what the set says."""

import csv
import json

import pytest

from generator.base.errors import InputError
from generator.classes.set_books import book_of_set
from generator.classes.set_members import StudiedText, study_all
from generator.pipeline import Source
from generator.pipeline.stages import DEFAULTS, BuildOptions
from generator.reports.survey import ReportOptions, survey_all
from generator.study import EVERY_WORD
from generator.texts import read_set
from support.course import Course
from support.program import run


def _set(course: Course) -> Course:
    course.write("list.csv", "银行,yínháng,bank (for money)\n图书馆,túshūguǎn,library\n")
    course.write("known.txt", "便宜\n")
    course.lessons("bank", "shop", "rain", head='known = ["known.txt"]', bank='words = "list.csv"')
    return course


def _options_of(source: Source) -> BuildOptions:
    return DEFAULTS


def _studied(course: Course, *names: str) -> list[StudiedText]:
    sources = [Source(course.folder / f"{name}.txt") for name in names]
    found = []
    for studied, failure in study_all(course.resources, sources, DEFAULTS, _options_of):
        assert studied, failure
        found.append(studied)
    return found


def test_a_lesson_is_studied_as_in_its_set(course: Course) -> None:
    _set(course)
    [lesson] = _studied(course, "shop")
    assert (lesson.name, lesson.title) == ("shop", "At the shop")
    words = {word.token.headword for word in lesson.study.words}
    assert "苹果" in words
    assert not words & {"银行", "便宜"}, "taught in lesson 1; known at the start"
    first, rest, last = _studied(course, "bank", "rain")
    glosses = {word.token.headword: word.token.gloss for word in first.study.words}
    assert glosses["银行"] == "bank (for money)"
    assert (rest.name, [w.token.headword for w in rest.study.words]) == ("list", ["图书馆"])
    assert last.name == "rain"


def test_a_text_that_its_set_does_not_name_stands_alone(course: Course) -> None:
    _set(course)
    course.write("letter.txt", "爸爸在银行工作。\n---\nDad works at a bank.\n")
    [alone] = _studied(course, "letter")
    assert "银行" in {word.token.headword for word in alone.study.words}
    course.write("set.toml", "title = 3")
    bank = [Source(course.folder / "bank.txt")]
    [(nothing, failure)] = study_all(course.resources, bank, DEFAULTS, _options_of)
    assert nothing is None
    assert failure
    assert "title is 3" in str(failure[1])


def test_a_lesson_is_measured_for_students_of_its_set(course: Course) -> None:
    _set(course)
    made = survey_all(
        course.resources, [Source(course.folder / "shop.txt")], ReportOptions(EVERY_WORD)
    )
    [profile] = made.profiles
    known = {met.word.token.headword for met in profile.words if met.known}
    assert profile.title == "At the shop"
    assert {"银行", "便宜"} <= known
    assert "苹果" not in known
    assert made.options.knows


def test_one_lesson_of_a_set_is_printed(course: Course) -> None:
    _set(course)
    book = book_of_set(course.resources, read_set(course.folder), DEFAULTS, frozenset(), {2})
    assert book.name == "course-lesson-2"
    [lesson] = book.lessons
    assert (lesson.number, lesson.title) == (2, "At the shop")
    assert "银行" in {word.token.headword for word, _ in lesson.review}
    with pytest.raises(InputError, match=r"there is no lesson 4; the set has 3"):
        book_of_set(course.resources, read_set(course.folder), DEFAULTS, frozenset(), {4})


@pytest.mark.slow
def test_the_commands_take_a_set(course: Course) -> None:
    _set(course)
    out = course.folder.parent / "out"
    done = run("export", course.folder, "--to", "csv", "-o", out)
    assert done.exit_code == 0, done.stderr
    assert {path.name for path in out.iterdir()} == {
        "bank.csv",
        "shop.csv",
        "rain.csv",
        "list.csv",
    }
    with (out / "bank.csv").open(encoding="utf-8", newline="") as lines:
        rows = {row["word"]: row for row in csv.DictReader(lines)}
    assert rows["银行"]["gloss"] == "bank (for money)"
    done = run("export", course.folder / "bank.txt", "--to", "csv", "-o", "-")
    assert "bank (for money)" in done.stdout
    assert "图书馆" not in done.stdout, "one table in one file"
    assert "list: words of the list that no text has want a file of their own" in done.stderr
    made = json.loads(run("report", course.folder / "shop.txt", "--json").stdout)
    assert "At the shop" in json.dumps(made, ensure_ascii=False)
    done = run("handout", course.folder / "shop.txt", "--kinds", "words", "-o", out)
    assert (out / "course-lesson-2.words.html").exists(), done.stderr
    done = run("handout", course.folder / "shop.txt", "--lesson", "2", "-o", out)
    assert done.exit_code == 2

"""Lessons of set.toml change places and values; everything else stays."""

import tomllib
from dataclasses import replace
from typing import Any

import pytest

from generator.base.errors import InputError
from generator.studio.set_file import EditedLesson, EditedSet, lessons_in, rewritten
from support.program import FIRST_STEPS

TEXT = (FIRST_STEPS / "set.toml").read_text(encoding="utf-8")


def wanted(text: str) -> EditedSet:
    values, lessons = lessons_in(text)
    return EditedSet(values["title"], tuple(values.get("known", ())), tuple(lessons))


def test_what_nobody_changed_stays_byte_for_byte() -> None:
    assert rewritten(TEXT, wanted(TEXT)) == TEXT


def test_lessons_change_places_with_all_their_lines() -> None:
    before = wanted(TEXT)
    turned = replace(before, lessons=before.lessons[::-1])
    made = rewritten(TEXT, turned)
    lessons = tomllib.loads(made)["lesson"]
    assert lessons == tomllib.loads(TEXT)["lesson"][::-1]
    assert sorted(made.splitlines()) == sorted(TEXT.splitlines())  # comments, too


@pytest.mark.parametrize(
    "change",
    [
        {"title": '第"一"课 \\ # 1'},
        {"title": ""},
        {"due": "2028-02-29"},
        {"due": ""},
        {"words": "new.list.xlsx"},
        {"words": ""},
    ],
)
def test_a_value_changes_and_comments_stay(change: dict[str, Any]) -> None:
    for at in range(5):
        before = wanted(TEXT)
        lessons = list(before.lessons)
        lessons[at] = replace(lessons[at], **change)
        made = rewritten(TEXT, replace(before, lessons=tuple(lessons)))
        assert wanted(made).lessons[at] == lessons[at]
        comments = [line for line in TEXT.splitlines() if line.startswith("#")]
        assert [line for line in made.splitlines() if line.startswith("#")] == comments


def test_title_and_what_students_know_change() -> None:
    before = wanted(TEXT)
    made = rewritten(TEXT, replace(before, title="新的一年", known=("hsk:3", "mine.txt")))
    assert tomllib.loads(made)["title"] == "新的一年"
    assert tomllib.loads(made)["known"] == ["hsk:3", "mine.txt"]
    assert "known" not in tomllib.loads(rewritten(made, replace(before, known=())))


@pytest.mark.parametrize(
    "text",
    [
        'title = "x"\nlesson = [{title = "a", texts = ["a.txt"]}]\n',
        'title = """x\ny"""\n[[lesson]]\ntexts = ["a.txt"]\n',
        'title = "x"\n[[lesson]]\ntexts = ["""\ntitle = 1\n"""]\n',
        'title = "x"\n[[lesson]]\n"title" = "a"\n',
    ],
)
def test_a_file_that_is_written_otherwise_is_left_alone(text: str) -> None:
    before = wanted(text)
    changed = tuple(replace(one, title="other") for one in before.lessons)
    with pytest.raises(InputError):
        rewritten(text, replace(before, title="new", lessons=changed))


def test_a_table_behind_the_lessons_stays_behind_them() -> None:
    text = 'title = "x"\n[[lesson]]\ntitle = "a"\n[[lesson]]\ntitle = "b"\n[looks]\ntones = "mdbg"'
    before = wanted(text)
    made = rewritten(text, replace(before, known=("hsk:1",), lessons=before.lessons[::-1]))
    assert tomllib.loads(made) == {
        "title": "x",
        "known": ["hsk:1"],
        "lesson": [{"title": "b"}, {"title": "a"}],
        "looks": {"tones": "mdbg"},
    }


@pytest.mark.parametrize(
    "lessons",
    [
        (),
        (EditedLesson(0, "a", "", ""),) * 5,
        tuple(EditedLesson(at, "a", "2027-13-01", "") for at in range(5)),
        tuple(EditedLesson(at, "a", "2027-02-30", "") for at in range(5)),
        tuple(EditedLesson(at, "a", "x\n[evil]", "") for at in range(5)),
        tuple(EditedLesson(at, "a" * 500, "", "") for at in range(5)),
    ],
)
def test_what_a_set_cannot_be_is_refused(lessons: tuple[EditedLesson, ...]) -> None:
    with pytest.raises(InputError):
        rewritten(TEXT, replace(wanted(TEXT), lessons=lessons))

"""Class sets on the command line."""

import json
import re
import shutil
from pathlib import Path

import pytest

from generator.pipeline import Resources
from generator.texts import read_set
from support.course import LESSONS, Course
from support.program import run


@pytest.mark.slow
def test_a_folder_with_a_text_and_a_set_builds_both(course: Course, resources: Resources) -> None:
    course.lessons("bank", "shop")
    course.write("extra.txt", LESSONS["rain"])
    (course.folder.parent / "market.txt").write_text(LESSONS["market"], encoding="utf-8")
    said = run("build", course.folder.parent, "-o", course.decks, SOURCE_DATE_EPOCH="1700000000")
    assert said.exit_code == 0, said.stderr
    assert sorted(str(path.relative_to(course.decks)) for path in course.decks.rglob("*.*")) == [
        "course/course.apkg",
        "course/course.lessons.tsv",
        "course/course.tsv",
        "market.apkg",
        "market.tsv",
    ]
    assert "  Our course: 2 lessons, " in said.stdout
    assert "extra.txt: No lesson of the set names this text." in said.stdout
    assert f"\n2 of 2 texts and sets are in {course.decks}.\nNext: " in said.stdout
    for path in (course.folder, course.folder / "set.toml"):
        assert (
            run("build", path, "-o", course.decks).stdout
            == f"{course.decks}/course/course.apkg: up to date.\n"
        )
    shutil.make_archive(
        str(course.folder.parent / "zipped" / "course"), "zip", course.folder.parent, "course"
    )
    zipped = course.folder.parent / "zipped/course.zip"
    packed = run(
        "build", zipped, "-o", course.decks / "zipped", "--json", SOURCE_DATE_EPOCH="1700000000"
    )
    (report,) = json.loads(packed.stdout)
    assert [lesson["deck"] for lesson in report["lessons"]] == [
        "Cika::Our course::01 At the bank",
        "Cika::Our course::02 At the shop",
    ]
    assert (course.decks / "zipped/course/course.apkg").read_bytes() == (
        course.decks / "course/course.apkg"
    ).read_bytes()


def test_two_sets_of_one_name_are_refused(course: Course) -> None:
    course.lessons("bank")
    shutil.copytree(course.folder, course.folder.parent / "again/course")
    said = run("build", course.folder.parent, "-o", course.decks)
    assert said.exit_code == 1
    assert (
        "both sets would be named course. Rename the folder of one; none was built." in said.stderr
    )


@pytest.mark.slow
def test_a_new_set_has_the_texts_in_natural_order_and_builds(course: Course) -> None:
    (course.folder / "9").mkdir()
    texts = {
        "10-train.txt": "train",
        "2-bank.txt": "bank",
        "9/dialogue.zh.txt": "shop",
        "9/reading.txt": "rain",
        "9/dialogue.en.txt": "",
    }
    for name, text in texts.items():
        course.write(name, LESSONS.get(text, ""))
    zh, en = LESSONS["shop"].split("---\n")
    course.write("9/dialogue.zh.txt", zh)
    course.write("9/dialogue.en.txt", en)
    course.write("10-train.txt", 'Title: 坐火车 "K9"\n\n' + LESSONS["train"])
    course.write("2-bank.list.tsv", "word\tgloss\n银行\tbank\n")
    said = run("set", "new", course.folder)
    assert (said.exit_code, said.stdout) == (
        0,
        f"{course.folder}/set.toml: 3 lessons. Read it, then: cika build {course.folder}\n",
    )
    made = read_set(course.folder)
    assert (made.title, [lesson.title for lesson in made.lessons]) == (
        "Course",
        ["2-bank", "9", '坐火车 "K9"'],
    )
    one, two, three = (lesson.texts for lesson in made.lessons)
    assert [zh.name for zh, _ in one] == ["2-bank.txt"]
    assert [zh.name for zh, _ in two] == ["dialogue.zh.txt", "reading.txt"]
    assert [zh.name for zh, _ in three] == ["10-train.txt"]
    assert [word.line.word for word in made.lessons[0].words] == ["银行"]
    again = run("set", "new", course.folder)
    assert again.exit_code == 1
    assert (
        "set.toml is there already, perhaps with your work. Edit it; --force writes it anew."
        in again.stderr
    )
    toml = (course.folder / "set.toml").read_text(encoding="utf-8")
    for line in (
        "known =",
        "stop =",
        "cards =",
        "names =",
        "sentences =",
        "[looks]",
        "tones =",
        "order =",
        "due =",
    ):
        assert f"\n# {line}" in toml, "what the comments offer is what set.toml knows"
    shown = run("set", "show", course.folder)
    assert "\n1  2-bank: 11 new words\n   爸爸  bàba  dad; father\n" in shown.stdout
    lessons = json.loads(run("set", "show", course.folder, "--json").stdout)
    assert {"word": "银行", "reading": "yínháng", "gloss": "bank", "seen_in": 1} in lessons[1][
        "review"
    ]


def test_every_key_that_the_comments_offer_is_known(course: Course) -> None:
    """A set.toml with all comments taken away is read."""
    course.lessons("bank")
    (course.folder / "set.toml").unlink()
    assert run("set", "new", course.folder).exit_code == 0
    toml = (course.folder / "set.toml").read_text(encoding="utf-8")
    course.write(
        "set.toml",
        re.sub(r"^# (?=(\w+ = |\[looks\]))", "", toml, flags=re.M).replace(
            'words = "NAME', '# words = "NAME'
        ),
    )
    for name in ("known.txt", "stop.txt", "lesson-1.list.tsv"):
        course.write(name, "word\n银行\n")
    made = read_set(course.folder)
    assert (made.known, made.names, made.lessons[0].due, made.lessons[0].only_listed) == (
        ("hsk:2", "known.txt"),
        True,
        "2026-09-14",
        True,
    )
    assert course.build().written is not None


def test_the_lists_of_a_set_are_no_texts_to_report_or_export(
    course: Course, tmp_path: Path
) -> None:
    course.write("old.txt", "爸爸\n便宜\n")
    course.write("never.txt", "弟弟\n")
    course.lessons("bank", head='known = ["hsk:1", "old.txt"]\nstop = ["never.txt"]')
    said = run("report", course.folder, "--json")
    assert [one["name"] for one in json.loads(said.stdout)["texts"]] == ["bank"]
    assert run("export", course.folder, "--to", "csv", "-o", tmp_path / "out").exit_code == 0
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["bank.csv"]

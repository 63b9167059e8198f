"""One table corrects the words of all lessons."""

from generator.classes import study_set
from generator.texts import read_set
from support.course import Course
from support.program import run


def _glosses(course: Course) -> dict[str, tuple[int, str]]:
    """Return the lesson and the meaning of each word."""
    found: dict[str, tuple[int, str]] = {}
    for lesson in study_set(course.resources, read_set(course.folder)).lessons:
        for word in lesson.words:
            found[word.token.headword] = (lesson.number, word.token.gloss)
    return found


def test_the_table_of_a_set_holds_for_all_its_lessons(course: Course) -> None:
    course.write("list.txt", "图书馆\n便宜 cheap as chips\n弟弟\n")
    course.lessons("bank", "shop", "rain", shop='words = "list.txt"')
    before = _glosses(course)
    course.write(
        "set.words.tsv",
        "word\tgloss\tskip\n银行\tbank (for money)\t\n雨伞\tbrolly\t\n苹果\t\tx\n"
        "图书馆\treading room\t\n便宜\tinexpensive\t\n弟弟\t\tx\n公共|汽车\t\t\n",
    )
    after = _glosses(course)
    assert after["银行"] == (1, "bank (for money)")
    assert after["雨伞"] == (3, "brolly")
    assert after["图书馆"] == (2, "reading room"), "what a list leaves open"
    assert after["便宜"] == (2, "cheap as chips"), "a list overrules the table"
    assert {"公共汽车", "苹果", "弟弟"} & before.keys() - after.keys() == {
        "公共汽车",
        "苹果",
        "弟弟",
    }


def test_a_table_that_is_written_changes_nothing_and_loses_nothing(course: Course) -> None:
    course.write("list.txt", "便宜 cheap as chips\n")
    course.lessons("bank", "shop", head='known = ["hsk:1"]', shop='words = "list.txt"')
    before = _glosses(course)
    done = run("words", course.folder, "--write")
    assert done.exit_code == 0, done.stderr
    table = course.folder / "set.words.tsv"
    assert _glosses(course) == before
    written = table.read_text(encoding="utf-8-sig")
    assert written.startswith("lesson\tword\treading\tgloss\tskip")
    assert "爸爸" not in [line.split("\t")[1] for line in written.splitlines()], "all know it"
    added = f"{written}\t公共|汽车\n\t太阳\t\tsun\n".replace("to borrow", "x")
    table.write_text(added, encoding="utf-8")
    run("words", course.folder, "--write")
    again = table.read_text(encoding="utf-8-sig")
    assert "公共|汽车" in again
    assert "太阳" in again
    course.edit("list.txt", "cheap as chips", "low in price")
    assert _glosses(course)["便宜"] == (2, "low in price"), "the list still counts"

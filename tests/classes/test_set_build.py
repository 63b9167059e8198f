"""Lessons in order and one package: the same bytes, and what students rename."""

from pathlib import Path

import pytest

from generator import anki
from generator.base.errors import OutputError
from generator.base.records import Word
from generator.base.words import WordKey
from generator.classes import build_set, study_set
from generator.pipeline import BuildOptions, Resources
from generator.reports.set_report import set_text
from generator.texts import read_set
from support.course import LESSONS, THEN, Course, table
from support.program import FIRST_STEPS

NO_SEEDS = pytest.mark.skipif(not FIRST_STEPS.is_dir(), reason="seeds/first-steps is not there")


def test_a_rebuild_of_the_same_set_does_nothing_and_a_forced_one_makes_the_same_bytes(
    course: Course,
) -> None:
    course.lessons("bank", "shop", "rain", head='cards = ["production"]', shop="due = 2026-09-14")
    first = course.build()
    before = {path.name: path.read_bytes() for path in first.package.parent.iterdir()}
    assert set(before) == {"course.apkg", "course.tsv", "course.lessons.tsv"}
    assert course.build().written is None
    again = build_set(
        course.resources,
        read_set(course.folder),
        course.decks,
        BuildOptions(force=True),
        course.now + 5000,
    )
    assert again.written is not None
    assert {path.name: path.read_bytes() for path in first.package.parent.iterdir()} == before
    first.package.with_suffix(".tsv").unlink()
    with pytest.raises(
        OutputError,
        match=(
            r"course\.tsv is gone: .* cika ledger .*course\. To begin anew, delete"
            r" course\.apkg\."
        ),
    ):
        course.build()
    assert anki.rebuild_twin(first.package) == again.written.unchanged
    homes = anki.read_ledger(first.package.with_suffix(".tsv")).deck_of
    assert sorted(set(homes.values())) == [
        f"Cika::Our course::0{n} At the {name}"
        for n, name in enumerate(("bank", "shop", "rain"), 1)
    ]
    course.edit("set.toml", "2026-09-14", "2026-09-21")
    changed = course.build()
    assert changed.written is not None
    assert (changed.written.new, changed.written.changed) == (
        0,
        0,
    ), "a due date is no reason to touch a note"


@pytest.mark.slow
@NO_SEEDS
def test_several_processes_make_the_same_set(resources: Resources, tmp_path: Path) -> None:
    made = []
    for jobs in (1, 2):
        built = build_set(
            resources, read_set(FIRST_STEPS), tmp_path / str(jobs), BuildOptions(), THEN, jobs
        )
        made.append({path.name: path.read_bytes() for path in built.package.parent.iterdir()})
    assert made[0] == made[1]


def test_a_lesson_without_anything_new_has_no_deck_and_is_named(course: Course) -> None:
    course.write("again.txt", LESSONS["bank"])
    course.lessons("bank", "again")
    built = course.build()
    assert built.sentences == (3, 0)
    assert [(issue.kind, issue.where) for issue in built.issues] == [
        ("empty-lesson", "Lesson 2: At the again")
    ]
    assert {row["status"] for row in table(built) if row["lesson"] == "2"} == {"seen in lesson 1"}
    assert set(anki.read_ledger(built.package.with_suffix(".tsv")).deck_of.values()) == {
        "Cika::Our course::01 At the bank"
    }


def test_what_students_rename_when_a_lesson_goes_and_the_set_has_another_title(
    course: Course,
) -> None:
    course.lessons("bank", "shop", "rain", "train")
    course.build()
    course.lessons("bank", "rain", "train", head="# shorter")
    course.edit("set.toml", 'title = "Our course"', 'title = "Chinese"')
    said = set_text(course.build())
    assert [line.strip() for line in said.splitlines() if " -> " in line] == [
        "Cika::Our course -> Chinese",
    ], "lessons keep their numbers"


@pytest.mark.slow
@NO_SEEDS
def test_the_set_of_seeds(resources: Resources) -> None:
    study = study_set(resources, read_set(FIRST_STEPS))
    assert [lesson.due for lesson in study.lessons] == [
        "2027-03-01",
        "2027-03-08",
        "2027-03-15",
        "2027-03-22",
        "2027-03-29",
    ]
    new: list[set[WordKey]] = []
    for lesson in study.lessons:
        assert lesson.words
        new.append({anki.word_key(word.token) for word in lesson.words})
    assert sum(map(len, new)) == len(set().union(*new))
    assert all(lesson.review for lesson in study.lessons[1:])
    assert {"试衣间|shi4 yi1 jian1", "打折|da3 zhe2", "袜子|wa4 zi5"} <= {
        key.written for key in new[1]
    }
    assert "shop assistant; waiter" in {word.token.gloss for word in study.lessons[1].words}
    assert not study.issues


@pytest.mark.parametrize("last", [".tsv", ".lessons.tsv"])
def test_a_set_that_is_killed_while_it_is_written_heals(
    last: str, course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list of the lessons is never older than the package that counts as up to date."""
    course.lessons("bank", "shop")
    course.build()
    course.edit("bank.txt", "妈妈是老师。", "妈妈是医生。")
    rename = Path.replace

    def killed(part: Path, target: Path) -> Path:
        renamed = rename(part, target)
        if target.name == f"course{last}":
            raise KeyboardInterrupt
        return renamed

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            course.build()
    healed = course.build()
    assert healed.written is not None
    assert "医生" in healed.lists.read_text("utf-8-sig")
    assert course.build().written is None


@pytest.mark.parametrize("listed", ["", "火车站"])
def test_words_that_students_can_guess_are_left_out_unless_they_are_listed(
    course: Course, listed: str
) -> None:
    course.write("known.txt", "火\n火柴\n车\n站\n票\n")
    course.write("station.txt", "我在火车站买火车票。\n---\nI buy a train ticket at the station.\n")
    course.write("list.txt", listed or "买")
    head = 'known = ["known.txt"]\n'
    course.lessons("station", head=head, station='words = "list.txt"')
    words = {word.token.headword for word in _words(course)}
    assert {"火车站", "买"} <= words
    course.lessons("station", head=f"{head}skip_guessable = true", station='words = "list.txt"')
    assert {word.token.headword for word in _words(course)} == words - (
        {"火车站", "车票", "火车票"} - {listed}
    )


def _words(course: Course) -> list[Word]:
    return list(study_set(course.resources, read_set(course.folder)).lessons[0].words)


def test_one_search_finds_all_notes_that_are_no_longer_made(course: Course) -> None:
    course.lessons("bank", "shop", "rain")
    course.build()
    course.lessons("bank", "rain")
    course.write("rain.words.tsv", "word\tskip\n雨伞\tx\n")
    built = course.build()
    assert built.written is not None
    assert built.written.gone_search == '"tag:text::shop" OR "Key:雨伞|yu3 san3"'
    assert built.written.gone_search in set_text(built)


def test_a_colleague_who_has_the_ledger_touches_nothing_that_is_the_same(course: Course) -> None:
    course.lessons("bank", "shop", "rain")
    first = course.build()
    assert "first edition: keep" in set_text(first)
    twin = first.package.with_suffix(".tsv")
    course.write("course.tsv", twin.read_text(encoding="utf-8-sig"))
    course.decks = course.folder.parent / "elsewhere"
    course.lessons("bank", "market", "shop", "rain")
    second = course.build()
    assert second.written is not None
    assert second.written.changed == 0
    assert second.written.unchanged > 0
    assert "first edition" not in set_text(second)
    assert [name.rpartition("::")[2] for name in second.decks] == [
        "01 At the bank",
        "01b At the market",
        "02 At the shop",
        "03 At the rain",
    ]
    old = anki.read_ledger(twin).stamps
    new = anki.read_ledger(second.package.with_suffix(".tsv")).stamps
    assert {guid: new[guid] for guid in old} == old

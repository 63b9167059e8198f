"""What is wrong with a set is said, and nothing is written."""

import shutil
from pathlib import Path

import pytest

from generator.base.errors import InputError
from generator.classes import study_set
from generator.texts import read_set
from support.course import Course
from support.program import run


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("title = 'a'\n[[lesson]\n", r"set\.toml: is not TOML \(.*line 2"),
        (f"known = {'[' * 50_000}", r"set\.toml: is not TOML \(.*recursion"),
        ("title = 'a'\n", r"set\.toml: lesson is missing; expected \[\[lesson\]\]"),
        ("[[lesson]]\ntexts = 'bank.txt'\n", r"set\.toml: title is missing; expected text"),
        (
            "title = 'a'\nlessons = 3\n",
            (
                r"set\.toml: there is no key 'lessons'\. Did you mean lesson\? The keys are: title,"
                r" known"
            ),
        ),
        (
            "title = 'a'\nknown = 'hsk:2'\n",
            r"set\.toml: known is 'hsk:2'; expected a list of texts",
        ),
        ("title = 'a'\nnames = 'yes'\n", r"set\.toml: names is 'yes'; expected true or false"),
        (
            "title = 'a'\n[[lesson]]\ntext = 'bank.txt'\n",
            r"set\.toml, lesson 1: there is no key 'text'\. Did you mean texts\?",
        ),
        (
            "title = 'a'\n[[lesson]]\ntexts = 'no.txt'\n",
            r"lesson 1: texts names .*no\.txt, and there is no such file\. Correct the name",
        ),
        (
            "title = 'a'\n[[lesson]]\ntexts = [{zh = 'bank.txt'}]\n",
            r"lesson 1: texts is .*; expected one file or a list of files",
        ),
        ("title = 'a'\n[[lesson]]\ndue = 2026-09-14\n", r"lesson 1: is empty\. Name its texts"),
        (
            "title = 'a'\n[[lesson]]\ntexts = 'bank.txt'\ndue = '2026-09-31'\n",
            r"lesson 1: due is '2026-09-31'; expected a date",
        ),
        (
            "title = 'a'\n[[lesson]]\ntexts = 'bank.txt'\ndue = 2026-09-14T10:00:00\n",
            r"lesson 1: due is .*; expected a date",
        ),
        (
            "title = 'a'\n[[lesson]]\ntexts = 'bank.txt'\n[[lesson]]\ntexts = ['./bank.txt']\n",
            r"lesson 2: .* is a text of lesson 1",
        ),
        (
            "title = 'a'\n[[lesson]]\ntexts = 'bank.txt'\nonly_listed = true\n",
            r"lesson 1: only_listed = true wants a word list",
        ),
        (
            "title = 'a'\n[[lesson]]\nwords = 'bad.tsv'\n",
            r"bad\.tsv: there is no word in this list\. Expected a Chinese word on each line",
        ),
        (
            "title = 'a'\n[[lesson]]\nwords = 'latin.tsv'\n",
            r"latin\.tsv, line 2: 'bank' has no Chinese character",
        ),
        (
            "title = 'a'\n[[lesson]]\nwords = 'empty.tsv'\n",
            r"empty\.tsv: there is no word in this list",
        ),
        (
            "title = 'a'\n[looks]\ntone = 'pleco'\n[[lesson]]\ntexts = 'bank.txt'\n",
            r"set\.toml, looks: there is no key 'tone'",
        ),
        (
            "title = 'a'\n[looks]\ntones = 'red'\n[[lesson]]\ntexts = 'bank.txt'\n",
            r"set\.toml, looks: There is no look tones=red",
        ),
        (
            "title = “First steps”\n[[lesson]]\ntexts = 'bank.txt'\n",
            r"set\.toml: line 1 \(title = “First steps”\) has curly quotation marks\. Write",
        ),
        (
            "title = 'a'\n[[lesson]]\ntexts = [“bank.txt”]\n",
            r"set\.toml: line 3 .* has curly quotation marks",
        ),
        (
            "title = 'a'\n[[lesson]]\ntexts = 'bank.txt'\ndue = 2027-3-1\n",
            r"line 4 \(due = 2027-3-1\): 2027-3-1 is no date in TOML\. Write 2027-03-01\.",
        ),
        (
            "title = 'a'\n[[lesson]]\ntexts = 'bank.txt'\ndue = 2027/03/01\n",
            r"2027/03/01 is no date in TOML\. Write 2027-03-01\.",
        ),
        (
            "title = 'a'\n[[lesson]]\ntexts = 'bank.txt'\nknown = ['hsk:2']\n",
            r"known stands below \[\[lesson\]\] 1, but speaks of the whole set\. Move its line",
        ),
        (
            "[looks]\ntones = 'pleco'\ntitle = 'a'\n[[lesson]]\ntexts = 'bank.txt'\n",
            r"title stands below \[looks\], but speaks of the whole set",
        ),
        (
            "title = 'a'\ncards = ['speaking']\n[[lesson]]\ntexts = 'bank.txt'\n",
            r"cards names 'speaking'; there is no such card",
        ),
        (
            "title = 'a'\nknown = ['hsk2']\n[[lesson]]\ntexts = 'bank.txt'\n",
            r"known names 'hsk2'; expected \"hsk:2\" or a word list, but",
        ),
    ],
)
def test_what_is_wrong_with_a_set_is_said(course: Course, toml: str, message: str) -> None:
    course.lessons("bank")
    course.write("bad.tsv", "gloss\nbank\n")
    course.write("empty.tsv", "word\n")
    course.write("latin.tsv", "word\nbank\n")
    course.write("set.toml", toml)
    with pytest.raises(InputError, match=message):
        course.build()
    assert not course.decks.exists()


@pytest.mark.parametrize(
    "names",
    [
        "known = ['{0}']",
        "stop = ['{0}']",
        "[looks]\naudio = 'folder:{0}'",
        "[[lesson]]\ntexts = '{0}'",
        "[[lesson]]\ntexts = [{{zh = '{0}', en = '{0}'}}]",
        "[[lesson]]\nwords = '{0}'",
    ],
)
def test_a_set_reads_nothing_else_of_the_machine(course: Course, names: str) -> None:
    course.lessons("bank")
    course.write("list.tsv", "word\n银行\n")
    lesson = "" if "lesson" in names else "[[lesson]]\ntexts = 'bank.txt'\n"
    course.write(
        "set.toml",
        f"title = 'a'\n{names.format((course.folder / 'list.tsv').as_posix())}\n{lesson}",
    )
    (course.folder.parent / "list.tsv").write_text("word\n银行\n", encoding="utf-8")
    archive = shutil.make_archive(str(course.folder.parent / "course"), "zip", course.folder)
    with pytest.raises(
        InputError, match=r"set\.toml: names .*list\.tsv, which is not in the archive"
    ):
        read_set(Path(archive))
    for path in (str(course.folder.parent / "list.tsv"), "../list.tsv", "x/../../list.tsv"):
        course.write("set.toml", f"title = 'a'\n{names.format(path)}\n{lesson}")
        with pytest.raises(InputError, match=r"list\.tsv, which is not in the folder of the set"):
            read_set(course.folder)


def test_a_set_does_not_send_its_texts_over_the_network(course: Course) -> None:
    course.lessons("bank", head='[looks]\naudio = "edge:zh-CN-XiaoxiaoNeural"')
    with pytest.raises(InputError, match=r"over the network.*--audio edge"):
        course.build()


def test_what_is_odd_about_a_set_is_said(course: Course) -> None:
    course.lessons("bank", "shop", "rain", bank="due = 2027-03-08", shop="due = 2027-03-01")
    course.edit("set.toml", "At the rain", "At the bank")
    study = study_set(course.resources, read_set(course.folder))
    assert [(one.kind, one.where[-8:], one.detail) for one in study.issues] == [
        ("due-dates", "lesson 2", "It is due on 2027-03-01, before lesson 1 (2027-03-08)."),
        (
            "same-title",
            "lesson 3",
            "It has the title of lesson 1 (At the bank). Tell the two apart.",
        ),
    ]


def test_what_is_shown_is_checked_as_what_is_built(course: Course) -> None:
    course.lessons("bank", head="cards = ['speaking']")
    done = run("set", "show", course.folder, "--decks", course.decks)
    assert done.exit_code == 1
    assert "cards names 'speaking'; there is no such card" in done.stderr

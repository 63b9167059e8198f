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
                r"set\.toml, line 2: there is no key 'lessons'\. Did you mean lesson\?"
                r" The keys are: title, known"
            ),
        ),
        (
            "title = 'a'\nknown = 'hsk:2'\n",
            r"set\.toml, line 2: known is 'hsk:2'; expected a list of texts",
        ),
        (
            "title = 'a'\nnames = 'yes'\n",
            r"set\.toml, line 2: names is 'yes'; expected true or false",
        ),
        (
            "title = 'a'\n[[lesson]]\ntext = 'bank.txt'\n",
            r"set\.toml, line 3, lesson 1: there is no key 'text'\. Did you mean texts\?",
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
            r"set\.toml, line 3, looks: there is no key 'tone'\. Did you mean tones\?",
        ),
        (
            "title = 'a'\n[looks]\ntones = 'red'\n[[lesson]]\ntexts = 'bank.txt'\n",
            r"line 3, looks: tones is 'red'; expected one of none, pleco",
        ),
        (
            "title = “First steps”\n[[lesson]]\ntexts = 'bank.txt'\n",
            r"set\.toml, line 1: title = “First steps” has curly quotation marks\. Write",
        ),
        (
            "title = 'a'\n[[lesson]]\ntexts = [“bank.txt”]\n",
            r"set\.toml, line 3: .* has curly quotation marks",
        ),
        (
            "title = 'a'\n[[lesson]]\ntexts = 'bank.txt'\ndue = 2027-3-1\n",
            r"line 4: 2027-3-1 is no date in TOML\. Write 2027-03-01\.",
        ),
        (
            "title = 'a'\n[[lesson]]\ntexts = 'bank.txt'\ndue = 2027/03/01\n",
            r"2027/03/01 is no date in TOML\. Write 2027-03-01\.",
        ),
        (
            "title = 'a'\n[[lesson]]\ntexts = 'bank.txt'\nknown = ['hsk:2']\n",
            r"line 4, lesson 1: known stands below \[\[lesson\]\], but speaks of the whole set",
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


def test_all_that_is_wrong_is_said_at_once_with_its_line(course: Course) -> None:
    course.lessons("bank", "shop")
    course.write("list.tsv", "word\nbank\n")
    course.write(
        "set.toml",
        """title = “First steps”
known = ["hsk:2", "no.txt"]
cards = ["speaking", "all"]
title_en = "x"

[looks]
tones = "red"

[[lesson]]
texts = ["bank.txt", "gone.txt"]
due = 2027-3-1
[[lesson]]
texts = "shop.txt"
words = "list.tsv"
known = ["hsk:1"]
[[lesson]]
due = "soon"
[[lesson]]
texts = "../bank.txt"
sentences = "no"
[[lesson]]
texts = "bank.txt"
""",
    )
    with pytest.raises(InputError) as raised:
        read_set(course.folder)
    found = [message.removeprefix(str(course.folder))[1:30] for message in raised.value.args]
    assert found == [
        "set.toml, line 1: title = “Fi",
        "set.toml, line 11: 2027-3-1 i",
        "set.toml, line 4: there is no",
        "set.toml, line 7, looks: tone",
        "set.toml, line 2: known names",
        "set.toml, line 3: cards names",
        "set.toml, line 10, lesson 1: ",
        "set.toml, line 15, lesson 2: ",
        "list.tsv, line 2: 'bank' has ",
        "set.toml, line 17, lesson 3: ",
        "set.toml, line 16, lesson 3: ",
        "set.toml, line 20, lesson 4: ",
        "set.toml, line 19, lesson 4: ",
        "set.toml, line 22, lesson 5: ",
    ]


def test_a_slip_is_said_once(course: Course) -> None:
    """What one slip entails (a key that is missing, then) is not said beside it."""
    course.lessons("bank")
    for toml in (
        "[looks]\ntitle = 'a'\n[[lesson]]\ntexts = 'bank.txt'\n",
        "titel = 'a'\n[[lesson]]\ntexts = 'bank.txt'\n",
        "title = 'a'\n[[lesson]]\ntext = 'bank.txt'\n",
        "title = 'a'\n[[lesson]]\nwords = 'no.tsv'\nonly_listed = true\n",
        "title = “他说 \"好\"”\n[[lesson]]\ntexts = 'bank.txt'\n",
    ):
        course.write("set.toml", toml)
        with pytest.raises(InputError) as raised:
            read_set(course.folder)
        assert len(raised.value.args) == 1, raised.value.args


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
        InputError, match=r"set\.toml, line \d.*: names .*list\.tsv, which is not in the archive"
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

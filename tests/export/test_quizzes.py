"""Questions for other programs: what stands in the files is what the worksheet asks, whatever the
text holds."""

import csv
import html
import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from generator.base.quiz import Item, ItemSheet, Quiz
from generator.export import QUIZ_FORMATS
from support.exported import to
from support.gift import read_gift
from support.program import ROOT, SEED, run

HOSTILE = (
    '=HYPERLINK("http://a.b","x")',
    "{a}~b=c#d:e\\f\\n\\(x\\)",
    "]]><script>alert(1)</script>&amp;",
    "%50%a->b####c",
    "//comment",
    "$CATEGORY: x",
    "::name::[html]<b>",
    "a\n\nb\t\r=c",
    "\ufffe-1+@*",
)
REQUIRED = {
    "category": {"category"},
    "multichoice": {"name", "questiontext", "single", "shuffleanswers", "answernumbering"},
    "matching": {"name", "questiontext", "shuffleanswers", "subquestion"},
    "shortanswer": {"name", "questiontext", "usecase", "answer"},
    "essay": {"name", "questiontext", "responseformat", "graderinfo"},
}
"""Kind of question of Moodle -> the elements that its import looks for."""


def one_line(text: str) -> str:
    """Return text as a line of any format shows it."""
    return " ".join(text.replace("\ufffe", "").split())


def hostile() -> Quiz:
    """Make a quiz in which every text is meant to do harm."""
    questions = []
    for number, text in enumerate(HOSTILE, 1):
        wrong = (f"{text}1", f"2{text}", f"3{text}")
        for exercise, options in (("cloze", wrong), ("matching", wrong), ("order", ())):
            questions.append(Item(exercise, number, text, text, (text,), options))
    lesson = ItemSheet(number=1, title="a/b\n\n=c", lang="zh-Hans", items=tuple(questions))
    return Quiz(title="//t]]>", lessons=(lesson,))


@pytest.fixture(scope="module")
def quizzes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the questions of the class set of ``seeds``; tests must not change the files."""
    folder = tmp_path_factory.mktemp("quizzes")
    said = run("export", ROOT / "seeds" / "first-steps", *to(QUIZ_FORMATS), "-o", folder)
    assert said.exit_code == 0, said.stderr
    return folder


# -- Moodle


def moodle_questions(content: bytes) -> Iterator[ET.Element]:
    """Yield the questions of a file, each checked for what its kind needs."""
    root = ET.fromstring(content)
    assert root.tag == "quiz" and b"<![CDATA[" not in content
    for question in root.iter("question"):
        kind = question.get("type", "")
        assert {child.tag for child in question} >= REQUIRED[kind]
        if kind == "multichoice":
            shares = sorted(answer.get("fraction", "") for answer in question.iter("answer"))
            assert shares[-1] == "100" and set(shares[:-1]) == {"0"}
        yield question


def test_moodle_has_a_category_a_lesson_and_one_right_answer(quizzes: Path) -> None:
    kinds: list[str] = []
    for question in moodle_questions((quizzes / "first-steps.moodle.xml").read_bytes()):
        kinds.append(question.get("type", ""))
        if kinds[-1] == "multichoice":
            options = [one.findtext("text") for one in question.iter("answer")]
            assert len(set(options)) == len(options) >= 3
    assert kinds.count("category") == kinds.count("matching") == 5
    assert kinds.count("multichoice") == 30


def test_moodle_shows_hostile_text_as_it_is() -> None:
    content = QUIZ_FORMATS["moodle"].write(hostile())
    names = [one.findtext("category/text") for one in ET.fromstring(content)]
    assert names[0] == "$course$/top/Cika/////t]]>/01 a//b =c"
    shown: dict[str, list[str]] = {kind: [] for kind in REQUIRED}
    for question in moodle_questions(content):
        for answer in (*question.iter("answer"), *question.iter("graderinfo")):
            raw = answer.findtext("text") or ""
            is_plain = question.get("type") == "matching"
            inner = re.sub("^<span[^>]*>|</span>$", "", raw)
            assert is_plain or not re.search("[<>]", inner)
            if answer.get("fraction") != "0":
                text = raw if is_plain else html.unescape(inner)
                shown[question.get("type", "")].append(text)
    for kind in ("multichoice", "matching", "essay"):
        assert sorted(shown[kind]) == sorted(map(one_line, HOSTILE))


# -- GIFT


def test_gift_says_what_moodle_xml_says(quizzes: Path) -> None:
    categories, questions = read_gift((quizzes / "first-steps.gift.txt").read_text("utf-8"))
    assert len(categories) == 5
    xml = (quizzes / "first-steps.moodle.xml").read_bytes()
    asked = [one for one in moodle_questions(xml) if one.get("type") != "category"]
    assert [one.name for one in questions] == [one.findtext("name/text") for one in asked]
    for ours, theirs in zip(questions, asked, strict=True):
        parts = list(theirs.iter("answer"))
        if theirs.get("type") in ("multichoice", "shortanswer"):
            both = "".join(one.findtext("text") or "" for one in parts)
            assert all(option in both for option in (*ours.right, *ours.wrong))
            assert len(parts) == len(ours.right) + len(ours.wrong)
        else:
            assert len(ours.pairs) == len(parts)


def test_gift_shows_hostile_text_as_it_is() -> None:
    content = QUIZ_FORMATS["gift"].write(hostile())
    categories, questions = read_gift(content.decode())
    assert categories == ["$course$/top/Cika/////t]]>/01 a//b =c"]
    matching, *others = questions
    expected = [one_line(text).replace("->", "→") for text in HOSTILE]
    expected = [re.sub("^%", "％", text) for text in expected]
    assert matching.pairs == tuple(zip(expected, expected, strict=True))
    assert [one.right[0] for one in others if one.wrong] == expected
    assert [one.feedback for one in others if one.feedback] == expected


# -- games


def kahoot_rows(content: bytes) -> list[list[Any]]:
    """Return the questions of a table as openpyxl reads them: texts and numbers alone."""
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet.cell(8, 2).value == "Question - max 120 characters"
    rows = []
    for row in sheet.iter_rows(min_row=9):
        assert {cell.data_type for cell in row} <= {"s", "n"}
        rows.append([cell.value for cell in row])
    return rows


def test_kahoot_has_what_fits_and_says_what_does_not(quizzes: Path, tmp_path: Path) -> None:
    names = sorted(path.name for path in quizzes.glob("*.xlsx"))
    assert names == [f"first-steps-lesson-{number}.kahoot.xlsx" for number in range(1, 6)]
    for name in names:
        rows = kahoot_rows((quizzes / name).read_bytes())
        assert [row[0] for row in rows] == list(range(1, len(rows) + 1)) and len(rows) > 12
        for _, question, *options, seconds, right in rows:
            found = [option for option in options if option]
            assert len(question) <= 120 and max(map(len, found)) <= 75
            assert len(found) == len(set(found)) >= 3
            assert seconds in {5, 10, 20, 30, 60, 90, 120, 240} and options[right - 1]
    said = run("export", SEED, "--to", "kahoot", "-o", tmp_path).stdout
    assert "left out: order, translate (Kahoot takes" in said


def test_limits_of_kahoot_are_kept() -> None:
    """A long hint gives way to a short one; what is too long without it is left out."""
    fits = QUIZ_FORMATS["kahoot"].fits
    assert fits
    at_limit = Item("cloze", 1, "一" * 120, "", ("a",), ("b", "c"))
    assert fits(at_limit)
    assert not fits(replace(at_limit, zh="一" * 121))
    assert not fits(replace(at_limit, zh="𠮷" * 61))  # two of Excel's characters each
    assert not fits(replace(at_limit, wrong=("b", "c" * 76)))
    assert not fits(replace(at_limit, wrong=()))
    long = replace(at_limit, zh="一" * 100, hint="x" * 30)
    assert not fits(long) and fits(replace(long, short_hint="gap"))


def test_spreadsheets_run_nothing(tmp_path: Path) -> None:
    quiz = hostile()
    xlsx = QUIZ_FORMATS["kahoot"].write(quiz)
    rows = [row for row in kahoot_rows(xlsx) if row[6] == 20]  # matching: the text is an answer
    assert sorted(row[1 + row[7]] for row in rows) == sorted(map(one_line, HOSTILE))
    written = QUIZ_FORMATS["blooket"].write(quiz).decode()
    _, columns, *lines = csv.reader(io.StringIO(written, newline=""))
    assert len(lines) == 2 * len(HOSTILE) and {len(row) for row in lines} == {len(columns)}
    cells = chain.from_iterable(lines)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed: XLSX was read by openpyxl alone")
    (tmp_path / "quiz.xlsx").write_bytes(xlsx)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        office,
        profile,
        "--headless",
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76",
    ]
    subprocess.run(
        [*command, "--outdir", tmp_path, tmp_path / "quiz.xlsx"], check=True, capture_output=True
    )
    with (tmp_path / "quiz.csv").open(encoding="utf-8", newline="") as file:
        shown = list(csv.reader(file))[8:]
    for row, expected in zip(shown, kahoot_rows(xlsx), strict=True):
        assert row[1:6] == expected[1:6]


# -- all


def test_the_same_bytes(quizzes: Path, tmp_path: Path) -> None:
    again = run("export", ROOT / "seeds" / "first-steps", *to(QUIZ_FORMATS), "-o", tmp_path)
    assert again.exit_code == 0
    for path in quizzes.iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()


def test_a_set_goes_into_one_file_where_the_format_has_one(tmp_path: Path) -> None:
    one = ("export", ROOT / "seeds" / "first-steps", "--exercises", "pinyin", "-o")
    said = run(*one, tmp_path / "all.xml", "--to", "moodle")
    assert (said.exit_code, [path.name for path in tmp_path.iterdir()]) == (0, ["all.xml"])
    said = run(*one, tmp_path / "all.xlsx", "--to", "kahoot")
    assert said.exit_code == 2 and "Name a folder" in said.stderr


def test_what_is_refused(tmp_path: Path) -> None:
    """A text without questions; options that do nothing; a file that would replace the text."""
    text = tmp_path / "a.txt"
    text.write_text("你好。\n---\nHello.\n", encoding="utf-8")
    said = run("export", text, "--to", "gift", "--exercises", "cloze", "-o", tmp_path)
    assert said.exit_code == 1 and "a: too few words and sentences for questions" in said.stderr
    for arguments in (["--to", "gift", "--tones", "pleco"], ["--to", "csv", "--items", "3"]):
        said = run("export", text, *arguments)
        assert (said.exit_code, said.stdout) == (2, "")
    before = text.read_bytes()
    said = run("export", text, "--to", "gift", "-o", text)
    assert said.exit_code == 1 and "which would be lost" in said.stderr
    assert text.read_bytes() == before

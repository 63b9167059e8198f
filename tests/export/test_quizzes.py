"""Questions for other programs: what stands in the files is what the worksheet asks, whatever the
text holds."""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from generator.base.quiz import LessonQuiz, Quiz, QuizQuestion
from generator.export import QUIZ_FORMATS
from support.exported import to
from support.gift import read_gift
from support.program import ROOT, run

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
            questions.append(QuizQuestion(exercise, number, text, text, (text,), options))
    lesson = LessonQuiz(number=1, title="a/b\n\n=c", lang="zh-Hans", questions=tuple(questions))
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


# -- all


def test_the_same_bytes(quizzes: Path, tmp_path: Path) -> None:
    again = run("export", ROOT / "seeds" / "first-steps", "--to", "moodle", "-o", tmp_path)
    assert again.exit_code == 0
    name = "first-steps.moodle.xml"
    assert (tmp_path / name).read_bytes() == (quizzes / name).read_bytes()


def test_what_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("你好。\n---\nHello.\n", encoding="utf-8")
    said = run("export", text, "--to", "gift", "--exercises", "cloze", "-o", tmp_path)
    assert said.exit_code == 1 and "a: too few words and sentences for questions" in said.stderr
    for arguments in (["--to", "gift", "--tones", "pleco"], ["--to", "csv", "--items", "3"]):
        said = run("export", text, *arguments)
        assert (said.exit_code, said.stdout) == (2, "")

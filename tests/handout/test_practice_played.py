"""Practice pages, played in a real Chromium at the width of a phone."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from books import of_text
from practice_pages import BAD, HOSTILE, SET, page_of
from student import Student

from support.devtools import CHROMIUM, Browser
from support.program import run

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="Chromium is not installed: practice pages were not played"
)
LATER = "const now = Date.now; Date.now = () => now() + 86400000 * {days};"
REFUSED = "Storage.prototype.setItem = () => { throw new Error('refused'); };"
VOICES = """
  window.heard = [];
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  speechSynthesis.getVoices = () => [{ lang: 'zh-HK', localService: true },
    { lang: 'zh-CN', localService: %s }];
  speechSynthesis.speak = (one) => heard.push([one.text, one.voice.lang]);
"""
RESULT = "document.querySelector('textarea')?.value ?? ''"
SAID = "document.getElementById('said').textContent"
KEPT = "JSON.parse(localStorage.getItem(DATA.key))"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    said = run("export", SET, "--to", "practice", "-o", folder)
    assert (said.exit_code, said.stdout) == (0, f"{folder}/first-steps.practice.html\n")
    return folder


@pytest.fixture(scope="module")
def somebody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Student]:
    with Browser(tmp_path_factory.mktemp("browser")) as opened:
        yield Student(opened)


@pytest.fixture
def student(somebody: Student, pages: Path) -> Student:
    somebody.begin(pages / "first-steps.practice.html")
    return somebody


def test_a_round_of_each_is_played_and_the_result_stays(student: Student) -> None:
    student.start("cards")
    missed = student.answer_card("no")
    words = [student.answer_card("yes") for _ in range(10)]
    assert words[-1] == missed and len(set(words)) == 10
    assert "9 of 10" in student.ask("document.querySelector('h2').textContent")
    student.press("main button.first")

    student.start("gaps")
    sentences = set()
    for number in range(10):
        right = student.ask(
            "(() => { const text = document.querySelector('.line').textContent; const { words, gaps"
            " } = DATA.lessons[0]; const { word } = gaps.find((gap) => gap.parts.join('') ==="
            " text); return words[word].id; })()"
        )
        same = "!==" if number == 0 else "==="
        student.ask(
            "[...document.querySelectorAll('.options button')].find((one) => one.dataset.word"
            f" {same} {right!r}).click()"
        )
        assert student.ask(SAID).startswith("Not this one" if number == 0 else "Right")
        assert (
            student.ask("document.querySelector('.line mark').textContent") == right.split("|")[0]
        )
        sentences.add(student.ask("document.querySelector('.line').textContent"))
        student.press("main > button.first")
    assert len(sentences) == 10
    student.press("main button.first")

    student.start("matching")
    words = student.ask(
        "[...document.querySelectorAll('.words button')].map((b) => b.dataset.word)"
    )
    for one, other in [(words[0], words[1]), *zip(words, words, strict=True)]:
        student.press(f'.words [data-word="{one}"]')
        student.press(f'.meanings [data-word="{other}"]')
    student.press("main button.first")

    line = "cards 9 of 10, gaps 9 of 10, matching 4 of 5. 30 words: 10 begun, 0 known"
    assert line in student.ask(RESULT)
    student.open()
    assert line in student.ask(RESULT)
    assert student.ask("wrong") == []
    assert student.ask("performance.getEntriesByType('resource').length") == 0


def test_the_policy_lets_nothing_be_fetched(student: Student) -> None:
    """The watch of the other tests can see it."""
    student.ask("fetch('https://example.invalid/a').catch(() => 0)")
    student.ask("new Image().src = 'https://example.invalid/b'; 0")
    student.browser.wait("wrong.length === 2")


def test_words_come_back_by_their_boxes(student: Student) -> None:
    student.start("cards")
    word = student.answer_card("yes")
    for _ in range(9):
        student.answer_card("yes")
    key = f"DATA.lessons[0].words.find((one) => one.zh === {word!r}).id"
    boxes = [(1, 1), (2, 3), (3, 7), (4, 14), (5, 30), (5, 30)]
    passed = 0
    for (box, days), (following, _) in itertools.pairwise(boxes):
        assert student.ask(f"{KEPT}.boxes[{key}]") == [box, student.ask("today()") + days]
        student.open(LATER.format(days=passed + days - 1))
        assert student.ask("document.querySelector('[data-kind=due]')") is None
        passed += days
        student.open(LATER.format(days=passed))
        student.start("due")
        while student.ask("document.querySelector('.front')") is not None:
            student.answer_card("yes")
        assert student.ask(f"{KEPT}.boxes[{key}][0]") == following
    student.open(LATER.format(days=passed + 30))
    assert "10 known" in student.ask(RESULT)
    student.start("due")
    missed = student.answer_card("no")
    key = f"DATA.lessons[0].words.find((one) => one.zh === {missed!r}).id"
    assert student.ask(f"{KEPT}.boxes[{key}][0]") == 0


@pytest.mark.parametrize(
    "damaged", ["{", "5", "null", '{"boxes":{"a":[9,1],"b":"x"},"scores":{"cards/":[-1,"2"]}}']
)
def test_damaged_results_begin_anew(damaged: str, student: Student) -> None:
    student.ask(f"localStorage.setItem(DATA.key, {damaged!r})")
    student.open()
    assert student.ask("[boxes.size, scores.size]") == [0, 0]
    assert student.ask("wrong") == [] and student.ask(RESULT) == ""


def test_a_browser_that_keeps_nothing_is_said(student: Student) -> None:
    assert student.ask("document.querySelector('.note')") is None
    student.open(REFUSED)
    assert "keeps nothing" in student.ask("document.querySelector('.note').textContent")
    student.start("cards")
    student.answer_card("yes")
    assert student.ask("wrong") == []


def test_only_a_voice_of_the_device_is_heard(student: Student) -> None:
    student.start("listening")
    assert "no Chinese voice" in student.ask(SAID)
    student.open(VOICES % "false")
    student.start("listening")
    assert "no Chinese voice" in student.ask(SAID)
    student.open(VOICES % "true")
    student.start("listening")
    ((word, lang),) = student.ask("heard")
    gloss = student.ask(f"DATA.lessons[0].words.find((one) => one.zh === {word!r}).gloss")
    answers = student.ask(
        "[...document.querySelectorAll('.options button')].map((b) => b.innerText)"
    )
    assert lang == "zh-CN" and len(answers) == 4 and answers.count(gloss) == 1


def test_a_card_by_keyboard_alone(student: Student) -> None:
    student.tab_to("[data-kind=cards]")
    student.key("Enter")
    assert student.ask("document.activeElement.textContent") == "Card 1 of 10"
    student.tab_to("main > button.first")
    student.key("Enter")
    assert student.ask("document.activeElement.className") == "answer"
    student.tab_to("[data-grade=yes]")
    student.key("Enter")
    assert student.ask("document.activeElement.textContent") == "Card 2 of 10"
    student.tab_to(".back")
    student.key("Enter")
    student.tab_to("[data-kind=matching]")
    student.key("Enter")
    student.tab_to(".words button")
    student.key("Enter")
    assert student.ask("document.activeElement.ariaPressed") == "true"


VIEWS = ("cards", "gaps", "matching", "read")


@pytest.mark.parametrize(("width", "night", "letters"), [(320, False, 200), (412, True, 100)])
def test_nothing_leaves_the_window_and_all_has_a_name(
    width: int, night: bool, letters: int, student: Student
) -> None:
    student.hold(width, night=night)
    student.ask(f"document.documentElement.style.fontSize = '{letters}%'")
    for view in ("", *VIEWS):
        if view:
            student.start(view)
        assert student.ask("document.documentElement.scrollWidth <= innerWidth"), view
        nodes = student.browser.send("Accessibility.getFullAXTree", student.browser.session)
        for node in nodes["nodes"]:
            role = node.get("role", {}).get("value")
            if role in ("button", "textbox", "progressbar", "heading", "group", "image"):
                is_named = bool(node.get("name", {}).get("value"))
                assert is_named or node.get("ignored") or role == "group", (view, node)
        small = student.ask(
            "[...document.querySelectorAll('button')].filter((b) => b.offsetHeight < 44)"
            ".map((b) => b.textContent)"
        )
        assert small == []
        if view:
            student.press(".back")


def test_hostile_text_shows_as_itself_and_nothing_runs(somebody: Student, tmp_path: Path) -> None:
    page = tmp_path / "hostile.html"
    page.write_bytes(page_of(of_text(tmp_path, HOSTILE)))
    student = somebody
    student.begin(page)
    student.start("read")
    shown = student.ask("document.querySelector('main').textContent")
    assert BAD in shown and f"The teacher {BAD} said" in shown
    assert student.ask("document.querySelectorAll('img, main script').length") == 0
    assert student.ask("[typeof ran, wrong]") == ["undefined", []]

"""The page in a real browser: tapped, reached with the keyboard, switched, printed; hostile text
runs nothing."""

import base64
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.devtools import CHROMIUM, Browser
from support.program import SEED, run

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="Chromium is not installed: the page was not tried in a browser"
)
NOTES = (
    "[...document.querySelectorAll('.g')].filter((g) => g.checkVisibility()).map((g) =>"
    " g.textContent)"
)
MIDDLE = (
    "(e => { e.scrollIntoView({block: 'center'}); const r = e.getClientRects()[0]; return [r.x +"
    " r.width / 2, r.y + r.height / 2]; })"
)
FAULTS = """[...document.querySelectorAll('.w, .n, .en, td, h1, label')]
  .filter((e) => e.checkVisibility())
  .flatMap((e) => [...e.getClientRects()]
    .filter((r) => r.left < -1 || r.right > innerWidth + 1)
    .map(() => e.textContent))"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("browser")) as opened:
        yield opened


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    said = run("export", SEED, "--to", "html", "--tones", "pleco", "-o", folder / "letter.html")
    assert said.exit_code == 0, said.stderr
    return folder / "letter.html"


def show(
    browser: Browser, page: Path, width: int, *, touch: bool = False, night: bool = False
) -> None:
    session = browser.session
    browser.send(
        "Emulation.setDeviceMetricsOverride",
        session,
        width=width,
        height=800,
        deviceScaleFactor=1,
        mobile=touch,
    )
    browser.send("Emulation.setTouchEmulationEnabled", session, enabled=touch)
    browser.send("Emulation.setFocusEmulationEnabled", session, enabled=True)
    light = {"name": "prefers-color-scheme", "value": "dark" if night else "light"}
    browser.send(
        "Emulation.setEmulatedMedia",
        session,
        features=[light, {"name": "hover", "value": "none" if touch else "hover"}],
    )
    browser.open(page)
    browser.wait("document.readyState === 'complete' && document.querySelector('footer')")


def tap(browser: Browser, selector: str) -> None:
    x, y = browser.ask(f"{MIDDLE}(document.querySelector({selector!r}))")
    browser.send(
        "Input.dispatchTouchEvent",
        browser.session,
        type="touchStart",
        touchPoints=[{"x": x, "y": y}],
    )
    browser.send("Input.dispatchTouchEvent", browser.session, type="touchEnd", touchPoints=[])


def test_a_tap_shows_one_note_and_a_tap_beside_hides_it(browser: Browser, page: Path) -> None:
    show(browser, page, 390, touch=True)
    assert browser.ask(NOTES) == []
    tap(browser, "#s4 .w")
    browser.wait(f"{NOTES}.length === 1")
    assert "在" in browser.ask(NOTES)[0]
    tap(browser, "#s5 .w")
    browser.wait(f"{NOTES}.length === 1 && {NOTES}[0].includes('cóngqián')")
    tap(browser, "#s5 .n")
    browser.wait("document.querySelector('#s5 .en').checkVisibility()")
    browser.wait(f"{NOTES}.length === 0")
    assert not browser.ask("document.querySelector('#s6 .en').checkVisibility()")


def test_the_tab_key_goes_from_word_to_word(browser: Browser, page: Path) -> None:
    show(browser, page, 1280)
    browser.ask("document.querySelector('#s3 .w').focus()")
    seen = []
    for _ in range(3):
        seen += browser.ask(NOTES)
        for kind in ("keyDown", "keyUp"):
            browser.send(
                "Input.dispatchKeyEvent",
                browser.session,
                type=kind,
                key="Tab",
                code="Tab",
                windowsVirtualKeyCode=9,
            )
    assert [note.split()[0] for note in seen] == ["亲爱", "的", "星火"]


@pytest.mark.parametrize(("width", "touch"), [(320, True), (412, True), (768, True), (1400, False)])
def test_nothing_leaves_the_window(width: int, touch: bool, browser: Browser, page: Path) -> None:
    show(browser, page, width, touch=touch, night=width == 412)
    for switch in ("", "#translations", "#ruby-none"):
        if switch:
            browser.ask(f"document.querySelector({switch!r}).click()")
        assert browser.ask("document.documentElement.scrollWidth <= innerWidth")
        assert browser.ask(FAULTS) == []


def test_a_chapter_of_the_book_breaks_its_lines(browser: Browser, tmp_path: Path) -> None:
    said = run("export", SEED, "--to", "epub", "--phonetic", "both", "-o", tmp_path / "letter.epub")
    assert said.exit_code == 0, said.stderr
    with zipfile.ZipFile(tmp_path / "letter.epub") as book:
        book.extractall(tmp_path)
    browser.send(
        "Emulation.setDeviceMetricsOverride",
        browser.session,
        width=360,
        height=640,
        deviceScaleFactor=1,
        mobile=False,
    )
    browser.open(tmp_path / "EPUB" / "c1.xhtml")
    browser.wait("document.readyState === 'complete' && document.querySelector('aside')")
    assert browser.ask("document.documentElement.scrollWidth <= innerWidth")
    broken = (
        "[...document.querySelectorAll('p ruby')].filter((e) => e.getClientRects().length >"
        " 1).length"
    )
    assert browser.ask(broken) == 0


def test_switches_without_script(browser: Browser, page: Path) -> None:
    show(browser, page, 412, touch=True)
    readings = (
        "[...document.querySelectorAll('.text rt')].filter((e) => e.checkVisibility()).length"
    )
    assert browser.ask(readings) > 300
    ground = "getComputedStyle(document.body).backgroundColor"
    day = browser.ask(ground)
    browser.ask(
        "document.querySelector('#ruby-none').click(), document.querySelector('#night').click()"
    )
    assert browser.ask(readings) == 0
    night = browser.ask(ground)
    assert day != night
    show(browser, page, 412, night=True)
    assert browser.ask(ground) == night
    pdf = base64.b64decode(browser.send("Page.printToPDF", browser.session)["data"])
    pypdf = pytest.importorskip("pypdf")
    printed = "".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    assert "Words to learn" in printed and "also:" not in printed and "Light" not in printed


def test_hostile_text_shows_as_itself_and_nothing_runs(browser: Browser, tmp_path: Path) -> None:
    bad = "<script>document.title='ran'</script><img src=x onerror=\"document.title='ran'\">"
    text = tmp_path / "a.txt"
    zh = "老师说：“今天的天气真好，我们去公园看花，晚上再回家。”"
    zh += "大家都很高兴，一起唱歌，孩子们跑来跑去。"
    text.write_text(
        f"{zh}{bad}\tThe teacher {bad} says that we go.\n{zh}\tThe students came.\n",
        encoding="utf-8",
    )
    said = run(
        "export", text, "--to", "html", "--title", f"T{bad}", "-o", tmp_path / "hostile.html"
    )
    assert said.exit_code == 0, said.stderr
    show(browser, tmp_path / "hostile.html", 800)
    browser.ask("document.querySelector('#translations').click()")
    assert browser.ask("document.title") == f"T{bad}"
    shown = re.sub(r"\s", "", browser.ask("document.body.innerText"))
    assert shown.count(re.sub(r"\s", "", bad)) == 3  # title, text, translation
    assert browser.ask("document.querySelectorAll('img, main script').length") == 0

"""Handouts on the command line: files, printing, class sets, wrong choices."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest
from books import SEED
from elements import grouped

from generator.base import choices
from generator.base.quiz import TASKS
from generator.handout import SheetOptions, WorksheetOptions
from generator.handout.browser_pdf import pdf
from generator.handout.item_sheets import MAKERS
from support.program import ROOT, run


@pytest.mark.slow
def test_files_are_the_same_whatever_the_hash_seed(tmp_path: Path) -> None:
    made = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        command = [
            sys.executable,
            "cli.py",
            "handout",
            str(SEED),
            "-o",
            str(out),
            "--kinds",
            "all",
            "--versions",
            "3",
            "--seed",
            "T",
        ]
        subprocess.run(
            command,
            cwd=ROOT,
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        made.append({path.name: path.read_bytes() for path in out.iterdir()})
    assert made[0] == made[1]
    assert len(made[0]) == 6


def test_without_a_browser_the_error_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = tmp_path / "text.txt"
    text.write_text("我们去公园。", encoding="utf-8")
    monkeypatch.setenv("CIKA_BROWSER", str(tmp_path / "none"))
    done = run("handout", text, "-o", tmp_path / "out", "--pdf")
    assert done.exit_code == 1
    assert re.fullmatch(
        r"Error: CIKA_BROWSER is .*none, which is no program\. Install Chrome.*\n", done.stderr
    )
    monkeypatch.delenv("CIKA_BROWSER")
    monkeypatch.setenv("PATH", str(tmp_path))
    done = run("handout", text, "-o", tmp_path / "out", "--pdf")
    assert done.exit_code == 1
    assert "No browser was found that could make a PDF. Install Chrome" in done.stderr
    assert not list((tmp_path / "out").glob("*.pdf"))


@pytest.mark.skipif(os.name != "posix", reason="a browser that fails is made of a shell script")
def test_a_browser_that_prints_nothing_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "browser"
    broken.write_text("#!/bin/sh\necho it is broken >&2\nexit 3\n")
    broken.chmod(0o755)
    monkeypatch.setenv("CIKA_BROWSER", str(broken))
    with pytest.raises(Exception, match=r"made no PDF \(it is broken\)\. Install Chrome"):
        pdf(b"<p>")


@pytest.mark.slow
def test_a_class_set_comes_lesson_by_lesson(tmp_path: Path) -> None:
    done = run(
        "handout",
        ROOT / "seeds" / "first-steps",
        "-o",
        tmp_path,
        "--kinds",
        "all",
        "--phonetic",
        "both",
    )
    assert done.exit_code == 0, done.output
    shown = {
        path.name: path.read_text(encoding="utf-8").split("</style>")[1]
        for path in tmp_path.iterdir()
    }
    assert set(shown) == {
        f"first-steps.{kind}.html"
        for kind in ("reader", "words", "worksheet", "key", "characters", "cards")
    }
    # Each text and its translation
    assert len(grouped(shown["first-steps.reader.html"], "<section")) == 10
    for kind in ("words", "worksheet", "key", "characters"):
        assert len(grouped(shown[f"first-steps.{kind}.html"], "<section")) == 5
    # A word that only the teacher's list has
    assert "试衣间在那边" not in shown["first-steps.reader.html"]
    assert re.search(r'试衣间</td>.*?<td class="place"></td>', shown["first-steps.words.html"])
    assert "ㄕˋ ㄧ ㄐㄧㄢ" in shown["first-steps.words.html"]
    assert len(re.findall("seen in lesson [1-4]", shown["first-steps.words.html"])) > 20
    assert (
        run("handout", ROOT / "seeds" / "first-steps", "-o", tmp_path, "--title", "T").exit_code
        == 2
    )


@pytest.mark.parametrize(
    "arguments",
    [["--kinds", "nonsense"], ["--exercises", "cloze,x"], ["--items", "0"], ["--paper", "a5"]],
)
def test_wrong_choices_are_named(arguments: list[str], tmp_path: Path) -> None:
    done = run("handout", SEED, "-o", tmp_path, *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert not list(tmp_path.iterdir())


def test_the_command_offers_what_there_is() -> None:
    assert set(choices.EXERCISES) == set(MAKERS) == set(TASKS)
    shown = run("handout", "--help").stdout
    for choice in ("paper", "size", "phonetic", "script"):
        assert all(value in shown for value in get_args(SheetOptions.__annotations__[choice]))
    assert WorksheetOptions().exercises == choices.WORKSHEET_EXERCISES

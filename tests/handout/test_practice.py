"""Practice pages: what stands in them."""

import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from books import of_text, two_lessons, workshop
from practice_pages import BAD, HOSTILE, SET, page_of

from generator.base.words import headword_key, word_key
from generator.handout.interchangeable import Likeness
from support.program import ROOT, run

LIKENESS = Likeness(workshop().card_lookups)


class Scripts(HTMLParser):
    """The scripts of a page as a parser sees them."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside = False
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.inside = tag == "script"
        if self.inside:
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.found[-1] += data


def data_of(page: bytes) -> dict[str, Any]:
    data, _ = Scripts(page).found
    read: dict[str, Any] = json.loads(data)
    return read


@pytest.mark.parametrize("script", ["text", "traditional"])
def test_every_word_and_sentence_is_there_and_gaps_have_one_answer(
    script: str, tmp_path: Path
) -> None:
    book = two_lessons(tmp_path)
    made = data_of(page_of(book, script=script))
    for lesson, shown in zip(book.lessons, made["lessons"], strict=True):
        words = [word for _, word in lesson.words]
        assert [word["id"] for word in shown["words"]] == [word_key(w.token).written for w in words]
        assert [word.get("gloss", "") for word in shown["words"]] == [w.token.gloss for w in words]
        (text,) = lesson.texts
        passages = text.passages
        assert [one["en"] for one in shown["sentences"]] == [one.en for one in passages]
        if script == "text":
            assert [one["zh"] for one in shown["sentences"]] == [one.zh for one in passages]
        for word, as_shown in zip(words, shown["words"], strict=True):
            assert as_shown["sentence"] == word.passage and text.passages[word.passage]
            like = {at for at, w in enumerate(words) if w is not word and LIKENESS.alike(w, word)}
            assert set(as_shown.get("like", [])) == like
        for gap in shown["gaps"]:
            answer, sentence = words[gap["word"]], shown["sentences"][gap["sentence"]]
            filled = shown["words"][gap["word"]]["zh"].join(gap["parts"])
            assert (filled, len(gap["parts"]) > 1) == (sentence["zh"], True)
            there = {headword_key(token) for token in passages[gap["sentence"]].tokens}
            for at in gap["wrong"]:
                assert headword_key(words[at].token) not in there
                assert not LIKENESS.alike(words[at], answer)
    assert len(made["lessons"][0]["gaps"]) > 5


def test_readings_are_written_as_wanted(tmp_path: Path) -> None:
    book = two_lessons(tmp_path)
    word, *_ = data_of(page_of(book, phonetic="zhuyin"))["lessons"][0]["words"]
    assert re.fullmatch(r"[\u02c7\u02ca\u02cb\u02d9\u3105-\u3129 ]+", word["reading"])


def test_hostile_text_ends_no_script(tmp_path: Path) -> None:
    page = page_of(of_text(tmp_path, HOSTILE))
    data, _ = Scripts(page).found
    assert "<" not in data and BAD in json.loads(data)["lessons"][0]["sentences"][0]["zh"]


@pytest.mark.slow
def test_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    made = []
    for seed in ("1", "2"):
        page = tmp_path / f"{seed}.html"
        command: list[str | Path] = [
            sys.executable,
            ROOT / "cli.py",
            "export",
            SET,
            "--to",
            "practice",
            "-o",
            page,
        ]
        environment = os.environ | {"PYTHONHASHSEED": seed}
        subprocess.run(command, check=True, capture_output=True, env=environment)
        made.append(page.read_bytes())
    assert made[0] == made[1]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--to", "practice", "--tones", "pleco"), "--tones means nothing"),
        (("--to", "practice", "--items", "4"), "--items means nothing"),
        (("--to", "practice", "--to", "csv", "-o", "x.html"), "Name a folder"),
        (("--to", "practice", "--title", "T"), "--title is for one text"),
    ],
)
def test_what_cannot_be_is_refused(options: tuple[str, ...], said: str) -> None:
    done = run("export", SET, *options)
    assert done.exit_code == 2 and said in done.stderr

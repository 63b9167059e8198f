"""What a person does with words on a page: the last act is taken back whatever its file, a right
meaning is confirmed, what would change nothing is refused."""

import json
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from support.program import run
from support.text_page import WordsPage


@pytest.fixture
def shown(visitor: FlaskClient, texts_folder: Path) -> WordsPage:
    return WordsPage(visitor, texts_folder, "words", "river.words.tsv")


def doubtful(shown: WordsPage) -> list[str]:
    """Return the doubtful words of the first two sentences."""
    words = [*shown.sentence(0), *shown.sentence(1)]
    return [word[0] for word in words if word[4]]


def test_a_meaning_that_is_right_is_no_longer_in_doubt(shown: WordsPage) -> None:
    text = "他点了一下。\nHe did so.\n他又来了。\nHe has come again.\n"
    shown.text.write_text(text, encoding="utf-8")
    shown.visitor.get(f"/text/{shown.id}/words")
    word = doubtful(shown)[0]
    shown.version = shown.get("?rows=0")["version"]
    shown.edit(word, {"kind": "confirm"}, 0)
    assert word not in doubtful(shown)
    report = json.loads(
        run("build", shown.text, "-o", shown.text.parent / "decks", "--json").stdout
    )
    assert word not in [one["word"] for one in report[0]["doubtful"]]


def test_a_cut_that_changes_nothing_is_refused(shown: WordsPage) -> None:
    shown.text.write_text("孩子们都来了。\nThe children have all come.\n", encoding="utf-8")
    shown.visitor.get(f"/text/{shown.id}/words")
    shown.version = shown.get("?rows=0")["version"]
    refused = shown.edit("孩子们", {"kind": "cut", "place": 2}, 0, 400)
    assert "cannot be cut" in refused["error"]
    assert shown.written() is None


def test_the_last_act_is_taken_back_whatever_its_file(shown: WordsPage) -> None:
    shown.edit("河", {"kind": "explain", "gloss": "stream"}, 0)
    table, bank = shown.written(), {"row": 2, "start": 0}
    shown.ask("know", {**bank, "known": True})
    assert shown.ask("undo")["about"] == {"kind": "know", "word": "银行", "known": True}
    assert shown.sentence(2)[0][1] == "new" and shown.written() == table
    shown.ask("redo")
    assert shown.sentence(2)[0][1] == "known"
    shown.edit("银行", {"kind": "explain", "gloss": "BANK"}, 2)
    said = [shown.ask("undo")["about"] for _ in range(3)]
    assert [(one["kind"], one["word"]) for one in said] == [
        ("explain", "银行"),
        ("know", "银行"),
        ("explain", "河"),
    ]
    assert shown.written() is None and not shown.ask("undo", status=400).get("undo")

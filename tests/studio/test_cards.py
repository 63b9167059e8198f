"""Cards on a page: those that the command line builds, in frames in which nothing can run."""

import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from generator.anki.preview import of_package, rendered
from support.program import run
from support.studio import make_app, visit
from support.text_page import Json, TextPage


class CardsPage(TextPage):
    """The view of cards."""

    def lay_out(self, values: Json, status: int = 200) -> Json:
        """Choose options; return the deck that they make."""
        answer = self.visitor.post(f"/api/text/{self.id}/cards", json={"values": values})
        assert answer.status_code == status, answer.text
        found: Json = answer.get_json()
        return found

    def notes(self, deck: Json) -> list[Json]:
        """Return what the notes of a deck are."""
        numbers = ",".join(map(str, range(deck["count"])))
        found: list[Json] = self.get(f"/{deck['key']}?rows={numbers}")["notes"]
        return found

    def side(self, deck: Json, note: int, card: int, side: str) -> str:
        """Return a side of a card as its frame gets it."""
        address = f"/text/{self.id}/cards/{deck['key']}/{note}/{card}/{side}"
        answer = self.visitor.get(address)
        assert answer.status_code == 200
        policy = answer.headers["Content-Security-Policy"]
        assert "sandbox allow-same-origin;" in policy and "script" not in policy
        return answer.text


@pytest.fixture
def shown(visitor: FlaskClient, texts_folder: Path) -> CardsPage:
    return CardsPage(visitor, texts_folder, "cards", "river.words.tsv")


def test_the_cards_of_the_page_are_those_of_the_build(shown: CardsPage) -> None:
    edits: list[Json] = [{"kind": "explain", "gloss": "BANK & <co>"}, {"kind": "cut", "place": 1}]
    for edit, row in zip(edits, (2, 1), strict=True):
        body = {"version": shown.get_version(), "row": row, "start": 0, **edit}
        answer = shown.visitor.post(f"/api/text/{shown.id}/words/edit", json=body)
        assert answer.status_code == 200, answer.text
    shown.visitor.get(f"/text/{shown.id}/cards")
    deck = shown.lay_out({"cards": ["production"], "tones": ["pleco"], "hsk": ["1"]})
    options = ["--cards", "production", "--tones", "pleco", "--hsk", 1]
    built = run("build", shown.text, "-o", shown.text.parent / "decks", *options)
    assert built.exit_code == 0
    package = of_package(shown.text.parent / "decks" / "river.apkg")
    theirs: list[tuple[str, str]] = []
    for made in package.notes:
        theirs += [(str(card.front), str(card.back)) for card in rendered(package, made)]
    ours: list[tuple[str, str]] = []
    for note in shown.notes(deck):
        for card in range(len(note["cards"])):
            sides = [shown.side(deck, note["note"], card, side) for side in ("front", "back")]
            ours.append((_inside(sides[0]), _inside(sides[1])))
    assert ours == theirs
    assert "BANK &#38; &#60;co&#62;" in str(ours)


def _inside(page: str) -> str:
    return page.partition('<div id="qa">')[2].removesuffix("</div></body></html>")


def test_numbers_change_with_the_options(shown: CardsPage) -> None:
    everything, less = shown.lay_out({}), shown.lay_out({"hsk": ["3"]})
    assert less["count"] < everything["count"]
    assert less["numbers"]["before"] > everything["numbers"]["before"]
    rows = everything["level"]["rows"]
    assert sum(row["running"] for row in rows) <= everything["numbers"]["running"]


@pytest.mark.parametrize(
    "values", [{"hsk": ["10"]}, {"tones": ["red"]}, {"nothing": ["1"]}, {"cards": [7]}, []]
)
def test_what_cannot_be_chosen_is_said(shown: CardsPage, values: Any) -> None:
    assert shown.lay_out(values, 400)["error"]


@pytest.mark.parametrize("place", ["nokey/0/0/front", "{key}/999/0/front", "{key}/0/9/front"])
def test_a_card_that_is_not_there(shown: CardsPage, place: str) -> None:
    key = shown.lay_out({})["key"]
    place = place.replace("{key}", key)
    assert shown.visitor.get(f"/text/{shown.id}/cards/{place}").status_code == 404


def test_a_hostile_text_is_text(tmp_path: Path) -> None:
    folder = tmp_path / "hostile"
    folder.mkdir()
    text = (
        "<script>alert(1)</script>银行很大。\n他来了</p><img src=x onerror=alert(2)>。\n\n---\n\n"
    )
    text += "The <b onclick=alert(3)>bank</b> is big.\nHe came {{Front}} [sound:x.mp3].\n"
    (folder / "river.txt").write_text(text, encoding="utf-8")
    app: Flask = make_app(folder)
    page = CardsPage(visit(app), folder, "cards", "river.words.tsv")
    for view in ("pairs", "words", "cards"):
        html = page.visitor.get(f"/text/{page.id}/{view}").text
        assert not re.search(r"<script>|<img|<b on", html)
    deck = page.lay_out({})
    for note in page.notes(deck):
        for card in range(len(note["cards"])):
            side = page.side(deck, note["note"], card, "back")
            assert not re.search(r"<script|<img|<b on", side)

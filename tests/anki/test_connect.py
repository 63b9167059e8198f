"""Sending a deck to Anki: the real desktop with the real add-on where they are installed, and every
way in which it can go wrong."""

import json
import os
import re
import signal
import socket
import subprocess
import threading
import time
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest
from sample import letter, with_gloss

from generator.anki import connect, make_notes, write_deck
from generator.base.errors import InputError, OutputError
from support.program import run

START = Path(__file__).parents[3] / "shared/tools/real_anki.py"
PYTHON, ADDON = os.environ.get("CIKA_ANKI_PYTHON", ""), os.environ.get("CIKA_ANKICONNECT", "")
THEN = 1_700_000_000


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    return write_deck(tmp_path / "decks", letter(), make_notes(letter()), now=THEN).package


# -- what goes wrong


class Stub:
    """A server that gives prepared answers, by action; a function makes one, an int is an HTTP
    status, bytes are sent as they are."""

    def __init__(self, answers: dict[str, Any]) -> None:
        granted = {"permission": "granted", "requireApikey": False, "version": 6}
        self.answers: dict[str, Any] = {
            "requestPermission": granted,
            "findNotes": [],
            "importPackage": True,
            "sync": None,
        } | answers
        self.asked: list[dict[str, Any]] = []
        stub = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                stub.asked.append(asked)
                answer = stub.answers[asked["action"]]
                answer = answer(**asked["params"]) if callable(answer) else answer
                error = str(answer) if isinstance(answer, Exception) else None
                self.send_response(answer if type(answer) is int else 200)
                self.end_headers()
                reply = {"result": None if error else answer, "error": error}
                self.wfile.write(
                    answer if isinstance(answer, bytes) else json.dumps(reply).encode()
                )

            def log_message(self, *_: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ({"requestPermission": {"permission": "denied"}}, "did not give permission. Answer Yes"),
        (
            {"requestPermission": {"permission": "granted", "requireApikey": True, "version": 6}},
            "wants a key: give --anki-key",
        ),
        (
            {"requestPermission": {"permission": "granted", "version": 5}},
            "too old: it speaks version 5, expected 6",
        ),
        ({"requestPermission": 403}, "refuses: HTTP 403, it does not allow requests"),
        ({"requestPermission": b"<html>"}, "is not AnkiConnect"),
        ({"requestPermission": json.dumps(["something"]).encode()}, "is not AnkiConnect"),
        (
            {"findNotes": Exception("collection is not available")},
            r"\(findNotes\): collection is not available",
        ),
        (
            {"importPackage": Exception("not a valid package")},
            r"\(importPackage\): not a valid package",
        ),
        ({"importPackage": False}, "did not import .* Open a profile"),
        ({"requestPermission": b"[" * 100_000}, "is not AnkiConnect"),
        ({"requestPermission": b"x" * 2_000}, "is not AnkiConnect"),
    ],
    ids=[
        "denied",
        "key wanted",
        "old",
        "forbidden",
        "another server",
        "not an object",
        "no profile",
        "import fails",
        "import refused",
        "nested without end",
        "too long",
    ],
)
def test_what_anki_answers_is_told(
    deck: Path, answers: dict[str, Any], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connect, "MAX_ANSWER", 1_000)
    stub = Stub(answers)
    result = run("push", deck, "--anki-url", stub.url)
    stub.server.shutdown()
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ") and result.stderr.count("\n") == 1
    assert re.search(says, result.stderr), result.stderr


@pytest.mark.parametrize(
    "answers",
    [
        {"findNotes": ["x", 1]},
        {"findNotes": [1], "notesInfo": [{"modelName": "a", "fields": {"b": {"order": 0}}}]},
        {"findNotes": [1], "notesInfo": [{"modelName": [], "fields": {}}]},
        {"findNotes": [1], "notesInfo": 1},
    ],
)
def test_notes_of_another_form_are_told(answers: dict[str, Any]) -> None:
    stub = Stub(answers)
    with pytest.raises(OutputError, match="is not AnkiConnect"):
        connect.Anki(stub.url).holding("all", 0)
    stub.server.shutdown()


def test_what_is_sent(deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The absolute path, the key with every action; no proxy comes between."""
    stub = Stub(
        {"requestPermission": {"permission": "granted", "requireApikey": True, "version": 6}}
    )
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.chdir(deck.parent)
    result = run("push", deck.name, "--url", stub.url, "--sync", ANKICONNECT_KEY="secret")
    stub.server.shutdown()
    assert result.exit_code == 0, result.stderr
    assert [asked["action"] for asked in stub.asked] == [
        "requestPermission",
        "findNotes",
        "importPackage",
        "findNotes",
        "sync",
    ]
    assert {(asked["version"], asked["key"]) for asked in stub.asked} == {(6, "secret")}
    assert stub.asked[2]["params"] == {"path": str(deck)}


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("", "No Anki answers at .* Start Anki, with the add-on AnkiConnect"),
        ("file:///etc/passwd", "is no address"),
        ("http://a:b", "is no address"),
    ],
)
def test_no_anki(deck: Path, url: str, says: str) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))  # bound and not listening: nobody else answers here
        with pytest.raises(OutputError, match=says):
            connect.Anki(url or f"http://127.0.0.1:{unused.getsockname()[1]}").push(deck)


def test_anki_that_says_nothing(deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connect, "SECONDS_FOR_WORK", 0.05)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        with pytest.raises(OutputError, match="does not answer"):
            connect.Anki(f"http://127.0.0.1:{silent.getsockname()[1]}").push(deck)


@pytest.mark.parametrize("content", [None, b"no zip"], ids=["missing", "not a package"])
def test_what_is_no_deck_is_not_sent(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "a.apkg"
    if content is not None:
        path.write_bytes(content)
    stub = Stub({})
    with pytest.raises(InputError, match=r"a\.apkg(:? is not there|: is a damaged package)"):
        connect.Anki(stub.url).push(path)
    stub.server.shutdown()
    assert not stub.asked


# -- what the learner knows

NOTES = 1200


def shelf() -> Stub:
    """An Anki with many notes of words, one of sentences, and one that is deleted between question
    and answer."""

    def info(notes: list[int]) -> list[dict[str, Any]]:
        fields = {
            "Back": {"value": "a meaning", "order": 1},
            "Front": {"value": "<b>天气</b>", "order": 0},
        }
        made = [{"noteId": n, "modelName": "Basic", "fields": fields} for n in notes]
        sentence = {
            "Key": {"value": "我们去。", "order": 0},
            "Sentence": {"value": "公园", "order": 1},
        }
        return (
            [{}, {"noteId": 0, "modelName": "Cika Sentence", "fields": sentence}, *made[2:]]
            if 1 in notes
            else made
        )

    def find(query: str) -> list[int]:
        return list(range(1, NOTES + 1)) if "deck:" in query else []

    return Stub({"findNotes": find, "notesInfo": info})


def test_what_the_running_anki_knows_gets_no_card(tmp_path: Path) -> None:
    """Few calls for many notes, and the key of AnkiConnect with each."""
    (tmp_path / "text.txt").write_text(
        "今天天气很好，我们去公园。\n---\nThe weather is good, we go to the park.\n",
        encoding="utf-8",
    )
    stub = shelf()
    command = (
        "build",
        tmp_path / "text.txt",
        "-o",
        tmp_path / "decks",
        "--anki-url",
        stub.url,
        "--anki-key",
        "secret",
    )
    result = run(
        *command, "--known-from-anki", "deck:Chinese or deck:Other", "--known-days", "30", "--json"
    )
    nothing = run(*command, "--known-from-anki", "tag:none")
    everything = run(*command, "--known-from-anki", "all", "--known-days", "0")
    stub.server.shutdown()
    assert result.exit_code == 0, result.stderr
    assert "1 word (field Front of Basic); 1 known, with a card of 30 days or more" in result.stderr
    assert json.loads(result.stdout)[0]["known"] == ["天气"]
    first = stub.asked[: 3 + -(-NOTES // connect.NOTES_AT_ONCE)]
    assert [asked["params"]["query"] for asked in first[1:3]] == [
        "deck:Chinese or deck:Other",
        "(deck:Chinese or deck:Other) prop:ivl>=30",
    ]
    assert [asked["action"] for asked in first[3:]] == ["notesInfo"] * 3
    numbers = chain.from_iterable(asked["params"]["notes"] for asked in first[3:])
    assert sorted(numbers) == list(range(1, NOTES + 1))
    assert {asked["key"] for asked in stub.asked} == {"secret"}
    assert (
        nothing.exit_code == 1
        and "No card in Anki is found by 'tag:none'. Try the search in Anki's browser"
        in nothing.stderr
    )
    assert everything.exit_code == 0 and stub.asked[-4]["params"]["query"] == "deck:*"


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        (
            {"requestPermission": {"permission": "granted", "requireApikey": True, "version": 6}},
            "wants a key: give --anki-key",
        ),
        ({"requestPermission": b"<html>"}, "is not AnkiConnect. Give --anki-url"),
        (
            {"findNotes": Exception("Invalid search")},
            r"\(findNotes\): Invalid search. Or export your cards",
        ),
    ],
)
def test_why_anki_does_not_say_what_is_known(
    tmp_path: Path, answers: dict[str, Any], says: str
) -> None:
    stub = Stub(answers)
    (tmp_path / "text.txt").write_text("你好。\n", encoding="utf-8")
    result = run("words", tmp_path / "text.txt", "--known-from-anki", "all", "--anki-url", stub.url)
    stub.server.shutdown()
    assert result.exit_code == 1
    assert re.fullmatch(f"Error: .*{says}.*\n", result.stderr), result.stderr


# -- the real Anki desktop


@pytest.fixture(scope="module")
def desktop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if not (START.is_file() and PYTHON and ADDON):
        pytest.skip(
            "no Anki desktop: set CIKA_ANKI_PYTHON to a Python with aqt and CIKA_ANKICONNECT to the"
            " add-on's folder plugin/"
        )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    base = tmp_path_factory.mktemp("desktop")
    command = [PYTHON, str(START), str(base), "--ankiconnect", ADDON, "--port", str(port)]
    anki = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        while anki.poll() is None:
            try:
                connect.Anki(url).greet()
                break
            except OutputError:
                time.sleep(0.5)
        assert anki.poll() is None, "Anki ended at once"
        yield url
    finally:
        anki.send_signal(signal.SIGTERM)
        anki.wait()


def ask(url: str, action: str, **params: object) -> Any:
    request = urllib.request.Request(
        url, json.dumps({"action": action, "version": 6, "params": params}).encode()
    )
    with urllib.request.urlopen(request) as reply:
        answer = json.loads(reply.read())
    assert answer["error"] is None, answer
    return answer["result"]


def test_the_real_anki_takes_a_deck_and_its_update(desktop: str, deck: Path) -> None:
    first = run("push", deck, "--url", desktop)
    assert (first.exit_code, first.stdout) == (
        0,
        (
            f"Cika::{letter().title}: 12 notes are in Anki, 12 of them new, 0 there before (updated"
            " if changed).\n"
        ),
    ), first.stderr
    ask(desktop, "guiDeckReview", name=f"Cika::{letter().title}")
    answered = 0
    for _ in range(100):  # the window takes its time to draw a card; until then it says no
        answered += ask(desktop, "guiShowAnswer") and ask(desktop, "guiAnswerCard", ease=3)
        if answered == 3:
            break
        time.sleep(0.3)
    cards = ask(desktop, "findCards", query="is:learn OR is:review")
    before = schedule(desktop, cards)
    assert len(before) == 3

    changed = with_gloss(letter(), "地方", "spot")
    new = write_deck(deck.parent, changed, make_notes(changed), now=int(time.time())).package
    again = run("push", new, "--url", desktop)
    assert "12 notes are in Anki, 0 of them new, 12 there before" in again.stdout
    (note,) = ask(desktop, "notesInfo", notes=ask(desktop, "findNotes", query="Simplified:地方"))
    assert note["fields"]["Meaning"]["value"] == "spot"
    assert schedule(desktop, cards) == before


def schedule(desktop: str, cards: list[int]) -> list[tuple[int, ...]]:
    """What the real Anki knows of when cards come."""
    values = itemgetter("cardId", "due", "interval", "reps", "queue", "type")
    return [values(card) for card in ask(desktop, "cardsInfo", cards=cards)]


def test_the_real_anki_says_what_is_known(desktop: str) -> None:
    for deck, word in (("Mandarin", "星星"), ("Mandarin", "月亮"), ("Other", "太阳")):
        ask(desktop, "createDeck", deck=deck)  # this add-on leaves new notes in the default deck
        note = {
            "deckName": deck,
            "modelName": "Basic",
            "fields": {"Front": f"<b>{word}</b>", "Back": "in the sky"},
        }
        card = ask(desktop, "findCards", query=f"nid:{ask(desktop, 'addNote', note=note)}")[0]
        ask(desktop, "changeDeck", cards=[card], deck=deck)
        if word != "月亮":
            ask(
                desktop,
                "setSpecificValueOfCard",
                card=card,
                keys=["ivl", "type", "queue"],
                newValues=[25, 2, 2],
                warning_check=True,
            )
    anki = connect.Anki(desktop)
    fronts = {}
    for search in ("deck:Mandarin", "deck:Mandarin OR deck:Other", "-deck:Other"):
        tables = anki.holding(search, 21).tables
        rows = chain.from_iterable(table.rows for table in tables)
        fronts[search] = sorted(row[0] for row in rows)
    assert fronts == {
        "deck:Mandarin": ["<b>星星</b>"],
        "deck:Mandarin OR deck:Other": ["<b>太阳</b>", "<b>星星</b>"],
        "-deck:Other": ["<b>星星</b>"],
    }
    assert len(anki.holding("deck:Mandarin", 0).tables[0].rows) == 2
    with pytest.raises(OutputError, match=r"\(findNotes\)"):
        anki.holding("(deck:Mandarin", 21)


def test_the_real_anki_says_why_not(
    desktop: str, deck: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "resolve", lambda self: Path("/nowhere") / self.name)
    with pytest.raises(OutputError, match=r"\(importPackage\)"):
        connect.Anki(desktop).push(deck)

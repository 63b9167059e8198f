"""The preview: what the real Anki shows, and nothing that runs."""

import base64
import json
import re
import unicodedata
import wave
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sample import letter, strange

from generator import anki
from generator.anki import preview
from generator.anki.field_html import device_voice
from generator.anki.note_types import WORD, WORD_FIELDS
from generator.anki.render import Sound, fill, render
from generator.anki.unpack import unpack
from generator.base.errors import InputError
from generator.base.html import Html
from support.devtools import CHROMIUM, Browser
from support.program import run

ALL = frozenset(anki.SWITCHES)
NAMES = [name for name, _ in WORD_FIELDS]
RAN = "top.document.documentElement.dataset.ran = 1"
HOSTILE = (
    f"<script>{RAN}</script>",
    f"<img src=x onerror='{RAN}'>",
    f"<svg onload='{RAN}'><a href='javascript:{RAN}'>",
    "</script></template></iframe>",
    f"'><b onmouseover={RAN}> \"`",
    "{{c1::cloze}} {{Front}} {{#a}}",
    "[sound:x.mp3] [anki:play:q:0] [anki:tts]a[/anki:tts]",
    "&amp; &lt; \\u003c \\0 $& $1 file:0123456789ab",
    "😀 𠮷 👩‍👩‍👧 é",
    "\u202eabc\u202c \u200fمرحبا\u200e",
    "长" * 200,
)


def data_of(page: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        page.decode().partition('id="data">')[2].partition("</script>")[0]
    )
    return found


# -- what Anki shows


def test_every_card_is_what_the_real_anki_renders(tmp_path: Path) -> None:
    pytest.importorskip(
        "anki.collection", reason="the real Anki is not installed (pip install anki)"
    )
    from anki import import_export_pb2 as pb
    from anki.collection import Collection
    from anki.sound import TTSTag

    deck = letter()
    notes = list(anki.make_notes(deck, ALL))
    notes[0] = notes[0].with_field("Audio", Html("[sound:a b.wav]"))
    notes[1] = notes[1].with_field("Audio", Html(" <br> "))
    notes[2] = notes[2].with_field("SentenceAudio", device_voice("[长城]: 他说“好”。"))
    package = anki.write_deck(tmp_path, deck, notes, now=1_700_000_000).package
    col = Collection(str(tmp_path / "collection.anki2"))
    try:
        col.import_anki_package(
            pb.ImportAnkiPackageRequest(
                package_path=str(package), options=pb.ImportAnkiPackageOptions()
            )
        )
        found = unpack(package)
        compared = 0
        for note in found.notes:
            kind = found.kinds[note.note_type]
            cards = render(
                kind,
                note.fields,
                {"Deck": found.deck, "Tags": " ".join(note.tags), "Type": kind.name},
            )
            theirs = [
                col.get_card(i)
                for i in col.find_cards(
                    f'"nid:{col.db.scalar("select id from notes where guid = ?", note.guid)}"'
                )
            ]
            assert sorted(card.template for card in cards) == sorted(
                card.template()["name"] for card in theirs
            )
            for card in cards:
                output = next(
                    one for one in theirs if one.template()["name"] == card.template
                ).render_output()
                assert (card.front, card.back) == (output.question_text, output.answer_text)
                for tags, sounds in (
                    (output.question_av_tags, card.front_sounds),
                    (output.answer_av_tags, card.back_sounds),
                ):
                    said = [
                        (
                            Sound("", tag.field_text)
                            if isinstance(tag, TTSTag)
                            else Sound(tag.filename)
                        )
                        for tag in tags
                    ]
                    assert said == list(sounds)
                compared += 1
        assert compared == 9 * 5 + 3 * 4
    finally:
        col.close()


@pytest.mark.parametrize(
    ("template", "says"),
    [
        ("{{#A}}x", "opens 'A'"),
        ("x{{/A}}", "closes 'A'"),
        ("{{#A}}{{/B}}", "closes 'B'"),
        ("{{B}}", "names the field 'B'"),
        ("{{hint:A}}", "filter 'hint'"),
    ],
)
def test_a_template_that_cika_never_writes(template: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        fill(template, {"A": "a"})


# -- the page


@pytest.mark.slow
def test_preview_of_a_text_and_of_its_deck_are_the_same_cards(letter: Path, tmp_path: Path) -> None:
    deck = letter.parent / "decks" / "letter.apkg"
    said = run("preview", letter, "--no-open", "--decks", tmp_path, "-o", tmp_path / "text.html")
    assert said.exit_code == 0, said.stderr
    assert run("preview", deck, "--no-open", "-o", tmp_path / "deck.html").exit_code == 0
    text, built = (
        data_of((tmp_path / name).read_bytes())["cards"] for name in ("text.html", "deck.html")
    )
    assert len(text) > 200
    assert text == built
    assert any(card["doubts"] for card in text)


def test_files_are_in_the_page_once(tmp_path: Path) -> None:
    file = tmp_path / "ni.wav"
    with wave.open(str(file), "wb") as out:
        out.setparams((1, 2, 8000, 0, "NONE", ""))
        out.writeframes(b"\x00\x40" * 80)
    deck = letter()
    picture, sound = Html("<img src='p.svg'>"), Html("[sound:ni.wav]")
    notes = [
        n.with_field("Image", picture).with_field("Audio", sound)
        for n in anki.make_notes(deck)
        if n.note_type == WORD
    ]
    package = anki.write_deck(
        tmp_path,
        deck,
        notes,
        now=1,
        fingerprint="",
        extras=anki.Extras(media={"ni.wav": file.read_bytes()}),
    ).package
    data = data_of(preview.page(preview.of_package(package)))
    content = base64.b64encode(file.read_bytes()).decode()
    assert [one.partition(",")[2] for one in data["files"].values()] == [content]
    (name,) = data["files"]
    assert all(f"data-file='{name}'" in card["back"] for card in data["cards"])
    assert all("<img src=''>" in card["back"] for card in data["cards"]), (
        "a picture that is not there asks nobody"
    )


# -- in a real browser


READY = "document.querySelector('.side') && !document.querySelector('.side:not([data-shown])')"
RAN_SINCE = (
    "new Promise((done) => setTimeout(() => done(document.documentElement.dataset.ran ?? ''), 300))"
)
FRAMES = "[...document.querySelectorAll('iframe')]"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("Chromium is not installed: the preview was not opened")
    with Browser(tmp_path_factory.mktemp("browser")) as started:
        yield started


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Callable[[bytes], Browser]:
    def show(page: bytes) -> Browser:
        (tmp_path / "page.html").write_bytes(page)
        browser.open(tmp_path / "page.html")
        browser.wait(READY)
        return browser

    return show


def shown(text: str) -> str:
    return "".join(
        c
        for c in unicodedata.normalize("NFC", text)
        if not c.isspace() and unicodedata.category(c) not in {"Cc", "Cf"}
    )


def test_hostile_text_shows_as_itself_and_nothing_runs(opened: Callable[[bytes], Browser]) -> None:
    notes: list[anki.Note] = []
    for text in HOSTILE:
        notes += anki.make_notes(strange("词" + text, text, text))
    notes[0] = replace(notes[0], tags=(*notes[0].tags, "check::reading"))
    browser = opened(preview.page(preview.of_notes("<b>" + HOSTILE[0], notes)))
    sides = browser.ask(f"{FRAMES}.map((frame) => frame.contentDocument.body.innerText)")
    assert len(sides) == 2 * len(notes)
    for number, text in enumerate(HOSTILE):
        assert all(shown(text) in shown(side) for side in sides[4 * number : 4 * number + 4]), text
    assert browser.ask("document.title") == "<b>" + HOSTILE[0]
    browser.ask(
        f"{FRAMES}.forEach((frame) => frame.contentDocument.querySelectorAll('b, a').forEach((one)"
        " => one.click()))"
    )
    assert browser.ask(RAN_SINCE) == ""


def test_switches(opened: Callable[[bytes], Browser]) -> None:
    deck = letter()
    browser = opened(preview.page(preview.of_notes(deck.title, anki.make_notes(deck))))
    assert browser.ask("document.querySelector('#count').textContent") == "12 of 12 cards"
    fits = (
        f"{FRAMES}.every((f) => f.offsetHeight >= f.contentDocument.documentElement.scrollHeight)"
    )
    assert browser.ask(fits)
    browser.ask(
        "document.querySelector('#night').click(), document.querySelector('#phone').click()"
    )
    assert browser.ask(
        f"{FRAMES}.every((f) => f.contentDocument.body.matches('.card.nightMode') && f.offsetWidth"
        " <= 400)"
    )
    browser.wait(fits)
    browser.ask(
        "const s = document.querySelector('#doubt'); s.value = 'no-entry'; s.dispatchEvent(new"
        " Event('input'))"
    )
    assert browser.ask("document.querySelectorAll('article').length") == 1
    browser.wait(READY)
    browser.ask(
        f"{FRAMES}.forEach((f) => f.contentDocument.querySelectorAll('details').forEach((d) =>"
        " (d.open = true)))"
    )
    browser.wait(fits)


def test_not_even_a_deck_with_live_scripts_runs_them(opened: Callable[[bytes], Browser]) -> None:
    """As somebody could have edited it: the frames and the policy of the page hold, and without
    these two it would run."""
    live = Html("".join(HOSTILE[:3]))
    notes = [
        replace(n, fields=(n.fields[0], live, *n.fields[2:]))
        for n in anki.make_notes(strange("词"))
    ]
    page = preview.page(preview.of_notes("live", notes))
    assert opened(page).ask(RAN_SINCE) == ""
    loose = re.sub(rb'<meta http-equiv="Content-Security-Policy"[^>]*>', b"", page)
    assert opened(loose).ask(RAN_SINCE) == "", "the frames alone hold"
    open_frames = loose.replace(b'"allow-same-origin"', b'"allow-same-origin allow-scripts"')
    assert opened(open_frames).ask(RAN_SINCE) == "1", (
        "nothing was tested: these scripts do not run anywhere"
    )

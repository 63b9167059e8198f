"""What the real Anki (PyPI ``anki``) makes of our packages and twins."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from sample import letter, strange, with_gloss

from generator.anki import SWITCHES, make_notes, write_deck
from generator.base.records import Deck
from support.verify import verify

pytest.importorskip("anki.collection", reason="the real Anki is not installed (pip install anki)")
from anki import import_export_pb2 as pb
from anki.collection import Collection

ALL = frozenset(SWITCHES)
THEN = 1_700_000_000
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "{{c1::cloze}} {{Front}} {{#a}}",
    "[sound:x.mp3] [latex]x[/latex] [$]x[/$]",
    r"\(x\) \[y\] \\",
    "&amp; &lt; &#65; & &nbsp",
    "好[sic]，王[Wáng]",
    "😀 𠮷 👩‍👩‍👧 é",
    "\u202eabc\u202c \u200fمرحبا\u200e \ufeff",
    "'\"`</b></div>",
    "#k\ttab\nline",
    "\u2028 \x00\x1f\x7f\x85",
    "长" * 200,
)


@pytest.fixture
def col(tmp_path: Path) -> Iterator[Collection]:
    opened = Collection(str(tmp_path / "collection.anki2"))
    yield opened
    opened.close()


def load(col: Collection, path: Path) -> dict[str, int]:
    """Import with the options of Anki's import window; how many notes were new, updated …"""
    log = col.import_anki_package(
        pb.ImportAnkiPackageRequest(package_path=str(path), options=pb.ImportAnkiPackageOptions())
    ).log
    return {
        what: len(getattr(log, what))
        for what in ("new", "updated", "duplicate", "conflicting")
        if getattr(log, what)
    }


def build(folder: Path, deck: Deck, now: int = THEN, cards: frozenset[str] = ALL) -> Path:
    return write_deck(folder, deck, make_notes(deck, cards), now=now).package


def shown(markup: str) -> str:
    """What a browser shows of a field or card, white space joined."""
    text = unescape(re.sub(r"<[^>]*>", " ", re.sub(r"<style>.*?</style>", "", markup, flags=re.S)))
    return " ".join(text.split())


def kinds(col: Collection) -> list[str]:
    cards = [col.get_card(i) for i in col.db.list("select id from cards order by due, ord")]
    return [f"{c.note_type()['name']} {c.template()['name']}" for c in cards]


@pytest.mark.parametrize(
    "cards",
    [frozenset[str](), *(frozenset({name}) for name in SWITCHES), ALL],
    ids=lambda c: "+".join(sorted(c)) or "none",
)
def test_cards_are_those_that_anki_would_make(
    col: Collection, tmp_path: Path, cards: frozenset[str]
) -> None:
    deck = letter()
    no_gloss, *others = with_gloss(deck, "亲爱", "").words
    deck = replace(
        deck,
        words=(no_gloss, *others),
        passages=(replace(deck.passages[0], en=""), *deck.passages[1:]),
    )
    load(col, build(tmp_path, deck, cards=cards))
    made = kinds(col)
    switched = [name for name in cards if SWITCHES[name][1]]
    assert len(set(made)) == 2 + len(switched)
    col.after_note_updates(
        col.db.list("select id from notes"), mark_modified=False, generate_cards=True
    )
    assert kinds(col) == made, "Anki makes other cards of these notes than the package holds"
    assert not col.get_empty_cards().notes
    assert col.fix_integrity()[1]


def test_order_of_study_is_the_order_of_new_cards(col: Collection, tmp_path: Path) -> None:
    load(col, build(tmp_path, letter(), cards=frozenset()))
    fields = [col.get_note(i).values() for i in col.db.list("select nid from cards order by due")]
    assert [f[0] for f in fields] == [unescape(n.fields[0]) for n in make_notes(letter())]
    assert col.decks.name(col.db.scalar("select did from cards")) == f"Cika::{letter().title}"


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_shows_as_itself(col: Collection, tmp_path: Path, text: str) -> None:
    deck = strange("词" + text, text, text)
    path = build(tmp_path, deck)
    assert load(col, path) == {"new": 2}
    plain = "".join(
        c
        for c in unicodedata.normalize("NFC", text)
        if c in "\n\t" or unicodedata.category(c) != "Cc"
    )
    expected = " ".join(plain.split())
    for card in (col.get_card(i) for i in col.find_cards("")):
        output = card.render_output()
        both = output.question_text + output.answer_text
        assert expected in shown(both), card.template()["name"]
        assert not re.search(r"<script|<img|class=.?cloze", both)
        assert all(
            hasattr(tag, "lang") for tag in [*output.question_av_tags, *output.answer_av_tags]
        )
        spoken = [tag.field_text for tag in output.answer_av_tags]
        assert all(expected in " ".join(said.split()) for said in spoken)


def test_corrected_gloss_updates_one_note_and_the_rest_is_the_learners(
    col: Collection, tmp_path: Path
) -> None:
    load(col, build(tmp_path, letter()))
    edited, corrected = (
        col.get_note(col.find_notes(f"Simplified:{word}")[0]) for word in ("创造", "地方")
    )
    edited["Meaning"] = "my own words"
    edited.tags.append("mine")
    col.update_note(edited)
    col.decks.select(corrected.cards()[0].did)
    for _ in range(6):
        card = col.sched.getCard()
        col.sched.answerCard(card, 3)
    schedule = (
        "select id, nid, did, ord, type, queue, due, ivl, factor, reps from cards order by id"
    )
    before = col.db.all(schedule)
    assert load(col, build(tmp_path, with_gloss(letter(), "地方", "spot"), THEN + 5)) == {
        "updated": 1,
        "duplicate": 11,
    }
    corrected.load()
    edited.load()
    assert (corrected["Meaning"], edited["Meaning"], "mine" in edited.tags) == (
        "spot",
        "my own words",
        True,
    )
    assert col.db.all(schedule) == before


def test_importing_the_same_build_again_changes_nothing(col: Collection, tmp_path: Path) -> None:
    load(col, build(tmp_path, letter()))
    assert load(col, build(tmp_path, letter(), THEN + 9999)) == {"duplicate": 12}


def test_twin_imports_as_text(col: Collection, tmp_path: Path) -> None:
    """Into a collection that has the note types: fields, tags, decks and GUIDs land where the
    package puts them."""
    first = strange("先")
    load(col, build(tmp_path, first))
    deck = replace(
        letter(), passages=tuple(replace(p, en=p.en + ' "quoted" #') for p in letter().passages)
    )
    written = write_deck(tmp_path, deck, make_notes(deck), now=THEN)
    log = col.import_csv(
        pb.ImportCsvRequest(
            path=str(written.twin), metadata=col.get_csv_metadata(str(written.twin), None)
        )
    ).log
    assert len(log.new) == len(make_notes(deck))
    for note in make_notes(deck):
        nid = col.db.scalar("select id from notes where guid = ?", note.guid)
        got = col.get_note(nid)
        assert (got.note_type()["name"], tuple(got.fields), set(got.tags)) == (
            note.note_type,
            note.fields,
            set(note.tags),
        )
        assert {col.decks.name(card.did) for card in got.cards()} == {f"Cika::{deck.title}"}


def test_traditional_text_leads_with_traditional_forms(tmp_path: Path, col: Collection) -> None:
    load(col, build(tmp_path, replace(letter(), script="traditional")))
    note = col.get_note(col.find_notes("Simplified:星火")[0])
    assert note["Traditional"] == "星火"
    assert note["Sentence"].startswith("<div class='zh' lang='zh-Hant'>")


@pytest.mark.slow
def test_verify_apkg_with_an_update(tmp_path: Path) -> None:
    old = build(tmp_path / "old", letter())
    new = tmp_path / "old" / "new.apkg"
    bytes_before = old.read_bytes()
    build(tmp_path / "old", with_gloss(letter(), "地方", "spot"), THEN + 5).rename(new)
    old.write_bytes(bytes_before)
    verify(old, "--reimport", new, "--check-user-tags")


@pytest.mark.parametrize("text", HOSTILE[:6], ids=range(6))
def test_verify_apkg_on_hostile_text(tmp_path: Path, text: str) -> None:
    deck = strange("词" + text, text, text)
    # one word that is the whole sentence is its own prompt, and names itself in brackets: that much
    # is not at fault here
    verify(
        build(tmp_path, deck), "--allow", "front-ambiguous,tts-text,card-duplicate,ruby-leftover"
    )

"""The twin as ledger."""

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sample import letter, with_gloss

from generator.anki import clock, make_notes, read_ledger, read_others, write_deck
from generator.anki.identity import settle
from generator.anki.keys import guid
from generator.anki.ledger import Ledger, Stamp, content_hash
from generator.anki.note import Note
from generator.anki.note_types import WORD
from generator.anki.other_decks import OtherDecks, stamp
from generator.base.errors import InputError
from generator.base.html import NOTHING, Html
from generator.base.words import NoteKey, WordKey
from support.program import run

NOTES = make_notes(letter())
NOTE = NOTES[0]


def written(folder: Path) -> Path:
    return write_deck(folder, letter(), NOTES, now=1000, fingerprint="input").twin


def test_round_trip(tmp_path: Path) -> None:
    ledger = read_ledger(written(tmp_path))
    assert ledger.stamps == {note.guid: Stamp(content_hash(note), 1000) for note in NOTES}
    assert WordKey("地方", "di4 fang5") in ledger.words
    assert len(ledger.words) == len(letter().words)
    assert ledger.fingerprint.startswith("input ")


@pytest.mark.parametrize(
    ("old", "now", "modified"),
    [
        (Ledger(), 50, 50),
        (Ledger({NOTE.guid: Stamp(content_hash(NOTE), 7)}), 50, 7),
        (Ledger({NOTE.guid: Stamp("other", 7)}), 50, 50),
        (Ledger({NOTE.guid: Stamp("other", 50)}), 50, 51),
        (Ledger({NOTE.guid: Stamp("other", 90)}), 50, 91),
        (Ledger(removed={NOTE.guid: Stamp(content_hash(NOTE), 7)}), 50, 7),
        (Ledger(removed={NOTE.guid: Stamp("other", 90)}), 50, 91),
    ],
    ids=[
        "new",
        "same",
        "changed",
        "within one second",
        "clock went back",
        "came back",
        "came back changed",
    ],
)
def test_stamp(old: Ledger, now: int, modified: int) -> None:
    assert stamp([NOTE], old, now)[NOTE.guid].modified == modified


def test_a_note_that_goes_is_remembered_and_can_come_back(tmp_path: Path) -> None:
    written(tmp_path)
    fewer = write_deck(tmp_path, letter(), NOTES[1:], now=2000)
    assert (fewer.unchanged, fewer.dropped) == (len(NOTES) - 1, (unescape(NOTE.fields[0]),))
    assert read_ledger(fewer.twin).removed == {NOTE.guid: Stamp(content_hash(NOTE), 1000)}
    again = write_deck(tmp_path, letter(), NOTES, now=3000)
    assert read_ledger(again.twin).stamps[NOTE.guid].modified == 1000
    assert not read_ledger(again.twin).removed


def test_what_a_spreadsheet_saves_is_still_read(tmp_path: Path) -> None:
    twin = written(tmp_path)
    before = read_ledger(twin)
    quoted = []
    for line in twin.read_text("utf-8-sig").splitlines():
        cells = [f'"{cell}"' for cell in line.split("\t")]
        quoted.append(line + "\t\t\t" if line[0] == "#" else "\t".join(cells))
    twin.write_bytes("\r\n".join(quoted).encode())
    assert read_ledger(twin) == before


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (lambda t: "a\tb\n", "was not written by Cika"),
        (lambda t: t.replace("ledger:2", "ledger:9"), "another version"),
        (lambda t: t.replace("\t1000\n", "\n", 1), r"line 13: 41 columns found, 42 expected"),
        (lambda t: t.replace("\t1000\n", "\tyesterday\n", 1), r"line 13: .*'yesterday'"),
        (lambda t: "<<<<<<< HEAD\n" + t, r"line 1: 1 columns"),
        (lambda t: t[: t.rindex("\ns") + 1], "holds 11 notes and says that it holds 12"),
        (lambda t: t + t.splitlines()[-1] + "\n", "second time"),
    ],
    ids=["foreign", "newer", "cut line", "no time", "merge conflict", "truncated", "doubled"],
)
def test_damage_is_named_and_nothing_overwritten(
    tmp_path: Path, damage: Callable[[str], str], says: str
) -> None:
    twin = written(tmp_path)
    twin.write_text(damage(twin.read_text("utf-8-sig")), encoding="utf-8")
    before = twin.read_bytes()
    with pytest.raises(InputError, match=says):
        write_deck(tmp_path, letter(), NOTES, now=2000)
    assert twin.read_bytes() == before


def test_bytes_that_are_not_text(tmp_path: Path) -> None:
    (tmp_path / f"{letter().name}.tsv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="not UTF-8"):
        write_deck(tmp_path, letter(), NOTES, now=2000)


def test_words_of_other_decks_are_held(tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / "mine.tsv").write_text("word\tmeaning\n")
    assert read_others(tmp_path, letter().name).words == frozenset()
    assert WordKey("地方", "di4 fang5") in read_others(tmp_path, "another").words
    assert len(read_others(tmp_path, "another").sentences) == 3
    assert read_others(tmp_path / "nowhere").words == frozenset()


def test_lost_twins_are_made_again_from_the_packages(tmp_path: Path) -> None:
    twin = written(tmp_path)
    before = read_ledger(twin)
    twin.unlink()
    (tmp_path / "foreign.apkg").write_bytes(b"no package")
    said = run("ledger", tmp_path)
    assert said.exit_code == 1
    assert said.stdout == f"{twin}: made again, 12 notes.\n"
    assert re.search(r"foreign\.apkg: is a damaged package", said.stderr)
    assert read_ledger(twin) == replace(before, fingerprint="")
    assert f"{twin}: is there, left alone.\n" in run("ledger", tmp_path).stdout


PLACES = ("一二三四五", "六七八九十")
WORDS = ("行|xing2", "行|hang2", "长|chang2", "长|zhang3")


BUILD = st.lists(
    st.tuples(st.sampled_from(WORDS), st.sampled_from(PLACES)),
    unique_by=lambda word: word[0],
    max_size=3,
)


@pytest.mark.slow
@given(st.lists(BUILD, max_size=12), st.integers(2, 3))
@settings(max_examples=500)
@example(
    [
        [(WORDS[0], PLACES[0])],
        [],
        [],
        [(WORDS[0], PLACES[0])],
        [],
        [(WORDS[1], PLACES[0])],
        [(WORDS[0], PLACES[0])],
    ],
    2,
)
@example(
    [
        [(WORDS[1], "a")],
        [],
        [],
        [(WORDS[1], "b")],
        [],
        [(WORDS[0], "b")],
        [],
        [(WORDS[0], "a"), (WORDS[1], "a")],
    ],
    2,
)
def test_whatever_is_corrected_no_two_notes_are_one_and_no_note_is_two(
    builds: list[list[tuple[str, str]]], decks: int
) -> None:
    """Builds of some decks in turn: within a folder a key has one GUID at any time, and a GUID one
    key."""
    ledgers = [Ledger()] * decks
    for turn, words in enumerate(builds):
        mine = ledgers[turn % decks]
        others = OtherDecks(
            {str(number): one for number, one in enumerate(ledgers)}, str(turn % decks)
        )
        new = [(key, sentence) for key, sentence in words if NoteKey("w", key) not in others.guids]
        notes = settle([word_note(key, sentence) for key, sentence in new], mine, others)
        assert [n.key.key for n in notes] == [key for key, _ in new]
        assert len({n.guid for n in notes}) == len(notes)
        assert not [n for n in notes if others.holder(n.guid)]
        stamps = stamp(notes, mine, turn, others)
        removed = {g: old for g, old in {**mine.removed, **mine.stamps}.items() if g not in stamps}
        now = {n.key: n.guid for n in notes}
        assert all(now.get(mine.keys[g], g) == g for g in mine.stamps), (
            "a note that stays keeps its GUID"
        )
        ledgers[turn % decks] = Ledger(
            stamps=stamps,
            removed=removed,
            keys={g: mine.keys[g] for g in removed} | {n.guid: n.key for n in notes},
            sentences={n.guid: n.field("Sentence") for n in notes},
            birth_tag=dict.fromkeys(stamps, "text::a"),
        )


def word_note(key: str, sentence: str) -> Note:
    fields = (Html(key), *[NOTHING for _ in NOTES[0].fields[1:]])
    note = Note(WORD, guid(WORD, key), fields, ("cika", "text::a"))
    return note.with_field("Sentence", Html(sentence))


def test_tags_and_gloss_are_content_but_order_is_not() -> None:
    changed = make_notes(with_gloss(letter(), "地方", "spot"))
    assert sum(content_hash(a) != content_hash(b) for a, b in zip(NOTES, changed, strict=True)) == 1
    assert content_hash(replace(NOTE, tags=())) != content_hash(NOTE)


def test_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert clock() == 1_700_000_000
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    with pytest.raises(InputError, match="SOURCE_DATE_EPOCH"):
        clock()

"""Edits of sentence pairs: nothing of a text is lost, everything can be taken back, and the command
line reads what the page wrote."""

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import texts
from generator.base.errors import InputError
from generator.base.records import AlignedRow
from generator.pipeline import Resources, Source, understand
from generator.studio import pairs
from support.program import run
from support.text_page import Json, TextPage

ROWS = (
    AlignedRow(2, ("一。", "二，三。"), ("One.", "Two, three."), 0.5, True),
    AlignedRow(3, ("四五。",), ("Four five.",), 0.93),
    AlignedRow(4, (), ("Nobody said this.",), 0.2, True),
    AlignedRow(5, ("六。",), ("Six.",), 1.0),
)
EDITS = st.one_of(
    st.fixed_dictionaries({"kind": st.just("merge"), "at": st.integers(0, 4)}),
    st.fixed_dictionaries(
        {
            "kind": st.just("split"),
            "at": st.integers(0, 4),
            "zh": st.none() | st.integers(-1, 9),
            "en": st.none() | st.integers(-1, 30),
        }
    ),
    st.fixed_dictionaries(
        {
            "kind": st.just("move"),
            "at": st.integers(0, 4),
            "side": st.sampled_from(["zh", "en"]),
            "down": st.booleans(),
        }
    ),
    st.fixed_dictionaries(
        {
            "kind": st.just("mark"),
            "at": st.integers(0, 4),
            "state": st.sampled_from(["sure", "unsure", "out"]),
        }
    ),
)


def solid(rows: pairs.Rows, side: str) -> str:
    """Return the text of a side without white space."""
    sentences = ["".join(getattr(row, side)) for row in rows]
    return "".join("".join(sentences).split())


@settings(max_examples=200, deadline=None)
@given(st.lists(EDITS, max_size=12))
def test_no_edit_loses_a_character_or_makes_an_empty_pair(edits: list[dict[str, Any]]) -> None:
    rows = list(ROWS)
    for edit in edits:
        try:
            rows = pairs.changed(rows, pairs.edit(rows, edit))
        except InputError:
            continue
        assert all(row.zh or row.en for row in rows)
        assert all(all(row.zh) and all(row.en) for row in rows)
    for side in ("zh", "en"):
        assert solid(rows, side) == solid(ROWS, side)


def test_a_split_cuts_the_other_language_where_its_share_ends() -> None:
    one = AlignedRow(2, ("我们来了，他们走了。",), ("We came, and they left.",))
    halves = pairs.split([one], 0, 5, None).rows
    assert [row.en for row in halves] == [("We came,",), ("and they left.",)]
    two = AlignedRow(2, ("一二三。", "四。"), ("One two three.", "Four."), 0.3, True)
    halves = pairs.split([two], 0, None, 14).rows
    assert [(row.zh, row.en, row.unsure) for row in halves] == [
        (("一二三。",), ("One two three.",), False),
        (("四。",), ("Four.",), False),
    ]


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"kind": "burn", "at": 0},
        {"kind": "merge", "at": 3},
        {"kind": "merge", "at": "0"},
        {"kind": "merge", "at": True},
        {"kind": "split", "at": 0},
        {"kind": "split", "at": 1, "zh": 0, "en": 0},
        {"kind": "move", "at": 0, "side": "zh", "down": False},
        {"kind": "mark", "at": 0, "state": "wrong"},
        {"kind": ["merge"], "at": 0},
    ],
)
def test_what_cannot_be_done_is_said(asked: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        pairs.edit(ROWS, asked)


# -- on a page


@pytest.fixture
def shown(visitor: FlaskClient, texts_folder: Path) -> TextPage:
    return TextPage(visitor, texts_folder, "pairs", "river.aligned.tsv")


def test_the_page_writes_what_align_writes(shown: TextPage) -> None:
    shown.ask("edit", {"kind": "mark", "at": 0, "state": "sure"})
    ours = shown.written()
    shown.table.unlink()
    run("align", shown.text)
    assert ours is not None
    aligned = shown.table.read_bytes().decode("utf-8-sig").splitlines()
    assert ours.decode("utf-8-sig").splitlines()[2:] == aligned[2:]


def test_edits_and_as_many_steps_back_give_the_table_back(shown: TextPage) -> None:
    seen = [shown.written()]
    edits: list[Json] = [
        {"kind": "merge", "at": 1},
        {"kind": "split", "at": 0, "zh": 3, "en": None},
        {"kind": "move", "at": 0, "side": "en", "down": True},
        {"kind": "mark", "at": 1, "state": "out"},
    ]
    for edit in edits:
        shown.ask("edit", edit)
        seen.append(shown.written())
    for before in seen[-2::-1]:
        answer = shown.ask("undo")
        assert shown.written() == before
    assert answer["undo"] is False and answer["redo"] is True
    for after in seen[1:]:
        shown.ask("redo")
        assert shown.written() == after
    shown.ask("redo", status=400)


@pytest.mark.parametrize("place", range(12))
def test_no_english_word_is_cut(place: int) -> None:
    row = AlignedRow(2, ("我来了。", "你好。"), ("I come.", "Hi you."), 1.0, False)
    change = pairs.split([row], 0, 4, place) if 3 < place < 11 else pairs.split([row], 0, 4, 8)
    english = [" ".join(part.en) for part in change.rows]
    assert " ".join(english).split() == ["I", "come.", "Hi", "you."]


def test_the_build_takes_the_pairs_of_the_page(shown: TextPage, resources: Resources) -> None:
    shown.ask("edit", {"kind": "merge", "at": 0})
    shown.ask("edit", {"kind": "split", "at": 2, "zh": 3, "en": None})
    shown.ask("edit", {"kind": "mark", "at": 3, "state": "out"})
    rows = texts.read_aligned(shown.text)
    passages = understand(resources, Source(shown.text)).passages
    assert rows is not None
    assert ["".join(row.zh) for row in rows if row.zh] == [one.zh for one in passages]
    assert passages[3].confidence == 0.0
    found = shown.get("?rows=0,3,99")["rows"]
    assert [one["state"] for one in found] == ["sure", "out"]


def test_a_table_that_was_changed_elsewhere_is_not_overwritten(shown: TextPage) -> None:
    shown.ask("edit", {"kind": "merge", "at": 0})
    mine = shown.written()
    theirs = (mine or b"").replace(b"\tThe bank", b"\tA bank")
    assert theirs != mine
    shown.table.write_bytes(theirs)
    refused = shown.ask("edit", {"kind": "merge", "at": 1}, 409)
    assert refused["file"] == "river.aligned.tsv"
    assert shown.written() == theirs
    old = shown.version
    changes = shown.ask("difference")
    assert changes["was"][0]["en"] == ["The bank is on the left."]
    assert changes["rows"][0]["en"] == ["A bank is on the left."]
    shown.version = old
    shown.ask("edit", {"kind": "merge", "at": 1, "over": changes["version"]})
    assert b"The bank" in (shown.written() or b"")
    shown.ask("undo")
    assert shown.written() == theirs  # what was written over can be had back


def test_a_text_that_was_changed_elsewhere_is_said(shown: TextPage) -> None:
    text = shown.text
    text.write_text(text.read_text("utf-8").replace("银行", "邮局"), encoding="utf-8")
    assert "river.txt" in shown.ask("edit", {"kind": "merge", "at": 0}, 409)["error"]
    assert shown.written() is None


def test_a_table_that_does_not_fit_its_text_is_said(shown: TextPage) -> None:
    shown.table.write_text("zh\ten\n别的文章。\tAnother text.\n", encoding="utf-8")
    answer = shown.visitor.get(f"/text/{shown.id}/pairs")
    assert answer.status_code == 400
    assert "is not in the text" in answer.text

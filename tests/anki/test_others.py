"""What the other decks of a folder hold: an index that changes deck by deck must say what all
ledgers together say."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.anki import read_others
from generator.anki.ledger import Ledger, Lent, Stamp
from generator.anki.other_decks import Decks, OtherDecks
from generator.anki.twin import render
from generator.base.errors import InputError

GUIDS = ("w1", "w2", "s3")
SLOTS = {"w": ("w行|xing2", "w行|hang2"), "s": ("s好。", "s坏。")}
NAMES = ("a", "a-b", "b")
STAMPS = st.builds(Stamp, st.sampled_from(("x", "y")), st.integers(0, 2))


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    stamps: dict[str, Stamp] = {}
    gone: dict[str, Stamp] = {}
    lent: dict[str, Lent] = {}
    slots: dict[str, str] = {}
    for guid in draw(st.permutations(GUIDS)):
        role = draw(st.sampled_from(("none", "here", "gone", "gone without key", "lent")))
        if role == "lent":
            lent[guid] = Lent(draw(STAMPS), draw(st.sampled_from(("<b>1</b>", "<b>2</b>"))))
        elif role != "none":
            (stamps if role == "here" else gone)[guid] = draw(STAMPS)
            if role != "gone without key":
                slots[guid] = draw(st.sampled_from(SLOTS[guid[0]]))
    return Ledger(stamps, gone, slots, lent=lent)


def said(others: OtherDecks) -> dict[str, object]:
    ask = (
        others.newest,
        others.contexts,
        others.holder,
        others.slot,
        others.slot_once,
        others.leads,
    )
    found: dict[str, object] = {guid: tuple(one(guid) for one in ask) for guid in GUIDS}
    found |= {"slots": dict(others.slots), "once": dict(others.once)}
    return found | {"words": set(others.words), "sentences": set(others.sentences)}


def meant(all_ledgers: Mapping[str, Ledger], without: str) -> dict[str, object]:
    """The same, worked out anew from whole ledgers in the order of their files."""
    names = sorted(
        (name for name in all_ledgers if name != without), key=lambda name: f"{name}.tsv"
    )
    ones = [all_ledgers[name] for name in names]
    slots = {
        slot: guid
        for one in reversed(ones)
        for guid, slot in one.slots.items()
        if guid in one.stamps
    }
    once = {
        slot: guid for one in reversed(ones) for guid, slot in one.slots.items() if guid in one.gone
    }
    found: dict[str, object] = {
        "slots": slots,
        "once": once,
        "words": {slot[1:] for slot in slots if slot[0] == "w"},
        "sentences": {slot[1:] for slot in slots if slot[0] == "s"},
    }
    for guid in GUIDS:
        stamps = [
            s
            for one in ones
            for s in (
                one.gone.get(guid),
                one.stamps.get(guid),
                guid in one.lent and one.lent[guid].stamp,
            )
            if s
        ]
        found[guid] = (
            max(stamps, key=lambda stamp: stamp.modified, default=None),
            tuple(
                (name, one.lent[guid].context)
                for name, one in zip(names, ones, strict=True)
                if guid in one.lent
            ),
            next((name for name, one in zip(names, ones, strict=True) if guid in one.stamps), ""),
            next((one.slots[guid] for one in reversed(ones) if guid in one.stamps), None),
            next(
                (
                    one.slots[guid]
                    for one in reversed(ones)
                    if guid in one.gone and guid in one.slots
                ),
                None,
            ),
            guid in slots.values(),
        )
    return found


@given(
    st.lists(st.tuples(st.sampled_from(NAMES), st.none() | ledgers()), max_size=8),
    st.sampled_from(("", *NAMES)),
)
@settings(max_examples=400)
def test_an_index_that_changes_says_what_the_ledgers_say(
    changes: list[tuple[str, Ledger | None]], without: str
) -> None:
    index, now = Decks(), dict[str, Ledger]()
    others = OtherDecks(index, without)
    for name, ledger in changes:
        if ledger is None:
            index.drop(name)
            now.pop(name, None)
        else:
            index.put(name, ledger)
            now[name] = ledger
        assert said(others) == meant(now, without)
    for name in list(now):
        index.drop(name)
    assert not (index.held or index.once or index.decks or index.ledgers), (
        "what is forgotten takes no memory"
    )


def twin(path: Path, slot: str) -> None:
    path.write_bytes(
        b"".join(render([("Cika::t", [])], Ledger(gone={"w1": Stamp("x", 1)}, slots={"w1": slot})))
    )


def test_a_folder_is_looked_at_anew_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def once(name: str = "") -> set[str]:
        return set(read_others(tmp_path, name).once)

    assert once() == set()
    twin(tmp_path / "a.tsv", "w一")
    twin(tmp_path / "b.tsv", "w二")
    assert (once(), once("a"), once("b")) == ({"w一", "w二"}, {"w二"}, {"w一"})
    twin(tmp_path / "a.tsv", "w三三")  # in place, as an editor saves
    assert once() == {"w三三", "w二"}
    (tmp_path / "b.tsv").rename(tmp_path / "c.tsv")
    assert once("b") == {"w三三", "w二"}
    (tmp_path / "c.tsv").unlink()
    (tmp_path / "a.tsv").write_text("my own table\n")
    assert once() == set()
    (tmp_path / "a.tsv").write_text("#cika ledger:9\n")
    assert once("a") == set(), "a build does not stop at its own twin here"
    for _ in range(2):
        with pytest.raises(InputError, match=r"a\.tsv was written by another version"):
            once()
    monkeypatch.chdir(tmp_path)
    Path("a.tsv").unlink()
    assert set(read_others(Path()).once) == set()

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
from generator.anki.twin_writer import render
from generator.base.errors import InputError
from generator.base.html import Html
from generator.base.words import NoteKey

GUIDS = ("w1", "w2", "s3")
KEYS = {
    "w": (NoteKey("w", "行|xing2"), NoteKey("w", "行|hang2")),
    "s": (NoteKey("s", "好。"), NoteKey("s", "坏。")),
}
NAMES = ("a", "a-b", "b")
STAMPS = st.builds(Stamp, st.sampled_from(("x", "y")), st.integers(0, 2))


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    stamps: dict[str, Stamp] = {}
    removed: dict[str, Stamp] = {}
    lent: dict[str, Lent] = {}
    keys: dict[str, NoteKey] = {}
    for guid in draw(st.permutations(GUIDS)):
        role = draw(st.sampled_from(("none", "here", "removed", "removed without key", "lent")))
        if role == "lent":
            lent[guid] = Lent(
                draw(STAMPS), draw(st.sampled_from((Html("<b>1</b>"), Html("<b>2</b>"))))
            )
        elif role != "none":
            (stamps if role == "here" else removed)[guid] = draw(STAMPS)
            if role != "removed without key":
                keys[guid] = draw(st.sampled_from(KEYS[guid[0]]))
    return Ledger(stamps=stamps, removed=removed, keys=keys, lent=lent)


def said(others: OtherDecks) -> dict[str, object]:
    ask = (
        others.newest,
        others.contexts,
        others.holder,
        others.key_of,
        others.past_key_of,
        others.leads,
    )
    found: dict[str, object] = {}
    for guid in GUIDS:
        found[guid] = tuple(one(guid) for one in ask)
    found |= {"guids": dict(others.guids), "past": dict(others.past_guids)}
    return found | {"words": set(others.words), "sentences": set(others.sentences)}


def meant(all_ledgers: Mapping[str, Ledger], without: str) -> dict[str, object]:
    """The same, worked out anew from whole ledgers in the order of their files."""
    names = sorted(
        (name for name in all_ledgers if name != without), key=lambda name: f"{name}.tsv"
    )
    ones = [all_ledgers[name] for name in names]
    guids: dict[NoteKey, str] = {}
    past: dict[NoteKey, str] = {}
    for one in reversed(ones):
        guids |= {key: guid for guid, key in one.keys.items() if guid in one.stamps}
        past |= {key: guid for guid, key in one.keys.items() if guid in one.removed}
    found: dict[str, object] = {
        "guids": guids,
        "past": past,
        "words": {key.word for key in guids if key.is_word},
        "sentences": {key.key for key in guids if not key.is_word},
    }
    for guid in GUIDS:
        stamps: list[Stamp] = []
        for one in ones:
            lent = one.lent[guid].stamp if guid in one.lent else None
            stamps += filter(None, (one.removed.get(guid), one.stamps.get(guid), lent))
        found[guid] = (
            max(stamps, key=lambda stamp: stamp.modified, default=None),
            tuple(
                (name, one.lent[guid].context)
                for name, one in zip(names, ones, strict=True)
                if guid in one.lent
            ),
            next((name for name, one in zip(names, ones, strict=True) if guid in one.stamps), ""),
            next((one.keys[guid] for one in reversed(ones) if guid in one.stamps), None),
            next(
                (
                    one.keys[guid]
                    for one in reversed(ones)
                    if guid in one.removed and guid in one.keys
                ),
                None,
            ),
            guid in guids.values(),
        )
    return found


@pytest.mark.slow
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
    assert not (index.holders or index.past_holders or index.decks_of or index.ledgers), (
        "what is forgotten takes no memory"
    )


def twin(path: Path, word: str) -> None:
    ledger = Ledger(removed={"w1": Stamp("x", 1)}, keys={"w1": NoteKey("w", word)})
    path.write_bytes(b"".join(render([("Cika::t", [])], ledger)))


def test_a_folder_is_looked_at_anew_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def once(name: str = "") -> set[str]:
        return {key.key for key in read_others(tmp_path, name).past_guids}

    assert once() == set()
    twin(tmp_path / "a.tsv", "一")
    twin(tmp_path / "b.tsv", "二")
    assert (once(), once("a"), once("b")) == ({"一", "二"}, {"二"}, {"一"})
    twin(tmp_path / "a.tsv", "三三")  # in place, as an editor saves
    assert once() == {"三三", "二"}
    (tmp_path / "b.tsv").rename(tmp_path / "c.tsv")
    assert once("b") == {"三三", "二"}
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
    assert set(read_others(Path()).past_guids) == set()

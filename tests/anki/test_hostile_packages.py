"""Packages that a stranger made or a disk damaged: every reader says in a sentence what is wrong,
and none hangs, fills the memory, or takes over what Cika did not write."""

import json
import sqlite3
import zipfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sample import letter

from generator import anki
from generator.anki import package_archive, preview
from generator.anki.lent_sentences import guests
from generator.anki.our_html import is_ours
from generator.anki.studied_notes import read_holding
from generator.anki.unpack import file_of, rebuild_twin
from generator.base.errors import InputError
from generator.base.html import Html
from generator.base.words import WordKey

ENDLESS = "with recursive x(n) as (select 1 union all select n + 1 from x)"
VIEWS = {
    "cards": f"{ENDLESS} select n as id, n as nid, 1 as did, 0 as due, 1 as ivl, 1 as reps from x",
    "notes": f"{ENDLESS} select n as id, 'g' as guid, 1 as mid, 1 as mod, '' as tags, 'x' as flds"
    " from x",
    "col": f"{ENDLESS} select n as decks, n as models from x where n < 0",
}


def parts_of(package: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(package) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_parts(package: Path, **changed: bytes | None) -> None:
    """Write parts of a package anew; those that are None are left out. ``database`` is short."""
    parts: dict[str, bytes | None] = {**parts_of(package)}
    for name, content in changed.items():
        parts["collection.anki2" if name == "database" else name] = content
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            if content is not None:
                archive.writestr(name, content)


def in_database(package: Path, *statements: str) -> None:
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(parts_of(package)["collection.anki2"])
        for statement in statements:
            database.execute(statement)
        database.commit()
        with_parts(package, database=database.serialize())


def in_table(package: Path, column: str, change: Callable[[Any], None]) -> None:
    """Change each deck or note type of a package."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(parts_of(package)["collection.anki2"])
        table = json.loads(database.execute(f"select {column} from col").fetchone()[0])
        for one in table.values():
            change(one)
        database.execute(f"update col set {column} = ?", [json.dumps(table)])
        database.commit()
        with_parts(package, database=database.serialize())


def sql(*statements: str) -> Callable[[Path], None]:
    return partial(_in_database, statements)


def _in_database(statements: Sequence[str], package: Path) -> None:
    in_database(package, *statements)


def table(column: str, **values: Any) -> Callable[[Path], None]:
    return partial(_in_table, column, values)


def _in_table(column: str, values: Mapping[str, Any], package: Path) -> None:
    in_table(package, column, partial(_update, values))


def _update(values: Mapping[str, Any], one: dict[str, Any]) -> None:
    one.update(values)


def view(name: str) -> Callable[[Path], None]:
    return sql(f"drop table {name}", f"create view {name} as {VIEWS[name]}")


DAMAGE: dict[str, Callable[[Path], None]] = {
    **{f"a view without end for {name}": view(name) for name in VIEWS},
    "a column that is computed": sql(
        "create table n as select id, guid, mid, mod, tags, flds from notes",
        "drop table notes",
        "create table notes (id, guid, mid, mod, tags, flds as (hex(zeroblob(1000))))",
        "insert into notes (id, guid, mid, mod, tags) select id, guid, mid, mod, tags from n",
    ),
    "no database": lambda package: with_parts(package, database=None),
    "an empty database": lambda package: with_parts(package, database=b""),
    "no table": sql("drop table notes"),
    "decks are a list": sql("update col set decks = '[]'"),
    "decks are numbers": sql("update col set decks = '{\"1\": 1}'"),
    "note types nested without end": sql(f"update col set models = '{'[' * 100_000}'"),
    "note types without fields": table("models", flds=[]),
    "fields without names": table("models", flds=[{"name": None}]),
    "one field": sql("update notes set flds = 'x'"),
    "no fields": sql(
        "create table n as select * from notes",
        "drop table notes",
        "alter table n rename to notes",
        "update notes set flds = null",
    ),
    "a million fields": sql(
        "update notes set flds = replace(hex(zeroblob(500000)), '0', char(31))"
    ),
}
DAMAGE_OF_OURS: dict[str, Callable[[Path], None]] = {
    "decks without description": lambda package: in_table(
        package, "decks", lambda deck: deck.pop("desc")
    ),
    "note types without needs": lambda package: in_table(
        package, "models", lambda model: model.pop("req")
    ),
    "templates that are no text": table("models", tmpls=[{"ord": 0, "qfmt": 1, "afmt": None}]),
    "a GUID that is a line of the table": sql("update notes set guid = 'a' || char(10) || '#cika'"),
    "one GUID for all": sql("update notes set guid = 'a'"),
    "a time that is a word": sql("update notes set mod = 'x'"),
    "a time without end": sql("update notes set mod = 1e300"),
    "a field with lines": sql("update notes set flds = flds || char(10) || '#cika gone:x'"),
    "a deck with lines": table("decks", name="a\nb"),
    "files are a list": lambda package: with_parts(package, media=b"[1]"),
    "files nested without end": lambda package: with_parts(package, media=b"[" * 200_000),
    "no list of files": lambda package: with_parts(package, media=None),
}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    deck = letter()
    return anki.write_deck(tmp_path, deck, anki.make_notes(deck), now=1_700_000_000).package


def show(package: Path) -> None:
    preview.page(preview.of_package(package))


@pytest.mark.parametrize("damage", [*DAMAGE, *DAMAGE_OF_OURS])
@pytest.mark.parametrize("read", [show, rebuild_twin], ids=["preview", "ledger"])
def test_what_is_wrong_is_said(damage: str, read: Callable[[Path], object], package: Path) -> None:
    (DAMAGE | DAMAGE_OF_OURS)[damage](package)
    before = package.with_suffix(".tsv").read_bytes()
    with pytest.raises(InputError, match=r"\.apkg.*[.]$"):
        read(package)
    assert package.with_suffix(".tsv").read_bytes() == before


@pytest.mark.parametrize("damage", [one for one in DAMAGE if "field" not in one])
def test_it_is_said_of_known_words_too(damage: str, package: Path) -> None:
    DAMAGE[damage](package)
    if damage.startswith(("note types", "decks")):
        anki.kept_card_options(package)
    else:
        with pytest.raises(InputError, match=r"Export it again"):
            read_holding(package)


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_build_replaces_a_package_that_cannot_be_read(damage: str, package: Path) -> None:
    whole = package.read_bytes()
    DAMAGE[damage](package)
    assert anki.kept_card_options(package) == anki.CardOptions()
    deck = letter()
    anki.write_deck(package.parent, deck, anki.make_notes(deck), now=1_800_000_000)
    assert package.read_bytes() == whole


def test_a_bomb_is_not_unpacked(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package_archive, "MAX_DATABASE", 2_000_000)
    monkeypatch.setattr(package_archive, "BLOCK", 1_000)
    database = parts_of(package)["collection.anki2"]
    with_parts(package, database=database + bytes(3_000_000))
    for read in (show, rebuild_twin, read_holding):
        with pytest.raises(InputError, match="its database has more than"):
            read(package)


@pytest.mark.parametrize(
    "front",
    ["{{#Key}}" * 20_000 + "x" + "{{/Key}}" * 20_000, "{{Key}}" * 200_000, "[sound:" * 300_000],
    ids=["conditions in conditions", "one field a million times", "sounds without end"],
)
def test_templates_of_strangers_end(front: str, package: Path) -> None:
    def change(model: Any) -> None:
        for template in model["tmpls"]:
            template["qfmt"] = front

    in_table(package, "models", change)
    if front.startswith("{{Key"):
        with pytest.raises(InputError, match="characters"):
            show(package)
    else:
        show(package)


def test_files_of_a_package_are_bounded(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package_archive, "MAX_PART", 1_000)
    with_parts(package, **{"media": json.dumps({"0": "a.mp3"}).encode(), "0": bytes(2_000)})
    found = anki.unpack(package)
    with pytest.raises(InputError, match="its part 0 has more than"):
        file_of(package, found, "a.mp3")


STRANGE = (
    "<script>alert(1)</script>",
    "<div class='context' data-text='sample' onclick='x'>银行</div>",
    "<b style='background:url(http://x)'>银行</b>",
    "<a href='javascript:x'>银行</a>",
    "{{c1::银行}}",
    '<b class="x">',
    "<img src='http://x'>",
)


@pytest.mark.parametrize("html", STRANGE)
def test_html_of_strangers_does_not_come_into_own_notes(html: str, package: Path) -> None:
    """Neither out of a table that lends a sentence, nor with a note that is borrowed."""
    twin = package.with_suffix(".tsv")
    lines = twin.read_text("utf-8-sig").split("\n")
    lines.insert(10, f"#cika lent:w123\t{'a' * 24}\t1\t{html}")
    twin.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(InputError, match=r"line 11: a sentence .* HTML that Cika does not write"):
        anki.read_others(package.parent)


def test_notes_of_strangers_are_not_borrowed(tmp_path: Path) -> None:
    deck = letter()
    first, *others = anki.make_notes(deck)
    strange = first.with_field("Meaning", Html("<script>alert(1)</script>"))
    anki.write_deck(tmp_path, deck, [strange, *others], now=1_700_000_000)
    lent = {WordKey(*first.key.word): Html("<div>银行</div>")}
    with pytest.raises(InputError, match="HTML that Cika does not write"):
        list(guests(tmp_path, "b", lent, anki.read_others(tmp_path, "b")))


def test_all_that_cika_writes_is_known_again() -> None:
    deck = letter()
    for note in anki.make_notes(deck, frozenset(anki.SWITCHES)):
        assert all(map(is_ours, note.fields)), note

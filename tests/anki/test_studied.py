"""What the real Anki exports, old and new, with and without schedules, and what is damaged: which
words it says are known."""

import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from generator.anki.anki_database import is_from_anki
from generator.anki.studied_notes import read_holding
from generator.base.errors import InputError
from generator.pipeline import known_words

pytest.importorskip("anki.collection", reason="the real Anki is not installed (pip install anki)")
from anki import import_export_pb2 as pb
from anki.collection import Collection

DICTIONARY = known_words.open_dictionary()
DAYS = {"银行": 100, "头发": 30, "公园": 21, "里面": 20, "学生": 0, "老师": 40}
NOTES = (
    ("Chinese", "銀行", "银行", "yínháng", "bank"),
    ("Chinese", "頭髮", "<b>头发</b>[sound:a.mp3]", "tóufa", "hair"),
    ("Chinese", "公園", "公园", "gōngyuán", "park"),
    ("Chinese", "裡面", "里面", "lǐmiàn", "inside"),
    ("Basic", "学生 xuésheng", "student"),
    ("Basic", "teacher", "老师"),
    ("Basic", "How are you?", "fine"),
    ("Basic", "他们在学校里学习中文。", "They study Chinese at school."),
)


HOLD = """import sys
from anki.collection import Collection
col = Collection(sys.argv[1])
col.add_note(col.newNote(), 1)
print("open", flush=True)
input()
col.close()"""
"""Another Anki, with changes that are not yet in the file itself."""


def collection(folder: Path) -> Collection:
    """A learner's collection: a note type of their own, and one of Anki's with Chinese on either
    side."""
    folder.mkdir(parents=True)
    col = Collection(str(folder / "collection.anki2"))
    kind = col.models.new("Chinese")
    for name in ("Traditional", "Simplified", "Pinyin", "English"):
        col.models.add_field(kind, col.models.new_field(name))
    for front in ("Simplified", "English"):
        template = col.models.new_template(front)
        template["qfmt"] = f"{{{{{front}}}}}"
        template["afmt"] = "{{Pinyin}}"
        col.models.add_template(kind, template)
    col.models.add(kind)
    for name, *fields in NOTES:
        note = col.new_note(col.models.by_name(name))
        note.fields = fields
        col.add_note(note, col.decks.id("Chinese"))
    return col


def studied(col: Collection) -> None:
    """The first card of each note gets its interval; the second stays new."""
    for (_, *fields), number in zip(
        NOTES, col.db.list("select id from notes order by id"), strict=True
    ):
        days = next((days for word, days in DAYS.items() if word in " ".join(fields)), 0)
        card = col.get_card(col.db.first("select min(id) from cards where nid = ?", number)[0])
        card.type = card.queue = 2 if days else 0
        card.ivl, card.reps = days, 3 * bool(days)
        col.update_card(card)


def export(col: Collection, target: Path, *, scheduled: bool, legacy: bool) -> Path:
    options: dict[str, Any] = {
        "with_scheduling": scheduled,
        "with_deck_configs": False,
        "with_media": False,
        "legacy": legacy,
    }
    col.export_anki_package(
        out_path=str(target), options=pb.ExportAnkiPackageOptions(**options), limit=None
    )
    return target


def known(path: Path, days: int = 21) -> tuple[set[str], set[str], str]:
    found = known_words.of_file(path, days, DICTIONARY)
    return set(found.known.words), set(found.known.studied), found.remark


@pytest.mark.parametrize("legacy", [False, True], ids=["new", "legacy"])
def test_packages_of_anki(tmp_path: Path, legacy: bool) -> None:
    col = collection(tmp_path / "a")
    fresh = export(col, tmp_path / "fresh.apkg", scheduled=True, legacy=legacy)
    studied(col)
    with_schedules = export(col, tmp_path / "with.apkg", scheduled=True, legacy=legacy)
    without = export(col, tmp_path / "without.apkg", scheduled=False, legacy=legacy)
    col.export_collection_package(str(tmp_path / "all.colpkg"), include_media=False, legacy=legacy)
    assert known(fresh)[:2] == known(without)[:2] == (set(DAYS), set())
    assert known(without)[2].startswith(
        "6 words (field Simplified of Chinese, Front of Basic); exported without schedules"
    )
    for path in (with_schedules, tmp_path / "all.colpkg"):
        assert known(path)[:2] == (set(), {"银行", "头发", "公园", "老师"})
        assert known(path, 100)[:2] == (set(), {"银行"})
        assert known(path, 0)[:2] == (set(), set(DAYS))
        assert known(path)[2].endswith("; 4 known, with a card of 21 days or more")


def test_the_collection_itself_and_only_while_anki_has_it_not_open(tmp_path: Path) -> None:
    col = collection(tmp_path / "a")
    studied(col)
    col.close()
    path = tmp_path / "a" / "collection.anki2"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as anki:
        assert anki.stdout and anki.stdout.readline()
        with pytest.raises(
            InputError,
            match=r"collection\.anki2: Anki has this collection open\. Close Anki, or ask",
        ):
            known(path)
        anki.communicate(b"\n")
    before = sorted((p.name, p.stat().st_size) for p in path.parent.iterdir())
    assert known(path)[:2] == (set(), {"银行", "头发", "公园", "老师"})
    assert sorted((p.name, p.stat().st_size) for p in path.parent.iterdir()) == before


def test_sentences_alone_and_nothing_at_all_are_refused(tmp_path: Path) -> None:
    col = collection(tmp_path / "a")
    col.remove_notes(col.find_notes("-Front:他们*"))
    with pytest.raises(
        InputError, match=r"none of its notes has a Chinese word .*sentences do not count"
    ):
        known(export(col, tmp_path / "sentences.apkg", scheduled=False, legacy=False))
    col.remove_notes(col.find_notes(""))
    col.close()
    with pytest.raises(InputError, match="holds no note of words"):
        known(tmp_path / "a" / "collection.anki2")


def test_damage_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    col = collection(tmp_path / "a")
    new = export(col, tmp_path / "new.apkg", scheduled=True, legacy=False)
    whole = new.read_bytes()
    (tmp_path / "cut.apkg").write_bytes(whole[: len(whole) // 2])
    with zipfile.ZipFile(tmp_path / "garbage.apkg", "w") as archive:
        archive.writestr("collection.anki21b", b"\x28\xb5\x2f\xfd" + b"garbage" * 20)
    with zipfile.ZipFile(tmp_path / "empty.apkg", "w") as archive:
        archive.writestr("collection.anki2", b"")
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("create table words (a)")
    other.close()
    faults = {
        "cut.apkg": "damaged",
        "garbage.apkg": "damaged",
        "empty.apkg": "is no collection",
        "other.db": "is no collection",
    }
    for name, says in faults.items():
        with pytest.raises(InputError, match=rf"{name}: .*{says}.*Export it again from Anki"):
            known(tmp_path / name)
    monkeypatch.setitem(sys.modules, "zstandard", None)
    with pytest.raises(
        InputError, match=r'pip install zstandard.*Or export it with "Support older Anki versions"'
    ):
        known(new)


MODELS = '{"1": {"name": "Basic", "flds": [{"name": "Front"}]}}'
COUNTING = (
    "with recursive r(n) as (select 1 union all select n + 1 from r) select n as id, 1 as mid, 'x'"
    " as flds from r where n < 0"
)
MANY = (
    "select 1 as id, 1 as mid, 'x' as flds from many a, many b, many c, many d, many e where a.n +"
    " b.n + c.n + d.n + e.n < 0"
)


@pytest.mark.slow
@pytest.mark.parametrize(
    "schema",
    [
        [f"create view notes as {COUNTING}"],
        [
            "create table many (n)",
            *["insert into many values (1)"] * 1000,
            f"create view notes as {MANY}",
        ],
        [
            "create table notes (id, mid, flds as (hex(zeroblob(400000000))))",
            "insert into notes (id, mid) values (1, 1)",
        ],
        ["create table notes (id, mid, flds)", "insert into notes values (1, 1, null)"],
        ["create table notes (id, mid, flds)", f"update col set models = '{'[' * 200_000}'"],
    ],
    ids=["a view without end", "a join without end", "computed", "no text", "deep"],
)
def test_a_strangers_database_is_read_and_never_run(tmp_path: Path, schema: list[str]) -> None:
    """The first two would take years."""
    usual = [
        "create table col (models)",
        f"insert into col values ('{MODELS}')",
        "create table cards (nid, ivl, reps)",
    ]
    with closing(sqlite3.connect(tmp_path / "collection.anki2")) as db:
        for statement in [*usual, *schema]:
            db.execute(statement)
        db.commit()
    with pytest.raises(InputError, match=r"its database is damaged .*Export it again"):
        read_holding(tmp_path / "collection.anki2")


def test_other_files_are_not_from_anki(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("银行\n", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.txt", "银行")
    assert not any(
        map(is_from_anki, (tmp_path / "a.txt", tmp_path / "a.zip", tmp_path, tmp_path / "nothing"))
    )


def test_fifty_thousand_notes_are_read_by_two_queries(tmp_path: Path) -> None:
    """Not by one a note: what is sent to SQLite is counted, no time is taken."""
    col = collection(tmp_path / "a")
    col.close()
    with sqlite3.connect(tmp_path / "a" / "collection.anki2") as db:
        ((kind,),) = db.execute("select distinct mid from notes where flds like '銀行%'").fetchall()
        rows = (
            (n, f"guid{n}", kind, f"{n}\x1f词{chr(0x4E00 + n % 20000)}\x1f\x1f")
            for n in range(1, 50_001)
        )
        db.executemany("insert into notes values (?, ?, ?, 0, 0, '', ?, '', 0, 0, '')", rows)
    sent: list[str] = []
    connect = sqlite3.connect

    def traced(*arguments: Any, **options: Any) -> sqlite3.Connection:
        made: sqlite3.Connection = connect(*arguments, **options)
        made.set_trace_callback(sent.append)
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.anki.anki_database.sqlite3.connect", traced)
        holding = read_holding(tmp_path / "a" / "collection.anki2")
    assert sum(len(table.rows) for table in holding.tables) == 50_000 + len(NOTES)
    assert len(sent) < 20

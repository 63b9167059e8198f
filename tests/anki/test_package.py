"""Writing: the same bytes for the same notes, and never half a deck."""

import os
import sqlite3
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from sample import letter, with_gloss

from generator.anki import Written, make_notes, paths, read_ledger, up_to_date, write_deck
from generator.anki.package_deck import deck_name
from generator.base.errors import OutputError
from generator.base.records import Deck

HERE = Path(__file__).parent


def build(folder: Path, deck: Deck | None = None, now: int = 1000) -> Written:
    deck = deck or letter()
    return write_deck(folder, deck, make_notes(deck), now=now, fingerprint="input")


def pair(written: Written) -> tuple[bytes, bytes]:
    return written.package.read_bytes(), written.twin.read_bytes()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_same_notes_same_bytes_whenever_built(tmp_path: Path) -> None:
    first = build(tmp_path)
    assert (first.new, first.changed, first.unchanged, first.dropped) == (12, 0, 0, ())
    before = pair(first)
    again = build(tmp_path, now=99_999)
    assert pair(again) == before == pair(build(tmp_path / "elsewhere"))
    assert again.unchanged == 12
    assert names(tmp_path) == ["1953-12-19-letter.apkg", "1953-12-19-letter.tsv", "elsewhere"]


def test_counts_say_what_changed(tmp_path: Path) -> None:
    build(tmp_path)
    changed = build(tmp_path, with_gloss(letter(), "地方", "spot"), 2000)
    assert (changed.new, changed.changed, changed.unchanged) == (0, 1, 11)
    stamps = read_ledger(changed.twin).stamps.values()
    assert sorted(s.modified for s in stamps) == [1000] * 11 + [2000]


def test_the_archive_is_compressed_and_nothing_is_left_in_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    with zipfile.ZipFile(build(tmp_path).package) as archive:
        assert [(e.filename, e.compress_type) for e in archive.infolist()] == [
            ("collection.anki2", 8),
            ("media", 8),
        ]
    assert names(temporary) == []


def test_up_to_date(tmp_path: Path) -> None:
    assert not up_to_date(tmp_path, letter().name, "input")
    written = build(tmp_path)
    assert up_to_date(tmp_path, letter().name, "input")
    assert not up_to_date(tmp_path, letter().name, "other input")
    written.package.write_bytes(b"damaged")
    assert not up_to_date(tmp_path, letter().name, "input")


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "decks").write_text("not a folder")
    with pytest.raises(OutputError, match=r"decks: this is a file; expected a folder"):
        build(tmp_path / "decks")


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such limits")
def test_full_disk_leaves_the_old_pair(tmp_path: Path) -> None:
    before = pair(build(tmp_path))
    script = (
        "import resource, sys; sys.path[:0] = sys.argv[2:]; from pathlib import Path; from"
        " test_package import build; from sample import letter, with_gloss;"
        " resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000)); build(Path(sys.argv[1]),"
        " with_gloss(letter(), '地方', 'spot'), 2000)"
    )
    run = subprocess.run(
        [sys.executable, "-Bc", script, tmp_path, HERE, HERE.parents[1]],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "OutputError" in run.stderr.splitlines()[-1]
    assert "cannot be written: disk I/O error. Free some space" in run.stderr
    assert pair(build(tmp_path)) == before
    assert len(names(tmp_path)) == 2


@pytest.mark.parametrize("fault", [KeyboardInterrupt, OSError])
@pytest.mark.parametrize("step", ["os.fsync", "os.getpid", "pathlib.Path.replace"])
def test_interrupted_build_leaves_the_old_pair(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: type[BaseException], step: str
) -> None:
    before = pair(build(tmp_path))

    def interrupt(*_: object) -> None:
        raise fault

    with monkeypatch.context() as patch:
        patch.setattr(step, interrupt)
        with pytest.raises((KeyboardInterrupt, OutputError)):
            build(tmp_path, with_gloss(letter(), "地方", "spot"), 2000)
    assert len(names(tmp_path)) == 2
    assert pair(Written(*paths(tmp_path, letter().name), 0, 0, 0)) == before


def test_killed_between_the_two_renames_heals(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path)
    changed = with_gloss(letter(), "地方", "spot")
    rename = Path.replace

    def once(part: Path, target: Path) -> Path:
        if target.suffix == ".apkg":
            raise KeyboardInterrupt
        return rename(part, target)

    with monkeypatch.context() as patch:
        patch.setattr("pathlib.Path.replace", once)
        with pytest.raises(KeyboardInterrupt):
            build(tmp_path, changed, 2000)
    assert not up_to_date(tmp_path, letter().name, "input")
    healed = build(tmp_path, changed, 3000)
    straight = build(tmp_path / "straight")
    straight = build(tmp_path / "straight", changed, 2000)
    assert pair(healed) == pair(straight)


def test_parts_of_a_killed_build_are_removed(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    (tmp_path / f".{letter().name}.apkg.{gone.pid}.part").write_bytes(b"half")
    running = tmp_path / f".{letter().name}.apkg.{os.getppid()}.part"
    running.write_bytes(b"of another build")
    build(tmp_path)
    assert names(tmp_path) == [running.name, "1953-12-19-letter.apkg", "1953-12-19-letter.tsv"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("信", "Cika::信"),
        ('A "b"::c\n d', "Cika::A ”b”：c d"),
        ("", "Cika::1953-12-19-letter"),
        ("长" * 300, "Cika::" + "长" * 99 + "…"),
    ],
)
def test_deck_names(title: str, name: str) -> None:
    assert deck_name(replace(letter(), title=title)) == name


def test_an_older_table_that_was_put_back_loses_nobody_their_edits(tmp_path: Path) -> None:
    """What the deck knows and the table does not is taken from the deck: an update that is no
    news must not look newer than what a learner wrote since."""
    old = build(tmp_path).twin.read_bytes()
    changed = with_gloss(letter(), "地方", "spot")
    newest = pair(build(tmp_path, changed, 2000))
    paths(tmp_path, letter().name)[1].write_bytes(old)
    assert not up_to_date(tmp_path, letter().name, "input")
    again = build(tmp_path, changed, 3000)
    assert pair(again) == newest
    (issue,) = again.issues
    assert issue.kind == "older-table" and "older than the deck" in issue.detail
    assert build(tmp_path, changed, 4000).issues == ()
    paths(tmp_path, letter().name)[1].write_bytes(old)
    taken_back = build(tmp_path, letter(), 1500)
    stamps = read_ledger(taken_back.twin).stamps.values()
    assert sorted(stamp.modified for stamp in stamps) == [1000] * 11 + [2001]


@pytest.mark.parametrize("name", ["1953-12-19-Letter", "1953-12-19-LETTER"])
def test_a_deck_that_is_the_same_file_elsewhere_stays(name: str, tmp_path: Path) -> None:
    before = pair(build(tmp_path))
    with pytest.raises(OutputError, match=r"1953-12-19-letter\.tsv: there is a deck .* Rename"):
        build(tmp_path, replace(letter(), name=name))
    assert pair(Written(*paths(tmp_path, letter().name), 0, 0, 0)) == before
    assert len(names(tmp_path)) == 2


def test_a_path_that_is_too_long_for_sqlite_gets_a_sentence(tmp_path: Path) -> None:
    folder = tmp_path.joinpath(*["x" * 100] * 5)
    with pytest.raises(OutputError, match=r"cannot be written: .* choose another folder"):
        build(folder)
    assert names(folder) == []


def test_a_folder_that_may_not_be_written_to_gets_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As SQLite says it: root, who runs the tests at some places, may write anywhere."""

    def connect(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("unable to open database file")

    monkeypatch.setattr("generator.anki.collection.sqlite3.connect", connect)
    with pytest.raises(OutputError, match="cannot be written: unable to open database file"):
        build(tmp_path)

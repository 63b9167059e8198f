"""Files on disk: all of some or none, nothing left behind, one program at a time."""

import os
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path

import pytest

from generator.base.errors import MAX_MESSAGE, InputError
from generator.base.files import leads_out, replace, same_name, scratch_folder
from generator.base.locks import alone_in
from support.program import ROOT

HOLD = """
import sys, time
from pathlib import Path
from generator.base.locks import alone_in
with alone_in(Path(sys.argv[1]), print):
    print("in", flush=True)
    sys.stdin.readline()
"""


@pytest.mark.parametrize("first", [b"old", None], ids=["there", "new"])
def test_a_file_that_is_open_elsewhere_leaves_all_as_they_were(
    first: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows, where a program that shows a file keeps its name."""
    table, package = tmp_path / "a.tsv", tmp_path / "a.apkg"
    if first is not None:
        table.write_bytes(first)
    package.write_bytes(b"old")
    rename = Path.replace

    def refused(part: Path, target: Path) -> Path:
        if target == package:
            raise PermissionError(13, "in use")
        return rename(part, target)

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(PermissionError):
        replace({table: b"new", package: b"new"})
    assert package.read_bytes() == b"old"
    assert (table.read_bytes() if table.exists() else None) == first
    assert {path.name for path in tmp_path.iterdir()} <= {"a.tsv", "a.apkg"}


def test_what_killed_programs_left_in_the_temporary_folder_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left, other = tmp_path / f"cika-{ended.pid}-x", tmp_path / f"cika-{os.getppid()}-x"
    for folder in (left, other):
        folder.mkdir()
        (folder / "collection").write_bytes(b"x")
    with scratch_folder() as folder:
        assert not left.exists() and other.exists()
        assert folder.parent == tmp_path
    assert not folder.exists()


@pytest.mark.parametrize(
    ("name", "other"),
    [("Lesson", "lesson"), ("café", unicodedata.normalize("NFD", "CAFÉ")), ("Straße", "STRASSE")],
)
def test_names_that_are_one_elsewhere(name: str, other: str) -> None:
    assert same_name(name) == same_name(other)
    assert same_name(name) != same_name(f"{other}2")


def test_paths_that_lead_out() -> None:
    assert all(map(leads_out, ["../a", "b/../../a", "/a", "~/a", "..", "./../a"]))
    assert not any(map(leads_out, ["a", "b/../a", "./a", "..a", "a~", "hsk:2", ""]))


@pytest.mark.skipif(os.name != "posix", reason="the lock of Windows is tried by hand")
def test_a_second_program_waits(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "decks"
    waited: list[str] = []
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    ) as first:
        assert first.stdout and first.stdin
        assert first.stdout.readline() == b"in\n"

        def release() -> None:
            waited.append("once")
            assert first.stdin
            first.stdin.write(b"\n")
            first.stdin.flush()

        with alone_in(folder, release):
            assert waited == ["once"]
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_told_by_its_writer(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("")
    with alone_in(tmp_path / "a" / "decks", pytest.fail):
        pass
    with alone_in(tmp_path / "b", pytest.fail):
        (tmp_path / "b" / "deck").write_text("")
    assert (tmp_path / "b" / "deck").exists()


def test_a_message_is_one_line_and_ends_in_what_to_do() -> None:
    message = str(InputError(f"a.txt: found {'x' * 9_000}\r\n\n\tand more. Correct it."))
    assert len(message) <= MAX_MESSAGE + 10
    assert message.splitlines() == [message]
    assert message.startswith("a.txt: found x") and message.endswith("x and more. Correct it.")

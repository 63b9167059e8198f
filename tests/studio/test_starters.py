"""The files to double-click, tried as far as this machine can."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from support.program import ROOT, posix

STARTERS = ROOT / "starters"
COMMAND = STARTERS / "Cika-macOS.command"


def test_there_is_one_for_each_system() -> None:
    names = {path.suffix for path in STARTERS.iterdir()}
    assert names == {".bat", ".command", ".desktop"}


def test_windows_starts_what_the_others_start() -> None:
    """Labels exist, and the same steps are taken: only a Windows could run it."""
    windows = (STARTERS / "Cika-Windows.bat").read_text("utf-8")
    lines = windows.splitlines()
    for line in lines:
        if "goto " in line:
            assert f":{line.rpartition('goto ')[2]}" in lines
    others = COMMAND.read_text("utf-8")
    for step in ("-m venv .venv", "--constraint constraints.txt --editable .", "cika studio"):
        assert step in windows and step in others
    assert (ROOT / ".gitattributes").read_text("utf-8").count("*.bat text eol=crlf") == 1


@posix
@pytest.mark.slow
@pytest.mark.parametrize("name", ["Cika-macOS.command", "Cika-Linux.desktop"])
def test_it_starts_the_studio_of_an_environment_that_is_there(name: str, tmp_path: Path) -> None:
    """With an environment whose programs only say how they were called."""
    home = tmp_path / "a folder's name"
    (home / "starters").mkdir(parents=True)
    for path in STARTERS.iterdir():
        copy = home / "starters" / path.name
        copy.write_bytes(path.read_bytes())
        copy.chmod(0o755)
    programs = home / ".venv" / "bin"
    programs.mkdir(parents=True)
    for program in ("python", "cika"):
        says = 'echo "$0" "$@"' if program == "cika" else ""
        (programs / program).write_text(f"#!/bin/sh\n{says}\n")
        (programs / program).chmod(0o755)
    file = str(home / "starters" / name)
    command = [file]
    if name.endswith(".desktop"):
        text = (home / "starters" / name).read_text("utf-8")
        (line,) = [line for line in text.splitlines() if line.startswith("Exec=")]
        # The escapes of strings first, then those of quoted arguments (Desktop Entry, section 7)
        quoted = line.replace("\\\\", "\\").partition(' "')[2].rpartition('" ')[0]
        script = re.sub(r'\\(["`$\\])', r"\1", quoted)
        command = ["sh", "-c", script, "sh", file]
    environment = os.environ | {"HOME": str(tmp_path)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == f".venv/bin/cika studio {tmp_path}/Cika\n"

"""The same input gives the same bytes."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support.program import ROOT, SEED, run
from support.river import RIVER


def build_apart(folder: Path, texts: list[str], decks: Path, seed: str) -> dict[str, bytes]:
    command = [sys.executable, str(ROOT / "cli.py"), "build", *texts, "-o", str(decks)]
    environment = os.environ | {"PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": "1700000000"}
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    return {path.name: path.read_bytes() for path in decks.iterdir()}


@pytest.mark.slow
def test_bytes_depend_on_nothing_but_the_input(tmp_path: Path) -> None:
    """Neither on the order of the texts, nor on the folder that we stand in, nor on hash seeds."""
    shutil.copy(SEED, tmp_path / "letter.txt")
    (tmp_path / "river.txt").write_text(RIVER, encoding="utf-8")
    first = build_apart(tmp_path, ["letter.txt", "river.txt"], tmp_path / "one", "1")
    assert len(first) == 4
    assert (
        build_apart(
            ROOT, [str(tmp_path / "river.txt"), str(tmp_path / "letter.txt")], tmp_path / "two", "2"
        )
        == first
    )


@pytest.mark.slow
def test_forced_rebuild_of_the_same_keeps_the_time_of_every_note(letter: Path) -> None:
    decks = letter.parent / "decks"
    before = {path.name: path.read_bytes() for path in decks.iterdir()}
    # The clock of the fixture was set to 2023
    assert run("build", letter, "-o", decks, "--force").exit_code == 0
    assert {path.name: path.read_bytes() for path in decks.iterdir()} == before

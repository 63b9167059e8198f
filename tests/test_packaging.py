"""What the package says of itself: the licences of all that is in it, and the names it goes by."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "generator" / "data"
IDENTIFIERS = {
    "MIT": "MIT",
    "CC BY-SA 4.0": "CC-BY-SA-4.0",
    "CC BY 4.0": "CC-BY-4.0",
    "CC BY 2.0 FR": "LicenseRef-CC-BY-2.0-FR",
    "Apache-2.0": "Apache-2.0",
    "Arphic Public License": "Arphic-1999",
    "WordNet License": "LicenseRef-WordNet-3.1",
}
"""Licences as the manifest names them, and as package metadata does (SPDX)."""


def read_toml(path: Path) -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def test_the_licence_expression_names_the_licence_of_every_data_file_and_source() -> None:
    manifest = read_toml(DATA / "MANIFEST.toml")
    listed = [*manifest["built"].values(), *manifest["source"].values()]
    named = {re.split(r" \(|: ", one["licence"])[0] for one in listed}
    expression = read_toml(ROOT / "pyproject.toml")["project"]["license"]
    assert set(str(expression).split(" AND ")) == {IDENTIFIERS[name] for name in named}


def test_licence_files_are_there() -> None:
    for name in read_toml(ROOT / "pyproject.toml")["project"]["license-files"]:
        assert (ROOT / name).stat().st_size > 1000


@pytest.mark.slow
@pytest.mark.parametrize(
    ("start", "name"),
    [
        (["cli.py"], "python cli.py"),
        (["-m", "generator"], "python -m generator"),
        (["-c", "from generator.cli import main; main()"], "cika"),
    ],
)
def test_messages_and_help_name_the_program_as_it_was_started(start: list[str], name: str) -> None:
    def said(*arguments: str) -> str:
        command = [sys.executable, *start, *arguments]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
        return (done.stdout + done.stderr).decode()

    assert f"\n  {name} build texts " in said("--help").replace("\n    ", "\n  ")
    assert said("words", "--help").startswith(f"Usage: {name} words ")
    assert f"\n    {name} words letter.txt --write" in said("words", "--help")
    assert f"{name} set new nowhere" in said("set", "show", "nowhere")

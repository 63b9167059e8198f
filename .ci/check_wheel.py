#!/usr/bin/env python3
"""Install a wheel into an empty environment, and build a deck with it in an empty folder.

    python .ci/check_wheel.py WHEEL [--constraint FILE]

Raises AssertionError where the wheel brings more than the package ``generator``, lacks a licence,
or where the installed command does not build the letter of ``seeds/``.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LETTER = next((ROOT / "seeds").glob("1953-12-19*.txt"))
WANTED = ("/LICENSE", "/NOTICE.md", "/ARPHICPL.TXT", "/LAC-LICENSE.TXT", "generator/py.typed")
"""Files of a wheel, by the end of their names: licences, and the mark of a typed package."""
SCRIPTS = "Scripts" if os.name == "nt" else "bin"


def check_content(wheel: Path) -> None:
    """Look at the names of the files in a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    top = {name.partition("/")[0] for name in names}
    metadata = {name for name in top if name.endswith(".dist-info")}
    assert top == {"generator", *metadata}, f"more than the package is installed: {sorted(top)}"
    for ending in (
        "/LICENSE",
        "/NOTICE.md",
        "/ARPHICPL.TXT",
        "/LAC-LICENSE.TXT",
        "generator/py.typed",
        "generator/studio/sample.txt",
        "generator/studio/static/studio.css",
        "generator/studio/strings/zh.toml",
        "generator/studio/templates/base.html",
    ):
        assert any(name.endswith(ending) for name in names), f"{ending} is missing"


def run(command: list[str | Path], folder: Path) -> str:
    """Run a command in a folder and return what it printed."""
    done = subprocess.run(command, cwd=folder, check=True, stdout=subprocess.PIPE)
    return done.stdout.decode("utf-8")


def check_installed(wheel: Path, constraint: list[str | Path], work: Path) -> None:
    """Install a wheel, and build a deck from a text that lies elsewhere."""
    environment, folder = work / "environment", work / "empty"
    folder.mkdir()
    venv.create(environment, with_pip=True)
    python, cika = environment / SCRIPTS / "python", environment / SCRIPTS / "cika"
    install: list[str | Path] = [python, "-m", "pip", "install", "--quiet", wheel]
    run([*install, *constraint], folder)
    shutil.copy(LETTER, folder / "letter.txt")
    print(run([cika, "build", "letter.txt"], folder))
    assert sorted(path.name for path in (folder / "decks").iterdir()) == [
        "letter.apkg",
        "letter.tsv",
    ]
    assert "Usage: cika words" in run([cika, "words", "--help"], folder)
    assert "Usage: python -m generator" in run([python, "-m", "generator", "--help"], folder)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("wheel", type=Path, help="the wheel")
    parser.add_argument("--constraint", type=Path, help="versions of the libraries")
    options = parser.parse_args()
    constraint: list[str | Path] = []
    if options.constraint:
        constraint = ["--constraint", options.constraint.resolve()]
    wheel = options.wheel.resolve()
    check_content(wheel)
    with tempfile.TemporaryDirectory() as work:
        check_installed(wheel, constraint, Path(work))
    print(f"{wheel.name} is whole (Python {sys.version.split()[0]}).")


if __name__ == "__main__":
    main()

"""The checks of ``shared/tools/verify_apkg.py``, where it lies beside the repository."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

VERIFY = Path(__file__).resolve().parents[3] / "shared/tools/verify_apkg.py"
OWN = re.compile(r"PROBLEM integrity .*\n +- Added last review time to .* cards?\.\n")
"""Anki's own bookkeeping of the cards that the tool answered a moment before; whether it is due
hangs on the clock."""


def verify(*arguments: str | Path) -> None:
    """Import a package, and perhaps its next edition, into real collections, and fail on every
    finding of the tool."""
    if not VERIFY.is_file():
        pytest.skip(
            "shared/tools is not beside the repository: verify_apkg.py was not run; all else was"
            " tested"
        )
    run = subprocess.run(
        [sys.executable, VERIFY, *arguments], capture_output=True, text=True, check=False
    )
    problems = re.findall(r"PROBLEM .*\n(?: +- .*\n)*", run.stdout)
    assert run.returncode == 0 or (problems and all(map(OWN.fullmatch, problems))), (
        run.stdout + run.stderr
    )

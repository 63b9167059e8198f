"""The command line, run in this process or in one of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import cli

ROOT = Path(__file__).resolve().parents[2]
SEED = next((ROOT / "seeds").glob("1953-12-19*.txt"))
FIRST_STEPS = ROOT / "seeds" / "first-steps"
posix = pytest.mark.skipif(os.name != "posix", reason="Windows has no such signals and limits")
SIGNALS = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
    " signal.signal(signal.SIGHUP, signal.SIG_DFL)"
)
"""As on a terminal: a test run in the background inherits that these two are ignored."""


def run(*arguments: object, stdin: bytes = b"", **environment: str) -> Result:
    """Run the command line in this process.

    An exception that it does not catch itself fails the test.
    """
    return CliRunner(env=environment).invoke(
        cli.main, [str(one) for one in arguments], input=stdin, catch_exceptions=False
    )


def start(*arguments: object, code: str = "", **environment: str) -> subprocess.Popen[bytes]:
    """Start the command line as a process of its own, and run ``code`` in it first."""
    program = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import cli\n{code}\ncli.main()"
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ | environment
    )

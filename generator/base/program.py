"""What a process of the program knows of itself: how it was started, and how it handles memory."""

import gc
import re
import sys
from pathlib import Path

INSTALLED = "cika"
"""The command that ``pip install`` makes."""
PLAIN_WORD = re.compile(r"[\w./\\:~+@%,=-]+")
"""A word that no terminal takes apart."""
EACH_STEP = "CIKA_PROGRESS"
"""Variable by which the studio, which runs our commands, asks for each step of a stage."""
STEP_MARK = "\x1e"
"""Begins the line of such a step on standard error; no message begins so."""
STANDARD_INPUT = Path("-")
"""What a person names instead of a file to have standard input read."""


def program_name() -> str:
    """Return what a person types to start the program, for messages and help.

    ``cika`` where it is installed, ``python cli.py`` in a checkout, ``python -m generator``. The
    processes of the worker pool answer as the one that started them.
    """
    started = Path(sys.argv[0] if sys.argv else "")
    if started.name == "cli.py":
        return "python cli.py"
    if started.parts[-2:] == ("generator", "__main__.py"):
        return "python -m generator"
    return INSTALLED


def shell_word(word: object) -> str:
    """Return a path or a name as a person types it: in quotation marks where it has spaces."""
    written = str(word)
    return written if PLAIN_WORD.fullmatch(written) else f'"{written}"'


def install_command(*packages: str) -> str:
    """Return what a person types to install packages where this program finds them."""
    return f'"{sys.executable}" -m pip install {" ".join(packages)}'


def collect_garbage_rarely() -> None:
    """Let Python look for garbage seldom: dictionaries and words live to the end of the process,
    and looking through them takes 5 % of a build. Five times the objects, 200 articles: .5 s less,
    and no more memory (2026-11-28)."""
    gc.set_threshold(1_000_000, 50, 100)

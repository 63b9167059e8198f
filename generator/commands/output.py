"""What commands print and write: progress, errors, pages."""

import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.base.errors import CikaError
from generator.base.files import output_errors, save
from generator.base.program import EACH_STEP, STEP_MARK

if TYPE_CHECKING:
    from generator.pipeline import Progress

SCREENS = ("DISPLAY", "WAYLAND_DISPLAY")
"""Variables that Linux sets where windows can be shown; without them the opener only complains."""
MIN_STEPS = 200
"""Steps of a stage from which its progress is shown."""
EVERY = 50
"""Steps between two lines of progress."""


def progress() -> "Progress":
    """Return what shows a line of progress on a terminal, writes one line a step for the program
    that asked for it (``EACH_STEP``), and shows nothing elsewhere."""
    if os.environ.get(EACH_STEP):
        return _write_step
    return _show_progress if sys.stderr.isatty() else _show_nothing


def _write_step(stage: str, done: int, total: int) -> None:
    click.echo(f"{STEP_MARK}{stage}\t{done}\t{total}", err=True)


def _show_progress(stage: str, done: int, total: int) -> None:
    if total < MIN_STEPS:
        return
    is_end = done == total
    if is_end or done % EVERY == 0:
        click.echo(f"\r  {stage}: {done} of {total}\x1b[K", nl=is_end, err=True)


def _show_nothing(stage: str, done: int, total: int) -> None:
    return


def show_error(error: CikaError) -> None:
    """Print an error on standard error."""
    click.echo(f"Error: {error}", err=True)


def show_notes(notes: Iterable[str]) -> None:
    """Print on standard error what a person should know of the texts that were found."""
    for note in notes:
        click.echo(f"note: {note}", err=True)


def show_errors(failed: Iterable[tuple[Path, CikaError]]) -> None:
    """Print why files failed."""
    for _, error in failed:
        show_error(error)


def print_json(value: Any) -> None:
    """Print a value for programs."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


def print_json_line(value: Any) -> None:
    """Print a value as one line of JSON Lines."""
    click.echo(json.dumps(value, ensure_ascii=False))


def write_whole(path: Path, content: bytes) -> None:
    """Write a file and the folder that it lies in. Raises OutputError."""
    with output_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    save(path, content)


def open_page(path: Path) -> None:
    """Open a page in the person's browser; where there is no screen, say where it lies."""
    open_address(path.resolve().as_uri())


def open_address(address: str) -> None:
    """Open an address in the person's browser; where there is no screen, say what to open."""
    has_screen = any(os.environ.get(name) for name in SCREENS)
    if sys.platform.startswith("linux") and not has_screen:
        click.echo(f"Open it in a browser: {address}", err=True)
    else:
        click.launch(address)

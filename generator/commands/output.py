"""What commands print and write: progress, errors, pages."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.base.errors import CikaError
from generator.base.files import output_errors, save

if TYPE_CHECKING:
    from generator.pipeline import Progress

MIN_STEPS = 200
"""Steps of a stage from which its progress is shown."""
EVERY = 50
"""Steps between two lines of progress."""


def progress() -> "Progress":
    """Return what shows a line of progress on a terminal, and nothing elsewhere."""
    return _show_progress if sys.stderr.isatty() else _show_nothing


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
    """Open a page in the person's browser."""
    click.launch(path.resolve().as_uri())

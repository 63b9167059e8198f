"""How far a run over many texts is, and how long it will take: a line on a terminal, nothing
elsewhere."""

import sys
import time
from collections import deque
from collections.abc import Callable

import click

RECENT_TEXTS = 33
"""Number of recent texts used to estimate the time left, plus one. Earlier ones may have been
skipped as up to date, and would make the estimate too low."""
MIN_TEXTS = 5
"""Texts before which the time left is not estimated."""
MAX_MINUTES = 99.5
"""Minutes from which the time left is shown in hours."""


def meter(total: int) -> Callable[[int], None]:
    """Return what shows, after each text, how many of ``total`` are done. Called with ``total`` it
    wipes the line, so that others can write."""
    if not sys.stderr.isatty() or total < 2:
        return _show_nothing
    ends: deque[float] = deque([time.monotonic()], RECENT_TEXTS)

    def show(done: int) -> None:
        ends.append(time.monotonic())
        line = ""
        if done < total:
            line = f"  {done:,} of {total:,} texts{time_left(tuple(ends), total - done)}"
        click.echo(f"\r{line}\x1b[K", nl=False, err=True)

    return show


def _show_nothing(done: int) -> None:
    return


def time_left(ends: tuple[float, ...], texts: int) -> str:
    """Say how long so many texts will take, judging by the times (seconds) at which the last ones
    ended.

    >>> time_left(tuple(range(0, 60, 2)), 450)
    ', about 15 minutes left'
    """
    if len(ends) <= MIN_TEXTS:
        return ""
    seconds_each = (ends[-1] - ends[0]) / (len(ends) - 1)
    minutes = seconds_each * texts / 60
    if minutes < 1:
        return ", less than a minute left"
    if minutes >= MAX_MINUTES:
        return f", about {minutes / 60:.0f} hours left"
    rounded = round(minutes)
    return f", about {rounded} minute left" if rounded == 1 else f", about {rounded} minutes left"

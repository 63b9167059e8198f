"""How far a run over many texts is, and how long it will take: a line on a terminal, nothing
elsewhere."""

import sys
import time
from collections import deque
from collections.abc import Callable

import click

RECENT = 33
"""Texts that the time left is told by, less one: what is up to date goes by in no time, and says
nothing of what comes."""
FEWEST = 5
"""Texts before which nothing is said of the time left."""


def meter(total: int) -> Callable[[int], None]:
    """Return what shows, after each text, how many are done. With ``total`` it wipes the line, so
    that others can write."""
    if not sys.stderr.isatty() or total < 2:
        return lambda done: None
    ends: deque[float] = deque([time.monotonic()], RECENT)

    def show(done: int) -> None:
        ends.append(time.monotonic())
        line = (
            f"  {done:,} of {total:,} texts{time_left(tuple(ends), total - done)}"
            if done < total
            else ""
        )
        click.echo(f"\r{line}\x1b[K", nl=False, err=True)

    return show


def time_left(ends: tuple[float, ...], texts: int) -> str:
    """How long so many texts will take, told by the times (seconds) at which the last ones ended.

    >>> time_left(tuple(range(0, 60, 2)), 450)
    ', about 15 minutes left'
    """
    if len(ends) <= FEWEST:
        return ""
    minutes = (ends[-1] - ends[0]) / (len(ends) - 1) * texts / 60
    if minutes < 1:
        return ", less than a minute left"
    if minutes < 99.5:
        return f", about {minutes:.0f} minute{'s' * (round(minutes) != 1)} left"
    return f", about {minutes / 60:.0f} hours left"

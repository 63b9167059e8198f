"""A command, looked at twice a second: time and memory of all its processes, read from /proc."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

TICK = os.sysconf("SC_CLK_TCK")
PAGE_SIZE = os.sysconf("SC_PAGE_SIZE")
PAUSE = 0.5
"""Seconds."""
CLOCK = {"SOURCE_DATE_EPOCH": "1700000000"}


class Look(NamedTuple):
    """What was seen of a run at one time."""

    decks: int
    """Decks that were there."""
    cpu: float
    """Seconds, of the processes that were running."""
    memory: float
    """MB."""


@dataclass
class WatchedRun:
    """What a command took."""

    wall: float = 0.0
    """Seconds."""
    cpu: float = 0.0
    """Seconds, of all its processes."""
    peak: float = 0.0
    """MB that all its processes had at once."""
    looks: list[Look] = field(default_factory=list)


def run(command: list[str], decks: Path | None = None) -> WatchedRun:
    """Run a command to its end; look at the decks of a folder, too. Exits if the command fails."""
    made, began, cpu_before = WatchedRun(), time.monotonic(), children_seconds()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ | CLOCK
    )
    while process.poll() is None:
        cpu, memory = _tree(process.pid)
        made.peak = max(made.peak, memory)
        if decks and decks.is_dir():
            made.looks.append(Look(len(list(decks.glob("*.apkg"))), cpu, memory))
        time.sleep(PAUSE)
    made.wall = time.monotonic() - began
    made.cpu = children_seconds() - cpu_before
    if process.returncode:
        sys.exit(f"{command} failed")
    return made


def children_seconds() -> float:
    """Return the CPU seconds, user and system, of all processes that were started and ended."""
    times = os.times()
    return times.children_user + times.children_system


def _tree(pid: int) -> tuple[float, float]:
    """Return CPU seconds so far and MB resident of a process and its children."""
    process = Path(f"/proc/{pid}")
    try:
        children: set[str] = set()
        for task in (process / "task").iterdir():
            children.update((task / "children").read_text().split())
        fields = (process / "stat").read_text().rpartition(")")[2].split()
        pages = int((process / "statm").read_text().split()[1])
    except OSError:  # it ended while we looked
        return 0.0, 0.0
    cpu = (int(fields[11]) + int(fields[12])) / TICK
    memory = pages * PAGE_SIZE / 1e6
    for child in children:
        more_cpu, more_memory = _tree(int(child))
        cpu += more_cpu
        memory += more_memory
    return cpu, memory

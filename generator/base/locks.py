"""One program at a time in a folder: two builds of the same decks would both give a word a card."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

LOCK = ".cika.lock"
"""File that Windows locks, which goes with the program; elsewhere the folder itself is locked."""


@contextmanager
def alone_in(folder: Path, on_wait: Callable[[], None]) -> Iterator[None]:
    """Keep other programs that ask for it out of a folder. Where one is there already,
    ``on_wait`` is called once, and its end waited for.

    The system takes the lock back from a program that ends, however it ends. A folder that is
    missing is made, and removed if it stays empty. Where it cannot be made, or the file system
    knows no locks, nobody is kept out: the writer of the folder says what is wrong with it.
    """
    made = _make(folder)
    try:
        descriptor = _open(folder)
        try:
            _lock(descriptor, on_wait)
            yield
        finally:
            if descriptor is not None:
                os.close(descriptor)
    finally:
        for one in made:
            with suppress(OSError):
                one.rmdir()


def _make(folder: Path) -> list[Path]:
    """Make a folder; return what was made, the lowest first."""
    missing = [one for one in (folder, *folder.parents) if not os.path.lexists(one)]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return []
    return missing


if sys.platform == "win32":
    import msvcrt

    def _open(folder: Path) -> int | None:
        try:
            return os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_TEMPORARY)
        except OSError:
            return None

    def _lock(descriptor: int | None, on_wait: Callable[[], None]) -> None:
        if descriptor is None:
            return
        has_waited = False
        while True:
            try:
                msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)  # tries for ten seconds
                return
            except OSError:
                if not has_waited:
                    on_wait()
                has_waited = True

else:
    import fcntl

    def _open(folder: Path) -> int | None:
        try:
            return os.open(folder, os.O_RDONLY)
        except OSError:
            return None

    def _lock(descriptor: int | None, on_wait: Callable[[], None]) -> None:
        if descriptor is None:
            return
        with suppress(OSError):  # no locks on this file system
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                on_wait()
                fcntl.flock(descriptor, fcntl.LOCK_EX)

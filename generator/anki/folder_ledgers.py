"""The twins of a folder, each read when it changed: what a run over many texts remembers from deck
to deck."""

import os
from functools import lru_cache
from pathlib import Path

from generator.anki.other_decks import Decks, OtherDecks
from generator.anki.twin import is_ledger, read_ledger
from generator.base.errors import InputError

SUFFIX = ".tsv"
Version = tuple[int, int, int]
"""What changes when a file does."""


def read_others(folder: Path, except_name: str = "") -> OtherDecks:
    """The decks of a folder but one. Tables that are not ours are passed over.

    Raises InputError where a table is ours and damaged. Twins that did not change since they were
    asked for last are not read again.
    """
    shelf = _shelf(folder.absolute())
    shelf.look(folder, except_name)
    return OtherDecks(shelf.decks, except_name)


@lru_cache(maxsize=4)
def _shelf(folder: Path) -> "FolderLedgers":
    return FolderLedgers()


class FolderLedgers:
    """The decks of a folder as they were when it was looked at last."""

    def __init__(self) -> None:
        self.decks = Decks()
        self._seen: dict[str, Version] = {}

    def look(self, folder: Path, except_name: str) -> None:
        """Read what is new or changed, and forget what is gone; the twin of one deck is left as it
        is."""
        there = _tables(folder)
        for name in self._seen.keys() - there.keys():
            self._forget(name)
        for name in sorted(there):
            if name != except_name and self._seen.get(name) != there[name]:
                self._forget(name)
                path = folder / f"{name}{SUFFIX}"
                if is_ledger(path):
                    self.decks.put(name, read_ledger(path))
                self._seen[name] = there[name]

    def _forget(self, name: str) -> None:
        self._seen.pop(name, None)
        self.decks.drop(name)


def _tables(folder: Path) -> dict[str, Version]:
    """The tables of a folder, by stem, and what each is like; none where there is no folder."""
    found = {}
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith(SUFFIX) and entry.is_file():
                    status = entry.stat()
                    found[entry.name.removesuffix(SUFFIX)] = (
                        status.st_mtime_ns,
                        status.st_size,
                        status.st_ino,
                    )
    except FileNotFoundError:
        if folder.is_dir():  # a table went while we looked
            return _tables(folder)
    except OSError as error:
        raise InputError(
            f"{folder} cannot be read: {error.strerror}. Check your rights to the folder."
        ) from error
    return found

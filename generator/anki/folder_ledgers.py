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
"""Time of change, size and inode of a file: they change when the file does."""


def read_others(folder: Path, except_name: str = "", *, is_sample: bool = False) -> OtherDecks:
    """Read the decks of a folder but one, of which ``is_sample`` says whether it is a sample.
    Tables that are not ours are passed over.

    Raises InputError where a table is ours and damaged. Twins that did not change since they were
    asked for last are not read again.
    """
    ledgers = _ledgers_of(folder.absolute())
    ledgers.look(folder, except_name)
    return OtherDecks(ledgers.decks, except_name, is_sample=is_sample)


@lru_cache(maxsize=4)
def _ledgers_of(folder: Path) -> "FolderLedgers":
    return FolderLedgers()


class FolderLedgers:
    """The decks of a folder as they were when it was looked at last."""

    def __init__(self) -> None:
        self.decks = Decks()
        self._versions: dict[str, Version] = {}

    def look(self, folder: Path, except_name: str) -> None:
        """Read what is new or changed, and forget what is gone; the twin of one deck is left as it
        is."""
        present = _tables(folder)
        for name in self._versions.keys() - present.keys():
            self._forget(name)
        for name in sorted(present):
            if name == except_name or self._versions.get(name) == present[name]:
                continue
            self._forget(name)
            path = folder / f"{name}{SUFFIX}"
            if is_ledger(path):
                self.decks.put(name, read_ledger(path))
            self._versions[name] = present[name]

    def _forget(self, name: str) -> None:
        self._versions.pop(name, None)
        self.decks.drop(name)


def _tables(folder: Path) -> dict[str, Version]:
    """Return the version of each table of a folder, by stem; none where there is no folder."""
    found: dict[str, Version] = {}
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith(SUFFIX) and entry.is_file():
                    seen = entry.stat()
                    version = (seen.st_mtime_ns, seen.st_size, seen.st_ino)
                    found[entry.name.removesuffix(SUFFIX)] = version
    except FileNotFoundError:
        if folder.is_dir():  # a table went while we looked
            return _tables(folder)
    except OSError as error:
        raise InputError(
            f"{folder} cannot be read: {error.strerror}. Check your rights to the folder."
        ) from error
    return found

"""Names for files that come to the workspace: none overwrites another, and no two texts that stand
by themselves have decks of one name, of which none could be built."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from generator.pipeline import Source
from generator.texts import SET_NAMES
from generator.texts.discovery import SUFFIXES
from generator.texts.file_names import name_of, side_of
from generator.texts.side_tables import text_of_table

IsTaken = Callable[[Path, bytes], bool]
"""Tells whether something else lies at a path."""


class FreeNames:
    """The names that are free in a folder, while files come to it."""

    def __init__(self, folder: Path, sources: Iterable[Source], coming: Iterable[Path]) -> None:
        """``sources`` are the texts that stand by themselves, ``coming`` the paths in the folder
        that are asked for."""
        self._folder = folder
        self._text_of_deck = {source.name.casefold(): source.path for source in sources}
        self._sets = {folder / path.parent for path in coming if path.name in SET_NAMES}

    def place(self, group: Mapping[Path, bytes], is_taken: IsTaken) -> dict[Path, bytes]:
        """Return where the files of one text go: all get the same number where one is needed."""
        number = 1
        while True:
            placed = {self._folder / _numbered(path, number): group[path] for path in group}
            decks = dict(self._decks_of(placed))
            has_other = any(
                self._text_of_deck.get(deck, decks[deck]) != decks[deck] for deck in decks
            )
            if not has_other and not any(is_taken(*file) for file in placed.items()):
                self._text_of_deck |= decks
                return placed
            number += 1

    def _decks_of(self, paths: Iterable[Path]) -> Iterator[tuple[str, Path]]:
        """Yield names of decks and the texts, among some files, that have them; lessons have none
        of their own."""
        for path in paths:
            is_text = path.suffix.lower() in SUFFIXES and text_of_table(path) is None
            if is_text and side_of(path)[0] != "en" and not self._is_lesson(path):
                yield name_of(path).casefold(), path

    def _is_lesson(self, path: Path) -> bool:
        folders = path.parents[: len(path.relative_to(self._folder).parts)]
        for folder in folders:
            if folder in self._sets or any((folder / name).exists() for name in SET_NAMES):
                return True
        return False


def _numbered(path: Path, number: int) -> Path:
    """Return a path with a number before its first dot; the first has none."""
    if number == 1:
        return path
    stem, dot, rest = path.name.partition(".")
    return path.with_name(f"{stem}-{number}{dot}{rest}")

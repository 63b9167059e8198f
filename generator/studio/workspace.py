"""The workspace: a folder with texts, class sets and decks, and who may write what in it.

Pages never name a path. They name an id, which ``Workspace`` hands out for what it found in the
folder; so nothing outside can be named. What is written names the version that it was made from: a
file that another program changed meanwhile is not overwritten (``Conflict``).
"""

import hashlib
import os
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from generator import anki, texts
from generator.base.errors import CikaError, InputError, OutputError
from generator.base.files import output_errors, real, replace
from generator.pipeline import Source
from generator.pipeline.sources import Failed, sets_of, sources_of
from generator.studio.free_names import FreeNames

OWN = ".cika"
"""Folder of the workspace in which the studio keeps what it can make again."""
DECKS = "decks"
ID_BYTES = 6
VERSION_BYTES = 12
MISSING = ""
"""The version of a file that is not there."""


class UnknownId(CikaError):
    """An id of which the workspace knows nothing, or no longer."""


class Conflict(CikaError):
    """A file is no longer as it was when what is to be written was made from it."""

    def __init__(self, name: str, version: str) -> None:
        super().__init__(
            f"{name} was changed by another program or in another window since this page read it."
            " Nothing was written. Look at both, and choose."
        )
        self.name = name
        self.version = version
        """That of the file as it is now."""


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file as it was when it was read."""

    content: bytes
    version: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """What lies in the folder: ids and what they stand for, in the order of names."""

    texts: dict[str, Source]
    sets: dict[str, Path]
    """Files ``set.toml``."""
    lessons: dict[str, Source] = field(default_factory=dict)
    """Texts of lessons of the sets."""
    set_of: dict[str, str] = field(default_factory=dict)
    """Id of such a text -> id of its set."""
    failed: tuple[Failed, ...] = ()
    """Files that cannot be texts of this folder, and why."""

    def text(self, id: str) -> Source | None:
        """Return a text, also one of a lesson; None where there is none with that id."""
        return self.texts.get(id) or self.lessons.get(id)


class Workspace:
    """A folder that one studio works in. Its methods may be called from several threads."""

    def __init__(self, folder: Path) -> None:
        self.folder = real(folder)
        self._writing = threading.Lock()
        self._shelf: Shelf | None = None

    @property
    def decks(self) -> Path:
        """Return the folder of the decks."""
        return self.folder / DECKS

    @property
    def own(self) -> Path:
        """Return the folder of what can be made again, which is made where it is missing."""
        folder = self.folder / OWN
        with output_errors(folder):
            folder.mkdir(exist_ok=True)
        return folder

    # -- what lies here

    def look(self) -> Shelf:
        """Look through the folder and return what lies in it."""
        sets, rest, failed = sets_of([self.folder])
        found = sources_of(rest)
        failed += [one for one in found.failed if real(one[0]) != self.folder]  # no text yet
        shelf = Shelf(
            texts={self._id(source.path): source for source in found.sources},
            sets={self._id(path): path for path in sets},
            failed=tuple(failed),
        )
        for id, path in shelf.sets.items():
            for source in _texts_of_set(path):
                text_id = self._id(source.path)
                shelf.lessons[text_id] = source
                shelf.set_of[text_id] = id
        self._shelf = shelf
        return shelf

    def text(self, id: str) -> Source:
        """Return the text with an id. Raises UnknownId."""
        source = self._known().text(id)
        if source is None or not texts.exists(source.path):
            source = self.look().text(id)
        if source is None:
            raise UnknownId("This text is no longer in the folder. Go back to the list.")
        return source

    def class_set(self, id: str) -> Path:
        """Return the file ``set.toml`` of the class set with an id. Raises UnknownId."""
        path = self._known().sets.get(id) or self.look().sets.get(id)
        if path is None:
            raise UnknownId("This class set is no longer in the folder. Go back to the list.")
        return path

    def set_of_text(self, id: str) -> str:
        """Return the id of the set of which a text is a lesson; nothing for a text by itself."""
        return self._known().set_of.get(id, "")

    def id_of(self, source: Source) -> str:
        """Return the id of a text."""
        return self._id(source.path)

    def id_of_path(self, path: Path) -> str:
        """Return the id that a text at a path has, if there is one."""
        return self._id(path)

    def package(self, source: Source) -> Path:
        """Return where the deck of a text lies, or will lie."""
        return anki.paths(self.decks, source.name)[0]

    def package_of_set(self, path: Path) -> Path:
        """Return where the package of a class set lies, or will lie; ``path`` is its file."""
        name = texts.name_of_set(path)
        return anki.paths(self.decks / name, name)[0]

    def name(self, path: Path) -> str:
        """Return a path as it is seen from the folder."""
        return path.relative_to(self.folder).as_posix() if self.holds(path) else path.name

    def typed(self, path: Path) -> str:
        """Return a path as a person types it in the folder; a beginning that looks like an option
        is hidden from the command line."""
        name = self.name(path) if self.holds(path) else str(path)
        return f"./{name}" if name.startswith("-") else name

    def plain(self, message: str) -> str:
        """Return a message with paths as they are seen from the folder: on a page nobody needs to
        know where it lies."""
        return message.replace(f"{self.folder}{os.sep}", "").replace(str(self.folder), ".")

    def holds(self, path: Path) -> bool:
        """Tell whether a path lies in the folder, links followed."""
        return real(path).is_relative_to(self.folder)

    def _known(self) -> Shelf:
        return self._shelf or self.look()

    def _id(self, path: Path) -> str:
        name = self.name(path).encode("utf-8", "surrogateescape")
        return hashlib.blake2b(name, digest_size=ID_BYTES).hexdigest()

    # -- reading and writing

    def read(self, path: Path) -> FileRead:
        """Read a file with its version; a file that is missing is empty, of version ``MISSING``."""
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            return FileRead(b"", MISSING)
        except OSError as error:
            reason = error.strerror or error
            raise InputError(f"{self.name(path)}: cannot be read ({reason}).") from error
        return FileRead(content, version_of(content))

    def write(self, path: Path, content: bytes, made_from: str) -> str:
        """Write a file whole, if it still has the version that ``content`` was made from; return
        the new version. Raises Conflict, OutputError."""
        return self.write_all({path: content}, {path: made_from})[path]

    def write_all(self, contents: dict[Path, bytes], made_from: dict[Path, str]) -> dict[Path, str]:
        """Write files, all or none, if each still has the version it was made from; return the new
        versions."""
        with self._writing:
            for path in contents:
                self._check(path, made_from[path])
            with output_errors(next(iter(contents), self.folder)):
                replace(contents)
        return {path: version_of(content) for path, content in contents.items()}

    def remove(self, path: Path, made_from: str) -> None:
        """Remove a file, if it still has a version; for an undo of its first writing."""
        with self._writing:
            self._check(path, made_from)
            with output_errors(path):
                path.unlink(missing_ok=True)

    def add(self, contents: Iterable[tuple[Path, bytes]]) -> list[Path]:
        """Write new files, whose paths are relative to the folder, without overwriting any; return
        where they lie. A file that is there with the same content is left as it is. Files of one
        text (``a.zh.txt``, ``a.words.tsv``) get the same number where one must be given."""
        groups: dict[tuple[Path, str], dict[Path, bytes]] = {}
        for path, content in contents:
            base = (path.parent, path.name.partition(".")[0])
            groups.setdefault(base, {})[path] = content
        written: list[Path] = []
        coming = chain.from_iterable(groups.values())
        names = FreeNames(self.folder, self.look().texts.values(), coming)
        with self._writing:
            for group in groups.values():
                written += self._write_new(names.place(group, self._is_taken))
        self._shelf = None
        return written

    def _write_new(self, placed: dict[Path, bytes]) -> list[Path]:
        for path in placed:
            if not self.holds(path):
                raise OutputError(f"{path.name} would lie outside the folder. Rename it.")
            with output_errors(path):
                path.parent.mkdir(parents=True, exist_ok=True)
        with output_errors(next(iter(placed))):
            replace(placed)
        return list(placed)

    def _is_taken(self, path: Path, content: bytes) -> bool:
        """Tell whether something else lies at a path."""
        return path.exists() and (path.is_dir() or self.read(path).content != content)

    def _check(self, path: Path, made_from: str) -> None:
        if not self.holds(path):
            raise OutputError(f"{path.name} lies outside the folder and is not written.")
        version = self.read(path).version
        if version != made_from:
            raise Conflict(self.name(path), version)


def version_of(content: bytes) -> str:
    """Return what tells the contents of files apart."""
    return hashlib.blake2b(content, digest_size=VERSION_BYTES).hexdigest()


def _texts_of_set(path: Path) -> list[Source]:
    """Return the texts of the lessons of a set; none where it cannot be read: its own page says
    why."""
    try:
        class_set = texts.read_set(path)
    except InputError:
        return []
    found = []
    for lesson in class_set.lessons:
        found += [Source(zh, en) for zh, en in lesson.texts]
    return found

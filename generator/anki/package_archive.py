"""Packages as archives, opened with care: whoever reads an .apkg or .colpkg reads it through here.

A package may be a stranger's, or damaged. It is never unpacked to a place of its own choosing, no
part gives more bytes than its reader can use, and whatever is wrong is told in a sentence.
"""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from generator.base.errors import InputError
from generator.base.files import scratch_folder
from generator.base.program import install_command

DATABASES = ("collection.anki21b", "collection.anki21", "collection.anki2")
"""In order of preference: beside a newer one, an older one is a stand-in."""
DATABASES_OF_ANKI = frozenset(DATABASES[:2])
"""Only Anki itself writes these."""
MAX_DATABASE = 1_000_000_000
"""Bytes of an unpacked database; a collection of 50,000 notes takes some 50 million."""
MAX_PART = 50_000_000
"""Bytes of any other part: a list of files, a sound, a picture."""
BLOCK = 1 << 20
"""Bytes that are copied at once."""
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    ValueError,
)
"""Errors of zipfile over damaged or encrypted archives."""


@contextmanager
def open_package(path: Path, remedy: str) -> Iterator[zipfile.ZipFile]:
    """Open a package. What is wrong with it, then or while it is read, becomes an InputError that
    ends in ``remedy``; where there is none, a FileNotFoundError."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except FileNotFoundError:
        raise
    except DAMAGE as error:
        raise InputError(f"{path}: is a damaged package ({error}). {remedy}") from None


def read_part(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return a part of a package. Raises ValueError where it is larger than MAX_PART, what
    DAMAGE names where it is damaged."""
    with archive.open(name) as packed:
        content = packed.read(MAX_PART + 1)
    if len(content) > MAX_PART:
        raise ValueError(f"its part {name} has more than {MAX_PART // 10**6} MB")
    return content


@contextmanager
def unpacked_database(path: Path, remedy: str) -> Iterator[Path]:
    """Yield the newest database of a package as a file, for as long as needed. Raises InputError
    and FileNotFoundError like ``open_package``."""
    with scratch_folder() as folder:
        target = folder / "collection"
        with open_package(path, remedy) as archive, target.open("wb") as unpacked:
            present = set(archive.namelist())
            names = [name for name in DATABASES if name in present]
            if not names:
                raise ValueError("it holds no database")
            with archive.open(names[0]) as packed:
                stream = _zstandard(packed, path) if names[0].endswith("b") else packed
                _copy(stream, unpacked, path)
        yield target


def _zstandard(packed: IO[bytes], path: Path) -> IO[bytes]:
    """Return a stream of what Zstandard packed."""
    try:
        import zstandard
    except ImportError:
        newest = (
            "is a package of the newest kind, and to read it needs zstandard, which is not"
            " installed"
        )
        remedy = f"Install it: {install_command('zstandard')}"
        raise InputError(
            f'{path}: {newest}. {remedy} . Or export it with "Support older Anki versions" ticked.'
        ) from None
    stream: IO[bytes] = zstandard.ZstdDecompressor().stream_reader(packed, read_across_frames=True)
    return _Checked(stream, zstandard.ZstdError)  # type: ignore[return-value]


class _Checked:
    """A stream whose own errors become OSError, as those of files are."""

    def __init__(self, stream: IO[bytes], error: type[Exception]) -> None:
        self.stream, self.error = stream, error

    def read(self, size: int) -> bytes:
        try:
            return self.stream.read(size)
        except self.error as error:
            raise OSError(str(error)) from error


def _copy(source: IO[bytes], target: IO[bytes], path: Path) -> None:
    written = 0
    while block := source.read(BLOCK):
        written += target.write(block)
        if written > MAX_DATABASE:
            raise InputError(
                f"{path}: its database has more than {MAX_DATABASE // 10**9} GB. Export the Chinese"
                " decks alone."
            )

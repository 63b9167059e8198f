"""Paths of texts, on disk and in ZIP archives, and their bytes."""

import os
import sys
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from generator.base.errors import InputError
from generator.base.files import is_file
from generator.base.program import STANDARD_INPUT
from generator.texts.archive import MAGIC, Archive
from generator.texts.recognise import PART_OF_FORMAT

MAX_SIZE = 50_000_000
"""Bytes of a file. The longest Chinese novels take 30 million in UTF-8; a larger file is a mistake,
and would fill the memory."""
SET = "set"
"""Stem of the file that makes a folder one set of lessons."""
CLASS_SET = f"{SET}.toml"
WORKBOOK_SET = f"{SET}.xlsx"
SET_NAMES = (CLASS_SET, f"{CLASS_SET}.txt", WORKBOOK_SET)
"""Files that describe a set; Windows' editor adds an ending that Windows hides."""
MIN_SIMILARITY = 0.7
"""Of the name of a file to one that is missing (``difflib``) from which it may be meant."""
DOCUMENT_PARTS = ("mimetype", *PART_OF_FORMAT.values())
"""Files in archives that are documents."""


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file, of a file in a ZIP archive (``texts.zip/a.txt``), or of standard
    input for ``-``.

    Raises InputError if that cannot be done, or if it is too large.
    """
    try:
        data = _read(path)
    except IsADirectoryError:
        raise InputError(f"{path}: this is a folder; expected a text file in it.") from None
    except FileNotFoundError:
        raise InputError(missing_message(path)) from None
    except (OSError, ValueError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or error
        raise InputError(
            f"{path}: cannot be read ({reason}). Check the path and your rights to the file."
        ) from None
    if len(data) > MAX_SIZE:
        raise InputError(
            f"{path}: larger than {MAX_SIZE // 1_000_000} MB, too much for one text. Split it into"
            " chapters."
        )
    return data


def _read(path: Path) -> bytes:
    if path == STANDARD_INPUT:
        if sys.stdin is None:
            raise OSError("standard input is closed")
        return _standard_input(sys.stdin.buffer)
    packed = path_in_archive(path)
    if packed:
        archive, name = packed
        return open_archive(archive).read(name)
    with path.open("rb") as file:
        return file.read(MAX_SIZE + 1)


def exists(path: Path) -> bool:
    """Tell whether there is such a file, also in a ZIP archive.

    A link that leads nowhere counts, so that reading it says so.
    """
    packed = path_in_archive(path)
    if packed:
        archive, name = packed
        return name in open_archive(archive)
    return os.path.lexists(path)


def path_in_archive(path: Path) -> tuple[Path, str] | None:
    """Return the archive that a path leads into, and the path inside it; None for a path that leads
    into none."""
    for parent in path.parents:
        if parent.suffix.lower() == ".zip" and is_file(parent):
            return parent, path.relative_to(parent).as_posix()
    return None


def is_archive(path: Path) -> bool:
    """Tell whether a file is a ZIP archive that is no document."""
    if path.suffix.lower() != ".zip" or not is_file(path):
        return False
    try:
        with path.open("rb") as file:
            beginning = file.read(len(MAGIC))
    except OSError:  # the reader says what is wrong with it
        return False
    if beginning != MAGIC:
        return False
    archive = open_archive(path)
    return not any(part in archive for part in DOCUMENT_PARTS)


def open_archive(path: Path) -> Archive:
    """Open a ZIP archive; raises InputError if it is too large, damaged or breaks a limit."""
    status = path.stat()
    return _open_archive(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=4)
def _open_archive(path: Path, changed: int, size: int) -> Archive:
    """Open an archive, and keep it open until it changes."""
    if size > MAX_SIZE:
        raise InputError(
            f"{path}: larger than {MAX_SIZE // 1_000_000} MB. Pack fewer texts in one archive."
        )
    return Archive(path.read_bytes(), str(path))


@lru_cache(maxsize=1)
def _standard_input(stream: BinaryIO) -> bytes:
    """Return what standard input holds; it can be read but once, and is wanted for the text and for
    its fingerprint."""
    return stream.read(MAX_SIZE + 1)


def missing_message(path: Path) -> str:
    """Say that there is no such file, and what to check."""
    if path.is_symlink():
        return (
            f"{path}: this link points to {path.readlink()}, which does not exist. Mend the link,"
            " or give the file itself."
        )
    try:
        return f"{path}: no such file or folder. {_meant(path)}"
    except OSError:
        return (
            f"{path}: no such file or folder. Your current folder does not exist any more; change"
            " to another."
        )


def _meant(path: Path) -> str:
    """Ask whether a file with nearly that name was meant."""
    folder = path.parent
    if not folder.is_dir():
        return f"There is no folder {folder} either; the current folder is {Path.cwd()}."
    names = sorted(one.name for one in folder.iterdir())
    same_stem = [name for name in names if Path(name).stem == path.name]
    near = [*same_stem, *get_close_matches(path.name, names, n=1, cutoff=MIN_SIMILARITY)]
    if near:
        return f"Did you mean {folder / near[0]}?"
    return f"Check the spelling; the current folder is {Path.cwd()}."


def set_file(path: Path) -> Path:
    """Return the file that describes a class set, given that file or its folder or archive."""
    if path.name in SET_NAMES:
        return path
    found = [path / name for name in SET_NAMES if exists(path / name)]
    return found[0] if found else path / CLASS_SET

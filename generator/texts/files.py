"""Files and folders: which are texts, what they are called, and their bytes."""

import os
import re
import sys
import unicodedata
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.errors import InputError

LARGEST = 50_000_000
"""Bytes of a file. The longest Chinese novels take 30 million in UTF-8; a larger file is a mistake, and would fill the memory."""
LONGEST_LINE = 1_000_000
"""Characters of a line of a text. 红楼梦 has 730,000 in all: a longer line is data, not prose."""
LONGEST_NAME = 60
"""Characters of a name: with three bytes each and a suffix it stays below the 255 bytes of most file systems."""

SUFFIXES = (".txt", ".md", ".tmx")
NOT_TEXTS = {"readme", "license", "licence", "notice", "changelog", "contributing", "copying"}
STANDARD_INPUT = Path("-")
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
LANGUAGE_SUFFIX = re.compile(r"[._\- ](?:zh|cn|chs|cht|chinese|zh[-_](?:cn|tw|hk|hans|hant)|中文|原文)$", re.IGNORECASE)


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file, or of standard input for ``-``. Raises InputError if that cannot be done, or if it is too large."""
    try:
        if path == STANDARD_INPUT:
            if sys.stdin is None:
                raise OSError("standard input is closed")
            data = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with path.open("rb") as file:
                data = file.read(LARGEST + 1)
    except IsADirectoryError:
        raise InputError(f"{path}: this is a folder; expected a text file in it.") from None
    except FileNotFoundError:
        raise InputError(_missing(path)) from None
    except (OSError, ValueError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or error
        raise InputError(f"{path}: cannot be read ({reason}). Check the path and your rights to the file.") from None
    if len(data) > LARGEST:
        raise InputError(f"{path}: larger than {LARGEST // 1_000_000} MB, too much for one text. Split it into chapters.")
    return data


def find_texts(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Return the texts among ``paths``: files as they are, in a folder and its folders every .txt, .md and .tmx file, sorted.

    Left out in folders: hidden files, and the likes of README and LICENSE. Raises InputError for a path that is missing and
    for a folder without texts.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if not path.is_dir():
            if not path.exists():
                raise InputError(_missing(path))
            found[path] = None
            continue
        inside = sorted(_walk(path))
        if not inside:
            raise InputError(f"{path}: found no text in this folder; expected files that end in {' or '.join(SUFFIXES)}.")
        found |= dict.fromkeys(inside)
    return tuple(found)


def name_of(path: Path) -> str:
    """Return the name of a text, a slug of its file's stem: safe as a file name everywhere and as an Anki tag.

    Letters (Chinese ones too) and digits stay, all else becomes a hyphen. A stem too long is cut, with a checksum of the whole.
    """
    stem = unicodedata.normalize("NFC", path.stem)
    slug = re.sub(r"[\W_]+", "-", LANGUAGE_SUFFIX.sub("", stem)).strip("-")
    if len(slug) > LONGEST_NAME:
        slug = f"{slug[: LONGEST_NAME - 9]}-{zlib.crc32(stem.encode('utf-8', 'surrogateescape')):08x}"
    return f"text-{slug}".rstrip("-") if not slug or RESERVED.fullmatch(slug) else slug


def _walk(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(root, name)
            if path.suffix.lower() in SUFFIXES and not name.startswith(".") and path.stem.lower() not in NOT_TEXTS and path.is_file():
                yield path


def _missing(path: Path) -> str:
    if path.is_symlink():
        return f"{path}: this link points to {path.readlink()}, which does not exist. Mend the link, or give the file itself."
    if path == STANDARD_INPUT:
        return "A deck is named after its file, so that standard input (-) cannot be built. Save the text as a file."
    try:
        return f"{path}: no such file or folder. Check the spelling; the current folder is {Path.cwd()}."
    except OSError:
        return f"{path}: no such file or folder. Your current folder does not exist any more; change to another."

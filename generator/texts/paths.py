"""Files and folders: which are texts, what they are called, and their bytes."""

import codecs
import os
import re
import sys
import unicodedata
import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from generator.base.errors import InputError
from generator.texts.archive import MAGIC, Archive

LARGEST = 50_000_000
"""Bytes of a file. The longest Chinese novels take 30 million in UTF-8; a larger file is a mistake,
and would fill the memory."""
LONGEST_LINE = 1_000_000
"""Characters of a line of a text. 红楼梦 has 730,000 in all: a longer line is data, not prose."""
LONGEST_NAME = 60
"""Characters of a name: with three bytes each and a suffix it stays below the 255 bytes of most
file systems."""

SUFFIXES = (
    ".txt .md .markdown .tmx .tsv .csv .xlsx .srt .vtt .ass .ssa .epub .docx .html .htm .xhtml .mht"
    " .mhtml .pdf .zip"
).split()
NOT_TEXTS = {
    "readme",
    "license",
    "licence",
    "notice",
    "changelog",
    "contributing",
    "copying",
    "glossary",
}
SIDECARS = (".words.tsv", ".aligned.tsv", ".list.tsv", ".lessons.tsv")
CLASS_SET = "set.toml"
"""A folder with such a file is one set of lessons."""
STANDARD_INPUT = Path("-")
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
CHINESE = r"zh|cn|chs|cht|chi|zho|chinese|zh[-_](?:cn|tw|hk|hans|hant)|中文|原文|汉语"
ENGLISH = r"en|eng|english|en[-_](?:us|gb)|英文|译文|英语|翻译"
LANGUAGE_SUFFIX = re.compile(rf"[._\- ](?:{CHINESE})$", re.IGNORECASE)
ENGLISH_SUFFIX = re.compile(rf"[._\- ](?:{ENGLISH})$", re.IGNORECASE)
SAVED_PAGE = ("_files", ".files", "_文件")
"""Ends of the folders in which browsers keep the pictures of a saved page."""

Found = tuple[Path, Path | None]
"""The file with a text or with its Chinese, and the file with its English, where that is
another."""


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file, of a file in a ZIP archive (``texts.zip/a.txt``), or of standard
    input for ``-``.

    Raises InputError if that cannot be done, or if it is too large.
    """
    try:
        if path == STANDARD_INPUT:
            if sys.stdin is None:
                raise OSError("standard input is closed")
            data = _standard_input(sys.stdin.buffer)
        elif packed := path_in_archive(path):
            data = _archive(*_stamp(packed[0])).read(packed[1])
        else:
            with path.open("rb") as file:
                data = file.read(LARGEST + 1)
    except IsADirectoryError:
        raise InputError(f"{path}: this is a folder; expected a text file in it.") from None
    except FileNotFoundError:
        raise InputError(_missing(path)) from None
    except (OSError, ValueError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or error
        raise InputError(
            f"{path}: cannot be read ({reason}). Check the path and your rights to the file."
        ) from None
    if len(data) > LARGEST:
        raise InputError(
            f"{path}: larger than {LARGEST // 1_000_000} MB, too much for one text. Split it into"
            " chapters."
        )
    return data


def exists(path: Path) -> bool:
    """Whether there is such a file, also in a ZIP archive; a link that leads nowhere counts, so
    that reading it says so."""
    packed = path_in_archive(path)
    return (
        packed[1] in _archive(*_stamp(packed[0])) if packed else path.exists() or path.is_symlink()
    )


def find_texts(paths: Sequence[Path]) -> tuple[Found, ...]:
    """Return the texts among ``paths``: files as they are; in a folder, its folders and a ZIP
    archive each file that may be one, sorted.

    Two files whose names or folders say Chinese and English and are else the same (``a.zh.txt``,
    ``a.en.txt``; ``中文/a.txt``, ``英文/a.txt``; also ``a.srt``, ``a.en.srt``) are one text. Left
    out in folders: hidden files, the likes of README and LICENSE, corrections, the twins of decks,
    and in them the folders that are class sets (``find_sets``). Raises InputError for a path that
    is missing and for a folder without texts or sets.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path == STANDARD_INPUT:
            found[path] = None
            continue
        if not path.is_dir() and not exists(path):
            raise InputError(_missing(path))
        inside = (
            sorted(_walk(path))
            if path.is_dir()
            else sorted(_members(path))
            if _is_archive(path)
            else [path]
        )
        if not inside and not find_sets([path]):
            kind = "folder" if path.is_dir() else "archive"
            suffixes = f"{', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}"
            raise InputError(
                f"{path}: found no text in this {kind}; expected files that end in {suffixes}."
            )
        for file in inside:
            found |= dict.fromkeys(
                sorted(_members(file)) if file != path and _is_archive(file) else [file]
            )
    return _joined(tuple(found))


def find_sets(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Return the class sets among ``paths``, sorted: files ``set.toml``, themselves or anywhere in
    a folder or a ZIP archive."""
    found: set[Path] = set()
    for path in paths:
        if path.name == CLASS_SET and exists(path):
            found.add(path)
        elif path.is_dir():
            found |= {
                Path(root, CLASS_SET) for root, _, names in _folders(path) if CLASS_SET in names
            }
        elif path != STANDARD_INPUT and _is_archive(path):
            found |= {
                path / name
                for name in _archive(*_stamp(path)).names
                if Path(name).name == CLASS_SET
            }
    return tuple(sorted(found))


def name_of(path: Path) -> str:
    """Return the name of a text, a slug of its file's stem: safe as a file name everywhere and as
    an Anki tag.

    Letters (Chinese ones too) and digits stay, all else becomes a hyphen. A stem too long is cut,
    with a checksum of the whole.
    """
    stem = unicodedata.normalize("NFC", path.stem)
    slug = re.sub(r"[\W_]+", "-", LANGUAGE_SUFFIX.sub("", stem)).strip("-")
    if len(slug) > LONGEST_NAME:
        slug = (
            f"{slug[: LONGEST_NAME - 9]}-{zlib.crc32(stem.encode('utf-8', 'surrogateescape')):08x}"
        )
    return f"text-{slug}".rstrip("-") if not slug or RESERVED.fullmatch(slug) else slug


def name_of_set(path: Path) -> str:
    """Return the name of a class set by its file ``set.toml``: a slug of the name of its folder or
    archive."""
    folder = path.parent.resolve()
    return name_of(
        folder if folder.suffix.lower() == ".zip" else folder.with_name(f"{folder.name}.folder")
    )


def _joined(files: tuple[Path, ...]) -> tuple[Found, ...]:
    """Join the files that are two sides of one text."""
    sides: dict[tuple[Path, str], dict[str, list[Path]]] = {}
    for file in files:
        language, key = _side(file)
        sides.setdefault(key, {}).setdefault(language, []).append(file)
    english_of: dict[Path, Path] = {}
    for group in sides.values():
        chinese = group.get("zh") or group.get("", [])
        english = group.get("en", [])
        if len(chinese) == len(english) == 1:
            english_of[chinese[0]] = english[0]
    taken = set(english_of.values())
    return tuple((file, english_of.get(file)) for file in files if file not in taken)


def _side(file: Path) -> tuple[str, tuple[Path, str]]:
    """The language that a file's name or folder says, and what both sides of a text have in
    common."""
    for language, suffix, names in (
        ("zh", LANGUAGE_SUFFIX, CHINESE),
        ("en", ENGLISH_SUFFIX, ENGLISH),
    ):
        if suffix.search(file.stem):
            return language, (file.parent, suffix.sub("", file.stem))
        if re.fullmatch(names, file.parent.name, re.IGNORECASE):
            return language, (file.parent.parent, file.stem)
    return "", (file.parent, file.stem)


def _walk(folder: Path) -> Iterator[Path]:
    for root, folders, names in _folders(folder):
        folders[:] = [name for name in folders if not Path(root, name, CLASS_SET).is_file()]
        for name in names:
            path = Path(root, name)
            if (
                _is_wanted(path)
                and path.is_file()
                and not (path.suffix.lower() == ".tsv" and _is_twin(path))
            ):
                yield path


def _folders(folder: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """``os.walk`` without hidden folders and those of saved pages."""
    for root, folders, names in os.walk(folder):
        folders[:] = [
            name for name in folders if not name.startswith(".") and not name.endswith(SAVED_PAGE)
        ]
        yield root, folders, names


def _is_wanted(path: Path) -> bool:
    """Whether a file of a folder may be a text, by its name."""
    name = path.name.lower()
    no_text = (
        name.startswith((".", "~$")) or name.endswith(SIDECARS) or path.stem.lower() in NOT_TEXTS
    )
    return path.suffix.lower() in SUFFIXES and not no_text


def _is_twin(path: Path) -> bool:
    """Whether a table was written for Anki to import, as the twins of decks are."""
    with path.open("rb") as file:
        return file.read(20).removeprefix(codecs.BOM_UTF8).startswith((b"#separator", b"#cika"))


def _members(path: Path) -> list[Path]:
    """The files of an archive that may be texts; archives in archives are not opened."""
    inside = [Path(name) for name in _archive(*_stamp(path)).names]
    shown = [
        name
        for name in inside
        if not any(part.startswith((".", "__MACOSX")) for part in name.parts)
    ]
    sets = {name.parent for name in inside if name.name == CLASS_SET} - {Path()}
    texts = [name for name in shown if not sets & set(name.parents)]
    return [path / name for name in texts if _is_wanted(name) and name.suffix.lower() != ".zip"]


def _is_archive(path: Path) -> bool:
    """Whether a file is a ZIP archive that is no document."""
    if path.suffix.lower() != ".zip" or not path.is_file():
        return False
    with path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            return False
    archive = _archive(*_stamp(path))
    return not any(
        name in archive
        for name in ("mimetype", "word/document.xml", "xl/workbook.xml", "META-INF/container.xml")
    )


def path_in_archive(path: Path) -> tuple[Path, str] | None:
    """Return the archive that a path leads into, and the path inside it; None for a path that leads
    into none."""
    for parent in path.parents:
        if parent.suffix.lower() == ".zip" and parent.is_file():
            return parent, path.relative_to(parent).as_posix()
    return None


def _stamp(path: Path) -> tuple[Path, int, int]:
    """A file and what changes when it does."""
    status = path.stat()
    return path, status.st_mtime_ns, status.st_size


@lru_cache(maxsize=4)
def _archive(path: Path, changed: int, size: int) -> Archive:
    if size > LARGEST:
        raise InputError(
            f"{path}: larger than {LARGEST // 1_000_000} MB. Pack fewer texts in one archive."
        )
    return Archive(path.read_bytes(), str(path))


@lru_cache(maxsize=1)
def _standard_input(stream: BinaryIO) -> bytes:
    """What standard input holds; it can be read but once, and is wanted for the text and for its
    fingerprint."""
    return stream.read(LARGEST + 1)


def _missing(path: Path) -> str:
    if path.is_symlink():
        return (
            f"{path}: this link points to {path.readlink()}, which does not exist. Mend the link,"
            " or give the file itself."
        )
    try:
        return (
            f"{path}: no such file or folder. Check the spelling; the current folder is"
            f" {Path.cwd()}."
        )
    except OSError:
        return (
            f"{path}: no such file or folder. Your current folder does not exist any more; change"
            " to another."
        )

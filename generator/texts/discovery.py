"""The texts and class sets in files, folders and ZIP archives."""

import codecs
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from generator.base.errors import InputError
from generator.base.files import is_file, is_folder
from generator.base.program import STANDARD_INPUT
from generator.texts.file_names import side_of
from generator.texts.paths import (
    CLASS_SET,
    exists,
    is_archive,
    missing_message,
    open_archive,
)

SUFFIXES = (
    ".txt .md .markdown .tmx .tsv .csv .xlsx .srt .vtt .ass .ssa .epub .docx .html .htm .xhtml .mht"
    " .mhtml .pdf .zip"
).split()
NOT_TEXTS = frozenset(
    "readme license licence notice changelog contributing copying glossary".split()
)
"""Stems of files that lie beside texts."""
SIDECARS = (".words.tsv", ".aligned.tsv", ".list.tsv", ".lessons.tsv")
HIDDEN = (".", "~$")
"""Beginnings of the names of hidden files, and of those that Word makes while it has a document
open."""
HIDDEN_IN_ARCHIVES = (".", "__MACOSX")
SAVED_PAGE = ("_files", ".files", "_文件")
"""Ends of the folders in which browsers keep the pictures of a saved page."""
TWIN_BEGINNINGS = (b"#separator", b"#cika")
"""Beginnings of tables that were written for Anki to import, as the twins of decks are."""

Found = tuple[Path, Path | None]
"""The file with a text or with its Chinese, and the file with its English, where that is
another."""


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
        found |= dict.fromkeys(_files_at(path))
    return _pair_sides(tuple(found))


def find_sets(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Return the class sets among ``paths``, sorted: files ``set.toml``, themselves or anywhere in
    a folder or a ZIP archive."""
    found: set[Path] = set()
    for path in paths:
        if path.name == CLASS_SET and exists(path):
            found.add(path)
        elif is_folder(path):
            found |= {Path(root, CLASS_SET) for root, _, names in _walk(path) if CLASS_SET in names}
        elif path != STANDARD_INPUT and is_archive(path):
            names = open_archive(path).names
            found |= {path / name for name in names if Path(name).name == CLASS_SET}
    return tuple(sorted(found))


def _files_at(path: Path) -> list[Path]:
    """Return the files of texts at a path."""
    if path == STANDARD_INPUT:
        return [path]
    if is_folder(path):
        files = _checked(sorted(_files_in(path)), path, "folder")
        found: list[Path] = []
        for file in files:
            found += _members_or_itself(file)
        return found
    if not exists(path):
        raise InputError(missing_message(path))
    if is_archive(path):
        return _checked(sorted(_members(path)), path, "archive")
    return [path]


def _members_or_itself(file: Path) -> list[Path]:
    """Return the texts of an archive of a folder; the file itself where it is none, or cannot be
    read: then its reader says why, and the other texts of the folder are read."""
    try:
        return sorted(_members(file)) if is_archive(file) else [file]
    except (InputError, OSError):
        return [file]


def unreadable_in(paths: Sequence[Path]) -> tuple[tuple[Path, InputError], ...]:
    """Return the folders below ``paths`` that cannot be looked into, each with the reason."""
    found: list[tuple[Path, InputError]] = []

    def remember(error: OSError) -> None:
        folder = Path(error.filename)
        reason = f"{folder}: cannot be read ({error.strerror}). Check your rights to the folder."
        found.append((folder, InputError(f"{reason} The other texts are not affected.")))

    for path in paths:
        if is_folder(path):
            deque(_walk(path, remember), maxlen=0)
    return tuple(found)


def _checked(files: list[Path], path: Path, kind: str) -> list[Path]:
    """Return the files at a path; raise InputError if there are neither files nor class sets."""
    if not files and not find_sets([path]):
        suffixes = f"{', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}"
        raise InputError(
            f"{path}: found no text in this {kind}; expected files that end in {suffixes}."
        )
    return files


def _pair_sides(files: tuple[Path, ...]) -> tuple[Found, ...]:
    """Put the files together that are two sides of one text."""
    groups: dict[tuple[Path, str], dict[str, list[Path]]] = {}
    for file in files:
        language, key = side_of(file)
        groups.setdefault(key, {}).setdefault(language, []).append(file)
    english_of: dict[Path, Path] = {}
    for sides in groups.values():
        chinese = sides.get("zh") or sides.get("", [])
        english = sides.get("en", [])
        if len(chinese) == len(english) == 1:
            english_of[chinese[0]] = english[0]
    taken = set(english_of.values())
    return tuple((file, english_of.get(file)) for file in files if file not in taken)


def _files_in(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder and its folders that may be texts, class sets left out."""
    for root, folders, names in _walk(folder):
        folders[:] = [name for name in folders if not is_file(Path(root, name, CLASS_SET))]
        for name in names:
            path = Path(root, name)
            if _may_be_text(path) and is_file(path) and not _is_twin(path):
                yield path


def _walk(
    folder: Path, on_error: Callable[[OSError], None] | None = None
) -> Iterator[tuple[str, list[str], list[str]]]:
    """Walk through a folder as ``os.walk`` does, without hidden folders and those of saved
    pages."""
    for root, folders, names in os.walk(folder, onerror=on_error):
        folders[:] = [
            name for name in folders if not name.startswith(".") and not name.endswith(SAVED_PAGE)
        ]
        yield root, folders, names


def _may_be_text(path: Path) -> bool:
    """Tell whether a file of a folder may be a text, by its name."""
    name = path.name.lower()
    if name.startswith(HIDDEN) or name.endswith(SIDECARS) or path.stem.lower() in NOT_TEXTS:
        return False
    return path.suffix.lower() in SUFFIXES


def _is_twin(path: Path) -> bool:
    """Tell whether a table was written for Anki to import, as the twins of decks are."""
    if path.suffix.lower() != ".tsv":
        return False
    try:
        with path.open("rb") as file:
            beginning = file.read(20)
    except OSError:  # the reader says what is wrong with it
        return False
    return beginning.removeprefix(codecs.BOM_UTF8).startswith(TWIN_BEGINNINGS)


def _members(path: Path) -> list[Path]:
    """Return the files of an archive that may be texts, class sets left out; archives in archives
    are not opened."""
    names = [Path(name) for name in open_archive(path).names]
    sets = {name.parent for name in names if name.name == CLASS_SET} - {Path()}
    found = []
    for name in names:
        is_hidden = any(part.startswith(HIDDEN_IN_ARCHIVES) for part in name.parts)
        if is_hidden or not sets.isdisjoint(name.parents) or name.suffix.lower() == ".zip":
            continue
        if _may_be_text(name):
            found.append(path / name)
    return found

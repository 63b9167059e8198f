"""The texts and class sets in files, folders and ZIP archives."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.base.errors import InputError
from generator.base.files import is_file, is_folder
from generator.base.program import STANDARD_INPUT
from generator.texts.file_names import side_of
from generator.texts.own_files import is_own
from generator.texts.partner import partner_of
from generator.texts.paths import (
    SET,
    SET_NAMES,
    exists,
    is_archive,
    missing_message,
    open_archive,
    set_file,
)
from generator.texts.recognise import refuse_deck
from generator.texts.side_tables import stems_of, text_of_table

SUFFIXES = (
    ".txt .md .markdown .tmx .tsv .csv .xlsx .srt .lrc .vtt .ass .ssa .epub .docx .html .htm .xhtml"
    " .mht .mhtml .pdf .zip"
).split()
DECKS = (".apkg", ".colpkg")
KNOWN_WORDS = "known-words.txt"
"""The list of known words that the studio adds to."""
NOT_TEXTS = frozenset(
    "readme license licence notice changelog contributing copying known-words".split()
)
"""Stems of files that lie beside texts."""
SETTINGS = (*SET_NAMES, "cika.toml.txt")
"""Names of files that say something of texts."""
HIDDEN = (".", "~$")
"""Beginnings of the names of hidden files, and of those that Word makes while it has a document
open."""
HIDDEN_IN_ARCHIVES = (".", "__MACOSX")
SAVED_PAGE = ("_files", ".files", "_文件")
"""Ends of the folders in which browsers keep the pictures of a saved page."""

Found = tuple[Path, Path | None]
"""The file with a text or with its Chinese, and the file with its English, where that is
another."""


@dataclass(frozen=True, slots=True)
class Discovery:
    """What lies at some paths."""

    texts: tuple[Found, ...]
    own: tuple[Path, ...] = ()
    """Files that Cika wrote itself (``own_files``)."""
    lone_tables: tuple[Path, ...] = ()
    """Tables of corrections beside which their text is missing."""
    partners: tuple[Found, ...] = ()
    """Texts of which one file was named, and the other was found beside it."""


def find_texts(paths: Sequence[Path]) -> tuple[Found, ...]:
    """Return the texts that ``discover`` finds."""
    return discover(paths).texts


def discover(paths: Sequence[Path]) -> Discovery:
    """Find the texts among ``paths``: files as they are; in a folder, its folders and a ZIP
    archive each file that may be one, sorted.

    Two files whose names or folders say Chinese and English and are else the same (``a.zh.txt``,
    ``a.en.txt``; ``中文/a.txt``, ``英文/a.txt``; also ``a.srt``, ``a.en.srt``) are one text, also
    where only one of them is named. Left out in folders: hidden files, the likes of README and
    LICENSE, tables of corrections, what Cika wrote itself, and the folders that are class sets
    (``find_sets``). Raises InputError for a path that is missing and for a folder without texts or
    sets.
    """
    found: dict[Path, None] = {}
    own: list[Path] = []
    named: list[Path] = []
    for path in paths:
        files, made = _files_at(path)
        found |= dict.fromkeys(files)
        own += made
        if files == [path]:
            named.append(path)
    partners = _partners(named, found)
    pairs = _pair_sides((*found, *partners))
    taken = [pair for pair in pairs if not partners.isdisjoint(pair)]
    tables: list[Path] = []
    for path in paths:
        tables += _tables_in(path) if is_folder(path) else []
    return Discovery(
        texts=pairs,
        own=tuple(dict.fromkeys(own)),
        lone_tables=tuple(_without_text(tables, found)),
        partners=tuple(taken),
    )


def _partners(named: Iterable[Path], found: Iterable[Path]) -> set[Path]:
    """Return the other sides of texts of which one file was named."""
    known = set(found)
    partners = {partner_of(path) for path in named if path != STANDARD_INPUT}
    return {path for path in partners if path and path not in known and _may_be_text(path)}


def _without_text(tables: Iterable[Path], texts: Iterable[Path]) -> Iterator[Path]:
    """Yield the tables beside which there is no text of their name."""
    beside: set[tuple[Path, str]] = set()
    for path in texts:
        beside.update([(path.parent, stem) for stem in stems_of(path)])
    for path in tables:
        stem = text_of_table(path)
        if stem == SET and exists(set_file(path.parent)):
            continue
        if stem and (path.parent, stem) not in beside:
            yield path


def find_sets(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Return the class sets among ``paths``, sorted: files ``set.toml`` or ``set.xlsx``, themselves
    or anywhere in a folder or a ZIP archive; of several in one folder the first."""
    found: set[Path] = set()
    for path in paths:
        if path.name in SET_NAMES and exists(path):
            found.add(path)
        elif is_folder(path):
            for root, _, names in _walk(path):
                found.update([Path(root, name) for name in SET_NAMES if name in names][:1])
        elif path != STANDARD_INPUT and is_archive(path):
            members = open_archive(path).names
            folders = {Path(name).parent for name in members if Path(name).name in SET_NAMES}
            found |= {set_file(path / folder) for folder in folders}
    return tuple(sorted(found))


def _files_at(path: Path) -> tuple[list[Path], list[Path]]:
    """Return the files of texts at a path, and what Cika wrote there itself."""
    if path == STANDARD_INPUT:
        return [path], []
    if is_folder(path):
        files: list[Path] = []
        for file in sorted(_files_in(path)):
            files += _members_or_itself(file)
        return _checked(files, path, "folder")
    if not exists(path):
        raise InputError(missing_message(path))
    if is_archive(path):
        return _checked(sorted(_members(path)), path, "archive")
    if path.suffix.lower() in DECKS:
        refuse_deck(str(path))
    return [path], []


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


def _checked(files: list[Path], path: Path, kind: str) -> tuple[list[Path], list[Path]]:
    """Part the files at a path into texts and what Cika wrote; raise InputError if there are
    neither texts nor class sets."""
    own = [file for file in files if is_own(file)]
    left = [file for file in files if file not in own]
    if left or find_sets([path]):
        return left, own
    if own:
        raise InputError(
            f"{path}: found no text in this {kind}, only what Cika wrote itself, such as"
            f" {own[0].name}. Name such a file to have it read all the same."
        )
    suffixes = f"{', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}"
    raise InputError(
        f"{path}: found no text in this {kind}; expected files that end in {suffixes}."
    )


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
        folders[:] = [name for name in folders if not _is_class_set(Path(root, name))]
        for name in names:
            path = Path(root, name)
            if _may_be_text(path) and is_file(path):
                yield path


def _tables_in(folder: Path) -> Iterator[Path]:
    """Yield the tables of corrections in a folder and its folders, class sets left out."""
    for root, folders, names in _walk(folder):
        folders[:] = [name for name in folders if not _is_class_set(Path(root, name))]
        yield from (Path(root, name) for name in sorted(names) if text_of_table(Path(name)))


def _is_class_set(folder: Path) -> bool:
    return any(is_file(folder / name) for name in SET_NAMES)


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
    if name.startswith(HIDDEN) or name in SETTINGS or path.stem.lower() in NOT_TEXTS:
        return False
    if text_of_table(path) is not None:
        return False
    return path.suffix.lower() in SUFFIXES


def _members(path: Path) -> list[Path]:
    """Return the files of an archive that may be texts, class sets left out; archives in archives
    are not opened."""
    names = [Path(name) for name in open_archive(path).names]
    sets = {name.parent for name in names if name.name in SET_NAMES} - {Path()}
    found = []
    for name in names:
        is_hidden = any(part.startswith(HIDDEN_IN_ARCHIVES) for part in name.parts)
        if is_hidden or not sets.isdisjoint(name.parents) or name.suffix.lower() == ".zip":
            continue
        if _may_be_text(name):
            found.append(path / name)
    return found

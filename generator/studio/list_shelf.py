"""Lists of words that a person knows, or wants no cards of: files of the workspace that are no
texts."""

import hashlib
from pathlib import Path

from generator.base.errors import InputError
from generator.pipeline import Resources, known_words
from generator.studio.uploads import Upload, safe_path
from generator.studio.workspace import ID_BYTES, Workspace
from generator.texts.discovery import DECKS
from generator.texts.side_tables import LIST, SAVED, text_of_table

FOLDER = "lists"
ANKI_FILES = (*DECKS, ".anki2", ".anki21")


def lists_of(workspace: Workspace, named: tuple[str, ...]) -> dict[str, str]:
    """Return the lists that a page may name: id -> path as it is typed in the workspace. They are
    those in the folder of lists, and those that are ``named`` already, wherever they lie."""
    folder = workspace.folder / FOLDER
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    typed = [workspace.typed(path) for path in files if path.is_file() and workspace.holds(path)]
    return {_id(path): path for path in dict.fromkeys((*typed, *named))}


def add_list(workspace: Workspace, upload: Upload) -> Path:
    """Write a list of words into the workspace, under a name by which no command takes it for a
    text. Raises InputError for a file of another kind."""
    path = safe_path(upload.name)
    suffix = path.suffix.lower() if path else ""
    if path is None or suffix not in (*SAVED, *ANKI_FILES):
        known = ", ".join((*SAVED, *ANKI_FILES))
        raise InputError(f"A list of words ends in {known}. This file was not taken.")
    name = Path(path.name)
    if suffix in SAVED and text_of_table(name) is None:
        name = name.with_name(f"{name.stem}.{LIST}{suffix}")
    (written,) = workspace.add([(FOLDER / name, upload.content)])
    return written


def remark_on(resources: Resources, path: Path) -> str:
    """Say what a list holds. Raises InputError where it holds no Chinese word."""
    return known_words.of_file(path, 0, resources.dictionary).remark


def _id(typed: str) -> str:
    return hashlib.blake2b(
        typed.encode("utf-8", "surrogateescape"), digest_size=ID_BYTES
    ).hexdigest()

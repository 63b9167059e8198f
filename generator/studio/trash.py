"""Texts that a person took out of the workspace: their files lie in ``.cika/trash`` and come back
from there."""

from pathlib import Path

from generator import texts
from generator.base.files import output_errors
from generator.pipeline import Source
from generator.studio.translation import Told
from generator.studio.workspace import UnknownId, Workspace
from generator.texts.side_tables import text_of_table

TRASH = "trash"
TABLES = (texts.WORDS, texts.ALIGNED, texts.LIST)
"""Tables that go with their text."""


def remove(workspace: Workspace, source: Source) -> str:
    """Move the files of a text and its tables out of the workspace; return the name under which
    they come back. Its deck stays. Raises Told for a text in an archive or outside."""
    files = [source.path, *([source.english] if source.english else [])]
    for kind in TABLES:
        files += texts.tables_beside(source.path, kind)
    if any(not file.is_file() or not workspace.holds(file) for file in files):
        raise Told("home.cannot_remove")
    trash = workspace.own / TRASH
    with output_errors(trash):
        trash.mkdir(exist_ok=True)
        number = 1
        while (trash / str(number)).exists():
            number += 1
        for file in files:
            _move(file, trash / str(number) / workspace.name(file))
    workspace.look()
    return str(number)


def restore(workspace: Workspace, name: str) -> None:
    """Move the files of a text back. Raises Told where others lie in their place by now."""
    folder = workspace.own / TRASH / name
    if not (name.isascii() and name.isdecimal() and folder.is_dir()):
        raise UnknownId("This text is no longer in the trash.")
    files = [file for file in folder.rglob("*") if file.is_file()]
    places = {file: workspace.folder / file.relative_to(folder) for file in files}
    if any(place.exists() for place in places.values()):
        raise Told("home.cannot_restore")
    with output_errors(folder):
        for file, place in places.items():
            _move(file, place)
    workspace.look()


def removed(workspace: Workspace) -> dict[str, str]:
    """Return the texts that can come back, the last one first: the name for ``restore`` -> their
    files."""
    trash = workspace.own / TRASH
    folders = [one for one in trash.iterdir() if one.name.isdecimal()] if trash.is_dir() else []
    found = {}
    for folder in sorted(folders, key=_number, reverse=True):
        files = sorted(file for file in folder.rglob("*") if file.is_file())
        named = [file.relative_to(folder).as_posix() for file in files if not text_of_table(file)]
        if named:
            found[folder.name] = " + ".join(named)
    return found


def _number(folder: Path) -> int:
    return int(folder.name)


def _move(file: Path, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    file.rename(place)

"""The files of class sets while pages edit them: each change is written at once, names the version
it was made from, and can be taken back."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator import texts
from generator.base.errors import InputError
from generator.studio.edited_table import EditedTable
from generator.studio.workspace import FileRead, Workspace
from generator.texts.paths import path_in_archive
from generator.texts.set_change import SetChange
from generator.texts.set_sheets import changed_workbook, why_not_changed, workbook_values
from generator.texts.set_toml import changed_toml, toml_values


class OpenSets:
    """The class sets of a workspace, each with the steps that lead to its file as it is."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._tables: dict[str, EditedTable] = {}
        self.version_of_job: dict[int, str] = {}
        """Number of a job -> the version of the set that it began with."""

    def table(self, id: str) -> EditedTable:
        """Return the file of a set. Raises UnknownId."""
        path = self._workspace.class_set(id)
        found = self._tables.get(id)
        if found is None or found.path != path:
            history = self._workspace.own / f"{id}.set.json"
            found = EditedTable(self._workspace, path, history, bytes)
            self._tables[id] = found
        return found

    def change(self, id: str, given: Mapping[str, Any], version: str, over: str | None) -> None:
        """Change a set as a page asks. Raises InputError for what cannot be asked, Conflict where
        the file is no longer as the page saw it."""
        table = self.table(id)
        change = change_of(given)

        def edited(content: bytes) -> bytes:
            if table.path.name == texts.WORKBOOK_SET:
                return changed_workbook(content, table.path, change)
            return changed_toml(content, change)

        about = {"kind": f"{change.do}_{change.table or 'set'}", "pair": change.at}
        table.change(version, edited, over, about)


def change_of(given: Mapping[str, Any]) -> SetChange:
    """Return the change that a request names. Raises InputError where it names none."""
    places = given.get("at", 0), given.get("to", 0)
    names = given.get("do"), given.get("table", ""), given.get("key", "")
    if any(type(place) is not int for place in places) or not all(
        isinstance(name, str) for name in names
    ):
        raise InputError("The request could not be understood. Load the page again.")
    do, table, key = map(str, names)
    return SetChange(do, table, places[0], places[1], key, given.get("value"))


def values_of(path: Path, found: FileRead) -> tuple[dict[str, Any], str]:
    """Return what the file of a set says, and why a page cannot change it; nothing where it can."""
    if path_in_archive(path):
        return {}, "This set lies in an archive. Unpack it to change it here."
    try:
        if path.name != texts.WORKBOOK_SET:
            return toml_values(found.content), ""
        values = dict(workbook_values(found.content, path).values)
        return values, why_not_changed(found.content, path)
    except InputError as error:
        return {}, str(error)

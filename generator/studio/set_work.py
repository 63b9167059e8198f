"""Work on a class set, as commands of our own command line."""

from pathlib import Path
from typing import Any

from generator import texts
from generator.classes.groups import by_group
from generator.studio import printing
from generator.studio.jobs import JSON
from generator.studio.printing import Given
from generator.studio.set_page import package_of
from generator.studio.workspace import UnknownId, Workspace


def command(here: Workspace, path: Path, given: Given) -> list[str]:
    """Return the command for the work that a page asks for; ``path`` is the file of the set.
    Raises InputError for what it cannot ask for."""
    folder = here.typed(path.parent)
    match given.get("what"):
        case "look":
            group = ["--group", str(given["group"])] if given.get("group") else []
            return ["set", "show", folder, "--edition", JSON, *group]
        case "build":
            return ["build", folder, JSON]
        case "push":
            return ["push", here.typed(package(here, path, given.get("package")))]
    return printing.command(here, folder, given)


def package(here: Workspace, path: Path, number: Any) -> Path:
    """Return the package of a set, or of the group with a number. Raises UnknownId where it was
    not built."""
    groups = by_group(texts.read_set(path))
    if type(number) is int and 0 <= number < len(groups):
        found = package_of(here, groups[number])
        if found.is_file():
            return found
    raise UnknownId("There is no such package yet. Build the set first.")

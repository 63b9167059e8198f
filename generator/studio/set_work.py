"""Work on a class set, as commands of our own command line, and the files that it made."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator import texts
from generator.base.choices import PAPERS, SHEET_KINDS, TRANSLATION_PLACES
from generator.base.errors import InputError
from generator.classes.groups import by_group
from generator.studio.jobs import JSON, Job
from generator.studio.list_shelf import lists_of
from generator.studio.set_page import package_of
from generator.studio.workspace import UnknownId, Workspace

EXPORTS = ("practice", "docx", "csv", "quizlet", "pleco", "moodle", "gift", "kahoot", "blooket")
"""What a teacher may take elsewhere, in the order of the page."""
SHEETS, EXPORTED = "handouts", "exports"
"""Folders of the workspace for what is made."""
SHOWN = (".html", ".pdf")
"""Endings of sheets, which open in the browser; other files are saved."""
LESSONS = re.compile(r"\d{1,3}(?:-\d{1,3})?")
SEED = re.compile(r"[\w .-]{1,40}")
MAX_VERSIONS, MAX_ITEMS = 60, 20
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox"
    " allow-modals; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
"""A sheet has its style inside, and no script."""
Given = Mapping[str, Any]


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
        case "sheets":
            kinds = _chosen(given.get("kinds"), SHEET_KINDS)
            reader = ["--translation", _one_of(given, "translation", TRANSLATION_PLACES)]
            return ["handout", folder, "--kinds", ",".join(kinds), *reader, *_printing(given)]
        case "test":
            return ["handout", folder, "--test", *_test(here, given), *_printing(given)]
        case "export":
            return ["export", folder, "--to", _one_of(given, "format", EXPORTS), "-o", EXPORTED]
        case "push":
            return ["push", here.typed(package(here, path, given.get("package")))]
    raise InputError("There is no such work. Load the page again.")


def package(here: Workspace, path: Path, number: Any) -> Path:
    """Return the package of a set, or of the group with a number. Raises UnknownId where it was
    not built."""
    groups = by_group(texts.read_set(path))
    if type(number) is int and 0 <= number < len(groups):
        found = package_of(here, groups[number])
        if found.is_file():
            return found
    raise UnknownId("There is no such package yet. Build the set first.")


def _test(here: Workspace, given: Given) -> list[str]:
    options = ["--versions", _count(given, "versions", MAX_VERSIONS)]
    options += ["--items", _count(given, "items", MAX_ITEMS)]
    if given.get("seed"):
        if not SEED.fullmatch(str(given["seed"])):
            raise InputError("The word for another test has letters and digits only.")
        options.append(f"--seed={given['seed']}")
    if given.get("class"):
        names = lists_of(here, ()).get(str(given["class"]))
        if names is None:
            raise InputError("This list of names is no longer there. Choose it again.")
        options += ["--class", names]
    return options


def _printing(given: Given) -> list[str]:
    """Return which lessons are printed, on which paper, and where the sheets go."""
    options = ["--paper", _one_of(given, "paper", PAPERS), "-o", SHEETS]
    if given.get("pdf") is True:
        options.append("--pdf")
    lessons = str(given.get("lessons", ""))
    if lessons and not LESSONS.fullmatch(lessons):
        raise InputError("Name a lesson by its number, or several as 4-6.")
    return [*options, "--lessons", lessons] if lessons else options


def _chosen(found: Any, known: tuple[str, ...]) -> list[str]:
    chosen = [one for one in known if isinstance(found, list) and one in found]
    if not chosen:
        raise InputError("Choose at least one kind of sheet.")
    return chosen


def _one_of(given: Given, key: str, known: tuple[str, ...]) -> str:
    found = given.get(key, known[0])
    if found not in known:
        raise InputError(f"Choose one of: {', '.join(known)}.")
    return str(found)


def _count(given: Given, key: str, most: int) -> str:
    found = given.get(key)
    if type(found) is not int or not 1 <= found <= most:
        raise InputError(f"Give a number from 1 to {most}.")
    return str(found)


# -- what was made


def made_by(here: Workspace, job: Job) -> list[Path]:
    """Return the files that a job has named, as far as they lie where sheets and exports lie."""
    folders = [here.folder / SHEETS, here.folder / EXPORTED]
    found = []
    for line in job.printed.splitlines():
        path = here.folder / line
        is_ours = path.parent in folders and here.holds(path)
        found += [path] if is_ours and path.is_file() else []
    return found


def remarks_of(here: Workspace, job: Job) -> list[str]:
    """Return what else a job has printed: why a test has less of something."""
    names = {here.name(path) for path in made_by(here, job)}
    is_made = job.kind in ("handout", "export")
    lines = job.printed.splitlines() if is_made else []
    return [line for line in lines if line and line not in names]


def one_made(here: Workspace, job: Job, number: int) -> Path:
    """Return one of these files, from 0. Raises UnknownId."""
    found = made_by(here, job)
    if number >= len(found):
        raise UnknownId("This file is not there any more. Make it again.")
    return found[number]

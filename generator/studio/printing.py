"""Sheets, tests and files for other programs, of a text or a class set: as commands of our own
command line, and the files that they made."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.base.choices import (
    PAPERS,
    PHONETIC,
    RUBY,
    SCRIPTS,
    SHEET_KINDS,
    SIZES,
    TRANSLATION_PLACES,
)
from generator.base.errors import InputError
from generator.handout import browser_pdf
from generator.studio.jobs import Job
from generator.studio.list_shelf import lists_of
from generator.studio.workspace import UnknownId, Workspace

EXPORTS = ("practice", "docx", "csv", "quizlet", "pleco", "moodle", "gift", "kahoot", "blooket")
"""What a teacher may take elsewhere, in the order of the page."""
AS = ("page", "pdf")
"""What sheets are made as; a page is for any browser."""
AS_TEST = (*AS, "docx")
SHEETS, EXPORTED = "handouts", "exports"
"""Folders of the workspace for what is made."""
LOOKS: dict[str, tuple[str, ...]] = {"size": SIZES, "phonetic": PHONETIC, "script": SCRIPTS}
"""How all sheets look: option -> what it may be."""
READER: dict[str, tuple[str, ...]] = {"ruby": RUBY, "translation": TRANSLATION_PLACES}
"""How the reader looks."""
USUAL = {"size": "normal"}
"""What a sheet is like where nobody chose, if that is not the first of what may be chosen."""
LESSONS = re.compile(r"\d{1,3}(?:-\d{1,3})?")
SEED = re.compile(r"[\w .-]{1,40}")
MAX_VERSIONS, MAX_ITEMS = 60, 20
POLICIES = {
    ".html": (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox"
        " allow-modals; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    ),
    ".pdf": "frame-ancestors 'none'",
}
"""Ending of what is shown -> what it may do. A sheet has its style inside, and no script; a PDF is
shown by the browser's own viewer, which in some browsers does not work in a sandbox."""
Given = Mapping[str, Any]


def command(here: Workspace, typed: str, given: Given) -> list[str]:
    """Return the command for what a page asks for; ``typed`` is the text or the folder of the set
    as a person types it. Raises InputError for what it cannot ask for."""
    match given.get("what"):
        case "sheets":
            kinds = _chosen(given.get("kinds"), SHEET_KINDS)
            return [
                "handout",
                typed,
                "--kinds",
                ",".join(kinds),
                *_printing(given, LOOKS | READER, AS),
            ]
        case "test":
            return [
                "handout",
                typed,
                "--test",
                *_test(here, given),
                *_printing(given, LOOKS, AS_TEST),
            ]
        case "export":
            return ["export", typed, "--to", _one_of(given, "format", EXPORTS), "-o", EXPORTED]
    raise InputError("There is no such work. Load the page again.")


def no_pdf() -> bool:
    """Tell whether no browser is found that could make a PDF."""
    try:
        return browser_pdf.browser() is None
    except InputError:
        return True  # one is named that is not there


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


def _printing(
    given: Given, looks: Mapping[str, tuple[str, ...]], forms: tuple[str, ...]
) -> list[str]:
    """Return which lessons are printed, how they look, on which paper, and where the sheets go."""
    options = ["--paper", _one_of(given, "paper", PAPERS), "-o", SHEETS]
    for name, known in looks.items():
        value = _one_of(given, name, known)
        if value != USUAL.get(name, known[0]):
            options += [f"--{name}", value]
    form = _one_of(given, "as", forms)
    if form != forms[0]:
        options.append(f"--{form}")
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
    found = given.get(key, USUAL.get(key, known[0]))
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

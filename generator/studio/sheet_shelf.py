"""Sheets that a job has made: which files they are, and what a page that shows one may do."""

from pathlib import Path

from generator.base.choices import SHEET_KINDS
from generator.base.errors import InputError
from generator.studio.jobs import Job
from generator.studio.workspace import UnknownId, Workspace

FOLDER = "handouts"
KINDS = SHEET_KINDS
ENDINGS = (".html", ".pdf")
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox"
    " allow-modals; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
"""A sheet has its style inside, and no script."""


def arguments(workspace: Workspace, folder: Path, kinds: list[str], lesson: int) -> list[str]:
    """Return the command that makes sheets of a set, or of one lesson (0: of all). Raises
    InputError for a kind that there is not."""
    if not kinds or not set(kinds).issubset(KINDS):
        raise InputError(f"Choose at least one of: {', '.join(KINDS)}.")
    typed = ["handout", workspace.typed(folder), "--kinds", ",".join(kinds), "-o", FOLDER]
    return [*typed, "--lesson", str(lesson)] if lesson else typed


def sheets_of(workspace: Workspace, job: Job) -> list[Path]:
    """Return the files that a job has named, as far as they lie in the workspace."""
    paths = [workspace.folder / line for line in job.printed.splitlines()]
    found = [path for path in paths if path.suffix in ENDINGS and path.is_file()]
    return [path for path in found if workspace.holds(path)]


def sheet_of(workspace: Workspace, job: Job, number: int) -> Path:
    """Return one of these files, from 0. Raises UnknownId."""
    found = sheets_of(workspace, job)
    if number >= len(found):
        raise UnknownId("This sheet is not there any more. Make the sheets again.")
    return found[number]

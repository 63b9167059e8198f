"""What is printed or taken along, of a text or a set: sheets, tests, files for other programs."""

from pathlib import Path
from typing import Any

from flask import Blueprint, Response, redirect, request, send_file
from werkzeug.wrappers import Response as AnyResponse

from generator import pipeline
from generator.base.choices import PAPERS, SHEET_KINDS
from generator.base.errors import InputError
from generator.studio import printing
from generator.studio.here import answer, asked, noted, page, shown, strings, studio, workspace
from generator.studio.list_shelf import add_list, lists_of
from generator.studio.uploads import Upload, safe_path
from generator.texts.name_list import read_class

prints = Blueprint("prints", __name__)
BUILD = "build"
"""The command whose result are reports."""


@prints.get("/print/<id>")
def form(id: str) -> str | AnyResponse:
    """Show what can be printed of a text; a lesson is printed with its set."""
    here = workspace()
    source = here.text(id)
    set_id = here.set_of_text(id)
    if set_id:
        return redirect(f"/set/{set_id}#print")
    name = pipeline.deck_title(pipeline.read(source))
    has_deck = here.package(source).is_file()
    return page("print.html", id=id, name=name, has_deck=has_deck, **offered())


def offered() -> dict[str, Any]:
    """Return what a page of things to print offers."""
    return {
        "kinds": SHEET_KINDS,
        "exports": printing.EXPORTS,
        "papers": PAPERS,
        "forms": printing.AS,
        "test_forms": printing.AS_TEST,
        "looks": printing.LOOKS,
        "reader_looks": printing.READER,
        "usual": printing.USUAL,
        "no_pdf": printing.no_pdf(),
        "class_lists": {key: Path(name).name for key, name in lists_of(workspace(), ()).items()},
    }


@prints.post("/api/print/<id>/start")
def start(id: str) -> Response:
    """Begin to make sheets, a test or a file of a text."""
    here = workspace()
    arguments = printing.command(here, here.typed(here.text(id).path), asked())
    return answer(job=shown(studio().jobs.start(id, *arguments)))


@prints.post("/api/names")
def add_names() -> Response:
    """Take the list of a class, a name a line, and return its id and how many names it has."""
    here = workspace()
    path = add_list(here, sent_file())
    try:
        count = len(read_class(path))
    except InputError:
        path.unlink()
        raise
    found = next(key for key, name in lists_of(here, ()).items() if name == here.typed(path))
    return answer(id=found, name=path.name, count=count)


def sent_file() -> Upload:
    """Return the file that a request brought. Raises InputError where it brought none."""
    file = request.files.get("file")
    name = safe_path(request.form.get("path", ""))
    if file is None or name is None:
        raise InputError(strings()("error.400"))
    return Upload(name.name, file.read())


# -- what was made


@prints.get("/api/jobs/<int:number>/result")
def result(number: int) -> Response:
    """Return what a job has printed: values, or the files that it has made."""
    here, job = workspace(), studio().jobs.job(number)
    files = [path.name for path in printing.made_by(here, job)]
    remarks = printing.remarks_of(here, job)
    version = studio().sets.version_of_job.get(number, "")
    found = job.result()
    if job.kind == BUILD and isinstance(found, list):
        found = list(map(noted, found))
    return answer(result=found, files=files, remarks=remarks, version=version, job=shown(job))


@prints.get("/made/<int:number>/<int:place>")
def made(number: int, place: int) -> AnyResponse:
    """Show a sheet that a job has made; send any other file, and those of exports."""
    job = studio().jobs.job(number)
    path = printing.one_made(workspace(), job, place)
    is_shown = path.suffix in printing.POLICIES and path.parent.name == printing.SHEETS
    response = send_file(path, as_attachment=not is_shown, download_name=path.name)
    policy = printing.POLICIES.get(path.suffix, printing.POLICIES[".html"])
    response.headers["Content-Security-Policy"] = policy
    return response

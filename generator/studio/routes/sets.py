"""The page of a class set: lessons in order, what an edition changes, sheets, the package."""

from pathlib import Path

from flask import Blueprint, Response, request, send_file
from werkzeug.wrappers import Response as AnyResponse

from generator import texts
from generator.base.errors import InputError
from generator.studio import sheet_shelf
from generator.studio.here import answer, asked, page, strings, studio, workspace
from generator.studio.jobs import JSON, Job
from generator.studio.set_file import rewritten
from generator.studio.set_page import folders_of_texts, set_state, wanted_set
from generator.studio.uploads import safe_path
from generator.studio.workspace import UnknownId
from generator.texts.side_tables import LIST, SAVED, text_of_table

sets = Blueprint("sets", __name__)


@sets.get("/set/<id>")
def show(id: str) -> str:
    """Show the lessons of a set."""
    here = workspace()
    path = here.class_set(id)
    package = here.package_of_set(path)
    return page(
        "set.html",
        id=id,
        name=here.name(path.parent),
        file=here.name(path),
        first=set_state(here, path),
        kinds=sheet_shelf.KINDS,
        has_deck=package.is_file(),
        deck=here.name(package),
    )


@sets.get("/api/set/<id>")
def state(id: str) -> Response:
    """Return the lessons of a set as its file has them now."""
    here = workspace()
    return answer(**set_state(here, here.class_set(id)))


@sets.post("/api/set/<id>/edit")
def edit(id: str) -> Response:
    """Write the lessons of a set in another order, or with other values."""
    here, given = workspace(), asked()
    path = here.class_set(id)
    before = here.read(path)
    if path.name != texts.CLASS_SET:
        raise InputError(strings()("set.workbook", file=path.name))
    made = rewritten(before.content.decode(), wanted_set(here, path, given))
    here.write(path, made.encode(), str(given.get("version", "")))
    here.look()
    return answer(**set_state(here, path))


@sets.post("/api/set/<id>/list")
def add_list(id: str) -> Response:
    """Take a teacher's list of words for a lesson, and return the name of its file."""
    here = workspace()
    folder = here.class_set(id).parent
    file, given = request.files.get("file"), safe_path(request.form.get("path", ""))
    if file is None or given is None or given.suffix.lower() not in SAVED:
        raise InputError(strings()("set.list_kinds", kinds=", ".join(SAVED)))
    name = Path(given.name)
    if text_of_table(name) is None:
        name = name.with_name(f"{name.stem}.{LIST}{name.suffix}")
    (written,) = here.add([(folder.relative_to(here.folder) / name, file.read())])
    return answer(name=written.name)


@sets.post("/api/sets")
def new() -> Response:
    """Make a set of a folder of the workspace, named as the first page names it."""
    here = workspace()
    wanted = str(asked().get("folder", ""))
    folder = folders_of_texts(here).get(wanted)
    if folder is None:
        raise UnknownId(strings()("error.404"))
    job = studio().jobs.start("", "set", "new", here.typed(folder))
    return answer(job=job.json())


# -- the work


@sets.post("/api/set/<id>/look")
def look(id: str) -> Response:
    """Begin to look what an edition would teach, and what it changes for students."""
    return _start(id, "set", "show", "--edition", JSON)


@sets.post("/api/set/<id>/start")
def start(id: str) -> Response:
    """Begin to build the package of a set."""
    return _start(id, "build", JSON)


@sets.post("/api/set/<id>/sheets")
def make_sheets(id: str) -> Response:
    """Begin to make sheets of a set, or of one lesson of it."""
    here, given = workspace(), asked()
    folder = here.class_set(id).parent
    kinds, lesson = given.get("kinds"), given.get("lesson")
    if not isinstance(kinds, list) or not isinstance(lesson, int):
        raise InputError(strings()("error.400"))
    typed = sheet_shelf.arguments(here, folder, [str(kind) for kind in kinds], max(lesson, 0))
    return answer(job=studio().jobs.start(id, *typed).json())


@sets.get("/api/jobs/<int:number>/result")
def result(number: int) -> Response:
    """Return what a job has printed: values, or the sheets that it has made."""
    job = studio().jobs.job(number)
    names = [path.name for path in sheet_shelf.sheets_of(workspace(), job)]
    return answer(result=job.result(), sheets=names, job=job.json())


@sets.get("/sheet/<int:number>/<int:place>")
def sheet(number: int, place: int) -> AnyResponse:
    """Show a sheet that a job has made."""
    job = studio().jobs.job(number)
    response = send_file(sheet_shelf.sheet_of(workspace(), job, place))
    response.headers["Content-Security-Policy"] = sheet_shelf.POLICY
    return response


@sets.get("/set/<id>/deck")
def deck(id: str) -> AnyResponse:
    """Send the package of a set."""
    here = workspace()
    package = here.package_of_set(here.class_set(id))
    if not package.is_file():
        raise UnknownId(strings()("build.no_deck"))
    return send_file(package, as_attachment=True, download_name=package.name)


@sets.post("/api/set/<id>/push")
def push(id: str) -> Response:
    """Send the package of a set to the Anki that is running."""
    here = workspace()
    package = here.package_of_set(here.class_set(id))
    return answer(job=studio().jobs.start(id, "push", here.typed(package)).json())


def _start(id: str, *command: str) -> Response:
    here = workspace()
    folder = here.typed(here.class_set(id).parent)
    position = 2 if command[0] == "set" else 1
    typed = [*command[:position], folder, *command[position:]]
    job: Job = studio().jobs.start(id, *typed)
    return answer(job=job.json())

"""The page of a class set: lessons in order, what an edition changes, the package."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, request, send_file
from werkzeug.wrappers import Response as AnyResponse

from generator.base.choices import CARD_KINDS, DEFAULT_CARDS
from generator.base.errors import InputError
from generator.studio import set_work, uploads
from generator.studio.here import answer, asked, page, shown, strings, studio, told, workspace
from generator.studio.routes.prints import offered, sent_file
from generator.studio.set_page import folders_of_texts, packages_up_to_date, set_state
from generator.studio.uploads import Upload, safe_path
from generator.studio.workspace import UnknownId
from generator.texts.class_list import read_class_list
from generator.texts.discovery import HIDDEN
from generator.texts.set_change import MOVE, PUT
from generator.texts.side_tables import LIST, SAVED, text_of_table

sets = Blueprint("sets", __name__)
NOTHING: Mapping[str, Any] = {}


@sets.get("/set/<id>")
def show(id: str) -> str:
    """Show the lessons of a set."""
    here = workspace()
    table = studio().sets.table(id)
    return page(
        "set.html",
        id=id,
        name=here.name(table.path.parent),
        file=here.name(table.path),
        first=_shown(id),
        **offered(),
        cards=[kind for kind in CARD_KINDS if kind not in DEFAULT_CARDS],
    )


@sets.get("/api/set/<id>")
def state(id: str) -> Response:
    """Return a set as its file has it now."""
    return answer(**_shown(id))


@sets.get("/api/set/<id>/packages")
def packages(id: str) -> Response:
    """Return for each package of a set whether it is up to date; null where there is none."""
    here = workspace()
    up_to_date = partial(packages_up_to_date, here, here.class_set(id))
    return answer(up_to_date=studio().workbench.do(up_to_date))


@sets.post("/api/set/<id>/edit")
def edit(id: str) -> Response:
    """Change a set: a value, or a lesson or a group that comes, goes, or takes another place."""
    given = asked()
    over = given.get("over")
    studio().sets.change(id, given, _version(given), None if over is None else str(over))
    is_in_place = given.get("do") in (PUT, MOVE) and given.get("key") != "texts"
    return state(id) if is_in_place else _changed(id)


@sets.post("/api/set/<id>/undo")
def undo(id: str) -> Response:
    """Take the last change back."""
    table = studio().sets.table(id)
    found = table.undo(_version(asked()))
    return _changed(id, table.history.redo_step(found.version).about)


@sets.post("/api/set/<id>/redo")
def redo(id: str) -> Response:
    """Do again what was taken back."""
    table = studio().sets.table(id)
    found = table.redo(_version(asked()))
    return _changed(id, table.history.undo_step(found.version).about)


def _changed(id: str, about: Mapping[str, Any] = NOTHING) -> Response:
    workspace().look()  # other texts are lessons now
    return answer(**_shown(id), about=about)


def _shown(id: str) -> dict[str, Any]:
    """Return a set as its file has it now; what is wrong with it in the language of the page."""
    found = set_state(workspace(), studio().sets.table(id))
    return found | {"fault": told(found["fault"]), "why": told(found["why"])}


def _version(given: dict[str, Any]) -> str:
    return str(given.get("version", ""))


# -- files that come to a set


@sets.post("/api/set/<id>/list")
def add_word_list(id: str) -> Response:
    """Take a teacher's list of words, and return the name of its file, beside the set."""
    here, given = workspace(), sent_file()
    folder = here.class_set(id).parent
    name = Path(given.name)
    if name.suffix.lower() not in SAVED or name.name.startswith(HIDDEN):
        raise InputError(strings()("set.list_kinds", kinds=", ".join(SAVED)))
    if text_of_table(name) is None:
        name = name.with_name(f"{name.stem}.{LIST}{name.suffix}")
    (written,) = here.add([(folder.relative_to(here.folder) / name, given.content)])
    try:
        read_class_list(written)
    except InputError:
        written.unlink()  # it is no list: nothing may name it
        raise
    return answer(name=written.name)


@sets.post("/api/set/<id>/texts")
def add_texts(id: str) -> Response:
    """Take texts into the folder of a set; they are lessons when the page adds them as such."""
    here = workspace()
    table = studio().sets.table(id)
    folder = here.name(table.path.parent)
    before = [one["name"] for one in set_state(here, table)["free"]]
    taken = []
    for file in request.files.getlist("files"):
        name = safe_path(file.filename or "")
        taken += [Upload(f"{folder}/{name.name}", file.read())] if name else []
    added = uploads.add(here, taken)
    free = set_state(here, table)["free"]
    new = [one["value"] for one in free if one["name"] not in before]
    return answer(values=new, refused=list(map(told, added.refused)))


@sets.post("/api/sets")
def new() -> Response:
    """Make a set of a folder of the workspace, named as the first page names it."""
    here = workspace()
    wanted = str(asked().get("folder", ""))
    folder = folders_of_texts(here).get(wanted)
    if folder is None:
        raise UnknownId(strings()("error.404"))
    job = studio().jobs.start("", "set", "new", here.typed(folder))
    return answer(job=shown(job))


# -- the work


@sets.post("/api/set/<id>/start")
def start(id: str) -> Response:
    """Begin work on a set: look what it teaches, build it, make sheets, tests, exports."""
    here = workspace()
    arguments = set_work.command(here, here.class_set(id), asked())
    shared = studio()
    version = shared.sets.table(id).read().version
    job = shared.jobs.start(id, *arguments)
    shared.sets.version_of_job.setdefault(job.number, version)
    return answer(job=shown(job))


@sets.get("/set/<id>/deck/<int:number>")
def deck(id: str, number: int) -> AnyResponse:
    """Send the package of a set, or of a group of it."""
    here = workspace()
    package = set_work.package(here, here.class_set(id), number)
    return send_file(package, as_attachment=True, download_name=package.name)

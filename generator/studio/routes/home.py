"""The first page: what lies in the workspace and how it stands, and the ways to add a text."""

import re

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from generator import pipeline
from generator.base.errors import InputError
from generator.studio import trash, uploads
from generator.studio.here import THEMES, answer, asked, page, strings, studio, told, workspace
from generator.studio.set_page import folders_of_texts
from generator.studio.states import TextState
from generator.studio.translation import LANGUAGES, Told

home = Blueprint("home", __name__)
YEAR = 365 * 24 * 3600
"""Seconds for which a look is remembered."""
OWN_PATH = re.compile(r"/(?:[\w-]+/?)*", re.ASCII)
"""A path of this site."""
MAX_IDS = 20
"""Texts of which one request may ask how they stand: the page asks again for the next ones."""


@home.get("/")
def start() -> str:
    """Show the texts, sets and decks of the workspace."""
    here = workspace()
    shelf = here.look()
    own_decks = {here.package(source) for source in shelf.texts.values()}
    own_decks |= {here.package_of_set(path) for path in shelf.sets.values()}
    decks = sorted(here.decks.rglob("*.apkg"))
    return page(
        "home.html",
        here=here,
        shelf=shelf,
        folders=sorted(folders_of_texts(here)),
        others=[here.name(path) for path in decks if path not in own_decks],
        removed=trash.removed(here),
        failed=[told(str(error)) for _, error in shelf.failed],
    )


@home.get("/api/states")
def states() -> Response:
    """Return how some texts stand, by their ids."""
    ids = request.args.get("ids", "").split(",")[:MAX_IDS]
    shared = studio()
    found = {}
    for id in ids:
        source = shared.workspace.text(id)

        def look(resources: pipeline.Resources, source: pipeline.Source = source) -> TextState:
            return shared.states.state(resources, source)

        state = shared.workbench.do(look)
        found[id] = state.json() | {"fault": told(state.fault)}
    return answer(states=found)


# -- ways to add a text


@home.post("/api/add")
def add() -> Response:
    """Take the files that were dropped or chosen."""
    files = request.files.getlist("files")
    named = request.form.getlist("paths")  # browsers leave the folders out of the files' own names
    if len(named) != len(files):
        raise InputError(strings()("error.400"))
    taken = [uploads.Upload(name, file.read()) for name, file in zip(named, files, strict=True)]
    return _added(uploads.add(workspace(), taken))


@home.post("/api/paste")
def paste() -> Response:
    """Take a text that was pasted into two boxes."""
    given = asked()
    title, zh, en = (str(given.get(name, "")) for name in ("title", "zh", "en"))
    return _added(uploads.paste(workspace(), title, zh, en))


@home.post("/api/sample")
def sample() -> Response:
    """Add the text that shows what Cika makes."""
    return _added(uploads.add_sample(workspace()))


def _added(added: uploads.Added) -> Response:
    """Return what became of an upload: ids of texts that are new to the page, and what was
    refused."""
    here = workspace()
    files = set(added.files)
    texts = here.look().texts
    ids = [id for id, source in texts.items() if files & {source.path, source.english}]
    return answer(added=len(added.files), texts=ids, refused=list(map(told, added.refused)))


@home.post("/api/text/<id>/remove")
def remove(id: str) -> Response:
    """Take a text out of the workspace; what comes back names it for ``/api/restore``."""
    here = workspace()
    if here.set_of_text(id):
        raise Told("home.in_a_set")
    return answer(trash=trash.remove(here, here.text(id)))


@home.post("/api/restore")
def restore() -> Response:
    """Move a text back that was taken out."""
    trash.restore(workspace(), str(asked().get("trash", "")))
    return answer()


# -- how the page looks


@home.post("/look")
def choose_look() -> AnyResponse:
    """Remember the language and the look that a person chose, and go back to the page."""
    back = request.form.get("back", "/")
    response = redirect(back if OWN_PATH.fullmatch(back) else "/", 303)
    for name, allowed in (("theme", THEMES), ("lang", tuple(LANGUAGES))):
        value = request.form.get(name, "")
        if value in allowed:
            response.set_cookie(name, value, max_age=YEAR, httponly=True, samesite="Strict")
    return response

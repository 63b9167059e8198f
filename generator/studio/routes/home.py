"""The first page: what lies in the workspace, and how it stands."""

import re

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from generator.studio.here import THEMES, page, workspace
from generator.studio.translation import LANGUAGES

home = Blueprint("home", __name__)
OWN_PATH = re.compile(r"/(?:[\w-]+/?)*", re.ASCII)
"""A path of this site."""
YEAR = 365 * 24 * 3600
"""Seconds for which a look is remembered."""


@home.get("/")
def start() -> str:
    """Show the texts, sets and decks of the workspace."""
    here = workspace()
    shelf = here.look()
    decks = sorted(here.decks.glob("*.apkg"))
    return page("home.html", here=here, shelf=shelf, decks=decks)


@home.post("/look")
def choose_look() -> Response:
    """Remember the language and the look that a person chose, and go back to the page."""
    back = request.form.get("back", "/")
    response = redirect(back if OWN_PATH.fullmatch(back) else "/", 303)
    for name, allowed in (("theme", THEMES), ("lang", tuple(LANGUAGES))):
        value = request.form.get(name, "")
        if value in allowed:
            response.set_cookie(name, value, max_age=YEAR, httponly=True, samesite="Strict")
    return response

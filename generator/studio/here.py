"""What a request can reach: the workspace, the workbench, the language and the look of its page."""

import json
import re
from dataclasses import dataclass
from typing import Any, cast

from flask import Response, current_app, g, jsonify, render_template, request
from markupsafe import Markup

from generator.base.errors import InputError
from generator.base.han import HAN
from generator.chinese.script import is_traditional
from generator.studio.card_shelf import CardShelf
from generator.studio.jobs import Job, Jobs
from generator.studio.open_sets import OpenSets
from generator.studio.open_texts import OpenTexts
from generator.studio.refusals import translated
from generator.studio.states import TextStates
from generator.studio.translation import LANGUAGES, Strings
from generator.studio.understood_texts import UnderstoodTexts
from generator.studio.workbench import Workbench
from generator.studio.workspace import Workspace

KEY = "studio"
CHINESE = re.compile(f"[{HAN}](?:[{HAN}，、。：；！？《》“”·]*[{HAN}])?")
ERROR = "Error: "
"""How our command line begins what went wrong."""
THEMES = ("auto", "day", "night")


@dataclass(frozen=True, slots=True)
class Studio:
    """What all requests share."""

    workspace: Workspace
    workbench: Workbench
    jobs: Jobs
    texts: OpenTexts
    sets: OpenSets
    states: TextStates
    understood: UnderstoodTexts
    cards: CardShelf


def studio() -> Studio:
    """Return what all requests share."""
    return cast(Studio, current_app.extensions[KEY])


def workspace() -> Workspace:
    """Return the workspace."""
    return studio().workspace


def strings() -> Strings:
    """Return the interface in the language of the request: that of ``?lang``, of the cookie, or
    the one that the browser likes best."""
    if "strings" not in g:
        asked = (request.args.get("lang"), request.cookies.get("lang"))
        known = [language for language in asked if language in LANGUAGES]
        best = request.accept_languages.best_match(list(LANGUAGES)) or "en"
        g.strings = Strings(known[0] if known else best)
    return cast(Strings, g.strings)


def told(message: str) -> str:
    """Return what the stages say in the language of the page, with paths as they are seen from the
    folder. Where that has no translation, it says that English follows."""
    plain, t = workspace().plain(message), strings()
    return translated(plain, t.language) or (t("error.in_english", message=plain) if plain else "")


def noted(report: dict[str, Any]) -> dict[str, Any]:
    """Return the report of a build with what it notes in the language of the page, as far as that
    has a translation."""
    found = []
    for issue in report.get("issues", ()):
        where, detail = (workspace().plain(str(issue[key])) for key in ("where", "detail"))
        detail = translated(detail, strings().language) or detail
        found.append({**issue, "where": where, "detail": detail})
    return {**report, "issues": found}


def shown(job: Job) -> dict[str, Any]:
    """Return what a page shows of a job, in its language."""
    found = job.json()
    found["said"] = [_said(line) for line in job.said]
    if job.kind == "push" and found["printed"]:
        found["printed"] = told(found["printed"].strip())
    return found


def _said(line: str) -> str:
    return told(line.removeprefix(ERROR)) if line.startswith(ERROR) else line


def theme() -> str:
    """Return the look that the person chose: ``auto``, ``day`` or ``night``."""
    chosen = request.cookies.get("theme", "")
    return chosen if chosen in THEMES else "auto"


def page(template: str, **values: Any) -> str:
    """Return a page made of a template, which can use ``t`` for strings and ``theme``."""
    return render_template(template, t=strings(), theme=theme(), languages=LANGUAGES, **values)


def with_lang(text: str) -> Markup:
    """Return text as HTML in which each stretch of Chinese says that it is Chinese."""
    written = Markup("")
    end = 0
    for found in CHINESE.finditer(text):
        lang = "zh-Hant" if is_traditional(found[0]) else "zh-Hans"
        written += text[end : found.start()]
        written += Markup('<span lang="{}">{}</span>').format(lang, found[0])
        end = found.end()
    return written + text[end:]


def data_block(name: str, value: object) -> Markup:
    """Return an element that hands values to a script, read with ``data(name)`` of
    ``studio.js``. It is no script itself, so the policy of the page lets it stand."""
    written = json.dumps(value, ensure_ascii=False)
    safe = written.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    opening = Markup('<script type="application/json" id="data-{}">').format(name)
    return opening + Markup(safe) + Markup("</script>")  # nothing in it can end the element


def asked() -> dict[str, Any]:
    """Return the JSON object that a request brought. Raises InputError where it brought none."""
    found = request.get_json(silent=True)
    if not isinstance(found, dict):
        raise InputError("The request holds no JSON object. Load the page again.")
    return found


def answer(**values: Any) -> Response:
    """Return values as JSON."""
    return jsonify(values)

"""The app: pages and answers of the studio, errors as sentences, a log to send."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from flask import Flask, Response, current_app, make_response, request
from werkzeug.exceptions import HTTPException

from generator.base.errors import CikaError
from generator.studio.card_shelf import CardShelf
from generator.studio.guard import Guard
from generator.studio.here import (
    KEY,
    Studio,
    answer,
    data_block,
    page,
    strings,
    told,
    with_lang,
)
from generator.studio.jobs import Jobs
from generator.studio.open_sets import OpenSets
from generator.studio.open_texts import OpenTexts
from generator.studio.routes import BLUEPRINTS
from generator.studio.states import TextStates
from generator.studio.translation import Told
from generator.studio.understood_texts import UnderstoodTexts
from generator.studio.workbench import Workbench
from generator.studio.workspace import Conflict, UnknownId, Workspace
from generator.texts.paths import MAX_SIZE

API = "/api/"
LOG = "studio.log"
LOG_BYTES = 1_000_000
MAX_UPLOAD = MAX_SIZE + 1_000_000
"""Bytes of a request: a file as large as the readers take, and what stands around it."""
MAX_FIELDS = 10_000
"""Files of one upload, as many as an archive may hold."""


def create_app(folder: Path, port: int, key: str = "") -> tuple[Flask, Guard]:
    """Return the app for a workspace that is served at a port, and what guards it. ``key`` is the
    secret of the start address; made here unless it is given."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = MAX_UPLOAD
    app.config["MAX_FORM_MEMORY_SIZE"] = MAX_SIZE
    app.config["MAX_FORM_PARTS"] = MAX_FIELDS
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    here = Workspace(folder)
    workbench, jobs = Workbench(), Jobs(here.folder)
    app.extensions[KEY] = Studio(
        workspace=here,
        workbench=workbench,
        jobs=jobs,
        texts=OpenTexts(here, workbench, jobs),
        sets=OpenSets(here),
        states=TextStates(here),
        understood=UnderstoodTexts(),
        cards=CardShelf(),
    )
    app.jinja_env.globals["data_block"] = data_block
    app.jinja_env.filters["with_lang"] = with_lang
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    guard = Guard(app, port, key)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.register_error_handler(Exception, _show_error)
    _keep_log(app, here)
    return app, guard


def _show_error(error: Exception) -> Response:
    """Answer with a sentence: what is wrong and what to do. What nobody foresaw goes into the log,
    and no trace of it onto the page."""
    code, message = _said(error)
    if request.path.startswith(API):
        response = answer(error=message)
        if isinstance(error, Conflict):
            response = answer(error=message, file=error.name, version=error.version)
    else:
        response = make_response(page("error.html", message=message, code=code))
    response.status_code = code
    return response


def _said(error: Exception) -> tuple[int, str]:
    """Return the status of an error, and the sentence for it."""
    t = strings()
    match error:
        case UnknownId():
            return 404, told(str(error))
        case Conflict():
            return 409, told(str(error))
        case Told():
            return 400, t(error.key, **error.values)
        case CikaError():
            return 400, told(str(error))
        case HTTPException():
            code = error.code or 500
            return code, t(f"error.{code}" if f"error.{code}" in t.of("error") else "error.other")
    current_app.logger.error("%s %s", request.method, request.path, exc_info=error)
    return 500, t("error.500")


def _keep_log(app: Flask, here: Workspace) -> None:
    """Write what goes wrong into a file of the workspace, of bounded size."""
    handler = RotatingFileHandler(
        here.own / LOG, maxBytes=LOG_BYTES, backupCount=1, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log = logging.getLogger(app.name)
    log.propagate = False
    log.handlers = [handler]

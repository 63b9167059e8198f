"""The page on which a text is built: options, what they would do, the work, what became of it."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from flask import Blueprint, Response, redirect, request, send_file
from werkzeug.wrappers import Response as AnyResponse

from generator import pipeline
from generator.base.choices import CARD_CHOICES, CARD_KINDS, DEFAULT_CARDS, HSK_SYLLABUSES
from generator.base.errors import InputError
from generator.pipeline import Resources, Source
from generator.pipeline.remembered import STANDARD, UNSURE
from generator.studio import build_choices
from generator.studio.build_choices import BadValue, Values
from generator.studio.estimate import Estimate
from generator.studio.here import (
    Studio,
    answer,
    asked,
    noted,
    page,
    shown,
    strings,
    studio,
    workspace,
)
from generator.studio.jobs import JSON, Job, typed
from generator.studio.list_shelf import add_list, lists_of, remark_on
from generator.studio.open_texts import OpenText
from generator.studio.routes.text_pages import warnings_of
from generator.studio.settings_in_force import settings_for
from generator.studio.states import keep_report, read_report
from generator.studio.translation import Told
from generator.studio.uploads import Upload
from generator.studio.workspace import UnknownId

build = Blueprint("build", __name__)
OTHER_NAMES = {"title": "deck_title", "known-from-anki": "anki", "known-days": "anki_days"}
"""Option -> its string, where that has another name."""
AUDIO_CHOICES = ("none", "espeak", "edge", "silent")


@build.get("/build/<id>")
def form(id: str) -> str | AnyResponse:
    """Show the options of a text's build, as they are in force; a lesson is built with its set."""
    here = workspace()
    source = here.text(id)
    set_id = here.set_of_text(id)
    if set_id:
        return redirect(f"/set/{set_id}")
    settings = settings_for(here, studio().jobs, source)
    values = build_choices.in_force(here, source, settings)
    lists = lists_of(here, build_choices.paths_of(values))
    return page(
        "build.html",
        id=id,
        name=pipeline.deck_title(pipeline.read(source)),
        values=values,
        settings=_named(settings),
        lists=lists,
        choices=CARD_CHOICES,
        kinds=[kind for kind in CARD_KINDS if kind not in DEFAULT_CARDS],
        syllabuses=HSK_SYLLABUSES,
        audio=_audio(values),
        has_deck=here.package(source).is_file(),
        deck=here.name(here.package(source)),
    )


@build.post("/api/build/<id>/estimate")
def count(id: str) -> Response:
    """Return what a build with some options would make, and what is typed to have it; while a long
    text is not understood yet, how far that is."""
    source = workspace().text(id)
    before, after, settings = _values(source, asked())
    arguments = _command(source, before, after, settings)
    opened = studio().texts.open(id, current=True)
    if isinstance(opened, Job):
        return answer(job=shown(opened), command=typed(arguments))

    shared = studio()

    def work(resources: Resources) -> dict[str, Any]:
        return _estimate(shared, resources, opened).numbers(after)

    numbers = shared.workbench.do(work)
    warnings = [] if UNSURE in after else warnings_of(opened)
    return answer(numbers=numbers, command=typed(arguments), warnings=warnings)


@build.post("/api/build/<id>/levels")
def count_levels(id: str) -> Response:
    """Return how many words each level of the HSK would leave, with all other options as they are;
    nothing while a long text is not understood yet."""
    given = asked()
    _, after, _ = _values(workspace().text(id), given)
    standard = _standard(given)
    opened = studio().texts.open(id, current=True)
    if isinstance(opened, Job):
        return answer(levels={})

    shared = studio()

    def work(resources: Resources) -> dict[int, int]:
        return _estimate(shared, resources, opened).levels(after, standard)

    return answer(levels=shared.workbench.do(work))


def _estimate(shared: Studio, resources: Resources, opened: OpenText) -> Estimate:
    """Return what counts; called in the thread of the workbench, which knows no request."""
    text = shared.understood.understood(resources, opened)
    return Estimate(shared.workspace, opened.source, text, resources)


@build.post("/api/build/<id>/start")
def start(id: str) -> Response:
    """Build a text with some options."""
    source = workspace().text(id)
    chosen = asked()
    arguments = _command(source, *_values(source, chosen))
    keep = partial(keep_report, workspace(), source)
    job = studio().jobs.start(id, *arguments, JSON, on_end=keep, choices=chosen["values"])
    return answer(job=shown(job))


@build.get("/api/build/<id>/report")
def report(id: str) -> Response:
    """Return the report of the last build; null where there is none."""
    found = read_report(workspace(), workspace().text(id))
    return answer(report=noted(found) if found else None)


@build.post("/api/build/<id>/push")
def push(id: str) -> Response:
    """Send the deck of a text to the Anki that is running."""
    here = workspace()
    package = here.package(here.text(id))
    if not package.is_file():
        raise InputError(strings()("build.no_deck"))
    return answer(job=shown(studio().jobs.start(id, "push", here.typed(package))))


@build.get("/deck/<id>")
def deck(id: str) -> AnyResponse:
    """Send the deck of a text."""
    here = workspace()
    package = here.package(here.text(id))
    if not package.is_file():
        raise UnknownId(strings()("build.no_deck"))
    return send_file(package, as_attachment=True, download_name=package.name)


@build.post("/api/lists")
def lists() -> Response:
    """Take a list of words, and return its id and what it holds."""
    here = workspace()
    file = request.files.get("file")
    if file is None:
        raise InputError(strings()("error.400"))
    path = add_list(here, Upload(request.form.get("path", ""), file.read()))
    place = here.typed(path)
    try:
        remark = studio().workbench.do(partial(remark_on, path=path))
    except InputError:
        path.unlink()  # it is no list: nothing may name it
        raise
    id = next(key for key, value in lists_of(here, ()).items() if value == place)
    return answer(id=id, name=path.name, remark=remark)


def _values(source: Source, given: dict[str, Any]) -> tuple[Values, Values, Values]:
    """Return the options in force, those that are wanted, and those that settings set."""
    here = workspace()
    settings = settings_for(here, studio().jobs, source)
    before = build_choices.in_force(here, source, settings)
    wanted = given.get("values")
    if not isinstance(wanted, dict):
        raise InputError(strings()("error.400"))
    lists = lists_of(here, build_choices.paths_of(before))
    try:
        after = build_choices.wanted(wanted, lists, before)
    except BadValue as error:
        name = _named([error.option])
        raise Told("build.bad_value", name=name, value=error.value) from None
    return before, after, settings


def _standard(given: dict[str, Any]) -> str:
    """Return the standard of the HSK that the page shows, also where no level is chosen."""
    shown = given["values"].get(STANDARD)
    named = shown[0] if isinstance(shown, list) and shown else shown
    return named if named in HSK_SYLLABUSES else build_choices.USUAL_STANDARD


def _command(source: Source, before: Values, after: Values, settings: Values) -> list[str]:
    cleared = build_choices.remembered_elsewhere(before, settings, after)
    if cleared:
        raise InputError(strings()("build.set_by_file", names=_named(cleared)))
    options = build_choices.arguments(before, after)
    return ["build", workspace().typed(source.path), *options]


def _named(options: Iterable[str]) -> str:
    """Return options as the page names them."""
    t = strings()
    keys = [OTHER_NAMES.get(name, name.replace("-", "_")) for name in sorted(options)]
    return t("common.comma").join(t(f"build.{key}") for key in keys)


def _audio(values: Values) -> tuple[str, ...]:
    """Return the engines to choose from, and what the deck has if that is another."""
    return tuple(dict.fromkeys((*AUDIO_CHOICES, *values.get("audio", ()))))

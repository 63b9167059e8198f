"""A text in its views: sentence pairs, words, cards."""

from functools import partial
from typing import Any

from flask import Blueprint, Response, redirect
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from generator.base.choices import CARD_CHOICES, CARD_KINDS, DEFAULT_CARDS
from generator.studio.here import answer, noted, page, shown, strings, studio
from generator.studio.jobs import DONE, Job
from generator.studio.open_texts import COMMAND, OpenText
from generator.studio.pair_edits import row_json
from generator.studio.pairs import state
from generator.studio.routes.card_answers import values_in_force
from generator.studio.routes.word_answers import desk_of

text_pages = Blueprint("text_pages", __name__)
FIRST_ROWS = 60
"""Pairs that come with the page itself."""
FIRST_SENTENCES = 30
"""Sentences whose words come with the page itself."""
CHOICES = {
    "kinds": [kind for kind in CARD_KINDS if kind not in DEFAULT_CARDS],
    "looks": CARD_CHOICES,
}
"""What the view of cards offers to choose."""
MORE_STRINGS = {"cards": ("build",)}
"""View -> what its script says, too."""
TWO_TEXTS = "two-texts"
"""Kind of the note that the two sides are no translations of each other; no deck is made then."""
STATES = {"sure": "s", "unsure": "u", "out": "o"}
"""A letter for each state, so that those of a novel are a short string."""


@text_pages.get("/text/<id>")
def first_view(id: str) -> AnyResponse:
    """Go to the first view of a text."""
    known = studio().texts.known_id(id)
    return redirect(f"/text/{known}/pairs")


@text_pages.get("/text/<id>/<view>")
def show(id: str, view: str) -> str:
    """Show a view of a text; while it is long and not understood yet, how far that is."""
    if view not in VIEWS:
        raise NotFound
    opened = studio().texts.open(id, current=view == "cards")
    if isinstance(opened, Job):
        job = shown(opened)
        again = studio().texts.was_read(id)
        return page("text_waiting.html", id=id, view=view, job=job, again=again)
    template = f"text_{view}.html"
    words = strings().of("text", view, *MORE_STRINGS.get(view, ()))
    first = VIEWS[view](opened)
    return page(template, text=opened, view=view, first=first, words=words, choices=CHOICES)


@text_pages.get("/api/text/<id>/state")
def state_of_text(id: str) -> Response:
    """Tell how far a text is understood."""
    jobs = [job for job in studio().jobs.all(id) if job.kind == COMMAND]
    if not jobs:
        return answer(state=DONE)
    newest = shown(jobs[0])
    return answer(**newest)


def _pairs(opened: OpenText) -> dict[str, Any]:
    table, version = opened.pairs.now()
    states = [STATES[state(row)] for row in table.rows]
    first = table.rows[:FIRST_ROWS]
    steps = opened.pairs.steps(version)
    return {
        "id": opened.id,
        "lang": opened.lang,
        "version": version,
        "states": "".join(states),
        "rows": list(map(row_json, first)),
        "lacks_english": not any(row.en for row in table.rows),
        "warnings": warnings_of(opened),
        **steps,
    }


def warnings_of(opened: OpenText) -> list[str]:
    """Return what is wrong with a text as a whole, in the language of the page."""
    issues = [one for one in opened.kept.head["issues"] if one["kind"] == TWO_TEXTS]
    return [one["detail"] for one in noted({"issues": issues})["issues"]]


def _words(opened: OpenText) -> dict[str, Any]:
    table, _ = opened.pairs.now()
    numbers = [number for number, row in enumerate(table.rows) if row.zh]
    desk = desk_of(opened)
    sentences = partial(desk.sentences, numbers[:FIRST_SENTENCES])
    first = studio().workbench.do(sentences)
    return {"id": opened.id, "lang": opened.lang, "numbers": numbers, **first}


def _cards(opened: OpenText) -> dict[str, Any]:
    return {"id": opened.id, "lang": opened.lang, "values": values_in_force(opened)}


VIEWS = {"pairs": _pairs, "words": _words, "cards": _cards}
"""Name of a view -> what its page is handed first."""

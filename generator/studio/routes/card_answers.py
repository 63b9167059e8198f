"""What the view of cards asks: a deck with some options, notes of it, a side of a card."""

from typing import Any

from flask import Blueprint, Response, make_response, request
from werkzeug.exceptions import NotFound

from generator.anki.preview import RenderedCard, side_page
from generator.base.errors import InputError
from generator.pipeline import Resources
from generator.studio import build_choices
from generator.studio.build_choices import Values
from generator.studio.here import answer, asked, studio, workspace
from generator.studio.list_shelf import lists_of
from generator.studio.open_texts import OpenText
from generator.studio.routes.pair_answers import numbers_asked
from generator.studio.word_desk import settings_of_text

card_answers = Blueprint("card_answers", __name__)
PLACE = "/api/text/<id>/cards"
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src data:;"
    " sandbox allow-same-origin; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
)
"""What a side of a card may do: show itself. It has no script, and none could run."""


@card_answers.post(PLACE)
def lay_out_cards(id: str) -> Response:
    """Return the deck that a build with some options would make."""
    shared = studio()
    held = shared.texts.held(id)
    values = _values(held, asked())

    def work(resources: Resources) -> dict[str, Any]:
        text = shared.understood.understood(resources, held)
        return shared.cards.lay_out(resources, shared.workspace, held.source, text, values)

    made = shared.workbench.do(work)
    return answer(**made)


@card_answers.get(f"{PLACE}/<key>")
def some_notes(id: str, key: str) -> Response:
    """Return what notes of a deck are: ``?rows=0,1``."""
    shared = studio()
    deck = shared.cards.deck(key)
    numbers = numbers_asked(len(deck.plans))

    def make(resources: Resources) -> list[dict[str, Any]]:
        return [deck.cards(number)[0] for number in numbers]

    notes = shared.workbench.do(make)
    return answer(notes=notes)


@card_answers.get("/text/<id>/cards/<key>/<int:number>/<int:card>/<side>")
def one_side(id: str, key: str, number: int, card: int, side: str) -> Response:
    """Show a side of a card as a page of its own."""
    shared = studio()
    deck = shared.cards.deck(key)

    def make(resources: Resources) -> list[RenderedCard]:
        return deck.cards(number)[1]

    cards = shared.workbench.do(make)
    if card >= len(cards) or side not in ("front", "back"):
        raise NotFound
    shown = cards[card]
    html = shown.front if side == "front" else shown.back
    night, phone = "night" in request.args, "phone" in request.args
    response = make_response(side_page(html, shown.css, night=night, phone=phone))
    response.headers["Content-Security-Policy"] = POLICY
    return response


def values_in_force(text: OpenText) -> Values:
    """Return the options that the next build of a text takes."""
    shared = studio()
    settings = settings_of_text(text, shared.workspace, shared.jobs)
    return build_choices.in_force(shared.workspace, text.source, settings)


def _values(text: OpenText, given: dict[str, Any]) -> Values:
    """Return the options in force with those that the page chose in their places."""
    chosen = given.get("values")
    if not isinstance(chosen, dict):
        raise InputError("The request names no options. Load the page again.")
    before = values_in_force(text)
    lists = lists_of(workspace(), build_choices.paths_of(before))
    wanted = build_choices.wanted(chosen, lists, before)
    kept = {name: value for name, value in before.items() if name not in chosen}
    return {**kept, **wanted}

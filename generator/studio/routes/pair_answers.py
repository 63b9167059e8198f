"""What the view of sentence pairs asks: pairs to show, edits, steps back."""

import re

from flask import Blueprint, Response, request

from generator.base.errors import InputError
from generator.studio.here import answer, asked, studio
from generator.studio.pair_edits import PairEdits, row_json
from generator.studio.uploads import add_english

pair_answers = Blueprint("pair_answers", __name__)
NUMBERS = re.compile(r"\d{1,7}(?:,\d{1,7})*", re.ASCII)
PLACE = "/api/text/<id>/pairs"
MAX_ROWS = 200
"""Pairs of one answer."""


@pair_answers.get(PLACE)
def some_pairs(id: str) -> Response:
    """Return the pairs whose numbers are named: ``?rows=0,1,5``."""
    table, version = _pairs(id).now()
    rows = []
    for number in numbers_asked(len(table.rows)):
        row = table.rows[number]
        rows.append(row_json(row))
    return answer(version=version, rows=rows)


@pair_answers.post(f"{PLACE}/edit")
def edit_pairs(id: str) -> Response:
    """Change the pairs."""
    wanted = asked()
    version = version_asked()
    made = _pairs(id).edit(version, wanted, over_asked())
    return answer(**made)


@pair_answers.post(f"{PLACE}/undo")
def undo_pairs(id: str) -> Response:
    """Take the last edit back."""
    version = version_asked()
    made = _pairs(id).undo(version)
    return answer(**made)


@pair_answers.post(f"{PLACE}/redo")
def redo_pairs(id: str) -> Response:
    """Do again what was taken back."""
    version = version_asked()
    made = _pairs(id).redo(version)
    return answer(**made)


@pair_answers.post(f"{PLACE}/difference")
def changed_pairs(id: str) -> Response:
    """Return what another program changed since the page saw the table."""
    version = version_asked()
    found = _pairs(id).difference(version)
    return answer(**found)


@pair_answers.post("/api/text/<id>/english")
def take_english(id: str) -> Response:
    """Take the translation of a text that has none."""
    shared = studio()
    source = shared.workspace.text(id)
    path = add_english(shared.workspace, source.path, str(asked().get("english", "")))
    return answer(file=shared.workspace.name(path))


def _pairs(id: str) -> PairEdits:
    held = studio().texts.held(id)
    return held.pairs


def over_asked() -> str | None:
    """Return the version of another program that the person chose to write over; None where no
    choice was needed."""
    over = asked().get("over")
    return None if over is None else str(over)


def version_asked() -> str:
    """Return the version of a table that the page saw."""
    version = asked().get("version", "")
    return str(version)


def numbers_asked(count: int) -> list[int]:
    """Return the numbers that a request names, those below ``count``. Raises InputError."""
    named = request.args.get("rows", "")
    written = named.split(",")
    if len(written) > MAX_ROWS or not NUMBERS.fullmatch(named):
        raise InputError(f"Name at most {MAX_ROWS} lines by their numbers.")
    numbers = map(int, written)
    return [number for number in numbers if number < count]

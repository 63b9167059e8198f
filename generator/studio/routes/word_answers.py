"""What the view of words asks: sentences to show, a word with its choices, corrections."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from flask import Blueprint, Response, request

from generator.base.errors import InputError
from generator.studio.here import answer, asked, studio
from generator.studio.open_texts import OpenText
from generator.studio.routes.pair_answers import numbers_asked, over_asked, version_asked
from generator.studio.word_desk import WordDesk, settings_of_text

word_answers = Blueprint("word_answers", __name__)
PLACE = "/api/text/<id>/words"


@word_answers.get(PLACE)
def some_sentences(id: str) -> Response:
    """Return the sentences whose numbers are named: ``?rows=0,1,5``."""
    count = studio().texts.held(id).row_count()
    numbers = numbers_asked(count)
    found = _at_desk(id, "sentences", numbers)
    return answer(**found)


@word_answers.get(f"{PLACE}/word")
def one_word(id: str) -> Response:
    """Return the word of a sentence that begins at a character: ``?row=3&start=5``."""
    row, start = _number("row"), _number("start")
    found = _at_desk(id, "word", row, start)
    return answer(**found)


@word_answers.post(f"{PLACE}/edit")
def correct(id: str) -> Response:
    """Correct a word."""
    version, wanted = version_asked(), asked()
    made = _at_desk(id, "edit", version, wanted, over_asked())
    return answer(**made)


@word_answers.post(f"{PLACE}/undo")
def undo_words(id: str) -> Response:
    """Take the last correction back."""
    version = version_asked()
    made = _at_desk(id, "undo", version)
    return answer(**made)


@word_answers.post(f"{PLACE}/redo")
def redo_words(id: str) -> Response:
    """Do again what was taken back."""
    version = version_asked()
    made = _at_desk(id, "redo", version)
    return answer(**made)


@word_answers.post(f"{PLACE}/difference")
def changed_words(id: str) -> Response:
    """Return what another program changed since the page saw the table."""
    version = version_asked()
    found = _at_desk(id, "difference", version)
    return answer(**found)


@word_answers.post(f"{PLACE}/know")
def know_word(id: str) -> Response:
    """Note that the learner knows a word, or does not after all."""
    wanted = asked()
    made = _at_desk(id, "know", wanted)
    return answer(**made)


def _at_desk(id: str, method: str, *arguments: Any) -> Mapping[str, Any]:
    """Have something done about the words of a text, in the thread of the dictionary."""
    shared = studio()
    held = shared.texts.held(id)
    desk = desk_of(held)
    work = partial(getattr(desk, method), *arguments)
    found: Mapping[str, Any] = shared.workbench.do(work)
    return found


def desk_of(text: OpenText) -> WordDesk:
    """Return what shows and corrects the words of a text."""
    shared = studio()
    settings = settings_of_text(text, shared.workspace, shared.jobs)
    return WordDesk(text, shared.workspace, settings)


def _number(name: str) -> int:
    written = request.args.get(name, "")
    if not (written.isascii() and written.isdigit()):
        raise InputError(f"The request names no {name!r}. Load the page again.")
    return int(written)

"""Corrections of words as a page makes them: each is one line of ``NAME.words.tsv`` or a few, as a
person would write them in a spreadsheet."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from generator.annotation.correction_lines import is_form, plain_reading, shown_reading
from generator.base.errors import InputError
from generator.base.han import HANZI
from generator.base.records import Correction, Token
from generator.studio.live_words import LiveToken, LiveWords
from generator.studio.translation import Told
from generator.studio.word_lines import WordTable, found_line

Look = Callable[[bytes], LiveWords]
"""Returns the words of the text as a table would make them."""
MIN_AROUND = 6
"""Characters on each side of a word that say in which sentence a line holds."""
MAX_PLACES = 300
"""Places that get a line of their own where no line for all reaches them."""
EVERYWHERE = ""
NO_SPACE = re.compile(r"\S*")


@dataclass(frozen=True)
class Spot:
    """The word that an edit is about, and what the text looks like with another table."""

    live: LiveToken
    look: Look

    @property
    def machine(self) -> Token:
        """Return the word as the machine understands it."""
        return self.live.machine

    @property
    def forms(self) -> set[str]:
        """Return what the table may have under ``word`` for it."""
        found = {self.machine.text, self.machine.headword}
        line = self.live.line
        if line and line.joined:
            found.add("+".join(line.parts))
        return found


def correct_word(content: bytes, spot: Spot, asked: Mapping[str, Any]) -> bytes:
    """Return the table after an edit. Raises InputError for what cannot be done."""
    edit = EDITS.get(str(asked.get("kind")))
    if edit is None:
        raise InputError(f"There is no correction {asked.get('kind')!r} of words.")
    changed = edit(content, spot, asked)
    spot.look(changed)  # raises what the next build would say of it
    return changed


def _explain(content: bytes, spot: Spot, asked: Mapping[str, Any]) -> bytes:
    """Give a word another meaning, reading or both: here, or wherever the text has it."""
    cells = {name: _typed(asked, name) for name in ("gloss", "reading") if asked.get(name)}
    if not cells:
        raise Told("words.type_something")
    _check_reading(spot, cells)
    if asked.get("here"):
        return _put(content, spot.live, spot.forms, cells, piece_around(spot.live))
    changed = _put(content, spot.live, spot.forms, cells, EVERYWHERE)
    look = spot.look(changed)
    if all(_is_so(one, cells) for one in look.variants(spot.machine)):
        return changed
    left = [one for one in look.places(spot.machine) if not _is_so(one.token, cells)]
    for one in left[:MAX_PLACES]:
        changed = _put(changed, one, spot.forms, cells, piece_around(one))
    return changed


def _confirm(content: bytes, spot: Spot, asked: Mapping[str, Any]) -> bytes:
    """Say that the meaning of a word is right as it is: here, or wherever it is in doubt.

    A line for all would only repeat the machine; one for a sentence is a person's word."""
    gloss = spot.live.token.gloss
    if not gloss:
        raise Told("words.type_something")
    places = [spot.live]
    if not asked.get("here"):
        same = spot.look(content).places(spot.machine)
        places += [one for one in same if one.token.gloss == gloss and one.token.doubts]
    for one in places[:MAX_PLACES]:
        content = _put(content, one, spot.forms, {"gloss": gloss}, piece_around(one))
    return content


def _skip(content: bytes, spot: Spot, asked: Mapping[str, Any]) -> bytes:
    """Let a word get no card, or a card again."""
    cells = {"skip": "x" if asked.get("skip") else ""}
    return _put(content, spot.live, spot.forms, cells, EVERYWHERE)


def _cut(content: bytes, spot: Spot, asked: Mapping[str, Any]) -> bytes:
    """Cut a word before one of its characters, wherever the text has it."""
    place, text = asked.get("place"), spot.machine.text
    if not isinstance(place, int) or not 0 < place < len(text) or not HANZI.search(text):
        raise Told("words.no_cut", word=text)
    changed = _without_borders(content, text, "+")
    start = spot.machine.start + place
    if spot.look(changed).at(spot.live.row, start):
        return changed
    changed = _bordered(changed, spot, f"{text[:place]}|{text[place:]}")
    if spot.look(changed).at(spot.live.row, start) is None:
        raise Told("words.no_cut", word=text)
    return changed


def _join(content: bytes, spot: Spot, asked: Mapping[str, Any]) -> bytes:
    """Make one word of two neighbours, wherever the text has them."""
    second = spot.look(content).at(spot.live.row, spot.machine.end)
    first = spot.machine
    if second is None or not HANZI.search(first.text) or not HANZI.search(second.machine.text):
        raise Told("words.no_join")
    joined = first.text + second.machine.text
    changed = _without_borders(content, joined, "|")
    now = spot.look(changed).at(spot.live.row, first.start)
    if now and now.machine.text == joined:
        return changed
    changed = _bordered(changed, spot, f"{first.text}+{second.machine.text}")
    now = spot.look(changed).at(spot.live.row, first.start)
    if now is None or now.machine.text != joined:
        raise Told("words.not_joined", word=joined)
    return changed


def _reset(content: bytes, spot: Spot, asked: Mapping[str, Any]) -> bytes:
    """Take back what the person wrote of a word, so that the machine's answer holds again."""
    table, line = WordTable(content), spot.live.line
    found = [one for one in table.lines() if line and one.number == line.line - 1]
    if line is None or not found or found[0].get("word") not in spot.forms:
        raise InputError("What holds for this word does not stand in the table of this text.")
    reading, _, gloss = found[0].get("machine").partition(" · ")
    if gloss:
        table.change(found[0].number, {"reading": reading, "gloss": gloss, "skip": ""})
    else:
        table.remove(found[0].number)
    return table.content()


EDITS: Mapping[str, Callable[[bytes, Spot, Mapping[str, Any]], bytes]] = {
    "explain": _explain,
    "confirm": _confirm,
    "skip": _skip,
    "cut": _cut,
    "join": _join,
    "reset": _reset,
}
"""Name of an edit -> the function that makes it."""


def piece_around(live: LiveToken) -> str:
    """Return the piece of a sentence that says where a word stands: some characters on each side,
    more where it stands twice."""
    zh, _ = live.pair
    word = zh[live.machine.start : live.machine.end]
    before = _run(zh[: live.machine.start][::-1])[::-1]
    after = _run(zh[live.machine.end :])
    around = MIN_AROUND
    while True:
        piece = before[-around:] + word + after[:around]
        if zh.count(piece) == 1 or around >= max(len(before), len(after)):
            return piece
        around += MIN_AROUND


def _run(text: str) -> str:
    """Return the beginning of a text up to white space."""
    return NO_SPACE.match(text)[0]  # type: ignore[index]  # it matches any text


def _put(
    content: bytes, live: LiveToken, forms: set[str], cells: Mapping[str, str], only: str
) -> bytes:
    """Write cells of the line of a word, which is added where there is none."""
    table = WordTable(content)
    machine, zh, en = live.machine, *live.pair
    readings = (shown_reading(live.token), shown_reading(machine), "")
    line = found_line(table.lines(), forms, readings, only)
    if line:
        table.change(line.number, cells)
    else:
        own = {"word": machine.headword, "reading": shown_reading(machine)}
        table.add({**own, "sentence": zh, "english": en, "only": only, **cells})
    return table.content()


def _bordered(content: bytes, spot: Spot, word: str) -> bytes:
    """Add a line that says where the text is cut, or what is one word."""
    table = WordTable(content)
    zh, _ = spot.live.pair
    table.add({"word": word, "sentence": zh})
    return table.content()


def _without_borders(content: bytes, text: str, sign: str) -> bytes:
    """Take away the lines that join (``+``) or cut (``|``) some characters."""
    table = WordTable(content)
    for line in reversed(table.lines()):
        parts = line.get("word").split(sign)
        if len(parts) > 1 and "".join(parts) == text:
            table.remove(line.number)
    return table.content()


def _typed(asked: Mapping[str, Any], name: str) -> str:
    return " ".join(str(asked[name]).split())


def _check_reading(spot: Spot, cells: Mapping[str, str]) -> None:
    """Raise InputError for a reading that the word cannot have."""
    reading = cells.get("reading", "")
    if reading:
        word = spot.machine.headword if is_form(spot.machine) else spot.machine.text
        line = Correction(spot.machine.text, 0, reading=reading)
        try:
            spot.look(b"").checked(line, spot.machine)
        except InputError:
            count = len(HANZI.findall(word))
            raise Told("words.no_reading", n=count, reading=reading, word=word) from None


def _is_so(token: Token, cells: Mapping[str, str]) -> bool:
    """Tell whether a token has the gloss and the reading that were asked for."""
    gloss = cells.get("gloss", token.gloss)
    reading = cells.get("reading", shown_reading(token))
    is_read_so = plain_reading(reading) == plain_reading(shown_reading(token))
    return gloss == token.gloss and is_read_so

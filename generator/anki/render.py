"""Cards as Anki renders them: the part of its template language that our note types use.

Fields, conditions, ``FrontSide``, ``tts`` and the names that Anki itself fills in; a test compares
every card of a deck with what the real Anki makes of it. What is no part of this is an error, not a
guess.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape

from generator.anki.note_types import NoteType, Template
from generator.base.errors import InputError

TAG = re.compile(r"\{\{(.*?)\}\}", re.S)
EMPTY = re.compile(r"(?:\s|</?(?:br|div)\s*/?>)*", re.I)
"""What counts as an empty field to a condition (Anki: rslib, template.rs, field_is_empty)."""
FILE = re.compile(r"\[sound:(.+?)\]")
SPOKEN = re.compile(r"\[anki:tts\](.*?)\[/anki:tts\]", re.S)
PLAYED = re.compile(rf"{FILE.pattern}|{SPOKEN.pattern}", re.S)


@dataclass(frozen=True, slots=True)
class Sound:
    """Something that a card can play."""

    file: str
    """Name of a file; empty where a voice reads ``text``."""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """Both sides of a card as HTML. ``[anki:play:q:0]`` stands for the first sound of the front,
    ``[anki:play:a:0]`` of the back."""

    template: str
    front: str
    back: str
    front_sounds: tuple[Sound, ...]
    back_sounds: tuple[Sound, ...]


def render(kind: NoteType, fields: tuple[str, ...], special: Mapping[str, str]) -> tuple[Card, ...]:
    """The cards of a note, as far as their fronts are filled. ``special`` is what Anki itself
    knows: Deck, Tags …

    Raises InputError where a template has something that Cika never writes.
    """
    named = {**special, **dict(zip((name for name, _ in kind.fields), fields, strict=True))}
    return tuple(
        _card(template, named)
        for template in (kind.templates[number] for number in kind.cards(fields))
    )


def _card(template: Template, fields: Mapping[str, str]) -> Card:
    front, front_sounds = _sounds(fill(template.front, fields), "q")
    back, back_sounds = _sounds(fill(template.back, {**fields, "FrontSide": front}), "a")
    return Card(template.name, front, back, front_sounds, back_sounds)


def fill(template: str, fields: Mapping[str, str]) -> str:
    """A template with its fields filled in; what is in the fields is never read as a template."""
    out: list[str] = []
    open_conditions: list[tuple[str, bool]] = []
    at = 0

    def put(text: str) -> None:
        if all(shown for _, shown in open_conditions):
            out.append(text)

    for tag in TAG.finditer(template):
        put(template[at : tag.start()])
        at = tag.end()
        name = tag[1].strip()
        if name[:1] in {"#", "^"}:
            filled = not EMPTY.fullmatch(_field(fields, name[1:].strip()))
            open_conditions.append((name[1:].strip(), filled == (name[0] == "#")))
        elif name[:1] == "/":
            if not open_conditions or open_conditions.pop()[0] != name[1:].strip():
                raise InputError(
                    f"A template closes {name[1:].strip()!r}, which is not open there."
                )
        else:
            put(_replaced(fields, name))
    if open_conditions:
        raise InputError(f"A template opens {open_conditions[-1][0]!r} and does not close it.")
    put(template[at:])
    return "".join(out)


def _replaced(fields: Mapping[str, str], name: str) -> str:
    call, _, field = name.rpartition(":")
    if not call:
        return _field(fields, name)
    if not call.startswith("tts "):
        raise InputError(
            f"A template has the filter {call!r}; expected fields, conditions and tts."
        )
    text = _field(fields, field)
    return f"[anki:tts]{text}[/anki:tts]" if text else ""


def _field(fields: Mapping[str, str], name: str) -> str:
    if name not in fields:
        raise InputError(f"A template names the field {name!r}, which its note type lacks.")
    return fields[name]


def _sounds(side: str, letter: str) -> tuple[str, tuple[Sound, ...]]:
    """Take the sounds out of a side of a card."""
    found: list[Sound] = []

    def mark(match: re.Match[str]) -> str:
        found.append(
            Sound(unescape(match[1]))
            if match[1]
            else Sound("", unescape(re.sub(r"<[^>]*>", "", match[2])))
        )
        return f"[anki:play:{letter}:{len(found) - 1}]"

    return PLAYED.sub(mark, side), tuple(found)

"""Cards as Anki renders them: the part of its template language that our note types use.

Fields, conditions, ``FrontSide``, ``tts`` and the names that Anki itself fills in; a test compares
every card of a deck with what the real Anki makes of it. What is no part of this is an error, not a
guess.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape

from generator.anki.field_html import visible_text
from generator.anki.note_types import NoteType, Template
from generator.base.errors import InputError

TAG = re.compile(r"\{\{(.*?)\}\}", re.S)
EMPTY = re.compile(r"(?:\s|</?(?:br|div)\s*/?>)*", re.I)
"""A field that counts as empty to a condition (Anki: rslib, template.rs, field_is_empty)."""
FILE = re.compile(r"\[sound:([^\[\]]+)\]")
SPOKEN = re.compile(r"\[anki:tts lang=\w{1,20}\]((?:(?!\[anki:tts ).)*?)\[/anki:tts\]", re.S)
LINE_BREAK = re.compile(r"</?(?:br|div)>", re.I)
"""A tag that a voice hears as a space (Anki: rslib, text.rs, strip_html_for_tts)."""
MAX_SIDE = 5_000_000
"""Characters of a side; those of long sentences have some 100,000."""
PLAYED = re.compile(rf"{FILE.pattern}|{SPOKEN.pattern}", re.S)


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound that a card can play."""

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


def render(kind: NoteType, fields: Sequence[str], special: Mapping[str, str]) -> tuple[Card, ...]:
    """Render the cards of a note, as far as their fronts are filled. ``special`` is what Anki
    itself knows: Deck, Tags …

    Raises InputError where a template has something that Cika never writes.
    """
    named = dict(special)
    for (name, _), text in zip(kind.fields, fields, strict=True):
        named[name] = text
    return tuple(_card(kind.templates[number], named) for number in kind.cards(fields))


def _card(template: Template, fields: Mapping[str, str]) -> Card:
    front, front_sounds = _sounds(fill(template.front, fields), "q")
    back, back_sounds = _sounds(fill(template.back, {**fields, "FrontSide": front}), "a")
    return Card(template.name, front, back, front_sounds, back_sounds)


def fill(template: str, fields: Mapping[str, str]) -> str:
    """Return a template with its fields filled in; what is in the fields is never read as a
    template. Raises InputError for what Cika never writes."""
    filler = _Filler(fields)
    at = 0
    for tag in TAG.finditer(template):
        filler.put(template[at : tag.start()])
        filler.take(tag[1].strip())
        at = tag.end()
    filler.end()
    filler.put(template[at:])
    return "".join(filler.written)


class _Filler:
    """Writes a template, tag by tag."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        self._fields = fields
        self._open: list[tuple[str, bool]] = []
        """The conditions that are open: name of a field, and whether their content is shown."""
        self._hiding = 0
        """Open conditions that do not show their content."""
        self._size = 0
        self.written: list[str] = []

    def put(self, text: str) -> None:
        """Write text, if the open conditions show it. Raises InputError where a side gets too
        long."""
        if self._hiding:
            return
        self._size += len(text)
        if self._size > MAX_SIDE:
            raise InputError(f"A card has more than {MAX_SIDE:,} characters; none of Cika's has.")
        self.written.append(text)

    def take(self, tag: str) -> None:
        """Take in what stands between two double braces."""
        mark, name = tag[:1], tag[1:].strip()
        if mark in {"#", "^"}:
            filled = not EMPTY.fullmatch(_field(self._fields, name))
            is_shown = filled == (mark == "#")
            self._open.append((name, is_shown))
            self._hiding += not is_shown
        elif mark == "/":
            opened, is_shown = self._open.pop() if self._open else ("", True)
            if opened != name:
                raise InputError(f"A template closes {name!r}, which is not open there.")
            self._hiding -= not is_shown
        else:
            self.put(_replaced(self._fields, tag))

    def end(self) -> None:
        """Make sure that no condition is open."""
        if self._open:
            raise InputError(f"A template opens {self._open[-1][0]!r} and does not close it.")


def _replaced(fields: Mapping[str, str], name: str) -> str:
    call, _, field = name.rpartition(":")
    if not call:
        return _field(fields, name)
    if not call.startswith("tts "):
        raise InputError(
            f"A template has the filter {call!r}; expected fields, conditions and tts."
        )
    text = _field(fields, field)
    language = call.removeprefix("tts ")
    return f"[anki:tts lang={language}]{text}[/anki:tts]" if text else ""


def _field(fields: Mapping[str, str], name: str) -> str:
    if name not in fields:
        raise InputError(f"A template names the field {name!r}, which its note type lacks.")
    return fields[name]


def _sounds(side: str, letter: str) -> tuple[str, tuple[Sound, ...]]:
    """Take the sounds out of a side of a card."""
    found: list[Sound] = []

    def mark(match: re.Match[str]) -> str:
        file, spoken = match[1], match[2]
        if file:
            found.append(Sound(unescape(file)))
        else:
            found.append(Sound("", visible_text(LINE_BREAK.sub(" ", spoken))))
        return f"[anki:play:{letter}:{len(found) - 1}]"

    return PLAYED.sub(mark, side), tuple(found)

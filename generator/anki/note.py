"""A note as it goes to Anki."""

from dataclasses import dataclass, replace
from html import unescape

from generator.anki.keys import note_key
from generator.anki.note_types import column
from generator.base.html import Html
from generator.base.words import NoteKey

GUESSABLE = "guessable"
"""Tag of words that are made of characters which the learner knew when the note was first made."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note with its fields in the order of its note type."""

    note_type: str
    """Name of the note type, WORD or SENTENCE."""
    guid: str
    fields: tuple[Html, ...]
    tags: tuple[str, ...]

    @property
    def key(self) -> NoteKey:
        """Return what tells which word or sentence it is, whatever its GUID."""
        return note_key(self.note_type, unescape(self.fields[0]))

    def field(self, name: str) -> Html:
        """Return the field of that name."""
        return self.fields[column(self.note_type, name)]

    def with_field(self, name: str, html: Html) -> "Note":
        """Return the note with another content of the field of that name."""
        place = column(self.note_type, name)
        return replace(self, fields=(*self.fields[:place], html, *self.fields[place + 1 :]))

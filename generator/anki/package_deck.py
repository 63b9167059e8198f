"""A deck of a package."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.anki.note import Note
from generator.base.html import Html


@dataclass(frozen=True, slots=True)
class PackageDeck:
    """A deck of a package: where new cards go, and what is in it, in order of study."""

    name: str
    """Levels of Anki's tree, separated by ``::``."""
    description: Html
    """Anki leaves its own description alone where this is empty."""
    notes: Sequence[Note]

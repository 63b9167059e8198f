"""The words that a sentence is cut into."""

from typing import NamedTuple

from generator.base.records import Kind


class Segment(NamedTuple):
    """A word of a sentence: ``text`` is ``sentence[start:start + len(text)]``. (A tuple takes half
    the time of a dataclass to make.)"""

    start: int
    text: str
    kind: Kind
    base: str = ""
    """The word to look up, where the text has a form of it (看看, 同志们, 见过面); else empty."""

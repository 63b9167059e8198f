"""Running text as it comes out of a file, before it is known which language is where."""

from dataclasses import dataclass

from generator.base.records import Issue, Metadata

NO_METADATA = Metadata()


@dataclass(frozen=True, slots=True)
class Draft:
    """The plain text of a file, with ``#`` before headings and tabs between the cells of tables."""

    text: str
    meta: Metadata = NO_METADATA
    """From the file's own fields, such as the title of a web page."""
    issues: tuple[Issue, ...] = ()

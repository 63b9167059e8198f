"""LRC: the words of a song, with the time of each line before it."""

import re

from generator.base.records import Metadata
from generator.texts.draft import Draft
from generator.texts.encodings import decode
from generator.texts.languages import language_of

TIME = re.compile(r"[\[<]\d{1,3}:\d{2}(?:[.:]\d{1,3})?[\]>]")
FIELD = re.compile(r"\[(ti|ar|al|au|by|offset|re|ve|length|la|#):?([^\]]*)\]\s*", re.IGNORECASE)
BEGINNING = rf"(?:{FIELD.pattern})*{TIME.pattern}"
"""By which the format is recognised."""


def read_lyrics(data: bytes, where: str) -> Draft:
    """Read the words of a song as plain text, its title and singer as metadata."""
    fields: dict[str, str] = {}
    lines: list[str] = []
    for line in decode(data, where).splitlines():
        field = FIELD.fullmatch(line.strip())
        if field:
            name = {"ti": "title", "ar": "author"}.get(field[1].lower(), "")
            value = field[2].strip()
            if name and value:
                fields.setdefault(f"{name}_{language_of(value) or 'zh'}", value)
        else:
            lines.append(TIME.sub("", line).strip())
    return Draft("\n".join(lines), Metadata(**fields))

"""What makes a note the same note over all builds: its key, and the GUID that Anki knows it by."""

import re
import unicodedata
from collections.abc import Iterable
from hashlib import sha256

from generator.anki.field_html import escape
from generator.anki.note_types import WORD
from generator.base.pinyin import number
from generator.base.records import Token

SPECIAL = re.compile(r'["*_:\\]')
"""Signs that have a meaning in Anki's search."""
NAMESPACE = "cika:zh:v1"
"""Part of every GUID. Changing it would give every learner every card a second time."""


def word_key(token: Token) -> str:
    """Simplified headword and reading: ``银行|yin2 hang2``.

    The reading is the dictionary's where there is an entry, so that sandhi and spelling cannot
    change it. It is in lower case: whether 星火 was taken for a name must not decide whether it is
    the same word.
    """
    if token.entry:
        return f"{token.entry.simplified}|{' '.join(token.entry.reading.lower().split())}"
    if token.pinyin:
        return f"{token.headword}|{' '.join(number(s) for s in token.pinyin)}"
    return f"{token.headword}|{token.reading.lower()}"


def sentence_key(zh: str) -> str:
    """The Chinese in NFKC, without white space and invisible signs: a new line break or a
    full-width comma is no new sentence."""
    text = unicodedata.normalize("NFKC", zh)
    return "".join(
        c for c in text if not c.isspace() and unicodedata.category(c) not in {"Cc", "Cf"}
    )


def guid(note_type: str, key: str) -> str:
    """A letter for the note type and 124 bits of SHA-256 in hex: no sign that a spreadsheet takes
    for a formula or number."""
    return (
        note_type_letter(note_type)
        + sha256(f"{NAMESPACE}\x1f{note_type}\x1f{key}".encode()).hexdigest()[:31]
    )


def slot(note_type: str, key: str) -> str:
    """A key and which note type it is of, in one string."""
    return note_type_letter(note_type) + key


def note_type_letter(note_type: str) -> str:
    """``w`` for words, ``s`` for sentences."""
    return "w" if note_type == WORD else "s"


def browser_search(keys: Iterable[str]) -> str:
    """What to write into the search box of Anki's browser to find notes by their keys."""
    quoted = (SPECIAL.sub(r"\\\g<0>", escape(key)) for key in keys)
    return " OR ".join(f'"Key:{key}"' for key in quoted)

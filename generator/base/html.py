"""Text into HTML and XML for pages, sheets and books: what no document may hold goes, and nothing
of a text can act.

Cards have rules of their own, because Anki reads more than HTML into a field (``anki/markup.py``).
"""

import re
import unicodedata
from html import escape as entities

BROKEN = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]|[\U0001fffe\U0001ffff]"
)
"""What XML 1.0 does not allow (section 2.2), surrogates too, and what HTML calls noncharacters in
the first plane."""
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff]")
"""What would turn the direction of all that follows, and byte order marks."""


def clean(text: str) -> str:
    """Text in NFC, without what cannot be shown.

    >>> clean("a\\x00\\u202eb")
    'ab'
    """
    return TURNING.sub("", BROKEN.sub("", unicodedata.normalize("NFC", text)))


def escape(text: str) -> str:
    """Text as it stands in HTML and XML, also in attributes.

    >>> escape("<b>&\\x00")
    '&lt;b&gt;&amp;'
    """
    return entities(clean(text))

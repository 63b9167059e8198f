"""The HTML that Cika writes into fields, known again.

Tables and packages come from others, too. What is read from one and goes into a note of one's own
may have the elements and attributes that Cika writes, and no others: nothing in it can act.
"""

import re

ELEMENTS = "b|br|div|g|li|path|rt|ruby|small|span|svg|text|ul"
ATTRIBUTES = "aria-label|class|d|data-text|data-who|dy|lang|pathLength|role|title|viewBox|x|y"
STYLES = r"(?:--i|order):-?\d{1,9}"
"""Numbers that style.css counts with; another style could fetch something from the network."""
TAG = re.compile(rf"</?(?:{ELEMENTS})(?: (?:(?:{ATTRIBUTES})='[^'<>]*'|style='{STYLES}'))*/?>")
SOUND = re.compile(r"\[sound:[^][<>{}]*\]")
ACTING = re.compile(r"[<>{}\[\]\"\\]")
"""Characters that Cika escapes in text: what is left of them means something to HTML or Anki."""


def is_ours(html: str) -> bool:
    """Tell whether Cika may have written the HTML of a field.

    >>> is_ours("<b class='target'>银行</b>"), is_ours("<b onclick='x'>银行</b>")
    (True, False)
    """
    return not ACTING.search(SOUND.sub("", TAG.sub("", html)))

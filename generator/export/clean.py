"""Text that other programs take as it is: no character that breaks a line, a column, XML, or a spreadsheet."""

import re
from html import escape

BROKEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]|[\U0001fffe\U0001ffff]")
"""What XML 1.0 does not allow (section 2.2), surrogates too, and what HTML calls noncharacters in the first plane."""
FORMULA = tuple("=+-@\t\r＝＋－＠")
"""How a cell begins that a spreadsheet may run (OWASP, CSV Injection); East Asian editions take wide signs, too."""


def markup(text: str) -> str:
    """Text as it stands in HTML and XML, also in attributes; what neither allows goes.

    >>> markup("<b>&\\x00")
    '&lt;b&gt;&amp;'
    """
    return escape(BROKEN.sub("", text))


def line(text: str) -> str:
    """Text on one line without tabs.

    >>> line(" a\\tb\\r\\nc ")
    'a b c'
    """
    return " ".join(BROKEN.sub("", text).split())


def cell(text: str) -> str:
    """Text that a spreadsheet shows and never runs: an apostrophe goes before what could be a formula.

    >>> cell("=1+1"), cell("银行")
    ("'=1+1", '银行')
    """
    shown = line(text)
    return f"'{shown}" if shown.startswith(FORMULA) else shown

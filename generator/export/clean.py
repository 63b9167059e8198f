"""Text that other programs take as it is: no character that breaks a line, a column, XML, or a
spreadsheet."""

from generator.base.html import BROKEN

FORMULA = tuple("=+-@\t\r＝＋－＠")
"""How a cell begins that a spreadsheet may run (OWASP, CSV Injection); East Asian editions take
full-width characters, too."""


def line(text: str) -> str:
    """Return text on one line without tabs.

    >>> line(" a\\tb\\r\\nc ")
    'a b c'
    """
    return " ".join(BROKEN.sub("", text).split())


def cell(text: str) -> str:
    """Return text that a spreadsheet shows and never runs: an apostrophe goes before what could be
    a formula.

    >>> cell("=1+1"), cell("银行")
    ("'=1+1", '银行')
    """
    shown = line(text)
    return f"'{shown}" if shown.startswith(FORMULA) else shown

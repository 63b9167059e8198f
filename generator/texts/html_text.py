"""HTML as plain text that keeps its layout: paragraphs, ``#`` before headings, rules, tabs between
the cells of a table.

Left out: scripts, styles, forms, navigation, readings above characters (``rt``), the notes of books
and the marks that refer to them. No entities but those of HTML are known.
"""

import re
from collections.abc import Sequence
from html import unescape
from itertools import chain

from generator.texts.html_tokens import tokens
from generator.texts.paragraphs import CHINESE_BREAK, unbroken

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
PARAGRAPHS = HEADINGS | frozenset(
    (
        "address article aside blockquote body center dd div dl dt fieldset figcaption figure"
        " footer form header hr html li main ol p pre section table tbody tfoot thead ul"
    ).split()
)
"""Elements before and after which a paragraph ends."""
SKIPPED = frozenset(
    (
        "button canvas iframe math nav noscript object script select style svg template textarea"
        " video audio"
    ).split()
)
READINGS = frozenset(("rt", "rp", "rtc"))
CELLS = frozenset(("td", "th"))
NOTE = re.compile(
    r"""\b(?:epub:type|role)\s*=\s*["'][^"']*\b(?:foot|end|rear)notes?\b"""
    r"""|\bclass\s*=\s*["'](?:footnotes?|endnotes?|references|reflist|mw-editsection)\b"""
)
NOTE_LINK = re.compile(r"""noteref|\bhref\s*=\s*["']?[^"'\s>]*#([^"'\s>]+)""")
"""Stands in the attributes of a link that may be the mark of a note."""
NOTE_MARK = re.compile(r"[\[(（【〔]?(?:[注註]\s?)?(?:\d{1,3}|[*†‡§↑^①-⑳a-z])[\])）】〕]?")
"""The text of such a link; links of other texts are words."""
NOTE_IN_SUPERSCRIPT = re.compile(r"[\[【〔](?:[注註]\s?)?[\d*]{1,3}[\]】〕]")
"""A mark without a link; without brackets it may be the 2 of m²."""
ID = re.compile(r"""\b(?:id|name)\s*=\s*["']?([^"'\s>]+)""")
LINE_BREAK = "\v"
"""Stands for ``br`` until the line breaks of the source are gone."""
NO_NAME = re.compile(r"[。！？.!?，,\d\n]")
MAX_NAME = 20
"""Characters of the name of who speaks."""
RULE = "<hr />"
LONG_NUMBER = re.compile("&#[0-9]{1000,};?")
LOST = "\ufffd"


def html_text(html: str) -> tuple[str, str]:
    """Return the text of a page or chapter, and its title (empty without one)."""
    blocks = _Blocks()
    for kind, value, attributes in tokens(html):
        if kind == "text":
            blocks.add(_unescaped(value))
        elif kind == "start":
            blocks.start(value, attributes)
        else:
            blocks.end(value)
    return blocks.finish(), blocks.title


def _unescaped(text: str) -> str:
    """Replace the character references of HTML by their characters."""
    try:
        return unescape(text)
    except ValueError:  # Python reads no numbers of thousands of digits
        return unescape(LONG_NUMBER.sub(LOST, text))


def row_lines(cells: Sequence[Sequence[str]]) -> list[str]:
    """Return the lines of a row of a table, whose cells are lists of paragraphs.

    Cells that all have the same number of paragraphs are cut into as many rows; else the cells
    follow each other.
    """
    filled = [cell for cell in cells if any(cell)]
    if len(filled) == 1:
        cells = filled
    counts = {len(cell) for cell in filled}
    if said := _said_lines(filled):
        return said
    if len(cells) <= 1 or (len(counts) > 1 and min(counts) > 1):
        return list(chain.from_iterable(cells))
    if len(counts) != 1 or counts == {1}:
        return ["\t".join(unbroken("\n".join(cell)) for cell in cells)]
    lines = []
    for i in range(counts.pop()):
        parts = [_solid(cell[i]) if cell else "" for cell in cells]
        lines.append("\t".join(parts))
    return lines


def _said_lines(cells: Sequence[Sequence[str]]) -> list[str]:
    """Return the lines of the second of two cells, with who speaks before the first, where the
    first cell says that; nothing where it does not."""
    name, *others = cells or [()]
    if len(others) != 1 or len(name) != 1 or len(name[0]) > MAX_NAME or NO_NAME.search(name[0]):
        return []
    first, *rest = "\n".join(others[0]).split("\n")
    return [f"{name[0]}：{first}", *rest] if rest else []


def _solid(text: str) -> str:
    """Return a text with single spaces between its words."""
    return " ".join(text.split())


class _Blocks:
    """The paragraphs of a page, collected while its tags come and go."""

    def __init__(self) -> None:
        self._paragraphs: list[str] = []
        """Paragraphs that have ended: of the open cell, else of the page."""
        self._text: list[str] = []
        """Texts of the open paragraph."""
        self._mark = ""
        """Mark of a heading that goes before it."""
        self._title: list[str] = []
        self._in_title = False
        self._in_reading = False
        self._skipped = ""
        """Name of the outermost open element that is left out."""
        self._skipped_depth = 0
        """Number of open elements of this name."""
        self._note_mark_start = -1
        """Where in the open paragraph a link to a note begins; -1 outside of such a link."""
        self._link_target = ""
        """What the open link leads to, in the page."""
        self._superscript_start = -1
        """Where in the open paragraph a superscript begins; -1 outside of one."""
        self._note_ids: set[str] = set()
        """Identifiers of the notes that marks have led to so far."""
        self._in_note = False
        """Whether the open paragraph is such a note."""
        self._cells: list[list[str]] | None = None
        """Cells of the open row that have ended; None outside of a row."""
        self._before_row: list[str] = []
        """Paragraphs of the page, while a row is open."""
        self._in_cell = False

    @property
    def title(self) -> str:
        """Return the title of the page."""
        return _solid("".join(self._title))

    def start(self, tag: str, attributes: str) -> None:
        """Take note of an opening tag."""
        if self._skipped:
            self._skipped_depth += tag == self._skipped
        elif tag in SKIPPED or NOTE.search(attributes):
            self._skipped, self._skipped_depth = tag, 1
        elif tag in READINGS:
            self._in_reading = True
        elif tag == "title":
            self._in_title = True
        elif tag == "br":
            self._text.append(LINE_BREAK)
        elif tag == "a":
            self._start_link(attributes)
        elif tag == "sup":
            self._superscript_start = len(self._text)
        elif tag == "tr":
            self._start_row()
        elif tag in CELLS and self._cells is not None:
            self._end_cell()
            self._in_cell = True
        elif tag in PARAGRAPHS:
            self._start_paragraph(tag)
            self._note_begins(attributes)

    def end(self, tag: str) -> None:
        """Take note of a closing tag."""
        if self._skipped:
            self._skipped_depth -= tag == self._skipped
            if not self._skipped_depth:
                self._skipped = ""
        elif tag in READINGS or tag == "ruby":
            self._in_reading = False
        elif tag == "title":
            self._in_title = False
        elif tag == "a":
            self._end_link()
        elif tag == "sup":
            self._end_superscript()
        elif tag in CELLS:
            self._end_cell()
        elif tag in ("tr", "table"):
            self._end_row()
        elif tag in PARAGRAPHS:
            self._end_paragraph()

    def add(self, text: str) -> None:
        """Take the text between two tags."""
        if self._in_title:
            self._title.append(text)
        elif not self._skipped and not self._in_reading:
            self._text.append(text)

    def finish(self) -> str:
        """Return the text of the page."""
        self._end_row()
        self._end_paragraph()
        return "\n\n".join(self._paragraphs)

    def _start_paragraph(self, tag: str) -> None:
        self._end_paragraph()
        if tag in HEADINGS and self._cells is None:
            self._mark = "# "
        elif tag == "hr":
            self._paragraphs.append(RULE)
        elif tag == "table":
            self._end_row()

    def _end_paragraph(self) -> None:
        self._in_reading = False
        self._note_mark_start = self._superscript_start = -1
        if self._in_note:
            self._text = []
        self._in_note = False
        text = CHINESE_BREAK.sub("", "".join(self._text))
        lines = [_solid(line) for line in text.split(LINE_BREAK)]
        filled = [line for line in lines if line]
        if filled and self._mark:
            self._paragraphs.append(self._mark + " ".join(filled))
        elif filled:
            self._paragraphs.append("\n".join(filled))
        self._mark = ""
        self._text = []

    def _note_begins(self, attributes: str) -> None:
        """Leave out what stands behind an identifier that the mark of a note has led to."""
        if self._note_ids and not "".join(self._text).strip():
            found = ID.search(attributes)
            self._in_note = self._in_note or (found is not None and found[1] in self._note_ids)

    def _start_link(self, attributes: str) -> None:
        self._note_begins(attributes)
        link = NOTE_LINK.search(attributes)
        if link:
            self._note_mark_start = len(self._text)
            self._link_target = link[1] or ""

    def _end_link(self) -> None:
        """Take out the mark of a note. Graded readers link whole words to notes; those stay."""
        start = self._note_mark_start
        mark = "".join(self._text[start:]) if start >= 0 else ""
        if NOTE_MARK.fullmatch(mark.strip()):
            del self._text[start:]
            if self._link_target and "".join(self._text).strip():
                self._note_ids.add(self._link_target)
        self._note_mark_start = -1

    def _end_superscript(self) -> None:
        start = self._superscript_start
        in_link = self._note_mark_start >= 0
        if (
            start >= 0
            and not in_link
            and NOTE_IN_SUPERSCRIPT.fullmatch("".join(self._text[start:]).strip())
        ):
            del self._text[start:]
        self._superscript_start = -1

    def _start_row(self) -> None:
        self._end_row()
        self._before_row, self._paragraphs, self._cells = self._paragraphs, [], []

    def _end_cell(self) -> None:
        self._end_paragraph()
        if self._cells is not None and (self._in_cell or self._paragraphs):
            self._cells.append(self._paragraphs)
            self._paragraphs = []
        self._in_cell = False

    def _end_row(self) -> None:
        if self._cells is None:
            return
        self._end_cell()
        lines = row_lines(self._cells)
        self._paragraphs, self._cells = self._before_row, None
        if lines:
            self._paragraphs.append("\n".join(lines))

"""HTML becomes plain text that keeps its layout: paragraphs, ``#`` before headings, rules, tabs
between the cells of a table.

Tags are found in one pass that never looks back: the standard library's parser takes minutes for
400 kB of comments that do not end, and a page says nothing here but where its paragraphs are. No
entities but those of HTML are known. Left out: scripts, styles, forms, navigation, readings above
characters (``rt``), notes of books and references to them.
"""

import re
from collections.abc import Iterator, Sequence
from html import unescape

PARAGRAPHS = frozenset(
    "address article aside blockquote body center dd div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hr html li main ol p pre section table tbody tfoot thead ul".split()
)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
SKIPPED = frozenset(
    "button canvas iframe math nav noscript object script select style svg template textarea video"
    " audio".split()
)
RAW = {name: re.compile(rf"</{name}", re.IGNORECASE) for name in ("script", "style", "textarea")}
VOID = frozenset(("br", "hr"))
TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:]*)")
READINGS = frozenset(("rt", "rp", "rtc"))
NOTE = re.compile(r"""\bepub:type\s*=\s*["'][^"']*\b(?:foot|end|rear)note\b""")
LONGEST_MARK = 400
"""Characters of HTML in which the mark of a note must end."""
MARKED = re.compile(r"<rt\b.*?</rt>|<rp\b.*?</rp>|<[^<>]*>", re.DOTALL)
WORDS = re.compile("[\u3400-\u9fff](?<![注註译譯])")
"""A Chinese sign that is no "note" or "translator"."""
WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\ufe30-\uffef“”‘’…—]"
BROKEN = re.compile(rf"(?<={WIDE})[ \t]*\n\s*(?={WIDE})")
"""A line break of the source between two Chinese signs, which is no space."""


def html_text(html: str) -> tuple[str, str]:
    """Return the text of a page or chapter, and its title (empty without one)."""
    blocks = _Blocks()
    for kind, what in _pieces(html):
        if kind == "text":
            blocks.add(unescape(what))
        elif kind == "end":
            blocks.end(what)
        else:
            blocks.start(what, note=kind == "note")
    return blocks.finish(), " ".join(blocks.title.split())


def row_lines(cells: Sequence[Sequence[str]]) -> list[str]:
    """Return the lines of a row of a table, whose cells are lists of paragraphs.

    Cells with as many paragraphs as each other are cut into as many rows; else the cells follow
    each other.
    """
    cells = [cell for cell in cells if any(cell)] if sum(map(any, cells)) == 1 else list(cells)
    counts = {len(cell) for cell in cells if any(cell)}
    if len(cells) < 2 or (len(counts) > 1 and min(counts) > 1):
        return [paragraph for cell in cells for paragraph in cell]
    if counts == {1} or len(counts) != 1:
        return ["\t".join(" ".join(" ".join(cell).split()) for cell in cells)]
    return [
        "\t".join(" ".join(cell[i].split()) if cell else "" for cell in cells)
        for i in range(counts.pop())
    ]


def _pieces(html: str) -> Iterator[tuple[str, str]]:
    """Yield (``start``, tag), (``note``, tag) for a reference to a note, (``end``, tag) and
    (``text``, words), in order.

    What does not end (a comment, a tag, a script) reaches to the end of the page, as in browsers.
    """
    at = 0
    while at < len(html):
        opening = html.find("<", at)
        opening = len(html) if opening < 0 else opening
        if opening > at:
            yield "text", html[at:opening]
        tag = TAG.match(html, opening)
        if tag is None:
            marked = html.startswith(("<!", "<?"), opening)
            end = (
                html.find("-->" if html.startswith("<!--", opening) else ">", opening)
                if marked
                else opening
            )
            if opening < len(html) and not marked:
                yield "text", "<"
            at = len(html) if end < 0 else end + (3 if html.startswith("-->", end) else 1)
            continue
        end = html.find(">", tag.end())
        if end < 0:
            return
        name, attributes, at = tag[2].lower(), html[tag.end() : end], end + 1
        yield "end" if tag[1] else "note" if _is_note(name, attributes, html, at) else "start", name
        if attributes.endswith("/") and not tag[1] and name not in VOID:
            yield "end", name
        elif name in RAW and not tag[1]:
            closing = RAW[name].search(html, at)
            at = closing.start() if closing else len(html)


def _is_note(name: str, attributes: str, html: str, at: int) -> bool:
    """Whether a tag begins a note, or the mark of one; graded readers link whole words to notes,
    and these are text."""
    if name != "a" or "noteref" not in attributes:
        return NOTE.search(attributes) is not None
    inside = html[at : html.find("</a", at, at + LONGEST_MARK)]
    return not WORDS.search(MARKED.sub("", inside))


class _Blocks:
    """Collects paragraphs while tags come and go."""

    def __init__(self) -> None:
        self.title = ""
        self._done: list[str] = []
        self._text: list[str] = []
        self._mark = ""
        self._cells: list[list[str]] | None = None
        self._outside: list[str] = []
        self._in_cell = False
        self._skip: list[str] = []
        self._reading = False
        self._in_title = False

    def start(self, tag: str, *, note: bool = False) -> None:
        if self._skip:
            self._skip += [tag] if tag == self._skip[0] else []
        elif tag in SKIPPED or note:
            self._skip.append(tag)
        elif tag in READINGS:
            self._reading = True
        elif tag == "title":
            self._in_title = True
        elif tag == "br":
            self._text.append("\v")
        elif tag == "tr":
            self._end_row()
            self._outside, self._done, self._cells = self._done, [], []
        elif tag in ("td", "th") and self._cells is not None:
            self._end_cell()
            self._in_cell = True
        elif tag in PARAGRAPHS:
            self._flush()
            self._mark = "# " if tag in HEADINGS and self._cells is None else ""
            if tag == "hr":
                self._done.append("<hr />")
            if tag == "table":
                self._end_row()

    def end(self, tag: str) -> None:
        if self._skip:
            self._skip = self._skip[:-1] if tag == self._skip[0] else self._skip
        elif tag in READINGS or tag == "ruby":
            self._reading = False
        elif tag == "title":
            self._in_title = False
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag in ("tr", "table"):
            self._end_row()
        elif tag in PARAGRAPHS:
            self._flush()

    def add(self, data: str) -> None:
        if self._in_title:
            self.title += data
        elif not self._skip and not self._reading:
            self._text.append(data)

    def finish(self) -> str:
        self._end_row()
        self._flush()
        return "\n\n".join(self._done)

    def _flush(self) -> None:
        """End a paragraph."""
        self._reading = False
        text = BROKEN.sub("", "".join(self._text))
        lines = [" ".join(line.split()) for line in text.split("\v")]
        if joined := "\n".join(filter(None, lines)):
            self._done.append(self._mark + joined.replace("\n", " ") if self._mark else joined)
        self._mark = ""
        self._text = []

    def _end_cell(self) -> None:
        self._flush()
        if self._cells is not None and (self._in_cell or self._done):
            self._cells.append(self._done)
            self._done = []
        self._in_cell = False

    def _end_row(self) -> None:
        if self._cells is None:
            return
        self._end_cell()
        lines = row_lines(self._cells)
        self._done, self._cells = self._outside + ["\n".join(lines)] * bool(lines), None

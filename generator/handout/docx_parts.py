"""The parts of a Word document: styles with names, Chinese under its reading, tables.

Readings are ``w:ruby`` (ECMA-376, 17.3.3.25), which Word, LibreOffice and WPS show and edit. Fonts
are named, none is shipped. python-docx writes the rest.
"""

import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from generator.base.credits import OF_EXPORTS
from generator.base.html import clean
from generator.base.steady_archives import without_clock
from generator.display import HANT

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

FONTS = {"zh-Hans": ("SimSun", "zh-CN"), "zh-Hant": ("PMingLiU", "zh-TW")}
"""Language tag -> East Asian font, and the language as Word names it."""
LATIN = "Calibri"
CHINESE, GLOSS, HINT, BANK = "Cika Chinese", "Cika Gloss", "Cika Hint", "Cika Word Box"
STYLES = {
    CHINESE: (14.0, 0.0, 0.0),
    GLOSS: (10.0, 10.0, 6.0),
    HINT: (10.0, 10.0, 6.0),
    BANK: (14.0, 0.0, 6.0),
}
"""Name of a style -> size in points, indent in mm, room after a paragraph in points."""
READING_SIZE = 7.5
"""Points of a reading over Chinese of 14 points."""
A4 = (210.0, 297.0)
MARGIN = 20.0
"""Millimetres."""
Part = tuple[str, str]
"""Text, and the reading over it; empty where there is none."""


def one_line(text: str) -> str:
    """Return text on one line, without what a document cannot hold."""
    return " ".join(clean(text).split())


class WordFile:
    """A document that grows part by part."""

    def __init__(self, title: str, lang: str) -> None:
        import docx
        from docx.shared import Mm

        self._docx = docx.Document()
        self._font, self._lang = FONTS[lang if lang == HANT else "zh-Hans"]
        properties = self._docx.core_properties
        properties.title, properties.author = one_line(title), "Cika"
        properties.comments, properties.last_modified_by = OF_EXPORTS, "Cika"
        page = self._docx.sections[0]
        page.page_width, page.page_height = Mm(A4[0]), Mm(A4[1])
        page.left_margin = page.right_margin = Mm(MARGIN)
        page.top_margin = page.bottom_margin = Mm(MARGIN)
        self._make_styles()

    def heading(self, text: str, level: int, *, new_page: bool = False) -> None:
        """Add a heading (level 0: the title)."""
        paragraph = self._docx.add_heading(one_line(text), level)
        paragraph.paragraph_format.page_break_before = new_page

    def paragraph(self, text: str, style: str = "Normal") -> None:
        """Add a paragraph of plain text."""
        self._docx.add_paragraph(one_line(text), style)

    def numbered(self, number: int | str, parts: Iterable[Part], style: str = CHINESE) -> None:
        """Add a paragraph of Chinese after its number, words under their readings."""
        from docx.shared import Mm

        paragraph = self._docx.add_paragraph(style=style)
        paragraph.paragraph_format.left_indent = Mm(10)
        paragraph.paragraph_format.first_line_indent = Mm(-10)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(10))
        paragraph.add_run(f"{number}\t")
        for text, reading in parts:
            if reading:
                self._ruby(paragraph, clean(text), one_line(reading))
            else:
                self._chinese(paragraph.add_run(clean(text).replace("\n", " ")))

    def lines(self, count: int) -> None:
        """Add empty lines to write on."""
        for _ in range(count):
            self._docx.add_paragraph("_" * 60, HINT)

    def table(
        self, header: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]
    ) -> None:
        """Add a table; widths in mm. A header is repeated on each page, an empty one left out."""
        from docx.shared import Mm

        texts = [header, *rows] if header else [*rows]
        table = self._docx.add_table(rows=len(texts), cols=len(widths), style="Table Grid")
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        for number, (row, shown) in enumerate(zip(table.rows, texts, strict=True)):
            is_header = bool(header) and number == 0
            _mark(row, "w:cantSplit")
            if is_header:
                _mark(row, "w:tblHeader")
            for cell, text, width in zip(row.cells, shown, widths, strict=True):
                cell.width = Mm(width)
                run = cell.paragraphs[0].add_run(one_line(text))
                run.bold = is_header
                self._chinese(run)

    def bytes(self) -> bytes:
        """Return the file; the same parts, the same bytes."""
        self.paragraph(OF_EXPORTS, HINT)
        written = io.BytesIO()
        self._docx.save(written)
        return without_clock(written.getvalue())

    # -- styles and runs

    def _make_styles(self) -> None:
        from docx.enum.style import WD_STYLE_TYPE
        from docx.shared import Mm, Pt

        for style in self._docx.styles:
            if style.type == WD_STYLE_TYPE.PARAGRAPH:
                self._set_fonts(style)
        for name, (size, indent, room) in STYLES.items():
            style = self._docx.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = self._docx.styles["Normal"]
            style.font.size = Pt(size)
            style.paragraph_format.left_indent = Mm(indent)
            style.paragraph_format.space_after = Pt(room)
            self._set_fonts(style)

    def _set_fonts(self, style: Any) -> None:
        """Name the fonts of a style for both writings; those of the theme go."""
        from docx.oxml.ns import qn

        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.attrib.clear()
        for name, font in (("ascii", LATIN), ("hAnsi", LATIN), ("eastAsia", self._font)):
            fonts.set(qn(f"w:{name}"), font)
        language = _element("w:lang", {"w:val": "en-US", "w:eastAsia": self._lang})
        properties = style.element.rPr
        for old in properties.findall(qn("w:lang")):
            properties.remove(old)
        properties.append(language)

    def _chinese(self, run: Any) -> None:
        """Tell Word that marks which both writings have are Chinese here."""
        from docx.oxml.ns import qn

        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")

    def _ruby(self, paragraph: "Paragraph", text: str, reading: str) -> None:
        size = round(2 * READING_SIZE)
        base = round(2 * STYLES[CHINESE][0])
        settings = _element("w:rubyPr")
        for name, value in (
            ("rubyAlign", "center"),
            ("hps", f"{size}"),
            ("hpsRaise", f"{base - 2}"),
            ("hpsBaseText", f"{base}"),
            ("lid", self._lang),
        ):
            settings.append(_element(f"w:{name}", {"w:val": value}))
        ruby = _element("w:ruby")
        ruby.append(settings)
        for name, shown, points in (("rt", reading, size), ("rubyBase", text, base)):
            run = paragraph.add_run(shown)
            run.font.size = points * 6350  # half points in EMU
            self._chinese(run)
            holder = _element(f"w:{name}")
            holder.append(run._element)
            ruby.append(holder)
        paragraph.add_run()._element.append(ruby)


def _element(name: str, attributes: dict[str, str] | None = None) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(name)
    for key, value in (attributes or {}).items():
        element.set(qn(key), value)
    return element


def _mark(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(_element(name))

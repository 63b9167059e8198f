"""DOCX: running text, tables and headings of Word, LibreOffice, WPS and Google Docs, as plain text.
python-docx reads it.

Left out: headers, footers, notes, comments, and text that tracked changes deleted. A two-column
table becomes lines with a tab.
"""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from generator.texts.archive import Archive
from generator.texts.draft import Draft
from generator.texts.html_text import row_lines
from generator.texts.libraries import damage_told, needed

if TYPE_CHECKING:
    from docx.document import Document

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
DUPLICATES = {f"{WORD}rt", f"{COMPATIBILITY}Fallback"}
"""Elements whose words stand elsewhere too: readings above characters, and text boxes as old
programs want them."""
TEXT = f"{WORD}t"
SPACES = {f"{WORD}br": "\n", f"{WORD}cr": "\n", f"{WORD}tab": " "}
CONTENT_CONTROLS = (f"{WORD}sdt", f"{WORD}sdtContent")
HEADING_STYLES = ("heading", "title", "标题")


def read_docx(data: bytes, where: str) -> Draft:
    """Read a Word document as plain text; raises InputError if it is damaged."""
    Archive(data, where).refuse_entities()
    with needed("python-docx", where):
        import docx
        from docx.opc.exceptions import OpcError
    remedy = "Open it in Word or LibreOffice and save it again."
    with damage_told(f"{where}: is a damaged Word document", remedy, OpcError):
        document = docx.Document(io.BytesIO(data))
        blocks = list(_blocks(document, document.element.body))
    return Draft("\n\n".join(blocks))


def _blocks(document: "Document", parent: Any) -> Iterator[str]:
    """Yield paragraphs and tables, also those inside content controls (which python-docx leaves
    out)."""
    for element in parent:
        if element.tag == f"{WORD}p":
            text = _paragraph_text(element)
            if text and _is_heading(document, element):
                yield f"# {' '.join(text.split())}"
            elif text:
                yield text
        elif element.tag == f"{WORD}tbl":
            lines: list[str] = []
            for row in element.iter(f"{WORD}tr"):
                lines += row_lines(_cells(row))
            if lines:
                yield "\n".join(lines)
        elif element.tag in CONTENT_CONTROLS:
            yield from _blocks(document, element)


def _is_heading(document: "Document", paragraph: Any) -> bool:
    from docx.text.paragraph import Paragraph

    style = Paragraph(paragraph, document._body).style
    return style is not None and (style.name or "").lower().startswith(HEADING_STYLES)


def _cells(row: Any) -> list[list[str]]:
    """Return the cells of a row as lists of paragraphs. One that spans columns counts once, however
    many it says that it spans."""
    return [_cell_paragraphs(cell) for cell in row.iterchildren(f"{WORD}tc")]


def _cell_paragraphs(cell: Any) -> list[str]:
    texts = (_paragraph_text(paragraph) for paragraph in cell.iter(f"{WORD}p"))
    return list(filter(None, texts))


def _paragraph_text(paragraph: Any) -> str:
    """Return the words of a paragraph; breaks inside it stay, tabs become spaces. Text that tracked
    changes deleted is no ``w:t``."""
    found = []
    for element in paragraph.iter(TEXT, *SPACES):
        if not any(above.tag in DUPLICATES for above in element.iterancestors()):
            found.append(SPACES.get(element.tag, element.text or ""))
    lines = (" ".join(line.split()) for line in "".join(found).split("\n"))
    return "\n".join(filter(None, lines))

"""DOCX: running text, tables and headings of Word, LibreOffice, WPS and Google Docs, as plain text.
python-docx reads it.

Left out: headers, footers, notes, comments, and text that tracked changes deleted. A two-column
table becomes lines with a tab.
"""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from generator.base.errors import InputError
from generator.texts.archive import Archive
from generator.texts.draft import Draft
from generator.texts.html_text import row_lines
from generator.texts.libraries import needed

if TYPE_CHECKING:
    from docx.document import Document

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
TWICE = {f"{WORD}rt", f"{COMPATIBILITY}Fallback"}
"""Elements whose words stand elsewhere too: readings above characters, and text boxes as old
programs want them."""
SIGNS = {f"{WORD}br": "\n", f"{WORD}cr": "\n", f"{WORD}tab": " "}


def read_docx(data: bytes, where: str) -> Draft:
    """Read a Word document as plain text; raises InputError if it is damaged."""
    Archive(data, where).refuse_entities()
    with needed("python-docx", where):
        import docx
        from docx.opc.exceptions import OpcError
    try:
        document = docx.Document(io.BytesIO(data))
        blocks = list(_blocks(document, document.element.body))
    except (KeyError, ValueError, AttributeError, SyntaxError, IndexError, OpcError) as error:
        raise InputError(
            f"{where}: is a damaged Word document ({error}). Open it in Word or LibreOffice and"
            " save it again."
        ) from None
    return Draft("\n\n".join(blocks))


def _blocks(document: "Document", parent: Any) -> Iterator[str]:
    """Yield paragraphs and tables, also those inside content controls (which python-docx leaves
    out)."""
    for element in parent:
        if element.tag == f"{WORD}p" and (text := _text(element)):
            yield f"# {' '.join(text.split())}" if _is_heading(document, element) else text
        elif element.tag == f"{WORD}tbl":
            if lines := [
                line for row in element.iter(f"{WORD}tr") for line in row_lines(_cells(row))
            ]:
                yield "\n".join(lines)
        elif element.tag in (f"{WORD}sdt", f"{WORD}sdtContent"):
            yield from _blocks(document, element)


def _is_heading(document: "Document", paragraph: Any) -> bool:
    from docx.text.paragraph import Paragraph

    style = Paragraph(paragraph, document._body).style
    return style is not None and (style.name or "").lower().startswith(("heading", "title", "标题"))


def _cells(row: Any) -> list[list[str]]:
    """The cells of a row as lists of paragraphs. One that spans columns counts once, however many
    it says that it spans."""
    cells = row.iterchildren(f"{WORD}tc")
    return [
        [" ".join(text.split()) for p in cell.iter(f"{WORD}p") if (text := _text(p))]
        for cell in cells
    ]


def _text(paragraph: Any) -> str:
    """The words of a paragraph; breaks inside it stay, tabs become spaces. What tracked changes
    deleted is no ``w:t``."""
    found = []
    for element in paragraph.iter(f"{WORD}t", *SIGNS):
        if not any(above.tag in TWICE for above in element.iterancestors()):
            found.append(SIGNS.get(element.tag, element.text or ""))
    return "\n".join(filter(None, (" ".join(line.split()) for line in "".join(found).split("\n"))))

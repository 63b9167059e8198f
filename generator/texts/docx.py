"""DOCX: running text, tables and headings of Word, LibreOffice, WPS and Google Docs, as plain text. python-docx reads it.

Left out: headers, footers, notes, comments, and text that tracked changes deleted. A two-column table becomes lines with a tab.
"""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from generator.errors import InputError
from generator.texts.archive import Archive
from generator.texts.blocks import row_lines
from generator.texts.formats import Draft
from generator.texts.libraries import needed

if TYPE_CHECKING:
    from docx.table import Table

RUBY = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}rt"
TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
BREAKS = ("br", "cr")


def read_docx(data: bytes, where: str) -> Draft:
    """Read a Word document as plain text; raises InputError if it is damaged."""
    Archive(data, where).refuse_entities()
    with needed("python-docx", where):
        import docx
        from docx.opc.exceptions import OpcError
    try:
        document = docx.Document(io.BytesIO(data))
        blocks = list(_blocks(document.iter_inner_content()))
    except (KeyError, ValueError, AttributeError, SyntaxError, IndexError, OpcError) as error:
        raise InputError(f"{where}: is a damaged Word document ({error}). Open it in Word or LibreOffice and save it again.") from None
    return Draft("\n\n".join(blocks))


def _blocks(content: Iterator[Any]) -> Iterator[str]:
    for item in content:
        if hasattr(item, "rows"):
            if lines := [line for row in _rows(item) for line in row_lines(row)]:
                yield "\n".join(lines)
        elif text := _text(item):
            heading = (item.style.name or "").lower() if item.style is not None else ""
            yield f"# {' '.join(text.split())}" if heading.startswith(("heading", "title", "标题")) else text


def _rows(table: "Table") -> Iterator[list[list[str]]]:
    """The cells of each row as lists of paragraphs; a cell that spans columns counts once."""
    for row in table.rows:
        cells, last = [], None
        for cell in row.cells:
            if cell._tc is not last:
                cells.append([" ".join(text.split()) for p in cell.paragraphs if (text := _text(p))])
            last = cell._tc
        yield cells


def _text(paragraph: Any) -> str:
    """The words of a paragraph, without the readings above characters; breaks inside it stay, tabs become spaces."""
    found = []
    for element in paragraph._p.iter():
        tag = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        if tag == "t" and not any(a.tag == RUBY for a in element.iterancestors()):
            found.append(element.text or "")
        elif tag in BREAKS:
            found.append("\n")
        elif tag == "tab":
            found.append(" ")
    return "\n".join(filter(None, (" ".join(line.split()) for line in "".join(found).split("\n"))))

"""The files of an EPUB that hold no text: what is in the book, and the archive of it."""

import io
import re
import uuid
import zipfile
from collections.abc import Iterator, Sequence

from generator.base.credits import OF_EXPORTS
from generator.base.html import escape
from generator.base.steady_archives import steady_entry
from generator.export.edition import Edition

ISO_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
MODIFIED = "2000-01-01T00:00:00Z"
"""The format wants a time of change; a fixed one, so that the same text makes the same bytes. The
identifier changes with the content."""
CONTAINER = (
    '<?xml version="1.0" encoding="utf-8"?>\n<container version="1.0"'
    ' xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile'
    ' full-path="EPUB/package.opf"'
    ' media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)


def package_file(edition: Edition, pages: Sequence[str], identifier: uuid.UUID) -> str:
    """Return ``package.opf``: what the book is, its files, and their order."""
    about = "".join(_about(edition, identifier))
    items, spine = "", ""
    for page in pages:
        name = page.removesuffix(".xhtml")
        items += f'<item id="{name}" href="{page}" media-type="application/xhtml+xml"/>'
        spine += f'<itemref idref="{name}"/>'
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<package xmlns="http://www.idpf.org/2007/opf"'
        f' version="3.0" unique-identifier="id" xml:lang="{edition.lang}">\n<metadata'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/">{about}</metadata>\n<manifest><item'
        ' id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/><item'
        ' id="css" href="book.css"'
        f' media-type="text/css"/>{items}</manifest>\n<spine>{spine}</spine>\n</package>\n'
    )


def _about(edition: Edition, identifier: uuid.UUID) -> Iterator[str]:
    """Yield the elements of ``metadata``."""
    meta = edition.deck.meta
    yield f'<dc:identifier id="id">urn:uuid:{identifier}</dc:identifier>'
    title = escape(meta.title_zh or edition.title())
    yield f'<dc:title id="title" xml:lang="{edition.lang}">{title}</dc:title>'
    yield f"<dc:language>{edition.lang}</dc:language>"
    if meta.title_en:
        yield f'<dc:description xml:lang="en">{escape(meta.title_en)}</dc:description>'
    for author in filter(None, (meta.author_zh, meta.author_en)):
        yield f"<dc:creator>{escape(author)}</dc:creator>"
    if ISO_DATE.fullmatch(meta.date):
        yield f"<dc:date>{meta.date}</dc:date>"
    yield f"<dc:rights>{escape(OF_EXPORTS)}</dc:rights>"
    yield f'<meta property="dcterms:modified">{MODIFIED}</meta>'


def zipped(files: dict[str, bytes]) -> bytes:
    """Return an archive with the media type first and stored, as the container format asks."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in {"mimetype": b"application/epub+zip", **files}.items():
            is_stored = name == "mimetype"
            compress_type = zipfile.ZIP_STORED if is_stored else zipfile.ZIP_DEFLATED
            archive.writestr(steady_entry(name, compress_type), content)
    return made.getvalue()

"""EPUB: the chapters of the spine in their order, as plain text.

Own reading with the standard library: a container, a package file and XHTML are all that is needed,
and EbookLib is under the AGPL. Navigation, covers, title and licence pages are left out where they
are marked as such.
"""

import posixpath
import re
import xml.etree.ElementTree as ET

from generator.base.errors import InputError
from generator.base.records import Issue, Metadata
from generator.texts.archive import Archive
from generator.texts.draft import Draft
from generator.texts.encodings import decode
from generator.texts.html_text import html_text
from generator.texts.languages import language_of

CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"
FONT_OBFUSCATION = (b"http://www.idpf.org/2008/embedding", b"http://ns.adobe.com/pdf/enc#RC")
FRONT_MATTER = re.compile(
    r"""epub:type=["'](?:cover|titlepage|halftitlepage|copyright-page|toc|landmarks|loi|index|glossary)\b"""
)
"""How books mark pages that are no text; those of all books of pandoc and of most publishers
are."""
BEGINNING = 2_000
"""Characters of a page in which the mark of the whole page stands."""
LARGEST_CHAPTER = 20_000_000
"""Bytes of one file of the spine."""


def read_epub(data: bytes, where: str) -> Draft:
    """Read a book; raises InputError if it is damaged or protected."""
    archive = Archive(data, where)
    archive.refuse_entities()
    _refuse_protection(archive)
    container = _xml(archive, CONTAINER)
    opf = next((e.get("full-path") for e in container.iter() if _tag(e) == "rootfile"), None)
    if not opf:
        raise InputError(
            f"{where}: is a damaged EPUB: {CONTAINER} names no package file. Convert or download it"
            " again."
        )
    package = _xml(archive, opf)
    items = {e.get("id"): e for e in package.iter() if _tag(e) == "item"}
    chapters: dict[str, str] = {}
    """Name -> text; a spine may name a chapter but once (EPUB 3.3, 5.6)."""
    missing = []
    for ref in (e for e in package.iter() if _tag(e) == "itemref"):
        item = items.get(ref.get("idref"))
        if (
            item is None
            or ref.get("linear") == "no"
            or "nav" in (item.get("properties") or "").split()
        ):
            continue
        if "html" not in (item.get("media-type") or ""):
            continue
        name = posixpath.normpath(
            posixpath.join(posixpath.dirname(opf), _unquoted(item.get("href") or ""))
        )
        if name not in archive:
            missing.append(name)
            continue
        if name in chapters:
            continue
        page = _page(archive, name)
        chapters[name] = "" if FRONT_MATTER.search(page[:BEGINNING]) else html_text(page)[0]
    issues = [
        Issue(
            "missing-chapter",
            where,
            f"The book names the chapter {name}, but it is not in the file.",
        )
        for name in missing
    ]
    return Draft(
        "\n\n".join(filter(None, map(str.strip, chapters.values()))), _meta(package), tuple(issues)
    )


def _page(archive: Archive, name: str) -> str:
    content = archive.read(name)
    if len(content) > LARGEST_CHAPTER:
        raise InputError(
            f"{archive.where}: its part {name} is larger than {LARGEST_CHAPTER // 1_000_000} MB,"
            " which no chapter is."
        )
    return decode(content, f"{archive.where}: its part {name}") if content else ""


def _refuse_protection(archive: Archive) -> None:
    """Raise InputError for digital rights management; fonts may be obfuscated."""
    if ENCRYPTION not in archive:
        return
    for method in (e for e in _xml(archive, ENCRYPTION).iter() if _tag(e) == "EncryptionMethod"):
        if (method.get("Algorithm") or "").encode() not in FONT_OBFUSCATION:
            raise InputError(
                f"{archive.where}: this book is protected (DRM) and cannot be read. Use a copy"
                " without protection."
            )


def _meta(package: ET.Element) -> Metadata:
    """Title and author, under the language that they are in."""
    found: dict[str, str] = {}
    for element in package.iter():
        key = {"title": "title", "creator": "author"}.get(_tag(element), "")
        value = " ".join((element.text or "").split())
        if key and value:
            found.setdefault(f"{key}_{language_of(value) or 'zh'}", value)
    return Metadata(**found)


def _xml(archive: Archive, name: str) -> ET.Element:
    try:
        return ET.fromstring(archive.read(name))
    except ET.ParseError as error:
        raise InputError(
            f"{archive.where}: its part {name} is damaged XML ({error}). Convert or download it"
            " again."
        ) from None


def _unquoted(href: str) -> str:
    """Undo ``%20`` and the like."""
    return re.sub(
        rb"%([0-9A-Fa-f]{2})", lambda code: bytes.fromhex(code[1].decode()), href.encode()
    ).decode("utf-8", "replace")


def _tag(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]

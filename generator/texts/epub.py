"""EPUB: the chapters of the spine in their order, as plain text.

Own reading with the standard library: a container, a package file and XHTML are all that is needed,
and EbookLib is under the AGPL. Navigation, covers, title and licence pages are left out where they
are marked as such.
"""

import posixpath
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

from generator.base.errors import InputError
from generator.base.records import Issue, Metadata
from generator.texts.archive import Archive
from generator.texts.draft import Draft
from generator.texts.encodings import decode
from generator.texts.html_text import html_text
from generator.texts.languages import language_of
from generator.texts.xml import parse_xml

CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"
FONT_OBFUSCATION = (b"http://www.idpf.org/2008/embedding", b"http://ns.adobe.com/pdf/enc#RC")
FRONT_MATTER = re.compile(
    r"""epub:type=["'](?:cover|titlepage|halftitlepage|copyright-page|toc|landmarks|loi"""
    r"""|index|glossary)\b"""
)
"""Mark of pages that are no text; all books of pandoc and those of most publishers have it."""
BEGINNING = 2_000
"""Characters of a page in which the mark of the whole page stands."""
MAX_CHAPTER = 20_000_000
"""Bytes of one file of the spine."""
ESCAPE = re.compile(rb"%([0-9A-Fa-f]{2})")


def read_epub(data: bytes, where: str) -> Draft:
    """Read a book; raises InputError if it is damaged or protected."""
    archive = Archive(data, where)
    archive.refuse_entities()
    _refuse_protection(archive)
    package_name = _package_name(archive)
    package = _xml(archive, package_name)
    chapters: dict[str, str] = {}
    """Name -> text; a spine may name a chapter but once (EPUB 3.3, 5.6)."""
    issues = []
    for name in _chapter_names(package, posixpath.dirname(package_name)):
        if name not in archive:
            detail = f"The book names the chapter {name}, but it is not in the file."
            issues.append(Issue("missing-chapter", where, detail))
        elif name not in chapters:
            chapters[name] = _chapter_text(archive, name)
    text = "\n\n".join(chapter for chapter in chapters.values() if chapter)
    return Draft(text, _metadata(package), tuple(issues))


def _package_name(archive: Archive) -> str:
    """Return the path of the package file."""
    root = next(_elements(_xml(archive, CONTAINER), "rootfile"), None)
    name = root.get("full-path") if root is not None else None
    if not name:
        raise InputError(
            f"{archive.where}: is a damaged EPUB: {CONTAINER} names no package file. Convert or"
            " download it again."
        )
    return name


def _chapter_names(package: ET.Element, folder: str) -> Iterator[str]:
    """Yield the paths of the chapters as the spine names them, navigation and asides left out."""
    items = {item.get("id"): item for item in _elements(package, "item")}
    for reference in _elements(package, "itemref"):
        item = items.get(reference.get("idref"))
        if item is None or reference.get("linear") == "no":
            continue
        is_navigation = "nav" in (item.get("properties") or "").split()
        if not is_navigation and "html" in (item.get("media-type") or ""):
            path = posixpath.join(folder, _unquoted(item.get("href") or ""))
            yield posixpath.normpath(path)


def _chapter_text(archive: Archive, name: str) -> str:
    """Return the text of a chapter; empty for what is marked as no text."""
    page = _page(archive, name)
    if FRONT_MATTER.search(page[:BEGINNING]):
        return ""
    text, _ = html_text(page)
    return text.strip()


def _page(archive: Archive, name: str) -> str:
    content = archive.read(name)
    if len(content) > MAX_CHAPTER:
        raise InputError(
            f"{archive.where}: its part {name} is larger than {MAX_CHAPTER // 1_000_000} MB, which"
            " no chapter is."
        )
    return decode(content, f"{archive.where}: its part {name}") if content else ""


def _refuse_protection(archive: Archive) -> None:
    """Raise InputError for digital rights management; fonts may be obfuscated."""
    if ENCRYPTION not in archive:
        return
    for method in _elements(_xml(archive, ENCRYPTION), "EncryptionMethod"):
        if (method.get("Algorithm") or "").encode() not in FONT_OBFUSCATION:
            raise InputError(
                f"{archive.where}: this book is protected (DRM) and cannot be read. Use a copy"
                " without protection."
            )


def _metadata(package: ET.Element) -> Metadata:
    """Return title and author, under the language that they are in."""
    found: dict[str, str] = {}
    for element in package.iter():
        key = {"title": "title", "creator": "author"}.get(_tag(element), "")
        value = " ".join((element.text or "").split())
        if key and value:
            found.setdefault(f"{key}_{language_of(value) or 'zh'}", value)
    return Metadata(**found)


def _xml(archive: Archive, name: str) -> ET.Element:
    where = f"{archive.where}: its part {name}"
    return parse_xml(archive.read(name), where, "Convert or download it again.")


def _unquoted(href: str) -> str:
    """Undo ``%20`` and the like."""
    raw = ESCAPE.sub(lambda code: bytes.fromhex(code[1].decode()), href.encode())
    return raw.decode("utf-8", "replace")


def _elements(root: ET.Element, tag: str) -> Iterator[ET.Element]:
    """Yield the elements of a name in any namespace."""
    return (element for element in root.iter() if _tag(element) == tag)


def _tag(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]

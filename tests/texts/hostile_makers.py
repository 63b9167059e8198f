"""Makers of files that other programs would not make: archives, documents and books of given
parts."""

import io
import stat
import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path

FILES = Path(__file__).resolve().parents[1] / "cases" / "formats"
NOTHING: Mapping[str, bytes] = {}


def zipped(members: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def docx(document: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(FILES / "turns.docx") as file:
        return {name: file.read(name) for name in file.namelist()} | {"word/document.xml": document}


def changed(name: str, part: str, old: bytes, new: bytes) -> bytes:
    """Make a document of another program anew, with something else in one of its parts."""
    with zipfile.ZipFile(FILES / name) as file:
        parts = {one: file.read(one) for one in file.namelist()}
    assert old in parts[part]
    return zipped({**parts, part: parts[part].replace(old, new)})


def workbook(sheet: bytes, **parts: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(FILES / "sheet.xlsx") as file:
        whole_book = {
            name: sheet if name.startswith("xl/worksheets/sheet") else file.read(name)
            for name in file.namelist()
        }
    return whole_book | {"xl/sharedStrings.xml": parts["strings"]} if parts else whole_book


def book(
    chapter: bytes, spine: int = 1, href: str = "c.xhtml", parts: Mapping[str, bytes] = NOTHING
) -> dict[str, bytes]:
    items = f'<item id="c" href="{href}" media-type="application/xhtml+xml"/>'
    references = '<itemref idref="c"/>' * spine
    package = f"<package><manifest>{items}</manifest><spine>{references}</spine></package>"
    return {
        "META-INF/container.xml": CONTAINER,
        "p.opf": package.encode(),
        "c.xhtml": chapter,
    } | dict(parts)


def with_flag(data: bytes, bit: int) -> bytes:
    """Make an archive whose files say that they are encrypted."""
    at = data.index(b"PK\x01\x02")
    return data[: at + 8] + struct.pack("<H", bit) + data[at + 10 :]


def nameless(data: bytes) -> bytes:
    """Make an archive whose one file, of a name of one letter, has none."""
    name, extra = struct.pack("<H", 0), struct.pack("<H", 1)
    at = data.index(b"PK\x01\x02")
    local = data[:26] + name + extra + data[30:at]
    return local + data[at : at + 28] + name + extra + data[at + 32 :]


def claiming(data: bytes, size: int) -> bytes:
    """Make an archive whose directory says of its first file that it has ``size`` bytes."""
    at = data.index(b"PK\x01\x02")
    return data[: at + 24] + struct.pack("<I", size) + data[at + 28 :]


def linked(target: str) -> bytes:
    """Make an archive that holds a symbolic link."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        link = zipfile.ZipInfo("a.txt")
        link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        file.writestr(link, target)
    return made.getvalue()


def pdf(stream: bytes) -> bytes:
    """Make a page whose content is one packed stream."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<<>>/Contents 4 0 R>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(stream), stream),
    )
    body = b"".join(b"%d 0 obj%s endobj\n" % (number, one) for number, one in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF"


def whole(name: str) -> bytes:
    return (FILES / name).read_bytes()


def half(name: str) -> bytes:
    data = whole(name)
    return data[: len(data) // 2]


def laughs(levels: int) -> bytes:
    """Make entities of ten of the one before each (billion laughs)."""
    defined = '<!ENTITY e0 "ha">'
    for n in range(1, levels):
        defined += f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">'
    return f'<?xml version="1.0"?><!DOCTYPE tmx [{defined}]><tmx>&e{levels - 1};</tmx>'.encode()


LOOP = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF"
)
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = f'<worksheet xmlns="{SPREADSHEET}"><sheetData>%s</sheetData></worksheet>'.encode()
STRINGS = f'<sst xmlns="{SPREADSHEET}"><si><t>{{}}</t></si></sst>'
QUADRATIC = b'<?xml version="1.0"?><!DOCTYPE tmx [<!ENTITY a "%s">]><tmx>%s</tmx>' % (
    b"x" * 1_000,
    b"&a;" * 1_000_000,
)
OUTSIDE = (
    b'<?xml version="1.0"?><!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/passwd">]><tmx>&a;</tmx>'
)
CONTAINER = b'<container><rootfiles><rootfile full-path="p.opf"/></rootfiles></container>'
DRM = b'<e><EncryptionMethod Algorithm="aes"/></e>'
ZH, EN = (
    "今天天气很好，我们去公园看花。",
    "The weather is fine today, and we go to the park to see the flowers.",
)
PAGE = f"<html><body><p>{ZH}</p><p>{EN}</p>"

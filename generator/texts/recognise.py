"""The formats that are read, and which of them a file has: its content tells, not its name."""

import re
from pathlib import Path
from typing import NoReturn

from generator.base.errors import InputError
from generator.base.program import program_name, shell_word
from generator.texts.archive import MAGIC, Archive
from generator.texts.encodings import encoding_of, signature
from generator.texts.lyrics import BEGINNING as BEGINNING_OF_LYRICS
from generator.texts.plain import LAYOUTS

SUBTITLES = ("srt", "vtt", "ass")
FORMATS = (*LAYOUTS, "tmx", *SUBTITLES, "epub", "docx", "xlsx", "html", "markdown", "pdf", "lrc")
BEGINNING, LONGER_BEGINNING = 4_000, 16_000
"""Bytes by which the format of a text file is recognised, and before that its encoding."""
PAGE_TAGS = r"!doctype html|html|head|body|article|main|section|div|h[1-6]|p|table|title|meta"
OPENINGS = (
    ("tmx", re.compile(r"<tmx|(?:<\?xml|<!DOCTYPE tmx)(?s:.{0,2000})<tmx")),
    ("vtt", re.compile("WEBVTT")),
    ("ass", re.compile(r"\[(?:Script Info|V4\+? Styles)\]")),
    ("lrc", re.compile(BEGINNING_OF_LYRICS, re.IGNORECASE)),
    ("srt", re.compile(r"\d+\s*\n\s*\d{1,2}:\d{2}:\d{2}[,.]\d{1,3}\s*-->")),
    (
        "html",
        re.compile(
            rf"(?:<\?xml[^>]*>\s*|<!--(?s:.{{0,2000}}?)-->\s*)?<(?:{PAGE_TAGS})\b", re.IGNORECASE
        ),
    ),
    ("html", re.compile(r"(?:\S.*\n)*content-type:\s*multipart/related", re.IGNORECASE)),
)
"""Beginnings of text files by format; the first that fits counts."""
NOT_READ = (
    (
        re.compile(r'(?:#[^\n]*\n|\s)*(?:msgctxt "[^\n]*\n)?msgid "'),
        "a PO file, the translations of a program, which Cika does not read. Save it as TMX"
        " (po2tmx of the Translate Toolkit) or as a table (po2csv).",
    ),
    (
        re.compile(r"(?:<\?xml[^>]*>\s*)?<xliff\b"),
        "an XLIFF file, which Cika does not read. Save it as TMX with your translation program.",
    ),
    (
        re.compile(r'[\[{]\s*(?:[\[{]\s*)*"[^"\n]{0,200}"\s*:'),
        "JSON, data for programs, which Cika does not read. Save the Chinese and the English as a"
        " table (CSV).",
    ),
)
"""Beginnings of files that hold texts, but cannot be read, and what to do with them."""
PART_OF_FORMAT = {
    "docx": "word/document.xml",
    "xlsx": "xl/workbook.xml",
    "epub": "META-INF/container.xml",
}
"""The file by which an archive is recognised as a document."""
ANKI_PARTS = ("collection.anki2", "collection.anki21", "collection.anki21b")
"""Files of which an archive of Anki has one."""


def format_of(data: bytes, path: Path) -> str:
    """Return the format of a file: one of FORMATS, ``zip``, or "" for plain text and for what
    cannot be read.

    Raises InputError for documents that Cika does not read.
    """
    if data.startswith(MAGIC):
        return _format_of_archive(Archive(data, str(path)))
    if data.startswith(b"%PDF-"):
        return "pdf"
    beginning = _beginning(data)
    for pattern, found in NOT_READ:
        if pattern.match(beginning):
            raise InputError(f"{path}: is {found}")
    for name, pattern in OPENINGS:
        if pattern.match(beginning):
            return name
    return "markdown" if path.suffix.lower() in (".md", ".markdown") else ""


def _format_of_archive(archive: Archive) -> str:
    for name, part in PART_OF_FORMAT.items():
        if part in archive:
            return name
    if any(name in archive for name in ANKI_PARTS):
        refuse_deck(archive.where)
    if "mimetype" in archive and b"opendocument" in archive.read("mimetype")[:100]:
        raise InputError(
            f"{archive.where}: is an OpenDocument file, which Cika does not read. Save it as .docx"
            " or .xlsx, or as plain text."
        )
    return "zip"


def refuse_deck(where: str) -> NoReturn:
    """Raise InputError for a deck that was named as a text."""
    raise InputError(
        f"{where}: is a deck of Anki, no text. Import it in Anki (File > Import), or see its cards:"
        f" {program_name()} preview {shell_word(where)}"
    )


def _beginning(data: bytes) -> str:
    """Return the first characters of a text, spaces before them left out; "" for what is none."""
    if signature(data):
        return ""
    codec, mark = encoding_of(data[:LONGER_BEGINNING]) or ("utf-8", 0)
    text = data[mark : mark + BEGINNING].decode(codec, "ignore")
    return text.replace("\r\n", "\n").lstrip("\ufeff \n\t")

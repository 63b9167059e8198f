"""A file of any format becomes a text: each format is read in a module of its own.

Formats of running text (web pages, documents, books) become plain text first, with ``#`` before
headings and tabs between the cells of tables; ``plain`` then finds the layout. Tables and subtitles
state themselves what belongs together.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from pathlib import Path

from generator.base.errors import InputError
from generator.base.records import BilingualText, Issue, Metadata
from generator.texts.docx import read_docx
from generator.texts.draft import Draft
from generator.texts.encodings import decode
from generator.texts.epub import read_epub
from generator.texts.file_names import name_of
from generator.texts.html_page import read_page
from generator.texts.lyrics import read_lyrics
from generator.texts.markdown import read_markdown
from generator.texts.paths import read_bytes
from generator.texts.pdf import read_pdf
from generator.texts.plain import LAYOUTS, read_plain
from generator.texts.recognise import SUBTITLES, format_of
from generator.texts.subtitles import read_subtitles
from generator.texts.tidying import tidy
from generator.texts.tmx import read_tmx
from generator.texts.xlsx import read_workbook

EXPECTED = "Expected a Chinese text, and its English translation if there is one."
MAX_LINE = 1_000_000
"""Characters of a line of a text. 红楼梦 has 730,000 in all: a longer line is data, not prose."""
DRAFT_READERS: Mapping[str, Callable[[bytes, str], Draft]] = {
    "docx": read_docx,
    "epub": read_epub,
    "html": read_page,
    "lrc": read_lyrics,
    "markdown": read_markdown,
    "pdf": read_pdf,
}
"""Readers of running text; their libraries are loaded when they are called."""


def read_text(path: Path, format: str = "") -> BilingualText:
    """Read a file that holds a Chinese text, with its translation or without, in one of FORMATS, or
    else as its content tells.

    Raises InputError if it cannot be read as such; the message says why and what to do.
    """
    data = read_bytes(path)
    format = format or format_of(data, path)
    name, where = name_of(path), str(path)
    if format == "tmx":
        return read_tmx(data, path)
    if format == "xlsx":
        return read_workbook(data, name, where)
    if format in SUBTITLES:
        return read_subtitles(decode(data, where), format, name, where)
    if format in LAYOUTS:
        text, issues = tidied(data, path)
        return read_plain(text, name, where, issues, format)
    draft = read_draft(data, path, format)
    made = read_plain(draft.text, name, where, draft.issues)
    return replace(made, meta=merged(made.meta, draft.meta))


def read_draft(data: bytes, path: Path, format: str = "") -> Draft:
    """Read running text of any format as plain text.

    Raises InputError if it cannot be read, or if the format is none of text.
    """
    format = format or format_of(data, path)
    if format in DRAFT_READERS:
        draft = DRAFT_READERS[format](data, str(path))
        text, issues = tidy(draft.text, str(path))
        if not text.strip():
            raise InputError(f"{path}: holds no text. {EXPECTED}")
        _refuse_long_lines(text, path)
        return Draft(text, draft.meta, (*draft.issues, *issues))
    if format == "zip":
        raise InputError(
            f"{path}: is a ZIP archive. Give it the ending .zip and build it as a folder, or"
            " unpack it."
        )
    if format and format not in LAYOUTS:
        raise InputError(
            f"{path}: is {format}, which holds both languages in one file. Give it alone."
        )
    text, issues = tidied(data, path)
    return Draft(text, issues=issues)


def tidied(data: bytes, path: Path) -> tuple[str, tuple[Issue, ...]]:
    """Return the tidied text of a plain text file, and what was changed in it.

    Raises InputError if it is empty, or no text.
    """
    if not data:
        raise InputError(f"{path}: the file is empty. {EXPECTED}")
    text, issues = tidy(decode(data, str(path)), str(path))
    if not text.strip():
        raise InputError(f"{path}: holds nothing but spaces and line breaks. {EXPECTED}")
    _refuse_long_lines(text, path)
    return text, issues


def merged(first: Metadata, other: Metadata) -> Metadata:
    """Return metadata with what it lacks taken from other metadata."""
    names = [field.name for field in fields(Metadata)]
    missing = {name: getattr(other, name) for name in names if not getattr(first, name)}
    return replace(first, **missing)


def _refuse_long_lines(text: str, path: Path) -> None:
    longest = max(text.split("\n"), key=len)
    if len(longest) > MAX_LINE:
        line = text[: text.index(longest)].count("\n") + 1
        raise InputError(
            f"{path}, line {line}: {len(longest):,} characters without a line break, but a line may"
            f" have {MAX_LINE:,}. Break it into paragraphs."
        )

"""The formats of a file: which one it has is told by its content, and each is read in a module of
its own.

Formats of running text (web pages, documents, books) become plain text first, with ``#`` before
headings and tabs between the cells of tables; ``plain`` then tells the layout. Tables and subtitles
say themselves what belongs together.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from generator.base.errors import InputError
from generator.base.records import BilingualText, Issue, Metadata
from generator.texts.alternating import read_turns
from generator.texts.article import parse_article, refuse_other_languages
from generator.texts.bilingual_table import read_delimited
from generator.texts.draft import Draft
from generator.texts.encodings import decode, tidy
from generator.texts.paths import LONGEST_LINE, name_of
from generator.texts.plain import read_plain
from generator.texts.recognise import LAYOUTS, SUBTITLES, format_of
from generator.texts.tmx import read_tmx

EXPECTED = "Expected a Chinese text, and its English translation if there is one."


def read_format(data: bytes, path: Path, format: str = "") -> BilingualText:
    """Read a file that holds a Chinese text, with its translation or without, in ``format``, or
    else as its content says.

    Raises InputError if it cannot be read as such; the message says why and what to do.
    """
    format = format or format_of(data, path)
    name, where = name_of(path), str(path)
    if format == "tmx":
        return read_tmx(data, path)
    if format == "xlsx":
        from generator.texts.xlsx import read_workbook

        return read_workbook(data, name, where)
    if format in SUBTITLES:
        from generator.texts.subtitles import read_subtitles

        return read_subtitles(decode(data, where), format, name, where)
    if format in LAYOUTS:
        text, issues = tidied(data, path)
        refuse_other_languages(text, where)
        made = _read_layout(text, format, name, where)
        return replace(made, issues=(*issues, *made.issues))
    draft = read_draft(data, path, format)
    made = read_plain(draft.text, name, where, draft.issues)
    return replace(made, meta=merged(made.meta, draft.meta))


def read_draft(data: bytes, path: Path, format: str = "") -> Draft:
    """Read running text of any format as plain text; raises InputError if it cannot be read, or if
    the format is none of text."""
    format = format or format_of(data, path)
    if reader := _reader(format):
        draft = reader(data, str(path))
        text, issues = tidy(draft.text, str(path))
        if not text.strip():
            raise InputError(f"{path}: holds no text. {EXPECTED}")
        return Draft(_checked(text, path), draft.meta, (*draft.issues, *issues))
    if format == "zip":
        raise InputError(
            f"{path}: is a ZIP archive. Give it the ending .zip and build it as a folder, or"
            " unpack it."
        )
    if format and format not in LAYOUTS:
        raise InputError(
            f"{path}: is {format}, which holds both languages in one file. Give it alone."
        )
    return Draft(*_with_meta(tidied(data, path)))


def tidied(data: bytes, path: Path) -> tuple[str, tuple[Issue, ...]]:
    """Return the tidied text of a plain text file that is not empty, and what was changed in it."""
    if not data:
        raise InputError(f"{path}: the file is empty. {EXPECTED}")
    text, issues = tidy(decode(data, str(path)), str(path))
    if not text.strip():
        raise InputError(f"{path}: holds nothing but spaces and line breaks. {EXPECTED}")
    return _checked(text, path), issues


def _with_meta(found: tuple[str, tuple[Issue, ...]]) -> tuple[str, Metadata, tuple[Issue, ...]]:
    return found[0], Metadata(), found[1]


def _checked(text: str, path: Path) -> str:
    longest = max(text.split("\n"), key=len)
    if len(longest) > LONGEST_LINE:
        line = text[: text.index(longest)].count("\n") + 1
        found = (
            f"{len(longest):,} characters without a line break, but a line may have"
            f" {LONGEST_LINE:,}"
        )
        raise InputError(f"{path}, line {line}: {found}. Break it into paragraphs.")
    return text


def _read_layout(text: str, format: str, name: str, where: str) -> BilingualText:
    if format == "turns":
        return read_turns(text.split("\n"), name, where)
    return (
        read_delimited(text, name, where) if format == "table" else parse_article(text, name, where)
    )


@lru_cache(maxsize=8)
def _reader(format: str) -> Callable[[bytes, str], Draft] | None:
    """The reader of a format of running text, loaded when it is wanted."""
    if format == "epub":
        from generator.texts.epub import read_epub as found
    elif format == "docx":
        from generator.texts.docx import read_docx as found
    elif format == "html":
        from generator.texts.html_page import read_page as found
    elif format == "markdown":
        from generator.texts.markdown import read_markdown as found
    elif format == "pdf":
        from generator.texts.pdf import read_pdf as found
    else:
        return None
    return found


def merged(first: Metadata, other: Metadata) -> Metadata:
    """Return the metadata of a text, and where it has none that of its file."""
    missing = {
        key: getattr(other, key) for key in Metadata.__dataclass_fields__ if not getattr(first, key)
    }
    return replace(first, **missing)

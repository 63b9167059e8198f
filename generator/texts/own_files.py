"""What Cika wrote itself, known by a mark inside the file: handouts, pages, books, exports, tables.

A learner's folder holds texts, and what was made of them. What was made is no text again, unless a
person names the file.
"""

import re
import zipfile
import zlib
from pathlib import Path

from generator.base.errors import InputError
from generator.texts.archive import MAGIC
from generator.texts.paths import path_in_archive, read_bytes

HEAD, TAIL = 4_000, 200
"""Bytes of the beginning and of the end of a file in which its mark stands."""
MADE_WITH = re.compile(rb'name="generator"\s+content="Cika"|creationtool="Cika"|Made with Cika\b')
OLD_PAGE = re.compile(
    rb'<!doctype html>\n<html lang="en"[^>]*>\s*<head>\s*<meta charset="utf-8">\s*'
    rb'(?:<meta name="viewport"[^>]*>)?<meta http-equiv="Content-Security-Policy"'
    rb" content=\"default-src 'none'"
)
"""As handouts, previews and reports began before they had a mark."""
FIRST_LINES = (
    rb"#separator:tab\r?\n#html:true\r?\n#guid column:1",
    rb"#cika",
    rb"word,traditional,pinyin,gloss,part of speech,",
    rb"number,sentence,pinyin,translation,confidence",
    rb"//Cika/",
    rb"Blooket\s+Import Template\W",
    rb"word\W+reading\W+gloss\W+skip\W+doubts\W",
    rb"check\W+confidence\W+zh\W+en\b",
    rb"lesson\W+title\W+due\W+word\W+reading\W",
)
TABLE = re.compile(rb"[\xef\xbb\xbf\xff\xfe\"]*(?:" + rb"|".join(FIRST_LINES) + rb")")
"""Beginnings of decks' tables, of flashcards, and of the tables that a person corrects; NULs of
UTF-16 taken out."""
UNMARKED = ".quizlet.txt"
"""End of the name of an export in which any mark would become a card."""
PARTS = ("EPUB/package.opf", "docProps/core.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet")
"""Beginnings of the names of files inside books and workbooks that have the mark, or the names of a
table's columns."""
MAX_PART = 5_000_000
"""Bytes of such a file."""
COLUMNS = (b">doubts<", b">confidence<")
"""Names of columns, one of each table, by which a table that a spreadsheet saved is known."""
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError)


def is_own(path: Path) -> bool:
    """Tell whether Cika wrote a file, or a person's spreadsheet out of a table that it wrote. What
    cannot be read is not."""
    if path.name.lower().endswith(UNMARKED):
        return True
    try:
        head, tail = _ends(path)
        if head.startswith(MAGIC):
            return not path_in_archive(path) and _is_own_archive(path)
    except (OSError, InputError):
        return False
    plain = head.replace(b"\0", b"")
    if MADE_WITH.search(plain) or MADE_WITH.search(tail):
        return True
    return bool(TABLE.match(plain) or OLD_PAGE.match(head))


def _ends(path: Path) -> tuple[bytes, bytes]:
    """Return the beginning and the end of a file."""
    if path_in_archive(path):
        data = read_bytes(path)
        return data[:HEAD], data[-TAIL:]
    with path.open("rb") as file:
        head = file.read(HEAD)
        size = file.seek(0, 2)
        file.seek(max(0, size - TAIL))
        return head, file.read(TAIL)


def _is_own_archive(path: Path) -> bool:
    """Tell whether a book or a workbook has our mark, or the columns of our tables."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = [one for one in archive.infolist() if one.filename.startswith(PARTS)]
            return any(_has_mark(archive, part) for part in parts)
    except DAMAGE:
        return False


def _has_mark(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    if part.file_size > MAX_PART:
        return False
    content = archive.read(part)
    return bool(MADE_WITH.search(content)) or any(map(content.count, COLUMNS))

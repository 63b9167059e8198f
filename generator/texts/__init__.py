"""A file of any encoding becomes a ``BilingualText``.

One module a format (``article`` is the first), each with a function from decoded text to ``BilingualText``;
this module reads the file and chooses.
"""

import re
from dataclasses import replace
from pathlib import Path

from generator.errors import InputError
from generator.records import BilingualText, Issue, Metadata
from generator.texts.aligned import aligned_path, read_aligned, render_aligned
from generator.texts.article import assemble, holds_both, parse_side, refuse_other_languages
from generator.texts.corrections import corrections_path, glossary_path, machine_cell, read_corrections, written
from generator.texts.encodings import decode, tidy
from generator.texts.files import LONGEST_LINE, find_texts, name_of, read_bytes
from generator.texts.ladder import read_ladder
from generator.texts.plain import read_plain
from generator.texts.script import language_of, script_of
from generator.texts.tmx import is_tmx, read_tmx, render_tmx

__all__ = [
    "aligned_path",
    "corrections_path",
    "find_texts",
    "glossary_path",
    "machine_cell",
    "name_of",
    "read_aligned",
    "read_aligned_pair",
    "read_bytes",
    "read_corrections",
    "read_lines",
    "read_pair",
    "read_text",
    "render_aligned",
    "render_tmx",
    "written",
]

EXPECTED = "Expected a Chinese text, and its English translation if there is one."


def read_text(path: Path) -> BilingualText:
    """Read a file that holds a Chinese text, with its translation or without.

    Raises InputError if it cannot be read as such; the message says why and what to do.
    """
    data = read_bytes(path)
    if is_tmx(data):
        return read_tmx(data, path)
    text, issues = _tidied(data, path)
    return read_plain(text, name_of(path), str(path), issues)


def read_pair(zh: Path, en: Path) -> BilingualText:
    """Read a Chinese text and its translation from two files, each with a header of its own or none.

    Files given in the wrong order are swapped, with an issue. Raises InputError if one holds both languages or both hold the same.
    """
    texts = {path: _read(path) for path in (zh, en)}
    languages = [language_of(texts[path][0]) for path in (zh, en)]
    if zh == en or languages[0] == languages[1]:
        both = "Chinese" if languages[0] == "zh" else "English"
        raise InputError(f"{zh} and {en}: both hold {both}; expected Chinese in one and English in the other.")
    for path in (zh, en):
        if holds_both(texts[path][0].split("\n")):
            raise InputError(f"{path}: holds both languages already. Give it alone, or take one language out.")
    swapped = languages[0] == "en"
    if swapped:
        zh, en = en, zh
    refuse_other_languages(texts[zh][0], str(zh))
    sides = [parse_side(texts[path][0].split("\n"), language, str(path)) for path, language in ((zh, "zh"), (en, "en"))]
    made = assemble(name_of(zh), str(zh), *sides)
    notes = (Issue("swapped", str(zh), f"The files were given the wrong way round: {zh.name} holds the Chinese."),) if swapped else ()
    return replace(made, issues=(*notes, *texts[zh][1], *texts[en][1], *made.issues))


def read_lines(path: Path) -> tuple[str, ...]:
    """Return the lines of a file, or of standard input for ``-``, decoded and otherwise as they are, empty ones too."""
    text = decode(read_bytes(path), str(path))
    lines = re.split(r"\r?\n", text)
    return tuple(lines[:-1] if lines[-1] == "" else lines)


def read_aligned_pair(zh: Path, en: Path, beads: Path) -> BilingualText:
    """Read two files with one sentence a line, and the beads that another aligner found (``[0]:[0, 1]``, Chinese first)."""
    zh_lines, en_lines = ([" ".join(line.split()) for line in read_lines(path)] for path in (zh, en))
    rows = read_ladder(beads, tuple(zh_lines), tuple(en_lines))
    zh_text, en_text = ("\n".join(filter(None, lines)) for lines in (zh_lines, en_lines))
    refuse_other_languages(zh_text, str(zh))
    return BilingualText(name_of(zh), zh_text, en_text, Metadata(), script_of(zh_text), rows=rows)


def _read(path: Path) -> tuple[str, tuple[Issue, ...]]:
    return _tidied(read_bytes(path), path)


def _tidied(data: bytes, path: Path) -> tuple[str, tuple[Issue, ...]]:
    """Return the tidied text of a file that is not empty, and what was changed in it."""
    if not data:
        raise InputError(f"{path}: the file is empty. {EXPECTED}")
    text, issues = tidy(decode(data, str(path)), str(path))
    if not text.strip():
        raise InputError(f"{path}: holds nothing but spaces and line breaks. {EXPECTED}")
    longest = max(text.split("\n"), key=len)
    if len(longest) > LONGEST_LINE:
        line = text[: text.index(longest)].count("\n") + 1
        found = f"{len(longest):,} characters without a line break, but a line may have {LONGEST_LINE:,}"
        raise InputError(f"{path}, line {line}: {found}. Break it into paragraphs.")
    return text, issues

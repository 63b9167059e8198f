"""A file of any format and encoding becomes a ``BilingualText``.

One module a format; ``recognise`` tells which one a file has, ``plain`` which layout a text has.
"""

import re
from dataclasses import replace
from pathlib import Path

from generator.base.errors import InputError
from generator.base.records import BilingualText, Issue, Metadata
from generator.texts.aligned_table import aligned_path, read_aligned, render_aligned
from generator.texts.article import assemble, holds_both, parse_side, refuse_other_languages
from generator.texts.bead_file import read_ladder
from generator.texts.class_set import read_set
from generator.texts.corrections_table import (
    corrections_path,
    glossary_path,
    machine_cell,
    read_corrections,
    written,
)
from generator.texts.encodings import decode
from generator.texts.formats import merged, read_draft, read_format
from generator.texts.languages import language_of, script_of
from generator.texts.paths import (
    CLASS_SET,
    exists,
    find_sets,
    find_texts,
    name_of,
    name_of_set,
    read_bytes,
)
from generator.texts.recognise import FORMATS, SUBTITLES, format_of
from generator.texts.tmx import render_tmx
from generator.texts.word_columns import words_of
from generator.texts.word_lists import WordList, read_word_list, word_list

__all__ = [
    "CLASS_SET",
    "FORMATS",
    "WordList",
    "aligned_path",
    "corrections_path",
    "exists",
    "find_sets",
    "find_texts",
    "glossary_path",
    "machine_cell",
    "name_of",
    "name_of_set",
    "read_aligned",
    "read_aligned_pair",
    "read_bytes",
    "read_corrections",
    "read_lines",
    "read_pair",
    "read_set",
    "read_text",
    "read_word_list",
    "render_aligned",
    "render_tmx",
    "word_list",
    "words_of",
    "written",
]


def read_text(path: Path, format: str = "") -> BilingualText:
    """Read a file that holds a Chinese text, with its translation or without, in one of FORMATS or
    as its content says.

    Raises InputError if it cannot be read as such; the message says why and what to do.
    """
    return read_format(read_bytes(path), path, format)


def read_pair(zh: Path, en: Path, format: str = "") -> BilingualText:
    """Read a Chinese text and its translation from two files of any format of running text, or from
    two files of subtitles.

    Each may have a header of its own. Files given in the wrong order are swapped, with an issue.
    Raises InputError if one holds both languages or both hold the same.
    """
    data = {path: read_bytes(path) for path in (zh, en)}
    if all((format or format_of(data[path], path)) in SUBTITLES for path in (zh, en)):
        from generator.texts.subtitles import read_subtitle_pair

        return read_subtitle_pair(data[zh], data[en], zh, en)
    drafts = {path: read_draft(data[path], path, format) for path in (zh, en)}
    languages = [language_of(drafts[path].text) for path in (zh, en)]
    if zh == en or languages[0] == languages[1]:
        both = "Chinese" if languages[0] == "zh" else "English"
        raise InputError(
            f"{zh} and {en}: both hold {both}; expected Chinese in one and English in the other."
        )
    for path in (zh, en):
        if holds_both(drafts[path].text.split("\n")):
            raise InputError(
                f"{path}: holds both languages already. Give it alone, or take one language out."
            )
    swapped = languages[0] == "en"
    if swapped:
        zh, en = en, zh
    refuse_other_languages(drafts[zh].text, str(zh))
    sides = [
        parse_side(drafts[path].text.split("\n"), language, str(path))
        for path, language in ((zh, "zh"), (en, "en"))
    ]
    made = assemble(name_of(zh), str(zh), *sides)
    notes = (
        (
            Issue(
                "swapped",
                str(zh),
                f"The files were given the wrong way round: {zh.name} holds the Chinese.",
            ),
        )
        if swapped
        else ()
    )
    meta = merged(merged(made.meta, drafts[zh].meta), drafts[en].meta)
    return replace(
        made, meta=meta, issues=(*notes, *drafts[zh].issues, *drafts[en].issues, *made.issues)
    )


def read_lines(path: Path) -> tuple[str, ...]:
    """Return the lines of a file, or of standard input for ``-``, decoded and otherwise as they
    are, empty ones too."""
    text = decode(read_bytes(path), str(path))
    lines = re.split(r"\r?\n", text)
    return tuple(lines[:-1] if lines[-1] == "" else lines)


def read_aligned_pair(zh: Path, en: Path, beads: Path) -> BilingualText:
    """Read two files with one sentence a line, and the beads that another aligner found (``[0]:[0,
    1]``, Chinese first)."""
    zh_lines, en_lines = (
        [" ".join(line.split()) for line in read_lines(path)] for path in (zh, en)
    )
    rows = read_ladder(beads, tuple(zh_lines), tuple(en_lines))
    zh_text, en_text = ("\n".join(filter(None, lines)) for lines in (zh_lines, en_lines))
    refuse_other_languages(zh_text, str(zh))
    return BilingualText(name_of(zh), zh_text, en_text, Metadata(), script_of(zh_text), rows=rows)

"""A text and its translation in two files."""

import re
from dataclasses import replace
from pathlib import Path

from generator.base.errors import InputError
from generator.base.records import BilingualText, Metadata
from generator.texts.article import assemble, parse_side
from generator.texts.bead_file import read_beads
from generator.texts.draft import Draft
from generator.texts.encodings import decode
from generator.texts.file_names import name_of
from generator.texts.formats import merged, read_draft
from generator.texts.header import mark_titles
from generator.texts.issues import swapped
from generator.texts.language_cut import holds_both, refuse_other_languages
from generator.texts.languages import language_of, script_of
from generator.texts.own_words import own_words
from generator.texts.paths import read_bytes
from generator.texts.pinyin_parts import without_pinyin
from generator.texts.recognise import SUBTITLES, format_of
from generator.texts.subtitle_pair import read_subtitle_pair


def read_pair(zh: Path, en: Path, format: str = "") -> BilingualText:
    """Read a Chinese text and its translation from two files of any format of running text, or from
    two files of subtitles.

    Each may have a header of its own. Files given in the wrong order are swapped, with an issue.
    Raises InputError if one holds both languages or both hold the same.
    """
    data = {path: read_bytes(path) for path in (zh, en)}
    formats = [format or format_of(data[path], path) for path in (zh, en)]
    if all(found in SUBTITLES for found in formats):
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
    if languages[0] == "zh":
        return _assembled(drafts, zh, en)
    made = _assembled(drafts, en, zh)
    return replace(made, issues=(swapped(en), *made.issues))


def in_order(first: Path, second: Path, format: str = "") -> tuple[Path, Path]:
    """Return two files with the Chinese one first; as they were given where that is not clear."""
    try:
        languages = [_language(path, format) for path in (first, second)]
    except InputError:  # reading the pair says what is wrong
        return first, second
    return (second, first) if languages == ["en", "zh"] else (first, second)


def _language(path: Path, format: str) -> str:
    data = read_bytes(path)
    found = format or format_of(data, path)
    if found in SUBTITLES:
        return language_of(decode(data, str(path)))
    return language_of(read_draft(data, path, found).text)


def _assembled(drafts: dict[Path, Draft], zh: Path, en: Path) -> BilingualText:
    """Put two files together; metadata in their texts goes before that of the files."""
    zh_lines, words, parted = own_words(drafts[zh].text.split("\n"), str(zh))
    zh_text, omissions = without_pinyin("\n".join(zh_lines), str(zh))
    refuse_other_languages(zh_text, str(zh))
    zh_lines, en_lines = mark_titles(zh_text.split("\n"), drafts[en].text.split("\n"))
    zh_side = parse_side(zh_lines, "zh", str(zh))
    en_side = parse_side(en_lines, "en", str(en))
    made = assemble(name_of(zh), str(zh), zh_side, en_side)
    issues = (*drafts[zh].issues, *drafts[en].issues)
    meta = merged(merged(made.meta, drafts[zh].meta), drafts[en].meta)
    issues = (*issues, *omissions, *parted, *made.issues)
    return replace(made, meta=meta, issues=issues, own_words=words)


def read_lines(path: Path) -> tuple[str, ...]:
    """Return the lines of a file, or of standard input for ``-``, decoded and otherwise as they
    are, empty ones too."""
    lines = re.split(r"\r?\n", decode(read_bytes(path), str(path)))
    return tuple(lines if lines[-1] else lines[:-1])


def read_aligned_pair(zh: Path, en: Path, beads: Path) -> BilingualText:
    """Read two files with one sentence a line, and the beads that another aligner found (``[0]:[0,
    1]``, Chinese first).

    Raises InputError for a file of beads that does not fit the two, and if there is no Chinese.
    """
    zh_lines, en_lines = _solid_lines(zh), _solid_lines(en)
    rows = read_beads(beads, zh_lines, en_lines)
    zh_text = "\n".join(filter(None, zh_lines))
    refuse_other_languages(zh_text, str(zh))
    return BilingualText(
        name=name_of(zh),
        zh=zh_text,
        en="\n".join(filter(None, en_lines)),
        meta=Metadata(),
        script=script_of(zh_text),
        rows=rows,
    )


def _solid_lines(path: Path) -> list[str]:
    """Return the lines of a file with single spaces between their words."""
    return [" ".join(line.split()) for line in read_lines(path)]

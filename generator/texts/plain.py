"""Text without a format of its own: its content tells which layout it has.

The layouts: columns that tabs or commas separate; both languages in one file, one after the other
(``article``); languages in turn (``turns``). Pinyin beside the Chinese
and the text's own word list are taken out first.
"""

from collections.abc import Sequence
from dataclasses import replace

from generator.base.records import BilingualText, Issue
from generator.texts.alternating import read_turns, settles_turns
from generator.texts.article import parse_article
from generator.texts.bilingual_table import is_table, read_delimited
from generator.texts.language_cut import (
    refuse_other_languages,
    takes_turns,
    translated_part,
)
from generator.texts.line_parts import is_inline
from generator.texts.own_words import own_words
from generator.texts.pinyin_parts import without_pinyin

LAYOUTS = ("article", "turns", "table")
"""What a person may insist on."""


def read_plain(
    text: str, name: str, where: str, issues: Sequence[Issue] = (), layout: str = ""
) -> BilingualText:
    """Read tidied text, in one of ``LAYOUTS`` or as its content tells. ``issues`` are what was
    found before.

    Raises InputError for what is no Chinese text.
    """
    lines, words, parted = own_words(text.split("\n"), where)
    text, omissions = without_pinyin("\n".join(lines), where)
    refuse_other_languages(text, where)
    if layout == "table" or (not layout and is_table(text)):
        made = read_delimited(text, name, where)
    else:
        made = _read_lines(text.split("\n"), name, where, layout)
    return replace(made, issues=(*issues, *omissions, *parted, *made.issues), own_words=words)


def _read_lines(lines: list[str], name: str, where: str, layout: str) -> BilingualText:
    if layout == "turns":
        return read_turns(lines, name, where)
    if layout == "article":
        return parse_article("\n".join(lines), name, where)
    if is_inline(lines) or takes_turns(lines) or settles_turns(lines):
        return read_turns(lines, name, where)
    part = translated_part(lines, where)
    if part:
        made = read_turns(part.lines, name, where, before=part.before, behind=part.behind)
        return replace(made, issues=(part.issue, *made.issues))
    return parse_article("\n".join(lines), name, where)

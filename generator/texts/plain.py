"""Text without a format of its own: its content tells which layout it has.

The layouts: columns that tabs or commas separate; both languages in one file, one after the other
(``article``); languages in turn (``turns``).
"""

from collections.abc import Sequence
from dataclasses import replace

from generator.base.records import BilingualText, Issue
from generator.texts.alternating import read_turns
from generator.texts.article import parse_article
from generator.texts.bilingual_table import is_table, read_delimited
from generator.texts.inline import is_inline
from generator.texts.language_cut import refuse_other_languages, takes_turns
from generator.texts.pinyin_lines import without_pinyin


def read_plain(text: str, name: str, where: str, issues: Sequence[Issue] = ()) -> BilingualText:
    """Read tidied text. ``issues`` are what was found before.

    Raises InputError for what is no Chinese text.
    """
    refuse_other_languages(text, where)
    if is_table(text):
        made = read_delimited(text, name, where)
        return replace(made, issues=(*issues, *made.issues))
    lines, omissions = without_pinyin(text.split("\n"), where)
    if is_inline(lines) or takes_turns(lines):
        made = read_turns(lines, name, where)
    else:
        made = parse_article("\n".join(lines), name, where)
    return replace(made, issues=(*issues, *omissions, *made.issues))

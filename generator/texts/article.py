"""The article format: one file that holds a text, its translation and metadata.

::

    Title: Liu Dezhen Writes to …      fields: in English or Chinese, any case, any order,
    Author: Liu Dezhen                 any missing
    Date: 1953-12-19
    Page: 2

    Dear Comrades: …                   body of one language

    <hr />                             rule: also ---, ***, ===, ———; or none where the language
                                       changes once
    Original:                          label: also 原文：, Translation:, 译文：; or none

    ### 刘德珍给…写信  保证…厉行节约       heading of any level: titles, separated by two spaces or
                                       a full-width one
    刘德珍                              author, date, page (section) and column, in any order
    1953-12-19
    第2版()
    专栏：

        刘德珍给…写信                    body of the other language; it may repeat the titles,
        保证…厉行节约亲爱的同志们：         and a title may run into the salutation

Either language may come first. Header lines count only at the top of a side, so that a ``Date: …``
inside a letter stays. Where several rules stand in a file, that one separates the languages which
leaves least of either on the wrong side (``language_cut``). What counts as a header line is stated
in ``header``, how lines become paragraphs in ``paragraphs``.
"""

from dataclasses import dataclass, replace

from generator.base.errors import InputError
from generator.base.records import BilingualText, Issue, Metadata
from generator.texts.header import (
    Header,
    card_fields,
    is_layout,
    mark_titles,
    read_header,
)
from generator.texts.issues import no_translation, unused_fields
from generator.texts.labelled import labelled_pairs, labels_used
from generator.texts.language_cut import find_cut, refuse_other_languages
from generator.texts.languages import script_of, share_of_chinese
from generator.texts.paired import from_pairs
from generator.texts.paragraphs import break_long, paragraphs

MIN_GLUED_TITLE = 12
"""Characters of a single title from which text that follows it without a break is cut off, if that
is a salutation."""
MAX_SALUTATION = 40
"""Characters of a salutation."""


@dataclass(frozen=True, slots=True)
class ArticleSide:
    """One language of a file."""

    body: str
    header: Header
    issues: tuple[Issue, ...] = ()


def parse_article(text: str, name: str, where: str) -> BilingualText:
    """Read an article; ``where`` names its file in messages.

    Raises InputError if there is no Chinese, or if the languages take turns.
    """
    lines = text.split("\n")
    refuse_other_languages(text, where)
    cut, issues = find_cut(lines, where)
    if cut is None:
        made = assemble(name, where, parse_side(lines, "zh", where), None)
        return replace(made, issues=(*issues, *made.issues))
    zh_lines, en_lines = lines[:cut], lines[cut:]
    if share_of_chinese(en_lines) > share_of_chinese(zh_lines):
        zh_lines, en_lines = en_lines, zh_lines
    zh_lines, en_lines = mark_titles(zh_lines, en_lines)
    zh, en = parse_side(zh_lines, "zh", where), parse_side(en_lines, "en", where)
    made = assemble(name, where, zh, en)
    return replace(made, issues=(*issues, *made.issues))


def parse_side(lines: list[str], language: str, where: str) -> ArticleSide:
    """Read one language: its header and its body."""
    chinese = language == "zh"
    header, start = read_header(lines)
    end = len(lines)
    while end > start and is_layout(lines[end - 1]):
        end -= 1
    body, long = break_long(paragraphs(lines[start:end], chinese=chinese), chinese=chinese)
    issues: list[Issue] = []
    if chinese:
        body, issues = _separate_titles(body, header.titles, where)
    if long:
        issues.append(_long_sentences(long, "Chinese" if chinese else "English", where))
    return ArticleSide(body, header, tuple(issues))


def _long_sentences(count: int, language: str, where: str) -> Issue:
    detail = (
        f"{count} stretches of {language} without a full stop, too long for a sentence, were cut at"
        " a pause."
    )
    return Issue("long-sentence", where, detail)


def assemble(name: str, where: str, zh: ArticleSide, en: ArticleSide | None) -> BilingualText:
    """Put two sides together; the header of either may speak of both.

    Raises InputError if the Chinese side has no body.
    """
    if not zh.body:
        raise InputError(
            f"{where}: found a header but no Chinese text below it. Add the text, or check that the"
            " file was saved whole."
        )
    en = en or ArticleSide("", Header())
    issues = [*zh.issues, *en.issues, *unused_fields(zh.header.unused + en.header.unused, where)]
    meta = Metadata(**card_fields(en.header.meta | zh.header.meta))
    labelled = labelled_pairs(zh.body.split("\n"), en.body.split("\n"))
    if labelled:
        issues.append(labels_used(labelled, where))
        return from_pairs(labelled, name, where, meta=meta, issues=issues)
    if not en.body:
        issues.append(no_translation(where))
    return BilingualText(
        name=name,
        zh=zh.body,
        en=en.body,
        meta=meta,
        script=script_of(zh.body),
        issues=tuple(issues),
    )


def _separate_titles(body: str, titles: tuple[str, ...], where: str) -> tuple[str, list[Issue]]:
    """Give titles that the top of a body repeats paragraphs of their own, cut off from what follows
    them without a break.

    Text after a title is cut off only where it cannot be a sentence that begins like its title:
    after an earlier title, before a later one, or where it is a salutation.
    """
    blocks: list[str] = []
    issues: list[Issue] = []
    for number, title in enumerate(titles):
        if not body.startswith(title):
            break
        rest = body[len(title) :].partition("\n")[0].strip()
        next_title = titles[number + 1] if number + 1 < len(titles) else None
        is_before_title = next_title is not None and rest.startswith(next_title)
        if rest and not number and not is_before_title and not _is_salutation(rest, title):
            break
        if rest and not is_before_title:
            detail = f"The title 「{title}」 ran into 「{rest[:20]}」; they were separated."
            issues.append(Issue("title-cut", where, detail))
        blocks.append(title)
        body = body[len(title) :].lstrip()
    if body:
        blocks.append(body)
    return "\n\n".join(blocks), issues


def _is_salutation(text: str, title: str) -> bool:
    """Tell whether text that a title runs into is a salutation."""
    if len(title) < MIN_GLUED_TITLE or len(text) > MAX_SALUTATION:
        return False
    return text.endswith(("：", ":"))

"""The article format: one file that holds a text, its translation and what is known about both.

::

    Title: Liu Dezhen Writes to …            fields: in English or Chinese, any case, any order, any missing
    Author: Liu Dezhen
    Date: 1953-12-19
    Page: 2

    Dear Comrades: …                         body of one language

    <hr />                                   rule: also ---, ***, ===, ———; or none where the language changes once

    Original:                                label: also 原文：, Translation:, 译文：; or none

    ### 刘德珍给…写信  保证…厉行节约             heading of any level: titles, parted by two spaces or a full-width one
    刘德珍                                    author, date, page (section) and column, in any order
    1953-12-19
    第2版()
    专栏：

        刘德珍给…写信                          body of the other language; it may repeat the titles,
        保证…厉行节约亲爱的同志们：               and a title may run into the salutation

Either language may come first. Header lines count only at the top of a side, so that a ``Date: …``
inside a letter stays. Where several rules stand in a file, that one parts the languages which
leaves least of either on the wrong side. What counts as a header line is said in ``header``, how
lines become paragraphs in ``paragraphs``.
"""

from dataclasses import dataclass, replace
from itertools import accumulate

from generator.base.errors import InputError
from generator.base.records import BilingualText, Issue, Metadata
from generator.texts.header import Header, is_label, is_layout, read_field, read_header
from generator.texts.languages import KANA, language_of, script_of, weigh
from generator.texts.paragraphs import break_long, is_rule, paragraphs

MISPLACED = 0.3
"""Share of a language that may stand on the wrong side of a rule: quotations, notes, an English
header."""
NEARLY = 0.2
"""How much worse than the best place in the file a rule may part the languages and still be taken
at its word."""
CLEAN = 0.1
"""Share that may be misplaced where there is no rule: nearly nothing, else the languages take
turns."""
SLIGHT = 0.1
"""Weight of one language, as a share of the other's, below which it is no text of its own: names,
an address, a footnote."""
ADD_CHINESE = "Add the Chinese text below a line <hr />, or give it in a file of its own with --zh."
GLUED_TITLE = 12
"""Characters of a single title from which text that follows it without a break is cut off, if that
is a salutation."""
LONGEST_SALUTATION = 40


@dataclass(frozen=True, slots=True)
class ArticleSide:
    """One language of a file."""

    body: str
    header: Header
    issues: tuple[Issue, ...] = ()


def parse_article(text: str, name: str, where: str) -> BilingualText:
    """Read the article in ``text``; ``where`` names its file in messages.

    Raises InputError if there is no Chinese, or if the languages take turns.
    """
    lines = text.split("\n")
    refuse_other_languages(text, where)
    cut, issues = _find_cut(lines, where)
    if cut is None:
        made = assemble(name, where, parse_side(lines, "zh", where), None)
        return replace(made, issues=(*issues, *made.issues))
    first, second = lines[:cut], lines[cut:]
    if _prevailing(second) == "zh":
        first, second = second, first
    made = assemble(name, where, parse_side(first, "zh", where), parse_side(second, "en", where))
    return replace(made, issues=(*issues, *made.issues))


def parse_side(lines: list[str], language: str, where: str) -> ArticleSide:
    """Read one language: its header and its body."""
    header, start = read_header(lines)
    end = len(lines)
    while end > start and is_layout(lines[end - 1]):
        end -= 1
    body, long = break_long(paragraphs(lines[start:end], language == "zh"), language == "zh")
    name = "Chinese" if language == "zh" else "English"
    detail = (
        f"{long} stretches of {name} without a full stop, too long for a sentence, were cut at a"
        " pause."
    )
    cut = (Issue("long-sentence", where, detail),) if long else ()
    if language == "en":
        return ArticleSide(body, header, cut)
    body, issues = _part_titles(body, header.titles, where)
    return ArticleSide(body, header, (*issues, *cut))


def assemble(name: str, where: str, zh: ArticleSide, en: ArticleSide | None) -> BilingualText:
    """Put two sides together; the header of either may speak of both."""
    if not zh.body:
        raise InputError(
            f"{where}: found a header but no Chinese text below it. Add the text, or check that the"
            " file was saved whole."
        )
    en = en or ArticleSide("", Header())
    meta = en.header.meta | zh.header.meta
    source = meta.pop("source", "")
    if source:
        meta["column"] = ", ".join(filter(None, (source, meta.get("column", ""))))
    issues = [*zh.issues, *en.issues]
    unused = zh.header.unused + en.header.unused
    issues += [
        Issue("unused-field", where, f"The header line {line!r} has no place on the cards.")
        for line in unused
    ]
    if not en.body:
        issues.append(
            Issue(
                "no-translation",
                where,
                "There is no English text: cards show sentences without translation.",
            )
        )
    return BilingualText(
        name, zh.body, en.body, Metadata(**meta), script_of(zh.body), tuple(issues)
    )


def refuse_other_languages(text: str, where: str) -> None:
    """Raise InputError where ``text`` is Japanese, or has no Chinese at all."""
    zh, en = weigh(text)
    kana = len(KANA.findall(text))
    if kana > 0.1 * zh:  # kana beyond a quotation
        raise InputError(
            f"{where}: this looks like Japanese ({kana} kana). Cika reads Chinese with an English"
            " translation."
        )
    if zh == 0:
        found = (
            "English, but no Chinese"
            if en
            else "neither Chinese nor English, only signs and digits"
        )
        raise InputError(f"{where}: found {found}. {ADD_CHINESE}")


def holds_both(lines: list[str]) -> bool:
    """Tell whether ``lines`` are a text with its translation: neither language is but a few
    quotations in the other."""
    zh, en = map(sum, _weights(lines))
    return min(zh, en) > MISPLACED * max(zh, en)


def _weights(lines: list[str]) -> tuple[list[int], list[int]]:
    """Return for each line how much Chinese and how much English text it is; a line belongs to the
    language that prevails in it."""
    weights = [(0, 0) if read_field(line, Header()) else weigh(line) for line in lines]
    return [sum(pair) if pair[0] >= pair[1] else 0 for pair in weights], [
        sum(pair) if pair[0] < pair[1] else 0 for pair in weights
    ]


def _find_cut(lines: list[str], where: str) -> tuple[int | None, tuple[Issue, ...]]:
    """Return the index of the line that begins the second language, None if there is but one, and
    what is doubtful about it."""
    zh, en = _weights(lines)
    if sum(en) <= SLIGHT * sum(zh):
        issue = Issue(
            "english-lines",
            where,
            f"{sum(map(bool, en))} English lines stand in the Chinese text and were left there.",
        )
        return None, (issue,) if any(en) else ()
    if sum(zh) <= SLIGHT * sum(en):
        raise InputError(f"{where}: found only English with a little Chinese in it. {ADD_CHINESE}")
    misplaced = _misplaced(zh, en)
    best = min(range(len(lines) + 1), key=misplaced.__getitem__)
    rules = [i for i, line in enumerate(lines) if is_rule(line) or is_label(line)]
    rule = min(rules, key=misplaced.__getitem__, default=best)
    if rules and misplaced[rule] <= min(MISPLACED, misplaced[best] + NEARLY):
        return rule, ()
    if misplaced[best] <= CLEAN:
        detail = (
            f"No rule parts the languages; the text was split before line {best + 1}, where the"
            " language changes."
        )
        return best, (Issue("no-rule", where, detail),)
    raise InputError(
        f"{where}: Chinese and English are mixed. Put one language first, then a line <hr />, then"
        " the other; or let them take turns (see the README), or give two files with --zh and"
        " --en."
    )


def takes_turns(lines: list[str]) -> bool:
    """Whether ``lines`` hold both languages and no place parts them."""
    zh, en = _weights(lines)
    if min(sum(zh), sum(en)) <= SLIGHT * max(sum(zh), sum(en)):
        return False
    misplaced = _misplaced(zh, en)
    best = min(misplaced)
    rule = min(
        (misplaced[i] for i, line in enumerate(lines) if is_rule(line) or is_label(line)),
        default=1.0,
    )
    return best > CLEAN and rule > min(MISPLACED, best + NEARLY)


def _misplaced(zh: list[int], en: list[int]) -> list[float]:
    """Return for a cut before each line the share of either language, the worse of the two, that is
    on the wrong side."""
    above = zip(accumulate(zh, initial=0), accumulate(en, initial=0), strict=True)
    all_zh, all_en = sum(zh), sum(en)
    shares = [(han / all_zh, latin / all_en) for han, latin in above]
    return [min(max(1 - han, latin), max(han, 1 - latin)) for han, latin in shares]


def _prevailing(lines: list[str]) -> str:
    return language_of("\n".join(lines))


def _part_titles(body: str, titles: tuple[str, ...], where: str) -> tuple[str, tuple[Issue, ...]]:
    """Give titles that the top of a body repeats paragraphs of their own, cut off from what follows
    them without a break.

    Text after a title is cut off only where it cannot be a sentence that begins like its title:
    after an earlier title, before a later one, or where it is a salutation.
    """
    parted: list[str] = []
    issues: list[Issue] = []
    for number, title in enumerate(titles):
        if not body.startswith(title):
            break
        rest = body[len(title) :].partition("\n")[0].strip()
        following = number + 1 < len(titles) and rest.startswith(titles[number + 1])
        salutation = (
            len(title) >= GLUED_TITLE
            and len(rest) <= LONGEST_SALUTATION
            and rest.endswith(("：", ":"))
        )
        if rest and not (number or following or salutation):
            break
        if rest and not following:
            issues.append(
                Issue(
                    "title-cut",
                    where,
                    f"The title 「{title}」 ran into 「{rest[:20]}」; they were parted.",
                )
            )
        parted.append(title)
        body = body[len(title) :].lstrip()
    return "\n\n".join([*parted, body] if body else parted), tuple(issues)

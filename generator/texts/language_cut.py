"""The languages of a text, and the line where one of them ends and the other begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from generator.base.errors import InputError
from generator.base.records import Issue
from generator.texts.header import Header, is_label, read_field
from generator.texts.languages import KANA, language_of, weigh
from generator.texts.paragraphs import is_rule

MAX_MISPLACED_BY_RULE = 0.3
"""Share of a language that may stand on the wrong side of a rule: quotations, notes, an English
header."""
MAX_WORSE_THAN_BEST = 0.2
"""Share by which a rule may leave more on the wrong side than the best place in the file, and still
be taken at its word."""
MAX_MISPLACED_WITHOUT_RULE = 0.1
"""Share that may be misplaced where there is no rule: nearly nothing, else the languages take
turns."""
MAX_SHARE_OF_QUOTATIONS = 0.1
"""Weight of one language, as a share of the other's, below which it is no text of its own: names,
an address, a footnote."""
MIN_SHARE_OF_TRANSLATION = 0.3
"""Such a share from which a file counts as a text with its translation."""
MIN_TRANSLATED_LINES = 3
"""Lines of the rarer language from which a text may be one that is translated in part."""
MAX_KANA_SHARE = 0.1
"""Kana in a Chinese text, by the weight of its Chinese: a quotation."""
ADD_CHINESE = "Add the Chinese text below a line <hr />, or give it in a file of its own with --zh."


MIN_CHANGES = 5
"""Changes of language in such a part: three lines of a quotation are none."""
QUOTED = 24
"""Characters of a line that the report quotes."""


@dataclass(frozen=True, slots=True)
class TranslatedPart:
    """The lines of a text that are in both languages, in turn."""

    lines: Sequence[str]
    before: Sequence[str]
    """Lines of Chinese alone before them."""
    behind: Sequence[str]
    """The same behind them."""
    issue: Issue


@dataclass(frozen=True, slots=True)
class Cut:
    """The place where one language of a file ends and the other begins."""

    line: int
    """Index of the first line of the second language."""
    by_rule: bool
    """Whether a rule or a label stands there."""


def refuse_other_languages(text: str, where: str) -> None:
    """Raise InputError where a text is Japanese, or has no Chinese at all."""
    zh, en = weigh(text)
    kana = len(KANA.findall(text))
    if kana > MAX_KANA_SHARE * zh:
        raise InputError(
            f"{where}: this looks like Japanese ({kana} kana). Cika reads Chinese with an English"
            " translation."
        )
    if zh == 0:
        nothing = "neither Chinese nor English, only punctuation marks and digits"
        found = "English, but no Chinese" if en else nothing
        raise InputError(f"{where}: found {found}. {ADD_CHINESE}")


def holds_both(lines: Sequence[str]) -> bool:
    """Tell whether lines are a text with its translation, not one with quotations in the other
    language."""
    zh_weights, en_weights = _weights(lines)
    zh, en = sum(zh_weights), sum(en_weights)
    return min(zh, en) > MIN_SHARE_OF_TRANSLATION * max(zh, en)


def takes_turns(lines: Sequence[str]) -> bool:
    """Tell whether lines hold both languages and no place separates them."""
    zh_weights, en_weights = _weights(lines)
    zh, en = sum(zh_weights), sum(en_weights)
    if min(zh, en) <= MAX_SHARE_OF_QUOTATIONS * max(zh, en):
        return False
    return _best_cut(lines, zh_weights, en_weights) is None


def translated_part(lines: Sequence[str], where: str) -> TranslatedPart | None:
    """Return the part of a text whose languages take turns, if the rest is in one language alone:
    a book of which the first pages are translated. None where it is no such text.

    The part reaches from the first line of the rarer language to the last one, and to the line of
    the other language beside either.
    """
    zh_weights, en_weights = _weights(lines)
    is_in_chinese = sum(zh_weights) > sum(en_weights)
    rarer, other = (en_weights, zh_weights) if is_in_chinese else (zh_weights, en_weights)
    rare_lines = [number for number, weight in enumerate(rarer) if weight]
    if len(rare_lines) < MIN_TRANSLATED_LINES:
        return None
    before = [number for number in range(rare_lines[0]) if other[number]]
    behind = [number for number in range(rare_lines[-1], len(lines)) if other[number]]
    start = before[-1] if before else rare_lines[0]
    end = 1 + (behind[0] if behind else rare_lines[-1])
    part = lines[start:end]
    alone = len(before[:-1]) + len(behind[1:])
    if not alone or _changes(zh_weights[start:end], en_weights[start:end]) < MIN_CHANGES:
        return None
    if not holds_both(part) or not takes_turns(part):
        return None
    language, done = "English", "were left out"
    if is_in_chinese:
        language, done = "Chinese", "have cards without translation"
    first, last = (lines[at].lstrip("# ")[:QUOTED] for at in (rare_lines[0], rare_lines[-1]))
    detail = (
        f"Only the part from {first!r} to {last!r} is in both languages; {alone} lines that are in"
        f" {language} alone {done}."
    )
    return TranslatedPart(
        lines=part,
        before=lines[:start] if is_in_chinese else (),
        behind=lines[end:] if is_in_chinese else (),
        issue=Issue("partly-translated", where, detail),
    )


def _changes(zh_weights: Sequence[int], en_weights: Sequence[int]) -> int:
    """Count how often the language changes from line to line."""
    sides = [zh > 0 for zh, en in zip(zh_weights, en_weights, strict=True) if zh or en]
    return sum(one != after for one, after in pairwise(sides))


def find_cut(lines: Sequence[str], where: str) -> tuple[int | None, tuple[Issue, ...]]:
    """Return the index of the line that begins the second language, None if there is but one, and
    what is doubtful about it.

    Raises InputError where there is no Chinese text, and where the languages are mixed.
    """
    zh_weights, en_weights = _weights(lines)
    zh, en = sum(zh_weights), sum(en_weights)
    if en <= MAX_SHARE_OF_QUOTATIONS * zh:
        return None, _english_lines(en_weights, where)
    if zh <= MAX_SHARE_OF_QUOTATIONS * en:
        raise InputError(f"{where}: found only English with a little Chinese in it. {ADD_CHINESE}")
    cut = _best_cut(lines, zh_weights, en_weights)
    if cut is None:
        raise InputError(
            f"{where}: Chinese and English are mixed. Put one language first, then a line <hr />,"
            " then the other; or let them take turns (see the README), or give two files with --zh"
            " and --en."
        )
    if cut.by_rule:
        return cut.line, ()
    detail = (
        "No line such as --- stands between the languages; the text was parted before line"
        f" {cut.line + 1}, where the language changes."
    )
    return cut.line, (Issue("no-rule", where, detail),)


def _english_lines(en_weights: Sequence[int], where: str) -> tuple[Issue, ...]:
    count = sum(weight > 0 for weight in en_weights)
    if not count:
        return ()
    detail = f"{count} English lines stand in the Chinese text and were left there."
    return (Issue("english-lines", where, detail),)


def _weights(lines: Sequence[str]) -> tuple[list[int], list[int]]:
    """Return for each line how much Chinese and how much English text it is.

    Header lines belong to neither.
    """
    zh: list[int] = []
    en: list[int] = []
    for line in lines:
        amount = 0 if read_field(line, Header()) else sum(weigh(line))
        is_chinese = language_of(line) == "zh"
        zh.append(amount if is_chinese else 0)
        en.append(0 if is_chinese else amount)
    return zh, en


def _best_cut(
    lines: Sequence[str], zh_weights: Sequence[int], en_weights: Sequence[int]
) -> Cut | None:
    """Return the place that leaves least on the wrong side, rather at a rule or label; None where
    every place leaves too much."""
    misplaced = _misplaced_shares(zh_weights, en_weights)
    best = misplaced.index(min(misplaced))
    rules = [i for i, line in enumerate(lines) if is_rule(line) or is_label(line)]
    if rules:
        rule = min(rules, key=misplaced.__getitem__)
        if misplaced[rule] <= min(MAX_MISPLACED_BY_RULE, misplaced[best] + MAX_WORSE_THAN_BEST):
            return Cut(rule, by_rule=True)
    if misplaced[best] <= MAX_MISPLACED_WITHOUT_RULE:
        return Cut(best, by_rule=False)
    return None


def _misplaced_shares(zh_weights: Sequence[int], en_weights: Sequence[int]) -> list[float]:
    """Return for a cut before each line, and after the last, the share of either language that is
    on the wrong side, the worse of the two."""
    zh, en = sum(zh_weights), sum(en_weights)
    above = zip(accumulate(zh_weights, initial=0), accumulate(en_weights, initial=0), strict=True)
    shares = []
    for zh_above, en_above in above:
        han, latin = zh_above / zh, en_above / en
        zh_first = max(1 - han, latin)
        en_first = max(han, 1 - latin)
        shares.append(min(zh_first, en_first))
    return shares

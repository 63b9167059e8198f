"""Languages in turn in one file: sentence by sentence, line by line, paragraph by paragraph, or
both on one line.

::

    春天来了。            春天来了。 Spring is here.         # 春天 / # Spring
    Spring is here.      我们去公园。 We go to the park.
    我们去公园。                                          春天来了，天气很好。（a paragraph,
    We go to the park.                                   hard-wrapped or not）

                                                         Spring is here and the weather is fine. …

Runs of one language are paired in their order: blank lines, lengths and what would be left alone
tell which language leads. Where nearly every pair of runs has the same number of paragraphs or
lines on both sides and lengths that fit, this is the alignment; else the aligner finds it, and the
irregular places are reported.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from generator.base.records import BilingualText, Issue, Metadata
from generator.texts.header import Header, card_fields, is_layout, may_be_title, read_field
from generator.texts.issues import unused_fields
from generator.texts.labelled import labelled_pairs, labels_used
from generator.texts.languages import language_of
from generator.texts.line_parts import halves, is_inline, without_bullet
from generator.texts.paired import TextPair, from_pairs
from generator.texts.paragraphs import HEADING, paragraphs
from generator.texts.run_pairs import (
    RunPair,
    cut_pair,
    first_line,
    first_pair,
    headings_apart,
    is_heading_alone,
    is_regular,
    lengths_fit,
    pair_runs,
)
from generator.texts.script_runs import (
    NumberedLine,
    ScriptRun,
    find_runs,
    lines_of,
    with_paragraphs,
)

MIN_REGULAR_SHARE = 0.9
"""Share of the pairs of runs that must be regular for the order of the file to be the alignment."""
MAX_PLACES = 5
"""Irregular places that are named one by one."""
MIN_PAIRS_WITH_TITLES = 3
"""Pairs of runs from which the first may be the titles."""
MIN_SETTLING_RUNS = 6
"""Runs, of both languages three times, that settle that languages take turns, however long the
first is."""


def settles_turns(lines: Sequence[str]) -> bool:
    """Tell whether the languages change places three times, always after as many lines of either
    and of lengths that fit: they take turns, though one place separates most of them."""
    runs, _ = find_runs(enumerate(lines, 1))
    if len(runs) < MIN_SETTLING_RUNS:
        return False
    pairs = pair_runs(with_paragraphs(runs), 0)
    if not all(map(is_regular, pairs)):
        return False
    return lengths_fit(list(chain.from_iterable(map(cut_pair, pairs))))


def read_turns(
    lines: Sequence[str],
    name: str,
    where: str,
    *,
    before: Sequence[str] = (),
    behind: Sequence[str] = (),
) -> BilingualText:
    """Read lines whose languages take turns, and lines of Chinese alone around them.

    Raises InputError if there is no Chinese.
    """
    header = Header()
    start = 0
    while start < len(lines) and (is_layout(lines[start]) or read_field(lines[start], header)):
        start += 1
    numbered = list(enumerate(lines[start:], start + 1))
    issues = unused_fields(header.unused, where)
    fields = card_fields(header.meta)
    if is_inline(lines[start:]):
        pairs = [_inline_pair(number, line) for number, line in numbered]
        return from_pairs(pairs, name, where, meta=Metadata(**fields), issues=issues)
    runs, without_words = find_runs(_headings_cut(numbered))
    if without_words:
        issues.append(_lines_dropped(without_words, where))
    runs = with_paragraphs(runs)
    labelled = labelled_pairs(lines_of(runs, "zh"), lines_of(runs, "en"))
    if labelled:
        issues.append(labels_used(labelled, where))
        return from_pairs(labelled, name, where, meta=Metadata(**fields), issues=issues)
    offset, is_certain = first_pair(runs)
    run_pairs = list(chain.from_iterable(map(headings_apart, pair_runs(runs, offset))))
    pairs = list(chain.from_iterable(map(cut_pair, run_pairs)))
    irregular = [pair for pair in run_pairs if not is_regular(pair) and not is_heading_alone(pair)]
    keep = (
        _are_mostly_regular(run_pairs, irregular)
        and lengths_fit(pairs)
        and (is_certain or not irregular)
    )
    if irregular or not keep:
        issues.append(_irregular_turns(irregular, where, keep=keep))
    titles = _titles(run_pairs)
    pairs = [*_alone(before), *pairs, *_alone(behind)]
    meta = Metadata(**(titles | fields))
    text = from_pairs(pairs, name, where, meta=meta, issues=issues, keep=keep)
    return replace(text, headings=_headings(run_pairs)) if keep else text


def _headings(run_pairs: Sequence[RunPair]) -> frozenset[str]:
    """Return the headings that one language alone has."""
    found: set[str] = set()
    for pair in filter(is_heading_alone, run_pairs):
        for run in filter(None, pair):
            found.update(run.paragraphs)
    return frozenset(found)


def _alone(lines: Sequence[str]) -> list[TextPair]:
    """Return the paragraphs of Chinese that has no translation."""
    body = paragraphs(lines, chinese=True)
    return [TextPair(0, zh=paragraph, en="") for paragraph in body.split("\n\n")]


def _inline_pair(number: int, line: str) -> TextPair:
    """Cut a line that holds both languages; what it lacks has no counterpart."""
    sides = {"zh": "", "en": ""}
    if not is_layout(line):
        for half in halves(line) or (line,):
            sides[language_of(half)] = without_bullet(half.lstrip("# "))
    return TextPair(number, zh=sides["zh"], en=sides["en"])


def _headings_cut(numbered: Sequence[NumberedLine]) -> list[NumberedLine]:
    """Cut headings that hold both languages into one line each."""
    found: list[NumberedLine] = []
    for number, line in numbered:
        cut = halves(line) if HEADING.match(line) else None
        found += [(number, half) for half in cut or (line,)]
    return found


def _are_mostly_regular(run_pairs: Sequence[RunPair], irregular: Sequence[RunPair]) -> bool:
    """Tell whether few of the pairs that have both sides are irregular."""
    uneven = sum(None not in pair for pair in irregular)
    return uneven <= (1 - MIN_REGULAR_SHARE) * len(run_pairs)


def _lines_dropped(lines: Sequence[str], where: str) -> Issue:
    detail = f"{len(lines)} lines without words, such as {lines[0]!r}, were left out."
    return Issue("lines-dropped", where, detail)


def _irregular_turns(run_pairs: Sequence[RunPair], where: str, *, keep: bool) -> Issue:
    """Return an issue that says where the turns are irregular, and what was done about it."""
    done = "Pairs were found by what they say, not by the order of the file."
    if keep:
        done = "Their parts were kept together."
    found = "The lengths of Chinese and English that take turns do not fit each other."
    if run_pairs:
        places = ", ".join(map(_place, run_pairs[:MAX_PLACES]))
        if len(run_pairs) > MAX_PLACES:
            places += f" and {len(run_pairs) - MAX_PLACES} more"
        found = f"Chinese and English do not take turns regularly: {places}."
    return Issue("turns", where, f"{found} {done}")


def _place(pair: RunPair) -> str:
    """Say where a pair stands, and how many lines its sides have."""
    zh, en = (run.line_count if run else 0 for run in pair)
    return f"line {first_line(pair)} (lines of Chinese: {zh}, of English: {en})"


def _titles(run_pairs: Sequence[RunPair]) -> dict[str, str]:
    """Return the titles, if the first pair is one of short lines without full stop."""
    if len(run_pairs) < MIN_PAIRS_WITH_TITLES:
        return {}
    zh, en = run_pairs[0]
    if not zh or not en:
        return {}
    titles = {"title_zh": _title(zh), "title_en": _title(en)}
    return {key: title for key, title in titles.items() if title}


def _title(run: ScriptRun) -> str:
    """Return the first paragraph of a run if it may be a title; empty if not."""
    title = run.paragraphs[0] if run.paragraphs else ""
    return title if may_be_title(title) and "\n" not in title else ""

"""Languages in turn in one file: sentence by sentence, line by line, paragraph by paragraph, or
both on one line.

::

    春天来了。                 春天来了。 Spring is here.          # 春天 / # Spring
    Spring is here.           我们去公园。 We go to the park.
    我们去公园。                                                 春天来了，天气很好。（a paragraph, hard-wrapped or not）
    We go to the park.
                                                                Spring is here and the weather is fine. …

Runs of one language are paired in their order: which language leads is told by blank lines, lengths
and what would be left alone. Where nearly every pair of runs has the same number of paragraphs or
lines on both sides and lengths that fit, this is the alignment; else the aligner finds it, and the
irregular places are reported.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import fmean

from generator.base.records import BilingualText, Issue, Metadata
from generator.texts.header import Header, is_layout, read_field
from generator.texts.inline import halves, inline
from generator.texts.languages import language_of, weigh
from generator.texts.paired import TextPair, from_pairs
from generator.texts.paragraphs import HEADING, paragraphs

REGULAR = 0.9
"""Share of the pairs that must have as many pieces on both sides for the order of the file to be
the alignment."""
APART, LOCALLY_APART, WINDOW = 0.45, 0.8, 8
"""Mean distance of the log ratios of lengths from their median: of true pairs about .2, of pairs
shifted by one about .7 (sentences of Tatoeba). In the whole, and in any eight pairs."""
MARGIN = 0.6
"""How much worse, divided by the root of the number of runs, it must be to pair each run with its
other neighbour (``tools/check_formats.py turns``: Tatoeba pairs of like length, up to a tenth of
the sentences left out; one text of 1,600 is shifted)."""
SHOWN = 5
"""Irregular places that are named one by one."""
LANGUAGE_LABEL = re.compile(
    r"\s*(?:中文|英文|原文|译文|汉语|英语|中|英|Chinese|English|ZH|EN|CN)\s*[:：]\s*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class ScriptRun:
    """Lines of one language in a row."""

    language: str
    line: int
    """One-based line of the file where it begins."""
    lines: tuple[str, ...]
    """With their indentation; blank ones are paragraph breaks."""
    tight: bool
    """Whether it follows the run before without a blank line."""
    paragraphs: tuple[str, ...] = ()
    """The lines joined as ``paragraphs`` does, filled in by ``_join``."""


def read_turns(lines: Sequence[str], name: str, where: str) -> BilingualText:
    """Read lines whose languages take turns; raises InputError if there is no Chinese."""
    header, start = Header(), 0
    while start < len(lines) and (is_layout(lines[start]) or read_field(lines[start], header)):
        start += 1
    numbered = [(number, line) for number, line in enumerate(lines[start:], start + 1)]
    issues = [
        Issue("unused-field", where, f"The header line {line!r} has no place on the cards.")
        for line in header.unused
    ]
    if inline([line for _, line in numbered]):
        return _read_inline(numbered, name, where, issues, _meta(header))
    numbered = [
        (number, part)
        for number, line in numbered
        for part in (halves(line) if HEADING.match(line) else None) or (line,)
    ]
    runs, dropped = _runs(numbered)
    if dropped:
        issues.append(
            Issue(
                "lines-dropped",
                where,
                f"{len(dropped)} lines without words, such as {dropped[0]!r}, were left out.",
            )
        )
    joined = _join(runs)
    lead, certain = _lead(joined)
    couples = _couples(joined, lead)
    pairs = [pair for couple in couples for pair in _pairs(couple)]
    odd = [couple for couple in couples if not _is_regular(couple)]
    keep = (
        sum(None not in couple for couple in odd) <= (1 - REGULAR) * len(couples)
        and _fit(pairs)
        and (certain or not odd)
    )
    if odd or not keep:
        issues.append(_report(odd, where, keep))
    meta = _meta(header)
    _take_titles(couples, meta)
    return from_pairs(pairs, name, where, Metadata(**meta), issues, keep=keep)


def _read_inline(
    numbered: Sequence[tuple[int, str]],
    name: str,
    where: str,
    issues: Sequence[Issue],
    meta: dict[str, str],
) -> BilingualText:
    """Read lines that hold both languages each; what a line lacks has no counterpart."""
    pairs = []
    for number, line in numbered:
        parts = (
            {language_of(part): part for part in halves(line) or (line,)}
            if not is_layout(line)
            else {}
        )
        pairs.append(
            TextPair(number, *(parts.get(language, "").lstrip("# ") for language in ("zh", "en")))
        )
    return from_pairs(pairs, name, where, Metadata(**meta), issues)


def _meta(header: Header) -> dict[str, str]:
    """The fields of a header as they go on the cards."""
    meta = dict(header.meta)
    source = meta.pop("source", "")
    if source:
        meta["column"] = ", ".join(filter(None, (source, meta.get("column", ""))))
    return meta


Couple = tuple[ScriptRun | None, ScriptRun | None]
"""Chinese and English runs that stand beside each other."""


def _runs(numbered: Sequence[tuple[int, str]]) -> tuple[list[ScriptRun], list[str]]:
    """Group lines into runs of one language; return also the lines that have no words."""
    kept: list[tuple[str, int, str]] = []
    dropped: list[str] = []
    for number, line in numbered:
        if is_layout(line):
            kept.append(("", number, ""))
        elif language := language_of(line):
            heading = HEADING.match(line.strip())
            text = line.strip()[heading.end() :].rstrip("# ") if heading else line
            label = LANGUAGE_LABEL.match(text)
            kept.append((language, number, text[label.end() :] if label else text))
        else:
            dropped.append(line.strip())
    runs: list[ScriptRun] = []
    filled = [
        (language, number, text, index)
        for index, (language, number, text) in enumerate(kept)
        if language
    ]
    for language, group in groupby(filled, key=lambda item: item[0]):
        items = list(group)
        first, last = items[0][3], items[-1][3]
        tight = bool(runs) and bool(kept[first - 1][0])
        runs.append(
            ScriptRun(
                language, items[0][1], tuple(text for _, _, text in kept[first : last + 1]), tight
            )
        )
    return runs, dropped


def _join(runs: Sequence[ScriptRun]) -> list[ScriptRun]:
    """Join hard-wrapped lines, which only a whole side shows, and give each run its paragraphs."""
    bodies = {}
    for language in ("zh", "en"):
        lines = [line for run in runs if run.language == language for line in ("", *run.lines)]
        bodies[language] = (
            iter(paragraphs(lines, language == "zh").split("\n\n")) if lines else iter(())
        )
    joined = []
    for run in runs:
        left = sum(len("".join(line.split())) for line in run.lines)
        own = []
        while left > 0:
            own.append(next(bodies[run.language]))
            left -= len("".join(own[-1].split()))
        joined.append(ScriptRun(run.language, run.line, run.lines, run.tight, tuple(own)))
    return joined


def _lead(runs: Sequence[ScriptRun]) -> tuple[int, bool]:
    """Return 0 if the first run belongs to the second, 1 if it stands alone and the second belongs
    to the third.

    And whether that is certain: the other way must be clearly worse, the more clearly the fewer the
    runs.
    """
    if len(runs) < 3:
        return 0, True
    costs = []
    for offset in (0, 1):
        inside, between = runs[offset + 1 :: 2], runs[offset + 2 :: 2]
        couples = _couples(runs, offset)
        ratios = [r for couple in couples if (r := _ratio(couple)) is not None]
        middle = sorted(ratios)[len(ratios) // 2] if ratios else 0.0
        apart = fmean(min(2.0, abs(r - middle)) for r in ratios) if ratios else 2.0
        uneven = fmean(not _is_regular(couple) for couple in couples)
        tight = fmean(run.tight for run in between) if between else 0.0
        loose = fmean(not run.tight for run in inside) if inside else 0.0
        costs.append(apart + uneven + tight + loose)
    margin = MARGIN / math.sqrt(len(runs))
    return int(costs[1] + margin < costs[0]), abs(costs[1] - costs[0]) > margin


def _couples(runs: Sequence[ScriptRun], offset: int) -> list[Couple]:
    """Pair runs from ``offset`` on; what stands alone at either end has no counterpart."""
    groups = [runs[:offset], *(runs[i : i + 2] for i in range(offset, len(runs), 2))]
    couples = []
    for group in filter(None, groups):
        sides = {run.language: run for run in group}
        couples.append((sides.get("zh"), sides.get("en")))
    return couples


def _pairs(couple: Couple) -> list[TextPair]:
    """Cut a couple into as many pairs as both sides have paragraphs, or else lines; one pair if
    they differ."""
    zh, en = couple
    line = _line(couple)
    if zh is None or en is None:
        return (
            [TextPair(line, "", p) for p in en.paragraphs]
            if en
            else [TextPair(line, p, "") for p in (zh.paragraphs if zh else ())]
        )
    found = []
    for a, b in _matching(zh.paragraphs, en.paragraphs) or [
        ("\n\n".join(zh.paragraphs), "\n\n".join(en.paragraphs))
    ]:
        cut = _matching(a.split("\n"), b.split("\n"))
        found += [TextPair(line, x, y) for x, y in cut] if cut else [TextPair(line, a, b)]
    return found


def _matching(zh: Sequence[str], en: Sequence[str]) -> list[tuple[str, str]]:
    """Paragraphs side by side if they are as many, else lines; empty if neither."""
    if len(zh) == len(en):
        return list(zip(zh, en, strict=True))
    zh, en = ([line for p in side for line in p.split("\n")] for side in (zh, en))
    return list(zip(zh, en, strict=True)) if len(zh) == len(en) else []


def _is_regular(couple: Couple) -> bool:
    """Whether both sides have as many pieces; lines of a hard-wrapped paragraph were joined
    before."""
    zh, en = couple
    if zh is None or en is None or not _matching(zh.paragraphs, en.paragraphs):
        return False
    return _count(zh) == _count(en)


def _ratio(couple: Couple) -> float | None:
    zh, en = couple
    return _log_ratio("".join(zh.paragraphs), "".join(en.paragraphs)) if zh and en else None


def _log_ratio(zh: str, en: str) -> float:
    return math.log((sum(weigh(zh)) + 5) / (sum(weigh(en)) + 5))


def _fit(pairs: Sequence[TextPair]) -> bool:
    """Whether the lengths of the pairs fit, as a whole and everywhere."""
    ratios = [_log_ratio(p.zh, p.en) for p in pairs if p.zh and p.en]
    if not ratios:
        return False
    middle = sorted(ratios)[len(ratios) // 2]
    apart = [min(2.0, abs(r - middle)) for r in ratios]
    windows = [apart[i : i + WINDOW] for i in range(max(1, len(apart) - WINDOW + 1))]
    return fmean(apart) <= APART and max(map(fmean, windows)) <= LOCALLY_APART


def _report(odd: Sequence[Couple], where: str, keep: bool) -> Issue:
    """Say where the turns are irregular, and what was done about it."""
    done = (
        "Their parts were kept together"
        if keep
        else "Pairs were found by what they say, not by the order of the file"
    )
    if not odd:
        return Issue(
            "turns",
            where,
            f"The lengths of Chinese and English that take turns do not fit each other. {done}.",
        )
    places = [
        f"line {_line(couple)} (lines of Chinese: {_count(couple[0])}, of English:"
        f" {_count(couple[1])})"
        for couple in odd
    ]
    more = f" and {len(places) - SHOWN} more" if len(places) > SHOWN else ""
    return Issue(
        "turns",
        where,
        f"Chinese and English do not take turns regularly: {', '.join(places[:SHOWN])}{more}."
        f" {done}.",
    )


def _line(couple: Couple) -> int:
    return min(run.line for run in couple if run)


def _count(run: ScriptRun | None) -> int:
    return sum(p.count("\n") + 1 for p in run.paragraphs) if run else 0


def _take_titles(couples: Sequence[Couple], meta: dict[str, str]) -> None:
    """Take a first pair of short lines without full stop for the titles."""
    zh, en = couples[0] if couples else (None, None)
    if not zh or not en or len(couples) < 3:
        return
    for key, run in (("title_zh", zh), ("title_en", en)):
        title = run.paragraphs[0]
        if len(title) <= 80 and "\n" not in title and title[-1] not in '。！？.!?…”"，,；;：:':
            meta.setdefault(key, title)

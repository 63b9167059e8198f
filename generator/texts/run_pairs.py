"""Runs of one language each are paired: which belong together, and how well they fit."""

import math
import re
from collections.abc import Sequence
from statistics import fmean

from generator.texts.header import may_be_title
from generator.texts.languages import weigh
from generator.texts.paired import TextPair
from generator.texts.script_runs import ScriptRun

MAX_MEAN_DISTANCE, MAX_LOCAL_DISTANCE, WINDOW = 0.45, 0.8, 8
"""Mean distance of the log ratios of lengths from their median: of true pairs about .2, of pairs
shifted by one about .7 (sentences of Tatoeba). In the whole, and in any eight pairs."""
MAX_DISTANCE = 2.0
"""More than this a single pair does not count."""
SMOOTHING = 5
"""Letters added to either side of a ratio, so that short sides do not decide."""
MIN_RUNS = 3
"""Runs from which the first may stand alone."""
MARGIN = 0.6
"""Cost, divided by the root of the number of runs, by which it must be worse to pair each run with
its other neighbour (``tools/check_formats.py turns``: Tatoeba pairs of like length, up to a tenth
of the sentences left out; one text of 1,600 is shifted)."""

NUMBERED_HEADING = re.compile(
    r"第\s?[\d一二三四五六七八九十百]{1,4}\s?[课課章节節回部篇集幕单單](?:元|分)?[^。！？，]{0,20}$"
    r"|(?:Lesson|Chapter|Unit|Part|Section|Scene|Act) [\dIVX]{1,5}\b[^.!?,]{0,40}$"
)
MAX_HEADING = 40
"""Characters of a heading that stands on one side alone."""

RunPair = tuple[ScriptRun | None, ScriptRun | None]
"""Chinese and English runs that stand beside each other."""


def first_pair(runs: Sequence[ScriptRun]) -> tuple[int, bool]:
    """Return where the first pair begins: 0 if the first run belongs to the second, 1 if it
    stands alone and the second belongs to the third.

    And whether that is certain: the other way must be clearly worse, the more clearly the fewer the
    runs.
    """
    if len(runs) < MIN_RUNS:
        return 0, True
    from_first, from_second = _pairing_cost(runs, 0), _pairing_cost(runs, 1)
    margin = MARGIN / math.sqrt(len(runs))
    return int(from_second + margin < from_first), abs(from_second - from_first) > margin


def _pairing_cost(runs: Sequence[ScriptRun], offset: int) -> float:
    """Return how little the pairs from an offset on fit: by their lengths, their numbers of
    lines, and the blank lines inside and between them."""
    pairs = pair_runs(runs, offset)
    uneven = fmean(not is_regular(pair) for pair in pairs)
    ratios = [_log_ratio(_text(zh), _text(en)) for zh, en in pairs if zh and en]
    distance = fmean(_distances(ratios)) if ratios else MAX_DISTANCE
    seconds, next_firsts = runs[offset + 1 :: 2], runs[offset + 2 :: 2]
    apart_inside = fmean(not run.follows_closely for run in seconds) if seconds else 0.0
    close_between = fmean(run.follows_closely for run in next_firsts) if next_firsts else 0.0
    return distance + uneven + close_between + apart_inside


def pair_runs(runs: Sequence[ScriptRun], offset: int) -> list[RunPair]:
    """Pair runs from an offset on; what stands alone at either end has no counterpart."""
    groups = [runs[:offset]] if offset else []
    groups += [runs[i : i + 2] for i in range(offset, len(runs), 2)]
    found: list[RunPair] = []
    for group in groups:
        found.append(_sides(*group))
    return found


def headings_apart(pair: RunPair) -> list[RunPair]:
    """Cut a pair of which one side has headings that the other has not: 第三课 before or behind
    what the other translates."""
    zh, en = pair
    if zh is None or en is None or is_regular(pair):
        return [pair]
    fuller, other = (zh, en) if zh.line_count > en.line_count else (en, zh)
    before: list[ScriptRun] = []
    behind: list[ScriptRun] = []
    while fuller.line_count > other.line_count and _begins_with_heading(fuller):
        if _begins_with_heading(other):
            break
        heading, fuller = fuller.split(1)
        before.append(heading)
    while fuller.line_count > other.line_count and is_heading(fuller.paragraphs[-1]):
        fuller, heading = fuller.split(fuller.line_count - 1)
        behind.insert(0, heading)
    return [
        *(_sides(heading) for heading in before),
        _sides(fuller, other),
        *(_sides(heading) for heading in behind),
    ]


def _begins_with_heading(run: ScriptRun) -> bool:
    """Tell whether a run begins with a heading: a paragraph of its own, or a line that numbers a
    lesson, and something follows it."""
    first = run.paragraphs[0]
    if run.line_count == 1:
        return False
    return is_heading(first) or NUMBERED_HEADING.match(first.split("\n")[0]) is not None


def is_heading_alone(pair: RunPair) -> bool:
    """Tell whether a pair is a heading of one language: it shows nothing of the others."""
    alone = [run for run in pair if run]
    return len(alone) == 1 and len(alone[0].paragraphs) == 1 and is_heading(alone[0].paragraphs[0])


def is_heading(paragraph: str) -> bool:
    """Tell whether a paragraph is a heading by its form: one short line without a full stop."""
    return "\n" not in paragraph and len(paragraph) <= MAX_HEADING and may_be_title(paragraph)


def _sides(*runs: ScriptRun) -> RunPair:
    sides = {run.language: run for run in runs}
    return sides.get("zh"), sides.get("en")


def first_line(pair: RunPair) -> int:
    """Return the one-based line of the file where a pair begins."""
    return min(run.line for run in pair if run)


def is_regular(pair: RunPair) -> bool:
    """Tell whether both sides have the same number of paragraphs or lines, and of lines in all.

    Lines of a hard-wrapped paragraph were joined before.
    """
    zh, en = pair
    if zh is None or en is None or not _match(zh.paragraphs, en.paragraphs):
        return False
    return zh.line_count == en.line_count


def cut_pair(pair: RunPair) -> list[TextPair]:
    """Cut a pair into pairs of paragraphs where both sides have the same number of them, or else
    of lines; return one pair where they differ."""
    zh, en = pair
    line = first_line(pair)
    if zh is None or en is None:
        zh_alone = [TextPair(line, zh=text, en="") for text in (zh.paragraphs if zh else ())]
        return zh_alone + [TextPair(line, zh="", en=text) for text in (en.paragraphs if en else ())]
    whole = ("\n\n".join(zh.paragraphs), "\n\n".join(en.paragraphs))
    found = []
    for zh_text, en_text in _match(zh.paragraphs, en.paragraphs) or [whole]:
        cut = _match(zh_text.split("\n"), en_text.split("\n")) or [(zh_text, en_text)]
        found += [TextPair(line, zh=zh_part, en=en_part) for zh_part, en_part in cut]
    return found


def _match(zh: Sequence[str], en: Sequence[str]) -> list[tuple[str, str]]:
    """Put paragraphs side by side if both languages have the same number, else lines; return
    nothing if neither fits."""
    if len(zh) == len(en):
        return list(zip(zh, en, strict=True))
    zh_lines, en_lines = _lines(zh), _lines(en)
    if len(zh_lines) == len(en_lines):
        return list(zip(zh_lines, en_lines, strict=True))
    return []


def _lines(paragraphs: Sequence[str]) -> list[str]:
    lines = []
    for paragraph in paragraphs:
        lines += paragraph.split("\n")
    return lines


def lengths_fit(pairs: Sequence[TextPair]) -> bool:
    """Tell whether the lengths of the pairs fit, as a whole and everywhere."""
    ratios = [_log_ratio(pair.zh, pair.en) for pair in pairs if pair.zh and pair.en]
    if not ratios:
        return False
    distances = _distances(ratios)
    if fmean(distances) > MAX_MEAN_DISTANCE:
        return False
    starts = range(max(1, len(distances) - WINDOW + 1))
    return all(fmean(distances[i : i + WINDOW]) <= MAX_LOCAL_DISTANCE for i in starts)


def _distances(ratios: Sequence[float]) -> list[float]:
    """Return how far each of some log ratios is from their median."""
    median = sorted(ratios)[len(ratios) // 2]
    return [min(MAX_DISTANCE, abs(ratio - median)) for ratio in ratios]


def _text(run: ScriptRun) -> str:
    return "".join(run.paragraphs)


def _log_ratio(zh: str, en: str) -> float:
    """Return the logarithm of how much longer the Chinese is than the English, by their weights."""
    return math.log((sum(weigh(zh)) + SMOOTHING) / (sum(weigh(en)) + SMOOTHING))

"""Two files of subtitles, one a language.

Two files whose times do not fit are tried with a shift and with the speeds of film and television;
if nothing fits, the text alone decides, in the aligner.
"""

import bisect
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import fmean

from generator.base.errors import InputError
from generator.base.records import BilingualText, Issue
from generator.texts.encodings import decode
from generator.texts.file_names import name_of
from generator.texts.issues import swapped
from generator.texts.recognise import format_of
from generator.texts.subtitle_cues import Cue, read_cues
from generator.texts.subtitles import (
    MAX_CANDIDATES,
    CueGroup,
    common_time,
    find_partners,
    from_groups,
    group_cues,
)

MIN_FIT = 0.5
"""Mean share of common time from which two files fit."""
MIN_FIT_OVER_CHANCE = 0.12
"""By how much that must exceed what they share at wrong shifts."""
WRONG_SHIFTS = (-31_000, -17_000, -7_000, 7_000, 17_000, 31_000)
"""Milliseconds beside the right shift, which show what two files share by chance."""
SPEEDS = (1.0, 25 / 23.976, 23.976 / 25)
"""Of film and of television, by each other."""
MAX_SHIFT, SHIFT_STEP = 120_000, 250
"""Milliseconds that two files may be apart, and the width of the steps in which a shift is looked
for."""

Timing = tuple[int, float]
"""A shift in milliseconds, and the speed that comes before it."""
AS_IT_IS: Timing = (0, 1.0)


def read_subtitle_pair(zh: bytes, en: bytes, zh_path: Path, en_path: Path) -> BilingualText:
    """Read a file with the Chinese and one with the English; raises InputError if both hold the
    same language."""
    sides: dict[Path, dict[str, list[Cue]]] = {}
    issues: list[Issue] = []
    for path, data in {zh_path: zh, en_path: en}.items():
        format = format_of(data, path)
        sides[path], found = read_cues(decode(data, str(path)), format, str(path))
        issues += found
    if _has_more_english(sides[zh_path]) and _has_more_chinese(sides[en_path]):
        zh_path, en_path = en_path, zh_path
        issues.append(swapped(zh_path))
    chinese, english = sides[zh_path]["zh"], sides[en_path]["en"]
    if not chinese or not english:
        raise InputError(
            f"{zh_path} and {en_path}: expected Chinese in one and English in the other."
        )
    where, name = str(zh_path), name_of(zh_path)
    timing = _find_timing(chinese, english)
    if timing is None:
        detail = (
            f"The times of {zh_path.name} and {en_path.name} do not fit: pairs were found by their"
            " text."
        )
        issues.append(Issue("no-common-time", where, detail))
        zh_alone: list[CueGroup] = [([cue], []) for cue in chinese]
        en_alone: list[CueGroup] = [([], [cue]) for cue in english]
        return from_groups(zh_alone + en_alone, name, where, issues, keep=False)
    if timing != AS_IT_IS:
        issues.append(_shifted(timing, zh_path, en_path))
    return from_groups(group_cues(chinese, _moved(english, timing)), name, where, issues)


def _has_more_english(sides: dict[str, list[Cue]]) -> bool:
    return len(sides["zh"]) < len(sides["en"])


def _has_more_chinese(sides: dict[str, list[Cue]]) -> bool:
    return len(sides["zh"]) > len(sides["en"])


def _shifted(timing: Timing, zh_path: Path, en_path: Path) -> Issue:
    shift, speed = timing
    by = f"by {shift / 1000:+.2f} seconds"
    if speed != 1:
        by += f" and made {speed:.3f} times as slow"
    detail = f"The times of {en_path.name} were moved {by} to fit those of {zh_path.name}."
    return Issue("shifted", str(zh_path), detail)


def _find_timing(zh: Sequence[Cue], en: Sequence[Cue]) -> Timing | None:
    """Return the timing by which the English fits the Chinese best; None if none fits.

    As it is, if that fits. Else the best of, for each speed, the commonest difference between
    starts that are near each other.
    """
    if _fits(zh, en, AS_IT_IS):
        return AS_IT_IS
    tried: list[Timing] = [AS_IT_IS]
    tried += [(_commonest_shift(zh, en, speed), speed) for speed in SPEEDS]
    best = max(tried, key=lambda timing: _common_share(zh, _moved(en, timing)))
    return best if _fits(zh, en, best) else None


def _fits(zh: Sequence[Cue], en: Sequence[Cue], timing: Timing) -> bool:
    """Tell whether files share much time, and clearly more than they would by chance."""
    shift, speed = timing
    share = _common_share(zh, _moved(en, timing))
    if share < MIN_FIT:
        return False
    wrong_timings = [(shift + wrong, speed) for wrong in WRONG_SHIFTS]
    by_chance = fmean(_common_share(zh, _moved(en, wrong)) for wrong in wrong_timings)
    return share >= by_chance + MIN_FIT_OVER_CHANCE


def _moved(cues: Sequence[Cue], timing: Timing) -> list[Cue]:
    shift, speed = timing
    return [
        replace(cue, start=round(cue.start * speed + shift), end=round(cue.end * speed + shift))
        for cue in cues
    ]


def _commonest_shift(zh: Sequence[Cue], en: Sequence[Cue], speed: float) -> int:
    """Return the commonest difference between starts that are near each other, in milliseconds."""
    starts = [cue.start for cue in zh]
    counts: Counter[int] = Counter()
    for cue in en:
        start = cue.start * speed
        first = bisect.bisect_left(starts, start - MAX_SHIFT)
        end = bisect.bisect_right(starts, start + MAX_SHIFT)
        for other in starts[first : min(first + MAX_CANDIDATES, end)]:
            counts[round((other - start) / SHIFT_STEP)] += 1

    def smoothed_count(step: int) -> tuple[int, int]:
        neighbours = counts[step - 1] + counts[step + 1]
        return 2 * counts[step] + neighbours, -abs(step)

    return max(counts, key=smoothed_count, default=0) * SHIFT_STEP


def _common_share(zh: Sequence[Cue], en: Sequence[Cue]) -> float:
    """Return the mean over the Chinese cues of the share of time that is common with the English
    cue beside it (intersection over union)."""
    shares = []
    for cue, j in zip(zh, find_partners(zh, en), strict=True):
        if j is None:
            shares.append(0.0)
            continue
        other = en[j]
        whole = max(cue.end, other.end) - min(cue.start, other.start)
        shares.append(common_time(cue, other) / whole)
    return fmean(shares) if shares else 0.0

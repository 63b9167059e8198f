"""SRT, WebVTT and ASS subtitles: one file with both languages, or two files, put side by side by
time. pysubs2 reads them.

A cue belongs to the cue of the other language that it shares most time with. Cues in which an
English sentence goes on are joined. Two files whose times do not fit are tried with a shift and
with the speeds of film and television; if nothing fits, the text alone decides, in the aligner.
"""

import bisect
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from statistics import fmean

from generator.base.errors import InputError
from generator.base.records import BilingualText, Issue
from generator.texts.encodings import decode, tidy
from generator.texts.inline import halves
from generator.texts.languages import language_of
from generator.texts.libraries import needed
from generator.texts.paired import TextPair, from_pairs
from generator.texts.paths import name_of
from generator.texts.pinyin_lines import is_pinyin
from generator.texts.recognise import format_of

SHARED = 0.3
"""Share of the shorter of two cues that must be common time before they belong together."""
GOES_ON, LONGEST_JOIN, PAUSE = re.compile(r"[^.!?…\"”’')\]♪:]$"), 4, 6_000
"""How an English cue ends whose sentence goes on; cues that are joined at most; milliseconds
between them at most."""
FITS, BETTER = 0.5, 0.12
"""Mean share of common time from which two files fit, and by how much that must exceed what they
share at wrong shifts."""
WRONG = (-31_000, -17_000, -7_000, 7_000, 17_000, 31_000)
SPEEDS = (1.0, 25 / 23.976, 23.976 / 25)
FARTHEST, STEP = 120_000, 250
"""Milliseconds that two files may be apart, and the width of the steps in which a shift is looked
for."""
LONGEST_CUE, NEAR = 60_000, 200
"""Milliseconds that a cue may stand, and cues that are looked at for a partner: typesetting and bad
files have absurd ones."""
SPEAKER = re.compile(r"^[-–—]\s*")


@dataclass(frozen=True, slots=True)
class Cue:
    """Words of one language on the screen, from ``start`` to ``end`` (milliseconds)."""

    start: int
    end: int
    lines: tuple[str, ...]
    number: int
    """One-based number of the cue in its file."""

    @property
    def text(self) -> str:
        """The lines in one."""
        return " ".join(self.lines)


Group = tuple[list[Cue], list[Cue]]


def read_subtitles(text: str, format: str, name: str, where: str) -> BilingualText:
    """Read one file with both languages; raises InputError if it is damaged or holds no Chinese."""
    sides, issues = _cues(text, format, where)
    return _from_groups(_groups(sides["zh"], sides["en"]), name, where, issues)


def read_subtitle_pair(zh: bytes, en: bytes, zh_path: Path, en_path: Path) -> BilingualText:
    """Read a file with the Chinese and one with the English; raises InputError if both hold the
    same language."""
    read = {
        path: _cues(decode(data, str(path)), format_of(data, path), str(path))
        for data, path in ((zh, zh_path), (en, en_path))
    }
    counts = {
        path: {language: len(cues) for language, cues in sides.items()}
        for path, (sides, _) in read.items()
    }
    issues = [issue for _, found in read.values() for issue in found]
    if (
        counts[zh_path]["zh"] < counts[zh_path]["en"]
        and counts[en_path]["zh"] > counts[en_path]["en"]
    ):
        zh_path, en_path = en_path, zh_path
        issues.append(
            Issue(
                "swapped",
                str(zh_path),
                f"The files were given the wrong way round: {zh_path.name} holds the Chinese.",
            )
        )
    chinese, english = read[zh_path][0]["zh"], read[en_path][0]["en"]
    if not chinese or not english:
        raise InputError(
            f"{zh_path} and {en_path}: expected Chinese in one and English in the other."
        )
    shift, speed = _fit(chinese, english)
    where, name = str(zh_path), name_of(zh_path)
    if speed == 0:
        found = f"The times of {zh_path.name} and {en_path.name} do not fit"
        issues.append(Issue("no-common-time", where, f"{found}: pairs were found by what is said."))
        groups: list[Group] = [*(([cue], []) for cue in chinese), *(([], [cue]) for cue in english)]
        return _from_groups(groups, name, where, issues, keep=False)
    if shift or speed != 1:
        by = f"by {shift / 1000:+.2f} seconds" + (
            f" and made {speed:.3f} times as slow" if speed != 1 else ""
        )
        issues.append(
            Issue(
                "shifted",
                where,
                f"The times of {en_path.name} were moved {by} to fit those of {zh_path.name}.",
            )
        )
    return _from_groups(_groups(chinese, _moved(english, shift, speed)), name, where, issues)


def _cues(text: str, format: str, where: str) -> tuple[dict[str, list[Cue]], list[Issue]]:
    """The cues of each language, in the order of time, and what is to be said of them."""
    with needed("pysubs2", where):
        import pysubs2
    text, tidied = tidy(text, where)
    try:
        events = pysubs2.SSAFile.from_string(text, format_=format).events
    except (
        pysubs2.exceptions.Pysubs2Error,
        ValueError,
        IndexError,
        KeyError,
        OverflowError,
    ) as error:
        found = f"is damaged as {format.upper()} subtitles ({error})"
        raise InputError(
            f"{where}: {found}. Open it in a subtitle editor and save it again."
        ) from None
    sides: dict[str, list[Cue]] = {"zh": [], "en": []}
    wordless = 0
    for number, event in enumerate(
        sorted(
            (e for e in events if not e.is_comment and not e.is_drawing),
            key=lambda e: (e.start, e.end),
        ),
        1,
    ):
        pieces = [
            piece
            for line in event.plaintext.split("\n")
            if not is_pinyin(line)
            for piece in halves(line) or (line,)
        ]
        said = [(language_of(piece), " ".join(piece.split())) for piece in pieces if piece.strip()]
        wordless += bool(said) and not any(language for language, _ in said)
        for language, group in groupby((s for s in said if s[0]), key=lambda s: s[0]):
            end = min(max(event.end, event.start + 1), event.start + LONGEST_CUE)
            cue = Cue(event.start, end, tuple(line for _, line in group), number)
            if not sides[language] or (
                sides[language][-1].text,
                cue.start <= sides[language][-1].end,
            ) != (cue.text, True):
                sides[language].append(cue)
    if not events:
        raise InputError(f"{where}: holds no cues. Expected {format.upper()} subtitles.")
    note = Issue(
        "lines-dropped",
        where,
        f"{wordless} cues without words, such as signs or numbers alone, were left out.",
    )
    return sides, [*tidied, *([note] if wordless else [])]


def _groups(zh: Sequence[Cue], en: Sequence[Cue]) -> list[Group]:
    """Cues that belong together by time, in its order. Each cue is linked with the one it shares
    most time with."""
    links = [(i, j) for i, j in enumerate(_partners(zh, en)) if j >= 0] + [
        (i, j) for j, i in enumerate(_partners(en, zh)) if i >= 0
    ]
    parent = list(range(len(zh) + len(en)))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for i, j in links:
        parent[root(i)] = root(len(zh) + j)
    found: dict[int, Group] = {}
    for node, cue in enumerate((*zh, *en)):
        found.setdefault(root(node), ([], []))[node >= len(zh)].append(cue)
    return sorted(
        found.values(), key=lambda group: min(cue.start for side in group for cue in side)
    )


def _partners(cues: Sequence[Cue], others: Sequence[Cue]) -> list[int]:
    """For each cue the index of the other that it shares most time with; -1 where none shares
    enough."""
    starts = [other.start for other in others]
    longest = max((other.end - other.start for other in others), default=0)
    found = []
    for cue in cues:
        last = bisect.bisect_right(starts, cue.end)
        near = range(max(last - NEAR, bisect.bisect_left(starts, cue.start - longest)), last)
        best = max(near, key=lambda j: _common(cue, others[j]), default=-1)
        enough = best >= 0 and _common(cue, others[best]) >= SHARED * min(
            cue.end - cue.start, others[best].end - others[best].start
        )
        found.append(best if enough else -1)
    return found


def _common(a: Cue, b: Cue) -> int:
    return min(a.end, b.end) - max(a.start, b.start)


def _from_groups(
    groups: Iterable[Group], name: str, where: str, issues: Sequence[Issue], *, keep: bool = True
) -> BilingualText:
    """Join what goes on from cue to cue, part what two speakers say, and make the text."""
    joined: list[Group] = []
    size = 0
    for zh, en in groups:
        size = size + 1 if joined and size < LONGEST_JOIN and _goes_on(joined[-1], (zh, en)) else 1
        if size > 1:
            joined[-1] = ([*joined[-1][0], *zh], [*joined[-1][1], *en])
        else:
            joined.append((zh, en))
    pairs = [pair for group in joined for pair in _pairs(*group)]
    return from_pairs(pairs, name, where, issues=issues, keep=keep)


def _goes_on(before: Group, after: Group) -> bool:
    """Whether an English sentence goes on in the next cue."""
    if not before[1] or not after[1] or bool(before[0]) != bool(after[0]):
        return False
    last, first = before[1][-1], after[1][0]
    return (
        first.start - last.end <= PAUSE
        and GOES_ON.search(last.text) is not None
        and first.text[:1].islower()
    )


def _pairs(zh: Sequence[Cue], en: Sequence[Cue]) -> list[TextPair]:
    number = min(cue.number for cue in (*zh, *en))
    sides = [[line for cue in side for line in cue.lines] for side in (zh, en)]
    if len(sides[0]) == len(sides[1]) > 1 and all(
        SPEAKER.match(line) for side in sides for line in side
    ):
        return [
            TextPair(number, SPEAKER.sub("", a), SPEAKER.sub("", b))
            for a, b in zip(*sides, strict=True)
        ]
    return [TextPair(number, *(" ".join(side) for side in sides))]


def _moved(cues: Sequence[Cue], shift: float, speed: float) -> list[Cue]:
    return [
        replace(cue, start=round(cue.start * speed + shift), end=round(cue.end * speed + shift))
        for cue in cues
    ]


def _fit(zh: Sequence[Cue], en: Sequence[Cue]) -> tuple[int, float]:
    """Return the shift (milliseconds) and speed by which the English fits the Chinese best; speed 0
    if none fits.

    As they are, if that fits. Else, for each speed, the commonest difference between starts that
    are near each other.
    """
    tried = [(0, 1.0), *((_commonest_shift(zh, en, speed), speed) for speed in SPEEDS)]
    for shift, speed in [tried[0], max(tried, key=lambda t: _common_time(zh, _moved(en, *t)))]:
        share = _common_time(zh, _moved(en, shift, speed))
        chance = fmean(_common_time(zh, _moved(en, shift + wrong, speed)) for wrong in WRONG)
        if share >= FITS and share >= chance + BETTER:
            return shift, speed
    return 0, 0.0


def _commonest_shift(zh: Sequence[Cue], en: Sequence[Cue], speed: float) -> int:
    starts = [cue.start for cue in zh]
    counts: Counter[int] = Counter()
    for cue in en:
        at = cue.start * speed
        first = bisect.bisect_left(starts, at - FARTHEST)
        for i in range(first, min(first + NEAR, bisect.bisect_right(starts, at + FARTHEST))):
            counts[round((starts[i] - at) / STEP)] += 1
    best = max(
        counts,
        key=lambda step: (counts[step - 1] + 2 * counts[step] + counts[step + 1], -abs(step)),
        default=0,
    )
    return best * STEP


def _common_time(zh: Sequence[Cue], en: Sequence[Cue]) -> float:
    """Mean over the Chinese cues of the common share (intersection over union) with the English cue
    beside it."""
    shares = []
    for cue, j in zip(zh, _partners(zh, en), strict=True):
        shares.append(
            0.0
            if j < 0
            else _common(cue, en[j]) / (max(cue.end, en[j].end) - min(cue.start, en[j].start))
        )
    return fmean(shares) if shares else 0.0

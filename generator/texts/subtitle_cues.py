"""The cues of a file of subtitles (SRT, WebVTT, ASS), by language. pysubs2 reads them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from generator.base.errors import InputError
from generator.base.records import Issue
from generator.texts.inline import halves
from generator.texts.languages import language_of
from generator.texts.libraries import damage_told, needed
from generator.texts.pinyin_lines import is_pinyin
from generator.texts.tidying import tidy

MAX_DURATION = 60_000
"""Milliseconds that a cue may stand: typesetting and bad files have absurd ones."""
SPACES = re.compile("[ \t]{2,}")
BLANK_LINES = re.compile(r"\n(?: ?\n){2,}")
OPEN_TAG = re.compile(r"<(?= ?/? ?[a-zA-Z][^<>]*+(?:<|\Z))")
"""The bracket of a tag in which another begins before it ends."""

LanguageLine = tuple[str, str]
"""``zh``, ``en`` or nothing, and a text."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Words of one language on the screen, from ``start`` to ``end`` (milliseconds)."""

    start: int
    end: int
    lines: tuple[str, ...]
    number: int
    """One-based number of the cue in its file, by time."""

    @property
    def text(self) -> str:
        """Return the lines in one."""
        return " ".join(self.lines)

    @property
    def duration(self) -> int:
        """Return how long it stands, in milliseconds."""
        return self.end - self.start


def read_cues(text: str, format: str, where: str) -> tuple[dict[str, list[Cue]], list[Issue]]:
    """Return the cues of each language (``zh``, ``en``) in the order of time, and what was left
    out.

    Raises InputError if the file is damaged or holds no cues.
    """
    events, issues = _events(text, format, where)
    sides: dict[str, list[Cue]] = {"zh": [], "en": []}
    wordless = 0
    for number, event in enumerate(events, 1):
        lines = list(_lines(event.plaintext))
        with_words = [line for line in lines if line[0]]
        if lines and not with_words:
            wordless += 1
        for language, group in groupby(with_words, key=lambda line: line[0]):
            cue = Cue(
                start=event.start,
                end=min(max(event.end, event.start + 1), event.start + MAX_DURATION),
                lines=tuple(line for _, line in group),
                number=number,
            )
            if not sides[language] or not _repeats(sides[language][-1], cue):
                sides[language].append(cue)
    if wordless:
        detail = f"{wordless} cues without words, such as marks or numbers alone, were left out."
        issues.append(Issue("lines-dropped", where, detail))
    return sides, issues


def _events(text: str, format: str, where: str) -> tuple[list[Any], list[Issue]]:
    """Return what pysubs2 finds that is shown as text, in the order of time."""
    with needed("pysubs2", where):
        import pysubs2
    text, issues = tidy(text, where)
    damaged = f"{where}: is damaged as {format.upper()} subtitles"
    remedy = "Open it in a subtitle editor and save it again."
    with damage_told(damaged, remedy, pysubs2.exceptions.Pysubs2Error):
        events = pysubs2.SSAFile.from_string(_evened(text), format_=format).events
    if not events:
        raise InputError(f"{where}: holds no cues. Expected {format.upper()} subtitles.")
    shown = [event for event in events if not event.is_comment and not event.is_drawing]
    shown.sort(key=lambda event: (event.start, event.end))
    return shown, list(issues)


def _evened(text: str) -> str:
    """Return subtitles without long runs of spaces and blank lines, and without the brackets of
    tags that do not end: over these pysubs2 takes time that grows with their square."""
    text = BLANK_LINES.sub("\n\n", SPACES.sub(" ", text))
    return OPEN_TAG.sub("", text)


def _lines(text: str) -> Iterator[LanguageLine]:
    """Yield the lines of a cue by language, pinyin left out; a line of both is cut in two."""
    for line in text.split("\n"):
        if is_pinyin(line):
            continue
        for half in halves(line) or (line,):
            if half.strip():
                yield language_of(half), " ".join(half.split())


def _repeats(before: Cue, cue: Cue) -> bool:
    """Tell whether a cue only goes on showing what the one before shows, as layers of ASS do."""
    return before.text == cue.text and cue.start <= before.end

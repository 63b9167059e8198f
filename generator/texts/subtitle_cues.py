"""The cues of a file of subtitles (SRT, WebVTT, ASS), by language. pysubs2 reads them."""

import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from generator.base.errors import InputError
from generator.base.han import HANZI
from generator.base.records import Issue
from generator.texts.languages import LATIN, language_of
from generator.texts.libraries import damage_told, needed
from generator.texts.line_parts import MIN_INLINE_SHARE, halves, holds_two_languages
from generator.texts.pinyin_parts import without_pinyin
from generator.texts.subtitle_signs import without_signs
from generator.texts.tidying import tidy

TAG = re.compile(r"</?[a-z\d][^<>]*>|\{[^{}]*\}", re.IGNORECASE)
"""Marks of type and place that players take off: ``<i>``, ``<c.yellow>``, ``{\\an8}``."""
WORD_TIME = re.compile(r"<\d{1,2}:\d{2}[:.\d]*>")
"""When a word is said: captions that a machine made have it, and roll."""
LOWER_CASE = re.compile(r"\b[a-z]{2,}\b")
BETWEEN_CUES = "\n\v\n"
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
    events, apart = without_signs(events, where)
    plain = [_plain(event) for event in events]
    if any(WORD_TIME.search(event.text) for event in events):
        plain = _unrolled(plain)
    texts, omissions = _without_pinyin(plain, where)
    is_inline = _are_inline(texts)
    sides: dict[str, list[Cue]] = {"zh": [], "en": []}
    wordless = 0
    for number, (event, words) in enumerate(zip(events, texts, strict=True), 1):
        lines = list(_lines(words, is_inline=is_inline))
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
    return sides, [*issues, *apart, *omissions]


def _plain(event: Any) -> str:
    """Return the words of an event, line by line, without the marks of its format."""
    text: str = event.plaintext
    return TAG.sub("", text)


def _unrolled(texts: Sequence[str]) -> list[str]:
    """Return the new lines of captions that roll: each shows the line before it again."""
    found: list[str] = []
    shown: list[str] = []
    for text in texts:
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        found.append("\n".join(line for line in lines if line not in shown))
        shown = lines
    return found


def _without_pinyin(texts: list[str], where: str) -> tuple[list[str], tuple[Issue, ...]]:
    """Leave out the pinyin of cues: beside the Chinese of its own cue, or where there are lines of
    it."""
    joined, issues = without_pinyin(BETWEEN_CUES.join(texts), where)
    cues = joined.split(BETWEEN_CUES.strip("\n"))
    return [cue.strip("\n") for cue in cues], issues


def _are_inline(texts: Iterable[str]) -> bool:
    """Tell whether cues hold both languages in one line, and not Chinese with foreign names above a
    line of English."""
    both = chinese = 0
    for text in texts:
        lines = text.split("\n")
        with_chinese = [line for line in lines if HANZI.search(line)]
        chinese += len(with_chinese)
        if all(HANZI.search(line) or not LATIN.search(line) for line in lines):
            both += sum(map(_has_english, with_chinese))
    return both >= MIN_INLINE_SHARE * chinese > 0


def _has_english(line: str) -> bool:
    """Tell whether a line holds Chinese and more English than a name."""
    cut = halves(line)
    return cut is not None and any(map(LOWER_CASE.search, cut))


def _events(text: str, format: str, where: str) -> tuple[list[Any], list[Issue]]:
    """Return what pysubs2 finds that is shown as text, in the order of time."""
    with needed("pysubs2", where):
        import pysubs2
    text, issues = tidy(text, where)
    damaged = f"{where}: is damaged as {format.upper()} subtitles"
    remedy = "Open it in a subtitle editor and save it again."
    errors = pysubs2.exceptions.Pysubs2Error
    with damage_told(damaged, remedy, errors), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of layers and styles, which no text needs
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


def _lines(text: str, *, is_inline: bool) -> Iterator[LanguageLine]:
    """Yield the lines of a cue by language; where lines hold both, each is cut in two."""
    for line in text.split("\n"):
        cut = halves(line) if is_inline or holds_two_languages(line) else None
        for half in cut or (line,):
            if half.strip():
                yield language_of(half), " ".join(half.split())


def _repeats(before: Cue, cue: Cue) -> bool:
    """Tell whether a cue only goes on showing what the one before shows, as layers of ASS do."""
    return before.text == cue.text and cue.start <= before.end

"""Lines of one language in a row, in a file whose languages take turns."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from generator.texts.header import is_layout
from generator.texts.languages import language_of
from generator.texts.line_parts import BULLET, without_bullet
from generator.texts.paragraphs import HEADING, paragraphs

LANGUAGE_LABEL = re.compile(
    r"\s*(?:中文|英文|原文|译文|汉语|英语|中|英|Chinese|English|ZH|EN|CN)\s*[:：]\s*", re.IGNORECASE
)

NumberedLine = tuple[int, str]
"""One-based line of the file, and its text."""


@dataclass(frozen=True, slots=True)
class ScriptRun:
    """Lines of one language in a row."""

    language: str
    line: int
    """One-based line of the file where it begins."""
    lines: tuple[str, ...]
    """With their indentation; blank ones are paragraph breaks."""
    follows_closely: bool
    """Whether there is no blank line between it and the run before."""
    paragraphs: tuple[str, ...] = ()
    """The lines joined as ``paragraphs`` does, filled in by ``with_paragraphs``."""

    @property
    def line_count(self) -> int:
        """Return the number of lines that its paragraphs have."""
        return sum(paragraph.count("\n") + 1 for paragraph in self.paragraphs)

    def split(self, count: int) -> tuple["ScriptRun", "ScriptRun"]:
        """Return the first lines of its paragraphs, and the others."""
        first: list[str] = []
        waiting = list(self.paragraphs)
        while count:
            lines = waiting.pop(0).split("\n")
            first.append("\n".join(lines[:count]))
            if lines[count:]:
                waiting.insert(0, "\n".join(lines[count:]))
            count -= min(count, len(lines))
        return replace(self, paragraphs=tuple(first)), replace(self, paragraphs=tuple(waiting))


def find_runs(numbered: Iterable[NumberedLine]) -> tuple[list[ScriptRun], list[str]]:
    """Group lines into runs of one language; return also the lines that have no words."""
    groups: list[tuple[str, int, bool, list[str]]] = []
    without_words: list[str] = []
    blank_lines = 0
    for number, line in numbered:
        language = language_of(line)
        if is_layout(line):
            blank_lines += 1
        elif not language:
            without_words.append(line.strip())
        else:
            if not groups or groups[-1][0] != language:
                groups.append((language, number, bool(groups) and not blank_lines, []))
                blank_lines = 0
            groups[-1][-1].extend([""] * blank_lines + [_without_marks(line)])
            blank_lines = 0
    runs = [
        ScriptRun(language, number, lines=tuple(lines), follows_closely=follows_closely)
        for language, number, follows_closely, lines in groups
    ]
    return runs, without_words


def _without_marks(line: str) -> str:
    """Take off the mark of a heading and the name of the language."""
    text = _without_heading_marks(line)
    text = without_bullet(text) if BULLET.match(text) else text
    label = LANGUAGE_LABEL.match(text)
    return _without_heading_marks(text[label.end() :]) if label else text


def _without_heading_marks(line: str) -> str:
    text = line
    while heading := HEADING.match(text.strip()):
        text = text.strip()[heading.end() :].rstrip("# ")
    return text


def with_paragraphs(runs: Sequence[ScriptRun]) -> list[ScriptRun]:
    """Return runs with their paragraphs: hard-wrapped lines are joined, which only a whole side
    shows."""
    waiting = {language: iter(_side_paragraphs(runs, language)) for language in ("zh", "en")}
    return [
        replace(run, paragraphs=tuple(_take_paragraphs(run, waiting[run.language]))) for run in runs
    ]


def lines_of(runs: Iterable[ScriptRun], language: str) -> list[str]:
    """Return the lines of a side, hard-wrapped ones joined, with blank ones between paragraphs."""
    found: list[str] = []
    for run in runs:
        if run.language == language:
            for paragraph in run.paragraphs:
                found += [*paragraph.split("\n"), ""]
    return found


def _side_paragraphs(runs: Sequence[ScriptRun], language: str) -> list[str]:
    lines: list[str] = []
    for run in runs:
        if run.language == language:
            lines += ["", *run.lines]
    return paragraphs(lines, chinese=language == "zh").split("\n\n")


def _take_paragraphs(run: ScriptRun, waiting: Iterator[str]) -> Iterator[str]:
    """Yield as many of the paragraphs of a side as a run has characters, spaces aside."""
    characters_left = sum(map(_length, run.lines))
    while characters_left > 0 and (paragraph := next(waiting, "")):
        yield paragraph
        characters_left -= _length(paragraph)


def _length(text: str) -> int:
    return len("".join(text.split()))

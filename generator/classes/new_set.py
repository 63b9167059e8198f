"""A first ``set.toml`` or ``set.xlsx``, written from the texts of a folder."""

import json
import math
import re
from dataclasses import dataclass
from pathlib import Path

from generator import texts
from generator.base.errors import InputError
from generator.base.program import program_name
from generator.chinese import numbers
from generator.pipeline import deck_title

TextFiles = tuple[Path, Path | None]
"""The file of a text, and that of its translation where it has one of its own."""
NUMBER = re.compile(r"(\d+|[〇零一二三四五六七八九十百]+)")
HEAD = """# A class set: the lessons of a course, built as one package with a deck for each lesson.
#   {program} set show {folder}      which words each lesson would teach and review
#   {program} build {folder}         the package, for your students
# Hand out each new edition in the same way: students keep their schedules, and no card comes twice.
# The order of lessons is the order here: to insert one, leave the names of the other files as they
# are.
# Paths are relative to this file. A line that begins with # counts for nothing: take the # away to
# use it.

title = {title}

# What students know at the start: levels of the HSK (hsk:2, hsk-2.0:3, hsk-2021:1) and lists with a
# word on each line.
# known = ["hsk:2", "known.txt"]

# Lists of words that get no card although students do not know them.
# stop = ["stop.txt"]

# Cards beyond recognition and reading: production, listening, cloze, writing, sentence-listening,
# translation, order; or all.
# cards = ["production", "listening"]

# Make cards of names, too.
# names = true

# Leave out words that students can guess, because they know all characters of them.
# skip_guessable = true

# Make cards of the words of your own lists alone, none of other words or of sentences; also for
# single lessons.
# only_listed = true
# sentences = true

# How cards look and sound, as the options of {program} build.
# [looks]
# tones = "pleco"
# phonetic = "both"
# script = "simplified"
# order = "reading"
# audio = "espeak"
"""
LESSON = """
[[lesson]]
title = {title}
texts = [{texts}]
{due}
{words}
"""
ABOUT_LISTS = """
# words = "NAME.list.xlsx" names your own list for a lesson: Excel, CSV, a table with tabs, or a
# word a line. Beside the word may stand its reading, gloss, a sentence and its translation.
# Readings and glosses count; words that the texts lack get a card in the list's sentence.
"""


@dataclass(frozen=True, slots=True)
class NewLesson:
    """A lesson as it is found in a folder."""

    title: str
    texts: tuple[tuple[str, str], ...]
    """Each by its file, relative to the folder, and that of its English; empty where one file has
    both languages."""
    words: str
    """The file of its list of words; empty where there is none."""


@dataclass(frozen=True, slots=True)
class NewSet:
    """A class set as it is found in a folder; nothing was written yet."""

    folder: Path
    title: str
    lessons: tuple[NewLesson, ...]

    def toml(self) -> bytes:
        """Return it as ``set.toml``, with comments on all that may stand there."""
        folder, title = self.folder, _quoted(self.title)
        text = HEAD.format(program=program_name(), folder=folder, title=title) + ABOUT_LISTS
        for number, lesson in enumerate(self.lessons, 1):
            words = f'# words = "lesson-{number}.list.tsv"'
            text += LESSON.format(
                title=_quoted(lesson.title),
                texts=", ".join(map(_toml_text, lesson.texts)),
                due="# due = 2026-09-14",
                words=f"words = {_quoted(lesson.words)}" if lesson.words else words,
            )
        return text.encode()

    def workbook(self) -> bytes:
        """Return it as ``set.xlsx``."""
        rows: list[tuple[str, ...]] = []
        for lesson in self.lessons:
            files = [" + ".join(filter(None, text)) for text in lesson.texts]
            rows.append((lesson.title, "; ".join(files), "", lesson.words))
        return texts.new_workbook(self.title, rows)


def new_set(folder: Path) -> NewSet:
    """Describe the texts of a folder as lessons: a text each, or all of a folder in it, in the
    natural order of names.

    Raises InputError where there is no such folder, no text in it, or one that cannot be read.
    """
    if not folder.is_dir():
        raise InputError(
            f"{folder}: no such folder; expected one with the texts of the lessons. Check the"
            " spelling."
        )
    groups = _groups(folder)
    if not groups:
        raise InputError(
            f"{folder}: found no text outside of the sets in it. Give the folder with the texts of"
            " one set."
        )
    title = re.sub(r"[-_\s]+", " ", folder.resolve().name).strip()
    title = title[:1].upper() + title[1:] or "Lessons"
    lessons: list[NewLesson] = []
    for name in sorted(groups, key=natural):
        lessons.append(_lesson(sorted(groups[name], key=_natural_path), folder))
    return NewSet(folder=folder, title=title, lessons=tuple(lessons))


def _groups(folder: Path) -> dict[str, list[TextFiles]]:
    """Return the texts of each lesson by the name of its folder or of its only file."""
    groups: dict[str, list[TextFiles]] = {}
    for zh, en in texts.find_texts([folder]):
        inside = zh.relative_to(folder)
        has_folder = len(inside.parts) > 1 and (en is None or en.parent == zh.parent)
        name = inside.parts[0] if has_folder else inside.as_posix()
        groups.setdefault(name, []).append((zh, en))
    return groups


def natural(name: str) -> list[tuple[float, str]]:
    """Return a key that sorts 2 before 10, and 第二课 before 第十课.

    >>> sorted(["10 b", "2 a", "第十课", "第二课"], key=natural)
    ['2 a', '10 b', '第二课', '第十课']
    """
    key: list[tuple[float, str]] = []
    for part in filter(None, NUMBER.split(name)):
        if NUMBER.fullmatch(part):
            key.append((numbers.value(part) or 0, part))
        else:
            key.append((math.inf, part.lower()))
    return key


def _natural_path(text: TextFiles) -> list[tuple[float, str]]:
    return natural(text[0].as_posix())


def _lesson(found: list[TextFiles], folder: Path) -> NewLesson:
    lists: list[Path] = []
    for zh, _ in found:
        lists += texts.tables_beside(zh, texts.LIST)
    return NewLesson(
        title=_title(found),
        texts=tuple((_inside(zh, folder), _inside(en, folder) if en else "") for zh, en in found),
        words=_inside(lists[0], folder) if lists else "",
    )


def _title(found: list[TextFiles]) -> str:
    """Return the title of the first text; where it has none, that of the folder of several."""
    first, english = found[0]
    text = texts.read_pair(first, english) if english else texts.read_text(first)
    has_title = text.meta.title_zh or text.meta.title_en
    return deck_title(text) if has_title or len(found) == 1 else first.parent.name


def _toml_text(text: tuple[str, str]) -> str:
    zh, en = map(_quoted, text)
    return f"{{zh = {zh}, en = {en}}}" if text[1] else zh


def _inside(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _quoted(text: str) -> str:
    """Return a text as TOML writes it: its basic strings escape as JSON does."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
